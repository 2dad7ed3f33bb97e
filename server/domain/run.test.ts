import { describe, expect, test } from 'vitest';
import { applySteps, IllegalTransition, type Decision, type JobSnapshot } from './change.ts';
import type { JobItem } from './job.ts';
import type { EngineFailureKind } from './program.ts';
import {
  MAX_LOSSES,
  decideRelease,
  decideReports,
  decideStart,
  failureKindOf,
  shouldStop,
  type RunEnding,
  type RunReport,
} from './run.ts';
import { CANCELLATION, COMPILER, PROJECT, SIMULATOR, T0, anItem, detail, jobWith } from './test-samples.ts';
import type { Quota } from './quota.ts';

const NOW = T0 + 1_000;
const WON: RunEnding = { kind: 'completed', resultId: 'sha', cpuSeconds: 2 };
function lost(failure: EngineFailureKind, message = 'It broke.'): RunEnding {
  return { kind: 'failed', failure, message, detail: detail(`${message} At line 3.`), cpuSeconds: 1 };
}
function report(ending: RunEnding, more: Partial<RunReport> = {}): RunReport {
  return { index: 0, attempt: 1, fence: 1, ending, ...more };
}
function changeOf(decision: Decision) {
  if (decision.kind !== 'change') throw new Error(`expected a change, got ${JSON.stringify(decision)}`);
  return decision.change;
}
function told(snapshot: JobSnapshot, ...reports: readonly RunReport[]) {
  return changeOf(decideReports(snapshot, reports, NOW));
}

describe('a claim', () => {
  test('starts what waits, each item under a fence of its own', () => {
    const { items, events, job } = changeOf(
      decideStart(
        jobWith('EXECUTE', [{ status: 'QUEUED', fence: 4 }, 'COMPLETED', 'QUEUED']),
        'worker-9',
        NOW,
      ),
    );
    expect(items.map(({ after }) => [after.index, after.status, after.workerId, after.fence])).toEqual([
      [0, 'RUNNING', 'worker-9', 5],
      [2, 'RUNNING', 'worker-9', 2],
    ]);
    expect(events).toMatchObject([{ kind: 'STARTED', actor: null }]);
    expect(job.status).toBe('RUNNING');
  });

  test('of nothing changes nothing', () => {
    expect(decideStart(jobWith('EXECUTE', ['RUNNING', 'CANCELLED']), 'worker-9', NOW)).toEqual({
      kind: 'unchanged',
    });
  });
});

describe('how a run ends', () => {
  test('with a result: COMPLETED', () => {
    const { items, job } = told(
      jobWith('EXECUTE', [{ status: 'RUNNING', message: 'tried again' }]),
      report(WON),
    );
    expect(items[0]?.after).toMatchObject({
      status: 'COMPLETED',
      resultId: 'sha',
      message: null,
      cpuSeconds: 2,
      workerId: null,
    });
    expect(job).toMatchObject({ status: 'COMPLETED', cpuSeconds: 2, message: null });
  });

  test.each([
    ['PROGRAM', 'ERROR', 'PROGRAM'],
    ['LIMIT', 'ERROR', 'LIMIT'],
    // "A running compile item is stopped after 5 minutes → TERMINATED."
    ['TIMEOUT', 'TERMINATED', 'TIMEOUT'],
  ] as const)('by %s: %s', (failure, status, kind) => {
    const { items, job } = told(jobWith('COMPILE', ['RUNNING']), report(lost(failure)));
    expect(items[0]?.after).toMatchObject({
      status,
      message: 'It broke.',
      errorDetail: { text: 'It broke. At line 3.' },
    });
    expect(job).toMatchObject({ status, message: 'It broke.', errorDetail: 'It broke. At line 3.' });
    expect(failureKindOf(failure)).toBe(kind);
  });

  test('because the worker stops: back to its place in the queue', () => {
    const { items, events } = told(
      jobWith('EXECUTE', [{ status: 'RUNNING', queuedAt: T0 - 5 }]),
      report(lost('ABORTED')),
    );
    expect(items[0]?.after).toMatchObject({ status: 'QUEUED', queuedAt: T0 - 5, restarts: 0, cpuSeconds: 1 });
    expect(events).toMatchObject([{ kind: 'REQUEUED' }]);
  });

  test('one failed item hides no other', () => {
    const { job } = told(
      jobWith('EXECUTE', ['RUNNING', 'RUNNING', 'QUEUED']),
      report(WON),
      report(lost('PROGRAM'), { index: 1 }),
    );
    expect(job).toMatchObject({
      status: 'RUNNING',
      counts: { COMPLETED: 1, ERROR: 1, QUEUED: 1 },
      message: '1 of 3 items failed. program 1: It broke. At line 3.',
    });
  });
});

