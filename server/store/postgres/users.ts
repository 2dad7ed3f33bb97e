import { and, asc, desc, eq, inArray, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Group } from '../../domain/people.ts';
import type { UserState } from '../../domain/users.ts';
import type { GroupStore, OrganizationStore, UserFilter, UserScope, UserStore } from '../people-store.ts';
import { USER_COLUMNS } from './columns-of.ts';
import { statement, type Orm } from './queries.ts';
import { groupMembers, groups, organizations, quotas, users } from './schema.ts';
import type { Session } from './session.ts';

/** Organizations, their users and their groups. */
export function organizationStore(session: Session): OrganizationStore & UserStore & GroupStore {
  return { ...organizationList(session), ...userList(session), ...groupList(session) };
}

function organizationList({ read, writeAlone }: Session): OrganizationStore {
  const lowerName = sql`lower(${organizations.name})`;
  const isNameTaken = async (orm: Orm, name: string, id: string): Promise<boolean> => {
    const found = await orm
      .select({ id: organizations.id })
      .from(organizations)
      .where(and(eq(lowerName, lower(name)), ne(organizations.id, id)))
      .limit(1);
    return found.length > 0;
  };
  const matching = (search: string | null): SQL | undefined =>
    search === null ? undefined : contains(organizations.name, search);

  return {
    createOrganization: (organization, decide) =>
      writeAlone(async ({ orm }) => {
        const refused = decide(await isNameTaken(orm, organization.name, organization.id));
        if (refused) return refused;
        await orm.insert(organizations).values(organization);
        return organization;
      }),

    renameOrganization: (id, name, decide) =>
      writeAlone(async ({ orm }) => {
        const [organization] = await orm.select().from(organizations).where(eq(organizations.id, id));
        if (!organization) return null;
        const refused = decide(organization, await isNameTaken(orm, name, id));
        if (refused) return refused;
        await orm.update(organizations).set({ name }).where(eq(organizations.id, id));
        return { ...organization, name };
      }),

    async listOrganizations(search, { limit, from, backwards }) {
      const beyond = backwards ? sql.raw('<') : sql.raw('>');
      const after =
        from &&
        sql`(${lowerName}, ${organizations.id}) ${beyond} (${lower(from.value)}, ${from.id}::text COLLATE "C")`;
      const towards = backwards ? desc : asc;
      const rows = await read.orm
        .select()
        .from(organizations)
        .where(and(matching(search), after ?? undefined))
        .orderBy(towards(lowerName), towards(organizations.id))
        .limit(limit);
      return backwards ? rows.reverse() : rows;
    },

    async countOrganizations(search) {
      return read.orm.$count(organizations, matching(search));
    },
  };
}

const ACQUAINTED = statement(
  'WITH mine AS (SELECT project_id FROM project_members WHERE user_id = $1 UNION ' +
    'SELECT p.project_id FROM project_teams p JOIN team_members t ON t.team_id = p.team_id WHERE t.user_id = $1) ' +
    'SELECT other FROM unnest($2::text[]) AS o (other) WHERE ' +
    'EXISTS (SELECT 1 FROM team_members a JOIN team_members b ON b.team_id = a.team_id WHERE a.user_id = $1 AND b.user_id = other) OR ' +
    'EXISTS (SELECT 1 FROM mine JOIN project_members m ON m.project_id = mine.project_id WHERE m.user_id = other) OR ' +
    'EXISTS (SELECT 1 FROM mine JOIN project_teams p ON p.project_id = mine.project_id ' +
    'JOIN team_members t ON t.team_id = p.team_id WHERE t.user_id = other)',
);

