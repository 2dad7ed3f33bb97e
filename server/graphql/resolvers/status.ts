import { JOB_STATUSES, STATUS_MEANINGS, isFinal, totalOf } from '../../domain/status.ts';
import { statusesAfter } from '../../domain/transitions.ts';
import { examplePrograms } from '../../jobs/examples.ts';
import type { Resolvers } from '../schema-types.generated.ts';

export const status: Resolvers = {
  Query: {
    jobStatuses: () =>
      JOB_STATUSES.map((one) => ({
        status: one,
        final: isFinal(one),
        meaning: STATUS_MEANINGS[one],
        next: statusesAfter(one),
      })),
    examplePrograms: () => examplePrograms(),
  },
  StatusCounts: {
    total: (counts) => totalOf(counts),
    submitted: (counts) => counts.SUBMITTED,
    queued: (counts) => counts.QUEUED,
    running: (counts) => counts.RUNNING,
    cancelling: (counts) => counts.CANCELLING,
    retrying: (counts) => counts.RETRYING,
    completed: (counts) => counts.COMPLETED,
    error: (counts) => counts.ERROR,
    cancelled: (counts) => counts.CANCELLED,
    terminated: (counts) => counts.TERMINATED,
    depleted: (counts) => counts.DEPLETED,
  },
  StatusTimes: {
    submitted: (times) => times.SUBMITTED ?? null,
    queued: (times) => times.QUEUED ?? null,
    running: (times) => times.RUNNING ?? null,
    cancelling: (times) => times.CANCELLING ?? null,
    retrying: (times) => times.RETRYING ?? null,
    completed: (times) => times.COMPLETED ?? null,
    error: (times) => times.ERROR ?? null,
    cancelled: (times) => times.CANCELLED ?? null,
    terminated: (times) => times.TERMINATED ?? null,
    depleted: (times) => times.DEPLETED ?? null,
  },
};
