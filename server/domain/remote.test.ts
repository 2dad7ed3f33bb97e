import { describe, expect, test } from 'vitest';
import type { JobSnapshot } from './change.ts';
import type { CancellationRequest, JobItem } from './job.ts';
import {
  decideNotTaken,
  decideRemote,
  finalFailure,
  happeningFor,
  intentFor,
  isEvent,
  isGivenUp,
  isLost,
  REFUSED_SUBMISSION,
  remoteTask,
  tooDear,
  type RefusalEffect,
  type RemoteFailure,
  type RemoteNews,
} from './remote.ts';
import type { ProviderErrorKind, RemoteState, RemoteStatus } from './remote-state.ts';
import { CANCELLATION, HANDLE, INTENT, jobWith, T0 } from './test-samples.ts';
import type { JobStatus } from './status.ts';

const NOW = T0 + 1_000;
const LATER = NOW + 60_000;

function state(status: RemoteStatus | null, more: Partial<RemoteState> = {}): RemoteState {
  return {
    remoteId: 'task-1',
    status,
    rawStatus: String(status).toLowerCase(),
    queue: { position: 3, atLeast: false, waitMs: null },
    message: null,
    ...more,
  };
}
const REQUEST: CancellationRequest = {
  itemIndex: 0,
  askedOf: 'acme',
  sentAt: null,
  outcome: null,
  answer: null,
  answeredAt: null,
};
/** A job with one item at a provider; one that is CANCELLING has a cancellation. */
function at(
  status: JobStatus,
  more: Partial<JobItem> = {},
  requests?: readonly CancellationRequest[],
): JobSnapshot {
  const cancellation =
    status === 'CANCELLING' || requests ? { ...CANCELLATION, requests: requests ?? [REQUEST] } : null;
  return jobWith('EXECUTE', [{ status, remote: HANDLE, ...more }], { cancellation });
}
function hear(snapshot: JobSnapshot, news: RemoteNews, report: { key?: string; attempt?: number } = {}) {
  const decision = decideRemote(
    snapshot,
    [{ index: 0, attempt: 1, key: 'key-1', news, ...report }],
    NOW,
    () => LATER,
  );
  if (decision.kind !== 'change') return null;
  const [write] = decision.change.items;
  return { item: write?.after, job: decision.change.job, events: decision.change.events };
}
const told = (status: RemoteStatus | null, more: Partial<RemoteState> = {}): RemoteNews => ({
  kind: 'state',
  state: state(status, more),
});

describe('what a provider’s status does to an item', () => {
  // Rows: what it says; columns: QUEUED, RUNNING, CANCELLING here. Null: nothing.
  const table: readonly (readonly [RemoteStatus, string | null, string | null, string | null])[] = [
    ['SUBMITTED', null, null, null],
    ['QUEUED', null, null, null],
    ['CANCELLING', null, null, null],
    ['RUNNING', 'start', null, null],
    ['COMPLETED', null, null, null],
    ['ERROR', 'fail', 'fail', 'fail'],
    ['CANCELLED', 'terminate', 'terminate', 'confirmCancel'],
    ['TERMINATED', 'terminate', 'terminate', 'terminate'],
    ['DEPLETED', 'deplete', 'deplete', 'deplete'],
  ];
  test.each(table)('%s: %s, %s, %s', (status, ...happenings) => {
    const items = ['QUEUED', 'RUNNING', 'CANCELLING'] as const;
    expect(items.map((item) => happeningFor({ status: item }, status, false))).toEqual(happenings);
  });
  test('CANCELLED after a cancel of ours that was refused is our cancel after all', () => {
    expect(happeningFor({ status: 'RUNNING' }, 'CANCELLED', true)).toBe('cancel');
  });
  test('a status that is not known is no event', () => {
    const { job, items } = at('QUEUED');
    expect(items.map((item) => isEvent(job, item, state(null)))).toEqual([false]);
    expect(hear(at('QUEUED'), told(null))).toBeNull();
  });
});

