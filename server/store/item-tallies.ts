import type { JobItem } from '../domain/job.ts';
import { isFinal } from '../domain/status.ts';

/** How many runs a store keeps of each target. */
export const RUNS_KEPT = 1_000;

/** Whether an item stands in a queue of ours, and not in a provider's. */
export function waitsHere(item: JobItem): boolean {
  return item.status === 'QUEUED' && item.remote === null;
}

/**
 * What a change of an item adds to the statistics of its target: that it became final, and how long it ran, in
 * seconds; null when it did not become final, or did not run.
 */
export function finishOf(
  before: JobItem,
  after: JobItem,
): { readonly finishedAt: number; readonly seconds: number | null } | null {
  if (!isFinal(after.status) || (isFinal(before.status) && before.attempt === after.attempt)) return null;
  const finishedAt = after.statusTimes[after.status] ?? 0;
  const startedAt = after.statusTimes.RUNNING;
  const ran =
    before.status === 'RUNNING' || before.status === 'CANCELLING' || startedAt !== before.statusTimes.RUNNING;
  const seconds = startedAt === undefined || !ran ? null : Math.max(0, finishedAt - startedAt) / 1000;
  return { finishedAt, seconds };
}
