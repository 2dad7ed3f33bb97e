import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isFinal, type JobStatus } from '../domain/status.ts';
import { brokenInvariants } from '../store/invariants.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import {
  dataFolder,
  follow,
  startProcess,
  type SeenEvent,
  type ShotboardProcess,
} from './shotboard-process.ts';

const ITEMS = 300;
const PROGRAM =
  'OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; creg c[2]; h q[0]; cx q[0],q[1]; measure q -> c;';

let folder: ReturnType<typeof dataFolder>;
beforeEach(() => {
  folder = dataFolder();
});
afterEach(() => folder.remove());

async function submit(shotboard: ShotboardProcess, count: number, source = PROGRAM): Promise<string> {
  const { projects } = await shotboard.ask<{ projects: { nodes: { id: string }[] } }>(
    '{ projects { nodes { id } } }',
  );
  const { submitJob } = await shotboard.ask<{ submitJob: { job: { id: string } | null; errors: unknown[] } }>(
    `mutation ($input: SubmitJobInput!) { submitJob(input: $input) { job { id } errors { message } } }`,
    {
      input: {
        projectId: projects.nodes[0]?.id,
        name: 'Many items',
        targetId: 'target_simulator',
        definition: {
          execute: {
            programs: Array.from({ length: count }, (_, index) => ({
              name: `program ${index}`,
              language: source === PROGRAM ? 'OPENQASM2' : 'QSHARP',
              source: source === PROGRAM ? `${source}// ${index}` : source,
              shots: 10,
            })),
          },
        },
      },
    },
  );
  if (!submitJob.job) throw new Error(JSON.stringify(submitJob.errors));
  return submitJob.job.id;
}

const finished = (events: readonly SeenEvent[]): number =>
  events.flatMap((event) => event.items).filter((item) => isFinal(item.status as JobStatus)).length;

/** From the events alone: no item began to run while it was running. */
function startedTwice(events: readonly SeenEvent[]): readonly number[] {
  const running = new Set<number>();
  const twice: number[] = [];
  for (const item of events.flatMap((event) => event.items)) {
    if (item.status !== 'RUNNING') running.delete(item.index);
    else if (running.has(item.index)) twice.push(item.index);
    else running.add(item.index);
  }
  return twice;
}

async function checkStore(jobId: string): Promise<void> {
  const store = await openSqliteStore(join(folder.path, 'shotboard.db'));
  try {
    expect(await brokenInvariants(store, [jobId])).toEqual([]);
    const [job] = await store.jobs([jobId]);
    expect(job?.status).toBe('COMPLETED');
    expect(job?.counts.COMPLETED).toBe(ITEMS);
    const items = await store.listItems(jobId, { statuses: null, after: -1, limit: ITEMS });
    expect(new Set(items.map((item) => item.attempt))).toEqual(new Set([1]));
  } finally {
    await store.close();
  }
}

describe('a restart in the midst of 300 running items', () => {
  test.each(['SIGTERM', 'SIGKILL'] as const)(
    '%s: loses none and runs none twice at the same time',
    async (signal) => {
      let shotboard = await startProcess(folder.path);
      const jobId = await submit(shotboard, ITEMS);
      const events: SeenEvent[] = [];
      for (const stopAt of [20, 90, 180]) {
        const done = finished(events);
        let more = 0;
        events.push(
          ...(await follow(shotboard, jobId, events.length, (event) => {
            more += finished([event]);
            return done + more >= stopAt;
          })),
        );
        const end = await shotboard.end(signal);
        expect(end).toEqual(
          signal === 'SIGTERM' ? { code: 0, signal: null } : { code: null, signal: 'SIGKILL' },
        );
        shotboard = await startProcess(folder.path);
      }
      events.push(
        ...(await follow(shotboard, jobId, events.length, (event) => event.status === 'COMPLETED')),
      );
      expect((await shotboard.end('SIGTERM')).code).toBe(0);

      expect(events.map((event) => event.version)).toEqual(events.map((_, index) => index + 1));
      expect(finished(events)).toBe(ITEMS);
      expect(startedTwice(events)).toEqual([]);
      await checkStore(jobId);
    },
    240_000,
  );
});

test('SIGTERM with a run that does not end: it goes back to its queue, and the next start runs it again', async () => {
  const endless = 'operation Main() : Result { mutable on = true; while on { set on = true; } return Zero; }';
  const environment = { SHOTBOARD_DRAIN_SECONDS: '0', SHOTBOARD_EXECUTE_SECONDS: '2' };
  let shotboard = await startProcess(folder.path, { ...environment, SHOTBOARD_EXECUTE_SECONDS: '600' });
  const jobId = await submit(shotboard, 1, endless);
  await follow(shotboard, jobId, 0, (event) => event.kind === 'STARTED');
  expect((await shotboard.end('SIGTERM')).code).toBe(0);

  shotboard = await startProcess(folder.path, environment);
  const events = await follow(shotboard, jobId, 0, (event) => isFinal(event.status as JobStatus));
  expect(events.map((event) => event.kind)).toEqual([
    'SUBMITTED',
    'QUEUED',
    'STARTED',
    'REQUEUED',
    'STARTED',
    'FINISHED',
  ]);
  expect(events.at(-1)?.status).toBe('TERMINATED');
  await shotboard.end('SIGTERM');
});

test('a wrong setting stops the start with one clear line', async () => {
  await expect(startProcess(folder.path, { SHOTBOARD_WORKERS: 'many' })).rejects.toThrow(
    /^it ended with 2: shotboard: SHOTBOARD_WORKERS="many": [^\n]+\n$/,
  );
});
