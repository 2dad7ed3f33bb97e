import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changed } from '../../domain/change.ts';
import { newPostgres } from '../../test/databases.ts';
import { completeStep, contentOf, seed, SIMULATOR, startStep, submit } from '../../test/job-builder.ts';
import { NewerSchema } from '../faults.ts';
import { brokenInvariants } from '../invariants.ts';
import { worksFrom } from '../migration-rules.ts';
import { openPostgresStore } from './postgres-store.ts';

let url: string;
let client: Client;
beforeEach(async () => {
  ({ url } = await newPostgres('empty'));
  client = new Client({ connectionString: url });
  await client.connect();
});
afterEach(() => client.end());

/** As the next version may leave a database: one more table, and more columns in each. */
async function expand(): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_version'",
  );
  const statements = [
    'CREATE TABLE "of_tomorrow" ("id" text PRIMARY KEY)',
    ...rows.flatMap(({ name }) => [
      `ALTER TABLE "${name}" ADD COLUMN "of_tomorrow" text`,
      `ALTER TABLE "${name}" ADD COLUMN "and_a_number" integer DEFAULT 7 NOT NULL`,
    ]),
  ];
  expect(worksFrom(statements.join(';'), 999)).toBe(0);
  for (const statement of statements) await client.query(statement);
  await client.query('UPDATE schema_version SET version = version + 1');
}

describe('a PostgreSQL database that the next version has been at', () => {
  it('goes on under nodes of both versions where it only added', async () => {
    const older = await openPostgresStore(url, { size: 2 });
    await seed(older);
    await expand();
    // One that was running before, and one that starts only now.
    const late = await openPostgresStore(url, { size: 2 });
    for (const [n, store] of [older, late].entries()) {
      const [jobId, worker] = [`job_${n}`, `worker_${n}`];
      await store.addWorker(worker, 0);
      await submit(store, { id: jobId, items: 2 });
      const { claimed } = await store.claim({ workerId: worker, targetIds: [SIMULATOR], limit: 2 }, (shown) =>
        changed(shown, 5_000, [startStep(shown, worker)]),
      );
      expect(claimed.map(({ item }) => [item.jobId, item.index])).toEqual([
        [jobId, 0],
        [jobId, 1],
      ]);
      const result = contentOf('{"counts":{}}');
      for (const index of [0, 1]) {
        await store.changeJob(
          jobId,
          { indexes: [index] },
          (shown) => changed(shown, 6_000, [completeStep(shown, result.id)]),
          { contents: [result] },
        );
      }
    }
    expect(await brokenInvariants(late, ['job_0', 'job_1'])).toEqual([]);
    expect((await older.jobs(['job_0', 'job_1'])).map((job) => job?.status)).toEqual([
      'COMPLETED',
      'COMPLETED',
    ]);
    await Promise.all([older.close(), late.close()]);
  });

  it('is refused where it took something away, and left as it is', async () => {
    await (await openPostgresStore(url, { size: 2 })).close();
    await client.query('UPDATE schema_version SET version = version + 1, works_from = version + 1');
    await expect(openPostgresStore(url, { size: 2 })).rejects.toThrow(NewerSchema);
    const { rows } = await client.query('SELECT version = works_from AS untouched FROM schema_version');
    expect(rows).toEqual([{ untouched: true }]);
  });
});
