import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ScriptedServer } from './scripted-server.ts';
import { aJob, aProject, aTarget, pageOf, runCli } from './testing.ts';

let server: ScriptedServer;
beforeEach(async () => {
  server = await ScriptedServer.start();
  server.script = { projects: pageOf([aProject()]), targets: TARGETS };
});
afterEach(() => server.stop());

const TARGETS = [
  aTarget({ id: 'target_noisy', name: 'Noisy', kind: 'NOISY_EMULATOR' }),
  aTarget(),
  aTarget({ id: 'target_check', name: 'Checker', kind: 'SYNTAX_CHECKER' }),
  aTarget({ id: 'target_qir', name: 'QIR Base', kind: 'COMPILER', jobType: 'COMPILE' }),
  aTarget({ id: 'target_qir2', name: 'QIR Full', kind: 'COMPILER', jobType: 'COMPILE' }),
];
const FILES = {
  'a/bell.qasm': '// two qubits\nOPENQASM 2.0;',
  'ghz.qasm': '/* three */ OPENQASM 3;',
  'hello.qs': 'operation Main() : Unit {}',
};

describe('submit', () => {
  const submitted = (): unknown => server.variables.at(-1)?.['input'];

  test('executes on the simulator of the only project', async () => {
    server.script = { ...server.script, submitJob: { job: aJob(), errors: [] } };
    const args = [
      'submit',
      ...Object.keys(FILES),
      '--shots',
      '10',
      '--seed',
      '3',
      '--noise',
      'pauliX=0.01,loss=0.1',
    ];
    const more = [
      '--property',
      'a=b=c',
      '--property',
      'd=',
      '--description',
      'text',
      '--idempotency-key',
      'k',
      '--json',
    ];
    const run = await runCli([...args, ...more], { server, files: FILES });
    expect(run).toMatchObject({
      code: 0,
      stderr: '',
      documents: [{ job: { id: 'job_1', status: 'SUBMITTED' } }],
    });
    expect(submitted()).toEqual({
      projectId: 'project_1',
      targetId: 'target_simulator',
      name: 'bell and 2 more',
      description: 'text',
      properties: [
        { name: 'a', value: 'b=c' },
        { name: 'd', value: '' },
      ],
      idempotencyKey: 'k',
      definition: {
        execute: {
          noise: { pauliX: 0.01, loss: 0.1 },
          programs: [
            { name: 'bell', language: 'OPENQASM2', source: FILES['a/bell.qasm'], shots: 10, seed: 3 },
            { name: 'ghz', language: 'OPENQASM3', source: FILES['ghz.qasm'], shots: 10, seed: 3 },
            { name: 'hello', language: 'QSHARP', source: FILES['hello.qs'], shots: 10, seed: 3 },
          ],
        },
      },
    });
  });

  test('compiles with the first compiler', async () => {
    server.script = { ...server.script, submitJob: { job: aJob(), errors: [] } };
    const run = await runCli(['submit', 'ghz.qasm', '--compile', '--name', 'N'], { server, files: FILES });
    expect(run.code).toBe(0);
    const programs = [{ name: 'ghz', language: 'OPENQASM3', source: FILES['ghz.qasm'] }];
    expect(submitted()).toMatchObject({
      targetId: 'target_qir',
      name: 'N',
      definition: { compile: { programs } },
    });
  });

  test.each([
    ['a directory', ['circuits/'], 'circuits/ is a directory'],
    ['no such file', ['none.qasm'], 'There is no file none.qasm'],
    ['301 files', Array.from({ length: 301 }, (_, n) => `${n}.qasm`), '301 files are too many'],
    ['no files', [], "missing required argument 'files'"],
    ['no version', ['bare.qasm'], 'does not begin with "OPENQASM 2.0;"'],
    ['a version of the future', ['four.qasm'], 'is OpenQASM 4'],
    ['an unknown ending', ['notes.txt'], 'ends neither in .qasm nor in .qs'],
    ['bytes that are no text', ['binary.qasm'], 'is not a text in UTF-8'],
    ['shots that are no number', ['ghz.qasm', '--shots', 'many'], 'whole number'],
    ['noise of an unknown kind', ['ghz.qasm', '--noise', 'cosmic=1'], 'pauliX, pauliY, pauliZ, loss'],
    ['noise without a number', ['ghz.qasm', '--noise', 'loss='], 'NAME=NUMBER'],
    ['a property without a value', ['ghz.qasm', '--property', 'a'], 'NAME=VALUE'],
    ['an unknown language', ['ghz.qasm', '--language', 'BASIC'], 'one of OPENQASM2'],
    ['an unknown option', ['ghz.qasm', '--shot', '1'], "unknown option '--shot'"],
  ])('%s is refused before anything is sent', async (_, args, message) => {
    const files = {
      ...FILES,
      'bare.qasm': 'h q;',
      'four.qasm': 'OPENQASM 4.0;',
      'notes.txt': '',
      'binary.qasm': new Uint8Array([255]),
    };
    const run = await runCli(['submit', '--shots', '1', ...args], { server, files });
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(message);
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(server.variables).toEqual([]);
  });

  test.each([
    ['no shots', [], '--shots'],
    ['shots to compile', ['--compile', '--shots', '1'], 'not with --compile'],
  ])('%s is refused', async (_, args, message) => {
    const run = await runCli(['submit', 'ghz.qasm', ...args], { server, files: FILES });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(message);
  });

  test('a connection lost while submitting says how not to submit twice', async () => {
    server.script = { ...server.script, submitJob: () => server.stop() };
    const run = await runCli(['submit', 'ghz.qasm', '--shots', '1'], { server, files: FILES });
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(/--idempotency-key [0-9a-f-]{36}/);
    server = await ScriptedServer.start();
  });

  test('--language is taken for files that do not tell', async () => {
    server.script = { ...server.script, submitJob: { job: aJob(), errors: [] } };
    const run = await runCli(['submit', 'x.txt', '--language', 'qsharp', '--shots', '1'], {
      server,
      files: { 'x.txt': '' },
    });
    expect(run.code).toBe(0);
    expect(submitted()).toMatchObject({ definition: { execute: { programs: [{ language: 'QSHARP' }] } } });
  });
});

