import { describe, expect, test } from 'vitest';
import { FINAL_STATUSES, JOB_STATUSES, isFinal, type JobStatus } from './status.ts';
import { ITEM_HAPPENINGS, ITEM_TRANSITIONS, statusAfter, statusesAfter } from './transitions.ts';
import { inOrder } from './test-samples.ts';

describe('what may follow each status', () => {
  const rules: Readonly<Record<JobStatus, readonly JobStatus[]>> = {
    SUBMITTED: ['QUEUED', 'CANCELLED', 'TERMINATED', 'DEPLETED'],
    QUEUED: ['RUNNING', 'CANCELLING', 'COMPLETED', 'ERROR', 'CANCELLED', 'TERMINATED', 'DEPLETED'],
    RUNNING: ['QUEUED', 'CANCELLING', 'COMPLETED', 'ERROR', 'CANCELLED', 'TERMINATED', 'DEPLETED'],
    CANCELLING: ['QUEUED', 'RUNNING', 'COMPLETED', 'ERROR', 'CANCELLED', 'TERMINATED', 'DEPLETED'],
    RETRYING: ['QUEUED', 'CANCELLING', 'CANCELLED'],
    // "Never leave a final status", except by a retry.
    COMPLETED: ['RETRYING'],
    ERROR: ['RETRYING'],
    CANCELLED: ['RETRYING'],
    TERMINATED: ['RETRYING'],
    DEPLETED: ['RETRYING'],
  };
  test.each(JOB_STATUSES)('%s', (status) => {
    expect(inOrder(statusesAfter(status))).toEqual(rules[status]);
  });
});

test('each happening stands in the table once', () => {
  expect(ITEM_TRANSITIONS.map((one) => one.happening)).toEqual([...ITEM_HAPPENINGS]);
});

test('a transition always changes the status', () => {
  for (const { from, to } of ITEM_TRANSITIONS) expect(from).not.toContain(to);
});

test('only a retry leads out of a final status', () => {
  for (const status of FINAL_STATUSES) {
    for (const happening of ITEM_HAPPENINGS) {
      expect(statusAfter(status, happening)).toBe(happening === 'retry' ? 'RETRYING' : null);
    }
  }
});

test('a retry starts from final statuses only', () => {
  for (const status of JOB_STATUSES) {
    expect(statusAfter(status, 'retry') !== null).toBe(isFinal(status));
  }
});

test.each([
  ['a result only of what is queued at a provider, runs, or is being cancelled', 'complete'],
  ['a failure likewise', 'fail'],
] as const)('%s', (_, happening) => {
  const from = JOB_STATUSES.filter((status) => statusAfter(status, happening) !== null);
  expect(from).toEqual(['QUEUED', 'RUNNING', 'CANCELLING']);
});

test('only what a provider was asked to cancel takes its answer', () => {
  for (const answer of ['confirmCancel', 'refuseCancelQueued', 'refuseCancelRunning'] as const) {
    expect(JOB_STATUSES.filter((status) => statusAfter(status, answer) !== null)).toEqual(['CANCELLING']);
  }
});
