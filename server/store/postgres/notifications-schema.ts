import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { bytes, text, whole } from './columns.ts';
import { projects, users } from './schema.ts';

/** What people want to be told. */
export const followings = pgTable(
  'followings',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** A job, or the project itself. */
    subjectId: text('subject_id').notNull(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    level: text().$type<'NOTHING' | 'FAILURES' | 'ALL'>().notNull(),
    byEmail: boolean('by_email').notNull(),
    byWebhook: boolean('by_webhook').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.subjectId] }),
    index('followings_by_subject').on(table.subjectId),
    index('followings_by_project').on(table.projectId),
  ],
);

/** Ends of jobs that nobody was told of yet; written with the final event. */
export const jobEndings = pgTable(
  'job_endings',
  {
    id: text().primaryKey(),
    at: whole('at').notNull(),
    /** JSON. */
    ending: text().notNull(),
  },
  (table) => [index('job_endings_by_time').on(table.at, table.id)],
);

export const notifications = pgTable(
  'notifications',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    at: whole('at').notNull(),
    readAt: whole('read_at'),
    /** JSON. */
    ending: text().notNull(),
  },
  (table) => [
    index('notifications_by_user').on(table.userId, table.at, table.id),
    index('notifications_unread')
      .on(table.userId)
      .where(sql`read_at IS NULL`),
  ],
);

export const webhooks = pgTable(
  'webhooks',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    url: text().notNull(),
    organizationId: text('organization_id').notNull(),
    userId: text('user_id').references(() => users.id, { onDelete: 'cascade' }),
    onlyFailures: boolean('only_failures').notNull(),
    isActive: boolean('is_active').notNull(),
    createdAt: whole('created_at').notNull(),
    sealed: bytes().notNull(),
  },
  (table) => [
    index('webhooks_by_user').on(table.userId),
    index('webhooks_by_organization').on(table.organizationId),
  ],
);

/** Messages on their way by webhook or e-mail. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: text().primaryKey(),
    webhookId: text('webhook_id').references(() => webhooks.id, { onDelete: 'cascade' }),
    userId: text('user_id').references(() => users.id, { onDelete: 'cascade' }),
    /** JSON. */
    ending: text().notNull(),
    status: text().$type<'PENDING' | 'DELIVERED' | 'FAILED'>().notNull(),
    attempts: integer().notNull(),
    createdAt: whole('created_at').notNull(),
    dueAt: whole('due_at'),
    responseCode: integer('response_code'),
    trouble: text(),
    deliveredAt: whole('delivered_at'),
  },
  (table) => [
    index('deliveries_due')
      .on(table.dueAt)
      .where(sql`due_at IS NOT NULL`),
    index('deliveries_by_webhook').on(table.webhookId, table.createdAt, table.id),
    index('deliveries_by_user').on(table.userId),
  ],
);
