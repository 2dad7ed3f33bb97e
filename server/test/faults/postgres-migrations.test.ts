import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changed } from '../../domain/change.ts';
import { brokenCounts, brokenInvariants } from '../../store/invariants.ts';
import { worksFrom } from '../../store/migration-rules.ts';
import { migrate } from '../../store/postgres/connection.ts';
import { MIGRATIONS } from '../../store/postgres/migrations.generated.ts';
import { openPostgresStore } from '../../store/postgres/postgres-store.ts';
import type { Store } from '../../store/store.ts';
import { newPostgres } from '../databases.ts';
import { completeStep, contentOf, PROJECT, seed, SIMULATOR, startStep, submit } from '../job-builder.ts';
import { tcpProxy } from '../tcp-proxy.ts';

/** Migrations at bad moments. Several at once in one process: `postgres-store.test.ts`. */

/** Taken by a test that makes a migration wait half way: any number that nobody else takes. */
const GATE = 77;

let url: string;
let client: Client;
beforeEach(async () => {
  ({ url } = await newPostgres('empty'));
  client = await clientOf(url);
});
afterEach(() => client.end());

async function clientOf(address: string): Promise<Client> {
  const opened = new Client({ connectionString: address });
  await opened.connect();
  return opened;
}

/** Runs a statement of PL/pgSQL when so many tables have been made. */
async function whenTablesAreMade(count: number, statement: string): Promise<void> {
  await client.query(`
    CREATE FUNCTION half_way() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
      IF (SELECT count(*) FROM pg_tables WHERE schemaname = 'public') = ${count} THEN ${statement} END IF;
    END $$;
    CREATE EVENT TRIGGER half_way ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION half_way()`);
}
const asUsual = () => client.query('DROP EVENT TRIGGER half_way');

const tables = async (): Promise<number> =>
  (await client.query("SELECT FROM pg_tables WHERE schemaname = 'public'")).rowCount ?? 0;
const version = async (): Promise<unknown> => (await client.query('SELECT version FROM schema_version')).rows;
/** How many wait for what somebody else holds. */
const waiting = async (): Promise<number> =>
  (
    await client.query(
      'SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())',
    )
  ).rowCount ?? 0;

/** It works: a job goes through its life. */
async function expectWhole(): Promise<void> {
  const store = await openPostgresStore(url, { size: 2 });
  expect(await version()).toEqual([{ version: MIGRATIONS.length }]);
  await seed(store);
  await life(store, 'job_whole');
  expect(await brokenInvariants(store, ['job_whole'])).toEqual([]);
  await store.close();
}

async function life(store: Store, id: string): Promise<void> {
  await submit(store, { id, items: 2 });
  await store.claim({ workerId: 'worker_1', targetIds: [SIMULATOR], limit: 1 }, (shown) =>
    changed(shown, 2_000, [startStep(shown, 'worker_1')]),
  );
  const result = contentOf(`result of ${id}`);
  await store.changeJob(
    id,
    'all',
    (shown) => {
      const items = shown.items.filter(({ status }) => status === 'QUEUED' || status === 'RUNNING');
      return changed(shown, 3_000, [completeStep({ ...shown, items }, result.id)]);
    },
    { contents: [result] },
  );
}

describe('half way through the making of a database', () => {
  test.each([1, 20, 45])(
    'its connection is ended after %i tables: the next start finishes',
    async (count) => {
      await whenTablesAreMade(count, 'PERFORM pg_terminate_backend(pg_backend_pid());');
      await expect(openPostgresStore(url, { size: 2 })).rejects.toThrow(/terminat/);
      expect(await tables()).toBe(0);
      await asUsual();
      await expectWhole();
    },
  );

  test('its process is killed while another one waits for it: that one finishes', async () => {
    await client.query(`SELECT pg_advisory_lock(${GATE})`);
    await whenTablesAreMade(20, `PERFORM pg_advisory_xact_lock(${GATE});`);
    const options = '{ lockMs: 60000 }';
    const first = opener(options);
    await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
    const second = opener(options);
    await expect.poll(waiting, { timeout: 20_000 }).toBe(2);
    first.kill('SIGKILL');
    await once(first, 'exit');
    const ended = once(second, 'exit');
    await client.query(`SELECT pg_advisory_unlock(${GATE})`);
    expect(await ended).toEqual([0, null]);
    await asUsual();
    await expectWhole();
  });

  test('its network swallows everything: the server ends it, and the next start finishes', async () => {
    await client.query(`SELECT pg_advisory_lock(${GATE})`);
    await whenTablesAreMade(20, `PERFORM pg_advisory_xact_lock(${GATE});`);
    const proxy = await tcpProxy(url);
    const limits = { lockMs: 60_000, idleMs: 300 };
    const swallowed = expect(migrate(proxy.url, 'far', limits)).rejects.toThrow(/terminat|reset/i);
    await expect.poll(waiting).toBe(1);
    proxy.blackHole();
    const next = migrate(url, 'near', limits);
    await expect.poll(waiting).toBe(2);
    await client.query(`SELECT pg_advisory_unlock(${GATE})`);
    await next;
    await proxy.close();
    await swallowed;
    await asUsual();
    await expectWhole();
  });
});