describe('an item that kills its process', () => {
  test.each([0, 1])('is tried again after %i losses', (restarts) => {
    const { items } = told(jobWith('EXECUTE', [{ status: 'RUNNING', restarts }]), report(lost('CRASH')));
    expect(items[0]?.after).toMatchObject({
      status: 'QUEUED',
      restarts: restarts + 1,
      message: 'It broke. It will be tried again.',
    });
  });

  test(`ends ERROR the ${MAX_LOSSES}rd time`, () => {
    expect(MAX_LOSSES).toBe(3);
    const { items } = told(jobWith('EXECUTE', [{ status: 'RUNNING', restarts: 2 }]), report(lost('CRASH')));
    expect(items[0]?.after).toMatchObject({
      status: 'ERROR',
      message: 'It broke. It was tried 3 times.',
      restarts: 2,
    });
  });
});

describe('the first final write of an attempt wins; a later one changes nothing and is recorded as ignored', () => {
  const running: Partial<JobItem> = { status: 'RUNNING', attempt: 2, fence: 5 };
  const cases: readonly [string, Partial<JobItem>, Partial<RunReport>][] = [
    ['a stale fence', running, { attempt: 2, fence: 4 }],
    ['an earlier attempt', running, { attempt: 1, fence: 5 }],
    ['an item that is not there', running, { index: 7, attempt: 2, fence: 5 }],
    ...(['COMPLETED', 'ERROR', 'CANCELLED', 'TERMINATED', 'DEPLETED'] as const).map(
      (status): [string, Partial<JobItem>, Partial<RunReport>] => [
        `an item that is ${status}`,
        { ...running, status },
        { attempt: 2, fence: 5 },
      ],
    ),
    ['an item that waits again', { ...running, status: 'QUEUED' }, { attempt: 2, fence: 5 }],
  ];
  test.each(cases)('%s', (_, item, stale) => {
    const snapshot = jobWith('EXECUTE', [item]);
    const { items, job, events } = told(snapshot, report(WON, stale));
    expect(items).toEqual([]);
    expect(job).toMatchObject({ status: snapshot.job.status, counts: snapshot.job.counts, version: 3 });
    expect(events).toMatchObject([{ kind: 'IGNORED', items: [], version: 3 }]);
  });

  test('two endings of one run that come together: the first counts', () => {
    const { items, events } = told(jobWith('EXECUTE', ['RUNNING']), report(WON), report(lost('PROGRAM')));
    expect(items.map(({ after }) => after.status)).toEqual(['COMPLETED']);
    expect(events.map(({ kind }) => kind)).toEqual(['FINISHED', 'IGNORED']);
  });

  test('a run that was stopped because it was cancelled is nothing to tell', () => {
    const snapshot = jobWith('EXECUTE', ['CANCELLED']);
    const aborted = report(lost('ABORTED'));
    const unmeasured = { ...aborted, ending: { ...aborted.ending, cpuSeconds: 0 } };
    expect(decideReports(snapshot, [unmeasured], NOW)).toEqual({ kind: 'unchanged' });
  });

  test('but the CPU time it had used is counted, without an event', () => {
    const { job } = jobWith('EXECUTE', ['CANCELLED'], { cpuSeconds: 3 });
    const aborted = report(lost('ABORTED'));
    const stopped = { ...aborted, ending: { ...aborted.ending, cpuSeconds: 2 } };
    expect(decideReports({ job, items: jobWith('EXECUTE', ['CANCELLED']).items }, [stopped], NOW)).toEqual({
      kind: 'change',
      change: { before: job, job: { ...job, cpuSeconds: 5, updatedAt: NOW }, items: [], events: [] },
    });
  });
});

describe('a quota that is used up', () => {
  const quota: Quota = {
    ownerKind: 'USER',
    ownerId: 'user_contributor',
    organizationId: PROJECT.organizationId,
    resource: 'SIMULATION',
    limit: 1,
    updatedAt: T0,
    updatedBy: 'user_admin',
  };
  const shown = (used: number) => ({
    ...jobWith('EXECUTE', ['QUEUED', 'QUEUED', 'COMPLETED']),
    quotas: [{ quota, ownerName: 'Ada', used, reserved: 0 }],
  });
  test('ends what is claimed, with the reason', () => {
    const decision = decideStart(shown(1), 'worker-1', NOW, SIMULATOR);
    if (decision.kind !== 'change') throw new Error(decision.kind);
    expect(decision.change.job.status).toBe('DEPLETED');
    expect(decision.change.items.map(({ after }) => after)).toMatchObject(
      [0, 1].map((index) => ({
        index,
        status: 'DEPLETED',
        message: expect.stringContaining('The SIMULATION quota of the user "Ada" is used up') as string,
        errorDetail: { kind: 'QUOTA' },
      })),
    );
  });
  test('of another resource, or with something left, does not', () => {
    for (const decision of [
      decideStart(shown(0.9), 'worker-1', NOW, SIMULATOR),
      decideStart(shown(1), 'worker-1', NOW, COMPILER),
    ]) {
      expect(decision).toMatchObject({ kind: 'change', change: { job: { status: 'RUNNING' } } });
    }
  });
});

