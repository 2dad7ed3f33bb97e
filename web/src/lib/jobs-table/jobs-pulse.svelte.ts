import { OrganizationPulseDocument, ProjectPulseDocument } from '../graphql/graphql.ts';
import type { JobOwner } from '../live/job-owner.ts';
import { query } from '../live/query.svelte.ts';

/** Counts are asked for again this long after a change, and no sooner: changes may come by the thousand. */
const REST_MS = 3_000;

export type JobsPulse = ReturnType<typeof jobsPulse>;

/**
 * The project or organization itself with its counts, asked for again when its jobs change.
 *
 * @param changes read to learn of changes
 */
export function jobsPulse(owner: () => JobOwner, changes: () => unknown) {
  const ids = $derived.by(() => {
    const shown = owner();
    return 'projectId' in shown
      ? { projectId: shown.projectId, organizationId: '' }
      : { projectId: '', organizationId: shown.organizationId };
  });
  const ofProject = query(ProjectPulseDocument, () => ({
    variables: { projectId: ids.projectId },
    pause: ids.projectId === '',
  }));
  const ofOrganization = query(OrganizationPulseDocument, () => ({
    variables: { organizationId: ids.organizationId },
    pause: ids.organizationId === '',
  }));
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
      if (ids.projectId === '') ofOrganization.refetch();
      else ofProject.refetch();
    }, REST_MS);
  });
  $effect(() => () => clearTimeout(timer));

  return {
    /** Null for an organization, and while it is not known. */
    get project() {
      return ids.projectId === '' ? null : (ofProject.data?.project ?? null);
    },
    /** How many jobs are in each status, once known. */
    get counts() {
      return ids.projectId === ''
        ? (ofOrganization.data?.organization?.jobCounts ?? undefined)
        : ofProject.data?.project?.jobCounts;
    },
    /** The viewer may do here what admins may. */
    get isAdmin() {
      return ids.projectId === '' || (ofProject.data?.project?.viewerIsAdmin ?? false);
    },
  };
}
