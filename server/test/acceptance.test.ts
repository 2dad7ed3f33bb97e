import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFinal, type JobStatus } from '../domain/status.ts';
import { ADMIN_TOKEN, dataFolder, follow, startProcess, type ShotboardProcess } from './shotboard-process.ts';

/** The built program with the real engine, used as people do: over HTTP, websockets and the command line. */

const ROOT = new URL('../../', import.meta.url).pathname;
const BELL =
  'OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; creg c[2]; h q[0]; cx q[0],q[1]; measure q -> c;';
const ENDLESS = 'operation Main() : Result { mutable on = true; while on { set on = true; } return Zero; }';
const BROKEN = 'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[2];\nhadamard q[0];\n';

const folder = dataFolder();
let shotboard: ShotboardProcess;
let projectId: string;

beforeAll(async () => {
  shotboard = await startProcess(folder.path, { SHOTBOARD_WORKERS: '2' });
  const { projects } = await shotboard.ask<{
    projects: { nodes: { id: string; jobs: { nodes: { id: string }[] } }[] };
  }>('{ projects { nodes { id jobs(first: 10) { nodes { id } } } } }');
  const [first] = projects.nodes;
  if (!first) throw new Error('no first project');
  projectId = first.id;
  // The examples of the first start run first, first out.
  for (const { id } of first.jobs.nodes) await follow(shotboard, id, 0, ended);
});
afterAll(async () => {
  await shotboard.end('SIGKILL');
  folder.remove();
});

const ended = ({ status }: { readonly status: string }): boolean => isFinal(status as JobStatus);

interface Payload {
  readonly job: { readonly id: string; readonly status: string } | null;
  readonly errors: readonly {
    readonly code: string;
    readonly message: string;
    readonly path: readonly string[];
  }[];
}

async function change(mutation: string, input: Record<string, unknown>): Promise<Payload> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const data = await shotboard.ask<Record<string, Payload>>(
    `mutation ($input: ${type}) { payload: ${mutation}(input: $input) { job { id status } errors { code message path } } }`,
    { input },
  );
  const { payload } = data;
  if (!payload) throw new Error('no payload');
  return payload;
}

async function submit(name: string, targetId: string, definition: object): Promise<string> {
  const { job, errors } = await change('submitJob', { projectId, name, targetId, definition });
  if (!job) throw new Error(JSON.stringify(errors));
  return job.id;
}

const execute = (...programs: readonly object[]) => ({ execute: { programs } });
const bell = (more: object = {}) => ({
  name: 'bell',
  language: 'OPENQASM2',
  source: BELL,
  shots: 500,
  ...more,
});
const loop = { name: 'loop', language: 'QSHARP', source: ENDLESS, shots: 1 };

interface JobAnswer {
  readonly job: {
    readonly status: string;
    readonly attempt: number;
    readonly message: string | null;
    readonly rerunOf: { readonly id: string } | null;
    readonly cancellation: {
      readonly reason: string | null;
      readonly requests: readonly { answer: string }[];
    } | null;
    readonly items: {
      readonly nodes: readonly {
        readonly status: string;
        readonly message: string | null;
        readonly errorDetail: {
          readonly diagnostics: readonly { line: number; column: number; message: string }[];
        } | null;
        readonly attempts: readonly { readonly status: string }[];
        readonly result: {
          readonly seed?: number;
          readonly output?: string;
          readonly registers?: readonly { readonly name: string; readonly counts: Record<string, number> }[];
        } | null;
      }[];
    };
  };
}
const read = async (id: string): Promise<JobAnswer['job']> =>
  (
    await shotboard.ask<JobAnswer>(
      `query ($id: ID!) { job(id: $id) {
        status attempt message rerunOf { id } cancellation { reason requests { answer } }
        items(first: 10) { nodes { status message errorDetail { diagnostics { line column message } } attempts { status }
          result { ... on ExecuteResult { seed registers { name counts } } ... on CompileResult { output } } } }
      } }`,
      { id },
    )
  ).job;
const countsOf = (job: JobAnswer['job'], item = 0) => job.items.nodes[item]?.result?.registers?.[0]?.counts;

