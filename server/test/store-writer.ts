import { writeSync } from 'node:fs';
import { changed } from '../domain/change.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { completeStep, contentOf, startStep, submit } from './job-builder.ts';

/** Takes jobs through their lives until it is killed, and prints the id of each job that was acknowledged. */
const [path = '', prefix = ''] = process.argv.slice(2);
const store = await openSqliteStore(path);

async function life(id: string): Promise<void> {
  const job = await submit(store, { id, items: 2 });
  // Straight to the pipe: what is buffered in this process would die with it.
  writeSync(1, `${job.id}\n`);
  const result = contentOf(`result of ${id}`);
  await store.changeJob(id, 'all', (shown) => changed(shown, 2_000, [startStep(shown, 'w')]));
  await store.changeJob(id, 'all', (shown) => changed(shown, 3_000, [completeStep(shown, result.id)]), {
    contents: [result],
  });
}

for (let n = 0; ; n += 8) {
  await Promise.all(Array.from({ length: 8 }, (_, lane) => life(`job_${prefix}_${n + lane}`)));
}
