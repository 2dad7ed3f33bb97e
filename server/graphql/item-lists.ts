import type { Job } from '../domain/job.ts';
import { totalOf } from '../domain/status.ts';
import type { RequestContext } from './context.ts';
import type { JobItemConnectionModel } from './models.ts';
import { connection, cursorOf, sliceOf, type CursorForm } from './pagination.ts';
import type { JobItemsArgs } from './schema-types.generated.ts';

const BY_PLACE: CursorForm = { kind: 'item', value: 'number' };

/** A page of a job's items, in the order of its programs. */
export function itemConnection(
  job: Job,
  { first, after, statuses }: Partial<JobItemsArgs>,
  { useCases: { store }, loaders }: RequestContext,
): Promise<JobItemConnectionModel> {
  const chosen = statuses ?? null;
  return connection(
    sliceOf({ first, after }, BY_PLACE),
    async ({ from, limit }) => {
      const place = from === null ? -1 : Number(from.value);
      const items = await store.listItems(job.id, { statuses: chosen, after: place, limit });
      for (const item of items) loaders.item.prime({ jobId: job.id, index: item.index }, item);
      return items;
    },
    (item) => cursorOf({ value: item.index, id: String(item.index) }, BY_PLACE),
    () =>
      chosen ? [...new Set(chosen)].reduce((sum, one) => sum + job.counts[one], 0) : totalOf(job.counts),
  );
}