describe('the life of a job', () => {
  test('goes SUBMITTED → QUEUED → RUNNING → COMPLETED on the subscription, and has its counts', async () => {
    const id = await submit('Bell', 'target_simulator', execute(bell({ seed: 7 })));
    const events = await follow(shotboard, id, 0, ended);
    expect(events.map(({ status }) => status)).toEqual(['SUBMITTED', 'QUEUED', 'RUNNING', 'COMPLETED']);
    const counts = countsOf(await read(id));
    expect(Object.keys(counts ?? {}).sort()).toEqual(['00', '11']);
    expect((counts?.['00'] ?? 0) + (counts?.['11'] ?? 0)).toBe(500);

    const again = await change('rerunJob', { jobId: id, name: 'Bell (2)' });
    const rerun = again.job?.id ?? '';
    await follow(shotboard, rerun, 0, ended);
    const job = await read(rerun);
    expect(job.rerunOf?.id).toBe(id);
    expect(countsOf(job)).toEqual(counts);
  });

  test('one broken program tells line and column; its siblings run on; a retry makes a new attempt', async () => {
    const programs = [
      { name: 'good', language: 'OPENQASM2', source: BELL },
      { name: 'broken', language: 'OPENQASM2', source: BROKEN },
    ];
    const id = await submit('Half broken', 'target_qir_base', { compile: { programs } });
    const first = await follow(shotboard, id, 0, ended);
    const job = await read(id);
    expect(job.items.nodes.map(({ status }) => status)).toEqual(['COMPLETED', 'ERROR']);
    expect(job.items.nodes[0]?.result?.output).toContain('__quantum__qis__h__body');
    expect(job.items.nodes[1]?.errorDetail?.diagnostics[0]).toMatchObject({ line: 4, column: 1 });
    expect(job.message).toMatch(/^1 of 2 items failed/);

    expect((await change('retryJob', { jobId: id })).errors).toEqual([]);
    await follow(shotboard, id, first.length, ended);
    const retried = await read(id);
    expect(retried.attempt).toBe(2);
    expect(retried.items.nodes.map(({ attempts }) => attempts.length)).toEqual([1, 2]);

    const restart = { jobId: id, strategy: 'FULL_RESTART' };
    expect((await change('retryJob', restart)).errors[0]?.code).toBe('CONFIRMATION_REQUIRED');
    expect((await change('retryJob', { ...restart, acceptDuplicates: true })).errors).toEqual([]);
  });

  test('a cancel stops a running simulation at once and what waits behind it; the queue goes on', async () => {
    const id = await submit('Endless', 'target_simulator', execute(loop, loop, loop));
    await follow(shotboard, id, 0, (event) =>
      event.items.some(({ index, status }) => index === 1 && status === 'RUNNING'),
    );
    expect((await change('cancelJob', { jobId: id, reason: 'enough' })).job?.status).toBe('CANCELLED');
    const job = await read(id);
    expect(job.items.nodes.map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
    expect(job.cancellation).toMatchObject({
      reason: 'enough',
      requests: [{ answer: 'stopped' }, { answer: 'stopped' }],
    });
    expect((await change('cancelJob', { jobId: id })).errors[0]?.code).toBe('JOB_IN_FINAL_STATE');
    // Both places were taken by programs that never end: that this one runs shows that they are gone.
    const next = await submit('After it', 'target_simulator', execute(bell()));
    expect((await follow(shotboard, next, 0, ended)).at(-1)?.status).toBe('COMPLETED');
  });

  test('every target does what it says', async () => {
    const noise = { pauliX: 0.2, loss: 0.2 };
    const noisy = await submit('Noisy', 'target_noisy_emulator', {
      execute: { programs: [bell({ seed: 1 })], noise },
    });
    const checked = await submit('Checked', 'target_syntax_checker', {
      compile: {
        programs: [
          {
            name: 'random',
            language: 'QSHARP',
            source: 'operation Main() : Result { use q = Qubit(); H(q); MResetZ(q) }',
          },
        ],
      },
    });
    for (const id of [noisy, checked])
      expect((await follow(shotboard, id, 0, ended)).at(-1)?.status).toBe('COMPLETED');
    const seen = Object.keys(countsOf(await read(noisy)) ?? {});
    expect(seen.some((bits) => bits.includes('-'))).toBe(true);
    expect(seen).toEqual(expect.arrayContaining(['01', '10']));
  });

  test('the metrics count what finished', async () => {
    const text = await (
      await fetch(`${shotboard.url}/metrics`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } })
    ).text();
    expect(text).toMatch(
      /shotboard_items_finished_total\{status="COMPLETED",target="target_simulator"\} [1-9]/,
    );
    expect(text).toMatch(
      /shotboard_items_finished_total\{status="CANCELLED",target="target_simulator"\} [1-9]/,
    );
  });

  test('checkProgram looks without making a job', async () => {
    const { checkProgram } = await shotboard.ask<{
      checkProgram: { valid: boolean; diagnostics: { line: number }[] };
    }>(
      `query ($input: CheckProgramInput!) { checkProgram(input: $input) { valid diagnostics { line } statistics { qubits } } }`,
      { input: { targetId: 'target_simulator', language: 'OPENQASM2', source: BROKEN } },
    );
    expect(checkProgram).toMatchObject({ valid: false, diagnostics: [{ line: 4 }], statistics: null });
  });
});

