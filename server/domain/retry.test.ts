import { describe, expect, test } from 'vitest';
import type { Decision, JobSnapshot } from './change.ts';
import { currentAttempt, type JobItem } from './job.ts';
import {
  DEFAULT_RETRY,
  decideRetry,
  planRetry,
  retryEffect,
  retryStatuses,
  type RetryRequest,
} from './retry.ts';
import { RETRY_STRATEGIES, type RetryEffect, type RetryStrategy } from './retry-plan.ts';
import { FINAL_STATUSES, type FinalStatus, type JobStatus } from './status.ts';
import {
  ADMIN,
  CANCELLATION,
  CONTRIBUTOR,
  HANDLE,
  INTENT,
  QPU,
  SIMULATOR,
  T0,
  anItem,
  jobWith,
} from './test-samples.ts';

const NOW = T0 + 1_000;

function retry(snapshot: JobSnapshot, wish: Partial<RetryRequest> = {}, hosted = true): Decision {
  return decideRetry(snapshot, ADMIN, { ...DEFAULT_RETRY, ...wish }, hosted ? SIMULATOR : QPU, NOW);
}
function changeOf(decision: Decision) {
  if (decision.kind !== 'change') throw new Error(`expected a change, got ${JSON.stringify(decision)}`);
  return decision.change;
}

describe('what each strategy does to an item', () => {
  const done: Partial<JobItem> = { status: 'COMPLETED', resultId: 'sha' };
  const cases: readonly [string, Partial<JobItem>, Readonly<Record<RetryStrategy, RetryEffect | null>>][] = [
    [
      'never handed over',
      { remote: null },
      { DEFAULT: 'RUN_AGAIN', ALLOW_RESUBMIT: 'SUBMIT', FORCE_RESUBMIT: 'SUBMIT', FULL_RESTART: 'SUBMIT' },
    ],
    [
      'handed over, outcome unknown',
      { remote: INTENT },
      {
        DEFAULT: 'RESYNCHRONISE',
        ALLOW_RESUBMIT: 'SUBMIT',
        FORCE_RESUBMIT: 'SUBMIT',
        FULL_RESTART: 'SUBMIT',
      },
    ],
    [
      'handle, no result',
      { remote: HANDLE },
      {
        DEFAULT: 'RESYNCHRONISE',
        ALLOW_RESUBMIT: 'RESYNCHRONISE',
        FORCE_RESUBMIT: 'SUBMIT_AGAIN',
        FULL_RESTART: 'SUBMIT_AGAIN',
      },
    ],
    [
      'handle and result',
      { ...done, remote: HANDLE },
      {
        DEFAULT: 'RESYNCHRONISE',
        ALLOW_RESUBMIT: 'RESYNCHRONISE',
        FORCE_RESUBMIT: null,
        FULL_RESTART: 'SUBMIT_AGAIN',
      },
    ],
  ];
  for (const [what, item, effects] of cases) {
    test.each(RETRY_STRATEGIES)(`${what}: %s`, (strategy) => {
      expect(retryEffect(anItem(item.status ?? 'ERROR', item), strategy, false)).toBe(effects[strategy]);
    });
  }
  test.each(RETRY_STRATEGIES)('here: %s runs it again', (strategy) => {
    expect(retryEffect(anItem('ERROR'), strategy, true)).toBe('RUN_AGAIN');
  });
});

