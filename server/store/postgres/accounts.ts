import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { and, desc, eq, gt, isNull, lte, ne, or, type SQL } from 'drizzle-orm';
import { pgTable } from 'drizzle-orm/pg-core';
import type { ApiToken, Held, Session as SignedIn } from '../../domain/account.ts';
import { SCOPES } from '../../domain/scopes.ts';
import type { AccountsStore } from '../accounts-store.ts';
import { accounts, apiTokens, sessions, settings, verifications } from './accounts-schema.ts';
import { USER_COLUMNS } from './columns-of.ts';
import { text, time } from './columns.ts';
import { invitationStore } from './invitations.ts';
import { credentials, users } from './schema.ts';
import type { Session } from './session.ts';

/**
 * Users as better-auth reads them. It writes none: they are made and changed by intentions of the store.
 * Its columns have their names: Drizzle remembers those it makes of keys by the table's name, and knows none of the other
 * columns of `users` when this one is asked first.
 */
const userModel = pgTable('users', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email'),
  createdAt: time('created_at').notNull(),
});

export function accountsStore(session: Session): AccountsStore {
  const { read, write } = session;
  const { orm } = read;
  const accountsDatabase = drizzleAdapter(orm, {
    provider: 'pg',
    schema: { user: userModel, session: sessions, account: accounts, verification: verifications },
  });
  const heldSession = async (given: SQL, now: number): Promise<Held<SignedIn> | null> => {
    const [found] = await orm
      .select({ row: sessions, user: USER_COLUMNS })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(and(given, gt(sessions.expiresAt, new Date(now)), eq(users.status, 'ACTIVE')));
    return found ? { user: found.user, by: sessionFrom(found.row) } : null;
  };
  const heldToken = async (given: SQL, now: number): Promise<Held<ApiToken> | null> => {
    const holds = or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now));
    const [found] = await orm
      .select({ row: apiTokens, user: USER_COLUMNS })
      .from(apiTokens)
      .innerJoin(users, eq(users.id, apiTokens.userId))
      .where(and(given, holds, eq(users.status, 'ACTIVE')));
    return found ? { user: found.user, by: tokenFrom(found.row) } : null;
  };

  return {
    ...invitationStore(session),
    accountsDatabase,

    setting: (name, proposed) =>
      write(async (tx) => {
        await tx.orm.insert(settings).values({ name, value: proposed }).onConflictDoNothing();
        const [kept] = await tx.orm.select().from(settings).where(eq(settings.name, name));
        return kept?.value ?? proposed;
      }),

    putCode: (code) =>
      write(async (tx) => {
        await tx.orm.insert(credentials).values({ ...code, kind: 'code' });
      }),

    takeCode: (hash, now) =>
      write(async (tx) => {
        const [code] = await tx.orm
          .delete(credentials)
          .where(and(eq(credentials.hash, hash), eq(credentials.kind, 'code')))
          .returning();
        if (!code || code.expiresAt <= now) return null;
        const active = and(eq(users.id, code.userId), eq(users.status, 'ACTIVE'));
        const [user = null] = await tx.orm.select(USER_COLUMNS).from(users).where(active);
        return user;
      }),

    sessionByHash: (hash, now) => heldSession(eq(sessions.token, hash), now),
    sessionById: (id, now) => heldSession(eq(sessions.id, id), now),

    async sessionsOf(userId, now) {
      const rows = await orm
        .select()
        .from(sessions)
        .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, new Date(now))))
        .orderBy(desc(sessions.createdAt), desc(sessions.id));
      return rows.map(sessionFrom);
    },

    removeSession: (userId, id) =>
      write(async (tx) => {
        const own = and(eq(sessions.userId, userId), eq(sessions.id, id));
        return (await tx.orm.delete(sessions).where(own).returning({ id: sessions.id })).length > 0;
      }),

    removeSessions: (userId, except) =>
      write(async (tx) => {
        const others = except === null ? undefined : ne(sessions.id, except);
        const ended = await tx.orm
          .delete(sessions)
          .where(and(eq(sessions.userId, userId), others))
          .returning({ id: sessions.id });
        return ended.map(({ id }) => id);
      }),

    touchSession: (id, now) =>
      write(async (tx) => {
        await tx.orm
          .update(sessions)
          .set({ updatedAt: new Date(now) })
          .where(eq(sessions.id, id));
      }),

    addToken: (token, hash) =>
      write(async (tx) => {
        await tx.orm.insert(apiTokens).values({ ...token, hash, scopes: token.scopes.join(' ') });
      }),

    tokenByHash: (hash, now) => heldToken(eq(apiTokens.hash, hash), now),
    tokenById: (id, now) => heldToken(eq(apiTokens.id, id), now),

    async tokensOf(userId) {
      const rows = await orm
        .select()
        .from(apiTokens)
        .where(eq(apiTokens.userId, userId))
        .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id));
      return rows.map(tokenFrom);
    },

    removeToken: (userId, id) =>
      write(async (tx) => {
        const own = and(eq(apiTokens.userId, userId), eq(apiTokens.id, id));
        const [removed] = await tx.orm.delete(apiTokens).where(own).returning();
        return removed ? tokenFrom(removed) : null;
      }),

    touchToken: (id, now) =>
      write(async (tx) => {
        await tx.orm.update(apiTokens).set({ lastUsedAt: now }).where(eq(apiTokens.id, id));
      }),

    async hasPassword(userId) {
      const own = and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential'));
      const [found] = await orm.select({ password: accounts.password }).from(accounts).where(own);
      return typeof found?.password === 'string';
    },

    removeExpired: (now) =>
      write(async (tx) => {
        await tx.orm.delete(credentials).where(lte(credentials.expiresAt, now));
        await tx.orm.delete(sessions).where(lte(sessions.expiresAt, new Date(now)));
        await tx.orm.delete(verifications).where(lte(verifications.expiresAt, new Date(now)));
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
