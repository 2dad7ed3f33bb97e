import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changed } from '../../domain/change.ts';
import { brokenCounts, brokenInvariants } from '../../store/invariants.ts';
import { openPostgresStore } from '../../store/postgres/postgres-store.ts';
import type { Store } from '../../store/store.ts';
import { newPostgres, type TestDatabase } from '../databases.ts';
import { cancelStep, PROJECT, seed, SIMULATOR, startStep, submit } from '../job-builder.ts';
import { tcpProxy, type TcpProxy } from '../tcp-proxy.ts';

/** A node stands still, or is cut off without a word, in the middle of a transaction that holds a job. */

let database: TestDatabase;
let proxy: TcpProxy;
let side: Client;
let far: Store;
let near: Store;
beforeEach(async () => {
  database = await newPostgres();
  proxy = await tcpProxy(database.url);
  side = new Client({ connectionString: database.url });
  await side.connect();
  far = await openPostgresStore(proxy.url, { size: 2, statementMs: 1_000, idleMs: 300, muteMs: 150 });
  near = await openPostgresStore(database.url, { size: 2 });
  await seed(near);
  await submit(near, { id: 'job_1', items: 2 });
});
afterEach(async () => {
  await far.close();
  await near.close();
  await side.end();
  await proxy.close();
  await database.drop();
});

/** Resolves when somebody waits for what a transaction holds. */
async function somebodyWaits(): Promise<void> {
  const waits = 'SELECT FROM pg_locks WHERE NOT granted AND cardinality(pg_blocking_pids(pid)) > 0';
  await expect.poll(async () => (await side.query(waits)).rowCount).toBeGreaterThan(0);
}

/** Starts the job's first item at the far node; nothing of its transaction gets through once it has decided. */
function stopInTheMidst() {
  const shown: number[] = [];
  let stopped = (): void => undefined;
  const standing = new Promise<void>((resolve) => (stopped = resolve));
  const change = far.changeJob('job_1', { indexes: [0] }, (snapshot) => {
    shown.push(snapshot.job.version);
    if (shown.length === 1) {
      proxy.blackHole();
      stopped();
    }
    return changed(snapshot, 3_000, [startStep(snapshot, 'worker_far')]);
  });
  return { shown, standing, change };
}

test.each(['is cut off for ever', 'stands still and goes on'] as const)(
  'a node that %s: others wait until the server ends its transaction, and its write is decided anew',
  async (what) => {
    const { shown, standing, change } = stopInTheMidst();
    await standing;
    const meanwhile = near.changeJob('job_1', { indexes: [0, 1] }, (snapshot) =>
      changed(snapshot, 2_000, [startStep({ ...snapshot, items: snapshot.items.slice(1) }, 'worker_near')]),
    );
    await somebodyWaits();
    const second = await meanwhile;
    expect(second).toMatchObject({ kind: 'changed', job: { version: 3 } });
    if (what === 'is cut off for ever') proxy.heal();
    else proxy.resume();
    const first = await change;
    expect(first).toMatchObject({ kind: 'changed', job: { version: 4, counts: { RUNNING: 2 } } });
    expect(shown).toEqual([2, 3]);
    expect(await near.queueStats([SIMULATOR])).toEqual([{ waiting: 0, running: 2 }]);
    expect(await brokenInvariants(near, ['job_1'])).toEqual([]);
    expect(await brokenCounts(near, [PROJECT.id])).toEqual([]);
  },
);

test('a node that comes back to a job that was cancelled meanwhile changes nothing', async () => {
  let shown = 0;
  const change = far.changeJob('job_1', 'all', (snapshot) => {
    shown += 1;
    if (shown === 1) proxy.blackHole();
    if (snapshot.job.status === 'CANCELLED') return { kind: 'unchanged' };
    return changed(snapshot, 3_000, [startStep(snapshot, 'worker_far')]);
  });
  await expect.poll(() => shown).toBe(1);
  const cancelled = await near.changeJob('job_1', 'all', (snapshot) =>
    changed(snapshot, 2_000, [cancelStep(snapshot)]),
  );
  expect(cancelled).toMatchObject({ kind: 'changed', job: { status: 'CANCELLED' } });
  proxy.resume();
  expect(await change).toMatchObject({ kind: 'unchanged', job: { status: 'CANCELLED' } });
  expect(await brokenInvariants(near, ['job_1'])).toEqual([]);
});

test('a claim that stands still keeps nobody from claiming, and what it held is claimed by others afterwards', async () => {
  await near.addWorker('worker_far', 0);
  await near.addWorker('worker_near', 0);
  await submit(near, { id: 'job_2' });
  let shown = 0;
  const claimBy = (store: Store, workerId: string, limit: number, look = (): void => undefined) =>
    store.claim({ workerId, targetIds: [SIMULATOR], limit }, (snapshot) => {
      look();
      return changed(snapshot, 2_000, [startStep(snapshot, workerId)]);
    });
  const standing = claimBy(far, 'worker_far', 2, () => {
    shown += 1;
    if (shown === 1) proxy.blackHole();
  });
  await expect.poll(() => shown).toBe(1);
  const free = await claimBy(near, 'worker_near', 5);
  expect(free.claimed.map(({ item }) => item.jobId)).toEqual(['job_2']);
  const claimed: string[] = [];
  await expect
    .poll(async () => {
      const { claimed: more } = await claimBy(near, 'worker_near', 5);
      return claimed.push(...more.map(({ item }) => `${item.jobId} ${item.index}`));
    })
    .toBe(2);
  expect(claimed).toEqual(['job_1 0', 'job_1 1']);
  proxy.resume();
  expect((await standing).claimed).toEqual([]);
  expect(await near.queueStats([SIMULATOR])).toEqual([{ waiting: 0, running: 3 }]);
  expect(await brokenInvariants(near, ['job_1', 'job_2'])).toEqual([]);
});
