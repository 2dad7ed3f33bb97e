import { describe, expect, test } from 'vitest';
import {
  checkGroup,
  decideGroup,
  groupOfRerun,
  groupOfSubmission,
  refusesGroup,
  refusesGroupDelete,
} from './groups.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { Group } from './people.ts';
import { aUser } from './test-samples.ts';

const ADMIN = aUser({ isOrganizationAdmin: true });
const group = (id: string, name = id): Group => ({
  id,
  organizationId: 'org_1',
  name,
  priority: 5,
  createdAt: 1,
});
const LIMITS = { ...DEFAULT_LIMITS, groupsPerOrganization: 2 };

describe('a group', () => {
  test.each([
    ['a member', aUser(), [], 'FORBIDDEN'],
    ['an admin of another', aUser({ isOrganizationAdmin: true, organizationId: 'org_2' }), [], 'FORBIDDEN'],
    ['an admin', ADMIN, [group('b')], undefined],
    ['a platform admin', aUser({ isPlatformAdmin: true, organizationId: 'org_2' }), [], undefined],
    ['a name that is there', ADMIN, [group('b', 'CHEMISTRY')], 'NAME_TAKEN'],
    ['one too many', ADMIN, [group('b'), group('c')], 'LIMIT_EXCEEDED'],
  ] as const)('is made by %s', (_, who, others, code) => {
    expect(refusesGroup(who, group('a', 'Chemistry'), others, LIMITS)?.code).toBe(code);
  });

  test('keeps its name in another case, and stays changeable where there are many', () => {
    const stored = group('a', 'Chemistry');
    const others = [group('b'), group('c')];
    expect(decideGroup(ADMIN, stored, others, { name: 'chemistry', priority: 1 }, LIMITS)).toEqual({
      ...stored,
      name: 'chemistry',
      priority: 1,
    });
    expect(decideGroup(ADMIN, stored, others, { name: 'B' }, LIMITS)).toMatchObject({ code: 'NAME_TAKEN' });
    expect(decideGroup(aUser(), stored, others, { name: 'x' }, LIMITS)).toMatchObject({ code: 'FORBIDDEN' });
    expect(refusesGroupDelete(aUser(), stored)?.code).toBe('FORBIDDEN');
    expect(refusesGroupDelete(ADMIN, stored)).toBeNull();
  });

  test.each([
    [{}, []],
    [{ name: ' ' }, ['name']],
    [{ name: 'x'.repeat(201) }, ['name']],
    [{ name: 'x', priority: 0 }, ['priority']],
    [{ name: '', priority: 11 }, ['name', 'priority']],
  ])('%j is wrong at %j', (wish, places) => {
    expect(checkGroup(wish, LIMITS).map(({ path }) => path[0])).toEqual(places);
  });
});

describe('the group of a job', () => {
  const own = [group('group_1', 'Chemistry'), group('group_2', 'Atoms')];
  test.each([
    ['the one it names', 'group_1', 'Atoms', 'group_2'],
    ['the default', 'group_1', null, 'group_1'],
    ['none without a default', null, null, null],
    ['none when the default is no longer theirs', 'group_9', null, null],
  ] as const)('is %s', (_, defaultGroupId, name, groupId) => {
    expect(groupOfSubmission({ defaultGroupId }, own, name)).toEqual({ groupId });
  });

  test.each(['Physics', 'atoms', '', 'group_1'])('%j is no group of theirs', (name) => {
    expect(groupOfSubmission({ defaultGroupId: 'group_1' }, own, name)).toEqual({
      code: 'INVALID_INPUT',
      message: `Not a member of any group with name: ${name}`,
      path: ['group'],
    });
  });

  test.each([
    ['the source’s, when they are in it', 'group_2', 'group_2'],
    ['their default, when they are not', 'group_9', 'group_1'],
    ['their default, when the source had none', null, 'group_1'],
  ] as const)('of a rerun is %s', (_, source, groupId) => {
    expect(groupOfRerun({ defaultGroupId: 'group_1' }, own, source)).toBe(groupId);
  });
});
