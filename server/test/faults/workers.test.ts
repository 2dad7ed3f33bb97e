import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cancelJob } from '../../jobs/cancel-job.ts';
import { retryJob } from '../../jobs/retry-job.ts';
import { randomFromSeed } from '../../engine/random.ts';
import { isFinal, type JobStatus } from '../../domain/status.ts';
import { brokenCounts, brokenInvariants, leftBehind } from '../../store/invariants.ts';
import type { Store } from '../../store/store.ts';
import { ORGANIZATION, PROJECT, seed } from '../job-builder.ts';
import { DATABASES, newDatabase, stopServers, type TestDatabase } from './databases.ts';
import { startFreezable } from './freezable-worker.ts';
import {
  ADMIN,
  FAILING_PROGRAM,
  LEASE_MS,
  PROGRAM,
  WAITING_PROGRAM,
  labNode,
  submitted,
  type LabClock,
  type LabNode,
} from './lab-node.ts';

/** Clocks that jump, workers that are frozen, and things that happen at the same moment. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

afterAll(stopServers);

describe.each(DATABASES)('%s', (name) => {
  const rounds = name === 'sqlite' ? 1_000 : 200;
  let database: TestDatabase;
  let store: Store;
  let clock: LabClock;
  let node: LabNode;
  beforeEach(async () => {
    database = await newDatabase(name);
    store = await database.open();
    await seed(store);
    clock = { wall: Date.UTC(2026, 0, 1), monotonic: 0 };
    node = labNode(store, clock);
  });
  afterEach(async () => {
    node.engine.release();
    await node.end();
    await store.close();
    await database.remove();
  });

  const itemOf = async (jobId: string) => (await store.items([{ jobId, index: 0 }]))[0];
  const until = (jobId: string, wanted: (status: JobStatus) => boolean) =>
    expect
      .poll(async () => wanted((await itemOf(jobId))?.status ?? 'SUBMITTED'), {
        timeout: 20_000,
        interval: 5,
      })
      .toBe(true);
  /** A beat that was on its way when it froze counts as a sign of life: then its lease begins anew. */
  const takenForDead = async (): Promise<void> => {
    await node.rescuer.rescue();
    for (let put = 0; put === 0; put = await node.rescuer.rescue()) clock.monotonic += LEASE_MS;
  };
  async function sound(): Promise<void> {
    await node.end();
    const ids = await store.jobIds({ organizationId: ORGANIZATION.id }, {}, null, 10_000);
    expect(await brokenInvariants(store, ids)).toEqual([]);
    expect(await brokenCounts(store, [PROJECT.id])).toEqual([]);
    expect(await leftBehind(store)).toEqual([]);
  }

  test.each([
    ['an hour on', HOUR],
    ['an hour back', -HOUR],
    ['a day on', DAY],
    ['a day back', -DAY],
  ])('the wall clock jumps %s: no lease expires early, and none twice', async (_what, jump) => {
    await node.worker.start();
    const jobId = await submitted(node.ctx, [WAITING_PROGRAM]);
    await until(jobId, (status) => status === 'RUNNING');
    const before = await itemOf(jobId);
    await node.rescuer.rescue();
    clock.wall += jump;
    clock.monotonic += LEASE_MS - 1;
    expect(await node.rescuer.rescue()).toBe(0);
    expect(await itemOf(jobId)).toEqual(before);
    // It stands still on the clock that counts: then it is lost, once, whatever the wall clock does.
    clock.wall -= jump;
    clock.monotonic += 1;
    expect(await node.rescuer.rescue()).toBe(1);
    clock.wall += jump;
    expect(await node.rescuer.rescue()).toBe(0);
    expect(await itemOf(jobId)).toMatchObject({ restarts: 1, attempt: 1 });
    // The worker is told that it was taken for dead at its next beat; what it held before counts no more.
    node.engine.release();
    await expect
      .poll(async () => (await store.events(jobId, 0, 100)).map(({ kind }) => kind))
      .toContain('IGNORED');
    await sound();
  });

  test('frozen past its lease, then woken: its late write changes nothing, and it goes on as another', async () => {
    const jobId = await submitted(node.ctx, [WAITING_PROGRAM]);
    const frozen = await startFreezable(database);
    try {
      await frozen.running();
      await frozen.freeze();
      await takenForDead();
      await node.worker.start();
      await expect.poll(() => node.engine.tasks.length).toBe(1);
      const held = await itemOf(jobId);
      expect(held).toMatchObject({ status: 'RUNNING', workerId: node.worker.workerId, restarts: 1 });
      // Its run ends in the very moment in which it wakes, before it can notice anything.
      frozen.finish();
      frozen.wake();
      await expect
        .poll(async () => (await store.events(jobId, 0, 100)).at(-1)?.kind, { timeout: 20_000, interval: 5 })
        .toBe('IGNORED');
      expect(await itemOf(jobId)).toEqual(held);
      await frozen.rejoined();
      node.engine.release();
      await until(jobId, (status) => status === 'COMPLETED');
      const next = await submitted(node.ctx, [PROGRAM]);
      await until(next, (status) => status === 'COMPLETED');
    } finally {
      expect(await frozen.stop()).toBe(0);
    }
    await sound();
  });

  test('frozen past its lease, then woken in the middle of a run: it stops the run', async () => {
    const jobId = await submitted(node.ctx, [WAITING_PROGRAM]);
    const frozen = await startFreezable(database);
    try {
      await frozen.running();
      await frozen.freeze();
      await takenForDead();
      await node.worker.start();
      await expect.poll(() => node.engine.tasks.length).toBe(1);
      frozen.wake();
      await frozen.aborted();
      node.engine.release();
      await until(jobId, (status) => status === 'COMPLETED');
    } finally {
      expect(await frozen.stop()).toBe(0);
    }
    await sound();
  });

  test('50 retries of one job at once, by two nodes: one new attempt', async () => {
    await node.worker.start();
    const jobId = await submitted(node.ctx, [FAILING_PROGRAM, FAILING_PROGRAM]);
    await until(jobId, isFinal);
    await node.worker.stop();
    const others = await database.open();
    const other = labNode(others, clock);
    const retry = { jobId, itemStatuses: ['ERROR'], strategy: 'DEFAULT', acceptDuplicates: false } as const;
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => retryJob((n % 2 ? node : other).ctx, ADMIN, retry)),
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual(outcomes.map(() => true));
    const events = await store.events(jobId, 0, 1_000);
    expect(events.filter(({ kind }) => kind === 'RETRIED')).toHaveLength(1);
    expect((await store.jobs([jobId]))[0]).toMatchObject({ attempt: 2, counts: { QUEUED: 2 } });
    await other.end();
    await others.close();
    await sound();
  });

  test(`${rounds} seeded interleavings of cancel and completion: one of them wins`, async () => {
    const endings = { COMPLETED: 0, CANCELLED: 0 };
    await node.worker.start();
    const turns = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        // A server's answers take longer than a turn.
        if (database.shared) await store.ping();
      }
    };
    const one = async (seeded: number): Promise<void> => {
      const random = randomFromSeed(seeded);
      const upTo = (n: number): number => Math.floor(random.next() * n);
      const jobId = await submitted(node.ctx, [PROGRAM]);
      // Some are let begin first: how many turns that takes is the machine's affair.
      if (upTo(3) > 0) await until(jobId, (status) => status !== 'SUBMITTED' && status !== 'QUEUED');
      await turns(upTo(10));
      const outcome = await cancelJob(node.ctx, ADMIN, { jobId });
      await until(jobId, isFinal);
      const status = (await itemOf(jobId))?.status;
      expect(status, `seed ${seeded}`).toBe(outcome.ok ? 'CANCELLED' : 'COMPLETED');
      endings[outcome.ok ? 'CANCELLED' : 'COMPLETED'] += 1;
    };
    for (let from = 0; from < rounds; from += 4)
      await Promise.all([0, 1, 2, 3].map((place) => one(from + place)));
    expect(Math.min(endings.COMPLETED, endings.CANCELLED)).toBeGreaterThan(rounds / 20);
    await sound();
  });
});
