import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { COMMAND_LINE_DOCUMENTS } from './documents.ts';

test('every operation is valid by the public schema', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
  expect(COMMAND_LINE_DOCUMENTS.length).toBeGreaterThan(11);
  for (const document of COMMAND_LINE_DOCUMENTS) expect(validate(schema, parse(document))).toEqual([]);
});
