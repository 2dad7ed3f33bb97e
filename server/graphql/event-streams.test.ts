import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { createClient, type Client } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT, submit } from '../test/job-builder.ts';
import { changeJobTimes, upTo } from '../test/job-changes.ts';
import { startTestServer, type As, type TestServer } from '../test/test-server.ts';

let server: TestServer;
let url: string;

beforeAll(async () => {
  server = await startTestServer({
    worker: false,
    connections: { connectionsPerAddress: 5, connectionsPerViewer: 4, subscriptionsPerViewer: 3 },
  });
  url = `${server.url}/graphql/stream`;
  await submit(server.store, { id: 'job_1' });
});
afterAll(() => server.close());

const EVENTS = 'subscription ($id: ID!, $after: Int) { jobStatus(jobId: $id, after: $after) { version } }';
const CHANGED = `subscription { projectJobs(projectId: "${PROJECT.id}") { changed { id version } } }`;

function clientOf(as: As = { token: server.token }): Client {
  const headers: Record<string, string> = {};
  if (as.token !== undefined) headers['authorization'] = `Bearer ${as.token}`;
  if (as.cookie !== undefined) headers['cookie'] = as.cookie;
  return createClient({ url, headers, retryAttempts: 0 });
}
const versionOf = (result: unknown) =>
  (result as { readonly data: { readonly jobStatus: { readonly version: number } } }).data.jobStatus.version;
