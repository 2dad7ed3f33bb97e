import type { PreparedContent } from '../domain/content.ts';
import type { ContentId } from '../domain/job.ts';
import type { PreparedRun } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';

/**
 * A run as it is stored with its intent, before it is submitted: to submit the same bytes again where that is safe,
 * and to read the result, for which the device's qubits have to be led back to registers.
 */
export interface StoredRun {
  readonly prepared: PreparedRun;
}

export function storedRun(store: Pick<Store, 'prepareContent'>, run: StoredRun): Promise<PreparedContent> {
  return store.prepareContent(JSON.stringify(run));
}

/** @throws Error when it is not stored: an item that names it keeps it */
export async function readRun(store: Pick<Store, 'content'>, id: ContentId): Promise<StoredRun> {
  const text = await store.content(id);
  if (text === null) throw new Error(`the run ${id} is not stored`);
  // What is stored under a run's id was written by `storedRun`.
  return JSON.parse(text) as StoredRun;
}
