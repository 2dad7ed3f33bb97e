import { and, eq, gt, lte, sql } from 'drizzle-orm';
import type { PeopleStore } from '../store.ts';
import { credentials, organizations, projects, users } from './schema.ts';
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
    .where(eq(users.isPlatformAdmin, true))
    .orderBy(sql`rowid`)
    .limit(1)
    .prepare();
  const sessionUser = orm
    .select({ user: users })
    .from(credentials)
    .innerJoin(users, eq(users.id, credentials.userId))
    .where(
      and(
        eq(credentials.hash, sql.placeholder('hash')),
        eq(credentials.kind, 'session'),
        gt(credentials.expiresAt, sql.placeholder('now')),
      ),
    )
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

    putCredential: (credential) =>
      write(() => {
        orm.insert(credentials).values(credential).run();
      }),

    async sessionUser(hash, now) {
      return sessionUser.get({ hash, now })?.user ?? null;
    },

    redeemCode: (codeHash, session, now) =>
      write(() => {
        const code = orm
          .delete(credentials)
          .where(and(eq(credentials.hash, codeHash), eq(credentials.kind, 'code')))
          .returning()
          .get();
        if (!code || code.expiresAt <= now) return null;
        orm
          .insert(credentials)
          .values({ ...session, kind: 'session', userId: code.userId })
          .run();
        return userById.get({ id: code.userId }) ?? null;
      }),

    removeCredential: (hash) =>
      write(() => {
        orm.delete(credentials).where(eq(credentials.hash, hash)).run();
      }),

    removeExpiredCredentials: (now) =>
      write(() => {
        orm.delete(credentials).where(lte(credentials.expiresAt, now)).run();
      }),
  };
}
