import { parse, type FieldDefinitionNode } from 'graphql';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../test/test-server.ts';
import { RateLimit } from './rate-limit.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ worker: false });
});
afterAll(() => server.close());

const WHO = '{ viewer { user { id } } }';

function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(server.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

function rootFields(): readonly { readonly operation: string; readonly field: FieldDefinitionNode }[] {
  const document = parse(readFileSync('schema.graphql', 'utf8'));
  return document.definitions.flatMap((definition) =>
    definition.kind === 'ObjectTypeDefinition' && ['Query', 'Mutation'].includes(definition.name.value)
      ? (definition.fields ?? []).map((field) => ({ operation: definition.name.value.toLowerCase(), field }))
      : [],
  );
}

test.each(rootFields())(
  'nobody reaches $operation $field.name.value without signing in',
  async ({ operation, field }) => {
    const answer = await server.ask(`${operation} { ${field.name.value} }`, {}, {});
    expect(answer.status).toBe(401);
    expect(answer.data).toBeUndefined();
    expect(answer.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  },
);

test.each([
  ['/graphql?query={__schema{types{name}}}', 401],
  ['/download/jobs/job_1.json', 401],
  ['/download/items/item_1_0.csv', 401],
])('GET %s says %i to strangers', async (path, status) => {
  expect((await fetch(server.url + path, { headers: { 'apollo-require-preflight': '1' } })).status).toBe(
    status,
  );
});

test.each(['wrong', '', 'test-token-of-the-administrato', 'test-token-of-the-administrator '.repeat(2)])(
  'the token %j is nobody, whatever cookie comes along',
  async (token) => {
    const { cookie } = await server.person({ id: `user_${Math.random().toString(36).slice(2)}` });
    expect((await server.ask(WHO, {}, { token, cookie })).status).toBe(401);
  },
);

test("the administrator's token stands for the first admin", async () => {
  expect((await server.ask(WHO)).data).toEqual({ viewer: { user: { id: 'user_1' } } });
});

describe('signing in by code', () => {
  test('by address: once, with a cookie that scripts cannot read', async () => {
    const code = await server.auth.issueCode('user_1');
    const first = await fetch(`${server.url}/sign-in?code=${code}`, { redirect: 'manual' });
    expect(first.status).toBe(303);
    expect(first.headers.get('location')).toBe('/');
    expect(first.headers.get('cache-control')).toBe('no-store');
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const session = cookie.split(';')[0] ?? '';
    expect((await server.ask(WHO, {}, { cookie: session })).data).toEqual({
      viewer: { user: { id: 'user_1' } },
    });

    const second = await fetch(`${server.url}/sign-in?code=${code}`, { redirect: 'manual' });
    expect(second.headers.get('location')).toBe('/sign-in');
    expect(second.headers.get('set-cookie')).toBeNull();
  });

  test('by JSON; a session ends with its sign-out', async () => {
    const answer = await post('/sign-in', { code: await server.auth.issueCode('user_1') });
    expect(answer.status).toBe(204);
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect((await server.ask(WHO, {}, { cookie })).status).toBe(200);
    expect((await post('/sign-out', {}, { cookie })).status).toBe(204);
    expect((await server.ask(WHO, {}, { cookie })).status).toBe(401);
  });

  test.each([[{}], [{ code: 5 }], [{ code: 'wrong' }], [[]], ['null']])('%j is no code', async (body) => {
    expect((await post('/sign-in', body)).status).toBe(401);
  });

  test('neither codes nor sessions are stored as they are', async () => {
    const code = await server.auth.issueCode('user_1');
    const file =
      readFileSync(server.databaseFile).toString('latin1') +
      readFileSync(`${server.databaseFile}-wal`).toString('latin1');
    expect(file).not.toContain(code);
  });

  test('too many attempts have to wait', () => {
    const limit = new RateLimit(2, 1_000, 2);
    const waits = (key: string, points: number, now: number) => limit.take(key, points, now).waitSeconds;
    expect([waits('a', 1, 0), waits('a', 1, 0), waits('a', 1, 0)]).toEqual([0, 0, 1]);
    expect(waits('b', 1, 0)).toBe(0);
    expect(waits('a', 1, 1_000)).toBe(0);
    expect(limit.take('b', 2, 400)).toEqual({ waitSeconds: 1, left: 1, resetSeconds: 1 });
    expect(limit.take('b', 1, 400)).toEqual({ waitSeconds: 0, left: 0, resetSeconds: 1 });
  });
});

describe('other sites', () => {
  test.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['no origin worth the name', { origin: 'null' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused on every POST', async (_name, headers) => {
    const { cookie } = await server.person({ id: `user_${Math.random().toString(36).slice(2)}` });
    for (const path of ['/graphql', '/sign-in', '/sign-out']) {
      expect((await post(path, { query: WHO }, { cookie, ...headers })).status).toBe(403);
    }
    expect((await server.ask(WHO, {}, { cookie })).status).toBe(200);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a form of type %s runs nothing',
    async (type) => {
      const { cookie } = await server.person({ id: `user_${Math.random().toString(36).slice(2)}` });
      const body = JSON.stringify({
        query: 'mutation { createProject(input: { name: "forged" }) { project { id } } }',
      });
      const status = (await post('/graphql', body, { cookie, 'content-type': type })).status;
      expect([400, 415]).toContain(status);
      expect((await server.ask('{ projects { nodes { name } } }')).data.projects.nodes).toEqual([
        { name: 'First project' },
      ]);
    },
  );

  test('a query by GET needs a header that no link can send, and changes nothing', async () => {
    const authorization = `Bearer ${server.token}`;
    const link = await fetch(`${server.url}/graphql?query={viewer{user{id}}}`, {
      headers: { authorization },
    });
    expect(link.status).toBe(400);
    const meant = await fetch(`${server.url}/graphql?query={viewer{user{id}}}`, {
      headers: { authorization, 'apollo-require-preflight': '1' },
    });
    expect(await meant.json()).toMatchObject({ data: { viewer: { user: { id: 'user_1' } } } });
    const mutation = encodeURIComponent(
      'mutation { createProject(input: { name: "x" }) { project { id } } }',
    );
    const changed = await fetch(`${server.url}/graphql?query=${mutation}`, {
      headers: { authorization, 'apollo-require-preflight': '1' },
    });
    expect(changed.status).toBe(405);
  });

  test('no CORS header is ever sent', async () => {
    const answer = await fetch(`${server.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});
