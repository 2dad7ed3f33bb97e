import { Client } from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PostgresBus } from '../events/postgres-bus.ts';
import { Deliveries } from '../scheduler/deliveries.ts';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import { newPostgres, type TestDatabase } from './databases.ts';
import { PROJECT, submit, USER } from './job-builder.ts';
import { changeJobTimes, endJob, upTo } from './job-changes.ts';
import { tcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let database: TestDatabase;
let writer: TestServer;
const closing: (() => Promise<void>)[] = [];
beforeEach(async () => {
  database = await newPostgres();
  writer = await nodeOn(database.url);
  await submit(writer.store, { id: 'job_1' });
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await database.drop();
});

/** A node with an API, whose word of others comes by way of an address, or all it has. */
async function nodeOn(
  listensAt: string,
  options: { readonly liveCheckEvery?: number; readonly quick?: boolean; readonly all?: boolean } = {},
): Promise<TestServer> {
  const quick = { beatMs: 50, patienceMs: 300, longestPauseMs: 100 };
  const server = await startTestServer({
    worker: false,
    on: {
      store: options.all
        ? await openPostgresStore(listensAt, { size: 3, muteMs: 200 })
        : await openPostgresStore(database.url, { size: 3 }),
      bus: await PostgresBus.open({ url: listensAt, ...(options.quick && quick) }),
    },
    ...(options.liveCheckEvery !== undefined && { liveCheckEvery: options.liveCheckEvery }),
  });
  closing.push(() => server.close());
  return server;
}

async function proxyTo(url: string): Promise<TcpProxy> {
  const proxy = await tcpProxy(url);
  closing.push(() => proxy.close());
  return proxy;
}

/** The versions that somebody is told who watches the job over a websocket. */
function watch(server: TestServer) {
  const seen: number[] = [];
  const waiting = new Set<() => void>();
  server.watch().subscribe<{ jobStatus: { version: number } }>(
    { query: 'subscription { jobStatus(jobId: "job_1", after: 0) { version } }' },
    {
      next: ({ data }) => {
        if (data) seen.push(data.jobStatus.version);
        for (const look of waiting) look();
      },
      error: () => undefined,
      complete: () => undefined,
    },
  );
  const reach = (version: number): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if ((seen.at(-1) ?? 0) < version) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { seen, reach };
}

/** Ends the connections that nodes listen on. */
async function terminate(): Promise<void> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'shotboard bus' AND datname = current_database()",
  );
  await client.end();
}

const change = (times: number): Promise<void> => changeJobTimes(writer, 'job_1', times);

test('who watches notifications on another node hears of new ones, and of those that were read', async () => {
  const reader = await nodeOn(database.url);
  const { store } = writer;
  const following = { userId: USER.id, projectId: PROJECT.id, jobId: null, level: 'ALL' } as const;
  await store.setFollowing({ ...following, byEmail: false, byWebhook: false });
  const results = reader.watch().iterate<{ notifications: unknown }>({
    query: 'subscription { notifications { added { jobName } unreadCount } }',
  });
  const next = async () => (await results.next()).value?.data?.notifications;
  expect(await next()).toEqual({ added: [], unreadCount: 0 });
  await endJob(store, 'job_2', 1);
  await new Deliveries(writer.ctx, pino({ level: 'silent' }), { pollMs: 60_000 }).pass();
  expect(await next()).toEqual({ added: [{ jobName: 'Job job_2' }], unreadCount: 1 });
  await writer.ask('mutation { markNotificationsRead(input: {}) { unreadCount } }');
  expect(await next()).toEqual({ added: [], unreadCount: 0 });
});

describe('who watches a job on another node than the one it changes on', () => {
  test('sees every event, in order, though the listening connections are ended again and again', async () => {
    const reader = await nodeOn(database.url, { quick: true });
    const { seen, reach } = watch(reader);
    await reach(2);
    for (let round = 1; round <= 5; round += 1) {
      const changes = change(10);
      await terminate();
      await changes;
      await reach(2 + round * 10);
    }
    expect(seen).toEqual(upTo(52));
  });

  test('sees every event, in order, once a connection that was swallowed by the network is made again', async () => {
    const proxy = await proxyTo(database.url);
    const reader = await nodeOn(proxy.url, { quick: true });
    const { seen, reach } = watch(reader);
    await change(5);
    await reach(7);
    proxy.blackHole();
    await change(20);
    proxy.heal();
    await reach(27);
    await change(5);
    await reach(32);
    expect(seen).toEqual(upTo(32));
  });

  test('sees every event by looking, while no word of other nodes comes', async () => {
    const proxy = await proxyTo(database.url);
    const reader = await nodeOn(proxy.url, { quick: true, liveCheckEvery: 100 });
    const { seen, reach } = watch(reader);
    await reach(2);
    proxy.blackHole();
    await change(20);
    await reach(22);
    expect(seen).toEqual(upTo(22));
  });

  test('sees every event, in order, though the node that changes it was cut off from telling', async () => {
    const proxy = await proxyTo(database.url);
    const teller = await nodeOn(proxy.url, { quick: true });
    const { seen, reach } = watch(await nodeOn(database.url));
    await changeJobTimes(teller, 'job_1', 5);
    await reach(7);
    proxy.blackHole();
    await changeJobTimes(teller, 'job_1', 20);
    proxy.heal();
    await reach(27);
    await changeJobTimes(teller, 'job_1', 5);
    await reach(32);
    expect(seen).toEqual(upTo(32));
  });

  test('sees every event, in order, though its own node was cut off from the database', async () => {
    const proxy = await proxyTo(database.url);
    const { seen, reach } = watch(await nodeOn(proxy.url, { quick: true, all: true }));
    await change(5);
    await reach(7);
    // In the midst of what it is told: some of it is asked for, and never answered.
    const changes = change(20);
    await reach(9);
    proxy.blackHole();
    proxy.heal();
    await changes;
    await reach(27);
    await change(5);
    await reach(32);
    expect(seen).toEqual(upTo(32));
  });
});
