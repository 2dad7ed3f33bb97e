import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildSchema as buildGraphqlSchema, execute, parse, validate, type ExecutionResult } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RandomOperations, seeded } from '../test/random-operations.ts';
import { PROJECT, USER, identityOf, submit } from '../test/job-builder.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';
import { ContentCache } from './content-cache.ts';
import { requestContext } from './context.ts';
import { Executor, nullAt } from './executor.ts';
import { publicResult } from './faults.ts';
import { buildSchema } from './schema.ts';

const schema = buildSchema();
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ worker: false });
  await submit(server.store, { id: 'job_1' });
});
afterAll(() => server.close());

/**
 * What leaves the server. Where several errors made one null, any of them may be the one that is told: then the
 * place of the null stands for them.
 */
function told(result: ExecutionResult): unknown {
  const { data, errors } = publicResult(result, 'request', () => undefined);
  const byPlace = errors?.map((error) => {
    const place = nullAt(data, error.path ?? []);
    return place === error.path?.join('.') ? JSON.stringify(error) : place;
  });
  return JSON.parse(JSON.stringify({ data, errors: byPlace && [...new Set(byPlace)].sort() }));
}

describe('compiled queries', () => {
  test('answer 400 random queries as graphql-js does', async () => {
    const compiled = new Executor(schema, { compileAfter: 0, timeoutMs: 60_000 });
    const operations = new RandomOperations(schema, seeded(4), ['job_1', PROJECT.id, USER.id, 'job_none']);
    const shared = {
      useCases: server.ctx,
      live: server.http.live,
      channels: null as never,
      contents: new ContentCache(),
    };
    const contextOf = () => requestContext(shared, identityOf(USER), 'request');
    let withData = 0;
    let withErrors = 0;
    for (let n = 0; n < 400; n += 1) {
      const { query, variables } = operations.valid('query');
      const document = parse(query);
      expect(validate(schema, document), query).toEqual([]);
      const args = { schema, document, variableValues: variables };
      const expected = await execute({ ...args, contextValue: contextOf() });
      const got = await compiled.execute({ ...args, contextValue: contextOf() });
      expect(told(got), query).toEqual(told(expected));
      withData += expected.data ? 1 : 0;
      withErrors += expected.errors ? 1 : 0;
    }
    expect(withData).toBeGreaterThan(100);
    expect(withErrors).toBeGreaterThan(20);
  });

  test('refuse two fields of a @oneOf input, in variables too', async () => {
    const schema = buildGraphqlSchema(`
      type Query { pick(by: Pick!): Int }
      input Pick @oneOf { a: Int b: Int }
    `);
    const executor = new Executor(schema, { compileAfter: 0, timeoutMs: 1_000 });
    const document = parse('query ($by: Pick!) { pick(by: $by) }');
    const ask = (by: object) => executor.execute({ schema, document, variableValues: { by } });
    expect(await ask({ a: 1 })).toMatchObject({ data: { pick: null } });
    expect((await ask({ a: 1, b: 2 })).errors?.[0]?.message).toContain('Exactly one key must be specified');
    expect((await ask({})).errors?.[0]?.message).toContain('Exactly one key must be specified');
  });
});

test('an operation that takes too long is answered with an error', async () => {
  const schema = makeExecutableSchema({
    typeDefs: 'type Query { slow: Int }',
    resolvers: { Query: { slow: () => new Promise(() => undefined) } },
  });
  const executor = new Executor(schema, { compileAfter: 0, timeoutMs: 20 });
  const slow = await executor.execute({ schema, document: parse('{ slow }') });
  expect(slow.errors?.map(({ extensions }) => extensions['code'])).toEqual(['TIMEOUT']);
});