describe('bad programs end in a clear error and leave the server unmoved', () => {
  test.each([
    [
      '64 qubits',
      {
        name: 'wide',
        language: 'OPENQASM2',
        shots: 1,
        source: 'OPENQASM 2.0; include "qelib1.inc"; qreg q[64]; creg c[64]; h q; measure q -> c;',
      },
      /64 qubits.*24/,
    ],
    [
      'nothing measured',
      {
        name: 'mute',
        language: 'OPENQASM2',
        shots: 1,
        source: 'OPENQASM 2.0; include "qelib1.inc"; qreg q[1]; h q[0];',
      },
      /measure/,
    ],
    [
      'a deep nest',
      {
        name: 'deep',
        language: 'OPENQASM2',
        shots: 1,
        source: `OPENQASM 2.0; include "qelib1.inc"; qreg q[1]; rx(${'('.repeat(100_000)}1${')'.repeat(100_000)}) q[0];`,
      },
      /nest|deep/,
    ],
    ['no program at all', { name: 'text', language: 'QSHARP', shots: 1, source: 'hello' }, /./],
  ])('%s', async (_, program, message) => {
    const id = await submit('Bad', 'target_simulator', execute(program, bell()));
    await follow(shotboard, id, 0, ended);
    const [bad, good] = (await read(id)).items.nodes;
    expect(bad?.status).toBe('ERROR');
    expect(bad?.message).toMatch(message);
    expect(good?.status).toBe('COMPLETED');
    expect((await fetch(`${shotboard.url}/healthz`)).status).toBe(200);
  });

  test.each([
    ['a blank name', { name: '  ' }, 'INVALID_INPUT', ['name']],
    ['no program', { definition: execute() }, 'INVALID_INPUT', ['definition', 'execute', 'programs']],
    [
      '301 programs',
      { definition: execute(...Array.from({ length: 301 }, () => bell())) },
      'LIMIT_EXCEEDED',
      ['definition', 'execute', 'programs'],
    ],
    [
      'no shots',
      { definition: execute(bell({ shots: 0 })) },
      'INVALID_INPUT',
      ['definition', 'execute', 'programs', '0', 'shots'],
    ],
    [
      'too many shots',
      { definition: execute(bell({ shots: 1_000_000_000 })) },
      'LIMIT_EXCEEDED',
      ['definition', 'execute', 'programs', '0', 'shots'],
    ],
    [
      'a source above 4 MiB',
      { definition: execute(bell({ source: `${BELL}${' '.repeat(4 * 1024 * 1024)}` })) },
      'LIMIT_EXCEEDED',
      ['definition', 'execute', 'programs', '0', 'source'],
    ],
    ['an unknown target', { targetId: 'target_nowhere' }, 'NOT_FOUND', ['targetId']],
    ['an id of another type', { targetId: 'proj_01h455vb4pex5vsknk084sn02q' }, 'INVALID_INPUT', ['targetId']],
  ] as const)('%s is refused, and nothing is stored', async (_, wrong, code, path) => {
    const total = 'query ($id: ID!) { project(id: $id) { jobs(first: 1) { totalCount } } }';
    const before = await shotboard.ask(total, { id: projectId });
    const input = {
      projectId,
      name: 'Bad',
      targetId: 'target_simulator',
      definition: execute(bell()),
      ...wrong,
    };
    const { job, errors } = await change('submitJob', input);
    expect(job).toBeNull();
    expect(errors[0]).toMatchObject({ code, path });
    expect(await shotboard.ask(total, { id: projectId })).toEqual(before);
  });
});

