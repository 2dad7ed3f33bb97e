import { and, asc, desc, eq, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Group } from '../../domain/people.ts';
import type { UserState } from '../../domain/users.ts';
import type { GroupStore, OrganizationStore, UserFilter, UserScope, UserStore } from '../people-store.ts';
import {
  groupMembers,
  groups,
  organizations,
  projectMembers,
  projectTeams,
  quotas,
  teamMembers,
  users,
} from './schema.ts';
import type { Session } from './session.ts';

/** Organizations, their users and their groups. */
export function organizationStore(session: Session): OrganizationStore & UserStore & GroupStore {
  return { ...organizationList(session), ...userList(session), ...groupList(session) };
}

function organizationList({ orm, write }: Session): OrganizationStore {
  const byId = orm
    .select()
    .from(organizations)
    .where(eq(organizations.id, sql.placeholder('id')))
    .prepare();
  const lowerName = sql`lower(${organizations.name})`;
  const isNameTaken = (name: string, id: string): boolean =>
    orm
      .select({ id: organizations.id })
      .from(organizations)
      .where(and(eq(lowerName, sql`lower(${name})`), ne(organizations.id, id)))
      .limit(1)
      .get() !== undefined;
  const matching = (search: string | null): SQL | undefined =>
    search === null ? undefined : contains(organizations.name, search);

  return {
    createOrganization: (organization, decide) =>
      write(() => {
        const refused = decide(isNameTaken(organization.name, organization.id));
        if (refused) return refused;
        orm.insert(organizations).values(organization).run();
        return organization;
      }),

    renameOrganization: (id, name, decide) =>
      write(() => {
        const organization = byId.get({ id });
        if (!organization) return null;
        const refused = decide(organization, isNameTaken(name, id));
        if (refused) return refused;
        orm.update(organizations).set({ name }).where(eq(organizations.id, id)).run();
        return { ...organization, name };
      }),

    async listOrganizations(search, { limit, from, backwards }) {
      const beyond = backwards ? sql.raw('<') : sql.raw('>');
      const after =
        from && sql`(${lowerName}, ${organizations.id}) ${beyond} (lower(${from.value}), ${from.id})`;
      const towards = backwards ? desc : asc;
      const rows = orm
        .select()
        .from(organizations)
        .where(and(matching(search), after ?? undefined))
        .orderBy(towards(lowerName), towards(organizations.id))
        .limit(limit)
        .all();
      return backwards ? rows.reverse() : rows;
    },

    async countOrganizations(search) {
      return orm.$count(organizations, matching(search));
    },
  };
}

function userList({ orm, write }: Session): UserStore {
  const byId = orm
    .select()
    .from(users)
    .where(eq(users.id, sql.placeholder('id')))
    .prepare();
  const byEmail = orm
    .select()
    .from(users)
    .where(eq(users.email, sql.placeholder('email')))
    .prepare();
  const lowerName = sql`lower(${users.name})`;

  const stateOf = (id: string): UserState | null => {
    const user = byId.get({ id });
    if (!user) return null;
    const { organizationId } = user;
    const others = and(ne(users.id, id), eq(users.status, 'ACTIVE'));
    return {
      user,
      groupIds: orm
        .select({ id: groupMembers.groupId })
        .from(groupMembers)
        .where(eq(groupMembers.userId, id))
        .all()
        .map((row) => row.id),
      groups: orm.select().from(groups).where(eq(groups.organizationId, organizationId)).all(),
      otherOrganizationAdmins: count(
        and(others, eq(users.organizationId, organizationId), eq(users.isOrganizationAdmin, true)),
      ),
      otherPlatformAdmins: count(and(others, eq(users.isPlatformAdmin, true))),
    };
  };
  const count = (condition: SQL | undefined): number =>
    orm
      .select({ count: sql<number>`count(*)` })
      .from(users)
      .where(condition)
      .get()?.count ?? 0;

  const matching = (scope: UserScope, { search }: UserFilter): SQL | undefined =>
    and(
      'organizationId' in scope
        ? eq(users.organizationId, scope.organizationId)
        : sql`${users.id} IN (SELECT ${groupMembers.userId} FROM ${groupMembers} WHERE ${groupMembers.groupId} = ${scope.groupId})`,
      search === undefined ? undefined : or(contains(users.name, search), contains(users.email, search)),
    );

  const user = sql.placeholder('user');
  const other = sql.placeholder('other');
  const shared = orm
    .select({
      shared: sql<number>`
        EXISTS (SELECT 1 FROM ${teamMembers} a JOIN ${teamMembers} b ON b.team_id = a.team_id
          WHERE a.user_id = ${user} AND b.user_id = ${other})
        OR EXISTS (
          SELECT project_id FROM ${projectMembers} WHERE user_id = ${user}
          UNION SELECT p.project_id FROM ${projectTeams} p JOIN ${teamMembers} t ON t.team_id = p.team_id WHERE t.user_id = ${user}
          INTERSECT SELECT project_id FROM (
            SELECT project_id FROM ${projectMembers} WHERE user_id = ${other}
            UNION SELECT p.project_id FROM ${projectTeams} p JOIN ${teamMembers} t ON t.team_id = p.team_id WHERE t.user_id = ${other}
          )
        )`,
    })
    .from(sql`(SELECT 1)`)
    .prepare();

  return {
    addUser: (fresh) =>
      write(() => {
        if (fresh.email !== null && byEmail.get({ email: fresh.email })) return null;
        orm.insert(users).values(fresh).run();
        return fresh;
      }),

    changeUser: (id, decide) =>
      write(() => {
        const stored = stateOf(id);
        if (!stored) return null;
        const decided = decide(stored);
        if ('code' in decided) return decided;
        const { id: _, organizationId: __, createdAt: ___, ...changed } = decided.user;
        orm.update(users).set(changed).where(eq(users.id, id)).run();
        const before = new Set(stored.groupIds);
        const after = new Set(decided.groupIds);
        for (const groupId of before) {
          if (after.has(groupId)) continue;
          orm
            .delete(groupMembers)
            .where(and(eq(groupMembers.userId, id), eq(groupMembers.groupId, groupId)))
            .run();
        }
        for (const groupId of after) {
          if (!before.has(groupId)) orm.insert(groupMembers).values({ groupId, userId: id }).run();
        }
        return decided.user;
      }),

    async userByEmail(email) {
      return byEmail.get({ email }) ?? null;
    },

    async listUsers(scope, filter, { limit, from, backwards }) {
      const beyond = backwards ? sql.raw('<') : sql.raw('>');
      const after = from && sql`(${lowerName}, ${users.id}) ${beyond} (lower(${from.value}), ${from.id})`;
      const towards = backwards ? desc : asc;
      const rows = orm
        .select()
        .from(users)
        .where(and(matching(scope, filter), after ?? undefined))
        .orderBy(towards(lowerName), towards(users.id))
        .limit(limit)
        .all();
      return backwards ? rows.reverse() : rows;
    },

    async countUsers(scope, filter) {
      return count(matching(scope, filter));
    },

    async areAcquainted(userId, others) {
      return others.map((id) => shared.get({ user: userId, other: id })?.shared === 1);
    },
  };
}

