import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isFinal, type JobStatus } from '../domain/status.ts';
import { brokenInvariants } from '../store/invariants.ts';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import { newPostgres, type TestDatabase } from './databases.ts';
import {
  ADMIN_TOKEN,
  dataFolder,
  follow,
  startProcess,
  type SeenEvent,
  type ShotboardProcess,
} from './shotboard-process.ts';

const BELL =
  'OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; creg c[2]; h q[0]; cx q[0],q[1]; measure q -> c;';
const ITEMS = 40;

interface SeenNode {
  readonly label: string;
  readonly role: string;
  readonly running: number;
  readonly duties: readonly string[];
  readonly targets: readonly { readonly id: string }[];
}

let folder: ReturnType<typeof dataFolder>;
let database: TestDatabase;
const running = new Map<string, ShotboardProcess>();
beforeEach(async () => {
  folder = dataFolder();
  database = await newPostgres('empty');
});
afterEach(async () => {
  await Promise.all([...running.values()].map((one) => one.end('SIGKILL')));
  running.clear();
  folder.remove();
});

async function node(
  label: string,
  role: 'api' | 'worker',
  environment: Readonly<Record<string, string>> = {},
): Promise<ShotboardProcess> {
  const started = await startProcess(folder.path, {
    SHOTBOARD_DATABASE_URL: database.url,
    SHOTBOARD_DATABASE_POOL: '4',
    SHOTBOARD_ROLE: role,
    SHOTBOARD_NODE_NAME: label,
    SHOTBOARD_WORKERS: '1',
    SHOTBOARD_DRAIN_SECONDS: '0',
    // The nodes are asked for again and again until they are as expected.
    SHOTBOARD_POINTS_PER_MINUTE: '1000000',
    ...environment,
  });
  running.set(label, started);
  return started;
}

async function end(label: string, signal: NodeJS.Signals) {
  const one = running.get(label);
  if (!one) throw new Error(`${label} does not run`);
  running.delete(label);
  return one.end(signal);
}

/** The nodes as an API node tells of them, once they are as the test expects them to become. */
async function nodesOnce(
  api: ShotboardProcess,
  condition: (nodes: readonly SeenNode[]) => boolean,
): Promise<readonly SeenNode[]> {
  for (;;) {
    const { nodes } = await api.ask<{ nodes: SeenNode[] }>(
      '{ nodes { label role running duties targets { id } } }',
    );
    if (condition(nodes)) return [...nodes].sort((a, b) => a.label.localeCompare(b.label));
  }
}
const labels = (nodes: readonly SeenNode[]): readonly string[] => nodes.map(({ label }) => label).sort();
const holders = (nodes: readonly SeenNode[]): readonly string[] =>
  nodes.filter(({ duties }) => duties.length > 0).map(({ label }) => label);

async function submit(api: ShotboardProcess): Promise<string> {
  const { projects } = await api.ask<{ projects: { nodes: { id: string }[] } }>(
    '{ projects { nodes { id } } }',
  );
  const programs = Array.from({ length: ITEMS }, (_, n) => ({
    name: `bell ${n}`,
    language: 'OPENQASM2',
    source: `${BELL}// ${n}`,
    shots: 10,
  }));
  const { submitJob } = await api.ask<{ submitJob: { job: { id: string } | null; errors: unknown[] } }>(
    'mutation ($input: SubmitJobInput!) { submitJob(input: $input) { job { id } errors { message } } }',
    {
      input: {
        projectId: projects.nodes[0]?.id,
        name: 'On many nodes',
        targetId: 'target_simulator',
        definition: { execute: { programs } },
      },
    },
  );
  if (!submitJob.job) throw new Error(JSON.stringify(submitJob.errors));
  return submitJob.job.id;
}

const finished = (events: readonly SeenEvent[]): number =>
  events.flatMap((event) => event.items).filter((item) => isFinal(item.status as JobStatus)).length;

