import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ScriptedServer } from './scripted-server.ts';
import { aJob, aProject, aTarget, pageOf, RAN, runCli } from './testing.ts';

let server: ScriptedServer;
beforeEach(async () => {
  server = await ScriptedServer.start();
  server.script = { projects: pageOf([aProject()]), targets: TARGETS };
});
afterEach(() => server.stop());

const TARGETS = [
  aTarget(),
  aTarget({ id: 'target_qir', name: 'QIR Base', kind: 'COMPILER', jobType: 'COMPILE' }),
];
const FILES = {
  'a/bell.qasm': '// two qubits\nOPENQASM 2.0;',
  'ghz.qasm': '/* three */ OPENQASM 3;',
  'hello.qs': 'operation Main() : Unit {}',
};
const refusal = (code: string, path: string[] = ['name'], preview: unknown = null): object => ({
  code,
  message: 'It is refused.',
  path,
  preview,
});
const PREVIEW = {
  itemCount: 1,
  needsConfirmation: true,
  warnings: ['It may run twice.'],
  estimatedCpuSeconds: null,
  estimatedCredits: 5,
  possibleDuplicates: 1,
  items: [{ index: 0, name: 'bell', status: 'ERROR', effect: 'SUBMIT_AGAIN' }],
};

describe('exit codes', () => {
  test('4 without a token, with a line on how to get one', async () => {
    const run = await runCli(['projects'], { env: { SHOTBOARD_URL: server.url } });
    expect(run.code).toBe(4);
    expect(run.stderr).toMatch(/^error: SHOTBOARD_TOKEN is not set: .*SHOTBOARD_ADMIN_TOKEN.*\n$/);
  });

  test('4 with a wrong token', async () => {
    const run = await runCli(['projects', '--json'], {
      env: { SHOTBOARD_URL: server.url, SHOTBOARD_TOKEN: 'x' },
    });
    expect(run).toMatchObject({ code: 4, stdout: '' });
    expect(JSON.parse(run.stderr)).toEqual({ error: { message: 'Sign in first.', code: 'UNAUTHENTICATED' } });
  });

  test('3 when nobody listens', async () => {
    const stopped = await ScriptedServer.start();
    const env = { SHOTBOARD_URL: stopped.url, SHOTBOARD_TOKEN: 'x' };
    await stopped.stop();
    const run = await runCli(['projects'], { env });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('ECONNREFUSED');
  });

  test('2 for an address that is none', async () => {
    const run = await runCli(['projects'], { env: { SHOTBOARD_URL: 'here', SHOTBOARD_TOKEN: 'x' } });
    expect(run.code).toBe(2);
  });

  test.each([
    ['INVALID_INPUT', 2],
    ['LIMIT_EXCEEDED', 2],
    ['FORBIDDEN', 4],
  ])('the refusal %s exits with %i and tells message and path', async (code, exit) => {
    server.script = { rerunJob: { job: null, source: null, errors: [refusal(code)] } };
    const plain = await runCli(['rerun', 'job_1', '--name', 'again'], { server });
    expect(plain).toMatchObject({ code: exit, stdout: '', stderr: 'error: It is refused. (name)\n' });
    const json = await runCli(['rerun', 'job_1', '--name', 'again', '--json'], { server });
    expect(JSON.parse(json.stderr)).toEqual({ error: { code, message: 'It is refused.', path: ['name'] } });
  });

  test.each([
    [200, '<html>Hello</html>', 3, 'does not answer as a Shotboard server does (HTTP 200)'],
    [502, 'Bad Gateway', 3, 'does not answer as a Shotboard server does (HTTP 502)'],
    [200, '{"data":{"projects":7}}', 3, 'is not what this version understands'],
    [403, '', 4, 'does not accept SHOTBOARD_TOKEN (HTTP 403)'],
    [413, '{"message":"At most 9 bytes."}', 2, 'too large for the server (HTTP 413): At most 9 bytes.'],
    [
      200,
      '{"errors":[{"message":"Oops","extensions":{"code":"INTERNAL_SERVER_ERROR","requestId":"r1"}}]}',
      3,
      'Oops [r1]',
    ],
  ])('what answers %i with %s exits with %i', async (status, body, code, message) => {
    const other = createServer((_, response) => response.writeHead(status).end(body));
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const env = { SHOTBOARD_URL: `http://127.0.0.1:${port}`, SHOTBOARD_TOKEN: 'x' };
    const run = await runCli(['projects'], { env });
    other.close();
    other.closeAllConnections();
    expect(run.code).toBe(code);
    expect(run.stderr).toContain(message);
  });

  test('help exits with 0 and lists the codes', async () => {
    const run = await runCli(['watch', '--help']);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('130  stopped by Ctrl-C');
  });

  test('an unknown command exits with 2', async () => {
    expect((await runCli(['submitt'])).code).toBe(2);
  });
});

