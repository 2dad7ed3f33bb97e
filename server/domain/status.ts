/**
 * The statuses of items and jobs, which they share. The one table that says what each means: the rules,
 * the API's legend and the diagram in CONTRIBUTING.md are made from it or checked against it.
 */
export const JOB_STATUSES = [
  'SUBMITTED',
  'QUEUED',
  'RUNNING',
  'CANCELLING',
  'RETRYING',
  'COMPLETED',
  'ERROR',
  'CANCELLED',
  'TERMINATED',
  'DEPLETED',
] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const FINAL_STATUSES = ['COMPLETED', 'ERROR', 'CANCELLED', 'TERMINATED', 'DEPLETED'] as const;
export type FinalStatus = (typeof FINAL_STATUSES)[number];

/** What each status means, in a sentence for people. */
export const STATUS_MEANINGS: Readonly<Record<JobStatus, string>> = {
  SUBMITTED: 'Accepted and stored, not yet in a queue.',
  QUEUED: "Waiting: in a queue here or, once handed over, in the provider's.",
  RUNNING: 'A worker or a provider is processing it.',
  CANCELLING: 'A cancellation was asked of a provider or a worker and has not been answered.',
  RETRYING: 'A retry was accepted, not yet queued again.',
  COMPLETED: 'A result is stored.',
  ERROR: 'Failed; its message says why.',
  CANCELLED: "Stopped by a user's cancel.",
  TERMINATED: 'Stopped by a limit or by the provider.',
  DEPLETED: 'Stopped because quota or credits ran out.',
};

const FINAL: ReadonlySet<JobStatus> = new Set(FINAL_STATUSES);

/** Whether nothing but a retry follows this status. */
export function isFinal(status: JobStatus): status is FinalStatus {
  return FINAL.has(status);
}

/** How many items (or jobs) are in each status. */
export type StatusCounts = Readonly<Record<JobStatus, number>>;

export const NO_COUNTS: StatusCounts = {
  SUBMITTED: 0,
  QUEUED: 0,
  RUNNING: 0,
  CANCELLING: 0,
  RETRYING: 0,
  COMPLETED: 0,
  ERROR: 0,
  CANCELLED: 0,
  TERMINATED: 0,
  DEPLETED: 0,
};

/** All items together. */
export function totalOf(counts: StatusCounts): number {
  return JOB_STATUSES.reduce((sum, status) => sum + counts[status], 0);
}

/** The items that are final. */
export function finalOf(counts: StatusCounts): number {
  return FINAL_STATUSES.reduce((sum, status) => sum + counts[status], 0);
}

/**
 * A job's status from its items (RULES: "A job's status from its items").
 *
 * @param counts - how many of its items are in each status; at least one item
 * @param cancelRequested - a cancel was asked for since the last retry
 */
export function jobStatusOf(counts: StatusCounts, cancelRequested: boolean): JobStatus {
  const final = finalOf(counts);
  if (final === totalOf(counts)) {
    if (counts.ERROR > 0) return 'ERROR';
    if (counts.TERMINATED > 0) return 'TERMINATED';
    if (counts.DEPLETED > 0) return 'DEPLETED';
    if (counts.CANCELLED > 0) return 'CANCELLED';
    return 'COMPLETED';
  }
  if (cancelRequested) return 'CANCELLING';
  if (counts.RUNNING > 0 || final > 0) return 'RUNNING';
  if (counts.RETRYING > 0) return 'RETRYING';
  if (counts.QUEUED > 0) return 'QUEUED';
  return 'SUBMITTED';
}

/** When each status was last entered, in milliseconds since 1970. */
export type StatusTimes = Readonly<Partial<Record<JobStatus, number>>>;
