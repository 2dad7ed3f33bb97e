import { doublePrecision, index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { text, whole } from './columns.ts';

/** Quotas of organizations, groups and users. */
export const quotas = pgTable(
  'quotas',
  {
    ownerId: text('owner_id').notNull(),
    resource: text().$type<'COMPILATION' | 'SIMULATION' | 'STORAGE' | 'CREDITS'>().notNull(),
    ownerKind: text('owner_kind').$type<'ORGANIZATION' | 'GROUP' | 'USER'>().notNull(),
    organizationId: text('organization_id').notNull(),
    amount: doublePrecision().notNull(),
    updatedAt: whole('updated_at').notNull(),
    updatedBy: text('updated_by').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ownerId, table.resource] }),
    index('quotas_by_organization').on(table.organizationId),
  ],
);

/**
 * What was used, in seconds, bytes and credits. `month` is 202611 for November 2026, 0 for what is held and not used
 * up (STORAGE, and RESERVED credits), -1 for what jobs used that are deleted: by it the sums can be checked. Each is the
 * sum over its shards: see `project_job_counts`.
 */
export const usage = pgTable(
  'usage',
  {
    organizationId: text('organization_id').notNull(),
    month: integer().notNull(),
    resource: text().notNull(),
    projectId: text('project_id').notNull(),
    userId: text('user_id').notNull(),
    /** Empty for no group. */
    groupId: text('group_id').notNull(),
    shard: integer().notNull(),
    amount: doublePrecision().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.organizationId,
        table.month,
        table.resource,
        table.projectId,
        table.userId,
        table.groupId,
        table.shard,
      ],
    }),
  ],
);

/** The same added up for each organization, group and user: what quotas are compared with. */
export const usageTotals = pgTable(
  'usage_totals',
  {
    ownerId: text('owner_id').notNull(),
    resource: text().notNull(),
    month: integer().notNull(),
    shard: integer().notNull(),
    amount: doublePrecision().notNull(),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.resource, table.month, table.shard] })],
);

/** What was handed over to remote targets, in credits, in each stretch of time: the fair queue looks at the last. */
export const fairCosts = pgTable(
  'fair_costs',
  {
    targetId: text('target_id').notNull(),
    /** Minutes since 1970 by which the stretch begins. */
    minute: integer().notNull(),
    organizationId: text('organization_id').notNull(),
    groupId: text('group_id').notNull(),
    userId: text('user_id').notNull(),
    credits: doublePrecision().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.targetId, table.minute, table.organizationId, table.groupId, table.userId],
    }),
  ],
);
