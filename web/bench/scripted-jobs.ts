const STATUSES = [
  'submitted',
  'queued',
  'running',
  'cancelling',
  'retrying',
  'completed',
  'error',
  'cancelled',
  'terminated',
  'depleted',
] as const;
const BEGAN = Date.parse('2026-01-01T00:00:00Z');
const YES = { allowed: true, code: null, message: null };
const NO = {
  allowed: false,
  code: 'JOB_STATUS_NOT_ALLOWED',
  message: 'It runs; it can be retried once it has ended.',
};

const each = <Value>(value: Value) => Object.fromEntries(STATUSES.map((status) => [status, value]));

export const NO_COUNTS = each(0);

/** A job that runs, as a row of the list: the larger its number, the newer it is. */
export function aJob(number: number, version: number): unknown {
  const createdAt = new Date(BEGAN + number * 1000).toISOString();
  const completed = version % 20;
  return {
    id: `job-${number}`,
    name: `Sweep of angles ${number}`,
    type: number % 3 === 0 ? 'COMPILE' : 'EXECUTE',
    status: 'RUNNING',
    message: version % 7 === 0 ? `${completed} of 20 items are done.` : null,
    version,
    attempt: 1,
    createdAt,
    updatedAt: new Date(BEGAN + number * 1000 + version).toISOString(),
    progress: completed / 20,
    statusTimes: { ...each(null), submitted: createdAt, queued: createdAt, running: createdAt },
    itemCounts: { ...NO_COUNTS, total: 20, completed, running: 20 - completed },
    target: { id: 'target', name: 'Simulator', kind: 'SIMULATOR', status: 'ONLINE' },
    createdBy: { id: 'user', name: 'Reader' },
    group: null,
    properties: [{ name: 'angle', value: String(number) }],
    actions: {
      rerun: YES,
      retry: NO,
      retryStatuses: ['ERROR'],
      retryStrategies: ['DEFAULT'],
      retryResynchronises: false,
      cancel: YES,
      delete: NO,
      update: YES,
    },
  };
}
