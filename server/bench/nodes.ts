import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { createClient } from 'graphql-ws';
import { Client, Pool } from 'pg';
import { pino } from 'pino';
import { typeid } from 'typeid-js';
import WebSocket from 'ws';
import { createAuth } from '../auth/auth.ts';
import { ID_PREFIXES } from '../domain/ids.ts';
import { DEFAULT_LIMITS } from '../domain/limits.ts';
import { PostgresBus } from '../events/postgres-bus.ts';
import { createHttpServer } from '../graphql/server.ts';
import { SYSTEM_ORIGIN, type Context } from '../jobs/context.ts';
import { submitJob } from '../jobs/submit-job.ts';
import { printedMailer } from '../mail/mailer.ts';
import { Worker } from '../scheduler/worker.ts';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import { PROJECT, seed, SIMULATOR, USER } from '../test/job-builder.ts';
import { changeJobTimes } from '../test/job-changes.ts';
import { startPostgres } from '../test/postgres-server.ts';
import { ScriptedEngine } from '../test/scripted-engine.ts';
import { testProviders } from '../test/test-providers.ts';
import { at } from './store-life.ts';
import { TOKEN } from './bench-store.ts';

/**
 * Measures many nodes on one PostgreSQL, each a process of its own: items a second with 1, 2 and 4 workers whose engine
 * takes no time, beside processes that write the like by bare SQL; and how long it takes from a commit on one node to
 * the frame of a subscriber on another, beside a bare NOTIFY. One JSON line a figure.
 *
 *   npx tsx server/bench/nodes.ts [--items 3000] [--changes 500]
 */
const WORKERS = [1, 2, 4] as const;
/** What a worker runs side by side: enough that it waits for the database and not for its engine. */
const SLOTS = 32;
/** Items a job: each change of one item writes its job too, so that workers wait for each other where jobs are few and large. */
const PROGRAMS = 10;
const logger = pino({ level: 'error' });

type Part = 'worker' | 'raw' | 'api' | 'listener';

async function contextOn(url: string): Promise<Context> {
  const store = await openPostgresStore(url);
  return {
    store,
    bus: await PostgresBus.open({ url }),
    engine: new ScriptedEngine(),
    checker: new ScriptedEngine(),
    providers: testProviders(store),
    mailer: printedMailer(() => undefined),
    publicUrl: () => 'http://localhost',
    accessEnded: () => undefined,
    webhookHosts: [],
    limits: DEFAULT_LIMITS,
    now: Date.now,
    newId: (type) => typeid(ID_PREFIXES[type]).toString(),
  };
}

/** What a child process does: prepares, says that it is ready, and begins at the word. */
const PARTS: Readonly<Record<Part, (url: string) => Promise<void>>> = {
  async worker(url) {
    const ctx = await contextOn(url);
    const options = { slots: SLOTS, leaseMs: 60_000, pollMs: 1_000, drainMs: 0 };
    const worker = new Worker(ctx, logger, { ...options, newWorkerId: () => typeid('worker').toString() });
    await ready();
    await worker.start();
  },

  async raw(url) {
    const pool = new Pool({ connectionString: url, max: 10 });
    await ready();
    for (;;) {
      const { rows } = await pool.query<{ id: number }>({
        name: 'claim',
        text: 'UPDATE raw_items SET status = 2 WHERE id IN (SELECT id FROM raw_items WHERE status = 1 ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING id',
        values: [SLOTS],
      });
      if (rows.length === 0) return;
      await Promise.all(
        rows.map(({ id }) =>
          pool.query({
            name: 'finish',
            text: 'WITH e AS (INSERT INTO raw_events (item, body) VALUES ($1, $2)) UPDATE raw_items SET status = 5, result = $2 WHERE id = $1',
            values: [id, `{"counts":{"00":500,"11":500},"item":${id}}`],
          }),
        ),
      );
    }
  },

  async api(url) {
    const ctx = await contextOn(url);
    const auth = createAuth({
      store: ctx.store,
      mailer: ctx.mailer,
      adminToken: TOKEN,
      now: Date.now,
      newId: ctx.newId,
      baseUrl: ctx.publicUrl,
    });
    const limits = { pointsPerMinute: 1e9 };
    const http = await createHttpServer({ ctx, auth, logger, staticDir: null, limits });
    await ready(await http.listen({ host: '127.0.0.1', port: 0 }));
  },

  async listener(url) {
    const client = new Client({ connectionString: url });
    await client.connect();
    client.on('notification', () => process.send?.('heard'));
    await client.query('LISTEN bench');
    await ready();
  },
};

async function ready(word = 'ready'): Promise<void> {
  process.send?.(word);
  await once(process, 'message');
}

interface Child {
  readonly process: ChildProcess;
  readonly word: string;
}

async function startPart(part: Part, url: string): Promise<Child> {
  const child = fork(new URL(import.meta.url), [part, url]);
  const [word] = (await once(child, 'message')) as [string];
  return { process: child, word };
}

async function withParts<T>(
  part: Part,
  url: string,
  count: number,
  work: (all: readonly Child[]) => Promise<T>,
): Promise<T> {
  const children = await Promise.all(Array.from({ length: count }, () => startPart(part, url)));
  try {
    return await work(children);
  } finally {
    for (const { process: one } of children) one.kill('SIGKILL');
  }
}