const streams = () => server.http.connections.size;
const left = async () => {
  while (streams() > 0) await new Promise((resolve) => setImmediate(resolve));
};
const BY_TOKEN = () => ({ authorization: `Bearer ${server.token}` });
const post = (body: object, headers: Record<string, string> = BY_TOKEN()) =>
  fetch(url, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('a subscription over an event stream', () => {
  test('tells what was missed and then what happens, in order, and resumes after a version', async () => {
    const events = clientOf().iterate({ query: EVENTS, variables: { id: 'job_1', after: 0 } });
    const told: number[] = [];
    for await (const result of events) {
      told.push(versionOf(result));
      if (told.length === 2) await changeJobTimes(server, 'job_1', 5);
      if (told.length === 7) break;
    }
    expect(told).toEqual(upTo(7));
    const again = clientOf().iterate({ query: EVENTS, variables: { id: 'job_1', after: 6 } });
    for await (const result of again) {
      expect(versionOf(result)).toBe(7);
      break;
    }
    await left();
    expect(server.http.live.readers.jobs).toBe(0);
  });

  test('of a project begins with an empty update', async () => {
    for await (const result of clientOf().iterate({ query: CHANGED })) {
      expect(result).toEqual({ data: { projectJobs: { changed: [] } } });
      break;
    }
    await left();
  });

  test('to what one may not see is answered as to what there is not, and ends', async () => {
    const { cookie } = await server.person({ id: 'user_stranger', organizationId: 'org_other' });
    const told = async (id: string) => {
      const results: unknown[] = [];
      for await (const result of clientOf({ cookie }).iterate({ query: EVENTS, variables: { id } }))
        results.push({ ...(result as object), extensions: null });
      return JSON.stringify(results).replaceAll(id, 'ID');
    };
    expect(await told('job_1')).toBe(await told('job_9'));
    expect(await told('job_1')).toContain('NOT_FOUND');
  });

  test('ends when its session does, and when its viewer may see no more', async () => {
    const ada = await server.person({ id: 'user_ada' }, { [PROJECT.id]: 'READER' });
    const bob = await server.person({ id: 'user_bob' }, { [PROJECT.id]: 'READER' });
    const [ofAda, ofBob] = [ada, bob].map(({ cookie }) => clientOf({ cookie }).iterate({ query: CHANGED }));
    await Promise.all([ofAda?.next(), ofBob?.next()]);
    await server.auth.signOut(ada.sessionId);
    await server.http.connections.renewNow();
    expect(await ofAda?.next().catch(() => ({ done: true }))).toMatchObject({ done: true });
    server.sql('DELETE FROM project_members WHERE user_id = ?', bob.user.id);
    await server.http.live.checkNow();
    expect((await ofBob?.next())?.value).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect(await ofBob?.next()).toMatchObject({ done: true });
    await left();
  });

  test('of a reader who takes nothing waits outside memory, and comes whole when it reads again', async () => {
    const backlogBytes = 256 * 1024;
    const large = 'x'.repeat(100_000);
    const slow = await startTestServer({ worker: false, sockets: { backlogBytes } });
    const accepted: Socket[] = [];
    slow.http.fastify.server.on('connection', (socket: Socket) => accepted.push(socket));
    await submit(slow.store, { id: 'job_slow' });
    const asked = request(`${slow.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: `Bearer ${slow.token}`,
      },
    });
    asked.end(
      '{"query":"subscription { jobStatus(jobId: \\"job_slow\\", after: 0) { version job { description } } }"}',
    );
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    response.pause();
    let most = 0;
    // Another reads all that happens, so that the slow one has been told as much as it takes.
    const quick = slow.watch().iterate({ query: EVENTS, variables: { id: 'job_slow', after: 2 } });
    const changing = changeJobTimes(slow, 'job_slow', 200, true, large);
    for await (const result of quick) {
      most = Math.max(most, ...accepted.map((socket) => socket.writableLength));
      if (versionOf(result) === 202) break;
    }
    await changing;
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(backlogBytes + 2 * large.length);
    const told: number[] = [];
    let text = '';
    for await (const chunk of response) {
      text += String(chunk);
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) {
        const [, version] = /"jobStatus":\{"version":(\d+)/.exec(frame) ?? [];
        if (version !== undefined) told.push(Number(version));
      }
      if (told.length === 202) break;
    }
    expect(told).toEqual(upTo(202));
    asked.destroy();
    await slow.close();
  });
});

describe('what ends while a stream is being opened', () => {
  /** A server whose store holds back who may see a project, until it is let go. */
  async function held() {
    let go = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    let asked = () => {};
    const arrived = new Promise<void>((resolve) => (asked = resolve));
    const slow = await startTestServer({
      worker: false,
      storeOf: (store) => ({
        ...store,
        projectRoles: async (...args) => {
          asked();
          await gate;
          return store.projectRoles(...args);
        },
      }),
    });
    const ada = await slow.person({ id: 'user_ada' }, { [PROJECT.id]: 'READER' });
    const open = () =>
      fetch(`${slow.url}/graphql/stream`, {
        method: 'POST',
        headers: { accept: 'text/event-stream', 'content-type': 'application/json', cookie: ada.cookie },
        body: JSON.stringify({ query: CHANGED }),
      });
    return { slow, ada, open, go, arrived };
  }

  test('a client that leaves leaves nothing behind', async () => {
    const { slow, ada, go, arrived } = await held();
    const closed = new Promise((resolve) =>
      slow.http.fastify.server.once('connection', (socket: Socket) => socket.once('close', resolve)),
    );
    const asked = request(`${slow.url}/graphql/stream`, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json', cookie: ada.cookie },
    });
    asked.on('error', () => undefined);
    asked.end(JSON.stringify({ query: CHANGED }));
    await arrived;
    asked.destroy();
    await closed;
    go();
    await expect.poll(() => slow.http.connections.size).toBe(0);
    await expect
      .poll(() => slow.http.live.readers)
      .toEqual({ jobs: 0, projects: 0, organizations: 0, notifications: 0 });
    await slow.close();
  });

  test('a session that is signed out is answered with 401', async () => {
    const { slow, ada, open, go, arrived } = await held();
    const asked = open();
    await arrived;
    slow.auth.ended({ sessionId: ada.sessionId });
    go();
    expect((await asked).status).toBe(401);
    await expect.poll(() => slow.http.connections.size).toBe(0);
    await expect
      .poll(() => slow.http.live.readers)
      .toEqual({ jobs: 0, projects: 0, organizations: 0, notifications: 0 });
    await slow.close();
  });
});

describe('other operations', () => {
  test('a query is answered with its price, and completes', async () => {
    const text = await (await post({ query: '{ viewer { user { id } } }' })).text();
    expect(text).toContain('"data":{"viewer":{"user":{"id":"user_1"}}}');
    expect(text).toContain('"cost":{"objects":2');
    expect(text).toMatch(/event: complete\n/);
  });

  test('what is wrong with a document is told in the stream', async () => {
    const text = await (await post({ query: '{ nothing }' })).text();
    expect(text).toContain('GRAPHQL_VALIDATION_FAILED');
  });

  test.each([
    ['no credentials', () => ({}), 401],
    ['another site', () => ({ ...BY_TOKEN(), origin: 'https://evil.example' }), 403],
    ['a wish for something else', () => ({ ...BY_TOKEN(), accept: 'application/json' }), 404],
  ])('%s is refused', async (_what, headers, status) => {
    expect((await post({ query: '{ __typename }' }, headers())).status).toBe(status);
    expect(streams()).toBe(0);
  });

  test('a mutation by GET changes nothing', async () => {
    const query = encodeURIComponent('mutation { createProject(input: { name: "x" }) { project { id } } }');
    const response = await fetch(`${url}?query=${query}`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${server.token}` },
    });
    expect(response.status).toBe(405);
    expect(streams()).toBe(0);
  });
});

test('connections and subscriptions are bounded by viewer and by address, whatever their kind', async () => {
  const open = await Promise.all([1, 2, 3].map(() => post({ query: CHANGED })));
  expect(open.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await (await post({ query: CHANGED })).text()).toContain('At most 3 subscriptions of yours');
  const { cookie } = await server.person({ id: 'user_more' }, { [PROJECT.id]: 'READER' });
  const others = await Promise.all([1, 2, 3].map(() => post({ query: CHANGED }, { cookie })));
  expect(others.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
  for (const { body } of [...open, ...others]) await body?.cancel();
  await left();
});

test('subscriptions are bounded by address over all viewers', async () => {
  const small = await startTestServer({ worker: false, connections: { subscriptionsPerAddress: 1 } });
  const { cookie } = await small.person({ id: 'user_more' }, { [PROJECT.id]: 'READER' });
  const first = small.watch().iterate({ query: CHANGED });
  await first.next();
  const second = small.watch({ cookie }).iterate({ query: CHANGED });
  expect(JSON.stringify(await second.next().catch((error: unknown) => error))).toContain('LIMIT_EXCEEDED');
  await first.return?.(undefined);
  await expect
    .poll(async () =>
      JSON.stringify((await small.watch({ cookie }).iterate({ query: CHANGED }).next()).value ?? null),
    )
    .toContain('projectJobs');
  await small.close();
});
