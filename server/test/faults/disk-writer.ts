import { writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { changed } from '../../domain/change.ts';
import { openSqliteStore } from '../../store/sqlite/sqlite-store.ts';
import { completeStep, contentOf, seed, startStep, submit } from '../job-builder.ts';

/**
 * Makes a database and takes jobs through their lives, until it is killed. Says on standard output what it was told to
 * be durable, at once and unbuffered: `submitted ID`, `completed ID`. Now and then it copies its log back, or closes and
 * opens its database, so that all of a database's life is in what it writes.
 */
const [path = ''] = process.argv.slice(2);
const LANES = 4;
const LIVES_PER_OPENING = 15;
const say = (line: string): void => void writeSync(1, `${line}\n`);

for (let opening = 0; ; opening += 1) {
  const store = await openSqliteStore(path);
  await seed(store);
  const life = async (id: string): Promise<void> => {
    await submit(store, { id, items: 2 });
    say(`submitted ${id}`);
    const result = contentOf(`result of ${id} `.repeat(200));
    await store.changeJob(id, 'all', (shown) => changed(shown, 2_000, [startStep(shown, 'w')]));
    await store.changeJob(id, 'all', (shown) => changed(shown, 3_000, [completeStep(shown, result.id)]), {
      contents: [result],
    });
    say(`completed ${id}`);
  };
  for (let n = 0; n < LIVES_PER_OPENING; n += 1) {
    await Promise.all(
      Array.from({ length: LANES }, (_, lane) =>
        life(`job_${opening}_${String(n).padStart(3, '0')}_${lane}`),
      ),
    );
    if (n % 5 === 4) {
      const side = new Database(path);
      side.pragma(`wal_checkpoint(${n % 2 ? 'PASSIVE' : 'TRUNCATE'})`);
      side.close();
    }
  }
  await store.close();
}
