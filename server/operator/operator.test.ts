import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../cli/commands.ts';
import type { CliIo } from '../cli/io.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';
import { addOperatorCommands } from './commands.ts';

/** Operators' commands on the database of a server that runs. */
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ worker: false });
});
afterAll(() => server.close());

async function run(...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const text = { stdout: '', stderr: '' };
  stdout.on('data', (chunk: Buffer) => (text.stdout += chunk.toString()));
  stderr.on('data', (chunk: Buffer) => (text.stderr += chunk.toString()));
  const io: CliIo = {
    stdout,
    stderr,
    env: {},
    isTTY: false,
    fetch,
    readFile: () => Promise.reject(new Error('nothing is read')),
    writeFile: () => Promise.reject(new Error('nothing is written')),
    onInterrupt: () => () => undefined,
    pause: () => Promise.resolve(),
  };
  const program = new Command('shotboard');
  const { store, newId, now } = server.ctx;
  addOperatorCommands(program, io, () =>
    Promise.resolve({
      store,
      newId,
      now,
      publicUrl: server.url,
      secretKey: null,
      close: () => Promise.resolve(),
    }),
  );
  const code = await runProgram(program, args, io);
  return { code, ...text };
}
const WHO = '{ viewer { user { name } isOrganizationAdmin isPlatformAdmin scopes } }';

test('a user is added and signs in by the printed address', async () => {
  const added = await run('user', 'add', 'Grace', '--email', 'Grace@example.org', '--admin', '--json');
  expect([added.code, added.stderr]).toEqual([0, '']);
  const { id, email, signInUrl } = JSON.parse(added.stdout) as Record<string, string>;
  expect([id, email]).toEqual([expect.stringMatching(/^user_/), 'grace@example.org']);
  const answer = await fetch(signInUrl ?? '', { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  expect((await server.ask(WHO, {}, { cookie })).data.viewer).toMatchObject({
    user: { name: 'Grace' },
    isOrganizationAdmin: true,
    isPlatformAdmin: false,
  });

  expect((await run('user', 'disable', 'grace@example.org')).code).toBe(0);
  expect((await server.ask(WHO, {}, { cookie })).status).toBe(401);
  expect((await run('user', 'list')).stdout).toMatch(
    /Grace +grace@example\.org +Quantum Lab +DISABLED +organization/,
  );
  expect((await run('user', 'enable', id ?? '')).stdout).toBe('Grace is enabled.\n');
  // Whoever was disabled signs in anew.
  expect((await server.ask(WHO, {}, { cookie })).status).toBe(401);

  const link = (await run('user', 'reset-password', 'grace@example.org')).stdout.trim();
  const token = new URL(link).searchParams.get('token');
  const reset = await fetch(`${server.url}/auth/reset`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, password: 'a new long password' }),
  });
  expect(reset.status).toBe(204);
});

test('a token is printed alone', async () => {
  const { code, stdout, stderr } = await run(
    'token',
    'create',
    'user_1',
    '--name',
    'CI',
    '--scope',
    'read',
    '--days',
    '7',
  );
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^shotboard_[\w-]{43}\n$/);
  expect((await server.ask(WHO, {}, { token: stdout.trim() })).data.viewer).toMatchObject({
    scopes: ['READ'],
    isPlatformAdmin: false,
  });
  const [entry] = await server.store.listAudit('org_1', {}, { limit: 1, from: null, backwards: false });
  expect(entry).toMatchObject({
    action: 'TOKEN_CREATED',
    actorId: null,
    actorName: 'Operator',
    origin: { via: 'COMMAND_LINE' },
  });
});

test('a platform admin is made', async () => {
  await run('user', 'add', 'Second');
  const { stdout } = await run('user', 'list', '--json');
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; name: string });
  const id = rows.find(({ name }) => name === 'Second')?.id ?? '';
  expect((await run('user', 'make-admin', id, '--platform')).stdout).toBe('Second is a platform admin.\n');
  expect((await run('user', 'disable', id)).code).toBe(0);
});

test.each([
  [['user', 'disable', 'user_1'], /Ada is the last platform admin/],
  [['user', 'disable', 'user_none'], /no user with the id or e-mail user_none/],
  [['user', 'add', ' '], /name must not be blank/],
  [['user', 'add', 'X', '--email', 'none'], /“none” is not an e-mail address/],
  [['user', 'add', 'X', '--organization', 'Elsewhere'], /no organization Elsewhere: there are Quantum Lab/],
  [['user', 'reset-password', 'user_1'], /has no e-mail/],
  [
    ['token', 'create', 'user_1', '--name', 'x', '--scope', 'all'],
    /--scope all: there are READ, JOBS, ADMIN/,
  ],
  [['token', 'create', 'user_1', '--name', 'x', '--days', '0'], /1 to 3650 days/],
  [['token', 'create', 'user_1', '--name', 'x', '--days', 'soon'], /--days soon: must be a whole number/],
])('%j is refused in one line', async (args, message) => {
  const { code, stdout, stderr } = await run(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
