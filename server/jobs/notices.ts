import type { JobNotice } from '../events/bus.ts';
import type { Job, JobEvent } from '../domain/job.ts';
import { isFinal } from '../domain/status.ts';

/** After these an item at a provider may have to be looked at. */
const DUE: ReadonlySet<JobEvent['kind']> = new Set([
  'CANCEL_REQUESTED',
  'RETRIED',
  'RESYNCHRONISED',
  'HANDED_OVER',
]);

/** The word that goes out when a job's change is committed. */
export function noticeOf(job: Job, events: readonly JobEvent[]): JobNotice {
  const deltas = events.flatMap((event) => event.items);
  return {
    jobId: job.id,
    projectId: job.projectId,
    organizationId: job.organizationId,
    targetId: job.targetId,
    version: job.version,
    deleted: false,
    waiting: deltas.some((delta) => delta.to === 'QUEUED'),
    cancelled: deltas.some((delta) => delta.to === 'CANCELLED' && delta.from === 'RUNNING'),
    due: events.some((event) => DUE.has(event.kind)),
    finished: deltas.flatMap((delta) => (isFinal(delta.to) ? [delta.to] : [])),
  };
}

/** The word that goes out when a job is gone. */
export function deletionNotice(job: Job): JobNotice {
  return { ...noticeOf(job, []), deleted: true };
}