describe('which items', () => {
  const mixed = jobWith('EXECUTE', ['COMPLETED', 'ERROR', 'CANCELLED', 'TERMINATED', 'DEPLETED', 'ERROR']);
  const named: readonly [readonly FinalStatus[], readonly number[]][] = [
    [['ERROR'], [1, 5]],
    [['CANCELLED'], [2]],
    [
      ['TERMINATED', 'DEPLETED'],
      [3, 4],
    ],
    [['COMPLETED'], [0]],
    [FINAL_STATUSES, [0, 1, 2, 3, 4, 5]],
  ];
  test.each(named)('%o', (itemStatuses, indexes) => {
    const { items } = changeOf(retry(mixed, { itemStatuses, acceptDuplicates: true }));
    expect(items.map(({ after }) => after.index)).toEqual(indexes);
  });

  test('those in ERROR when nothing is named', () => {
    expect(DEFAULT_RETRY).toMatchObject({
      itemStatuses: ['ERROR'],
      strategy: 'DEFAULT',
      acceptDuplicates: false,
    });
  });

  test('all of them with FULL_RESTART, whatever is named', () => {
    const { items } = changeOf(retry(mixed, { strategy: 'FULL_RESTART', acceptDuplicates: true }));
    expect(items).toHaveLength(6);
  });

  test('the statuses that are offered are those the job has', () => {
    expect(retryStatuses(jobWith('COMPILE', ['ERROR', 'COMPLETED', 'ERROR']).job)).toEqual([
      'COMPLETED',
      'ERROR',
    ]);
  });

  test('none: NOTHING_TO_RETRY says what there is instead', () => {
    expect(retry(jobWith('EXECUTE', ['CANCELLED', 'COMPLETED']))).toMatchObject({
      refusals: [
        {
          code: 'NOTHING_TO_RETRY',
          message: 'No item is ERROR. The job has 1 COMPLETED, 1 CANCELLED: name the statuses to retry.',
          path: ['itemStatuses'],
        },
      ],
    });
  });

  test('none that the strategy touches: NOTHING_TO_RETRY says why', () => {
    const snapshot = jobWith('EXECUTE', [{ status: 'COMPLETED', remote: HANDLE }, 'ERROR']);
    const wish = { itemStatuses: ['COMPLETED'], strategy: 'FORCE_RESUBMIT', acceptDuplicates: true } as const;
    expect(retry(snapshot, wish, false)).toMatchObject({
      refusals: [
        {
          code: 'NOTHING_TO_RETRY',
          message:
            'Every item that is COMPLETED has its result: FORCE_RESUBMIT submits only those without one.',
        },
      ],
    });
  });
});

describe('what can use quota again or submit twice needs acceptDuplicates', () => {
  const here = jobWith('COMPILE', ['ERROR', 'COMPLETED']);
  const there = (remote: JobItem['remote'], status: JobStatus = 'ERROR') =>
    jobWith('EXECUTE', [{ status, remote }, 'ERROR']);
  const cases: readonly [string, JobSnapshot, Partial<RetryRequest>, boolean, boolean, number][] = [
    ['DEFAULT of what failed', here, {}, true, false, 0],
    ['DEFAULT that reruns what completed', here, { itemStatuses: ['COMPLETED', 'ERROR'] }, true, true, 0],
    ['DEFAULT that re-synchronises', there(HANDLE), {}, false, false, 0],
    ['DEFAULT that looks up a submission', there(INTENT), {}, false, false, 0],
    ['DEFAULT of what was never handed over', there(null), {}, false, false, 0],
    [
      'ALLOW_RESUBMIT of what was never handed over',
      there(null),
      { strategy: 'ALLOW_RESUBMIT' },
      false,
      false,
      0,
    ],
    ['ALLOW_RESUBMIT, unknown outcome', there(INTENT), { strategy: 'ALLOW_RESUBMIT' }, false, true, 1],
    ['ALLOW_RESUBMIT, handle', there(HANDLE), { strategy: 'ALLOW_RESUBMIT' }, false, false, 0],
    ['FORCE_RESUBMIT', there(HANDLE), { strategy: 'FORCE_RESUBMIT' }, false, true, 1],
    [
      'FORCE_RESUBMIT of what was never handed over',
      there(null),
      { strategy: 'FORCE_RESUBMIT' },
      false,
      true,
      0,
    ],
    ['FORCE_RESUBMIT here', here, { strategy: 'FORCE_RESUBMIT' }, true, true, 0],
    ['FULL_RESTART here', here, { strategy: 'FULL_RESTART' }, true, true, 0],
    ['FULL_RESTART there', there(HANDLE), { strategy: 'FULL_RESTART' }, false, true, 1],
  ];
  test.each(cases)('%s', (_, snapshot, wish, hosted, needed, duplicates) => {
    const request = { ...DEFAULT_RETRY, ...wish };
    const preview = planRetry(snapshot, request, hosted);
    expect(preview.needsConfirmation).toBe(needed);
    expect(preview.possibleDuplicates).toBe(duplicates);
    expect(preview.warnings.length > 0).toBe(needed);

    const without = retry(snapshot, wish, hosted);
    if (needed) {
      expect(without).toMatchObject({
        kind: 'refused',
        refusals: [{ code: 'CONFIRMATION_REQUIRED', path: ['acceptDuplicates'], preview }],
      });
    } else expect(without.kind).toBe('change');

    // The mutation does what the preview said.
    const { items } = changeOf(retry(snapshot, { ...wish, acceptDuplicates: true }, hosted));
    expect(items.map(({ before }) => [before.index, before.status])).toEqual(
      preview.items.map(({ index, status }) => [index, status]),
    );
    for (const { before, after } of items) {
      const effect = preview.items.find(({ index }) => index === before.index)?.effect;
      expect(after.remote).toEqual(effect === 'RESYNCHRONISE' ? before.remote : null);
    }
  });

  test('the preview names programs and adds up the CPU time of the last attempts', () => {
    const snapshot = jobWith('COMPILE', [
      { status: 'ERROR', cpuSeconds: 1.5 },
      { status: 'COMPLETED', cpuSeconds: 9 },
      { status: 'ERROR', cpuSeconds: 2 },
    ]);
    expect(planRetry(snapshot, DEFAULT_RETRY, true)).toMatchObject({
      items: [
        { index: 0, name: 'program 0', status: 'ERROR', effect: 'RUN_AGAIN' },
        { index: 2, name: 'program 2', status: 'ERROR', effect: 'RUN_AGAIN' },
      ],
      estimatedCpuSeconds: 3.5,
    });
    expect(planRetry(jobWith('COMPILE', ['ERROR']), DEFAULT_RETRY, true).estimatedCpuSeconds).toBeNull();
  });
});

