import type { JobStatus } from './status.ts';

/** What can happen to an item. */
export const ITEM_HAPPENINGS = [
  'queue',
  'start',
  'requeue',
  'complete',
  'fail',
  'terminate',
  'deplete',
  'cancel',
  'requestCancel',
  'confirmCancel',
  'refuseCancelQueued',
  'refuseCancelRunning',
  'retry',
] as const;
export type ItemHappening = (typeof ITEM_HAPPENINGS)[number];

/** One line of the table of transitions. */
export interface Transition {
  readonly happening: ItemHappening;
  readonly from: readonly JobStatus[];
  readonly to: JobStatus;
  /** When it occurs. */
  readonly when: string;
}

/**
 * Every way an item's status can change. What is not here cannot happen. A new item begins in SUBMITTED.
 * CONTRIBUTING.md shows this table as a diagram; a test holds the two together.
 */
export const ITEM_TRANSITIONS: readonly Transition[] = [
  {
    happening: 'queue',
    from: ['SUBMITTED', 'RETRYING'],
    to: 'QUEUED',
    when: 'it takes its place in a queue',
  },
  {
    happening: 'start',
    from: ['QUEUED'],
    to: 'RUNNING',
    when: 'a worker claims it, or its provider starts it',
  },
  {
    happening: 'requeue',
    from: ['RUNNING'],
    to: 'QUEUED',
    when: 'its worker was lost or stopped; it keeps its place',
  },
  {
    happening: 'complete',
    from: ['QUEUED', 'RUNNING', 'CANCELLING'],
    to: 'COMPLETED',
    when: 'its result is stored',
  },
  {
    happening: 'fail',
    from: ['QUEUED', 'RUNNING', 'CANCELLING'],
    to: 'ERROR',
    when: 'its program or its run failed',
  },
  {
    happening: 'terminate',
    from: ['SUBMITTED', 'QUEUED', 'RUNNING', 'CANCELLING'],
    to: 'TERMINATED',
    when: 'a limit or the provider stopped it',
  },
  {
    happening: 'deplete',
    from: ['SUBMITTED', 'QUEUED', 'RUNNING', 'CANCELLING'],
    to: 'DEPLETED',
    when: 'quota or credits ran out',
  },
  {
    happening: 'cancel',
    from: ['SUBMITTED', 'QUEUED', 'RETRYING', 'RUNNING'],
    to: 'CANCELLED',
    when: 'a user cancels what waits here, or runs on a hosted simulator',
  },
  {
    happening: 'requestCancel',
    from: ['QUEUED', 'RUNNING', 'RETRYING'],
    to: 'CANCELLING',
    when: 'a user cancels what a provider has',
  },
  {
    happening: 'confirmCancel',
    from: ['CANCELLING'],
    to: 'CANCELLED',
    when: 'the provider says it is cancelled',
  },
  {
    happening: 'refuseCancelQueued',
    from: ['CANCELLING'],
    to: 'QUEUED',
    when: 'the provider refuses; it still waits',
  },
  {
    happening: 'refuseCancelRunning',
    from: ['CANCELLING'],
    to: 'RUNNING',
    when: 'the provider refuses; it still runs',
  },
  {
    happening: 'retry',
    from: ['COMPLETED', 'ERROR', 'CANCELLED', 'TERMINATED', 'DEPLETED'],
    to: 'RETRYING',
    when: 'a retry chooses it',
  },
];

const BY_HAPPENING: ReadonlyMap<ItemHappening, Transition> = new Map(
  ITEM_TRANSITIONS.map((transition) => [transition.happening, transition]),
);

/** The status an item has after something happened to it; null when that cannot happen to it now. */
export function statusAfter(status: JobStatus, happening: ItemHappening): JobStatus | null {
  const transition = BY_HAPPENING.get(happening);
  return transition?.from.includes(status) ? transition.to : null;
}

/** The statuses that may follow one, in the order of the enum's table. */
export function statusesAfter(status: JobStatus): readonly JobStatus[] {
  const next = new Set<JobStatus>();
  for (const transition of ITEM_TRANSITIONS) if (transition.from.includes(status)) next.add(transition.to);
  return [...next];
}
