import { describe, expect, test } from 'vitest';
import type { Refusal } from './errors.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { TeamInvitation, TeamState, User } from './people.ts';
import {
  checkTeam,
  decideAnswer,
  decideInvite,
  decideManager,
  decideRemoval,
  decideTeam,
  decideWithdrawal,
  isInvited,
  newTeam,
  refusesTeamDelete,
  teamActions,
} from './teams.ts';
import { aUser, T0 } from './test-samples.ts';

const LIMITS = { ...DEFAULT_LIMITS, teamMembers: 3, teamInvitations: 2 };
const WHO = {
  manager: aUser({ id: 'user_manager', email: 'manager@lab.example' }),
  member: aUser({ id: 'user_member', email: 'member@lab.example' }),
  stranger: aUser({ id: 'user_stranger', email: 'stranger@lab.example', isOrganizationAdmin: true }),
  platform: aUser({ id: 'user_platform', organizationId: 'org_9', isPlatformAdmin: true }),
} satisfies Record<string, User>;
type Who = keyof typeof WHO;
const invitation = (email: string, more: Partial<TeamInvitation> = {}): TeamInvitation => ({
  email,
  invitedBy: WHO.manager.id,
  createdAt: T0,
  declinedAt: null,
  ...more,
});
const stored = (more: Partial<TeamState> = {}): TeamState => ({
  team: { id: 'team_1', name: 'Atoms', description: '', createdBy: WHO.manager.id, createdAt: T0 },
  members: [
    { userId: WHO.manager.id, isManager: true },
    { userId: WHO.member.id, isManager: false },
  ],
  invitations: [],
  ...more,
});
const code = (decided: TeamState | Refusal | null) => (decided && 'code' in decided ? decided.code : null);

test('whoever makes a team manages it', () => {
  expect(newTeam(WHO.member, { id: 'team_2', name: 'New', description: 'd', now: T0 })).toEqual({
    team: { id: 'team_2', name: 'New', description: 'd', createdBy: WHO.member.id, createdAt: T0 },
    members: [{ userId: WHO.member.id, isManager: true }],
    invitations: [],
  });
  expect(checkTeam({ name: ' ', description: 'x'.repeat(2_001) }, LIMITS).map(({ path }) => path[0])).toEqual(
    ['name', 'description'],
  );
});

describe('is looked after by its managers; to strangers there is none', () => {
  const answers: readonly [Who, string | null][] = [
    ['manager', null],
    ['platform', null],
    ['member', 'FORBIDDEN'],
    ['stranger', 'NOT_FOUND'],
  ];
  test.each(answers)('%s: %s', (who, expected) => {
    const viewer = WHO[who];
    expect(code(decideTeam(viewer, stored(), { name: 'New' }))).toBe(expected);
    expect(code(refusesTeamDelete(viewer, stored()))).toBe(expected);
    expect(code(decideInvite(viewer, stored(), 'new@lab.example', T0, LIMITS))).toBe(expected);
    expect(code(decideWithdrawal(viewer, stored(), 'new@lab.example'))).toBe(expected);
    expect(code(decideManager(viewer, stored(), WHO.member.id, true))).toBe(expected);
    expect(code(decideRemoval(viewer, stored(), WHO.member.id))).toBe(who === 'member' ? null : expected);
  });
});

