import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FINAL_STATUSES,
  JOB_STATUSES,
  STATUS_MEANINGS,
  finalOf,
  isFinal,
  jobStatusOf,
  totalOf,
  type JobStatus,
} from './status.ts';
import { countsOf } from './test-samples.ts';

test('five statuses are final', () => {
  expect(JOB_STATUSES.filter(isFinal)).toEqual([...FINAL_STATUSES]);
  expect([...FINAL_STATUSES]).toEqual(['COMPLETED', 'ERROR', 'CANCELLED', 'TERMINATED', 'DEPLETED']);
});

test('each status says what it means', () => {
  expect(Object.keys(STATUS_MEANINGS)).toEqual([...JOB_STATUSES]);
});

describe("a job's status from its items", () => {
  const cases: readonly [string, readonly JobStatus[], boolean, JobStatus][] = [
    // Every item is final.
    ['any ERROR', ['COMPLETED', 'DEPLETED', 'TERMINATED', 'CANCELLED', 'ERROR'], false, 'ERROR'],
    ['else any TERMINATED', ['COMPLETED', 'DEPLETED', 'CANCELLED', 'TERMINATED'], false, 'TERMINATED'],
    ['else any DEPLETED', ['COMPLETED', 'CANCELLED', 'DEPLETED'], false, 'DEPLETED'],
    ['else any CANCELLED', ['COMPLETED', 'CANCELLED', 'COMPLETED'], false, 'CANCELLED'],
    ['else COMPLETED', ['COMPLETED', 'COMPLETED'], false, 'COMPLETED'],
    ['cancelled too late', ['COMPLETED', 'COMPLETED'], true, 'COMPLETED'],
    ['cancelled, and one failed', ['CANCELLED', 'ERROR'], true, 'ERROR'],
    // A cancel was asked for and not all are final.
    ['cancelled, one waits for its provider', ['CANCELLED', 'CANCELLING'], true, 'CANCELLING'],
    ['cancelled, one is let end', ['CANCELLED', 'RUNNING'], true, 'CANCELLING'],
    ['cancelled, only one that is let end', ['RUNNING'], true, 'CANCELLING'],
    ['cancelled, its provider refused', ['QUEUED'], true, 'CANCELLING'],
    // Otherwise.
    ['any RUNNING', ['RETRYING', 'QUEUED', 'SUBMITTED', 'RUNNING'], false, 'RUNNING'],
    ['some final and some not', ['COMPLETED', 'QUEUED'], false, 'RUNNING'],
    ['some final and some retrying', ['ERROR', 'RETRYING'], false, 'RUNNING'],
    ['any RETRYING', ['SUBMITTED', 'QUEUED', 'RETRYING'], false, 'RETRYING'],
    ['any QUEUED', ['SUBMITTED', 'QUEUED', 'SUBMITTED'], false, 'QUEUED'],
    ['else SUBMITTED', ['SUBMITTED', 'SUBMITTED'], false, 'SUBMITTED'],
  ];
  test.each(cases)('%s', (_, statuses, cancelRequested, expected) => {
    expect(jobStatusOf(countsOf(statuses), cancelRequested)).toBe(expected);
  });

  const anyStatuses = fc.array(fc.constantFrom(...JOB_STATUSES), { minLength: 1, maxLength: 8 });

  test('is final exactly when every item is, whether or not a cancel was asked for', () => {
    fc.assert(
      fc.property(anyStatuses, fc.boolean(), (statuses, cancelled) => {
        expect(isFinal(jobStatusOf(countsOf(statuses), cancelled))).toBe(statuses.every(isFinal));
      }),
    );
  });

  test('a job of one item has the status of the item', () => {
    for (const status of JOB_STATUSES) {
      expect(jobStatusOf(countsOf([status]), status === 'CANCELLING')).toBe(status);
    }
  });

  test('counts add up', () => {
    fc.assert(
      fc.property(anyStatuses, (statuses) => {
        expect(totalOf(countsOf(statuses))).toBe(statuses.length);
        expect(finalOf(countsOf(statuses))).toBe(statuses.filter(isFinal).length);
      }),
    );
  });
});