/** The command line against a server; answers how it ended. */
const shellAt = (url: string, ...args: readonly string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], SHOTBOARD_URL: url, SHOTBOARD_TOKEN: ADMIN_TOKEN };
    const child = execFile(
      process.execPath,
      [join(ROOT, 'dist/server/main.js'), ...args],
      { env },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

describe('a deployment that takes only trusted documents', () => {
  const closed = dataFolder();
  const file = join(closed.path, 'documents.json');
  const start = () => startProcess(closed.path, { SHOTBOARD_TRUSTED_DOCUMENTS: file });
  afterAll(() => closed.remove());

  test.each([
    ['is not there', null, 'ENOENT'],
    ['holds no document', '{}', 'it holds no document'],
    ['holds no JSON', 'query', 'JSON'],
  ])('does not start, and opens nothing, when its file %s', async (_what, text, reason) => {
    if (text !== null) writeFileSync(file, text);
    const failure = await start().catch((error: unknown) => (error as Error).message);
    expect(failure).toContain('it ended with 2: shotboard: could not start: SHOTBOARD_TRUSTED_DOCUMENTS: ');
    expect(failure).toContain(file);
    expect(failure).toContain(reason);
    expect(readdirSync(closed.path).filter((name) => name !== 'documents.json')).toEqual([]);
  });

  test('takes its own document and the command line’s, and no stranger’s', async () => {
    const own = '{ viewer { user { name } } }';
    writeFileSync(file, JSON.stringify([own]));
    const server = await start();
    try {
      expect(await server.ask(own)).toMatchObject({ viewer: { user: { name: 'Administrator' } } });
      await expect(server.ask('{ targets { id } }')).rejects.toThrow('DOCUMENT_NOT_TRUSTED');
      const bellPair = join(ROOT, 'server/examples/bell-pair.qasm');
      for (const args of [
        ['submit', bellPair, '--shots', '100', '--watch'],
        ['check', bellPair],
        ['jobs'],
        ['projects'],
        ['targets'],
      ])
        expect(await shellAt(server.url, ...args)).toMatchObject({
          code: 0,
          stderr: expect.not.stringContaining('trust'),
        });
    } finally {
      await server.end('SIGKILL');
    }
  });
});

describe('the command line over the real server', () => {
  const shell = (...args: readonly string[]) => shellAt(shotboard.url, ...args);
  const lines = (stdout: string): Record<string, unknown>[] =>
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const example = (name: string) => join(ROOT, 'server/examples', name);

  test('submit --watch --json ends with the counts', async () => {
    const { code, stdout } = await shell(
      'submit',
      example('bell-pair.qasm'),
      '--shots',
      '200',
      '--watch',
      '--json',
    );
    expect(code).toBe(0);
    const last = lines(stdout).at(-1) as {
      job: { status: string };
      items: { counts: Record<string, Record<string, number>> }[];
    };
    expect(last.job.status).toBe('COMPLETED');
    const counts = last.items[0]?.counts['c'] ?? {};
    expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(200);
  });

  test('rerun, retry, cancel, result, jobs and check; exit codes that scripts can use', async () => {
    const broken = join(folder.path, 'broken.qasm');
    writeFileSync(broken, BROKEN);
    const submitted = await shell('submit', broken, '--compile', '--target', 'qir base', '--watch', '--json');
    expect(submitted.code).toBe(1);
    const { job } = lines(submitted.stdout).at(-1) as { job: { id: string } };

    expect((await shell('retry', job.id, '--watch', '--json')).code).toBe(1);
    expect((await shell('rerun', job.id, '--name', 'Once more', '--watch', '--json')).code).toBe(1);
    expect((await shell('cancel', job.id)).code).toBe(2);
    expect((await shell('result', job.id, '--json')).stdout).toContain('hadamard');
    const listed = await shell('jobs', '--name', 'once', '--json');
    expect(lines(listed.stdout)).toMatchObject([{ job: { name: 'Once more' } }]);
    expect((await shell('check', broken, '--json')).code).toBe(2);
    expect((await shell('check', example('ghz.qasm'))).code).toBe(0);
    expect((await shell('watch', 'job_01h455vb4pex5vsknk084sn02q')).code).not.toBe(0);
  });

  test('a name with terminal codes is shown without them', async () => {
    await submit('\u001b[31mred\u001b[0m\u0007', 'target_simulator', execute(bell()));
    const { stdout } = await shell('jobs', '--limit', '1');
    expect(stdout).toContain('red');
    expect(stdout).not.toMatch(/[\u001b\u0007]/);
  });
});

test('the worked example of README.md runs as it stands', async () => {
  const blocks = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(
    ([, block]) => block,
  );
  const block = blocks.find((text) => text?.includes('ask()')) ?? '';
  const script = block
    .replaceAll('http://127.0.0.1:4000', shotboard.url)
    .replaceAll('choose-a-long-secret', ADMIN_TOKEN);
  const stdout = await new Promise<string>((resolve, reject) => {
    execFile('bash', ['-c', script], (error, out) => (error ? reject(error) : resolve(out)));
  });
  const { data: answer } = JSON.parse(stdout) as { data: JobAnswer };
  expect(answer.job.status).toBe('COMPLETED');
  expect(Object.keys(countsOf(answer.job) ?? {}).sort()).toEqual(['00', '11']);
});
