import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CommitUnknown } from '../../store/postgres/faults.ts';
import { openPostgresStore } from '../../store/postgres/postgres-store.ts';
import type { Store } from '../../store/store.ts';
import { newPostgres, type TestDatabase } from '../databases.ts';
import { lossyProxy, type LossyProxy } from '../lossy-proxy.ts';
import { claim, expectOnce, seedForWrites, WRITES } from './three-writes.ts';

/** The answer to a commit is lost: whatever became of it, the write is there once, and its caller is told so. */

/** As in a real process: what hangs is given up later than a lost database is. */
const LIMITS = { size: 3, statementMs: 600, idleMs: 300, lockMs: 500, repeatMs: 1_100, muteMs: 150 };

interface Lab {
  readonly store: Store;
  readonly proxy: LossyProxy;
  readonly database: TestDatabase;
}

/** A store whose connections go through a proxy, all of them open and idle. */
async function lab(limits: Partial<typeof LIMITS> = {}): Promise<Lab> {
  const database = await newPostgres();
  const proxy = await lossyProxy(database.url);
  const store = await openPostgresStore(proxy.url, { ...LIMITS, ...limits });
  await seedForWrites(store);
  await Promise.all(Array.from({ length: 2 * LIMITS.size }, () => store.ping()));
  return { store, proxy, database };
}
async function end({ store, proxy, database }: Lab): Promise<void> {
  await store.close();
  await proxy.close();
  await database.drop();
}

const ENDINGS = ['reset', 'silence'] as const;

describe.concurrent('a commit of whichever write', () => {
  test.for(ENDINGS)('that was made, and ends in %s, is not made again', async (by, { expect }) => {
    const own = await lab();
    for (const { make, told } of WRITES) {
      const losing = own.proxy.lose({ of: 'commit', reaches: 'server', by });
      expect(await make(own.store)).toEqual({ decided: 1, told });
      await losing;
    }
    await expectOnce(own.store);
    await end(own);
  });

  test.for(ENDINGS)('that was not made, and ends in %s, is made', async (by, { expect }) => {
    const own = await lab();
    for (const { make, told } of WRITES) {
      const losing = own.proxy.lose({ of: 'commit', reaches: 'nobody', by });
      expect(await make(own.store)).toEqual({ decided: 2, told });
      await losing;
    }
    await expectOnce(own.store);
    await end(own);
  });

  test.for(ENDINGS)('that arrives late, after %s, is refused', async (by, { expect }) => {
    const own = await lab({ idleMs: 30_000, lockMs: 20_000 });
    const side = await clientOf(own.database);
    for (const [place, { make, told }] of WRITES.entries()) {
      const losing = own.proxy.lose({ of: 'commit', reaches: 'late', by });
      const answer = make(own.store);
      const lost = await losing;
      const spoilt = async () => (await side.query('SELECT FROM connection_marks WHERE mark < 0')).rowCount;
      await expect.poll(spoilt, { timeout: 20_000 }).toBe(place + 1);
      // Whoever gave it up may wait for what it holds.
      expect(await lost.deliver()).toMatch(/division by zero/);
      expect(await answer).toEqual({ decided: 2, told });
    }
    await expectOnce(own.store);
    await side.end();
    await end(own);
  });

  test('that was made is not made again, though the answer to what became of it is lost too', async ({
    expect,
  }) => {
    const own = await lab();
    for (const { make, told } of WRITES) {
      const losing = own.proxy
        .lose({ of: 'commit', reaches: 'server', by: 'reset' })
        .then(() => own.proxy.lose({ of: 'question', reaches: 'server', by: 'reset' }));
      expect(await make(own.store)).toEqual({ decided: 1, told });
      await losing;
    }
    await expectOnce(own.store);
    await end(own);
  });
});

describe('whoever cannot find out what became of a commit', () => {
  let own: Lab;
  let side: Client;
  beforeEach(async () => {
    own = await lab({ lockMs: 200 });
    side = await clientOf(own.database);
  });
  afterEach(async () => {
    await side.end();
    await end(own);
  });

  /** Loses a commit and keeps everybody from asking for it. */
  async function loseAndHide(): Promise<void> {
    await own.proxy.lose({ of: 'commit', reaches: 'server', by: 'reset' });
    await side.query('BEGIN; SELECT FROM connection_marks FOR UPDATE');
  }

  test('asks again, and is told when it can be told', async () => {
    const hidden = loseAndHide();
    const claiming = claim.make(own.store);
    await hidden;
    const waits = 'SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))';
    await expect.poll(async () => (await side.query(waits)).rowCount).toBe(1);
    await side.query('COMMIT');
    expect(await claiming).toEqual({ decided: 1, told: claim.told });
    await expectOnce(own.store, [claim]);
  });

  test('says so after a while, and repeats nothing', async () => {
    const hidden = loseAndHide();
    await expect(claim.make(own.store)).rejects.toThrow(CommitUnknown);
    await hidden;
    await side.query('COMMIT');
    await expectOnce(own.store, [claim]);
  });
});

async function clientOf({ url }: TestDatabase): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}
