import { describe, expect, it } from 'vitest';
import { refusal } from '../../domain/errors.ts';
import type { Group, TeamState } from '../../domain/people.ts';
import { ORGANIZATION, PROJECT, projectOf, USER, userOf } from '../../test/job-builder.ts';
import type { Subject } from '../conformance.ts';
import type { Store } from '../store.ts';

const NO = refusal('FORBIDDEN', 'No.');
const OTHER = { id: 'org_2', name: 'Atoms' };

function groupOf(fields: Partial<Group> & { readonly id: string }): Group {
  return { organizationId: ORGANIZATION.id, name: fields.id, priority: 5, createdAt: 1_000, ...fields };
}

function teamOf(id: string, members: TeamState['members'], more: Partial<TeamState['team']> = {}): TeamState {
  const team = { id, name: id, description: '', createdBy: USER.id, createdAt: 1_000, ...more };
  return { team, members, invitations: [] };
}

async function addUsers(store: Store, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) await store.addUser(userOf({ id, name: id }));
}

const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

export function membersConformance({ store }: Subject): void {
  describe('organizations', () => {
    it('are made and renamed unless refused, and tell whether a name is taken', async () => {
      const heard: boolean[] = [];
      const hear = (taken: boolean) => {
        heard.push(taken);
        return taken ? NO : null;
      };
      expect(await store().createOrganization({ id: 'org_9', name: 'QUANTUM LAB' }, hear)).toEqual(NO);
      expect(await store().createOrganization(OTHER, hear)).toEqual(OTHER);
      expect(await store().renameOrganization('org_2', 'quantum lab', (_, taken) => hear(taken))).toEqual(NO);
      expect(await store().renameOrganization('org_2', 'ATOMS', (_, taken) => hear(taken))).toEqual({
        ...OTHER,
        name: 'ATOMS',
      });
      expect(await store().renameOrganization('org_x', 'New', () => null)).toBeNull();
      expect(heard).toEqual([true, false, true, false]);
      expect(await store().organizations(['org_2', 'org_9'])).toEqual([{ ...OTHER, name: 'ATOMS' }, null]);
    });

    it('are listed by name, both ways, and found by a part of it', async () => {
      for (const [id, name] of [
        ['org_b', 'beta'],
        ['org_A', 'Alpha'],
        ['org_100', '100% Qubits'],
      ] as const) {
        await store().createOrganization({ id, name }, () => null);
      }
      const list = async (
        search: string | null,
        limit = 9,
        from: { value: string; id: string } | null = null,
        backwards = false,
      ) => ids(await store().listOrganizations(search, { limit, from, backwards }));
      expect(await list(null)).toEqual(['org_100', 'org_A', 'org_b', ORGANIZATION.id]);
      expect(await list(null, 2, { value: 'Alpha', id: 'org_A' })).toEqual(['org_b', ORGANIZATION.id]);
      expect(await list(null, 1, { value: 'beta', id: 'org_b' }, true)).toEqual(['org_A']);
      expect(await list('ALPH')).toEqual(['org_A']);
      expect(await list('%')).toEqual(['org_100']);
      expect(await store().countOrganizations(null)).toBe(4);
      expect(await store().countOrganizations('q')).toBe(2);
    });
  });

  describe('users', () => {
    it('are added once for each e-mail', async () => {
      const ann = userOf({ id: 'user_2', name: 'Ann', email: 'ann@lab.example' });
      expect(await store().addUser(ann)).toEqual(ann);
      expect(await store().addUser({ ...ann, id: 'user_3' })).toBeNull();
      expect(await store().addUser(userOf({ id: 'user_4', name: 'No mail' }))).not.toBeNull();
      expect(await store().addUser(userOf({ id: 'user_5', name: 'No mail' }))).not.toBeNull();
      expect(await store().users(['user_2', 'user_3'])).toEqual([ann, null]);
      expect(await store().userByEmail('ann@lab.example')).toEqual(ann);
      expect(await store().userByEmail('bob@lab.example')).toBeNull();
    });

    it('are listed by name, page by page, both ways, and found by name or e-mail', async () => {
      await store().createOrganization(OTHER, () => null);
      for (const [id, name] of [
        ['user_2', 'bob'],
        ['user_3', 'Bob'],
        ['user_4', 'Carl_1'],
        ['user_5', 'alan'],
      ] as const) {
        await store().addUser(userOf({ id, name, email: `${id}@lab.example` }));
      }
      await store().addUser(userOf({ id: 'user_6', name: 'Other', organizationId: OTHER.id }));
      const own = { organizationId: ORGANIZATION.id };
      const list = async (
        limit: number,
        from: { value: string; id: string } | null,
        backwards = false,
        search?: string,
      ) =>
        ids(await store().listUsers(own, search === undefined ? {} : { search }, { limit, from, backwards }));
      expect(await list(9, null)).toEqual(['user_1', 'user_5', 'user_2', 'user_3', 'user_4']);
      expect(await list(2, { value: 'alan', id: 'user_5' })).toEqual(['user_2', 'user_3']);
      expect(await list(2, { value: 'Bob', id: 'user_3' }, true)).toEqual(['user_5', 'user_2']);
      expect(await list(2, null, true)).toEqual(['user_3', 'user_4']);
      expect(await list(9, null, false, 'BO')).toEqual(['user_2', 'user_3']);
      expect(await list(9, null, false, 'user_5@')).toEqual(['user_5']);
      expect(await list(9, null, false, '_')).toEqual(['user_5', 'user_2', 'user_3', 'user_4']);
      expect(await list(9, null, false, '_1')).toEqual(['user_4']);
      expect(await store().countUsers(own, {})).toBe(5);
      expect(await store().countUsers(own, { search: 'bob' })).toBe(2);
    });

    it('change as decided, with what the decision needs to know', async () => {
      await store().createOrganization(OTHER, () => null);
      await store().addUser(userOf({ id: 'user_2', isOrganizationAdmin: true }));
      await store().addUser(userOf({ id: 'user_3', isOrganizationAdmin: true, status: 'DISABLED' }));
      await store().addUser(
        userOf({ id: 'user_4', organizationId: OTHER.id, isOrganizationAdmin: true, isPlatformAdmin: true }),
      );
      await store().createGroup(groupOf({ id: 'group_1' }), () => null);
      await store().createGroup(groupOf({ id: 'group_2' }), () => null);
      await store().createGroup(groupOf({ id: 'group_3', organizationId: OTHER.id }), () => null);

      expect(await store().changeUser('user_x', () => NO)).toBeNull();
      expect(await store().changeUser(USER.id, () => NO)).toEqual(NO);
      const changed = {
        ...USER,
        name: 'Ada L.',
        status: 'DISABLED' as const,
        priority: 2,
        isPlatformAdmin: false,
        defaultGroupId: 'group_2',
      };
      const answer = await store().changeUser(USER.id, (stored) => {
        expect({ ...stored, groups: ids(stored.groups).sort() }).toEqual({
          user: USER,
          groupIds: [],
          groups: ['group_1', 'group_2'],
          otherOrganizationAdmins: 1,
          otherPlatformAdmins: 1,
        });
        return { user: changed, groupIds: ['group_1', 'group_2'] };
      });
      expect(answer).toEqual(changed);
      expect(await store().users([USER.id])).toEqual([changed]);
      expect((await store().groupsOfUsers([USER.id, 'user_2'])).map(ids)).toEqual([
        ['group_1', 'group_2'],
        [],
      ]);
      await store().changeUser(USER.id, ({ user, groupIds }) => {
        expect(groupIds.toSorted()).toEqual(['group_1', 'group_2']);
        return { user, groupIds: ['group_2'] };
      });
      expect((await store().groupsOfUsers([USER.id])).map(ids)).toEqual([['group_2']]);
      expect(await store().countUsers({ groupId: 'group_2' }, {})).toBe(1);
      expect(
        ids(await store().listUsers({ groupId: 'group_2' }, {}, { limit: 9, from: null, backwards: false })),
      ).toEqual([USER.id]);
      expect(await store().countUsers({ groupId: 'group_1' }, {})).toBe(0);
    });

    it('know whom they share a team or a project with', async () => {
      await addUsers(store(), 'user_2', 'user_3', 'user_4', 'user_5', 'user_6');
      const manager = { userId: USER.id, isManager: true };
      await store().createTeam(teamOf('team_1', [manager, { userId: 'user_2', isManager: false }]));
      await store().createTeam(teamOf('team_2', [{ userId: 'user_3', isManager: false }]));
      await store().createProject(projectOf({ id: 'proj_2' }));
      const give = (id: string, subject: { userId: string } | { teamId: string }) =>
        store().changeProjectRole(id, subject, () => ({ role: 'READER' }));
      await give('proj_1', { userId: USER.id });
      await give('proj_1', { teamId: 'team_2' });
      await give('proj_1', { userId: 'user_4' });
      await give('proj_2', { userId: 'user_5' });
      const others = ['user_2', 'user_3', 'user_4', 'user_5', 'user_6', 'user_x'];
      expect(await store().areAcquainted(USER.id, others)).toEqual([true, true, true, false, false, false]);
      expect(await store().areAcquainted('user_3', [USER.id, 'user_2'])).toEqual([true, false]);
    });
  });

  describe('groups', () => {
    it('are made, changed and removed as decided; whoever had one by default has none then', async () => {
      await store().createOrganization(OTHER, () => null);
      const group = groupOf({ id: 'group_1', name: 'beta' });
      expect(await store().createGroup(group, (others) => (others.length === 0 ? null : NO))).toEqual(group);
      const second = groupOf({ id: 'group_2', name: 'Alpha' });
      expect(await store().createGroup(second, (others) => (others.length === 0 ? null : NO))).toEqual(NO);
      await store().createGroup(second, () => null);
      await store().createGroup(
        groupOf({ id: 'group_3', name: 'beta', organizationId: OTHER.id }),
        () => null,
      );
      expect(ids(await store().groupsOfOrganization(ORGANIZATION.id))).toEqual(['group_2', 'group_1']);

      expect(await store().changeGroup('group_x', () => NO)).toBeNull();
      expect(
        await store().changeGroup('group_1', (_, others) => (ids(others).includes('group_2') ? NO : group)),
      ).toEqual(NO);
      const renamed = { ...group, name: 'gamma', priority: 1 };
      expect(await store().changeGroup('group_1', () => renamed)).toEqual(renamed);
      expect(await store().groups(['group_1', 'group_x'])).toEqual([renamed, null]);

      await store().changeUser(USER.id, ({ user }) => ({
        user: { ...user, defaultGroupId: 'group_1' },
        groupIds: ['group_1', 'group_2'],
      }));
      expect(await store().deleteGroup('group_1', () => NO)).toEqual(NO);
      expect(await store().deleteGroup('group_1', () => null)).toEqual({ deleted: renamed });
      expect(await store().deleteGroup('group_1', () => null)).toBeNull();
      expect((await store().users([USER.id]))[0]?.defaultGroupId).toBeNull();
      expect((await store().groupsOfUsers([USER.id])).map(ids)).toEqual([['group_2']]);
    });
  });

  describe('teams', () => {
    const manager = { userId: USER.id, isManager: true };

    it('are made, change as decided and go with all access through them', async () => {
      await addUsers(store(), 'user_2', 'user_3');
      const made = teamOf('team_1', [manager]);
      await store().createTeam(made);
      expect(await store().teams(['team_1', 'team_x'])).toEqual([made, null]);
      expect(await store().changeTeam('team_x', () => NO)).toBeNull();
      expect(await store().changeTeam('team_1', () => NO)).toEqual(NO);
      const grown: TeamState = {
        team: { ...made.team, name: 'Atoms', description: 'Cold ones' },
        members: [manager, { userId: 'user_3', isManager: false }, { userId: 'user_2', isManager: false }],
        invitations: [
          { email: 'b@lab.example', invitedBy: USER.id, createdAt: 3, declinedAt: null },
          { email: 'a@lab.example', invitedBy: USER.id, createdAt: 2, declinedAt: null },
        ],
      };
      expect(await store().changeTeam('team_1', () => grown)).toEqual(grown);
      expect(await store().teams(['team_1'])).toEqual([grown]);
      const later: TeamState = {
        ...grown,
        members: [
          { ...manager, isManager: false },
          { userId: 'user_2', isManager: true },
        ],
        invitations: [{ email: 'a@lab.example', invitedBy: USER.id, createdAt: 2, declinedAt: 4 }],
      };
      await store().changeTeam('team_1', () => later);
      expect(await store().teams(['team_1'])).toEqual([later]);
      expect(await store().teamsOf('user_2')).toEqual([later]);
      expect(await store().teamsOf('user_3')).toEqual([]);

      await store().changeProjectRole(PROJECT.id, { teamId: 'team_1' }, () => ({ role: 'MAINTAINER' }));
      expect(await store().projectRoles('user_2', [PROJECT.id])).toEqual([['MAINTAINER']]);
      expect(await store().deleteTeam('team_1', () => NO)).toEqual(NO);
      expect(await store().deleteTeam('team_1', () => null)).toEqual({ deleted: later.team });
      expect(await store().deleteTeam('team_1', () => null)).toBeNull();
      expect(await store().projectRoles('user_2', [PROJECT.id])).toEqual([[]]);
      expect(await store().rolesInProjects([PROJECT.id])).toEqual([{ members: [], teams: [] }]);
    });

    it('are found by whom they invite, the newest first', async () => {
      const invite = (email: string, createdAt: number, declinedAt: number | null = null) => [
        { email, invitedBy: USER.id, createdAt, declinedAt },
      ];
      const states = [
        { ...teamOf('team_1', [manager], { name: 'b' }), invitations: invite('a@lab.example', 1) },
        { ...teamOf('team_2', [manager], { name: 'A' }), invitations: invite('a@lab.example', 2) },
        { ...teamOf('team_3', [manager], { name: 'c' }), invitations: invite('a@lab.example', 3, 4) },
        { ...teamOf('team_4', [manager], { name: 'd' }), invitations: invite('b@lab.example', 5) },
      ];
      for (const state of states) await store().createTeam(state);
      expect((await store().teamsInviting('a@lab.example')).map(({ team }) => team.id)).toEqual([
        'team_2',
        'team_1',
      ]);
      expect((await store().teamsOf(USER.id)).map(({ team }) => team.id)).toEqual([
        'team_2',
        'team_1',
        'team_3',
        'team_4',
      ]);
    });
  });

  describe('project roles', () => {
    it('are given, changed and taken away as decided', async () => {
      await addUsers(store(), 'user_2');
      await store().createTeam(teamOf('team_1', [{ userId: 'user_2', isManager: true }]));
      const set = (subject: { userId: string } | { teamId: string }, role: 'READER' | 'MAINTAINER' | null) =>
        store().changeProjectRole(PROJECT.id, subject, () => ({ role }));
      expect(await store().changeProjectRole('proj_x', { userId: USER.id }, () => NO)).toBeNull();
      expect(await store().changeProjectRole(PROJECT.id, { userId: USER.id }, () => NO)).toEqual(NO);
      await set({ userId: 'user_2' }, 'READER');
      await set({ userId: USER.id }, 'READER');
      await set({ userId: 'user_2' }, 'MAINTAINER');
      await set({ teamId: 'team_1' }, 'READER');
      const roles = {
        members: [
          { userId: USER.id, role: 'READER' },
          { userId: 'user_2', role: 'MAINTAINER' },
        ],
        teams: [{ teamId: 'team_1', role: 'READER' }],
      };
      expect(await store().rolesInProjects([PROJECT.id, 'proj_x'])).toEqual([
        roles,
        { members: [], teams: [] },
      ]);
      await store().changeProjectRole(PROJECT.id, { userId: 'user_2' }, (stored) => {
        expect(stored).toMatchObject({ project: PROJECT, user: { id: 'user_2' }, team: null, ...roles });
        return NO;
      });
      await store().changeProjectRole(PROJECT.id, { teamId: 'team_1' }, (stored) => {
        expect(stored).toMatchObject({ user: null, team: { team: { id: 'team_1' } } });
        return NO;
      });
      for (const subject of [{ userId: 'user_x' }, { teamId: 'team_x' }]) {
        await store().changeProjectRole(PROJECT.id, subject, (stored) => {
          expect(stored).toMatchObject({ user: null, team: null });
          return NO;
        });
      }
      expect(await store().projectsOfTeams(['team_1', 'team_x'])).toEqual([[PROJECT.id], []]);
      await set({ userId: 'user_2' }, null);
      await set({ teamId: 'team_1' }, null);
      expect(await store().rolesInProjects([PROJECT.id])).toEqual([
        { members: [{ userId: USER.id, role: 'READER' }], teams: [] },
      ]);
    });

    it('make whoever makes a project its Administrator', async () => {
      await store().createProject(projectOf({ id: 'proj_2' }), USER.id);
      expect(await store().projectRoles(USER.id, ['proj_2', PROJECT.id])).toEqual([['ADMINISTRATOR'], []]);
      expect(await store().countProjects({ kind: 'member', userId: USER.id }, true)).toBe(1);
    });

    it('count own and through teams', async () => {
      await store().createTeam(teamOf('team_1', [{ userId: USER.id, isManager: false }]));
      await store().changeProjectRole(PROJECT.id, { userId: USER.id }, () => ({ role: 'READER' }));
      await store().changeProjectRole(PROJECT.id, { teamId: 'team_1' }, () => ({ role: 'MAINTAINER' }));
      const [roles] = await store().projectRoles(USER.id, [PROJECT.id]);
      expect(roles?.toSorted()).toEqual(['MAINTAINER', 'READER']);
      expect(await store().countProjects({ kind: 'member', userId: 'user_x' }, false)).toBe(0);
      const elsewhere = { kind: 'organization', organizationId: 'org_x', userId: USER.id } as const;
      expect(await store().countProjects(elsewhere, false)).toBe(1);
      const visible = { kind: 'member', userId: USER.id } as const;
      expect(
        ids(await store().listProjects(visible, true, { limit: 9, from: null, backwards: false })),
      ).toEqual([PROJECT.id]);
    });
  });
}