describe('news', () => {
  test('of a task that was not known yet puts its id and place on the handle, and is an event', () => {
    const after = hear(at('QUEUED', { remote: INTENT }), told('QUEUED'));
    expect(after?.item).toMatchObject({
      status: 'QUEUED',
      dueAt: LATER,
      remote: { remoteId: 'task-1', rawStatus: 'queued', answeredAt: NOW, place: { position: 3 } },
    });
    expect(after?.events.map(({ kind, items }) => [kind, items.length])).toEqual([['HANDED_OVER', 0]]);
  });
  test('of its start raises the fence', () => {
    expect(hear(at('QUEUED'), told('RUNNING'))?.item).toMatchObject({
      status: 'RUNNING',
      fence: 2,
      dueAt: LATER,
    });
  });
  test('of its completion stores result and credits, and clears when to look again', () => {
    const after = hear(at('RUNNING'), {
      kind: 'completed',
      state: state('COMPLETED'),
      resultId: 'sha-new',
    });
    expect(after?.item).toMatchObject({ status: 'COMPLETED', resultId: 'sha-new', dueAt: null });
    expect(after?.job).toMatchObject({ status: 'COMPLETED', credits: 5.5 });
  });
  test.each([
    ['another key', { key: 'key-0' }],
    ['an earlier attempt', { attempt: 0 }],
  ])('of %s changes nothing', (_what, report) => {
    expect(hear(at('QUEUED'), told('RUNNING'), report)).toBeNull();
  });
  test.each(['COMPLETED', 'ERROR', 'CANCELLED', 'TERMINATED', 'DEPLETED'] as const)(
    'about what is %s already changes nothing',
    (status) => {
      expect(hear(at(status), told('RUNNING'))).toBeNull();
      expect(hear(at(status), told('ERROR'))).toBeNull();
    },
  );
  test.each([
    ['PROVIDER', 'ERROR', 'PROVIDER'],
    ['PROGRAM', 'ERROR', 'PROGRAM'],
    ['QUOTA', 'DEPLETED', 'QUOTA'],
    ['COST', 'TERMINATED', 'LIMIT'],
  ] as const)('of a failure by %s ends in %s', (failure, status, kind) => {
    const after = hear(at('QUEUED'), { kind: 'failed', failure, message: 'why' });
    expect(after?.item).toMatchObject({ status, message: 'why', errorDetail: { kind, text: 'why' } });
  });
  test('that nothing is known of a submission ends in ERROR, or in CANCELLED when that was asked for', () => {
    expect(hear(at('QUEUED', { remote: INTENT }), { kind: 'not-found' })?.item?.status).toBe('ERROR');
    expect(hear(at('CANCELLING', { remote: INTENT }), { kind: 'not-found' })?.item?.status).toBe('CANCELLED');
    expect(hear(at('QUEUED'), { kind: 'not-found' })).toBeNull();
  });
});

describe('a cancellation', () => {
  const answer = (
    outcome: 'accepted' | 'done' | 'already-final' | 'refused',
    to: RemoteState | null = null,
  ) => hear(at('CANCELLING'), { kind: 'cancel-answer', answer: { outcome, state: to, message: 'not now' } });

  test.each(['accepted', 'done', 'already-final'] as const)(
    'that is %s stays open until the provider’s end is read',
    (outcome) => {
      const after = answer(outcome);
      expect(after?.item).toMatchObject({
        status: 'CANCELLING',
        dueAt: outcome === 'accepted' ? LATER : NOW,
      });
      expect(after?.job.cancellation?.requests).toMatchObject([
        { outcome: 'ACCEPTED', sentAt: NOW, answeredAt: NOW },
      ]);
    },
  );
  test.each([
    ['QUEUED', {}, 'QUEUED', 1],
    ['RUNNING', {}, 'RUNNING', 2],
    ['QUEUED', { statusTimes: { RUNNING: T0 } }, 'RUNNING', 2],
  ] as const)('that is refused leaves what is %s there as it is', (status, more, expected, fence) => {
    const after = hear(at('CANCELLING', more), {
      kind: 'cancel-answer',
      answer: { outcome: 'refused', state: state(status), message: 'not now' },
    });
    expect(after?.item).toMatchObject({ status: expected, fence });
    expect(after?.job.cancellation?.requests).toMatchObject([
      { outcome: 'REFUSED', answer: expect.stringContaining('not now') as string },
    ]);
  });
  test('without an answer says so once, and stays open', () => {
    const first = hear(at('CANCELLING'), { kind: 'cancel-unanswered', message: 'HTTP 503.' });
    expect(first?.job.cancellation?.requests).toMatchObject([
      { outcome: null, sentAt: NOW, answer: 'HTTP 503. It is asked again.', answeredAt: null },
    ]);
    const sent = at('CANCELLING', {}, [{ ...REQUEST, sentAt: T0 }]);
    expect(hear(sent, { kind: 'cancel-unanswered', message: 'HTTP 503.' })).toBeNull();
  });
  test.each([
    ['CANCELLED', 'CANCELLED', 'STOPPED'],
    ['ERROR', 'ERROR', 'TOO_LATE'],
  ] as const)('learns of the end: %s there, %s here, %s', (status, expected, outcome) => {
    const open = at('CANCELLING', {}, [{ ...REQUEST, outcome: 'ACCEPTED' }]);
    const after = hear(open, told(status));
    expect(after?.item?.status).toBe(expected);
    expect(after?.job.cancellation?.requests).toMatchObject([{ outcome }]);
  });
  test('that was refused stays so, whatever comes after', () => {
    const refused = at('RUNNING', {}, [{ ...REQUEST, outcome: 'REFUSED' }]);
    const after = hear(refused, { kind: 'completed', state: state('COMPLETED'), resultId: 'r' });
    expect(after?.job.cancellation?.requests).toMatchObject([{ outcome: 'REFUSED' }]);
  });
  test('of what was never submitted ends at once', () => {
    expect(hear(at('CANCELLING', { remote: INTENT }), { kind: 'withdrawn' })?.item).toMatchObject({
      status: 'CANCELLED',
      remote: null,
    });
    expect(hear(at('QUEUED', { remote: INTENT }), { kind: 'withdrawn' })).toBeNull();
  });
});

