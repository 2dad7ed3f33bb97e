import { describe, expect, test } from 'vitest';
import { cancelEffect, decideCancel, type CancelEffect } from './cancel.ts';
import type { Decision, JobSnapshot } from './change.ts';
import type { JobItem, JobType } from './job.ts';
import { FINAL_STATUSES, type JobStatus } from './status.ts';
import {
  ADMIN,
  CANCELLATION,
  CONTRIBUTOR,
  HANDLE,
  INTENT,
  READER,
  T0,
  anItem,
  jobWith,
  member,
} from './test-samples.ts';

const NOW = T0 + 1_000;

function changeOf(decision: Decision) {
  if (decision.kind !== 'change') throw new Error(`expected a change, got ${JSON.stringify(decision)}`);
  return decision.change;
}
function cancel(snapshot: JobSnapshot, reason: string | null = 'too slow') {
  return changeOf(decideCancel(snapshot, CONTRIBUTOR, reason, NOW));
}

describe('what a cancel does to an item', () => {
  const hosted: readonly [JobType, JobStatus, CancelEffect][] = [
    ...FINAL_STATUSES.flatMap((status): [JobType, JobStatus, CancelEffect][] => [
      ['COMPILE', status, 'nothing'],
      ['EXECUTE', status, 'nothing'],
    ]),
    ['COMPILE', 'SUBMITTED', 'cancel'],
    ['COMPILE', 'QUEUED', 'cancel'],
    ['COMPILE', 'RETRYING', 'cancel'],
    ['COMPILE', 'RUNNING', 'let-end'],
    ['EXECUTE', 'SUBMITTED', 'cancel'],
    ['EXECUTE', 'QUEUED', 'cancel'],
    ['EXECUTE', 'RETRYING', 'cancel'],
    ['EXECUTE', 'RUNNING', 'cancel'],
  ];
  test.each(hosted)('%s, %s here: %s', (type, status, effect) => {
    expect(cancelEffect({ type }, anItem(status))).toBe(effect);
  });

  const remote: readonly [string, JobType, Partial<JobItem> & { status: JobStatus }, CancelEffect][] = [
    ['queued there', 'EXECUTE', { status: 'QUEUED', remote: HANDLE }, 'ask-provider'],
    ['running there', 'EXECUTE', { status: 'RUNNING', remote: HANDLE }, 'ask-provider'],
    ['perhaps there', 'EXECUTE', { status: 'QUEUED', remote: INTENT }, 'ask-provider'],
    ['still there while it is retried', 'EXECUTE', { status: 'RETRYING', remote: HANDLE }, 'ask-provider'],
    ['asked already', 'EXECUTE', { status: 'CANCELLING', remote: HANDLE }, 'nothing'],
    ['not handed over yet', 'EXECUTE', { status: 'QUEUED', remote: null }, 'cancel'],
    ['a compilation runs there', 'COMPILE', { status: 'RUNNING', remote: HANDLE }, 'let-end'],
    ['final', 'EXECUTE', { status: 'TERMINATED', remote: HANDLE }, 'nothing'],
  ];
  test.each(remote)('%s (%s): %o', (_, type, item, effect) => {
    expect(cancelEffect({ type }, anItem(item.status, item))).toBe(effect);
  });
});

