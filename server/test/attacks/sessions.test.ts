import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONNECTION_LIMITS } from '../../graphql/live-connections.ts';
import { createApiToken, revokeApiToken, revokeSession } from '../../jobs/account.ts';
import { SYSTEM_ORIGIN } from '../../jobs/context.ts';
import { submit } from '../job-builder.ts';
import { changeJobTimes } from '../job-changes.ts';
import { RawSocket } from '../raw-socket.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

/** Live sockets of sessions that end. */
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ worker: false });
});
afterAll(() => server.close());

const WHO = '{ viewer { user { id } } }';

/** A socket that watches a new job, and all that it hears later. */
async function watching(cookie: string, jobId: string) {
  await submit(server.store, { id: jobId });
  const raw = await new RawSocket(server.url, { headers: { cookie } }).ready(undefined);
  raw.send({
    id: 'job',
    type: 'subscribe',
    payload: { query: `subscription { jobStatus(jobId: "${jobId}") { version } }` },
  });
  await raw.next('next');
  await raw.next('next');
  const later: string[] = [];
  raw.socket.on('message', (data: Buffer) => later.push(data.toString()));
  return { raw, later };
}

let people = 0;
const ends: readonly (readonly [string, (sessionId: string, cookie: string) => Promise<unknown>])[] = [
  [
    'expires',
    async (sessionId) => {
      server.sql('UPDATE sessions SET expires_at = 1 WHERE id = ?', sessionId);
      await server.http.connections.renewNow();
    },
  ],
  [
    'is revoked',
    async (sessionId) => {
      server.sql('DELETE FROM sessions WHERE id = ?', sessionId);
      await server.http.connections.renewNow();
    },
  ],
  [
    'belongs to somebody who was disabled',
    async (sessionId) => {
      server.sql(
        "UPDATE users SET status = 'DISABLED' WHERE id = (SELECT user_id FROM sessions WHERE id = ?)",
        sessionId,
      );
      await server.http.connections.renewNow();
    },
  ],
  [
    'is ended from another browser',
    async (sessionId) => {
      const held = await server.store.sessionById(sessionId, Date.now());
      if (!held) throw new Error('The session is there.');
      const { user } = held;
      const origin = { via: 'SESSION', address: null, tokenId: null, requestId: null } as const;
      await revokeSession(server.ctx, { user, origin }, { sessionId });
    },
  ],
  [
    'is signed out',
    (_sessionId, cookie) =>
      fetch(`${server.url}/sign-out`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: '{}',
      }),
  ],
];

test.each(ends)('a session that %s: closed with 4401, and no event after it', async (_how, end) => {
  const { cookie, sessionId } = await server.person(
    { id: `user_live${(people += 1)}` },
    { proj_1: 'READER' },
  );
  const { raw, later } = await watching(cookie, `job_${people}`);
  await end(sessionId, cookie);
  await changeJobTimes(server, `job_${people}`, 3);
  expect(await raw.closed).toBe(4401);
  expect(later).toEqual([]);
  expect((await server.ask(WHO, {}, { cookie })).status).toBe(401);
  const again = await new RawSocket(server.url, { headers: { cookie } }).opened();
  again.send({ type: 'connection_init' });
  expect(await again.closed).toBe(4401);
});

test.each(ends)(
  'a session that %s: who does not let go of the socket can do nothing with it',
  async (_how, end) => {
    const { cookie, sessionId } = await server.person(
      { id: `user_live${(people += 1)}`, isOrganizationAdmin: true },
      { proj_1: 'ADMINISTRATOR' },
    );
    const { raw, later } = await watching(cookie, `job_${people}`);
    // Hears that it is closed, and neither answers nor stops to send.
    raw.socket.close = () => undefined;
    await end(sessionId, cookie);
    const name = `forged ${people}`;
    raw.send({
      id: 'late',
      type: 'subscribe',
      payload: { query: `mutation { createProject(input: { name: "${name}" }) { project { id } } }` },
    });
    await changeJobTimes(server, `job_${people}`, 3);
    // Whoever is heard now was heard after the message above.
    for (let n = 0; n < 5; n += 1) await server.ask(WHO);
    const { data } = await server.ask('{ projects(first: 100) { nodes { name } } }');
    expect(data.projects.nodes).not.toContainEqual({ name });
    expect(later).toEqual([]);
    raw.socket.terminate();
  },
);

