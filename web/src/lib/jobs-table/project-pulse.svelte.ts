import { ProjectPulseDocument } from '../graphql/graphql.ts';
import { query } from '../live/query.svelte.ts';

/** Counts are asked for again this long after a change, and no sooner: changes may come by the thousand. */
const REST_MS = 3_000;

/** The project itself with its counts, asked for again when its jobs change. @param changes read to learn of changes */
export function projectPulse(projectId: () => string, changes: () => unknown) {
  const pulse = query(ProjectPulseDocument, () => ({ variables: { projectId: projectId() } }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isFirst = true;

  $effect(() => {
    changes();
    if (isFirst) {
      isFirst = false;
      return;
    }
    timer ??= setTimeout(() => {
      timer = undefined;
      pulse.refetch();
    }, REST_MS);
  });
  $effect(() => () => clearTimeout(timer));

  return {
    get project() {
      return pulse.data?.project ?? null;
    },
  };
}
