import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { submit } from '../test/job-builder.ts';
import { changeJobTimes, upTo } from '../test/job-changes.ts';
import { RawSocket } from '../test/raw-socket.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    worker: false,
    sockets: { initMs: 1_000, subscriptionsPerSocket: 3 },
  });
});
afterAll(() => server.close());

const token = () => ({ authorization: `Bearer ${server.token}` });
const subscribe = (id: string, query: string, variables?: object) => ({
  id,
  type: 'subscribe',
  payload: { query, variables },
});

describe('who may open a websocket', () => {
  test('without an init it is closed with 4408', async () => {
    expect(await new RawSocket(server.url).closed).toBe(4408);
  });

  test('an operation before the init closes it with 4401', async () => {
    const raw = await new RawSocket(server.url).opened();
    raw.send(subscribe('1', '{ viewer { user { id } } }'));
    expect(await raw.closed).toBe(4401);
  });

  test.each([
    [undefined],
    [{}],
    [{ authorization: 'Bearer wrong' }],
    [{ authorization: 5 }],
    [{ authorization: {} }],
  ])('an init with %j closes it with 4401', async (payload) => {
    const raw = await new RawSocket(server.url).opened();
    raw.send({ type: 'connection_init', payload });
    expect(await raw.closed).toBe(4401);
  });

  test('a second init closes it with 4429', async () => {
    const raw = await new RawSocket(server.url).ready(token());
    raw.send({ type: 'connection_init' });
    expect(await raw.closed).toBe(4429);
  });

  test('too many sockets of one viewer are closed with 4429', async () => {
    const small = await startTestServer({ worker: false, connections: { connectionsPerViewer: 1 } });
    await new RawSocket(small.url).ready(token());
    const raw = await new RawSocket(small.url).opened();
    raw.send({ type: 'connection_init', payload: token() });
    expect(await raw.closed).toBe(4429);
    await small.close();
  });

  test('a socket that closes while its session is asked for is not counted for ever', async () => {
    let go = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    let isHeld = false;
    let asked = () => {};
    const arrived = new Promise<void>((resolve) => (asked = resolve));
    const small = await startTestServer({
      worker: false,
      connections: { connectionsPerViewer: 1 },
      storeOf: (store) => ({
        ...store,
        sessionByHash: async (...args) => {
          if (isHeld) {
            asked();
            await gate;
          }
          return store.sessionByHash(...args);
        },
      }),
    });
    const { cookie } = await small.person({ id: 'user_cookie' });
    isHeld = true;
    const raw = await new RawSocket(small.url, { headers: { cookie } }).opened();
    raw.send({ type: 'connection_init' });
    await arrived;
    raw.socket.terminate();
    await expect.poll(() => small.http.connections.size).toBe(0);
    isHeld = false;
    go();
    await new RawSocket(small.url, { headers: { cookie } }).ready(undefined);
    await small.close();
  });

  test('a cookie will do', async () => {
    const { cookie } = await server.person({ id: 'user_cookie' }, { proj_1: 'READER' });
    const raw = await new RawSocket(server.url, { headers: { cookie } }).ready(undefined);
    raw.send(subscribe('1', '{ viewer { user { id } } }'));
    expect((await raw.next('next')).payload.data).toEqual({ viewer: { user: { id: 'user_cookie' } } });
    raw.socket.close();
  });

  test.each([
    ['a foreign origin', '/graphql', { origin: 'https://evil.example' }, 403],
    ['another path', '/other', {}, 404],
  ])('%s is refused at the upgrade', async (_name, path, headers, status) => {
    const got = await new Promise<number | undefined>((resolve, reject) => {
      const asked = request(server.url + path, {
        headers: {
          ...headers,
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
          'sec-websocket-protocol': 'graphql-transport-ws',
        },
      });
      asked
        .on('response', (response) => resolve(response.statusCode))
        .on('error', reject)
        .end();
    });
    expect(got).toBe(status);
  });

  test('its own origin is taken', async () => {
    const raw = await new RawSocket(server.url, { headers: { origin: server.url } }).ready(token());
    raw.socket.close();
  });

  test('another protocol is closed with 4406', async () => {
    const raw = new RawSocket(server.url, {}, 'graphql-ws');
    expect([1006, 4406]).toContain(await raw.closed);
  });
});

