import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cancelJob } from '../../jobs/cancel-job.ts';
import { cancelJobs } from '../../jobs/bulk.ts';
import { retryJob } from '../../jobs/retry-job.ts';
import { submitJob } from '../../jobs/submit-job.ts';
import { isFinal, type JobStatus } from '../../domain/status.ts';
import { brokenCounts, brokenInvariants, leftBehind } from '../../store/invariants.ts';
import type { Store } from '../../store/store.ts';
import { ORGANIZATION, PROJECT, seed } from '../job-builder.ts';
import { ScriptedEngine } from '../scripted-engine.ts';
import { DATABASES, newDatabase, stopServers, type TestDatabase } from './databases.ts';
import {
  ADMIN,
  Dead,
  FAILING_PROGRAM,
  LEASE_MS,
  PROGRAM,
  WAITING_PROGRAM,
  labNode,
  submission,
  submitted,
  valueOf,
  type LabClock,
  type LabNode,
} from './lab-node.ts';

class WideEngine extends ScriptedEngine {
  override readonly capacity = 50;
}

/** Nodes that die at a write: just before it is made, or when it is durable and nobody has heard of it yet. */

afterAll(stopServers);

describe.each(DATABASES)('%s', (name) => {
  let database: TestDatabase;
  let store: Store;
  let clock: LabClock;
  let first: LabNode;
  let second: LabNode;
  beforeEach(async () => {
    database = await newDatabase(name);
    store = await database.open();
    await seed(store);
    clock = { wall: Date.UTC(2026, 0, 1), monotonic: 0 };
    first = labNode(store, clock);
    second = labNode(store, clock);
  });
  afterEach(async () => {
    first.engine.release();
    second.engine.release();
    await first.end();
    await second.end();
    await store.close();
    await database.remove();
  });

  /** The other node takes over: nothing before the lease is over, everything as soon as it is. */
  async function takeOver(): Promise<void> {
    await second.rescuer.rescue();
    await second.worker.start();
    clock.monotonic += LEASE_MS - 1;
    expect(await second.rescuer.rescue()).toBe(0);
    clock.monotonic += 1;
    await second.rescuer.rescue();
  }
  const statusOf = async (jobId: string): Promise<JobStatus | undefined> =>
    (await store.jobs([jobId]))[0]?.status;
  const until = (jobId: string, wanted: (status: JobStatus) => boolean) =>
    expect.poll(async () => wanted((await statusOf(jobId)) ?? 'SUBMITTED'), { timeout: 20_000 }).toBe(true);
  const all = (): Promise<readonly string[]> =>
    store.jobIds({ organizationId: ORGANIZATION.id }, {}, null, 1_000);

  /** I1–I4 of all jobs, the store's own counts, and nothing left of either node once the living one stops. */
  async function sound(): Promise<void> {
    await second.end();
    expect(await brokenInvariants(store, await all())).toEqual([]);
    expect(await brokenCounts(store, [PROJECT.id])).toEqual([]);
    expect(await leftBehind(store)).toEqual([]);
  }

  const WHEN = ['before', 'after'] as const;

  test.each(WHEN)('%s a submission is stored: the same key finds the one job there is', async (when) => {
    const input = submission([PROGRAM, PROGRAM], { idempotencyKey: 'once' });
    void first.mortal.dieAt('submitJob', when);
    await expect(submitJob(first.ctx, ADMIN, input)).rejects.toThrow(Dead);
    await second.worker.start();
    const { job } = valueOf(await submitJob(second.ctx, ADMIN, input));
    expect(await all()).toEqual([job.id]);
    await until(job.id, (status) => status === 'COMPLETED');
    await sound();
  });

  test.each(WHEN)('%s a claim: the items run elsewhere', async (when) => {
    const dead = first.mortal.dieAt('claim', when);
    const jobId = await submitted(second.ctx, [PROGRAM, PROGRAM, PROGRAM]);
    await first.worker.start();
    await dead;
    await takeOver();
    await until(jobId, (status) => status === 'COMPLETED');
    const items = await store.listItems(jobId, { statuses: null, after: -1, limit: 9 });
    expect(items.map((item) => item.restarts)).toEqual(when === 'before' ? [0, 0, 0] : [1, 1, 1]);
    await sound();
  });

  test('in the middle of a run: the item runs elsewhere', async () => {
    await first.worker.start();
    const jobId = await submitted(first.ctx, [WAITING_PROGRAM]);
    await until(jobId, (status) => status === 'RUNNING');
    await expect.poll(() => first.engine.tasks.length).toBe(1);
    first.mortal.kill();
    await takeOver();
    await expect.poll(() => second.engine.tasks.length).toBe(1);
    second.engine.release();
    await until(jobId, (status) => status === 'COMPLETED');
    await sound();
  });

  test.each(WHEN)('%s a result is stored: one result, of one attempt', async (when) => {
    await first.worker.start();
    const jobId = await submitted(first.ctx, [WAITING_PROGRAM]);
    await expect.poll(() => first.engine.tasks.length).toBe(1);
    const dead = first.mortal.dieAt('changeJob', when);
    first.engine.release();
    await dead;
    expect(await statusOf(jobId)).toBe(when === 'before' ? 'RUNNING' : 'COMPLETED');
    await takeOver();
    if (when === 'before') {
      await expect.poll(() => second.engine.tasks.length).toBe(1);
      second.engine.release();
    }
    await until(jobId, (status) => status === 'COMPLETED');
    await sound();
  });

  test.each(WHEN)('%s a cancellation is stored: asked again it is the same one', async (when) => {
    await first.worker.start();
    const jobId = await submitted(first.ctx, [WAITING_PROGRAM, WAITING_PROGRAM]);
    await expect.poll(() => first.engine.tasks.length).toBe(2);
    void first.mortal.dieAt('changeJob', when);
    await expect(cancelJob(first.ctx, ADMIN, { jobId })).rejects.toThrow(Dead);
    const again = await cancelJob(second.ctx, ADMIN, { jobId });
    if (when === 'after')
      expect(!again.ok && again.refusals[0]).toMatchObject({ code: 'JOB_IN_FINAL_STATE' });
    await takeOver();
    expect(await statusOf(jobId)).toBe('CANCELLED');
    expect(second.engine.tasks).toEqual([]);
    await sound();
  });

  test.each(WHEN)('%s a retry is stored: asked again, one new attempt', async (when) => {
    await second.worker.start();
    const jobId = await submitted(second.ctx, [FAILING_PROGRAM, PROGRAM]);
    await until(jobId, (status) => status === 'ERROR');
    void first.mortal.dieAt('changeJob', when);
    const retry = {
      jobId,
      itemStatuses: ['ERROR'],
      strategy: 'DEFAULT',
      acceptDuplicates: false,
      idempotencyKey: 'one retry',
    } as const;
    await expect(retryJob(first.ctx, ADMIN, retry)).rejects.toThrow(Dead);
    valueOf(await retryJob(second.ctx, ADMIN, retry));
    await until(jobId, isFinal);
    const items = await store.listItems(jobId, { statuses: null, after: -1, limit: 9 });
    expect(items.map((item) => item.attempt)).toEqual([2, 1]);
    await sound();
  });

  test('a node that stops with 50 items running: all go back, none is claimed any more, nothing is left', async () => {
    const wide = labNode(store, clock, new WideEngine());
    await wide.worker.start();
    const jobId = await submitted(
      wide.ctx,
      Array.from({ length: 60 }, () => WAITING_PROGRAM),
    );
    await expect.poll(() => wide.engine.tasks.length).toBe(50);
    await wide.end();
    expect(wide.engine.tasks).toHaveLength(50);
    expect((await store.jobs([jobId]))[0]?.counts).toMatchObject({ QUEUED: 60, RUNNING: 0 });
    expect(await leftBehind(store)).toEqual([]);
    const items = await store.listItems(jobId, { statuses: null, after: -1, limit: 60 });
    expect(items.every(({ restarts }) => restarts === 0)).toBe(true);
    await sound();
  });

  test('half way through the cancellation of 300 jobs: repeated, the outcomes add up to 300', async () => {
    const ids = await Promise.all(Array.from({ length: 300 }, () => submitted(first.ctx, [PROGRAM])));
    void first.mortal.dieAt('changeJob', 'after', 150);
    await expect(cancelJobs(first.ctx, ADMIN, { jobs: { ids } })).rejects.toThrow(Dead);
    await first.mortal.settled();
    const before = await store.jobs(ids);
    const cancelled = new Set(before.flatMap((job) => (job?.status === 'CANCELLED' ? [job.id] : [])));
    expect(cancelled.size).toBeGreaterThanOrEqual(150);
    expect(cancelled.size).toBeLessThan(300);
    const outcomes = valueOf(await cancelJobs(second.ctx, ADMIN, { jobs: { ids } }));
    expect(outcomes.map(({ jobId }) => jobId)).toEqual(ids);
    // What the first had done is refused as done; the rest is done now.
    for (const { jobId, refusal } of outcomes)
      expect(refusal?.code ?? 'done').toBe(cancelled.has(jobId) ? 'JOB_IN_FINAL_STATE' : 'done');
    const once = await Promise.all(ids.map(async (id) => (await store.events(id, 0, 100)).length));
    const third = valueOf(await cancelJobs(second.ctx, ADMIN, { jobs: { ids } }));
    expect(third.filter(({ refusal }) => refusal?.code === 'JOB_IN_FINAL_STATE')).toHaveLength(300);
    expect(await Promise.all(ids.map(async (id) => (await store.events(id, 0, 100)).length))).toEqual(once);
    await sound();
  });
});
