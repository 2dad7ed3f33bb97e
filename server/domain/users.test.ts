import { describe, expect, test } from 'vitest';
import type { ErrorCode } from './errors.ts';
import type { Group, User } from './people.ts';
import { aUser } from './test-samples.ts';
import {
  checkPriority,
  decideJoin,
  decideLeave,
  decideUser,
  type UserState,
  type UserWish,
} from './users.ts';

const group = (id: string, organizationId = 'org_1'): Group => ({
  id,
  organizationId,
  name: id,
  priority: 5,
  createdAt: 1,
});
const stored = (user: Partial<User> = {}, more: Partial<UserState> = {}): UserState => ({
  user: aUser({ id: 'user_9', name: 'Zoe', ...user }),
  groupIds: ['group_1'],
  groups: [group('group_1'), group('group_2')],
  otherOrganizationAdmins: 1,
  otherPlatformAdmins: 1,
  ...more,
});
const WHO = {
  member: aUser(),
  admin: aUser({ isOrganizationAdmin: true }),
  otherAdmin: aUser({ isOrganizationAdmin: true, organizationId: 'org_2' }),
  platform: aUser({ isPlatformAdmin: true, organizationId: 'org_2' }),
} satisfies Record<string, User>;

/** A refusal's code, or what is different about the user. */
function outcome(who: User, state: UserState, wish: UserWish): ErrorCode | Partial<User> {
  const decided = decideUser(who, state, wish);
  if ('code' in decided) return decided.code;
  expect(decided.groupIds).toEqual(state.groupIds);
  const changed = Object.entries(decided.user).filter(
    ([name, value]) => state.user[name as keyof User] !== value,
  );
  return Object.fromEntries(changed);
}

describe('changing a user', () => {
  const lastAdmin = { otherOrganizationAdmins: 0 };
  const lastPlatformAdmin = { otherPlatformAdmins: 0 };
  const cases: readonly [
    what: string,
    who: keyof typeof WHO,
    UserState,
    UserWish,
    ErrorCode | Partial<User>,
  ][] = [
    ['a member disables nobody', 'member', stored(), { status: 'DISABLED' }, 'FORBIDDEN'],
    ['another organization’s admin neither', 'otherAdmin', stored(), { status: 'DISABLED' }, 'FORBIDDEN'],
    ['an admin disables', 'admin', stored(), { status: 'DISABLED' }, { status: 'DISABLED' }],
    ['an admin enables', 'admin', stored({ status: 'DISABLED' }), { status: 'ACTIVE' }, { status: 'ACTIVE' }],
    ['a platform admin disables', 'platform', stored(), { status: 'DISABLED' }, { status: 'DISABLED' }],
    ['nobody disables themselves', 'admin', stored(WHO.admin), { status: 'DISABLED' }, 'FORBIDDEN'],
    [
      'an admin does not disable a platform admin',
      'admin',
      stored({ isPlatformAdmin: true }),
      { status: 'DISABLED' },
      'FORBIDDEN',
    ],
    ['a member sets no priority', 'member', stored(), { priority: 1 }, 'FORBIDDEN'],
    ['not even their own', 'member', stored(WHO.member), { priority: 1 }, 'FORBIDDEN'],
    ['an admin does', 'admin', stored(), { priority: 1 }, { priority: 1 }],
    ['from 1', 'admin', stored(), { priority: 0 }, 'INVALID_INPUT'],
    ['to 10', 'admin', stored(), { priority: 10 }, { priority: 10 }],
    ['and no more', 'admin', stored(), { priority: 11 }, 'INVALID_INPUT'],
    ['a member makes no admin', 'member', stored(), { isOrganizationAdmin: true }, 'FORBIDDEN'],
    ['of themselves neither', 'member', stored(WHO.member), { isOrganizationAdmin: true }, 'FORBIDDEN'],
    ['an admin does', 'admin', stored(), { isOrganizationAdmin: true }, { isOrganizationAdmin: true }],
    [
      'an admin steps down while there is another',
      'admin',
      stored(WHO.admin),
      { isOrganizationAdmin: false },
      { isOrganizationAdmin: false },
    ],
    [
      'the last admin does not',
      'admin',
      stored(WHO.admin, lastAdmin),
      { isOrganizationAdmin: false },
      'LAST_ADMIN',
    ],
    [
      'nor is the last admin disabled, by a platform admin neither',
      'platform',
      stored({ isOrganizationAdmin: true }, lastAdmin),
      { status: 'DISABLED' },
      'LAST_ADMIN',
    ],
    [
      'who is disabled counts for no admin',
      'platform',
      stored({ isOrganizationAdmin: true, status: 'DISABLED' }, lastAdmin),
      { isOrganizationAdmin: false },
      { isOrganizationAdmin: false },
    ],
    ['an admin makes no platform admin', 'admin', stored(), { isPlatformAdmin: true }, 'FORBIDDEN'],
    ['a platform admin does', 'platform', stored(), { isPlatformAdmin: true }, { isPlatformAdmin: true }],
    [
      'the last platform admin stays one',
      'platform',
      stored({ isPlatformAdmin: true }, lastPlatformAdmin),
      { isPlatformAdmin: false },
      'LAST_ADMIN',
    ],
    [
      'and is not disabled',
      'platform',
      stored({ isPlatformAdmin: true }, lastPlatformAdmin),
      { status: 'DISABLED' },
      'LAST_ADMIN',
    ],
    [
      'everybody chooses their default group',
      'member',
      stored(WHO.member),
      { defaultGroupId: 'group_1' },
      { defaultGroupId: 'group_1' },
    ],
    ['among their own', 'member', stored(WHO.member), { defaultGroupId: 'group_2' }, 'INVALID_INPUT'],
    ['an admin neither gives another', 'admin', stored(), { defaultGroupId: 'group_2' }, 'INVALID_INPUT'],
    [
      'or none',
      'admin',
      stored({ defaultGroupId: 'group_1' }),
      { defaultGroupId: null },
      { defaultGroupId: null },
    ],
    ['nobody that of a colleague', 'member', stored(), { defaultGroupId: null }, 'FORBIDDEN'],
  ];
  test.each(cases)('%s (%s)', (_, who, state, wish, expected) => {
    expect(outcome(WHO[who], state, wish)).toEqual(expected);
  });

  test('a refused priority names the value and what is allowed', () => {
    expect(checkPriority(2.5)?.message).toBe(
      'The priority is 2.5; it must be a whole number from 1 (high) to 10 (low).',
    );
    expect(checkPriority(1)).toBeNull();
  });
});