const tokenEnds: readonly (readonly [string, (tokenId: string, userId: string) => Promise<unknown>])[] = [
  [
    'expires',
    async (tokenId) => {
      server.sql('UPDATE api_tokens SET expires_at = 1 WHERE id = ?', tokenId);
      await server.http.connections.renewNow();
    },
  ],
  [
    'is removed elsewhere',
    async (tokenId) => {
      server.sql('DELETE FROM api_tokens WHERE id = ?', tokenId);
      await server.http.connections.renewNow();
    },
  ],
  [
    'is of somebody who was disabled',
    async (_tokenId, userId) => {
      server.sql("UPDATE users SET status = 'DISABLED' WHERE id = ?", userId);
      server.ctx.accessEnded({ userId });
    },
  ],
  [
    'is revoked',
    async (tokenId, userId) => {
      const [user] = await server.store.users([userId]);
      if (!user) throw new Error('The user is there.');
      await revokeApiToken(server.ctx, { user, origin: SYSTEM_ORIGIN }, { tokenId });
    },
  ],
];

test.each(tokenEnds)(
  'a token that %s: its socket is closed with 4401, and no event after it',
  async (_how, end) => {
    const jobId = `job_${(people += 1)}`;
    const { user } = await server.person({ id: `user_live${people}` }, { proj_1: 'READER' });
    const viewer = { user, origin: SYSTEM_ORIGIN };
    const made = await createApiToken(server.ctx, viewer, { name: 'x', scopes: ['READ'], expiresInDays: 1 });
    if (!made.ok) throw new Error('A fine token was refused.');
    await submit(server.store, { id: jobId });
    const raw = await new RawSocket(server.url).ready({ authorization: `Bearer ${made.value.secret}` });
    raw.send({
      id: 'job',
      type: 'subscribe',
      payload: { query: `subscription { jobStatus(jobId: "${jobId}") { version } }` },
    });
    await raw.next('next');
    await raw.next('next');
    const later: string[] = [];
    raw.socket.on('message', (data: Buffer) => later.push(data.toString()));
    await end(made.value.token.id, user.id);
    await changeJobTimes(server, jobId, 3);
    expect(await raw.closed).toBe(4401);
    expect(later).toEqual([]);
  },
);

test('a token without the scope changes nothing by a websocket either', async () => {
  const [user] = await server.store.users(['user_1']);
  if (!user) throw new Error('The user is there.');
  const viewer = { user, origin: SYSTEM_ORIGIN };
  const made = await createApiToken(server.ctx, viewer, { name: 'x', scopes: ['READ'], expiresInDays: null });
  if (!made.ok) throw new Error('A fine token was refused.');
  const authorization = `Bearer ${made.value.secret}`;
  const query = 'mutation { createProject(input: { name: "forged" }) { project { id } } }';
  const raw = await new RawSocket(server.url).ready({ authorization });
  raw.send({ id: '1', type: 'subscribe', payload: { query } });
  const refused = { extensions: { code: 'FORBIDDEN' }, message: expect.stringContaining('scope ADMIN') };
  expect((await raw.next('error')).payload).toMatchObject([refused]);
  raw.socket.terminate();
  const stream = await fetch(`${server.url}/graphql/stream`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query }),
  });
  expect(await stream.text()).toContain('FORBIDDEN');
  const { data } = await server.ask('{ projects(first: 100) { nodes { name } } }');
  expect(data.projects.nodes).not.toContainEqual({ name: 'forged' });
});

test('sessions are asked for again within 5 seconds', () => {
  expect(CONNECTION_LIMITS.renewMs).toBeLessThan(5_000);
});

test('afterwards no socket is left', async () => {
  await expect.poll(() => server.http.connections.size).toBe(0);
  await expect
    .poll(() => server.http.live.readers)
    .toEqual({ jobs: 0, projects: 0, organizations: 0, notifications: 0 });
  expect((await server.ask(WHO)).status).toBe(200);
});