test.each([
  ['QUEUED', null, null, 'nothing'],
  ['QUEUED', INTENT, null, 'reconcile'],
  ['CANCELLING', INTENT, null, 'reconcile'],
  ['QUEUED', HANDLE, null, 'poll'],
  ['RUNNING', HANDLE, null, 'poll'],
  ['CANCELLING', HANDLE, null, 'cancel'],
  ['CANCELLING', HANDLE, 'ACCEPTED', 'poll'],
  ['COMPLETED', HANDLE, null, 'nothing'],
  ['ERROR', INTENT, null, 'nothing'],
] as const)('%s with %j, answered %s: %s', (status, remote, outcome, task) => {
  const { job, items } = at(status, { remote }, [{ ...REQUEST, outcome }]);
  expect(items.map((item) => remoteTask(job, item))).toEqual([task]);
});

test('an item that is not taken ends only while it still waits here', () => {
  const waiting = { index: 0, attempt: 1 };
  const decide = (more: Partial<JobItem>, status: JobStatus = 'QUEUED') =>
    decideNotTaken(at(status, { remote: null, ...more }), waiting, 'COST', 'too dear', NOW).kind;
  expect(decide({})).toBe('change');
  expect(decide({ remote: HANDLE })).toBe('unchanged');
  expect(decide({ attempt: 2 })).toBe('unchanged');
  expect(decide({}, 'CANCELLED')).toBe('unchanged');
});

test('an intent has no handle and was never answered', () => {
  const intent = intentFor(
    { provider: 'IONQ', credentialId: 'cred_1', key: 'k', runId: 'sha', credits: 1 },
    NOW,
  );
  expect(intent).toMatchObject({ keyAt: NOW, remoteId: null, answeredAt: null, failures: 0 });
});

test.each<[ProviderErrorKind, RefusalEffect, RemoteFailure | null]>([
  ['unknown-outcome', 'look-for', null],
  ['auth', 'wait', null],
  ['throttled', 'wait', null],
  ['transient', 'wait', null],
  ['device-unavailable', 'wait-for-device', null],
  ['invalid', 'PROVIDER', 'PROVIDER'],
  ['not-found', 'PROVIDER', 'PROVIDER'],
  ['conflict', 'PROVIDER', 'PROVIDER'],
  ['quota', 'QUOTA', 'QUOTA'],
])('a submission that failed with %s: %s', (kind, effect, failure) => {
  expect(REFUSED_SUBMISSION[kind]).toBe(effect);
  expect(finalFailure(kind)).toBe(failure);
});

const MINUTE = 60_000;
test.each<[string, ...Parameters<typeof isLost>, boolean]>([
  ['unknown for 10 minutes', 'poll', 'not-found', { keyAt: 0 }, 10 * MINUTE, false],
  ['unknown for longer', 'poll', 'not-found', { keyAt: 0 }, 10 * MINUTE + 1, true],
  ['unknown, to be cancelled', 'cancel', 'not-found', { keyAt: 0 }, 11 * MINUTE, true],
  ['not found by a search', 'reconcile', 'not-found', { keyAt: 0 }, 60 * MINUTE, false],
  ['of no known form', 'poll', 'invalid', { keyAt: 0 }, 0, true],
  ['a cancellation of no known form', 'cancel', 'invalid', { keyAt: 0 }, 60 * MINUTE, false],
  ['throttled for an hour', 'poll', 'throttled', { keyAt: 0 }, 60 * MINUTE, false],
])('a task that is %s is lost: %s, %s', (_, task, kind, remote, now, lost) => {
  expect(isLost(task, kind, remote, now)).toBe(lost);
});

test('a submission that nobody finds is given up after a quarter of an hour', () => {
  expect(isGivenUp({ keyAt: 0 }, 15 * MINUTE - 1)).toBe(false);
  expect(isGivenUp({ keyAt: 0 }, 15 * MINUTE)).toBe(true);
});

test('an item whose estimate is above its maxCost is too dear, and says both', () => {
  expect(tooDear(5, null)).toBeNull();
  expect(tooDear(5, 5)).toBeNull();
  expect(tooDear(5.1, 5)).toMatch(/cost 5.1 credits; at most 5 were allowed/);
});