describe('an item of a cancelled job never goes back to its queue', () => {
  test.each(['ABORTED', 'CRASH'] as const)('%s: CANCELLED', (failure) => {
    const snapshot = jobWith('COMPILE', ['RUNNING', 'CANCELLED'], { cancellation: CANCELLATION });
    expect(snapshot.job.status).toBe('CANCELLING');
    const { items, job } = told(snapshot, report(lost(failure)));
    expect(items[0]?.after).toMatchObject({ status: 'CANCELLED', message: 'Cancelled.' });
    expect(job.status).toBe('CANCELLED');
  });

  test.each([true, false])('its worker went (lost: %s): CANCELLED', (wasLost) => {
    const snapshot = jobWith('COMPILE', ['RUNNING'], { cancellation: CANCELLATION });
    const { items } = changeOf(decideRelease(snapshot, new Set(['worker-1']), wasLost, NOW));
    expect(items[0]?.after.status).toBe('CANCELLED');
  });

  test('a compilation that was let end keeps its result', () => {
    const { job, items } = told(jobWith('COMPILE', ['RUNNING'], { cancellation: CANCELLATION }), report(WON));
    expect(items[0]?.after).toMatchObject({ status: 'COMPLETED', resultId: 'sha' });
    expect(job.status).toBe('COMPLETED');
  });
});

describe('what a worker held goes back when it is gone', () => {
  const gone = new Set(['worker-1']);

  test('to its place in the queue; items of other workers stay', () => {
    const snapshot = jobWith('EXECUTE', [
      { status: 'RUNNING', queuedAt: T0 - 9 },
      { status: 'RUNNING', workerId: 'worker-2' },
      { status: 'COMPLETED', workerId: 'worker-1' },
    ]);
    const { items, events } = changeOf(decideRelease(snapshot, gone, true, NOW));
    expect(items.map(({ after }) => [after.index, after.status, after.restarts, after.queuedAt])).toEqual([
      [0, 'QUEUED', 1, T0 - 9],
    ]);
    expect(events).toMatchObject([
      { kind: 'REQUEUED', message: 'The worker was lost; the items wait again.' },
    ]);
  });

  test('without counting against the item when it stopped in order', () => {
    const { items, events } = changeOf(
      decideRelease(jobWith('EXECUTE', [{ status: 'RUNNING', restarts: 2 }]), gone, false, NOW),
    );
    expect(items[0]?.after).toMatchObject({ status: 'QUEUED', restarts: 2 });
    expect(events[0]?.message).toBe('The worker stopped; the items wait again.');
  });

  test('and is given up the third time', () => {
    const { items, job } = changeOf(
      decideRelease(jobWith('EXECUTE', [{ status: 'RUNNING', restarts: 2 }]), gone, true, NOW),
    );
    expect(items[0]?.after).toMatchObject({ status: 'ERROR', restarts: 2, errorDetail: { kind: 'CRASH' } });
    expect(job.message).toBe('Its worker was lost 3 times while it ran; it is not tried again.');
  });

  test('once', () => {
    expect(decideRelease(jobWith('EXECUTE', ['QUEUED', 'CANCELLED']), gone, true, NOW)).toEqual({
      kind: 'unchanged',
    });
  });
});

describe('a worker stops what it runs', () => {
  const held = { attempt: 1, fence: 1 };
  test.each([
    ['when the item is gone', null, true],
    ['when it is CANCELLED', anItem('CANCELLED'), true],
    ['when it waits again', anItem('QUEUED'), true],
    ['when it has another fence', anItem('RUNNING', { fence: 2 }), true],
    ['when it is another attempt', anItem('RUNNING', { attempt: 2 }), true],
    ['not while it is its own', anItem('RUNNING'), false],
  ] as const)('%s', (_, item, stops) => {
    expect(shouldStop(item, held)).toBe(stops);
  });
});

test('what the table does not know is a fault', () => {
  const step = {
    kind: 'STARTED',
    actor: null,
    message: null,
    items: [{ index: 0, happening: 'start' }],
  } as const;
  expect(() => applySteps(jobWith('EXECUTE', ['CANCELLED']), NOW, [step])).toThrow(IllegalTransition);
  expect(() => applySteps({ ...jobWith('EXECUTE', ['QUEUED']), items: [] }, NOW, [step])).toThrow(
    'not loaded',
  );
});
