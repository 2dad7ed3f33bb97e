import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { newPostgres } from '../../test/databases.ts';
import { PROJECT, seed, SIMULATOR, submit } from '../../test/job-builder.ts';
import { storeConformance } from '../conformance.ts';
import { embeddedMigrations } from '../embedded-migrations.ts';
import { NewerSchema } from '../faults.ts';
import { brokenInvariants } from '../invariants.ts';
import { openPostgresStore } from './postgres-store.ts';

storeConformance(
  'PostgreSQL',
  async () => {
    const database = await newPostgres();
    let store = await openPostgresStore(database.url);
    return {
      store,
      reopen: async () => {
        await store.close();
        return (store = await openPostgresStore(database.url));
      },
      dispose: async () => {
        await store.close();
        await database.drop();
      },
    };
  },
  { inOrder: false },
);

describe('PostgreSQL', () => {
  it('carries the migrations of its folder', () => {
    const folder = new URL('.', import.meta.url);
    expect(readFileSync(new URL('migrations.generated.ts', folder), 'utf8')).toBe(embeddedMigrations(folder));
  });

  it('is made once by many who open it at the same time, and refused when it is newer', async () => {
    const database = await newPostgres('empty');
    const stores = await Promise.all([1, 2, 3].map(() => openPostgresStore(database.url)));
    await Promise.all(stores.map((store) => store.close()));
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('UPDATE schema_version SET version = 999, works_from = 999');
    await client.end();
    await expect(openPostgresStore(database.url)).rejects.toThrow(NewerSchema);
  });

  it('applies a write once, and goes on, when its connections are ended again and again', async () => {
    const database = await newPostgres();
    const store = await openPostgresStore(database.url);
    await seed(store);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    let ended = 0;
    const endThem = async (): Promise<void> => {
      const { rowCount } = await client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'shotboard' AND datname = current_database()",
      );
      ended += rowCount ?? 0;
    };
    const ids = Array.from({ length: 60 }, (_, n) => `job_${n}`);
    for (const id of ids) {
      // Somewhere in the transaction: at its begin, in its midst, at its commit.
      const written = submit(store, { id, items: 2 });
      await endThem();
      await written;
    }
    await client.end();
    expect(ended).toBeGreaterThan(0);
    expect(await brokenInvariants(store, ids)).toEqual([]);
    expect(await store.countJobs({ projectId: PROJECT.id }, {})).toBe(ids.length);
    expect(await store.queueStats([SIMULATOR])).toEqual([{ waiting: 2 * ids.length, running: 0 }]);
    await store.close();
    await database.drop();
  });
});
