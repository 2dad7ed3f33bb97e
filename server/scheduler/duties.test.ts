import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DUTIES, type DutyName } from '../domain/server-node.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';
import { Duties } from './duties.ts';

const LEASE_MS = 3_000;
const logger = pino({ level: 'silent' });

let server: TestServer;
let time: number;
beforeEach(async () => {
  server = await startTestServer({ worker: false });
  time = 1_000;
});
afterEach(() => server.close());

/** A node that writes down what it does, and passes when told to. */
function nodeWith(
  nodeId: string,
  options: { readonly alone?: boolean; readonly fails?: () => boolean } = {},
) {
  const log: string[] = [];
  const work = Object.fromEntries(
    DUTIES.map((name) => [
      name,
      () => ({
        start: () => {
          log.push(`start ${name}`);
          if (options.fails?.()) throw new Error('it does not begin');
        },
        stop: async () => void log.push(`stop ${name}`),
      }),
    ]),
  ) as unknown as Record<DutyName, () => { start(): void; stop(): Promise<void> }>; // one of each of DUTIES
  const duties = new Duties(server.ctx, logger, {
    nodeId,
    leaseMs: LEASE_MS,
    alone: options.alone ?? false,
    monotonic: () => time,
    work,
  });
  return { duties, log, all: () => DUTIES.filter((name) => duties.holds(name)) };
}
const holders = async (): Promise<ReadonlySet<string | null>> =>
  new Set((await server.store.duties()).map(({ nodeId }) => nodeId));

describe('duties of many nodes', () => {
  it('are done by the first, and by nobody else while it renews them', async () => {
    const [a, b] = [nodeWith('node_a'), nodeWith('node_b')];
    await a.duties.pass();
    for (let n = 0; n < 10; n += 1) {
      time += LEASE_MS / 2;
      await a.duties.pass();
      await b.duties.pass();
    }
    expect(a.all()).toEqual(DUTIES);
    expect(a.log).toEqual(DUTIES.map((name) => `start ${name}`));
    expect(b.all()).toEqual([]);
    expect(b.log).toEqual([]);
    await a.duties.stop();
  });

  it('move to another when their holder stands still for a lease’s time, and not before', async () => {
    const [a, b] = [nodeWith('node_a'), nodeWith('node_b')];
    await a.duties.pass();
    time += 10 * LEASE_MS;
    await b.duties.pass();
    time += LEASE_MS - 1;
    await b.duties.pass();
    expect(b.all()).toEqual([]);
    time += 1;
    await b.duties.pass();
    expect(b.all()).toEqual(DUTIES);
    // The one that was frozen wakes: it no longer believes, and ends its work at its next pass.
    expect(a.all()).toEqual([]);
    await a.duties.pass();
    expect(a.log.filter((line) => line.startsWith('stop'))).toHaveLength(DUTIES.length);
    expect((await server.store.duties()).map(({ nodeId, fence }) => [nodeId, fence])).toEqual(
      DUTIES.map(() => ['node_b', 2]),
    );
    await b.duties.stop();
  });

  it('are believed in for less time than others wait for', async () => {
    const a = nodeWith('node_a');
    await a.duties.pass();
    time += 0.79 * LEASE_MS;
    expect(a.all()).toEqual(DUTIES);
    time += 0.02 * LEASE_MS;
    expect(a.all()).toEqual([]);
    await a.duties.stop();
  });

  it('end by the clock when they cannot be renewed, though the store does not answer', async () => {
    const a = nodeWith('node_a');
    time += 1;
    await a.duties.pass();
    const { store } = server;
    const stopped = new Promise<void>((resolve) => {
      a.log.push = (line) => {
        Array.prototype.push.call(a.log, line);
        if (a.log.filter((one) => one.startsWith('stop')).length === DUTIES.length) resolve();
        return a.log.length;
      };
    });
    time += LEASE_MS;
    await stopped;
    expect(await store.duties()).toHaveLength(DUTIES.length);
    await a.duties.stop();
  });

  it('are free at once when their holder signs off', async () => {
    const [a, b] = [nodeWith('node_a'), nodeWith('node_b')];
    await a.duties.start();
    await a.duties.stop();
    expect(a.log).toEqual([...DUTIES.map((n) => `start ${n}`), ...DUTIES.map((n) => `stop ${n}`)]);
    expect(await holders()).toEqual(new Set([null]));
    await b.duties.pass();
    expect(b.all()).toEqual(DUTIES);
    await b.duties.stop();
  });

  it('whose work does not begin are tried again', async () => {
    let fails = true;
    const a = nodeWith('node_a', { fails: () => fails });
    await expect(a.duties.pass()).rejects.toThrow('it does not begin');
    expect(a.all()).toEqual([]);
    fails = false;
    await a.duties.pass();
    expect(a.all()).toEqual(DUTIES);
    await a.duties.stop();
  });
});

it('who is alone on a store takes over what the process before it left, at once and for good', async () => {
  const [before, now] = [nodeWith('node_a', { alone: true }), nodeWith('node_b', { alone: true })];
  await before.duties.pass();
  await now.duties.pass();
  expect(await holders()).toEqual(new Set(['node_b']));
  time += 100 * LEASE_MS;
  expect(now.all()).toEqual(DUTIES);
  await Promise.all([now.duties.stop(), before.duties.stop()]);
});
