import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { isFinal, type JobStatus } from '../../domain/status.ts';
import { brokenCounts, brokenInvariants, leftBehind } from '../../store/invariants.ts';
import { RawSocket } from '../raw-socket.ts';
import { ADMIN_TOKEN, follow, startProcess, type ShotboardProcess } from '../shotboard-process.ts';
import { childrenOf, gone } from '../processes.ts';
import { DATABASES, newDatabase, stopServers, type TestDatabase } from './databases.ts';
import { ENDLESS, projectOver, statusOver, submitOver } from './over-http.ts';

/** The real program with engines that die or are busy, and its end while much is under way. */

const SOCKETS = 20;
let database: TestDatabase;
let shotboard: ShotboardProcess | null = null;
beforeEach(() => {
  shotboard = null;
});
afterEach(async () => {
  await shotboard?.end('SIGKILL');
  await database.remove();
});
afterAll(stopServers);

const ended = ({ status }: { readonly status: string }): boolean => isFinal(status as JobStatus);
const messageOf = async (running: ShotboardProcess, id: string): Promise<string> => {
  const { job } = await running.ask<{ job: { items: { nodes: { message: string }[] } } }>(
    'query ($id: ID!) { job(id: $id) { items(first: 1) { nodes { message } } } }',
    { id },
  );
  return job.items.nodes[0]?.message ?? '';
};

test.each(DATABASES)(
  '%s: engines that die or never end touch nothing else, and a stop leaves nothing behind',
  async (name) => {
    database = await newDatabase(name);
    const running = await startProcess(database.folder, {
      ...database.environment,
      SHOTBOARD_WORKERS: '2',
      SHOTBOARD_EXECUTE_SECONDS: '600',
      SHOTBOARD_DRAIN_SECONDS: '0',
    });
    shotboard = running;

    // An item that costs three processes: tried again twice, then given up with the reason.
    const deadly = await submitOver(running, 1, ENDLESS);
    let kills = 0;
    const signals = ['SIGKILL', 'SIGSEGV', 'SIGABRT'] as const;
    await follow(running, deadly, 0, (event) => {
      const signal = signals[kills];
      if (event.kind === 'STARTED' && signal) {
        kills += 1;
        void childrenOf(running.child.pid).then((pids) => pids.forEach((pid) => process.kill(pid, signal)));
      }
      return ended(event);
    });
    expect(kills).toBe(3);
    expect(await statusOver(running, deadly)).toBe('ERROR');
    expect(await messageOf(running, deadly)).toMatch(/^The process that .*It was tried 3 times\.$/);

    // The pool is full again: what comes next runs.
    const next = await submitOver(running, 3);
    await follow(running, next, 0, ended);
    expect(await statusOver(running, next)).toBe('COMPLETED');

    // Every engine is busy for ever: the API answers all the same, and new work is taken.
    const busy = await submitOver(running, 50, ENDLESS);
    let started = 0;
    await follow(running, busy, 0, (event) => {
      started += event.items.filter(({ status }) => status === 'RUNNING').length;
      return started === 2;
    });
    for (let n = 0; n < 100; n += 1) expect(await statusOver(running, busy)).toBe('RUNNING');

    // It is asked to stop with all that under way, and watched by many.
    const sockets = await Promise.all(
      Array.from({ length: SOCKETS }, () =>
        new RawSocket(running.url).ready({ authorization: `Bearer ${ADMIN_TOKEN}` }),
      ),
    );
    for (const socket of sockets) {
      const query = `subscription { jobStatus(jobId: "${busy}") { version } }`;
      socket.send({ id: '1', type: 'subscribe', payload: { query } });
      await socket.next('next');
    }
    const projectId = await projectOver(running);
    const engines = await childrenOf(running.child.pid);
    expect(engines.length).toBeGreaterThanOrEqual(2);
    expect(await running.end('SIGTERM')).toEqual({ code: 0, signal: null });
    shotboard = null;
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual(sockets.map(() => 1001));
    await gone(engines);

    const store = await database.open();
    const ids = await store.jobIds({ projectId }, {}, null, 1_000);
    expect((await store.jobs([busy]))[0]?.counts).toMatchObject({ QUEUED: 50, RUNNING: 0 });
    expect(await brokenInvariants(store, ids)).toEqual([]);
    expect(await brokenCounts(store, [projectId])).toEqual([]);
    expect(await leftBehind(store)).toEqual([]);
    await store.close();
  },
  240_000,
);
