import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPostgresStore } from '../../store/postgres/postgres-store.ts';
import type { Store } from '../../store/store.ts';
import { newPostgres } from '../databases.ts';
import { change, expectOnce, seedForWrites, WRITES } from './three-writes.ts';

/** The database gives up transactions that others stood in the way of: they are repeated as a whole, and applied once. */

let store: Store;
let side: Client;
beforeEach(async () => {
  // Not given back: it has triggers.
  const { url } = await newPostgres();
  store = await openPostgresStore(url, { size: 2 });
  await seedForWrites(store);
  side = new Client({ connectionString: url });
  await side.connect();
});
afterEach(async () => {
  await store.close();
  await side.end();
});

/** So many transactions that write an event fail from now on; a sequence counts on when they are undone. */
async function failNext(times: number, code: string, when: 'midst' | 'commit'): Promise<void> {
  const trigger =
    when === 'midst'
      ? 'CREATE TRIGGER failing BEFORE INSERT ON events'
      : 'CREATE CONSTRAINT TRIGGER failing AFTER INSERT ON events DEFERRABLE INITIALLY DEFERRED';
  await side.query(`
    CREATE SEQUENCE IF NOT EXISTS failed;
    CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('failed') <= ${times} THEN
        RAISE EXCEPTION 'somebody was in the way' USING ERRCODE = '${code}';
      END IF;
      RETURN NEW;
    END $$;
    DROP TRIGGER IF EXISTS failing ON events;
    ${trigger} FOR EACH ROW EXECUTE FUNCTION fail();
    ALTER SEQUENCE failed RESTART`);
}

const CODES = ['40001', '40P01'] as const;
const CASES = CODES.flatMap((code) => (['midst', 'commit'] as const).map((when) => ({ code, when })));

describe('given up', () => {
  test.each(CASES)('with $code in its $when, three times: it is applied once', async ({ code, when }) => {
    for (const { make, told } of WRITES) {
      await failNext(3, code, when);
      expect(await make(store)).toEqual({ decided: 4, told });
    }
    await expectOnce(store);
  });

  test('again and again: the caller is told, and nothing of it is there', async () => {
    await failNext(1_000, '40001', 'midst');
    await expect(change.make(store)).rejects.toThrow('somebody was in the way');
    await expectOnce(store, []);
    await failNext(0, '40001', 'midst');
    expect(await change.make(store)).toEqual({ decided: 1, told: change.told });
    await expectOnce(store, [change]);
  });

  test('as the one of two that lock each other out: it waits for the other, and is applied once', async () => {
    // The other one looks for the deadlock too late.
    await side.query("SET deadlock_timeout = '1h'; BEGIN; SELECT FROM jobs FOR UPDATE");
    const changing = change.make(store);
    const waits = 'SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))';
    await expect.poll(async () => (await side.query(waits)).rowCount, { interval: 5 }).toBe(1);
    await side.query('SELECT FROM items FOR UPDATE');
    await side.query('COMMIT');
    expect(await changing).toEqual({ decided: 1, told: change.told });
    await expectOnce(store, [change]);
    const deadlocks = 'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()';
    await expect
      .poll(async () => (await side.query(deadlocks)).rows, { timeout: 10_000 })
      .toEqual([{ deadlocks: 1 }]);
  });
});