describe('a retried job', () => {
  test('begins a new attempt of each item; the earlier one stays readable', () => {
    const { job, items, events } = changeOf(
      retry(jobWith('COMPILE', [{ status: 'ERROR', fence: 7, restarts: 2, cpuSeconds: 3 }]), {
        reason: 'again',
      }),
    );
    expect(items[0]?.archived).toMatchObject({
      number: 1,
      status: 'ERROR',
      message: 'item 0 is ERROR',
      restarts: 2,
      cpuSeconds: 3,
      statusTimes: { ERROR: T0 },
    });
    expect(items[0]?.after).toMatchObject({
      status: 'QUEUED',
      attempt: 2,
      fence: 7,
      message: null,
      errorDetail: null,
      restarts: 0,
      cpuSeconds: 0,
      queuedAt: NOW,
      statusTimes: { ERROR: T0, RETRYING: NOW, QUEUED: NOW },
    });
    const [again] = items;
    if (!again) throw new Error('nothing was retried');
    expect(currentAttempt(again.after).statusTimes).toEqual({ RETRYING: NOW, QUEUED: NOW });
    expect(job).toMatchObject({ attempt: 2, status: 'QUEUED', message: null, errorDetail: null });
    expect(events.map(({ kind, status, actor, message }) => [kind, status, actor, message])).toEqual([
      ['RETRIED', 'RETRYING', ADMIN.userId, 'again'],
      ['QUEUED', 'QUEUED', null, null],
    ]);
  });

  test('is RUNNING when some items stay final', () => {
    const { job } = changeOf(retry(jobWith('COMPILE', ['ERROR', 'COMPLETED'])));
    expect(job.status).toBe('RUNNING');
  });

  test('forgets the cancellation of the attempt before', () => {
    const cancelled = jobWith('EXECUTE', ['CANCELLED'], { cancellation: CANCELLATION });
    const { job } = changeOf(retry(cancelled, { itemStatuses: ['CANCELLED'] }));
    expect(job).toMatchObject({ cancellation: null, status: 'QUEUED', message: null });
  });

  test('tells the trouble of the items that stay failed, not of those that run again', () => {
    const failed = jobWith('EXECUTE', ['TERMINATED', 'COMPLETED', 'ERROR'], {
      message: '2 of 3 items failed. program 0: why item 0 is TERMINATED',
      errorDetail: 'program 0: why item 0 is TERMINATED',
    });
    const { job } = changeOf(retry(failed, { itemStatuses: ['TERMINATED'] }));
    expect(job).toMatchObject({
      message: '1 of 3 items failed. program 2: why item 2 is ERROR',
      errorDetail: 'program 2: why item 2 is ERROR',
    });
  });

  test('by a member: those of a partly failed compile job', () => {
    const decision = decideRetry(
      jobWith('COMPILE', ['ERROR', 'CANCELLED']),
      CONTRIBUTOR,
      { ...DEFAULT_RETRY, itemStatuses: ['ERROR', 'CANCELLED'] },
      SIMULATOR,
      NOW,
    );
    expect(changeOf(decision).items).toHaveLength(2);
  });
});

test('a second retry changes nothing, also while no provider has the items yet', () => {
  const retried = jobWith('EXECUTE', [{ status: 'RETRYING', attempt: 2 }], {});
  const waiting = jobWith('EXECUTE', [{ status: 'QUEUED', attempt: 2, remote: null }], {});
  for (const snapshot of [retried, waiting]) {
    const again = { ...snapshot, job: { ...snapshot.job, attempt: 2 } };
    expect(retry(again, {}, false).kind).toBe('unchanged');
  }
});
