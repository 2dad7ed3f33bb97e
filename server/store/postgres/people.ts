import { and, asc, eq, inArray } from 'drizzle-orm';
import type { PeopleStore } from '../store.ts';
import { USER_COLUMNS } from './columns-of.ts';
import { organizations, projects, users } from './schema.ts';
import type { Session } from './session.ts';

export function peopleStore(session: Session): PeopleStore {
  const { read } = session;
  return {
    bootstrap: (first) =>
      session.writeAlone(async ({ orm }) => {
        const [known] = await orm.select({ id: organizations.id }).from(organizations).limit(1);
        if (known) return false;
        await orm.insert(organizations).values(first.organization);
        await orm.insert(users).values(first.user);
        await orm.insert(projects).values(first.project);
        return true;
      }),

    async users(ids) {
      if (ids.length === 0) return [];
      const found = await read.orm
        .select(USER_COLUMNS)
        .from(users)
        .where(inArray(users.id, [...ids]));
      const byId = new Map(found.map((user) => [user.id, user]));
      return ids.map((id) => byId.get(id) ?? null);
    },

    async organizations(ids) {
      if (ids.length === 0) return [];
      const found = await read.orm
        .select()
        .from(organizations)
        .where(inArray(organizations.id, [...ids]));
      const byId = new Map(found.map((organization) => [organization.id, organization]));
      return ids.map((id) => byId.get(id) ?? null);
    },

    async firstAdmin() {
      const [found = null] = await read.orm
        .select(USER_COLUMNS)
        .from(users)
        .where(and(eq(users.isPlatformAdmin, true), eq(users.status, 'ACTIVE')))
        .orderBy(asc(users.seq))
        .limit(1);
      return found;
    },
  };
}