describe('changing jobs', () => {
  test('rerun answers with the new job and its source', async () => {
    const source = { id: 'job_0', name: 'bell', status: 'ERROR' };
    server.script = { rerunJob: { job: aJob(), source, errors: [] } };
    const run = await runCli(['rerun', 'job_0', '--name', 'again', '--json'], { server });
    expect(run).toMatchObject({ code: 0, documents: [{ job: { id: 'job_1' }, source }] });
    expect(server.variables.at(-1)).toEqual({ input: { jobId: 'job_0', name: 'again' } });
  });

  test('retry passes what was chosen', async () => {
    server.script = { retryJob: { job: aJob({ status: 'RETRYING' }), errors: [] } };
    const args = [
      '--status',
      'error,terminated',
      '--strategy',
      'full_restart',
      '--accept-duplicates',
      '--reason',
      'why',
    ];
    expect((await runCli(['retry', 'job_1', ...args], { server })).code).toBe(0);
    expect(server.variables.at(-1)).toEqual({
      input: {
        jobId: 'job_1',
        itemStatuses: ['ERROR', 'TERMINATED'],
        strategy: 'FULL_RESTART',
        acceptDuplicates: true,
        reason: 'why',
      },
    });
  });

  test('a retry that needs a confirmation shows what it would do', async () => {
    const errors = [refusal('CONFIRMATION_REQUIRED', ['acceptDuplicates'], PREVIEW)];
    server.script = { retryJob: { job: null, errors } };
    const plain = await runCli(['retry', 'job_1'], { server });
    expect(plain).toMatchObject({ code: 2, stdout: '' });
    expect(plain.stderr).toContain('It may run twice.');
    expect(plain.stderr).toContain('--accept-duplicates');
    const json = await runCli(['retry', 'job_1', '--json'], { server });
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { preview: PREVIEW } });
  });

  test('retry --preview changes nothing', async () => {
    server.script = { retryPreview: { preview: PREVIEW, errors: [] } };
    const run = await runCli(['retry', 'job_1', '--preview', '--json'], { server });
    expect(run).toMatchObject({ code: 0, documents: [{ preview: PREVIEW }] });
  });

  test('cancel answers with the cancellation', async () => {
    const cancellation = { requestedAt: '2026-03-01T12:00:00.000Z', reason: 'why', requests: [] };
    server.script = { cancelJob: { job: aJob({ status: 'CANCELLED', cancellation }), errors: [] } };
    const run = await runCli(['cancel', 'job_1', '--reason', 'why', '--json'], { server });
    expect(run).toMatchObject({ code: 0, documents: [{ job: { status: 'CANCELLED' }, cancellation }] });
  });
});

