import type { JobItem } from './job.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** The longest time between two looks at an item that a provider has. */
export const LONGEST_PAUSE_MS = 15 * MINUTE;

const between = (least: number, value: number, most: number): number =>
  Math.min(most, Math.max(least, value));

/**
 * How long to wait before a provider is asked about an item again: seconds when its turn is near, minutes when it
 * is far.
 *
 * @param item - an item with a handle, as it was last told
 * @returns milliseconds
 */
export function pauseBeforeLook(item: JobItem, now: number): number {
  const { remote, status, statusTimes } = item;
  if (remote === null) return LONGEST_PAUSE_MS;
  if (remote.failures > 0) return between(2 * SECOND, SECOND * 2 ** remote.failures, 10 * MINUTE);
  const age = (since: number | undefined): number => Math.max(0, now - (since ?? now));
  if (status === 'CANCELLING') return between(SECOND, age(statusTimes.CANCELLING) / 5, MINUTE);
  if (status === 'RUNNING') return between(2 * SECOND, age(statusTimes.RUNNING) / 10, MINUTE);
  const { position, waitMs } = remote.place;
  if (waitMs !== null) return between(2 * SECOND, waitMs / 10, LONGEST_PAUSE_MS);
  if (position !== null) return between(2 * SECOND, position * 2 * SECOND, LONGEST_PAUSE_MS);
  return between(2 * SECOND, age(remote.keyAt) / 10, 10 * MINUTE);
}

/**
 * Spreads looks, so that what was submitted together is not asked about together for ever.
 *
 * @param random - a number in [0, 1)
 */
export function jittered(pauseMs: number, random: number): number {
  return Math.round(pauseMs * (0.8 + 0.4 * random));
}
