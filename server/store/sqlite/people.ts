import { and, eq, sql } from 'drizzle-orm';
import type { PeopleStore } from '../store.ts';
import { organizations, projects, users } from './schema.ts';
import type { Session } from './session.ts';

export function peopleStore({ orm, write }: Session): PeopleStore {
  const userById = orm
    .select()
    .from(users)
    .where(eq(users.id, sql.placeholder('id')))
    .prepare();
  const organizationById = orm
    .select()
    .from(organizations)
    .where(eq(organizations.id, sql.placeholder('id')))
    .prepare();
  // Rows stand in the order in which they came.
  const firstAdmin = orm
    .select()
    .from(users)
    .where(and(eq(users.isPlatformAdmin, true), eq(users.status, 'ACTIVE')))
    .orderBy(sql`rowid`)
    .limit(1)
    .prepare();

  return {
    bootstrap: (first) =>
      write(() => {
        if (orm.select({ id: organizations.id }).from(organizations).limit(1).get()) return false;
        orm.insert(organizations).values(first.organization).run();
        orm.insert(users).values(first.user).run();
        orm.insert(projects).values(first.project).run();
        return true;
      }),

    // One by one: a statement that is prepared once is quicker than one made for each number of ids.
    async users(ids) {
      return ids.map((id) => userById.get({ id }) ?? null);
    },

    async organizations(ids) {
      return ids.map((id) => organizationById.get({ id }) ?? null);
    },

    async firstAdmin() {
      return firstAdmin.get() ?? null;
    },
  };
}
