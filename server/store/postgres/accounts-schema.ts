import { boolean, index, pgTable, uniqueIndex } from 'drizzle-orm/pg-core';
import { text, time, whole } from './columns.ts';
import { organizations, users } from './schema.ts';

/** How people and programs sign in. The names of the fields are those of better-auth where its models stand here. */

const userId = () =>
  text('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' });

export const sessions = pgTable(
  'sessions',
  {
    id: text().primaryKey(),
    userId: userId(),
    /** The SHA-256 of what the cookie holds. */
    token: text('token_hash').notNull().unique(),
    expiresAt: time('expires_at').notNull(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
    ipAddress: text('address'),
    userAgent: text('user_agent'),
  },
  (table) => [index('sessions_by_user').on(table.userId), index('sessions_by_expiry').on(table.expiresAt)],
);

/** Passwords (`credential`), and who a user is at an OpenID provider. */
export const accounts = pgTable(
  'accounts',
  {
    id: text().primaryKey(),
    userId: userId(),
    providerId: text('provider_id').notNull(),
    accountId: text('account_id').notNull(),
    /** As scrypt leaves it. */
    password: text(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('accounts_by_provider').on(table.providerId, table.accountId),
    index('accounts_by_user').on(table.userId),
  ],
);

/** What was sent out to be shown again: the links that reset passwords, by their hash. */
export const verifications = pgTable(
  'verifications',
  {
    id: text().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: time('expires_at').notNull(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [
    index('verifications_by_identifier').on(table.identifier),
    index('verifications_by_expiry').on(table.expiresAt),
  ],
);

export const apiTokens = pgTable(
  'api_tokens',
  {
    id: text().primaryKey(),
    userId: userId(),
    name: text().notNull(),
    hash: text().notNull().unique(),
    /** With spaces between them. */
    scopes: text().notNull(),
    createdAt: whole('created_at').notNull(),
    expiresAt: whole('expires_at'),
    lastUsedAt: whole('last_used_at'),
  },
  (table) => [index('api_tokens_by_user').on(table.userId, table.createdAt)],
);

/** What all processes share beside the configuration. */
export const settings = pgTable('settings', {
  name: text().primaryKey(),
  value: text().notNull(),
});

/** Who was asked to join and has not answered yet. */
export const invitations = pgTable(
  'invitations',
  {
    id: text().primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    /** In lower case. */
    email: text().notNull(),
    isOrganizationAdmin: boolean('is_organization_admin').notNull(),
    /** Ids with spaces between them. */
    groupIds: text('group_ids').notNull(),
    invitedBy: text('invited_by').references(() => users.id, { onDelete: 'set null' }),
    hash: text().notNull().unique(),
    createdAt: whole('created_at').notNull(),
    expiresAt: whole('expires_at').notNull(),
  },
  (table) => [
    uniqueIndex('invitations_by_email').on(table.organizationId, table.email),
    index('invitations_by_address').on(table.email),
  ],
);
