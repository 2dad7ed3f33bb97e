import { afterAll, beforeAll, expect, test } from 'vitest';
import { heapInUse } from '../heap.ts';
import { onBoth } from '../on-both.ts';
import { RawSocket } from '../raw-socket.ts';
import { startTestServer, type TestServer } from '../test-server.ts';

/** Documents and variables that are made to be kept, repeated or overflowed, not to be executed. */
const WHO = '{ viewer { user { id } } }';
const CREATE =
  'mutation ($input: CreateProjectInput!) { createProject(input: $input) { errors { code message path } } }';
const MIB = 1024 * 1024;

let server: TestServer;
let before: number;
beforeAll(async () => {
  server = await startTestServer({ worker: false, operationLimits: { pointsPerMinute: 1e9 } });
  await onBoth(server, WHO);
  before = heapInUse().heap;
});
afterAll(() => server.close());

async function socket(): Promise<RawSocket> {
  return new RawSocket(server.url).ready({ authorization: `Bearer ${server.token}` });
}

test('millions of comments, which are no tokens', async () => {
  const { errors } = await server.ask(`${'#\n'.repeat(2_500_000)}{ __typename }`);
  expect(errors).toEqual([
    {
      message:
        'The document has 5000014 characters, at most 100000 are allowed. Put long values into variables.',
      extensions: { code: 'LIMIT_EXCEEDED' },
    },
  ]);
});

test.each([
  ['application/json', 200],
  ['application/graphql-response+json', 400],
])('a document that is too long, for who accepts %s: %i', async (accept, status) => {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, authorization: `Bearer ${server.token}` },
    body: JSON.stringify({ query: `${WHO}#${'x'.repeat(100_000)}` }),
  });
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain(accept);
  await response.text();
});

test.each([
  ['comments', (n: number) => `${'#\n'.repeat(20_000)}{ a${n}: __typename }`],
  [
    'tokens',
    (n: number) =>
      `{ ...F } fragment F on Query { a${n}: __typename ${'... @include(if: true) { __typename } '.repeat(59)} }`,
  ],
  ['a refused selection', (n: number) => `{ ${`a${n} `.repeat(3_900)} }`],
])('ever other documents full of %s do not stay in memory', async (_what, documentOf) => {
  const raw = await socket();
  for (let n = 0; n < 60; n += 1) {
    raw.send({ id: String(n), type: 'subscribe', payload: { query: documentOf(n) } });
    await raw.next('next', 'error');
    await server.ask(`${documentOf(n)}#`);
  }
  raw.socket.close();
  await raw.closed;
});

test.each([
  ['selections', '{a'.repeat(10_000)],
  ['lists of values', `{ job(id: ${'['.repeat(10_000)}`],
  ['objects of values', `{ job(id: ${'{a:'.repeat(10_000)}`],
  ['types of variables', `query ($a: ${'['.repeat(10_000)}`],
])('%s nested 10,000 deep are told in words', async (_what, query) => {
  for (const errors of await onBoth(server, query)) {
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions['code']).toBe('GRAPHQL_PARSE_FAILED');
    expect(errors?.[0]?.message).toMatch(/4000 tokens|^The document is nested too deep to be read\.$/);
  }
});

test.each([
  ['fifty unknown fields beside it', { name: 'x'.repeat(MIB), ...unknownFields(50) }],
  ['it in place of an object', 'x'.repeat(MIB)],
  ['a list of it', { name: ['x'.repeat(MIB)] }],
  ['a field of that name', { ['x'.repeat(MIB)]: 1 }],
])('a wrong variable of 1 MiB is told by its place, and not repeated: %s', async (_what, input) => {
  const { errors } = await server.ask(CREATE, { input });
  expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  expect(errors?.[0]?.message).toMatch(/^Variable "\$input" got invalid value .* … /s);
  expect(JSON.stringify(errors).length).toBeLessThan(30_000);
});

function unknownFields(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`unknown${n}`, 1]));
}

test('afterwards the server is as it was', async () => {
  expect(await onBoth(server, WHO)).toEqual([undefined, undefined]);
  await expect.poll(() => server.http.connections.size).toBe(0);
  await expect.poll(() => heapInUse().heap - before).toBeLessThan(48 * MIB);
});
