import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GraphQLError } from 'graphql';
import { ScriptedServer } from './scripted-server.ts';
import { aJob, anEvent, aProject, aTarget, pageOf, RAN, runCli } from './testing.ts';

let server: ScriptedServer;
beforeEach(async () => {
  server = await ScriptedServer.start();
});
afterEach(() => server.stop());

const BELL = { 'bell.qasm': 'OPENQASM 2.0;\nqreg q[2];' };
const FINISHED = aJob({ status: 'COMPLETED', version: 4, items: pageOf([RAN]) });
/** A stream that says nothing more until it is ended from outside. */
const never = (): Promise<void> => new Promise(() => undefined);

/** Scripts `jobStatus`: one stream of events a connection; answers with the versions that were asked after. */
function streams(...scripts: ((after: number) => AsyncGenerator<object>)[]): {
  asked: number[];
  jobStatus: unknown;
} {
  const asked: number[] = [];
  const jobStatus = async function* ({ after }: { after: number }) {
    asked.push(after);
    const script = scripts[asked.length - 1];
    if (script === undefined) throw new Error('one connection too many');
    for await (const event of script(after)) yield { jobStatus: event };
  };
  return { asked, jobStatus };
}

test('submit --watch --json prints each event, then the results with counts', async () => {
  const { asked, jobStatus } = streams(async function* () {
    yield anEvent(1, 'SUBMITTED', 'SUBMITTED');
    yield anEvent(2, 'QUEUED', 'QUEUED');
    yield anEvent(3, 'RUNNING', 'STARTED');
    yield anEvent(4, 'COMPLETED', 'FINISHED');
    await never();
  });
  server.script = {
    projects: pageOf([aProject()]),
    targets: [aTarget()],
    submitJob: { job: aJob(), errors: [] },
    job: FINISHED,
    jobStatus,
  };
  const args = ['submit', 'bell.qasm', '--shots', '1024', '--watch', '--json'];
  const run = await runCli(args, { server, files: BELL });
  expect(run.code).toBe(0);
  expect(run.documents.slice(0, 4)).toMatchObject(
    [1, 2, 3, 4].map((version) => ({ event: { version, items: [{ index: 0 }] } })),
  );
  expect(run.documents).toHaveLength(5);
  expect(run.documents[4]).toMatchObject({
    job: { id: 'job_1', name: 'bell', status: 'COMPLETED' },
    items: [
      {
        index: 0,
        name: 'bell',
        status: 'COMPLETED',
        message: null,
        counts: { c: { '00': 512, '11': 512 }, d: { '0': 1024 } },
        shots: 1024,
      },
    ],
  });
  expect(asked).toEqual([0]);
});

test.each(['ERROR', 'CANCELLED', 'TERMINATED', 'DEPLETED'])(
  'a job that ends %s exits with 1',
  async (status) => {
    const { jobStatus } = streams(async function* () {
      yield anEvent(2, status, 'FINISHED');
    });
    let reads = 0;
    server.script = {
      job: () => (reads++ === 0 ? aJob() : aJob({ status, version: 2, items: pageOf([]) })),
      jobStatus,
    };
    const run = await runCli(['watch', 'job_1'], { server });
    expect(run.code).toBe(1);
    expect(run.stdout).toContain(status);
  },
);

test('a job that is final already is not subscribed to', async () => {
  server.script = { job: FINISHED };
  const run = await runCli(['watch', 'job_1', '--json'], { server });
  expect(run.code).toBe(0);
  expect(run.documents).toHaveLength(1);
});

test.each([
  ['the cable is cut', undefined],
  ['the server goes away', 1001],
  ['the server closes normally', 1000],
  ['the server fails', 4500],
])('goes on after the last version when %s', async (_, code) => {
  const { asked, jobStatus } = streams(
    async function* () {
      yield anEvent(1, 'SUBMITTED', 'SUBMITTED');
      yield anEvent(2, 'QUEUED', 'QUEUED');
      server.dropSockets(code);
      await never();
    },
    async function* (after) {
      // What was on its way when the connection broke is asked for again; what comes twice is not shown twice.
      if (after < 1) yield anEvent(1, 'SUBMITTED', 'SUBMITTED');
      yield anEvent(2, 'QUEUED', 'QUEUED');
      yield anEvent(3, 'RUNNING', 'STARTED');
      yield anEvent(4, 'COMPLETED', 'FINISHED');
    },
  );
  server.script = { job: () => (asked.length < 2 ? aJob({ version: 1 }) : FINISHED), jobStatus };
  const run = await runCli(['watch', 'job_1', '--after', '0', '--json'], { server });
  expect(run.code).toBe(0);
  const versions = run.documents.map(
    (document) => (document as { event?: { version: number } }).event?.version,
  );
  expect(versions).toEqual([1, 2, 3, 4, undefined]);
  expect(asked).toHaveLength(2);
  expect(run.stderr).toContain('{"note":"Connection lost');
});

