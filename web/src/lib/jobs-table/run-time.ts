import type { JobRowFragment, StatusTimePartsFragment } from '../graphql/graphql.ts';

export interface RunTime {
  readonly from: string;
  /** Null while it still runs. */
  readonly to: string | null;
}

/**
 * When the latest run of a job began and ended; null when it has not begun. A job that was retried and waits
 * again entered another status after it last ran, so its earlier run is not taken for the present one.
 */
export function runTime(job: Pick<JobRowFragment, 'progress' | 'status' | 'statusTimes'>): RunTime | null {
  const { running, submitted, queued, retrying } = job.statusTimes;
  if (running === null) return null;
  const isOld = [submitted, queued, retrying].some((at) => at !== null && at > running);
  if (isOld) return null;
  return { from: running, to: job.progress === 1 ? timeOf(job.statusTimes, job.status) : null };
}

function timeOf(times: StatusTimePartsFragment, status: JobRowFragment['status']): string | null {
  return new Map<string, string | null>(Object.entries(times)).get(status.toLowerCase()) ?? null;
}
