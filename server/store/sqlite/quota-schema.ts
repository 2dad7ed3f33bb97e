import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Quotas of organizations, groups and users. */
export const quotas = sqliteTable(
  'quotas',
  {
    ownerId: text('owner_id').notNull(),
    resource: text({ enum: ['COMPILATION', 'SIMULATION', 'STORAGE', 'CREDITS'] }).notNull(),
    ownerKind: text('owner_kind', { enum: ['ORGANIZATION', 'GROUP', 'USER'] }).notNull(),
    organizationId: text('organization_id').notNull(),
    amount: real().notNull(),
    updatedAt: integer('updated_at').notNull(),
    updatedBy: text('updated_by').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ownerId, table.resource] }),
    index('quotas_by_organization').on(table.organizationId),
  ],
);

/**
 * What was used, in seconds, bytes and credits. `month` is 202611 for November 2026, 0 for what is held and not used
 * up (STORAGE, and RESERVED credits), -1 for what jobs used that are deleted: by it the sums can be checked.
 */
export const usage = sqliteTable(
  'usage',
  {
    organizationId: text('organization_id').notNull(),
    month: integer().notNull(),
    resource: text().notNull(),
    projectId: text('project_id').notNull(),
    userId: text('user_id').notNull(),
    /** Empty for no group. */
    groupId: text('group_id').notNull(),
    amount: real().notNull(),
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
      ],
    }),
  ],
);

/** The same added up for each organization, group and user: what quotas are compared with. */
export const usageTotals = sqliteTable(
  'usage_totals',
  {
    ownerId: text('owner_id').notNull(),
    resource: text().notNull(),
    month: integer().notNull(),
    amount: real().notNull(),
  },
  (table) => [primaryKey({ columns: [table.ownerId, table.resource, table.month] })],
);

/** What was handed over to remote targets, in credits, in each stretch of time: the fair queue looks at the last. */
export const fairCosts = sqliteTable(
  'fair_costs',
  {
    targetId: text('target_id').notNull(),
    /** Minutes since 1970 by which the stretch begins. */
    minute: integer().notNull(),
    organizationId: text('organization_id').notNull(),
    groupId: text('group_id').notNull(),
    userId: text('user_id').notNull(),
    credits: real().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.targetId, table.minute, table.organizationId, table.groupId, table.userId],
    }),
  ],
);