/** A process that opens the database, and ends. */
function opener(options: string): ChildProcess {
  const module = new URL('../../store/postgres/connection.ts', import.meta.url).pathname;
  const script = `
    import { migrate } from ${JSON.stringify(module)};
    await migrate(process.argv[1], 'of a test', ${options});`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, url], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

describe('while nodes of the version before work on it', () => {
  /** What the next version may do: more columns in what is written most, one more table, one more index. */
  const sql = [
    ...['jobs', 'items', 'events', 'attempts', 'connection_marks'].map(
      (table) => `ALTER TABLE ${table} ADD COLUMN of_tomorrow integer DEFAULT 7 NOT NULL`,
    ),
    'CREATE TABLE of_tomorrow (id text PRIMARY KEY, job_id text)',
    'CREATE INDEX of_tomorrow_by_day ON items (of_tomorrow)',
  ].join(';\n');
  const migrations = [...MIGRATIONS, { sql, worksFrom: worksFrom(sql, MIGRATIONS.length + 1) }];
  let stores: readonly Store[];
  beforeEach(async () => {
    stores = [await openPostgresStore(url, { size: 4 }), await openPostgresStore(url, { size: 4 })];
    await seed(first());
    await first().addWorker('worker_1', 0);
  });
  afterEach(() => Promise.all(stores.map((store) => store.close())));
  const first = (): Store => {
    const [store] = stores;
    if (!store) throw new Error('There is no store.');
    return store;
  };

  test('they go on, and nothing they were told is lost', async () => {
    let loaded = true;
    const done: string[] = [];
    const load = stores.flatMap((store, place) =>
      [0, 1, 2].map(async (lane) => {
        for (let n = 0; loaded; n += 1) {
          const id = `job_${place}_${lane}_${n}`;
          await life(store, id);
          done.push(id);
        }
      }),
    );
    const more = async (): Promise<void> => {
      const then = done.length;
      await expect.poll(() => done.length, { timeout: 20_000 }).toBeGreaterThan(then + 20);
    };
    await more();
    await migrate(url, 'of a test', { migrations, lockMs: 200 });
    await more();
    loaded = false;
    await Promise.all(load);
    expect(await version()).toEqual([{ version: MIGRATIONS.length + 1 }]);
    const store = first();
    expect((await store.jobs(done)).filter((job) => job?.status !== 'COMPLETED')).toEqual([]);
    expect(await brokenInvariants(store, done)).toEqual([]);
    expect(await brokenCounts(store, [PROJECT.id])).toEqual([]);
  });

  test('it is killed half way: they go on, others of them start, and the next one finishes it', async () => {
    await whenTablesAreMade((await tables()) + 1, 'PERFORM pg_terminate_backend(pg_backend_pid());');
    await expect(migrate(url, 'of a test', { migrations })).rejects.toThrow(/terminat/);
    await asUsual();
    const { rows } = await client.query('SELECT version, step FROM schema_version');
    expect(rows).toEqual([{ version: MIGRATIONS.length, step: 5 }]);
    for (const store of [...stores, await openPostgresStore(url, { size: 2 })]) {
      await life(store, `job_${await store.countJobs({ projectId: PROJECT.id }, {})}`);
      if (!stores.includes(store)) await store.close();
    }
    await Promise.all([1, 2].map(() => migrate(url, 'of a test', { migrations })));
    expect(await version()).toEqual([{ version: MIGRATIONS.length + 1 }]);
    expect(await brokenInvariants(first(), ['job_0', 'job_1', 'job_2'])).toEqual([]);
  });

  test('somebody reads a table for long: they go on, and it is migrated afterwards', async () => {
    const store = first();
    await submit(store, { id: 'job_before' });
    const reader = await clientOf(url);
    // As a backup does.
    await reader.query('BEGIN; SELECT count(*) FROM events');
    let over = false;
    const migrated = migrate(url, 'of a test', { migrations, lockMs: 200 }).finally(() => (over = true));
    await expect.poll(waiting).toBeGreaterThan(0);
    for (let n = 0; n < 5; n += 1) await life(store, `job_${n}`);
    expect(over).toBe(false);
    await reader.query('COMMIT');
    await reader.end();
    await migrated;
    await life(store, 'job_after');
    expect(await version()).toEqual([{ version: MIGRATIONS.length + 1 }]);
  });
});