describe('reading', () => {
  const compiled = {
    ...RAN,
    index: 1,
    result: {
      __typename: 'CompileResult',
      format: 'QIR',
      profile: 'BASE',
      output: 'define void @main()\n',
      statistics: {
        qubits: 2,
        depth: 3,
        gates: { h: 1 },
        oneQubitGates: 1,
        twoQubitGates: 1,
        measurements: 2,
      },
      diagnostics: [],
    },
  };
  const failed = { ...RAN, index: 2, status: 'ERROR', message: 'No such gate.', result: null };

  test('jobs go from page to page up to the limit', async () => {
    const ids = Array.from({ length: 250 }, (_, n) => `job_${n}`);
    const jobs = ({ first, after }: { first: number; after: string | null }): object => {
      const from = Number(after ?? 0);
      const nodes = ids.slice(from, from + first).map((id) => aJob({ id }));
      return { nodes, pageInfo: { hasNextPage: from + first < ids.length, endCursor: String(from + first) } };
    };
    server.script = { ...server.script, project: { jobs } };
    const filter = ['--status', 'ERROR', '--status', 'COMPLETED', '--name', 'b', '--type', 'execute'];
    const run = await runCli(['jobs', '--limit', '205', ...filter, '--json'], { server });
    expect(run.documents).toHaveLength(205);
    expect(run.documents[204]).toMatchObject({ job: { id: 'job_204' } });
    expect(server.variables[1]).toMatchObject({
      filter: { statuses: ['ERROR', 'COMPLETED'], name: 'b', types: ['EXECUTE'] },
    });
  });

  test('result shows every item', async () => {
    server.script = { job: aJob({ status: 'ERROR', items: pageOf([RAN, compiled, failed]) }) };
    const json = await runCli(['result', 'job_1', '--json'], { server });
    expect(json).toMatchObject({
      code: 0,
      documents: [
        {
          items: [
            { counts: { c: { '00': 512 } } },
            { output: 'define void @main()\n' },
            { message: 'No such gate.' },
          ],
        },
      ],
    });
    const plain = await runCli(['result', 'job_1'], { server });
    expect(plain.stdout).toContain('c: 00=512 11=512  d: 0=1024');
    expect(plain.stdout).toContain('No such gate.');
  });

  test('result --item writes a compiled program as it is', async () => {
    server.script = { job: aJob({ item: compiled }) };
    const run = await runCli(['result', 'job_1', '--item', '1', '--output', 'out.ll'], { server });
    expect(run).toMatchObject({ code: 0, stdout: '' });
    expect(run.files.get('out.ll')).toBe('define void @main()\n');
  });

  test.each([
    ['an item without a result', { item: failed }, 1, 'is ERROR and has no result'],
    ['no such item', { item: null }, 2, 'has no item 7'],
  ])('result --item of %s', async (_, job, code, message) => {
    server.script = { job: aJob(job) };
    const run = await runCli(['result', 'job_1', '--item', '7'], { server });
    expect(run.code).toBe(code);
    expect(run.stderr).toContain(message);
  });

  test('an unknown job is refused', async () => {
    server.script = { job: null };
    for (const command of ['watch', 'result']) {
      const run = await runCli([command, 'nope'], { server });
      expect(run).toMatchObject({ code: 2, stderr: 'error: There is no job with id nope.\n' });
    }
  });

  test('check tells each program, and exits with 2 when one is not valid', async () => {
    const message = { severity: 'ERROR', code: 'Qasm.X', message: 'No such gate.', line: 3, column: 5 };
    const checkProgram = ({ input }: { input: { language: string } }): object => ({
      valid: input.language !== 'OPENQASM3',
      diagnostics: input.language === 'OPENQASM3' ? [message] : [],
      statistics: null,
      estimatedCredits: null,
      errors: [],
    });
    server.script = { ...server.script, checkProgram };
    const run = await runCli(['check', 'hello.qs', 'ghz.qasm'], { server, files: FILES });
    expect(run.code).toBe(2);
    expect(run.stdout).toBe(
      'hello.qs: valid\nghz.qasm: not valid\nghz.qasm:3:5 error Qasm.X: No such gate.\n',
    );
    expect((await runCli(['check', 'hello.qs'], { server, files: FILES })).code).toBe(0);
  });

  test('names cannot drive the terminal', async () => {
    const name = 'a\u001b[31mred\u001b]0;title\u0007\u009b2J\r\nb\u202e';
    server.script = { projects: pageOf([aProject({ name })]), targets: TARGETS };
    const plain = await runCli(['projects'], { server });
    expect(plain.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(plain.stdout).toContain('ared');
    expect(plain.stdout.trimEnd().split('\n')).toHaveLength(2);
    const json = await runCli(['projects', '--json'], { server });
    expect(json.documents).toMatchObject([{ project: { name } }]);
    expect(json.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  test('nodes are listed with what they run and have taken on; where there are none to see, a note says to whom', async () => {
    const node = {
      id: 'node_1',
      label: 'worker a',
      role: 'WORKER',
      version: '0.1.0',
      startedAt: '2026-01-01T00:00:00.000Z',
      lastSeenAt: '2026-01-01T00:01:00.000Z',
      slots: 4,
      running: 3,
      duties: ['rescue', 'a-duty-of-tomorrow'],
      targets: [{ id: 'target_simulator', name: 'Simulator' }],
    };
    server.script = {
      nodes: [node, { ...node, id: 'node_2', role: 'API', slots: 0, duties: [], targets: [] }],
    };
    const run = await runCli(['nodes'], { server });
    expect(run.stdout.split('\n').slice(1, 3)).toEqual([
      expect.stringMatching(/^node_1 .*WORKER .* 3\/4 .*rescue,a-duty-of-tomorrow  Simulator$/),
      expect.stringMatching(/^node_2 .*API .*Z$/),
    ]);
    const json = await runCli(['nodes', '--json'], { server });
    expect(
      json.stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).node.id),
    ).toEqual(['node_1', 'node_2']);
    server.script = { nodes: [] };
    const none = await runCli(['nodes'], { server });
    expect(none).toMatchObject({ code: 0, stderr: 'Nodes are shown to platform admins.\n' });
  });

  test('targets are listed in the order of the server', async () => {
    const run = await runCli(['targets', '--json'], { server });
    expect(run.documents).toMatchObject([
      { target: { name: 'Simulator' } },
      { target: { name: 'QIR Base' } },
    ]);
  });
});
