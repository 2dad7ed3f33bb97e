import { changed, refused, UNCHANGED, type Decision, type JobSnapshot } from './change.ts';
import type { Property } from './job.ts';
import type { Access } from './people.ts';
import { forbids } from './permissions.ts';
import { checkDefined, type PropertyDefinition } from './properties.ts';

/**
 * Changes a job's description or properties; what is not given, or null, stays.
 *
 * @param definitions - what properties mean in the job's project
 */
export function decideUpdate(
  snapshot: JobSnapshot,
  access: Access,
  wish: {
    readonly description?: string | null | undefined;
    readonly properties?: readonly Property[] | null | undefined;
  },
  now: number,
  definitions: readonly PropertyDefinition[] = [],
): Decision {
  const forbidden = forbids(access, 'update');
  if (forbidden) return refused(forbidden);
  const { job } = snapshot;
  const description = wish.description ?? job.description;
  const properties = wish.properties ?? job.properties;
  if (description === job.description && sameProperties(properties, job.properties)) return UNCHANGED;
  const unfit = checkDefined(properties, definitions, job.properties, ['properties']);
  if (unfit.length > 0) return refused(...unfit);
  return changed(snapshot, now, [
    { kind: 'UPDATED', actor: access.userId, message: null, job: { description, properties }, items: [] },
  ]);
}

function sameProperties(some: readonly Property[], others: readonly Property[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ name, value }, place) => name === others[place]?.name && value === others[place]?.value)
  );
}
