import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine } from '../../engine/pool.ts';
import { printableLine } from '../../telemetry/log-line.ts';
import { brokenInvariants } from '../../store/invariants.ts';
import { ORGANIZATION, PROJECT, submit } from '../job-builder.ts';
import { heapInUse } from '../heap.ts';
import { onBoth } from '../on-both.ts';
import { RawSocket } from '../raw-socket.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

/**
 * Attacks that no other suite makes: those on the transport are in `graphql/http.test.ts` and `websockets.test.ts`,
 * on signing in and foreign sites in `auth/auth.test.ts`, with other tenants' ids in `graphql/visibility.test.ts`,
 * markup in names in `web/e2e/`, and text in filters in `store/conformance/lists.ts`.
 */
let server: TestServer;
let heapBefore: number;
const logged: string[] = [];

beforeAll(async () => {
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  server = await startTestServer({
    logger,
    engine: createEngine({ size: 1, maxMemoryMb: 2_048 }),
    staticDir: resolve('server/examples'),
  });
  await submit(server.store, { id: 'job_1' });
  expect((await server.ask(WHO)).status).toBe(200);
  heapBefore = heapInUse().heap;
});
afterAll(() => server.close());

const WHO = '{ viewer { user { id } } }';
const many = (times: number, of: (n: number) => string) =>
  Array.from({ length: times }, (_, n) => of(n)).join(' ');
const bearer = () => ({ authorization: `Bearer ${server.token}` });

describe('operations that are too large are refused alike on HTTP and websockets', () => {
  test.each([
    [
      'depth',
      `{ job(id: "x") ${'{ rerunOf '.repeat(17)} { id } ${'}'.repeat(17)} }`,
      /its depth is \d+, at most 16/,
    ],
    ['aliases', `{ ${many(61, (n) => `a${n}: viewer { user { id } }`)} }`, /its aliases is 61, at most 60/],
    [
      'directives',
      `{ viewer ${'@include(if: true) '.repeat(61)} { user { id } } }`,
      /its directives is 61|can only be used once/,
    ],
    ['tokens', `{ ${'viewer { user { id } } '.repeat(700)} }`, /token/i],
    [
      'cost',
      `{ projects(first: 100) { nodes { jobs(first: 100) { nodes { id items(first: 100) { nodes { id } } } } } } }`,
      /its cost is \d+, at most 60000/,
    ],
    ['a page', '{ projects(first: 101) { nodes { id } } }', /`first` is 101; it must be from 1 to 100/],
    [
      'circular fragments',
      '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }',
      /Cannot spread fragment .* within itself via/,
    ],
    ['a nested value', `{ checkProgram(input: ${'{ a: '.repeat(500)} 1 ${'}'.repeat(500)}) { valid } }`, /./],
  ])('%s', async (_what, query, message) => {
    for (const errors of await onBoth(server, query)) expect(JSON.stringify(errors)).toMatch(message);
  });

  test('variables of 1 MiB: HTTP says what is wrong, a websocket is closed', async () => {
    const variables = { id: 'x'.repeat(1024 * 1024) };
    const query = 'query ($id: ID!) { job(id: $id) { id } }';
    expect(await server.ask(query, variables)).toEqual({ status: 200, data: { job: null } });
    const raw = await new RawSocket(server.url).ready(bearer());
    raw.send({ id: '1', type: 'subscribe', payload: { query, variables } });
    expect(await raw.closed).toBe(1009);
  });
});

