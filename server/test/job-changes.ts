import { changed } from '../domain/change.ts';
import type { JobEvent, JobId } from '../domain/job.ts';
import type { Bus } from '../events/bus.ts';
import { deletionNotice, noticeOf } from '../jobs/notices.ts';
import type { Store } from '../store/store.ts';
import { submit } from './job-builder.ts';

interface Parts {
  readonly store: Store;
  readonly bus: Bus;
}

/** Changes a job's description so many times; each is one event. `text` makes it as long as a test needs. */
export async function changeJobTimes(
  { store, bus }: Parts,
  jobId: JobId,
  times: number,
  tell = true,
  text = '',
): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    const outcome = await store.changeJob(jobId, 'none', ({ job }) => {
      const version = job.version + 1;
      const changed = {
        ...job,
        version,
        updatedAt: job.updatedAt + 1,
        description: `version ${version}${text}`,
      };
      const { id, status, counts, attempt } = changed;
      const event: JobEvent = {
        jobId: id,
        version,
        at: 1,
        kind: 'UPDATED',
        actor: null,
        message: null,
        status,
        counts,
        attempt,
        items: [],
      };
      return { kind: 'change', change: { before: job, job: changed, items: [], events: [event] } };
    });
    if (outcome.kind === 'changed' && tell) bus.publish([noticeOf(outcome.job, outcome.events)]);
  }
}

/** Submits a job and lets it end at a time. */
export async function endJob(
  store: Store,
  id: JobId,
  at: number,
  happening: 'complete' | 'fail' = 'complete',
): Promise<void> {
  await submit(store, { id });
  const step = (kind: 'STARTED' | 'FINISHED', what: 'start' | 'complete' | 'fail') =>
    store.changeJob(id, 'all', (snapshot) =>
      changed(snapshot, at, [
        { kind, actor: null, message: null, items: [{ index: 0, happening: what, set: {} }] },
      ]),
    );
  await step('STARTED', 'start');
  await step('FINISHED', happening);
}

/** Deletes a job, whatever state it is in. */
export async function removeJob({ store, bus }: Parts, jobId: JobId, tell = true): Promise<void> {
  const gone = await store.deleteJob(jobId, () => null);
  if (!gone || !('deleted' in gone)) throw new Error('not deleted');
  if (tell) bus.publish([deletionNotice(gone.deleted)]);
}

/** The numbers from one to another. */
export const upTo = (last: number, first = 1): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place);
