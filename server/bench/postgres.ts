import { Client } from 'pg';
import { changed } from '../domain/change.ts';
import { NEWEST_FIRST } from '../domain/job-query.ts';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import type { Store } from '../store/store.ts';
import { completeStep, contentOf, PROJECT, seed, SIMULATOR, startStep, submit } from '../test/job-builder.ts';
import { startPostgres } from '../test/postgres-server.ts';

/**
 * The PostgreSQL store on a server of its own that syncs every commit, each figure beside a raw baseline of the same
 * run: `npm run bench:postgres`, with `-- --queued 1000000` for a long queue.
 */
const QUEUED = Number(process.argv[process.argv.indexOf('--queued') + 1]) || 10_000;
const LANES = 8;
const LIVES = 400;

function tell(what: string, figures: Record<string, number>): void {
  const rounded = Object.entries(figures).map(([name, value]) => [name, Math.round(value * 100) / 100]);
  process.stdout.write(`${JSON.stringify({ what, ...Object.fromEntries(rounded) })}\n`);
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

async function inLanes(count: number, lanes: number, work: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < count) await work((next += 1));
    }),
  );
}

/** Bare commits of one row each, as many at a time as the store is given. */
async function bareCommits(url: string): Promise<number> {
  const clients = Array.from({ length: LANES }, () => new Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  await clients[0]?.query('CREATE TABLE bare (n integer, t text)');
  const seconds = await secondsOf(() =>
    Promise.all(
      clients.map(async (client) => {
        for (let n = 0; n < LIVES / LANES; n += 1)
          await client.query('INSERT INTO bare VALUES ($1, $2)', [n, 'x']);
      }),
    ),
  );
  await Promise.all(clients.map((client) => client.end()));
  return LIVES / seconds;
}

const claim = (store: Store, worker: string, limit: number): ReturnType<Store['claim']> =>
  store.claim({ workerId: worker, targetIds: [SIMULATOR], limit }, (shown) =>
    changed(shown, 5_000, [startStep(shown, worker)]),
  );

const server = await startPostgres();
const url = await server.newDatabase();
const store = await openPostgresStore(url);
await seed(store);
await store.addWorker('w', 0);

const bare = await bareCommits(url);
const result = contentOf('{"counts":{"00":50,"11":50}}');
const lives = await secondsOf(() =>
  inLanes(LIVES, LANES, async (n) => {
    const id = `job_life_${n}`;
    await submit(store, { id });
    await store.changeJob(id, 'all', (shown) => changed(shown, 2_000, [startStep(shown, 'w')]));
    await store.changeJob(id, 'all', (shown) => changed(shown, 3_000, [completeStep(shown, result.id)]), {
      contents: [result],
    });
  }),
);
const items = LIVES / lives;
tell('whole lives, 8 at a time', {
  itemsPerSecond: items,
  bareCommitsPerSecond: bare,
  commitsOfAnItem: bare / items,
});

await inLanes(QUEUED / 100, LANES, (n) =>
  submit(store, { id: `job_queued_${n}`, now: 10_000 + n, items: 100 }),
);
for (const claimers of [1, 2, 4]) {
  for (let n = 0; n < claimers; n += 1) await store.addWorker(`w${n}`, 0);
  let claimed = 0;
  const seconds = await secondsOf(() =>
    Promise.all(
      Array.from({ length: claimers }, async (_, worker) => {
        for (let n = 0; n < 40; n += 1) {
          // Not in one expression: the sum would be read before the claim, and what others added meanwhile be lost.
          const got = (await claim(store, `w${worker}`, 4)).claimed.length;
          claimed += got;
        }
      }),
    ),
  );
  tell(`claims of 4, ${claimers} claimers, ${QUEUED} queued`, {
    itemsPerSecond: claimed / seconds,
    msEachClaim: (seconds * 1_000) / 40,
  });
}
const page = { limit: 50, from: null, backwards: false } as const;
const list = await secondsOf(async () => {
  for (let n = 0; n < 200; n += 1) await store.listJobs({ projectId: PROJECT.id }, {}, NEWEST_FIRST, page);
});
const client = new Client({ connectionString: url });
await client.connect();
const raw = await secondsOf(async () => {
  for (let n = 0; n < 200; n += 1) {
    const text = 'SELECT * FROM jobs WHERE project_id = $1 ORDER BY created_at DESC, id DESC LIMIT 50';
    await client.query({ name: 'raw', text, values: [PROJECT.id], rowMode: 'array' });
  }
});
await client.end();
tell('a list of 50', { ms: (list * 1_000) / 200, bareMs: (raw * 1_000) / 200, ratio: list / raw });
await store.close();
await server.stop();