describe('a cancelled job', () => {
  test('whose items wait is CANCELLED at once', () => {
    const { job, items } = cancel(jobWith('EXECUTE', ['QUEUED', 'QUEUED']));
    expect(items.map(({ after }) => [after.status, after.message])).toEqual([
      ['CANCELLED', 'Cancelled.'],
      ['CANCELLED', 'Cancelled.'],
    ]);
    expect(job).toMatchObject({
      status: 'CANCELLED',
      message: 'too slow',
      updatedAt: NOW,
      statusTimes: { CANCELLED: NOW },
      cancellation: { requestedBy: CONTRIBUTOR.userId, requestedAt: NOW, reason: 'too slow', requests: [] },
    });
  });

  test('stops what runs on a hosted simulator, and says so', () => {
    const { job, items } = cancel(jobWith('EXECUTE', ['RUNNING']));
    expect(items[0]?.after).toMatchObject({ status: 'CANCELLED', workerId: null });
    expect(job.cancellation?.requests).toEqual([
      {
        itemIndex: 0,
        askedOf: 'worker',
        sentAt: null,
        outcome: 'STOPPED',
        answer: 'stopped',
        answeredAt: NOW,
      },
    ]);
  });

  test('lets compilations end that run, and is CANCELLING while only those remain', () => {
    const { job, items } = cancel(jobWith('COMPILE', ['RUNNING', 'QUEUED', 'COMPLETED']));
    expect(items.map(({ after }) => [after.index, after.status])).toEqual([[1, 'CANCELLED']]);
    expect(job).toMatchObject({ status: 'CANCELLING', counts: { RUNNING: 1, CANCELLED: 1, COMPLETED: 1 } });
    expect(job.cancellation?.requests).toMatchObject([{ itemIndex: 0, askedOf: 'worker', answeredAt: NOW }]);
  });

  test('asks the provider for what was handed over', () => {
    const { job, items } = cancel(jobWith('EXECUTE', [{ status: 'RUNNING', remote: HANDLE }, 'QUEUED']));
    expect(items.map(({ after }) => after.status)).toEqual(['CANCELLING', 'CANCELLED']);
    expect(job.status).toBe('CANCELLING');
    expect(job.cancellation?.requests).toEqual([
      { itemIndex: 0, askedOf: HANDLE.provider, sentAt: null, outcome: null, answer: null, answeredAt: null },
    ]);
  });

  test('keeps the failure of an item as its status and message', () => {
    const { job } = cancel(jobWith('EXECUTE', ['ERROR', 'QUEUED']));
    expect(job).toMatchObject({
      status: 'ERROR',
      message: '1 of 2 items failed. program 0: why item 0 is ERROR',
      errorDetail: 'program 0: why item 0 is ERROR',
    });
  });

  test('has one event that says who and why', () => {
    const { events } = cancel(jobWith('EXECUTE', ['QUEUED']));
    expect(events).toMatchObject([
      {
        version: 3,
        kind: 'CANCEL_REQUESTED',
        actor: CONTRIBUTOR.userId,
        message: 'too slow',
        status: 'CANCELLED',
      },
    ]);
  });
});

describe('cancelling again', () => {
  test('is the same cancellation', () => {
    const first = cancel(jobWith('COMPILE', ['RUNNING']));
    const between: JobSnapshot = { job: first.job, items: [anItem('RUNNING')] };
    expect(decideCancel(between, ADMIN, 'another reason', NOW + 1)).toEqual({ kind: 'unchanged' });
  });

  test('is the same cancellation when the provider refused the first', () => {
    const refused = jobWith('EXECUTE', [{ status: 'RUNNING', remote: HANDLE }], {
      cancellation: CANCELLATION,
    });
    expect(refused.job.status).toBe('CANCELLING');
    expect(decideCancel(refused, CONTRIBUTOR, null, NOW)).toEqual({ kind: 'unchanged' });
  });
});

describe('a cancel is refused', () => {
  test.each(FINAL_STATUSES)('when all items are final: %s', (status) => {
    expect(decideCancel(jobWith('EXECUTE', [status, status]), ADMIN, null, NOW)).toMatchObject({
      kind: 'refused',
      refusals: [
        {
          code: 'JOB_IN_FINAL_STATE',
          message: `The job "Bell" is ${status}: there is nothing left to cancel.`,
        },
      ],
    });
  });

  test('to readers, even when the job is final', () => {
    for (const snapshot of [jobWith('EXECUTE', ['RUNNING']), jobWith('EXECUTE', ['COMPLETED'])]) {
      expect(decideCancel(snapshot, READER, null, NOW)).toMatchObject({
        kind: 'refused',
        refusals: [{ code: 'FORBIDDEN' }],
      });
    }
  });

  test('to nobody above', () => {
    for (const access of [CONTRIBUTOR, member('MAINTAINER'), member('ADMINISTRATOR'), ADMIN]) {
      expect(decideCancel(jobWith('COMPILE', ['COMPLETED', 'QUEUED']), access, null, NOW).kind).toBe(
        'change',
      );
    }
  });
});
