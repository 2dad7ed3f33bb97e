import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { benchLists } from './store-lists.ts';
import { benchLife, bareLife, benchSubmits } from './store-life.ts';

/**
 * Measures the embedded store, each figure beside what bare better-sqlite3 does with the same rows in the same run.
 *
 *   npx tsx server/bench/store.ts [--jobs 1000000] [--items 30000] [--sizes 1,10,300] [--only life,submit,lists] [--folder /tmp]
 */
const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '1000000' },
    items: { type: 'string', default: '30000' },
    sizes: { type: 'string', default: '1,10,300' },
    only: { type: 'string', default: 'life,submit,lists' },
    folder: { type: 'string', default: tmpdir() },
  },
});
const parts = new Set(values.only.split(','));

/** One line for each figure. */
function print(figure: Readonly<Record<string, string | number>>): void {
  console.log(JSON.stringify(figure));
}

async function inFolder(work: (path: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(values.folder, 'shotboard-bench-'));
  try {
    await work(join(folder, 'shotboard.db'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (parts.has('life')) {
  for (const size of values.sizes.split(',').map(Number)) {
    const jobs = Math.ceil(Number(values.items) / size);
    let perSecond = 0;
    await inFolder(async (path) => {
      const store = await openSqliteStore(path);
      perSecond = await benchLife(store, jobs, size);
      await store.close();
    });
    await inFolder(async (path) => {
      await (await openSqliteStore(path)).close();
      const bare = bareLife(path, jobs, size);
      print({
        figure: 'items through the whole life, per second',
        itemsPerJob: size,
        items: jobs * size,
        store: Math.round(perSecond),
        bare: Math.round(bare),
        ratio: round(bare / perSecond),
      });
    });
  }
}

if (parts.has('submit')) {
  await inFolder(async (path) => {
    const store = await openSqliteStore(path);
    for (const line of await benchSubmits(store, path)) print(line);
    await store.close();
  });
}

if (parts.has('lists')) await inFolder((path) => benchLists(path, Number(values.jobs), print));

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
