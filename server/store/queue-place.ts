import type { JobId, JobItem } from '../domain/job.ts';

/** Where an item stands in its queue: first in, first out. */
export type QueuePlace = [queuedAt: number, jobId: JobId, index: number];

/** Before every item. */
export const FIRST_PLACE: QueuePlace = [Number.MIN_SAFE_INTEGER, '', -1];

export function placeOf(item: JobItem): QueuePlace {
  return [item.queuedAt ?? 0, item.jobId, item.index];
}

export function comparePlaces(a: QueuePlace, b: QueuePlace): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  return a[2] - b[2];
}

/** Items by their job, in the order in which the jobs come. */
export function byJob(items: readonly JobItem[]): ReadonlyMap<JobId, readonly JobItem[]> {
  const groups = new Map<JobId, JobItem[]>();
  for (const item of items) {
    const group = groups.get(item.jobId);
    if (group) group.push(item);
    else groups.set(item.jobId, [item]);
  }
  return groups;
}
