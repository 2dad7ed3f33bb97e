import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JobChange } from './change.ts';
import { currentAttempt, JOB_TYPES, type Job, type JobItem } from './job.ts';
import type { RunEnding } from './run.ts';
import { RETRY_STRATEGIES } from './retry-plan.ts';
import { JobInMemory, type Command } from './sequence-model.ts';
import { FINAL_STATUSES, isFinal, jobStatusOf, type JobStatus } from './status.ts';
import { ADMIN, CONTRIBUTOR, READER, T0, countsOf, detail } from './test-samples.ts';
import { statusesAfter } from './transitions.ts';

const FAILED: ReadonlySet<JobStatus> = new Set(['ERROR', 'TERMINATED', 'DEPLETED']);

const place = fc.nat(5);
const some = fc.array(place, { minLength: 1, maxLength: 6 });
const worker = fc.constantFrom('worker-1', 'worker-2');
const access = fc.constantFrom(CONTRIBUTOR, CONTRIBUTOR, ADMIN, READER);
const ending: fc.Arbitrary<RunEnding> = fc.oneof(
  fc.constant<RunEnding>({ kind: 'completed', resultId: 'sha', cpuSeconds: 1 }),
  fc.constantFrom('PROGRAM', 'LIMIT', 'TIMEOUT', 'CRASH', 'ABORTED').map((failure): RunEnding => ({
    kind: 'failed',
    failure,
    message: 'broke',
    detail: detail('broke'),
    cpuSeconds: 1,
  })),
);
const answers = [
  'start',
  'complete',
  'fail',
  'terminate',
  'deplete',
  'confirmCancel',
  'refuseCancelQueued',
  'refuseCancelRunning',
] as const;

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('start' as const), some, worker }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      runs: fc.array(fc.nat(30), { minLength: 1, maxLength: 5 }),
      ending,
      staleBy: fc.constantFrom(0, 0, 0, 0, 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('release' as const), worker, lost: fc.boolean(), some }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('hand over' as const), item: place, known: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('provider' as const),
      item: place,
      happening: fc.constantFrom(...answers),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), access }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('retry' as const),
      access,
      request: fc.record({
        itemStatuses: fc.subarray([...FINAL_STATUSES]),
        strategy: fc.constantFrom(...RETRY_STRATEGIES),
        acceptDuplicates: fc.boolean(),
        reason: fc.constant(null),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('update' as const),
      access,
      description: fc.constantFrom('', 'a', 'b'),
      properties: fc.constantFrom([], [{ name: 'p', value: 'v' }]),
    }),
  },
);

/** What one write must look like, whatever it was about. */
function checkChange(change: JobChange, before: readonly JobItem[], now: number): void {
  const { job, events } = change;
  if (events.length === 0) {
    // What a run had used that was stopped: nothing else changes.
    const { cpuSeconds } = job;
    expect(change).toEqual({
      before: change.before,
      job: { ...change.before, cpuSeconds, updatedAt: now },
      items: [],
      events,
    });
    expect(cpuSeconds).toBeGreaterThan(change.before.cpuSeconds);
    return;
  }
  expect(events.map(({ version }) => version)).toEqual(events.map((_, i) => change.before.version + 1 + i));
  const last = events.at(-1);
  expect(last).toMatchObject({
    version: job.version,
    status: job.status,
    counts: job.counts,
    attempt: job.attempt,
  });
  expect(job.updatedAt).toBe(now);
  expect(events.every(({ at }) => at === now)).toBe(true);

  // Every step of every item leads from where the item stood to where the table allows.
  const status = new Map(before.map((item) => [item.index, item.status]));
  let jobStatus = change.before.status;
  for (const event of events) {
    for (const { index, from, to } of event.items) {
      expect(from).toBe(status.get(index));
      expect(from && statusesAfter(from)).toContain(to);
      status.set(index, to);
    }
    if (event.status !== jobStatus) expect(job.statusTimes[event.status]).toBe(now);
    jobStatus = event.status;
  }
  for (const item of change.items) {
    expect(item.before).toEqual(before[item.before.index]);
    expect(status.get(item.after.index)).toBe(item.after.status);
    // A note changes no status.
    if (item.before.status === item.after.status && item.before.attempt === item.after.attempt) {
      const { remote, dueAt, message } = item.after;
      expect(item.after).toEqual({ ...item.before, remote, dueAt, message });
      expect(isFinal(item.before.status)).toBe(false);
    } else checkAttempt(item.before, item.after, item.archived, now);
  }
}

