import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RawSocket } from '../test/raw-socket.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';
import { TrustedDocuments, readDocuments } from './trusted-documents.ts';

const WHO = 'query Who { viewer { user { id name } } }';
const folder = mkdtempSync(join(tmpdir(), 'shotboard-documents-'));
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ worker: false, trustedDocuments: [WHO] });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('a server that takes only trusted documents', () => {
  const WITH_TYPENAMES = 'query Who { viewer { user { __typename name id } __typename } }';

  test('takes them, and as clients with a cache send them', async () => {
    for (const query of [WHO, WITH_TYPENAMES])
      expect((await server.ask(query)).data).toMatchObject({ viewer: { user: { id: 'user_1' } } });
  });

  test.each([
    ['another', 'query Who { viewer { user { id } } }'],
    ['one that asks for more', 'query Who { viewer { user { id name } } targets { id } }'],
    ['introspection', '{ __schema { types { name } } }'],
    ['nothing but __typename', '{ __typename }'],
  ])('refuses %s, on HTTP and on websockets', async (_what, query) => {
    const { data, errors } = await server.ask(query);
    expect([data, errors?.[0]?.extensions['code']]).toEqual([undefined, 'DOCUMENT_NOT_TRUSTED']);
    const raw = await new RawSocket(server.url).ready({ authorization: `Bearer ${server.token}` });
    raw.send({ id: '1', type: 'subscribe', payload: { query } });
    expect((await raw.next('error')).payload[0].extensions.code).toBe('DOCUMENT_NOT_TRUSTED');
    raw.socket.close();
  });
});

test('order means nothing where it means nothing', () => {
  const trusted = new TrustedDocuments([
    'query A($x: ID!, $y: Int) { ...F job(id: $x) { items(first: $y, after: "c") { totalCount } id } } fragment F on Query { targets { id } }',
  ]);
  const other =
    'fragment F on Query { targets { id } } query A($y: Int, $x: ID!) { job(id: $x) { id items(after: "c", first: $y) { totalCount } } ...F }';
  expect(trusted.has(parse(other))).toBe(true);
  expect(trusted.has(parse(other.replace('"c"', '"d"')))).toBe(false);
});

test.each([
  ['a list', JSON.stringify([WHO]), [WHO]],
  ['an object', JSON.stringify({ hash: WHO }), [WHO]],
])('a file may hold %s', (_what, text, documents) => {
  const file = join(folder, 'documents.json');
  writeFileSync(file, text);
  expect(readDocuments(file)).toEqual(documents);
});

test.each([
  ['is not there', null, /ENOENT/],
  ['is no JSON', 'query', /JSON/],
  ['is empty', '[]', /it holds no document/],
  ['holds something else', '[1]', /its entry 0 is no text/],
  ['holds a broken document', '["{"]', /Syntax Error/],
])('a file that %s is named', (_what, text, reason) => {
  const file = join(folder, 'broken.json');
  rmSync(file, { force: true });
  if (text !== null) writeFileSync(file, text);
  expect(() => readDocuments(file)).toThrow(reason);
  expect(() => readDocuments(file)).toThrow(file);
});