/** Items a second, from the word to begin until all are done. */
async function perSecond(
  part: 'worker' | 'raw',
  url: string,
  workers: number,
  items: number,
  left: () => Promise<number>,
) {
  return withParts(part, url, workers, async (children) => {
    const begin = performance.now();
    for (const { process: one } of children) one.send('begin');
    while ((await left()) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    return Math.round((items * 1_000) / (performance.now() - begin));
  });
}

async function benchItems(newDatabase: () => Promise<string>, items: number): Promise<void> {
  for (const workers of WORKERS) {
    const url = await newDatabase();
    const ctx = await contextOn(url);
    await seed(ctx.store);
    const program = {
      name: 'bell',
      language: 'OPENQASM2',
      source: 'OPENQASM 2.0; qreg q[2];',
      shots: 100,
    } as const;
    for (let n = 0; n < items; n += PROGRAMS) {
      const outcome = await submitJob(
        ctx,
        { user: USER, origin: SYSTEM_ORIGIN },
        {
          projectId: PROJECT.id,
          name: `Job ${n}`,
          targetId: SIMULATOR,
          definition: {
            execute: { programs: Array.from({ length: Math.min(PROGRAMS, items - n) }, () => program) },
          },
        },
      );
      if (!outcome.ok) throw new Error(outcome.refusals[0]?.message);
    }
    const client = new Client({ connectionString: url });
    await client.connect();
    const waiting = async (): Promise<number> => {
      const [stats] = await ctx.store.queueStats([SIMULATOR]);
      return (stats?.waiting ?? 0) + (stats?.running ?? 0);
    };
    const itemsPerSecond = await perSecond('worker', url, workers, items, waiting);

    await client.query(
      'CREATE TABLE raw_items (id integer PRIMARY KEY, status integer NOT NULL, result text); ' +
        'CREATE INDEX raw_waiting ON raw_items (id) WHERE status = 1; ' +
        'CREATE TABLE raw_events (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, item integer NOT NULL, body text NOT NULL)',
    );
    await client.query('INSERT INTO raw_items SELECT n, 1 FROM generate_series(1, $1::integer) AS n', [
      items,
    ]);
    const rawLeft = async (): Promise<number> =>
      (await client.query<{ n: number }>('SELECT count(*)::int AS n FROM raw_items WHERE status < 5')).rows[0]
        ?.n ?? 0;
    const rawPerSecond = await perSecond('raw', url, workers, items, rawLeft);
    print({
      figure: 'items a second on PostgreSQL',
      workers,
      items,
      itemsPerSecond,
      rawPerSecond,
      'raw/ours': Number((rawPerSecond / itemsPerSecond).toPrecision(2)),
    });
    await client.end();
    await ctx.bus.close();
    await ctx.store.close();
  }
}

async function benchFrames(url: string, changes: number): Promise<void> {
  const ctx = await contextOn(url);
  await seed(ctx.store);
  const outcome = await submitJob(
    ctx,
    { user: USER, origin: SYSTEM_ORIGIN },
    {
      projectId: PROJECT.id,
      name: 'Watched',
      targetId: SIMULATOR,
      definition: {
        execute: { programs: [{ name: 'p', language: 'OPENQASM2', source: 'OPENQASM 2.0;', shots: 1 }] },
      },
    },
  );
  if (!outcome.ok) throw new Error(outcome.refusals[0]?.message);
  const jobId = outcome.value.job.id;

  const frames = await withParts('api', url, 1, async ([api]) => {
    const client = createClient({
      url: `${(api?.word ?? '').replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${TOKEN}` },
    });
    const heard = new Map<number, () => void>();
    client.subscribe<{ jobStatus: { version: number } }>(
      {
        query: 'subscription ($id: ID!) { jobStatus(jobId: $id, after: 0) { version kind status } }',
        variables: { id: jobId },
      },
      {
        next: ({ data }) => heard.get(data?.jobStatus.version ?? 0)?.(),
        error: console.error,
        complete: () => undefined,
      },
    );
    const times: number[] = [];
    for (let version = 3; version < changes + 3; version += 1) {
      const frame = new Promise<void>((resolve) => heard.set(version, resolve));
      await changeJobTimes(ctx, jobId, 1);
      const committed = performance.now();
      await frame;
      times.push(performance.now() - committed);
    }
    await client.dispose();
    return times.slice(50);
  });

  const bare = await withParts('listener', url, 1, async ([listener]) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    const times: number[] = [];
    for (let n = 0; n < changes && listener; n += 1) {
      const word = once(listener.process, 'message');
      const begin = performance.now();
      await client.query('NOTIFY bench');
      await word;
      times.push(performance.now() - begin);
    }
    await client.end();
    return times.slice(50);
  });
  print({
    figure: 'from a commit on one node to the frame of a subscriber on another, ms',
    changes: frames.length,
    p50: at(frames, 0.5),
    p99: at(frames, 0.99),
    bareNotifyP50: at(bare, 0.5),
    bareNotifyP99: at(bare, 0.99),
    'p50/bare': Number((at(frames, 0.5) / at(bare, 0.5)).toPrecision(2)),
  });
  await ctx.bus.close();
  await ctx.store.close();
}

function print(line: object): void {
  console.log(JSON.stringify(line));
}

const [part, address] = process.argv.slice(2);
if (process.send && part !== undefined && part in PARTS && address !== undefined)
  await PARTS[part as Part](address);
else {
  const { values } = parseArgs({
    options: { items: { type: 'string', default: '3000' }, changes: { type: 'string', default: '500' } },
  });
  const server = await startPostgres(['-c', 'max_connections=200']);
  try {
    if (Number(values.items) > 0) await benchItems(() => server.newDatabase(), Number(values.items));
    await benchFrames(await server.newDatabase(), Number(values.changes));
  } finally {
    await server.stop();
  }
}