describe('groups of a user', () => {
  test.each([
    ['member', 'FORBIDDEN'],
    ['otherAdmin', 'FORBIDDEN'],
    ['admin', null],
    ['platform', null],
  ] as const)('%s: %s', (who, code) => {
    for (const decide of [decideJoin, decideLeave]) {
      const decided = decide(WHO[who], stored(), group('group_2'));
      expect('code' in decided ? decided.code : null).toBe(code);
    }
  });

  test('the first becomes the default, others do not', () => {
    const first = decideJoin(WHO.admin, stored({}, { groupIds: [] }), group('group_1'));
    expect(first).toMatchObject({ user: { defaultGroupId: 'group_1' }, groupIds: ['group_1'] });
    const second = decideJoin(WHO.admin, stored({ defaultGroupId: 'group_1' }), group('group_2'));
    expect(second).toMatchObject({ user: { defaultGroupId: 'group_1' }, groupIds: ['group_1', 'group_2'] });
  });
  test('joining twice changes nothing', () => {
    const state = stored();
    expect(decideJoin(WHO.admin, state, group('group_1'))).toEqual({
      user: state.user,
      groupIds: state.groupIds,
    });
  });
  test('a group takes users of its own organization', () => {
    expect(decideJoin(WHO.platform, stored(), group('group_9', 'org_2'))).toMatchObject({
      code: 'INVALID_INPUT',
      path: ['userId'],
    });
  });
  test('who leaves their default has none', () => {
    const state = stored({ defaultGroupId: 'group_1' }, { groupIds: ['group_1', 'group_2'] });
    expect(decideLeave(WHO.admin, state, group('group_1'))).toMatchObject({
      user: { defaultGroupId: null },
      groupIds: ['group_2'],
    });
    expect(decideLeave(WHO.admin, state, group('group_2'))).toMatchObject({
      user: { defaultGroupId: 'group_1' },
      groupIds: ['group_1'],
    });
  });
});