describe('programs', () => {
  const SUBMIT = `mutation ($input: SubmitJobInput!) {
    submitJob(input: $input) { job { id } errors { code message path } }
  }`;
  const inputOf = (source: string, shots = 1, language = 'OPENQASM2') => ({
    input: {
      projectId: PROJECT.id,
      name: 'attack',
      targetId: 'target_simulator',
      definition: { execute: { programs: [{ name: 'p', language, source, shots }] } },
    },
  });
  const CHECK = `query ($input: CheckProgramInput!) {
    checkProgram(input: $input) { valid diagnostics { message } errors { code message } }
  }`;

  test('of 100 MB is refused before it is read', async () => {
    // Sent by hand: the server answers and hangs up while the body is still coming.
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asked = request(`${server.url}/graphql`, {
        method: 'POST',
        headers: { ...bearer(), 'content-type': 'application/json', 'content-length': 100 * 1024 * 1024 },
      });
      asked.on('response', (response) => {
        resolve(response.statusCode);
        asked.destroy();
      });
      asked.on('error', reject);
      asked.write('{"query":"');
    });
    expect(status).toBe(413);
  });

  test('of more shots than a target takes is refused with value and limit', async () => {
    const { data } = await server.ask(SUBMIT, inputOf('OPENQASM 2.0; qreg q[1];', 1_000_000_000));
    expect(data.submitJob.job).toBeNull();
    expect(data.submitJob.errors[0].message).toMatch(/1,?000,?000,?000.*100,?000/);
  });

  test.each([
    [
      '64 qubits',
      'OPENQASM2',
      'OPENQASM 2.0; include "qelib1.inc"; qreg q[64]; creg c[1]; h q[63]; measure q[63] -> c[0];',
    ],
    ['a register of 2^31 qubits', 'OPENQASM2', 'OPENQASM 2.0; qreg q[2147483648];'],
    [
      '100,000 parentheses',
      'OPENQASM2',
      `OPENQASM 2.0; include "qelib1.inc"; qreg q[1]; rx(${'('.repeat(100_000)}1${')'.repeat(100_000)}) q[0];`,
    ],
    [
      '100,000 parentheses',
      'OPENQASM3',
      `OPENQASM 3.0; include "stdgates.inc"; qubit q; rx(${'('.repeat(100_000)}1${')'.repeat(100_000)}) q;`,
    ],
    [
      '50,000 nested blocks',
      'OPENQASM3',
      `OPENQASM 3.0; qubit q; ${'if (true) {'.repeat(50_000)}${'}'.repeat(50_000)}`,
    ],
    [
      'gates that double 40 times',
      'OPENQASM2',
      `OPENQASM 2.0; include "qelib1.inc"; gate g0 a { h a; h a; } ${many(40, (n) => `gate g${n + 1} a { g${n} a; g${n} a; }`)} qreg q[1]; g40 q[0];`,
    ],
  ])('%s in %s end in an error with a reason, and the engine goes on', async (_what, language, source) => {
    const { data, errors } = await server.ask(CHECK, {
      input: { targetId: 'target_simulator', language, source },
    });
    expect(errors).toBeUndefined();
    const { valid, diagnostics, errors: refusals } = data.checkProgram;
    const reasons = [...(diagnostics ?? []), ...(refusals ?? [])].map(({ message }) => message as string);
    expect([valid === true, reasons.length > 0]).toEqual([false, true]);
    for (const reason of reasons) expect(reason).not.toMatch(/RangeError|Maximum call stack|\bat .*\.ts/);
    const fine = { targetId: 'target_simulator', language: 'OPENQASM2', source: 'OPENQASM 2.0; qreg q[1];' };
    expect((await server.ask(CHECK, { input: fine })).data.checkProgram.valid).toBe(true);
  });
});