describe('what is meant by a name', () => {
  const projects = [
    aProject({ id: 'p1', name: 'Alpha' }),
    aProject({ id: 'p2', name: 'beta' }),
    aProject({ id: 'p3', name: 'BETA' }),
    aProject({ id: 'p4', name: 'Alpha', archivedAt: '2026-03-01T12:00:00.000Z' }),
    aProject({ id: 'p5', name: 'Old', archivedAt: '2026-03-01T12:00:00.000Z' }),
  ];
  test.each([
    ['p2', 'p2'],
    ['Alpha', 'p1'],
    ['alpha', 'p1'],
    ['beta', 'p2'],
    ['BETA', 'p3'],
    ['old', 'p5'],
  ])('--project %s is %s', async (asked, id) => {
    server.script = { projects: pageOf(projects), project: { jobs: pageOf([]) } };
    expect((await runCli(['jobs', '--project', asked], { server })).code).toBe(0);
    expect(server.variables.at(-1)).toMatchObject({ projectId: id });
  });

  test.each([
    [
      ['--project', 'Beta'],
      'More than one project is named "Beta"; say which by its id: "beta" (p2), "BETA" (p3)',
    ],
    [['--project', 'gamma'], 'There is no project "gamma"; there is "Alpha" (p1)'],
    [[], 'There is more than one project; say which with --project'],
  ])('%j is answered with the candidates', async (args, message) => {
    server.script = { projects: pageOf(projects) };
    const run = await runCli(['jobs', ...args], { server });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(message);
  });

  test('an unknown target is answered with those there are', async () => {
    const run = await runCli(['check', 'ghz.qasm', '--target', 'QPU'], { server, files: FILES });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('There is no target "QPU"; there is "Noisy" (target_noisy)');
  });
});