/** A final attempt never changes, except that a retry puts it aside and begins the next. */
function checkAttempt(before: JobItem, after: JobItem, archived: unknown, now: number): void {
  expect(after.fence).toBeGreaterThanOrEqual(before.fence);
  expect(after.statusTimes[after.status]).toBe(now);
  if (isFinal(before.status)) {
    expect(archived).toEqual(currentAttempt(before));
    expect(after).toMatchObject({
      attempt: before.attempt + 1,
      statusTimes: { ...before.statusTimes, RETRYING: now, [after.status]: now },
      queuedAt: now,
    });
  } else {
    expect(archived).toBeNull();
    expect(after.attempt).toBe(before.attempt);
    expect(after.statusTimes).toMatchObject({ ...before.statusTimes, [after.status]: now });
    if (before.queuedAt !== null) expect(after.queuedAt).toBe(before.queuedAt);
  }
}

/** What holds of a job at rest, whatever happened to it. */
function checkJob({ snapshot: { job, items }, hosted, events, archived }: JobInMemory): void {
  expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
  expect(events.at(-1)?.version).toBe(job.version);
  expect(job.counts).toEqual(countsOf(items.map(({ status }) => status)));
  expect(job.status).toBe(jobStatusOf(job.counts, job.cancellation !== null));
  expect(job.statusTimes[job.status]).toBeDefined();
  expect(job.attempt).toBe(1 + events.filter(({ kind }) => kind === 'RETRIED').length);
  for (const item of items) {
    expect(item.resultId !== null).toBe(item.status === 'COMPLETED');
    expect(item.workerId !== null).toBe(hosted && item.status === 'RUNNING');
    expect(item.errorDetail !== null && !FAILED.has(item.status)).toBe(false);
    expect(item.statusTimes[item.status]).toBeDefined();
    const earlier = archived.get(item.index) ?? [];
    expect(earlier.map(({ number }) => number)).toEqual(earlier.map((_, index) => index + 1));
    expect(item.attempt).toBe(earlier.length + 1);
    for (const one of earlier) {
      expect(isFinal(one.status)).toBe(true);
      expect(one.resultId !== null).toBe(one.status === 'COMPLETED');
    }
    // Nothing that waits here survives a cancel: it can never enter RUNNING.
    if (job.cancellation && item.remote === null)
      expect(['QUEUED', 'SUBMITTED', 'RETRYING']).not.toContain(item.status);
  }
  checkTrouble(job, items);
}

/** What a job tells of trouble is about items that are in trouble now. */
function checkTrouble(job: Job, items: readonly JobItem[]): void {
  const failed = items.filter(({ status }) => FAILED.has(status));
  expect(job.errorDetail !== null).toBe(failed.length > 0);
  if (failed.length === 0 || items.length === 1) return;
  expect(job.message).toMatch(new RegExp(`^${failed.length} of ${items.length} items failed\\.`));
  expect(failed.map(({ index }) => `program ${index}`)).toContain(job.errorDetail?.split(':')[0]);
}

test('whatever happens to a job, and in whatever order, it stays sound', { timeout: 60_000 }, () => {
  const seen = new Set<JobStatus>();
  fc.assert(
    fc.property(
      fc.constantFrom(...JOB_TYPES),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      fc.array(command, { maxLength: 40, size: 'max' }),
      (type, count, hosted, commands) => {
        const store = new JobInMemory(type, count, hosted);
        checkJob(store);
        for (const one of commands) {
          const { items } = store.snapshot;
          const change = store.do(one);
          if (change) checkChange(change, items, store.now);
          // A worker that lost its lease cannot write.
          if (one.do === 'report' && one.staleBy > 0) expect(change?.items ?? []).toEqual([]);
          checkJob(store);
          seen.add(store.snapshot.job.status);
        }
      },
    ),
    { numRuns: 400 },
  );
  // The sequences reach every status a job can rest in. A retry queues what it chose in the same write, so RETRYING
  // is seen in events only.
  expect([...seen].sort()).toEqual(
    ['CANCELLED', 'CANCELLING', 'COMPLETED', 'DEPLETED', 'ERROR', 'QUEUED', 'RUNNING', 'TERMINATED'].sort(),
  );
});

test('a job that is left alone ends: each item is started and told of until all are final', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...JOB_TYPES),
      fc.integer({ min: 1, max: 5 }),
      fc.array(ending),
      (type, count, endings) => {
        const store = new JobInMemory(type, count, true);
        // Each item is tried at most three times; only a stopping worker may put it back more often.
        const told = endings.filter((one) => one.kind === 'completed' || one.failure !== 'ABORTED');
        for (let round = 0; round < 3 * count; round += 1) {
          store.do({ do: 'start', some: [0, 1, 2, 3, 4], worker: 'worker-1' });
          const one = told[round % Math.max(1, told.length)] ?? {
            kind: 'completed',
            resultId: 'sha',
            cpuSeconds: 0,
          };
          store.do({ do: 'report', runs: store.runs.map((_, run) => run), ending: one, staleBy: 0 });
        }
        expect(isFinal(store.snapshot.job.status)).toBe(true);
        expect(store.snapshot.job.createdAt).toBe(T0);
      },
    ),
  );
});
