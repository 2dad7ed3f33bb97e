import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import * as operations from './operations.ts';
import * as resultOperations from './result-operations.ts';

test('every operation is valid by the public schema', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
  const all = Object.values({ ...operations, ...resultOperations });
  expect(all.length).toBeGreaterThan(11);
  for (const { document } of all) expect(validate(schema, parse(document))).toEqual([]);
});
