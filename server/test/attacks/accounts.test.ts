import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuth } from '../../auth/auth.ts';
import { secretHash } from '../../jobs/secrets.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

/** What somebody could try against accounts, beside what `auth/` tests of its own rules. */
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ worker: false });
});
afterAll(() => server.close());

const WHO = '{ viewer { user { id } } }';

/** A POST with headers that fetch does not send as they are. */
function rawPost(path: string, body: object, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${server.url}${path}`, { method: 'POST' }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.setHeader('content-type', 'application/json');
    for (const [name, value] of Object.entries(headers)) sent.setHeader(name, value);
    sent.end(JSON.stringify(body));
  });
}

test('links in mails lead here, whatever host a request names', async () => {
  const email = 'host@example.org';
  await server.person({ id: 'user_host', email });
  const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
  expect(await rawPost('/auth/forgot', { email }, forged)).toBe(202);
  await expect.poll(() => server.mails.at(-1)?.to).toBe(email);
  const invite = 'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { errors { code } } }';
  const input = { organizationId: 'org_1', email: 'invited@example.org' };
  const headers = { ...forged, authorization: `Bearer ${server.token}` };
  expect(await rawPost('/graphql', { query: invite, variables: { input } }, headers)).toBe(200);
  expect(server.mails).toHaveLength(2);
  for (const { text } of server.mails) {
    expect(text).not.toContain('evil');
    expect(/http\S+/.exec(text)?.[0].startsWith(`${server.url}/`)).toBe(true);
  }
});

test('what the database holds of a session signs nobody in', async () => {
  const { cookie, sessionId } = await server.person({ id: 'user_dump' });
  const token = decodeURIComponent(cookie).split('=')[1]?.split('.')[0] ?? '';
  const file = ['', '-wal'].map((end) => readFileSync(server.databaseFile + end).toString('latin1')).join('');
  expect(token).toHaveLength(32);
  expect(file).not.toContain(token);
  expect(file).toContain(secretHash(token));
  for (const stolen of [secretHash(token), sessionId]) {
    const forged = cookie.replace(token, stolen);
    expect((await server.ask(WHO, {}, { cookie: forged })).status).toBe(401);
    expect((await server.ask(WHO, {}, { token: stolen })).status).toBe(401);
  }
  expect((await server.ask(WHO, {}, { cookie })).status).toBe(200);
});

test('the same key gives the same cookies on every node, another key none of them', async () => {
  const { store, now, newId } = server.ctx;
  const nodeWith = (key: number) =>
    createAuth({ store, now, newId, adminToken: null, secretKey: new Uint8Array(32).fill(key) });
  const { user } = await server.person({ id: 'user_nodes' });
  const first = nodeWith(1);
  const signedIn = await first.redeem(await first.issueCode(user.id));
  const cookie = signedIn?.cookies[0]?.split(';', 1)[0] ?? '';
  expect((await nodeWith(1).viewerOf({ cookie }))?.viewer.user.id).toBe(user.id);
  expect(await nodeWith(2).viewerOf({ cookie })).toBeNull();
});

test('over https cookies are for https alone', async () => {
  const { store, now, newId } = server.ctx;
  const baseUrl = () => 'https://shotboard.example.org';
  const auth = createAuth({ store, now, newId, adminToken: null, baseUrl, secureCookies: true });
  const { user } = await server.person({ id: 'user_secure' });
  const signedIn = await auth.redeem(await auth.issueCode(user.id));
  const [header = ''] = signedIn?.cookies ?? [];
  expect(header).toMatch(/^__Secure-shotboard_session=/);
  expect(header).toMatch(/; HttpOnly; Secure; SameSite=Lax$/);
  expect((await auth.viewerOf({ cookie: header.split(';', 1)[0] }))?.viewer.user.id).toBe(user.id);
});

test.each([
  '/auth/forgot',
  '/auth/reset',
  '/auth/password',
  '/auth/invitation',
  '/auth/accept',
  '/auth/oidc',
])('POST %s takes nothing from other sites, nor by a form', async (path) => {
  const { cookie } = await server.person({ id: `user_${path.slice(6)}` });
  const post = (headers: Record<string, string>) =>
    fetch(server.url + path, { method: 'POST', headers: { cookie, ...headers }, body: '{}' });
  const json = { 'content-type': 'application/json' };
  expect((await post({ ...json, origin: 'https://evil.example' })).status).toBe(403);
  expect((await post({ ...json, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect([403, 415]).toContain((await post({ 'content-type': 'text/plain' })).status);
  expect([403, 415]).toContain((await post({ 'content-type': 'application/x-www-form-urlencoded' })).status);
});

test('oddities instead of texts are refused without a fault', async () => {
  const { cookie } = await server.person({ id: 'user_odd' });
  const odd = [null, 5, [], 'x'.repeat(2_000)];
  const fields: Readonly<Record<string, readonly string[]>> = {
    '/sign-in': ['email', 'password', 'code'],
    '/auth/reset': ['token', 'password'],
    '/auth/password': ['current', 'password'],
    '/auth/accept': ['token', 'name', 'password'],
  };
  for (const [path, names] of Object.entries(fields)) {
    for (const value of odd) {
      const body = Object.fromEntries(names.map((name) => [name, value]));
      const answer = await fetch(server.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
      });
      expect([400, 401]).toContain(answer.status);
    }
  }
  expect((await server.ask(WHO, {}, { cookie })).status).toBe(200);
});