function groupList({ orm, write }: Session): GroupStore {
  const byId = orm
    .select()
    .from(groups)
    .where(eq(groups.id, sql.placeholder('id')))
    .prepare();
  const byName = [asc(sql`lower(${groups.name})`), asc(groups.id)];
  const ofOrganization = orm
    .select()
    .from(groups)
    .where(eq(groups.organizationId, sql.placeholder('organization')))
    .orderBy(...byName)
    .prepare();
  const ofUser = orm
    .select({ group: groups })
    .from(groupMembers)
    .innerJoin(groups, eq(groups.id, groupMembers.groupId))
    .where(eq(groupMembers.userId, sql.placeholder('user')))
    .orderBy(...byName)
    .prepare();
  const othersOf = ({ id, organizationId }: Group): readonly Group[] =>
    ofOrganization.all({ organization: organizationId }).filter((group) => group.id !== id);

  return {
    createGroup: (group, decide) =>
      write(() => {
        const refused = decide(othersOf(group));
        if (refused) return refused;
        orm.insert(groups).values(group).run();
        return group;
      }),

    changeGroup: (id, decide) =>
      write(() => {
        const group = byId.get({ id });
        if (!group) return null;
        const decided = decide(group, othersOf(group));
        if ('code' in decided) return decided;
        const { name, priority } = decided;
        orm.update(groups).set({ name, priority }).where(eq(groups.id, id)).run();
        return decided;
      }),

    deleteGroup: (id, decide) =>
      write(() => {
        const group = byId.get({ id });
        if (!group) return null;
        const refused = decide(group);
        if (refused) return refused;
        orm
          .update(users)
          .set({ defaultGroupId: null })
          .where(and(eq(users.organizationId, group.organizationId), eq(users.defaultGroupId, id)))
          .run();
        orm.delete(quotas).where(eq(quotas.ownerId, id)).run();
        orm.delete(groups).where(eq(groups.id, id)).run();
        return { deleted: group };
      }),

    async groups(ids) {
      return ids.map((id) => byId.get({ id }) ?? null);
    },

    async groupsOfOrganization(organization) {
      return ofOrganization.all({ organization });
    },

    async groupsOfUsers(ids) {
      return ids.map((id) => ofUser.all({ user: id }).map((row) => row.group));
    },
  };
}

/** Whether a column contains a text, upper and lower case alike; `%` and `_` stand for themselves. */
function contains(
  column: typeof users.name | typeof users.email | typeof organizations.name,
  text: string,
): SQL {
  return sql`instr(lower(${column}), lower(${text})) > 0`;
}
