import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverAudits } from 'graphql-http';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../test/test-server.ts';

let server: TestServer;
let dashboard: string;
beforeAll(async () => {
  dashboard = await mkdtemp(join(tmpdir(), 'shotboard-dashboard-'));
  await mkdir(join(dashboard, '_app/immutable'), { recursive: true });
  await writeFile(join(dashboard, 'index.html'), '<!doctype html><title>Shotboard</title>');
  await writeFile(join(dashboard, '_app/immutable/a.js'), 'export {};');
  server = await startTestServer({ staticDir: dashboard, limits: { sourceBytes: 100_000 } });
});
afterAll(async () => {
  await server.close();
  await rm(dashboard, { recursive: true });
});

const authorization = () => ({ authorization: `Bearer ${server.token}` });
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers, redirect: 'manual' });
const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization(), ...headers },
    body,
  });

describe('GraphQL over HTTP: every audit', () => {
  const audits = serverAudits({
    url: () => `${server.url}/graphql`,
    fetchFn: (address: string, init: RequestInit = {}) =>
      fetch(address, {
        ...init,
        // What any client of ours sends: who it is, and for GET that no link sent it.
        headers: {
          ...(init.headers as object),
          ...authorization(),
          ...(init.method !== 'POST' && { 'apollo-require-preflight': '1' }),
        },
      }),
  });
  test.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn();
    expect(result.status, 'reason' in result ? result.reason : '').toBe('ok');
  });
});

