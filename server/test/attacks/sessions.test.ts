import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONNECTION_LIMITS } from '../../graphql/live-connections.ts';
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

test('sessions are asked for again within 5 seconds', () => {
  expect(CONNECTION_LIMITS.renewMs).toBeLessThan(5_000);
});

test('afterwards no socket is left', async () => {
  await expect.poll(() => server.http.connections.size).toBe(0);
  await expect.poll(() => server.http.live.readers).toEqual({ jobs: 0, projects: 0 });
  expect((await server.ask(WHO)).status).toBe(200);
});
