import type { PreparedContent } from '../domain/content.ts';
import type { ContentId } from '../domain/job.ts';
import type { PreparedRun } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';

/**
 * A run is stored with its intent, before it is submitted: to submit the same bytes again where that is safe, and to
 * read the result, for which the device's qubits have to be led back to registers.
 */
export function storeRun(store: Pick<Store, 'prepareContent'>, run: PreparedRun): Promise<PreparedContent> {
  return store.prepareContent(JSON.stringify(run));
}

/** @throws Error when it is not stored: an item that names it keeps it */
export async function readRun(store: Pick<Store, 'content'>, id: ContentId): Promise<PreparedRun> {
  const text = await store.content(id);
  if (text === null) throw new Error(`the run ${id} is not stored`);
  // What is stored under a run's id was written by `storeRun`.
  return JSON.parse(text) as PreparedRun;
}
