import { describe, expect, test } from 'vitest';
import { NewestJobs } from './newest-jobs.ts';

const job = (version: number, more: object = {}) => ({ __typename: 'Job', id: 'job_1', version, ...more });

describe('the newest state of a job', () => {
  test('is kept when an older one arrives, wherever it stands in the answer', () => {
    const newest = new NewestJobs();
    newest.settle({ jobStatus: { version: 8, job: job(8, { status: 'ERROR', message: 'no' }) } });
    expect(newest.settle({ retryJob: { job: job(6, { status: 'QUEUED' }), errors: [] } })).toEqual({
      retryJob: { job: job(8, { status: 'ERROR' }), errors: [] },
    });
    expect(newest.settle({ outcomes: [{ job: job(5, { status: 'RETRYING' }) }] })).toEqual({
      outcomes: [{ job: job(8, { status: 'ERROR' }) }],
    });
  });

  test('gives no field that was not asked for, and leaves alone what the newer one does not know', () => {
    const newest = new NewestJobs();
    newest.settle(job(8, { status: 'ERROR' }));
    expect(newest.settle(job(6, { status: 'QUEUED', description: 'mine' }))).toEqual(
      job(8, { status: 'ERROR', description: 'mine' }),
    );
  });

  test('is replaced by a newer one, and joined by another view of the same', () => {
    const newest = new NewestJobs();
    newest.settle(job(1, { status: 'QUEUED', name: 'old' }));
    expect(newest.settle(job(2, { status: 'RUNNING' }))).toEqual(job(2, { status: 'RUNNING' }));
    newest.settle(job(2, { name: 'new' }));
    expect(newest.settle(job(1, { status: 'QUEUED', name: 'old' }))).toEqual(
      job(2, { status: 'RUNNING', name: 'new' }),
    );
  });

  test('is of each job its own; what is no job, or has no version, passes unchanged', () => {
    const newest = new NewestJobs();
    newest.settle(job(8));
    const other = { ...job(1), id: 'job_2' };
    const plain = { rerunOf: { __typename: 'Job', id: 'job_1', name: 'a' }, count: 3, none: null, list: [1] };
    expect(newest.settle(other)).toEqual(other);
    expect(newest.settle(plain)).toEqual(plain);
    expect(newest.settle(undefined)).toBeUndefined();
  });

  test('forgets the job that was longest not seen', () => {
    const newest = new NewestJobs(2);
    for (const id of ['job_1', 'job_2', 'job_1', 'job_3']) newest.settle({ ...job(9), id });
    expect(newest.settle({ ...job(1), id: 'job_1' })).toMatchObject({ version: 9 });
    expect(newest.settle({ ...job(1), id: 'job_2' })).toMatchObject({ version: 1 });
  });
});
