import { describe, expect, test } from 'vitest';
import type { ErrorCode } from './errors.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { PROJECT_ROLES, type Access, type ProjectRole, type RoleSubject, type TeamState } from './people.ts';
import { decideRole, type RoleState } from './roles.ts';
import { ADMIN, ARCHIVED, aUser, member, PROJECT } from './test-samples.ts';

const LIMITS = { ...DEFAULT_LIMITS, projectMembers: 3, projectTeams: 2 };
const VIEWER = aUser({ id: 'user_administrator' });
const ADMINISTRATOR = member('ADMINISTRATOR');
const ZOE = aUser({ id: 'user_zoe', name: 'Zoe' });
const team = (...ids: readonly string[]): TeamState => ({
  team: { id: 'team_1', name: 'Team', description: '', createdBy: 'user_1', createdAt: 1 },
  members: ids.map((userId) => ({ userId, isManager: false })),
  invitations: [],
});
const state = (more: Partial<RoleState> = {}): RoleState => ({
  project: PROJECT,
  user: ZOE,
  team: team(VIEWER.id),
  members: [{ userId: VIEWER.id, role: 'ADMINISTRATOR' }],
  teams: [],
  ...more,
});
interface Wish {
  readonly stored?: RoleState;
  readonly access?: Access;
  readonly subject?: RoleSubject;
  readonly role: ProjectRole | null;
  readonly seesUser?: boolean;
  readonly viewer?: typeof VIEWER;
}
function outcome(wish: Wish): ErrorCode | { readonly role: ProjectRole | null } {
  const {
    stored = state(),
    access = ADMINISTRATOR,
    subject = { userId: ZOE.id },
    role,
    seesUser = true,
    viewer = VIEWER,
  } = wish;
  const decided = decideRole(viewer, access, stored, subject, role, seesUser, LIMITS);
  return 'code' in decided ? decided.code : decided;
}

test.each(PROJECT_ROLES)('%s: roles are given by Administrators', (role) => {
  const given = outcome({ access: member(role), role: 'READER' });
  expect(given).toEqual(role === 'ADMINISTRATOR' ? { role: 'READER' } : 'FORBIDDEN');
});

describe('of a user', () => {
  const zoe = (role: ProjectRole) => ({ userId: ZOE.id, role });
  const self = { userId: VIEWER.id, role: 'ADMINISTRATOR' } as const;
  const cases: readonly [string, Wish, ReturnType<typeof outcome>][] = [
    ['is given', { role: 'READER' }, { role: 'READER' }],
    ['is given by an organization admin', { access: ADMIN, role: 'READER' }, { role: 'READER' }],
    [
      'is changed',
      { stored: state({ members: [self, zoe('READER')] }), role: 'MAINTAINER' },
      { role: 'MAINTAINER' },
    ],
    ['is taken away', { stored: state({ members: [self, zoe('READER')] }), role: null }, { role: null }],
    ['that is not there is not taken away', { role: null }, 'NOT_FOUND'],
    ['is not given to nobody', { stored: state({ user: null }), role: 'READER' }, 'NOT_FOUND'],
    ['is not given to whom one does not see', { seesUser: false, role: 'READER' }, 'NOT_FOUND'],
    [
      'is not given to somebody of another organization',
      { stored: state({ user: { ...ZOE, organizationId: 'org_2' } }), role: 'READER' },
      'INVALID_INPUT',
    ],
    [
      'is not given to who is disabled',
      { stored: state({ user: { ...ZOE, status: 'DISABLED' } }), role: 'READER' },
      'INVALID_INPUT',
    ],
    [
      'is taken from who is disabled',
      {
        stored: state({ user: { ...ZOE, status: 'DISABLED' }, members: [self, zoe('READER')] }),
        role: null,
      },
      { role: null },
    ],
    [
      'is taken from who is unseen since',
      { stored: state({ members: [self, zoe('READER')] }), seesUser: false, role: null },
      { role: null },
    ],
    [
      'in an archived project is given',
      { stored: state({ project: ARCHIVED }), role: 'READER' },
      { role: 'READER' },
    ],
    [
      'in an archived project is taken away',
      { stored: state({ project: ARCHIVED, members: [self, zoe('READER')] }), role: null },
      { role: null },
    ],
    [
      'of the last Administrator stays',
      { stored: state({ user: VIEWER }), subject: { userId: VIEWER.id }, role: null },
      'LAST_ADMIN',
    ],
    [
      'of the last Administrator is not lowered',
      { stored: state({ user: VIEWER }), subject: { userId: VIEWER.id }, role: 'MAINTAINER' },
      'LAST_ADMIN',
    ],
    [
      'of the last Administrator stays, by an organization admin too',
      { stored: state({ user: VIEWER }), access: ADMIN, subject: { userId: VIEWER.id }, role: null },
      'LAST_ADMIN',
    ],
    [
      'a team of Administrators is no reason to take the last one away',
      {
        stored: state({ user: VIEWER, teams: [{ teamId: 'team_1', role: 'ADMINISTRATOR' }] }),
        subject: { userId: VIEWER.id },
        role: null,
      },
      'LAST_ADMIN',
    ],
    [
      'of one Administrator among two is taken away',
      {
        stored: state({ user: VIEWER, members: [self, zoe('ADMINISTRATOR')] }),
        subject: { userId: VIEWER.id },
        role: null,
      },
      { role: null },
    ],
    [
      'is one too many',
      {
        stored: state({ members: [self, { userId: 'a', role: 'READER' }, { userId: 'b', role: 'READER' }] }),
        role: 'READER',
      },
      'LIMIT_EXCEEDED',
    ],
  ];
  test.each(cases)('%s', (_, wish, expected) => {
    expect(outcome(wish)).toEqual(expected);
  });
});

describe('of a team', () => {
  const subject = { teamId: 'team_1' };
  const shared = [{ teamId: 'team_1', role: 'READER' }] as const;
  const cases: readonly [string, Wish, ReturnType<typeof outcome>][] = [
    ['is given by one of its members', { subject, role: 'READER' }, { role: 'READER' }],
    [
      'is not given by who is not in it',
      { stored: state({ team: team('user_x') }), subject, role: 'READER' },
      'NOT_FOUND',
    ],
    [
      'is given by a platform admin',
      {
        stored: state({ team: team('user_x') }),
        viewer: { ...VIEWER, isPlatformAdmin: true },
        subject,
        role: 'READER',
      },
      { role: 'READER' },
    ],
    ['is not given to none', { stored: state({ team: null }), subject, role: 'READER' }, 'NOT_FOUND'],
    [
      'is changed by any Administrator',
      { stored: state({ team: team('user_x'), teams: shared }), subject, role: 'CONTRIBUTOR' },
      { role: 'CONTRIBUTOR' },
    ],
    [
      'is taken away by any Administrator',
      { stored: state({ team: team('user_x'), teams: shared }), subject, role: null },
      { role: null },
    ],
    ['that is not there is not taken away', { subject, role: null }, 'NOT_FOUND'],
    [
      'is one too many',
      {
        stored: state({
          teams: [
            { teamId: 'a', role: 'READER' },
            { teamId: 'b', role: 'READER' },
          ],
        }),
        subject,
        role: 'READER',
      },
      'LIMIT_EXCEEDED',
    ],
    ['is not given by a Maintainer', { access: member('MAINTAINER'), subject, role: 'READER' }, 'FORBIDDEN'],
  ];
  test.each(cases)('%s', (_, wish, expected) => {
    expect(outcome(wish)).toEqual(expected);
  });
});