test('a final status of an earlier attempt does not end the watching', async () => {
  const { jobStatus } = streams(async function* () {
    yield anEvent(1, 'SUBMITTED', 'SUBMITTED');
    yield anEvent(2, 'ERROR', 'FINISHED');
    yield anEvent(3, 'RETRYING', 'RETRIED');
    yield anEvent(4, 'COMPLETED', 'FINISHED');
  });
  let reads = 0;
  server.script = {
    job: () => (reads++ === 0 ? aJob({ status: 'RETRYING', version: 3 }) : FINISHED),
    jobStatus,
  };
  const run = await runCli(['watch', 'job_1', '--after', '0'], { server });
  expect(run.code).toBe(0);
  expect(run.stdout.match(/#\d/g)).toEqual(['#1', '#2', '#3', '#4']);
});

test('a deleted job ends the watching', async () => {
  let reads = 0;
  const { jobStatus } = streams(async function* () {
    yield anEvent(2, 'QUEUED', 'QUEUED');
  });
  server.script = { job: () => (reads++ === 0 ? aJob() : null), jobStatus };
  const run = await runCli(['watch', 'job_1'], { server });
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('The job was deleted.');
});

test.each([
  ['UNAUTHENTICATED', 4],
  ['NOT_FOUND', 2],
])('an error %s of the stream exits with %i', async (code, exit) => {
  const jobStatus = (): never => {
    throw new GraphQLError('No.', { extensions: { code } });
  };
  server.script = { job: aJob(), jobStatus };
  const run = await runCli(['watch', 'job_1'], { server });
  expect(run.code).toBe(exit);
  expect(run.stderr).toContain('No.');
});

test('a slow reader is taken up again where it was', async () => {
  const { asked, jobStatus } = streams(
    async function* () {
      yield anEvent(2, 'QUEUED', 'QUEUED');
      throw new GraphQLError('Too far behind.', { extensions: { code: 'TOO_FAR_BEHIND' } });
    },
    async function* () {
      yield anEvent(4, 'COMPLETED', 'FINISHED');
    },
  );
  server.script = { job: () => (asked.length < 2 ? aJob() : FINISHED), jobStatus };
  const run = await runCli(['watch', 'job_1'], { server });
  expect(run.code).toBe(0);
  expect(asked).toEqual([1, 2]);
});

test.each([4401, 4403])('a close with %i is not tried again', async (code) => {
  const { asked, jobStatus } = streams(async function* () {
    yield anEvent(2, 'QUEUED', 'QUEUED');
    server.dropSockets(code);
    await never();
  });
  server.script = { job: aJob(), jobStatus };
  const run = await runCli(['watch', 'job_1'], { server });
  expect(run.code).toBe(4);
  expect(asked).toHaveLength(1);
});

test('a server that stays away exits with 3', async () => {
  const { jobStatus } = streams(async function* () {
    yield anEvent(2, 'QUEUED', 'QUEUED');
    await server.stop();
  });
  server.script = { job: aJob(), jobStatus };
  const pauses: number[] = [];
  const pause = (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    return Promise.resolve();
  };
  const run = await runCli(['watch', 'job_1'], { server, pause });
  expect(run.code).toBe(3);
  expect(run.stderr).toContain('Cannot reach the server');
  expect(pauses).toHaveLength(12);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(15_000);
});

test('Ctrl-C while nothing happens exits with 130 and says how to go on', async () => {
  const keys = new EventEmitter();
  const { jobStatus } = streams(async function* () {
    yield anEvent(2, 'QUEUED', 'QUEUED');
    setImmediate(() => keys.emit('interrupt'));
    await never();
  });
  server.script = { job: aJob(), jobStatus };
  const run = await runCli(['watch', 'job_1'], { server, keys });
  expect(run.code).toBe(130);
  expect(run.stderr).toContain('shotboard watch job_1');
});

test('Ctrl-C while the server thinks exits with 130', async () => {
  const keys = new EventEmitter();
  server.script = {
    job: async () => {
      keys.emit('interrupt');
      await never();
    },
  };
  expect((await runCli(['watch', 'job_1'], { server, keys })).code).toBe(130);
});

test('on a terminal a bar is drawn, and stdout holds the results alone', async () => {
  const { asked, jobStatus } = streams(
    async function* () {
      yield anEvent(2, 'RUNNING', 'STARTED');
      server.dropSockets();
      await never();
    },
    async function* () {
      yield anEvent(4, 'COMPLETED', 'FINISHED');
    },
  );
  server.script = { job: () => (asked.length < 2 ? aJob() : FINISHED), jobStatus };
  const run = await runCli(['watch', 'job_1'], { server, isTTY: true });
  expect(run.code).toBe(0);
  expect(run.stderr).toContain('1/1 items');
  expect(run.stderr).toContain('Connection lost');
  expect(run.stdout).not.toContain('#2');
  expect(run.stdout).toContain('00=512 11=512');
});