describe('what a client may do', () => {
  test('an id in use closes the socket with 4409', async () => {
    const raw = await new RawSocket(server.url).ready(token());
    raw.send(subscribe('1', 'subscription { projectJobs(projectId: "proj_1") { deleted } }'));
    await raw.next('next');
    raw.send(subscribe('1', '{ viewer { user { id } } }'));
    expect(await raw.closed).toBe(4409);
  });

  test.each([
    ['no JSON', '{'],
    ['no message', '{"type":"unknown"}'],
    ['an array', '[]'],
  ])('%s closes the socket with 4400', async (_name, text) => {
    const raw = await new RawSocket(server.url).ready(token());
    raw.send(text);
    expect(await raw.closed).toBe(4400);
  });

  test('a frame above 64 KiB closes the socket with 1009', async () => {
    const raw = await new RawSocket(server.url).ready(token());
    raw.send(subscribe('1', `{ viewer { user { id } } } #${'x'.repeat(64 * 1024)}`));
    expect(await raw.closed).toBe(1009);
  });

  test('more operations at a time than allowed are refused, and the others go on', async () => {
    const raw = await new RawSocket(server.url).ready(token());
    const watch = 'subscription { projectJobs(projectId: "proj_1") { deleted } }';
    for (const id of ['1', '2', '3']) {
      raw.send(subscribe(id, watch));
      await raw.next('next');
    }
    raw.send(subscribe('4', watch));
    const refused = await raw.next('error');
    expect(refused).toMatchObject({ id: '4', payload: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] });
    raw.send({ id: '1', type: 'complete' });
    raw.send(subscribe('5', watch));
    expect((await raw.next('next')).id).toBe('5');
    raw.socket.close();
  });

  test.each([
    ['a syntax error', '{', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['no operation', 'fragment F on Job { id }', 'GRAPHQL_VALIDATION_FAILED'],
    ['an operation that is too deep', deep(20), 'LIMIT_EXCEEDED'],
    [
      'one that costs too much',
      '{ projects(first: 100) { nodes { jobs(first: 100) { nodes { id reruns(first: 100) { nodes { id } } } } } } }',
      'LIMIT_EXCEEDED',
    ],
    ['an unknown job', 'subscription { jobStatus(jobId: "job_none") { version } }', 'NOT_FOUND'],
    ["a job's id of another type", 'subscription { jobStatus(jobId: "proj_1") { version } }', 'NOT_FOUND'],
    ['an unknown project', 'subscription { projectJobs(projectId: "proj_none") { deleted } }', 'NOT_FOUND'],
    [
      'a version below 0',
      'subscription { jobStatus(jobId: "job_none", after: -1) { version } }',
      'BAD_USER_INPUT',
    ],
  ])('%s is answered with a code', async (_name, query, code) => {
    const raw = await new RawSocket(server.url).ready(token());
    raw.send(subscribe('1', query));
    const answer = await raw.next('error', 'next');
    const errors = answer.type === 'error' ? answer.payload : answer.payload.errors;
    expect(errors[0].extensions.code).toBe(code);
    raw.socket.close();
  });

  test('a mutation works over a websocket, and wrong variables are told', async () => {
    const raw = await new RawSocket(server.url).ready(token());
    const make =
      'mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { name } errors { code } } }';
    raw.send(subscribe('1', make, { input: { name: 'By socket' } }));
    expect((await raw.next('next')).payload.data.createProject.project.name).toBe('By socket');
    raw.send(subscribe('2', make, { input: { nome: 'x' } }));
    const wrong = (await raw.next('next')).payload;
    expect(wrong.errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT' });
    raw.socket.close();
  });
});

function deep(levels: number): string {
  let query = '{ id }';
  for (let level = 0; level < levels; level += 1) query = `{ rerunOf ${query} }`;
  return `{ job(id: "x") ${query} }`;
}

describe('a reader that does not read', () => {
  const WATCH = 'subscription { jobStatus(jobId: "job_slow") { version job { description } } }';
  const LARGE = 'x'.repeat(100_000);
  const BACKLOG = 256 * 1024;
  const EVENTS = 200;
  let slow: TestServer;
  const accepted: Duplex[] = [];

  beforeEach(async () => {
    slow = await startTestServer({ worker: false, sockets: { backlogBytes: BACKLOG } });
    slow.http.fastify.server.on('upgrade', (_request, socket: Duplex) => accepted.push(socket));
    await submit(slow.store, { id: 'job_slow' });
  });
  afterEach(() => slow.close());

  /** Stops reading while another reads all that happens; answers how much lay in memory for a socket at most. */
  async function stall(raw: RawSocket): Promise<number> {
    raw.send(subscribe('1', WATCH));
    await raw.next('next');
    raw.socket.pause();
    let most = 0;
    const quick = slow.watch();
    const events = quick.iterate<{ jobStatus: { version: number } }>({ query: WATCH });
    const changing = changeJobTimes(slow, 'job_slow', EVENTS, true, LARGE);
    for await (const { data } of events) {
      most = Math.max(most, ...accepted.map((socket) => socket.writableLength));
      if (data?.jobStatus.version === EVENTS + 2) break;
    }
    await changing;
    quick.terminate();
    return most;
  }

  test('fills no memory, holds up nobody, and is told all of it in order when it reads again', async () => {
    const raw = await new RawSocket(slow.url).ready({ authorization: `Bearer ${slow.token}` });
    expect(await stall(raw)).toBeLessThan(BACKLOG + 2 * LARGE.length);
    raw.socket.resume();
    const seen: number[] = [];
    while (seen.at(-1) !== EVENTS + 2) {
      const { payload } = await raw.next('next');
      seen.push((payload as { data: { jobStatus: { version: number } } }).data.jobStatus.version);
    }
    expect(seen).toEqual(upTo(EVENTS + 2, 2));
    raw.socket.terminate();
  });

  test('can be signed out, and the server goes on', async () => {
    const ada = await slow.person({ id: 'user_slow' }, { proj_1: 'READER' });
    const raw = await new RawSocket(slow.url, { headers: { cookie: ada.cookie } }).ready(undefined);
    await stall(raw);
    slow.auth.ended({ sessionId: ada.sessionId });
    // Part of what waits goes out while the socket is closing.
    raw.socket.resume();
    expect(await raw.closed).toBe(4401);
    expect((await fetch(`${slow.url}/healthz`)).status).toBe(200);
    await expect.poll(() => slow.http.live.readers.jobs).toBe(0);
  });
});

test('whoever loses the role is told as of what is not there, and nothing after it', async () => {
  const ada = await server.person({ id: 'user_role' }, { proj_1: 'READER' });
  await submit(server.store, { id: 'job_role' });
  const raw = await new RawSocket(server.url, { headers: { cookie: ada.cookie } }).ready(undefined);
  raw.send(subscribe('job', 'subscription { jobStatus(jobId: "job_role", after: 2) { version } }'));
  raw.send(subscribe('project', 'subscription { projectJobs(projectId: "proj_1") { deleted } }'));
  await raw.next('next');
  server.sql('DELETE FROM project_members WHERE user_id = ?', ada.user.id);
  await server.http.live.checkNow();
  await changeJobTimes(server, 'job_role', 1);
  const told = [await raw.next('next', 'error'), await raw.next('next', 'error')];
  expect(told.sort((a, b) => (a.id ?? '').localeCompare(b.id ?? ''))).toMatchObject(
    ['job', 'project'].map((id) => ({ id, type: 'error', payload: [{ extensions: { code: 'NOT_FOUND' } }] })),
  );
  raw.socket.close();
});

describe('the end of a websocket', () => {
  test('a peer that does not answer pings is cut', async () => {
    const impatient = await startTestServer({ worker: false, sockets: { pingMs: 50, pongMs: 50 } });
    const raw = await new RawSocket(impatient.url, { autoPong: false }).ready(token());
    expect(await raw.closed).toBe(1006);
    await impatient.close();
  });

  test('a session that is signed out loses its sockets at once, and those of others stay', async () => {
    const ada = await server.person({ id: 'user_out' }, { proj_1: 'READER' });
    const raw = await new RawSocket(server.url, { headers: { cookie: ada.cookie } }).ready(undefined);
    const other = await new RawSocket(server.url).ready(token());
    await fetch(`${server.url}/sign-out`, {
      method: 'POST',
      headers: { cookie: ada.cookie, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(await raw.closed).toBe(4401);
    other.send({ type: 'ping' });
    await other.next('pong');
    other.socket.close();
  });

  test('a session that ends elsewhere loses its sockets at the next look', async () => {
    const ada = await server.person({ id: 'user_gone' }, { proj_1: 'READER' });
    const raw = await new RawSocket(server.url, { headers: { cookie: ada.cookie } }).ready(undefined);
    server.sql('DELETE FROM sessions WHERE id = ?', ada.sessionId);
    await server.http.connections.renewNow();
    expect(await raw.closed).toBe(4401);
  });

  test('a stopping server closes sockets with 1001, is not ready, and leaves nothing behind', async () => {
    const other = await startTestServer({ worker: false });
    const raw = await new RawSocket(other.url).ready(token());
    raw.send(subscribe('1', 'subscription { projectJobs(projectId: "proj_1") { deleted } }'));
    await raw.next('next');
    expect(other.http.live.readers).toEqual({ jobs: 0, projects: 1, organizations: 0, notifications: 0 });
    other.http.drain();
    expect((await fetch(`${other.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${other.url}/healthz`)).status).toBe(200);
    await other.close();
    expect(await raw.closed).toBe(1001);
    expect(other.http.live.readers).toEqual({ jobs: 0, projects: 0, organizations: 0, notifications: 0 });
    expect(other.http.connections.size).toBe(0);
  });
});