describe('who asks too much', () => {
  test('a viewer has to wait, on HTTP, in a batch of costs and on websockets', async () => {
    const small = await startTestServer({ worker: false, operationLimits: { pointsPerMinute: 5 } });
    const ask = () =>
      fetch(`${small.url}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${small.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query: WHO }),
      });
    const first = (await (await ask()).json()) as { extensions: { cost: object } };
    expect(first.extensions.cost).toMatchObject({ objects: 2, points: 1, pointsLeft: 4, pointsLimit: 5 });
    const dear = await small.ask('{ projects(first: 100) { nodes { id jobs(first: 5) { nodes { id } } } } }');
    expect([dear.status, dear.errors?.[0]?.extensions['code']]).toEqual([429, 'RATE_LIMITED']);
    const raw = await new RawSocket(small.url).ready({ authorization: `Bearer ${small.token}` });
    for (let n = 0; n < 3; n += 1) expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    raw.send({ id: '1', type: 'subscribe', payload: { query: WHO } });
    const { payload } = await raw.next('error');
    expect(payload[0].extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
    const { cookie } = await small.person({ id: 'user_other' });
    expect((await small.ask(WHO, {}, { cookie })).status).toBe(200);
    await small.close();
  });

  test.each([
    ['a forged address does not help', [], 429],
    ['but that of a trusted proxy counts', ['127.0.0.1'], 401],
  ])('a stranger has to wait; %s', async (_what, trustedProxies, status) => {
    const small = await startTestServer({ worker: false, trustedProxies });
    const statuses = new Set<number>();
    for (let n = 0; n < 610; n += 10) {
      const some = Array.from({ length: 10 }, (_, place) =>
        fetch(`${small.url}/graphql?query={__typename}`, {
          headers: { 'x-forwarded-for': `10.0.${n % 250}.${place}`, authorization: 'Bearer wrong' },
        }),
      );
      for (const response of await Promise.all(some)) {
        statuses.add(response.status);
        await response.text();
      }
    }
    expect([...statuses].at(-1)).toBe(status);
    await small.close();
  });
});

test('a session does not come back after its sign-out, on HTTP nor on a websocket', async () => {
  const { cookie, sessionId } = await server.person({ id: 'user_gone' }, { [PROJECT.id]: 'READER' });
  await server.auth.signOut(sessionId);
  expect((await server.ask(WHO, {}, { cookie })).status).toBe(401);
  const raw = await new RawSocket(server.url, { headers: { cookie } }).opened();
  raw.send({ type: 'connection_init' });
  expect(await raw.closed).toBe(4401);
});

test.each([
  '/..%2fpackage.json',
  '/%2e%2e/package.json',
  '/..%5cpackage.json',
  '/_app/..%2f..%2fpackage.json',
  '/download/..%2f..%2fpackage.json',
  '/graphiql/..%2fpackage.json',
])('%s leads nowhere', async (path) => {
  // Not by `fetch`, which would tidy the path.
  const [status, text] = await new Promise<[number | undefined, string]>((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const asked = request({ hostname, port, path, headers: bearer() }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () => resolve([response.statusCode, body]));
    });
    asked.on('error', reject);
    asked.end();
  });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(text).not.toContain('"name": "shotboard"');
});

test.each([
  ['headers', 'POST /graphql HTTP/1.1\r\nHost: here\r\nX-Slow: '],
  [
    'a body',
    'POST /graphql HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nAUTH\r\nContent-Length: 99\r\n\r\n{',
  ],
])('a client that never ends %s is told 408 and cut', async (_what, text) => {
  const timeouts = { headersMs: 50, requestMs: 100, lookMs: 20 };
  const small = await startTestServer({ worker: false, timeouts });
  const client = connect(Number(new URL(small.url).port), '127.0.0.1');
  let told = '';
  client.on('data', (chunk) => (told += String(chunk)));
  client.write(text.replace('AUTH', `Authorization: Bearer ${small.token}`));
  await once(client, 'close');
  expect(told).toMatch(/^HTTP\/1\.1 408 /);
  expect((await small.ask(WHO)).status).toBe(200);
  await small.close();
});

test('the times a request has are set', () => {
  const { headersTimeout, requestTimeout, keepAliveTimeout, timeout } = server.http.fastify.server;
  expect([headersTimeout, requestTimeout, keepAliveTimeout, timeout]).toEqual([
    15_000, 60_000, 30_000, 90_000,
  ]);
});

test.each(['{ __schema { types { name } } }', '{ viewr { user { id } } }'])(
  'a stranger is told nothing of the schema by %s',
  async (query) => {
    const body = JSON.stringify({ query });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body });
    expect([response.status, await response.json()]).toEqual([
      401,
      {
        errors: [
          { message: expect.stringContaining('Sign in first'), extensions: { code: 'UNAUTHENTICATED' } },
        ],
      },
    ]);
  },
);

test('documents that are not known yet are paid for by their length, known ones are not', async () => {
  const small = await startTestServer({ worker: false, operationLimits: { pointsPerMinute: 20 } });
  const long = (n: number) => `{ viewer { user { id } } } ${'# '.repeat(400)}${n}`;
  expect((await small.ask(long(1))).status).toBe(200);
  for (let n = 0; n < 5; n += 1) expect((await small.ask(long(1))).status).toBe(200);
  // 1 + 8 and five times 1 were taken: a second one fits no more, and the known one still does.
  expect((await small.ask(long(2))).status).toBe(429);
  expect((await small.ask(long(1))).status).toBe(200);
  await small.close();
});

test('what people write stays within its line of the log', async () => {
  const forged = 'innocent\r\n{"level":30,"msg":"forged"}\u001b[2J';
  await server.ask(
    'mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }',
    {
      input: { name: forged },
    },
  );
  await server.ask(`{ ${forged} }`);
  await fetch(`${server.url}/${encodeURIComponent(forged)}`, { headers: { 'user-agent': 'x \u0085 y' } });
  expect(logged.length).toBeGreaterThan(5);
  for (const line of logged) {
    expect(JSON.parse(line)).not.toMatchObject({ msg: 'forged' });

    expect(line.trimEnd()).not.toMatch(/[\u0000-\u001f]/);
  }
});

test('no control character of any kind is written to the log', () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const logger = pino({ hooks: { streamWrite: printableLine } }, { write });
  logger.info({ name: 'a\u009b2Jb\u007fc\u0085d\r\ne' }, 'f\u001b[31m');

  expect(lines.join('').trimEnd()).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ name: 'a\u009b2Jb\u007fc\u0085d\r\ne' });
});

test('__proto__ in variables and properties changes nobody else’s objects', async () => {
  const input = `{"projectId":"${PROJECT.id}","name":"x","__proto__":{"polluted":true}}`;
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { ...bearer(), 'content-type': 'application/json' },
    body: `{"query":"query ($input: SubmitJobInput) { __typename }","variables":{"input":${input}}}`,
  });
  expect(response.status).toBe(400);
  const raw = await new RawSocket(server.url).ready(bearer());
  raw.send(
    `{"id":"1","type":"subscribe","payload":{"query":"{ __typename }","variables":{"__proto__":{"polluted":true}}}}`,
  );
  await raw.next('next', 'error');
  raw.socket.close();
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('afterwards the server is as it was', async () => {
  expect(await server.ask(WHO)).toMatchObject({ status: 200 });
  while (server.http.connections.size > 0) await new Promise((resolve) => setImmediate(resolve));
  const jobIds = await server.store.jobIds({ organizationId: ORGANIZATION.id }, {}, null, 1_000);
  expect(await brokenInvariants(server.store, jobIds)).toEqual([]);
  expect(heapInUse().heap - heapBefore).toBeLessThan(64 * 1024 * 1024);
});
