import { Client } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { newPostgres } from '../test/databases.ts';
import { tcpProxy } from '../test/tcp-proxy.ts';
import { busConformance, listenTo, noticeFor } from './conformance.ts';
import { PostgresBus } from './postgres-bus.ts';

let url: string;
beforeAll(async () => {
  ({ url } = await newPostgres('empty'));
});

busConformance('PostgreSQL', async () => {
  const { url: own } = await newPostgres('empty');
  const nodes = [await PostgresBus.open({ url: own }), await PostgresBus.open({ url: own })] as const;
  return {
    nodes,
    dispose: async () => {
      await Promise.all(nodes.map((bus) => bus.close()));
    },
  };
});

/** Resolves with the trouble of a connection that is lost, and again when there is one. */
function connectionOf() {
  const told: (Error | null)[] = [];
  const waiting = new Set<() => void>();
  return {
    told,
    onConnection: (trouble: Error | null): void => {
      told.push(trouble);
      for (const look of waiting) look();
    },
    until: (condition: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (condition()) resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

async function asAdmin<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Ends the connections of the buses on the server, as an administrator or a failover would. */
const terminate = (): Promise<number> =>
  asAdmin(async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(pg_terminate_backend(pid))::int AS n FROM pg_stat_activity
       WHERE application_name = 'shotboard bus' AND datname = current_database()`,
    );
    return rows[0]?.n ?? 0;
  });

describe('a connection that is ended by the server', () => {
  it('is made again; listeners hear that they may have missed something, and then what comes', async () => {
    const line = connectionOf();
    const bus = await PostgresBus.open({ url, onConnection: line.onConnection });
    const other = await PostgresBus.open({ url });
    const ear = listenTo(bus);
    expect(await terminate()).toBe(2);
    await line.until(() => line.told.length === 2);
    expect(line.told).toEqual([expect.any(Error), null]);
    await ear.until(() => ear.missed === 1);
    other.publish([noticeFor('job_1')]);
    await ear.until(() => ear.heard.length === 1);
    await Promise.all([bus.close(), other.close()]);
  });

  it('owes what it could not send: others hear it, or that they missed something', async () => {
    const [bus, other] = [await PostgresBus.open({ url }), await PostgresBus.open({ url })];
    const ear = listenTo(other);
    await terminate();
    bus.publish([noticeFor('job_1')]);
    await ear.until(() => ear.missed > 0 || ear.heard.length > 0);
    await Promise.all([bus.close(), other.close()]);
  });
});

describe('a connection on which nobody answers any more', () => {
  it('is given up within its patience, and made again when the network heals', async () => {
    const proxy = await tcpProxy(url);
    const line = connectionOf();
    const quick = { beatMs: 100, patienceMs: 400, longestPauseMs: 200 };
    const bus = await PostgresBus.open({ url: proxy.url, onConnection: line.onConnection, ...quick });
    const other = await PostgresBus.open({ url });
    const ear = listenTo(bus);
    const begin = performance.now();
    proxy.blackHole();
    other.publish([noticeFor('job_lost')]);
    await line.until(() => line.told.length === 1);
    expect(performance.now() - begin).toBeLessThan(3_000);
    expect(line.told[0]).toBeInstanceOf(Error);
    // It tries again and again, and each try ends by itself.
    const tries = proxy.connections;
    while (proxy.connections < tries + 2) await new Promise((resolve) => setImmediate(resolve));
    proxy.heal();
    await ear.until(() => ear.missed === 1);
    other.publish([noticeFor('job_1')]);
    await ear.until(() => ear.heard.length === 1);
    expect(ear.heard[0]?.notice.jobId).toBe('job_1');
    proxy.blackHole();
    await bus.close();
    await Promise.all([other.close(), proxy.close()]);
  });

  it('stays when the process itself stood still', async () => {
    const line = connectionOf();
    const bus = await PostgresBus.open({ url, onConnection: line.onConnection, beatMs: 50, patienceMs: 300 });
    const ear = listenTo(bus);
    for (const end = performance.now() + 800; performance.now() < end;);
    const other = await PostgresBus.open({ url });
    other.publish([noticeFor('job_1')]);
    await ear.until(() => ear.heard.length === 1);
    expect(line.told).toEqual([]);
    await Promise.all([bus.close(), other.close()]);
  });
});

it('what another version says and this one does not understand counts as missed', async () => {
  const bus = await PostgresBus.open({ url });
  const ear = listenTo(bus);
  await asAdmin((client) => client.query(`NOTIFY shotboard, '[2,"later",{}]'`));
  await ear.until(() => ear.missed === 1);
  await bus.close();
});

it('leaves no connection behind', async () => {
  const open = (): Promise<number> =>
    asAdmin(async (client) => {
      const { rows } = await client.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'shotboard bus' AND datname = current_database()`,
      );
      return rows[0]?.n ?? 0;
    });
  const bus = await PostgresBus.open({ url });
  expect(await open()).toBeGreaterThan(0);
  await bus.close();
  while ((await open()) > 0);
});