describe('two API nodes and two workers on one database', () => {
  test('workers die, stop and join while a job runs; whoever watches on another node sees every event, once, in order', async () => {
    // Both at once on an empty database: one makes the tables, and one the first project.
    const [first, second] = await Promise.all([node('api a', 'api'), node('api b', 'api')]);
    await Promise.all([node('worker a', 'worker'), node('worker b', 'worker')]);
    const all = ['api a', 'api b', 'worker a', 'worker b'];
    const begun = await nodesOnce(second, (nodes) => nodes.length === 4 && holders(nodes).length > 0);
    expect(labels(begun)).toEqual(all);
    expect(
      begun.filter(({ role }) => role === 'API').map(({ targets, duties }) => [targets, duties]),
    ).toEqual([[], []].map((none) => [none, none]));

    const jobId = await submit(first);
    const events: SeenEvent[] = [];
    const until = async (count: number): Promise<void> => {
      const done = finished(events);
      let more = 0;
      const enough = (event: SeenEvent): boolean => done + (more += finished([event])) >= count;
      events.push(...(await follow(second, jobId, events.length, enough)));
    };
    await until(6);
    // Whoever has the duties dies without a word: they move, and its item runs elsewhere.
    const [holder = ''] = holders(await nodesOnce(first, (nodes) => holders(nodes).length > 0));
    const other = holder === 'worker a' ? 'worker b' : 'worker a';
    expect(await end(holder, 'SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    await nodesOnce(second, (nodes) => !labels(nodes).includes(holder) && holders(nodes)[0] === other);
    await until(16);

    // A third joins; the second is asked to stop, and puts back what it runs.
    await node('worker c', 'worker');
    expect(await end(other, 'SIGTERM')).toEqual({ code: 0, signal: null });
    const last = await nodesOnce(first, (nodes) => holders(nodes).includes('worker c'));
    expect(labels(last)).toEqual(['api a', 'api b', 'worker c']);
    expect(last.at(-1)?.duties).toEqual(['cleaning', 'remote', 'rescue']);
    await until(ITEMS);

    expect(events.map(({ version }) => version)).toEqual(events.map((_, n) => n + 1));
    expect(events.at(-1)?.status).toBe('COMPLETED');
    expect(finished(events)).toBe(ITEMS);
    expect(await end('api a', 'SIGTERM')).toEqual({ code: 0, signal: null });
    expect(await end('worker c', 'SIGTERM')).toEqual({ code: 0, signal: null });
    expect(await end('api b', 'SIGTERM')).toEqual({ code: 0, signal: null });

    const store = await openPostgresStore(database.url, { size: 2 });
    expect(await brokenInvariants(store, [jobId])).toEqual([]);
    expect(await store.nodes()).toEqual([]);
    expect(await store.workers()).toEqual([]);
    expect((await store.duties()).map(({ nodeId }) => nodeId)).toEqual([null, null, null]);
    await store.close();
  }, 120_000);
});

test('a worker runs only items of the targets it names, and answers probes and nothing else', async () => {
  const api = await node('api', 'api');
  const worker = await node('worker', 'worker', { SHOTBOARD_TARGETS: 'QIR Adaptive RI' });
  const statuses = (): Promise<Record<string, string>> =>
    api
      .ask<{ projects: { nodes: { jobs: { nodes: { name: string; status: string }[] } }[] } }>(
        '{ projects { nodes { jobs(first: 5) { nodes { name status } } } } }',
      )
      .then(({ projects }) =>
        Object.fromEntries(
          projects.nodes.flatMap(({ jobs }) => jobs.nodes.map((job) => [job.name, job.status])),
        ),
      );
  for (let seen = await statuses(); seen['Examples, compiled'] !== 'COMPLETED';) seen = await statuses();
  expect((await statuses())['Examples, run']).toBe('QUEUED');

  const answers = await Promise.all(
    ['/healthz', '/readyz', '/metrics', '/graphql', '/'].map(async (path) => {
      const response = await fetch(worker.url + path, {
        headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      });
      return response.status;
    }),
  );
  expect(answers).toEqual([200, 200, 200, 404, 404]);
});
