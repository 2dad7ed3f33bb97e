import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { and, desc, eq, gt, isNull, lte, ne, or, sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ApiToken, Held, Session as SignedIn } from '../../domain/account.ts';
import { SCOPES } from '../../domain/scopes.ts';
import type { AccountsStore } from '../accounts-store.ts';
import { accounts, apiTokens, sessions, settings, verifications } from './accounts-schema.ts';
import { invitationStore } from './invitations.ts';
import { credentials, users } from './schema.ts';
import type { Session } from './session.ts';

/**
 * Users as better-auth reads them. It writes none: they are made and changed by intentions of the store.
 * Its columns have their names: Drizzle remembers those it makes of keys by the table's name, and knows none of the other
 * columns of `users` when this one is asked first.
 */
const userModel = sqliteTable('users', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email'),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
});

export function accountsStore(session: Session): AccountsStore {
  const { orm, write } = session;
  const accountsDatabase = drizzleAdapter(orm, {
    provider: 'sqlite',
    schema: { user: userModel, session: sessions, account: accounts, verification: verifications },
  });
  const sessionOf = (given: typeof sessions.token | typeof sessions.id) =>
    orm
      .select({ row: sessions, user: users })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(
        and(
          eq(given, sql.placeholder('given')),
          sql`${sessions.expiresAt} > ${sql.placeholder('now')}`,
          eq(users.status, 'ACTIVE'),
        ),
      )
      .prepare();
  const tokenOf = (given: typeof apiTokens.hash | typeof apiTokens.id) =>
    orm
      .select({ row: apiTokens, user: users })
      .from(apiTokens)
      .innerJoin(users, eq(users.id, apiTokens.userId))
      .where(
        and(
          eq(given, sql.placeholder('given')),
          or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, sql.placeholder('now'))),
          eq(users.status, 'ACTIVE'),
        ),
      )
      .prepare();
  const byToken = sessionOf(sessions.token);
  const byId = sessionOf(sessions.id);
  const byTokenHash = tokenOf(apiTokens.hash);
  const byTokenId = tokenOf(apiTokens.id);
  const heldSession = (found: ReturnType<typeof byId.get>): Held<SignedIn> | null =>
    found ? { user: found.user, by: sessionFrom(found.row) } : null;
  const heldToken = (found: ReturnType<typeof byTokenId.get>): Held<ApiToken> | null =>
    found ? { user: found.user, by: tokenFrom(found.row) } : null;

  return {
    ...invitationStore(session),
    accountsDatabase,

    setting: (name, proposed) =>
      write(() => {
        orm.insert(settings).values({ name, value: proposed }).onConflictDoNothing().run();
        return orm.select().from(settings).where(eq(settings.name, name)).get()?.value ?? proposed;
      }),

    putCode: (code) =>
      write(() => {
        orm
          .insert(credentials)
          .values({ ...code, kind: 'code' })
          .run();
      }),

    takeCode: (hash, now) =>
      write(() => {
        const code = orm
          .delete(credentials)
          .where(and(eq(credentials.hash, hash), eq(credentials.kind, 'code')))
          .returning()
          .get();
        if (!code || code.expiresAt <= now) return null;
        const active = and(eq(users.id, code.userId), eq(users.status, 'ACTIVE'));
        return orm.select().from(users).where(active).get() ?? null;
      }),

    async sessionByHash(given, now) {
      return heldSession(byToken.get({ given, now }));
    },

    async sessionById(given, now) {
      return heldSession(byId.get({ given, now }));
    },

    async sessionsOf(userId, now) {
      return orm
        .select()
        .from(sessions)
        .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, new Date(now))))
        .orderBy(desc(sessions.createdAt), desc(sessions.id))
        .all()
        .map(sessionFrom);
    },

    removeSession: (userId, id) =>
      write(() => {
        const own = and(eq(sessions.userId, userId), eq(sessions.id, id));
        return orm.delete(sessions).where(own).run().changes > 0;
      }),

    removeSessions: (userId, except) =>
      write(() =>
        orm
          .delete(sessions)
          .where(and(eq(sessions.userId, userId), except === null ? undefined : ne(sessions.id, except)))
          .returning({ id: sessions.id })
          .all()
          .map(({ id }) => id),
      ),

    touchSession: (id, now) =>
      write(() => {
        orm
          .update(sessions)
          .set({ updatedAt: new Date(now) })
          .where(eq(sessions.id, id))
          .run();
      }),

    addToken: (token, hash) =>
      write(() => {
        orm
          .insert(apiTokens)
          .values({ ...token, hash, scopes: token.scopes.join(' ') })
          .run();
      }),

    async tokenByHash(given, now) {
      return heldToken(byTokenHash.get({ given, now }));
    },

    async tokenById(given, now) {
      return heldToken(byTokenId.get({ given, now }));
    },

    async tokensOf(userId) {
      return orm
        .select()
        .from(apiTokens)
        .where(eq(apiTokens.userId, userId))
        .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
        .all()
        .map(tokenFrom);
    },

    removeToken: (userId, id) =>
      write(() => {
        const own = and(eq(apiTokens.userId, userId), eq(apiTokens.id, id));
        const removed = orm.delete(apiTokens).where(own).returning().get();
        return removed ? tokenFrom(removed) : null;
      }),

    touchToken: (id, now) =>
      write(() => {
        orm.update(apiTokens).set({ lastUsedAt: now }).where(eq(apiTokens.id, id)).run();
      }),

    async hasPassword(userId) {
      const own = and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential'));
      const found = orm.select({ password: accounts.password }).from(accounts).where(own).get();
      return typeof found?.password === 'string';
    },

    removeExpired: (now) =>
      write(() => {
        orm.delete(credentials).where(lte(credentials.expiresAt, now)).run();
        orm
          .delete(sessions)
          .where(lte(sessions.expiresAt, new Date(now)))
          .run();
        orm
          .delete(verifications)
          .where(lte(verifications.expiresAt, new Date(now)))
          .run();
      }),
  };
}

function sessionFrom(row: typeof sessions.$inferSelect): SignedIn {
  return {
    id: row.id,
    userId: row.userId,
    createdAt: row.createdAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
    lastUsedAt: row.updatedAt.getTime(),
    address: row.ipAddress === '' ? null : row.ipAddress,
    userAgent: row.userAgent === '' ? null : row.userAgent,
  };
}

function tokenFrom({ hash: _hash, scopes, ...row }: typeof apiTokens.$inferSelect): ApiToken {
  const named = new Set(scopes.split(' '));
  return { ...row, scopes: SCOPES.filter((scope) => named.has(scope)) };
}
