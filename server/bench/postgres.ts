import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { changed } from '../domain/change.ts';
import { NEWEST_FIRST } from '../domain/job-query.ts';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import type { Store } from '../store/store.ts';
import { completeStep, contentOf, PROJECT, seed, SIMULATOR, startStep, submit } from '../test/job-builder.ts';
import { startPostgres } from '../test/postgres-server.ts';

/**
 * The PostgreSQL store on a server of its own that syncs every commit: whole lives of items, then what each thing costs
 * with ever more items queued, beside bare SQL on a table of as many rows. One JSON line a figure.
 *
 *   npx tsx server/bench/postgres.ts [--queued 10000,100000,1000000] [--lives 2000]
 */
const LANES = 8;
const CLAIMERS = [1, 2, 4] as const;
const CLAIMS = 100;
const PER_CLAIM = 4;
/** Items of each job that waits. */
const JOB_SIZE = 100;

function tell(what: string, figures: Record<string, number>): void {
  const rounded = Object.entries(figures).map(([name, value]) => [name, Number(value.toPrecision(3))]);
  process.stdout.write(`${JSON.stringify({ what, ...Object.fromEntries(rounded) })}\n`);
}

/** Milliseconds that a work takes. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Milliseconds that each of so many takes, one after the other. */
async function each(times: number, work: (n: number) => Promise<unknown>): Promise<number> {
  const whole = await timed(async () => {
    for (let n = 0; n < times; n += 1) await work(n);
  });
  return whole / times;
}

async function inLanes(count: number, lanes: number, work: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < count) await work(next++);
    }),
  );
}

async function clients(url: string, count: number): Promise<readonly Client[]> {
  const all = Array.from({ length: count }, () => new Client({ connectionString: url }));
  await Promise.all(all.map((client) => client.connect()));
  return all;
}

/** Bare commits of one row each, as many at a time as the store is given. */
async function bareCommits(url: string, count: number): Promise<number> {
  const lanes = await clients(url, LANES);
  await lanes[0]?.query('CREATE TABLE bare (n integer, t text)');
  const insert = { name: 'insert', text: 'INSERT INTO bare VALUES ($1, $2)' };
  const ms = await timed(() =>
    Promise.all(
      lanes.map((client) => each(count / LANES, (n) => client.query({ ...insert, values: [n, 'x'] }))),
    ),
  );
  await Promise.all(lanes.map((client) => client.end()));
  return (count * 1_000) / ms;
}

/** From submission to result: three durable commits an item. */
async function lives(store: Store, url: string, count: number): Promise<void> {
  const bare = await bareCommits(url, 4_000);
  const ms = await timed(() =>
    inLanes(count, LANES, async (n) => {
      const id = `job_life_${n}`;
      const result = contentOf(`{"counts":{"00":50,"11":50},"n":${n}}`);
      await submit(store, { id });
      await store.changeJob(id, 'all', (shown) => changed(shown, 2_000, [startStep(shown, 'w0')]));
      await store.changeJob(id, 'all', (shown) => changed(shown, 3_000, [completeStep(shown, result.id)]), {
        contents: [result],
      });
    }),
  );
  const itemsPerSecond = (count * 1_000) / ms;
  tell('whole lives, 8 at a time, by one process', {
    itemsPerSecond,
    bareCommitsPerSecond: bare,
    'bare commits/item': bare / itemsPerSecond,
  });
}

const claim = (store: Store, worker: string, limit: number): ReturnType<Store['claim']> =>
  store.claim({ workerId: worker, targetIds: [SIMULATOR], limit }, (shown) =>
    changed(shown, 5_000_000_000, [startStep(shown, worker)]),
  );

const BARE_CLAIM = {
  name: 'claim',
  text:
    'UPDATE bare_items SET status = 2 WHERE id IN (SELECT id FROM bare_items WHERE status = 1 ORDER BY id LIMIT $1 ' +
    'FOR UPDATE SKIP LOCKED) RETURNING id',
  values: [PER_CLAIM],
};