describe('limits', () => {
  const code = async (query: string, variables: object = {}) =>
    (await server.ask(query, { ...variables })).errors?.[0]?.extensions.code;
  const many = (count: number, one: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => one(n)).join(' ');

  test('introspection and everything a dashboard asks for at once pass', async () => {
    expect((await server.ask(getIntrospectionQuery())).errors).toBeUndefined();
    const row =
      'id name status itemCounts { total } target { name } createdBy { name } properties { name value } actions { rerun { allowed } retry { allowed } cancel { allowed } }';
    const query = `query ($first: Int!) { viewer { user { name } } targets { id queueLength throughput } project(id: "proj_1") { jobs(first: $first) { totalCount nodes { ${row} items(first: 20) { nodes { id status } } } } } }`;
    expect((await server.ask(query, { first: 100 })).errors).toBeUndefined();
  });

  test.each([
    ['depth', `{ job(id: "x") ${'{ rerunOf '.repeat(17)} { id } ${'}'.repeat(17)} }`],
    ['aliases', `{ ${many(61, (n) => `a${n}: viewer { user { id } }`)} }`],
    ['directives', `{ viewer ${'@include(if: true) '.repeat(61)} { user { id } } }`],
    [
      'fields by fragments',
      `{ viewer { ...F0 } } ${many(14, (n) => `fragment F${n} on Viewer { user { id } ...F${n + 1} ...F${n + 1} }`)} fragment F14 on Viewer { user { id } }`,
    ],
  ])('%s', async (_name, query) => {
    expect(['GRAPHQL_VALIDATION_FAILED', 'LIMIT_EXCEEDED']).toContain(await code(query));
  });

  test('cost counts pages by their size, also from variables', async () => {
    const query =
      'query ($n: Int) { projects(first: $n) { nodes { jobs(first: $n) { nodes { items(first: $n) { nodes { result { __typename } } } } } } } }';
    expect(await code(query, { n: 100 })).toBe('LIMIT_EXCEEDED');
    expect(await code(query, { n: 3 })).toBeUndefined();
  });

  test('tokens', async () => {
    expect(await code(`{ ${'__typename '.repeat(5_000)} }`)).toBe('GRAPHQL_PARSE_FAILED');
  });

  test.each([
    [
      'a circle of fragments',
      '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }',
    ],
    ['a nesting of 100,000', `${'{a'.repeat(100_000)}`],
  ])('%s is refused', async (_name, query) => {
    expect((await server.ask(query)).errors?.length).toBeGreaterThan(0);
  });

  test('variables nested 100,000 deep, or of another kind, are refused', async () => {
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const answer = await post(
      `{"query":"query ($id: ID!) { job(id: $id) { id } }","variables":{"id":${nested}}}`,
    );
    expect(answer.status).toBeLessThan(500);
    expect(JSON.stringify(await answer.json()).length).toBeLessThan(10_000);
  });

  test('a batch is refused', async () => {
    expect((await post('[{"query":"{ __typename }"}]')).status).toBe(400);
  });

  test('__proto__ in JSON is refused', async () => {
    expect((await post('{"query":"{ __typename }","__proto__":{"admin":true}}')).status).toBe(400);
  });

  test('a body above the limit is refused, and nothing else happens', async () => {
    const answer = await post(JSON.stringify({ query: `# ${'x'.repeat(1_000_000)}` }));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  test('@oneOf takes exactly one', async () => {
    const query =
      'mutation ($jobs: JobSelection!) { cancelJobs(input: { jobs: $jobs }) { outcomes { ok } } }';
    expect(await code(query, { jobs: { ids: ['a'], filter: { projectId: 'proj_1' } } })).toBe(
      'BAD_USER_INPUT',
    );
    expect(await code(query, { jobs: {} })).toBe('BAD_USER_INPUT');
    expect(await code(query, { jobs: { ids: null } })).toBe('BAD_USER_INPUT');
  });
});

describe('faults', () => {
  test('nothing but a request id leaves', async () => {
    const broken = await startTestServer({
      worker: false,
      storeOf: (store) => ({
        ...store,
        listTargets: () => Promise.reject(new Error('SELECT secret FROM credentials')),
        ping: () => Promise.reject(new Error('gone')),
      }),
    });
    const answer = await fetch(`${broken.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization(), 'x-request-id': 'my-request-1' },
      body: '{"query":"{ targets { id } }"}',
    });
    expect(answer.headers.get('x-request-id')).toBe('my-request-1');
    const { data, errors } = (await answer.json()) as Record<string, unknown>;
    expect({ data, errors }).toEqual({
      data: null,
      errors: [
        {
          message: 'Something went wrong here.',
          locations: [{ line: 1, column: 3 }],
          path: ['targets'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'my-request-1' },
        },
      ],
    });
    expect((await fetch(`${broken.url}/readyz`)).status).toBe(503);
    await broken.close();
  });

  test.each(['a b', 'x'.repeat(65), 'a\u0000'.slice(0, 1) + '%0d%0a['])(
    'the request id %j is replaced',
    async (id) => {
      const answer = await get('/healthz', { 'x-request-id': id });
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  test('a Host that is none is refused', async () => {
    const { port, hostname } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write('GET /graphql?query={__typename} HTTP/1.1\r\nHost: a b"<>\r\nConnection: close\r\n\r\n');
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('browsers', () => {
  test.each(['/', '/graphql', '/healthz', '/jobs/job_1', '/nothing.js'])(
    '%s comes with its headers',
    async (path) => {
      const { headers } = await get(path, { accept: 'text/html', ...authorization() });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  test('the nonce of GraphiQL’s page is its own, in its policy for styles alone', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await get('/graphql', { accept: 'text/html', ...authorization() });
        const [, nonce = ''] = /nonce="([^"]+)"/.exec(await response.text()) ?? [];
        const policy = response.headers.get('content-security-policy') ?? '';
        expect(policy.split('; ').filter((rule) => rule.includes('nonce'))).toEqual([
          `style-src 'self' 'nonce-${nonce}'`,
        ]);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  test('GraphiQL comes from here alone, without a script in the page', async () => {
    const page = await (await get('/graphql', { accept: 'text/html', ...authorization() })).text();
    const loaded = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(loaded.length).toBeGreaterThan(4);
    expect(loaded.every((address) => address.startsWith('/graphiql/'))).toBe(true);
    expect(page).not.toMatch(/<script>|https?:|\son\w+=/);
    for (const address of loaded) {
      const file = await get(address);
      expect([address, file.status]).toEqual([address, 200]);
      expect(await file.text()).not.toMatch(
        /sourceMappingURL|@import|url\((?!data:|#|"#|'#)["']?(https?:)?\/\//,
      );
    }
  });

  test('a stranger who opens GraphiQL is sent to sign in', async () => {
    const answer = await get('/graphql', { accept: 'text/html' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
  });

  test.each(['/', '/projects/proj_1', '/sign-in'])('the page of the dashboard answers %s', async (path) => {
    const answer = await get(path, { accept: 'text/html' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<title>Shotboard</title>');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  test('files with a hash in their name are kept', async () => {
    expect((await get('/_app/immutable/a.js')).headers.get('cache-control')).toBe(
      'public, max-age=31536000, immutable',
    );
    expect((await get('/_app/immutable/b.js')).status).toBe(404);
  });

  test.each([
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/_app/..%2f..%2f..%2fetc%2fpasswd',
    '/..%5c..%5cetc',
    '/%00',
  ])('%s leads nowhere', async (path) => {
    const { port, hostname } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).not.toContain('root:');
    expect(text).toMatch(/^HTTP\/1\.1 (200|400|403|404) /);
  });
});

describe('downloads', () => {
  let job: {
    id: string;
    downloads: Record<string, string>;
    items: { nodes: { downloads: Record<string, string> }[] };
  };
  beforeAll(async () => {
    const answer = await server.ask(
      `mutation { submitJob(input: { projectId: "proj_1", name: "<script>alert(1)</script>", targetId: "target_simulator",
        definition: { execute: { programs: [
          { name: "=HYPERLINK(\\"http://evil\\")", language: OPENQASM3, source: "qubit q;", shots: 10 },
          { name: "fails", language: OPENQASM3, source: "// fails", shots: 10 } ] } } }) { job { id } errors { message } } }`,
    );
    expect(answer.data.submitJob.errors).toEqual([]);
    const { id } = answer.data.submitJob.job;
    const events = server.watch().iterate<{ jobStatus: { status: string } }>({
      query: `subscription { jobStatus(jobId: "${id}") { status } }`,
    });
    for await (const { data } of events) if (data?.jobStatus.status === 'ERROR') break;
    const done = await server.ask(
      'query ($id: ID!) { job(id: $id) { id name downloads { json csv } items { nodes { downloads { json csv } } } } }',
      { id },
    );
    expect(done.data.job.name).toBe('<script>alert(1)</script>');
    job = done.data.job;
  });

  test('a job as JSON, with what failed beside what did not', async () => {
    const answer = await get(job.downloads['json'] ?? '', authorization());
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${job.id}.json"`);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await answer.json()).toMatchObject({
      id: job.id,
      items: [
        {
          index: 0,
          status: 'COMPLETED',
          result: { registers: [{ name: 'c', counts: { '00': 5, '11': 5 } }] },
        },
        { index: 1, status: 'ERROR', result: null, errorDetail: { diagnostics: [{ line: 2 }] } },
      ],
    });
  });

  test('counts as CSV, in which no name is a formula', async () => {
    const head = 'item,program,register,bits,count\r\n';
    const rows =
      '0,"\'=HYPERLINK(""http://evil"")","c","00",5\r\n0,"\'=HYPERLINK(""http://evil"")","c","11",5\r\n';
    for (const path of [job.downloads['csv'], job.items.nodes[0]?.downloads['csv']]) {
      expect(await (await get(path ?? '', authorization())).text()).toBe(head + rows);
    }
  });

  test('an item as JSON; none for what has no result', async () => {
    const answer = await get(job.items.nodes[0]?.downloads['json'] ?? '', authorization());
    expect(await answer.json()).toMatchObject({ index: 0, result: { shots: 10 } });
    expect(job.items.nodes[1]?.downloads).toBeNull();
  });

  test('what one may not see is not there', async () => {
    const stranger = await server.person({ id: 'user_stranger' });
    const paths = [job.downloads['json'], job.downloads['csv'], job.items.nodes[0]?.downloads['json']];
    for (const path of paths) expect((await get(path ?? '', { cookie: stranger.cookie })).status).toBe(404);
    for (const path of [
      '/download/jobs/job_none.json',
      '/download/jobs/x.json',
      '/download/items/item_1_0.ll',
      '/download/jobs/..%2f..%2fx.json',
    ]) {
      expect((await get(path, authorization())).status).toBe(404);
    }
  });
});

test('metrics are for this machine and the signed-in', async () => {
  const text = await (await get('/metrics')).text();
  expect(text).toContain('shotboard_graphql_operations_total');
  expect(text).toContain('shotboard_queue_items{target="target_simulator",state="waiting"} 0');
  expect((await get('/metrics', { 'x-forwarded-for': '127.0.0.1' })).status).toBe(401);
  expect((await get('/metrics', { 'x-forwarded-for': '1.2.3.4', ...authorization() })).status).toBe(200);
});

test('large answers are compressed', async () => {
  const answer = await get('/graphiql/graphiql.js', { 'accept-encoding': 'gzip' });
  expect(answer.headers.get('content-encoding')).toBe('gzip');
});
