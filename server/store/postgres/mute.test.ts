import { Client } from 'pg';
import { expect, test } from 'vitest';
import { changed } from '../../domain/change.ts';
import { newPostgres } from '../../test/databases.ts';
import { seed, startStep, submit } from '../../test/job-builder.ts';
import { tcpProxy } from '../../test/tcp-proxy.ts';
import { openPostgresStore } from './postgres-store.ts';

/** Looks that are short enough for a test; what a statement may take is longer than the test. */
const QUICK = { muteMs: 100, statementMs: 600_000, lockMs: 600_000, idleMs: 1_000 };

test('what a network swallowed is sent again over another connection, and done once', async () => {
  const database = await newPostgres();
  const network = await tcpProxy(database.url);
  const store = await openPostgresStore(network.url, QUICK);
  await seed(store);
  await store.addWorker('w', 0);
  await submit(store, { id: 'job_1' });
  let tries = 0;
  const outcome = store.changeJob('job_1', 'all', (shown) => {
    // The job is locked and shown; from here on nothing arrives, in either direction.
    if ((tries += 1) === 1) {
      network.blackHole();
      setTimeout(() => network.heal(), 50);
    }
    return changed(shown, 2_000, [startStep(shown, 'w')]);
  });
  // The server holds the job's lock for the connection that is gone, until that has stood idle for too long.
  expect(await outcome).toMatchObject({ kind: 'changed' });
  expect(tries).toBe(2);
  expect((await store.events('job_1', 0, 10)).map(({ kind }) => kind)).toEqual([
    'SUBMITTED',
    'QUEUED',
    'STARTED',
  ]);
  await store.close();
  await network.close();
  await database.drop();
});

test('a statement that takes long is left in peace', async () => {
  const database = await newPostgres();
  const { url } = database;
  const store = await openPostgresStore(url, QUICK);
  await seed(store);
  await submit(store, { id: 'job_1' });
  const holder = new Client({ connectionString: url });
  await holder.connect();
  // Who is in a transaction sees one picture of who waits.
  const observer = new Client({ connectionString: url });
  await observer.connect();
  await holder.query("BEGIN; SELECT 1 FROM jobs WHERE id = 'job_1' FOR UPDATE");
  const outcome = store.changeJob('job_1', 'all', (shown) => changed(shown, 2_000, [startStep(shown, 'w')]));
  const waiting = async (): Promise<unknown[]> =>
    (
      await observer.query(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      )
    ).rows;
  await expect.poll(waiting).toHaveLength(1);
  const before = await waiting();
  // Many looks, each of which asks the server.
  await observer.query('SELECT pg_sleep(1)');
  expect(await waiting()).toEqual(before);
  await holder.query('COMMIT');
  await holder.end();
  await observer.end();
  expect(await outcome).toMatchObject({ kind: 'changed' });
  await store.close();
  await database.drop();
});

test('a store closes although it waits for an answer that was lost', async () => {
  const database = await newPostgres();
  const network = await tcpProxy(database.url);
  const store = await openPostgresStore(network.url, QUICK);
  await store.ping();
  network.blackHole();
  const lost = expect(store.ping()).rejects.toThrow('did not arrive');
  // It has its connection by then.
  await new Promise((resolve) => setImmediate(resolve));
  network.heal();
  await store.close();
  await lost;
  await network.close();
  await database.drop();
});