function userList({ read, writeAlone }: Session): UserStore {
  const lowerName = sql`lower(${users.name})`;

  const stateOf = async (orm: Orm, id: string): Promise<UserState | null> => {
    const [user] = await orm.select(USER_COLUMNS).from(users).where(eq(users.id, id));
    if (!user) return null;
    const { organizationId } = user;
    const others = and(ne(users.id, id), eq(users.status, 'ACTIVE'));
    const own = await orm
      .select({ id: groupMembers.groupId })
      .from(groupMembers)
      .where(eq(groupMembers.userId, id));
    return {
      user,
      groupIds: own.map((row) => row.id),
      groups: await orm.select().from(groups).where(eq(groups.organizationId, organizationId)),
      otherOrganizationAdmins: await orm.$count(
        users,
        and(others, eq(users.organizationId, organizationId), eq(users.isOrganizationAdmin, true)),
      ),
      otherPlatformAdmins: await orm.$count(users, and(others, eq(users.isPlatformAdmin, true))),
    };
  };

  const matching = (scope: UserScope, { search }: UserFilter): SQL | undefined =>
    and(
      'organizationId' in scope
        ? eq(users.organizationId, scope.organizationId)
        : inArray(
            users.id,
            read.orm
              .select({ id: groupMembers.userId })
              .from(groupMembers)
              .where(eq(groupMembers.groupId, scope.groupId)),
          ),
      search === undefined ? undefined : or(contains(users.name, search), contains(users.email, search)),
    );

  return {
    addUser: (fresh) =>
      writeAlone(async ({ orm }) => {
        if (fresh.email !== null) {
          const same = await orm.select({ id: users.id }).from(users).where(eq(users.email, fresh.email));
          if (same.length > 0) return null;
        }
        await orm.insert(users).values(fresh);
        return fresh;
      }),

    changeUser: (id, decide) =>
      writeAlone(async ({ orm }) => {
        const stored = await stateOf(orm, id);
        if (!stored) return null;
        const decided = decide(stored);
        if ('code' in decided) return decided;
        const { id: _, organizationId: __, createdAt: ___, ...changed } = decided.user;
        await orm.update(users).set(changed).where(eq(users.id, id));
        const gone = stored.groupIds.filter((groupId) => !decided.groupIds.includes(groupId));
        const come = [...new Set(decided.groupIds)].filter((groupId) => !stored.groupIds.includes(groupId));
        if (gone.length > 0) {
          const left = and(eq(groupMembers.userId, id), inArray(groupMembers.groupId, gone));
          await orm.delete(groupMembers).where(left);
        }
        if (come.length > 0) {
          await orm.insert(groupMembers).values(come.map((groupId) => ({ groupId, userId: id })));
        }
        return decided.user;
      }),

    async userByEmail(email) {
      const [found = null] = await read.orm.select(USER_COLUMNS).from(users).where(eq(users.email, email));
      return found;
    },

    async listUsers(scope, filter, { limit, from, backwards }) {
      const beyond = backwards ? sql.raw('<') : sql.raw('>');
      const after =
        from &&
        sql`(${lowerName}, ${users.id}) ${beyond} (${lower(from.value)}, ${from.id}::text COLLATE "C")`;
      const towards = backwards ? desc : asc;
      const rows = await read.orm
        .select(USER_COLUMNS)
        .from(users)
        .where(and(matching(scope, filter), after ?? undefined))
        .orderBy(towards(lowerName), towards(users.id))
        .limit(limit);
      return backwards ? rows.reverse() : rows;
    },

    async countUsers(scope, filter) {
      return read.orm.$count(users, matching(scope, filter));
    },

    async areAcquainted(userId, others) {
      const known = new Set((await read.rows<[string]>(ACQUAINTED, [userId, others])).map(([id]) => id));
      return others.map((id) => known.has(id));
    },
  };
}

function groupList({ read, writeAlone }: Session): GroupStore {
  const byName = [asc(sql`lower(${groups.name})`), asc(groups.id)];
  const ofOrganization = (orm: Orm, id: string) =>
    orm
      .select()
      .from(groups)
      .where(eq(groups.organizationId, id))
      .orderBy(...byName);
  const othersOf = async (orm: Orm, { id, organizationId }: Group): Promise<readonly Group[]> =>
    (await ofOrganization(orm, organizationId)).filter((group) => group.id !== id);
  const byId = async (orm: Orm, id: string): Promise<Group | undefined> => {
    const [group] = await orm.select().from(groups).where(eq(groups.id, id));
    return group;
  };

  return {
    createGroup: (group, decide) =>
      writeAlone(async ({ orm }) => {
        const refused = decide(await othersOf(orm, group));
        if (refused) return refused;
        await orm.insert(groups).values(group);
        return group;
      }),

    changeGroup: (id, decide) =>
      writeAlone(async ({ orm }) => {
        const group = await byId(orm, id);
        if (!group) return null;
        const decided = decide(group, await othersOf(orm, group));
        if ('code' in decided) return decided;
        const { name, priority } = decided;
        await orm.update(groups).set({ name, priority }).where(eq(groups.id, id));
        return decided;
      }),

    deleteGroup: (id, decide) =>
      writeAlone(async ({ orm }) => {
        const group = await byId(orm, id);
        if (!group) return null;
        const refused = decide(group);
        if (refused) return refused;
        await orm
          .update(users)
          .set({ defaultGroupId: null })
          .where(and(eq(users.organizationId, group.organizationId), eq(users.defaultGroupId, id)));
        await orm.delete(quotas).where(eq(quotas.ownerId, id));
        await orm.delete(groups).where(eq(groups.id, id));
        return { deleted: group };
      }),

    async groups(ids) {
      if (ids.length === 0) return [];
      const found = await read.orm
        .select()
        .from(groups)
        .where(inArray(groups.id, [...ids]));
      const known = new Map(found.map((group) => [group.id, group]));
      return ids.map((id) => known.get(id) ?? null);
    },

    groupsOfOrganization: (organization) => ofOrganization(read.orm, organization),

    async groupsOfUsers(ids) {
      if (ids.length === 0) return [];
      const rows = await read.orm
        .select({ userId: groupMembers.userId, group: groups })
        .from(groupMembers)
        .innerJoin(groups, eq(groups.id, groupMembers.groupId))
        .where(inArray(groupMembers.userId, [...ids]))
        .orderBy(...byName);
      return ids.map((id) => rows.filter((row) => row.userId === id).map((row) => row.group));
    },
  };
}

/** A value in lower case, compared by its bytes as the columns are. */
function lower(value: string | number): SQL {
  return sql`lower(${String(value)}::text COLLATE "C")`;
}

/** Whether a column contains a text, upper and lower case alike; `%` and `_` stand for themselves. */
function contains(
  column: typeof users.name | typeof users.email | typeof organizations.name,
  text: string,
): SQL {
  return sql`strpos(lower(${column}), ${lower(text)}) > 0`;
}
