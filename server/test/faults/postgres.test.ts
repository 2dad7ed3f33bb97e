import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { randomFromSeed } from '../../engine/random.ts';
import { isFinal } from '../../domain/status.ts';
import { submitJob } from '../../jobs/submit-job.ts';
import { brokenCounts, brokenInvariants, leftBehind } from '../../store/invariants.ts';
import type { Store } from '../../store/store.ts';
import { ORGANIZATION, PROJECT, seed } from '../job-builder.ts';
import { newDatabase, postgres, stopServers, terminateConnections, type TestDatabase } from './databases.ts';
import { ADMIN, PROGRAM, labNode, submission, valueOf, type LabNode } from './lab-node.ts';

/** A PostgreSQL server that fails under two nodes that submit and run jobs. */

let database: TestDatabase;
let stores: readonly Store[];
let nodes: readonly LabNode[];
beforeEach(async () => {
  database = await newDatabase('postgres');
  stores = [await database.open(), await database.open()];
  const [first] = stores;
  if (first) await seed(first);
  nodes = stores.map((store) => labNode(store));
  for (const node of nodes) await node.worker.start();
});
afterEach(async () => {
  for (const node of nodes) await node.end();
  for (const store of stores) await store.close();
  await database.remove();
});
afterAll(stopServers);

test.each<readonly [string, number, () => Promise<void>]>([
  ['its connections are terminated at random', 8, () => terminateConnections(database.address)],
  ['it is stopped at once and started again', 2, async () => (await postgres()).crash()],
])(
  '%s: nothing acknowledged is lost, and all comes to its end',
  async (_what, times, make) => {
    const random = randomFromSeed(times);
    let breaking = true;
    let keys = 0;
    const acknowledged = new Map<string, string>();
    const submitting = nodes.map(async ({ ctx }) => {
      while (breaking) {
        const input = submission([PROGRAM, PROGRAM], { idempotencyKey: `key ${(keys += 1)}` });
        // What was not answered is asked again under the same key.
        for (let id: string | null = null; id === null;)
          acknowledged.set(
            input.idempotencyKey ?? '',
            (id = await submitJob(ctx, ADMIN, input).then(
              (outcome) => valueOf(outcome).job.id,
              () => null,
            )) ?? '',
          );
      }
    });
    for (let n = 0; n < times; n += 1) {
      const more = acknowledged.size + 1 + Math.floor(random.next() * 20);
      await expect.poll(() => acknowledged.size, { timeout: 30_000 }).toBeGreaterThanOrEqual(more);
      await make();
    }
    const most = acknowledged.size + 5;
    await expect.poll(() => acknowledged.size, { timeout: 30_000 }).toBeGreaterThanOrEqual(most);
    breaking = false;
    await Promise.all(submitting);

    const [store] = stores;
    if (!store) throw new Error('There is no store.');
    const ids = [...acknowledged.values()];
    await expect
      .poll(async () => (await store.jobs(ids)).filter((job) => !job || !isFinal(job.status)).length, {
        timeout: 60_000,
      })
      .toBe(0);
    const all = await store.jobIds({ organizationId: ORGANIZATION.id }, {}, null, 10_000);
    expect([...all].sort()).toEqual([...new Set(ids)].sort());
    for (const node of nodes) await node.end();
    expect(await brokenInvariants(store, all)).toEqual([]);
    expect(await brokenCounts(store, [PROJECT.id])).toEqual([]);
    expect(await leftBehind(store)).toEqual([]);
  },
  180_000,
);