/** Items a second that so many claimers get, each claim four items. */
async function claimed(claimers: number, one: (n: number) => Promise<number>): Promise<number> {
  let got = 0;
  const ms = await timed(() =>
    Promise.all(
      Array.from({ length: claimers }, async (_, claimer) => {
        for (let n = 0; n < CLAIMS; n += 1) {
          // Not in one expression: the sum would be read before the claim, and what others added meanwhile be lost.
          const more = await one(claimer);
          got += more;
        }
      }),
    ),
  );
  return (got * 1_000) / ms;
}

async function withQueued(store: Store, url: string, queued: number, filled: number): Promise<void> {
  await inLanes((queued - filled) / JOB_SIZE, LANES, async (n) => {
    const place = filled / JOB_SIZE + n;
    await submit(store, { id: `job_queued_${place}`, now: 10_000 + place, items: JOB_SIZE });
  });
  const bare = await clients(url, Math.max(...CLAIMERS));
  const [one] = bare;
  if (!one) return;
  await one.query(
    'DROP TABLE IF EXISTS bare_items; CREATE TABLE bare_items (id integer PRIMARY KEY, status integer NOT NULL); ' +
      `INSERT INTO bare_items SELECT n, 1 FROM generate_series(1, ${queued}) AS n; ` +
      'CREATE INDEX bare_waiting ON bare_items (id) WHERE status = 1',
  );
  // As the server does by itself within a minute.
  await one.query('VACUUM ANALYZE');

  for (const claimers of CLAIMERS) {
    const ours = await claimed(
      claimers,
      async (n) => (await claim(store, `w${n}`, PER_CLAIM)).claimed.length,
    );
    const theirs = await claimed(claimers, async (n) => (await bare[n]?.query(BARE_CLAIM))?.rowCount ?? 0);
    tell(`${queued} queued: claims of ${PER_CLAIM} by ${claimers}`, {
      itemsPerSecond: ours,
      barePerSecond: theirs,
      'bare/ours': theirs / ours,
    });
  }
  const last = `job_queued_${queued / JOB_SIZE - 1}`;
  const result = contentOf('{"counts":{"00":50,"11":50}}');
  const page = { limit: 50, from: null, backwards: false } as const;
  const list = 'SELECT * FROM jobs WHERE project_id = $1 ORDER BY created_at DESC, id DESC LIMIT 50';
  const bareList = await each(200, () =>
    one.query({ name: 'list', text: list, values: [PROJECT.id], rowMode: 'array' }),
  );
  tell(`${queued} queued: ms`, {
    submit: await each(200, (n) => submit(store, { id: `job_more_${queued}_${n}`, now: 9e9 + n })),
    change: await each(200, (n) =>
      store.changeJob(
        last,
        { indexes: [n % JOB_SIZE] },
        (shown) =>
          changed(shown, 6e9, [n < JOB_SIZE ? startStep(shown, 'w0') : completeStep(shown, result.id)]),
        { contents: [result] },
      ),
    ),
    list: await each(200, () => store.listJobs({ projectId: PROJECT.id }, {}, NEWEST_FIRST, page)),
    bareList,
    queueLength: await each(50, () => store.queueStats([SIMULATOR])),
    placeOfTheLast: await each(3, () => store.itemsAhead([{ jobId: `job_more_${queued}_199`, index: 0 }])),
  });
  await Promise.all(bare.map((client) => client.end()));
}

const { values } = parseArgs({
  options: {
    queued: { type: 'string', default: '10000,100000,1000000' },
    lives: { type: 'string', default: '2000' },
  },
});
const server = await startPostgres();
try {
  const url = await server.newDatabase();
  const store = await openPostgresStore(url);
  await seed(store);
  for (let n = 0; n < Math.max(...CLAIMERS); n += 1) await store.addWorker(`w${n}`, 0);
  await lives(store, url, Number(values.lives));
  let filled = 0;
  for (const queued of values.queued.split(',').map(Number)) {
    await withQueued(store, url, queued, filled);
    filled = queued;
  }
  await store.close();
} finally {
  await server.stop();
}