describe('an invitation', () => {
  test('is the same whoever has the e-mail: nobody, a member, somebody who declined', () => {
    const wanted = invitation('ada@lab.example', { createdAt: T0 + 1 });
    for (const state of [
      stored(),
      stored({ members: [...stored().members, { userId: 'user_ada', isManager: false }] }),
      stored({ invitations: [invitation('ada@lab.example', { declinedAt: T0 })] }),
    ]) {
      const decided = decideInvite(WHO.manager, state, ' Ada@Lab.example ', T0 + 1, LIMITS);
      expect(decided).toEqual({ ...state, invitations: [wanted] });
    }
  });

  test('goes to an e-mail, and to so many at a time', () => {
    expect(decideInvite(WHO.manager, stored(), 'ada', T0, LIMITS)).toMatchObject({
      code: 'INVALID_INPUT',
      path: ['email'],
    });
    const full = stored({ invitations: [invitation('a@x.example'), invitation('b@x.example')] });
    expect(code(decideInvite(WHO.manager, full, 'c@x.example', T0, LIMITS))).toBe('LIMIT_EXCEEDED');
    expect(code(decideInvite(WHO.manager, full, 'b@x.example', T0, LIMITS))).toBeNull();
  });

  test('is taken back, and again without an error', () => {
    const one = stored({ invitations: [invitation('a@x.example'), invitation('b@x.example')] });
    const once = decideWithdrawal(WHO.manager, one, 'A@x.example');
    expect(once).toEqual({ ...one, invitations: [invitation('b@x.example')] });
    expect('code' in once ? null : decideWithdrawal(WHO.manager, once, 'a@x.example')).toEqual(once);
  });

  const { stranger } = WHO;
  const mine = invitation('stranger@lab.example');
  test.each([
    ['theirs', stored({ invitations: [mine] }), true],
    ['none', stored(), false],
    ['of another', stored({ invitations: [invitation('x@lab.example')] }), false],
    ['declined', stored({ invitations: [{ ...mine, declinedAt: T0 }] }), false],
    [
      'to who is in the team',
      stored({ invitations: [mine], members: [{ userId: stranger.id, isManager: true }] }),
      false,
    ],
  ])('%s is shown: %s', (_, state, shown) => {
    expect(isInvited(stranger, state)).toBe(shown);
    expect(isInvited({ ...stranger, email: null }, state)).toBe(false);
    for (const accepts of [true, false]) {
      expect(code(decideAnswer(stranger, state, accepts, T0, LIMITS))).toBe(shown ? null : 'NOT_FOUND');
    }
  });

  test('that is accepted makes a member; one that is declined stays with the team', () => {
    const state = stored({ invitations: [mine, invitation('x@lab.example')] });
    expect(decideAnswer(stranger, state, true, T0, LIMITS)).toEqual({
      ...state,
      members: [...state.members, { userId: stranger.id, isManager: false }],
      invitations: [invitation('x@lab.example')],
    });
    expect(decideAnswer(stranger, state, false, T0 + 5, LIMITS)).toEqual({
      ...state,
      invitations: [{ ...mine, declinedAt: T0 + 5 }, invitation('x@lab.example')],
    });
    const full = stored({
      invitations: [mine],
      members: [...state.members, { userId: 'user_3', isManager: false }],
    });
    expect(code(decideAnswer(stranger, full, true, T0, LIMITS))).toBe('LIMIT_EXCEEDED');
    expect(code(decideAnswer(stranger, full, false, T0, LIMITS))).toBeNull();
  });
});

describe('members', () => {
  test.each([
    ['the last manager does not leave', 'manager', 'user_manager', 'LAST_ADMIN'],
    ['nor is removed by a platform admin', 'platform', 'user_manager', 'LAST_ADMIN'],
    ['a member leaves', 'member', 'user_member', null],
    ['a manager removes a member', 'manager', 'user_member', null],
    ['a member removes no manager', 'member', 'user_manager', 'FORBIDDEN'],
    ['who is not in it is not removed', 'manager', 'user_x', 'NOT_FOUND'],
  ] as const)('%s', (_, who, userId, expected) => {
    expect(code(decideRemoval(WHO[who], stored(), userId))).toBe(expected);
  });

  test('become managers and members again; one manager is left', () => {
    const two = decideManager(WHO.manager, stored(), WHO.member.id, true);
    expect(two).toMatchObject({ members: [{ isManager: true }, { userId: WHO.member.id, isManager: true }] });
    if ('code' in two) return;
    expect(code(decideManager(WHO.manager, two, WHO.manager.id, false))).toBeNull();
    expect(code(decideRemoval(WHO.manager, two, WHO.manager.id))).toBeNull();
    expect(code(decideManager(WHO.manager, stored(), WHO.manager.id, false))).toBe('LAST_ADMIN');
    expect(code(decideManager(WHO.manager, stored(), 'user_x', true))).toBe('NOT_FOUND');
  });

  test('are told what they may do', () => {
    const allowed = (who: Who) => {
      const { manage, leave } = teamActions(WHO[who], stored());
      return [manage.allowed, leave.allowed];
    };
    expect(allowed('manager')).toEqual([true, false]);
    expect(allowed('member')).toEqual([false, true]);
    expect(allowed('platform')).toEqual([true, false]);
  });
});
