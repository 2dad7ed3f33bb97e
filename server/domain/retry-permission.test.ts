import { describe, expect, test } from 'vitest';
import type { JobType } from './job.ts';
import type { Access } from './people.ts';
import type { ErrorCode } from './errors.ts';
import { decideRetry, isBeingRetried, retryStrategies } from './retry.ts';
import { RETRY_STRATEGIES, type RetryStrategy } from './retry-plan.ts';
import { FINAL_STATUSES, isFinal, JOB_STATUSES, type JobStatus } from './status.ts';
import { ADMIN, CANCELLATION, CONTRIBUTOR, READER, SIMULATOR, T0, jobWith, member } from './test-samples.ts';

const NOW = T0 + 1_000;
const MEMBERS = ['CONTRIBUTOR', 'MAINTAINER', 'ADMINISTRATOR'] as const;

/** Accepted and aimed at whatever the job has, so that only who, type, status and strategy decide. */
function answer(
  type: JobType,
  status: JobStatus,
  access: Access,
  strategy: RetryStrategy,
): ErrorCode | 'done' | 'same' {
  const snapshot = jobWith(type, [status], status === 'CANCELLING' ? { cancellation: CANCELLATION } : {});
  const decision = decideRetry(
    snapshot,
    access,
    { itemStatuses: FINAL_STATUSES, strategy, acceptDuplicates: true, reason: null },
    SIMULATOR,
    NOW,
  );
  if (decision.kind === 'change') return 'done';
  return decision.kind === 'unchanged' ? 'same' : (decision.refusals[0]?.code ?? 'same');
}

const everything = (['COMPILE', 'EXECUTE'] as const).flatMap((type) =>
  JOB_STATUSES.flatMap((status) => RETRY_STRATEGIES.map((strategy) => [type, status, strategy] as const)),
);

describe('members (Contributor and above) may retry only COMPILE jobs whose status is ERROR', () => {
  function rule(type: JobType, status: JobStatus, strategy: RetryStrategy): ErrorCode | 'done' {
    if (!isFinal(status)) return 'JOB_NOT_FINAL';
    if (status === 'COMPLETED') return 'JOB_STATUS_NOT_ALLOWED';
    if (type === 'EXECUTE') return 'JOB_TYPE_NOT_ALLOWED';
    if (status !== 'ERROR') return 'JOB_STATUS_NOT_ALLOWED';
    return strategy === 'DEFAULT' || strategy === 'FULL_RESTART' ? 'done' : 'STRATEGY_NOT_ALLOWED';
  }
  test.each(everything)('%s %s %s', (type, status, strategy) => {
    for (const role of MEMBERS)
      expect(answer(type, status, member(role), strategy)).toBe(rule(type, status, strategy));
  });
});

describe('admins may also retry EXECUTE jobs, and jobs in ERROR, CANCELLED, TERMINATED or DEPLETED', () => {
  function rule(status: JobStatus, strategy: RetryStrategy): ErrorCode | 'done' {
    if (!isFinal(status)) return 'JOB_NOT_FINAL';
    // "Nobody retries a job that is COMPLETED, except by FULL_RESTART as an admin."
    return status === 'COMPLETED' && strategy !== 'FULL_RESTART' ? 'JOB_STATUS_NOT_ALLOWED' : 'done';
  }
  test.each(everything)('%s %s %s', (type, status, strategy) => {
    expect(answer(type, status, ADMIN, strategy)).toBe(rule(status, strategy));
  });
});

test.each(everything)('readers retry nothing: %s %s %s', (type, status, strategy) => {
  expect(answer(type, status, READER, strategy)).toBe('FORBIDDEN');
});

describe('the strategies that are offered are those that are not refused', () => {
  test.each([
    ['member, COMPILE in ERROR', 'COMPILE', 'ERROR', CONTRIBUTOR, ['DEFAULT', 'FULL_RESTART']],
    ['member, COMPILE in CANCELLED', 'COMPILE', 'CANCELLED', CONTRIBUTOR, []],
    ['member, EXECUTE in ERROR', 'EXECUTE', 'ERROR', CONTRIBUTOR, []],
    ['admin, EXECUTE in ERROR', 'EXECUTE', 'ERROR', ADMIN, RETRY_STRATEGIES],
    ['admin, COMPLETED', 'COMPILE', 'COMPLETED', ADMIN, ['FULL_RESTART']],
    ['admin, RUNNING', 'COMPILE', 'RUNNING', ADMIN, []],
    ['reader', 'COMPILE', 'ERROR', READER, []],
  ] as const)('%s', (_, type, status, access, strategies) => {
    expect(retryStrategies(jobWith(type, [status]).job, access, true)).toEqual(strategies);
  });
});

describe('a retry of a job that is already being retried', () => {
  const again = {
    itemStatuses: ['ERROR'],
    strategy: 'DEFAULT',
    acceptDuplicates: false,
    reason: null,
  } as const;
  const open = ['SUBMITTED', 'QUEUED', 'RUNNING', 'RETRYING'] as const;

  test.each(open)('changes nothing: %s', (status) => {
    const snapshot = jobWith('COMPILE', [status], { attempt: 2 });
    for (const access of [CONTRIBUTOR, ADMIN]) {
      expect(decideRetry(snapshot, access, again, SIMULATOR, NOW)).toEqual({ kind: 'unchanged' });
    }
  });

  test('is still refused to readers', () => {
    const snapshot = jobWith('COMPILE', ['QUEUED'], { attempt: 2 });
    expect(decideRetry(snapshot, READER, again, SIMULATOR, NOW)).toMatchObject({
      refusals: [{ code: 'FORBIDDEN' }],
    });
  });

  test('is refused once somebody asked to stop it: it is not being retried, but cancelled', () => {
    const snapshot = jobWith('COMPILE', ['RUNNING'], { attempt: 2, cancellation: CANCELLATION });
    expect(isBeingRetried(snapshot.job)).toBe(false);
    expect(decideRetry(snapshot, ADMIN, again, SIMULATOR, NOW)).toMatchObject({
      refusals: [
        {
          code: 'JOB_NOT_FINAL',
          message: 'The job "Bell" is CANCELLING; it can be retried once it has ended.',
        },
      ],
    });
  });

  test('runs again once it has ended', () => {
    expect(
      decideRetry(jobWith('COMPILE', ['ERROR'], { attempt: 2 }), CONTRIBUTOR, again, SIMULATOR, NOW),
    ).toMatchObject({
      kind: 'change',
      change: { job: { attempt: 3 } },
    });
  });
});

describe('wrong options', () => {
  test.each([
    ['no status', [], 'Name at least one of COMPLETED, ERROR, CANCELLED, TERMINATED, DEPLETED.'],
    [
      'a status that is not final',
      ['ERROR', 'RUNNING'],
      'RUNNING is not final; only items in COMPLETED, ERROR, CANCELLED, TERMINATED, DEPLETED can be retried.',
    ],
  ] as const)('%s', (_, itemStatuses, message) => {
    const request = { itemStatuses, strategy: 'DEFAULT', acceptDuplicates: true, reason: null } as const;
    expect(decideRetry(jobWith('COMPILE', ['ERROR']), CONTRIBUTOR, request, SIMULATOR, NOW)).toMatchObject({
      refusals: [{ code: 'INVALID_INPUT', message, path: ['itemStatuses'] }],
    });
  });
});
