import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { expect, it, test } from 'vitest';
import { MUTATION_SCOPES, SCOPES, holds, scopeOfMutations, withinScopes } from './scopes.ts';
import { aUser } from './test-samples.ts';

test('every mutation of the schema has its scope, and no other', () => {
  const names = parse(readFileSync('schema.graphql', 'utf8')).definitions.flatMap((definition) =>
    definition.kind === 'ObjectTypeDefinition' && definition.name.value === 'Mutation'
      ? (definition.fields ?? []).map((field) => field.name.value)
      : [],
  );
  expect(Object.keys(MUTATION_SCOPES).sort()).toEqual([...names].sort());
});

it.each([
  [[], [false, false, false]],
  [['READ'], [true, false, false]],
  [['JOBS'], [true, true, false]],
  [['ADMIN'], [true, true, true]],
  [
    ['READ', 'ADMIN'],
    [true, true, true],
  ],
] as const)('the scopes %j hold READ, JOBS, ADMIN: %j', (scopes, told) => {
  expect(SCOPES.map((scope) => holds(scopes, scope))).toEqual(told);
});

it.each([
  [[], 'READ'],
  [['submitJob'], 'JOBS'],
  [['submitJob', 'createProject'], 'ADMIN'],
  [['unheardOf'], 'ADMIN'],
  [['constructor'], 'ADMIN'],
] as const)('the mutations %j take %s', (names, scope) => {
  expect(scopeOfMutations(names)).toBe(scope);
});

it.each([
  [['READ'], false],
  [['JOBS'], false],
  [['JOBS', 'ADMIN'], true],
] as const)('within %j an admin acts as one: %s', (scopes, acts) => {
  const admin = aUser({ isOrganizationAdmin: true, isPlatformAdmin: true });
  expect(withinScopes(admin, scopes)).toEqual({
    ...admin,
    isOrganizationAdmin: acts,
    isPlatformAdmin: acts,
  });
  const member = aUser({ isOrganizationAdmin: false, isPlatformAdmin: false });
  expect(withinScopes(member, scopes)).toBe(member);
});
