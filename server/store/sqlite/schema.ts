import { sql } from 'drizzle-orm';
import {
  blob,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

/**
 * What the database holds. Statuses are stored by their place in `JOB_STATUSES`, times in milliseconds since 1970,
 * and what is never searched for as JSON. A change here needs a migration: see CONTRIBUTING.md, "The store".
 */

// ---- People ----------------------------------------------------------------------------------------------------

export const organizations = sqliteTable('organizations', {
  id: text().primaryKey(),
  name: text().notNull(),
});

export const users = sqliteTable(
  'users',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    isOrganizationAdmin: integer('is_organization_admin', { mode: 'boolean' }).notNull(),
    isPlatformAdmin: integer('is_platform_admin', { mode: 'boolean' }).notNull(),
    email: text().unique(),
    status: text({ enum: ['ACTIVE', 'DISABLED'] })
      .notNull()
      .default('ACTIVE'),
    priority: integer().notNull().default(5),
    defaultGroupId: text('default_group_id'),
    createdAt: integer('created_at').notNull().default(0),
  },
  (table) => [index('users_by_name').on(table.organizationId, sql`lower(${table.name})`, table.id)],
);

export const groups = sqliteTable(
  'groups',
  {
    id: text().primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    name: text().notNull(),
    priority: integer().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [uniqueIndex('groups_by_name').on(table.organizationId, table.name)],
);

export const groupMembers = sqliteTable(
  'group_members',
  {
    groupId: text('group_id')
      .notNull()
      .references(() => groups.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.groupId] }),
    index('group_members_by_group').on(table.groupId),
  ],
);

/** One-time codes that sign in. */
export const credentials = sqliteTable(
  'credentials',
  {
    hash: text().primaryKey(),
    kind: text({ enum: ['code', 'session'] }).notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [index('credentials_by_expiry').on(table.expiresAt)],
);

export const teams = sqliteTable('teams', {
  id: text().primaryKey(),
  name: text().notNull(),
  description: text().notNull(),
  createdBy: text('created_by')
    .notNull()
    .references(() => users.id),
  createdAt: integer('created_at').notNull(),
});

export const teamMembers = sqliteTable(
  'team_members',
  {
    teamId: text('team_id')
      .notNull()
      .references(() => teams.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    isManager: integer('is_manager', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.teamId] }),
    index('team_members_by_team').on(table.teamId),
  ],
);

export const teamInvitations = sqliteTable(
  'team_invitations',
  {
    teamId: text('team_id')
      .notNull()
      .references(() => teams.id, { onDelete: 'cascade' }),
    email: text().notNull(),
    invitedBy: text('invited_by')
      .notNull()
      .references(() => users.id),
    createdAt: integer('created_at').notNull(),
    declinedAt: integer('declined_at'),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.email] }),
    index('team_invitations_by_email').on(table.email),
  ],
);

export * from './accounts-schema.ts';
export * from './notifications-schema.ts';
export * from './quota-schema.ts';

// ---- Projects --------------------------------------------------------------------------------------------------

export const projects = sqliteTable(
  'projects',
  {
    id: text().primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    name: text().notNull(),
    description: text().notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    archivedAt: integer('archived_at'),
  },
  (table) => [
    index('projects_by_creation').on(table.createdAt, table.id),
    index('projects_by_organization').on(table.organizationId, table.createdAt, table.id),
  ],
);

const ROLES = ['READER', 'CONTRIBUTOR', 'MAINTAINER', 'ADMINISTRATOR'] as const;

export const projectMembers = sqliteTable(
  'project_members',
  {
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text({ enum: ROLES }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.projectId] }),
    index('project_members_by_project').on(table.projectId),
  ],
);

export const projectTeams = sqliteTable(
  'project_teams',
  {
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    teamId: text('team_id')
      .notNull()
      .references(() => teams.id, { onDelete: 'cascade' }),
    role: text({ enum: ROLES }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.projectId] }),
    index('project_teams_by_project').on(table.projectId),
  ],
);

/** What properties mean in a project. */
export const propertyDefinitions = sqliteTable(
  'property_definitions',
  {
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    type: text({ enum: ['STRING', 'INTEGER', 'NUMBER', 'BOOLEAN'] }).notNull(),
    colour: text({
      enum: ['GREY', 'RED', 'ORANGE', 'YELLOW', 'GREEN', 'TEAL', 'BLUE', 'PURPLE', 'PINK'],
    }).notNull(),
    isRequired: integer('is_required', { mode: 'boolean' }).notNull(),
    description: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.name] })],
);

/** How many jobs a project has in each status. */
export const projectJobCounts = sqliteTable(
  'project_job_counts',
  {
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    status: integer().notNull(),
    jobs: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.status] })],
);

// ---- Jobs ------------------------------------------------------------------------------------------------------

export const jobs = sqliteTable(
  'jobs',
  {
    id: text().primaryKey(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id),
    organizationId: text('organization_id').notNull(),
    name: text().notNull(),
    description: text().notNull(),
    type: text().notNull(),
    targetId: text('target_id').notNull(),
    status: integer().notNull(),
    message: text(),
    errorDetail: text('error_detail'),
    version: integer().notNull(),
    attempt: integer().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    statusTimes: text('status_times').notNull(),
    /** Items in each status, in the order of `JOB_STATUSES`, with commas. */
    counts: text().notNull(),
    properties: text().notNull(),
    rerunOf: text('rerun_of'),
    cancellation: text(),
    cpuSeconds: real('cpu_seconds').notNull(),
    credits: real().notNull(),
    /** Null for one too long to be written anew with every change of the row: see `job_definitions`. */
    definition: text(),
    groupId: text('group_id'),
    nameLower: text('name_lower').notNull(),
  },
  (table) => [
    index('jobs_by_creation').on(table.projectId, table.createdAt, table.id),
    index('jobs_by_update').on(table.projectId, table.updatedAt, table.id),
    index('jobs_by_name').on(table.projectId, table.nameLower, table.id),
    index('jobs_by_status').on(table.projectId, table.status, table.id),
    index('jobs_by_submitter').on(table.projectId, table.createdBy, table.createdAt, table.id),
    // The same of all projects of an organization, which its admins list alike.
    index('jobs_by_organization').on(table.organizationId, table.createdAt, table.id),
    index('jobs_by_organization_update').on(table.organizationId, table.updatedAt, table.id),
    index('jobs_by_organization_name').on(table.organizationId, table.nameLower, table.id),
    index('jobs_by_organization_status').on(table.organizationId, table.status, table.id),
    index('jobs_by_organization_submitter').on(
      table.organizationId,
      table.createdBy,
      table.createdAt,
      table.id,
    ),
    index('jobs_by_source')
      .on(table.rerunOf, table.createdAt, table.id)
      .where(sql`rerun_of IS NOT NULL`),
  ],
);

/** The definitions that are too long for the job's row. */
export const jobDefinitions = sqliteTable('job_definitions', {
  jobId: text('job_id')
    .primaryKey()
    .references(() => jobs.id, { onDelete: 'cascade' }),
  definition: text().notNull(),
});

export const jobProperties = sqliteTable(
  'job_properties',
  {
    projectId: text('project_id').notNull(),
    name: text().notNull(),
    value: text().notNull(),
    jobId: text('job_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.name, table.value, table.jobId] })],
);

export const items = sqliteTable(
  'items',
  {
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    idx: integer().notNull(),
    targetId: text('target_id').notNull(),
    status: integer().notNull(),
    attempt: integer().notNull(),
    fence: integer().notNull(),
    message: text(),
    errorDetail: text('error_detail'),
    statusTimes: text('status_times').notNull(),
    queuedAt: integer('queued_at'),
    resultId: text('result_id'),
    workerId: text('worker_id'),
    restarts: integer().notNull(),
    cpuSeconds: real('cpu_seconds').notNull(),
    /** The handle at a provider; an item that has one waits there, not here. */
    remote: text(),
    /** When its provider is to be asked about it next. */
    dueAt: integer('due_at'),
    /** The credits it is estimated to cost; null on hosted targets. */
    credits: real(),
    // By whom it stands in the fair queue of a remote target; null on hosted targets. No group is empty.
    organizationId: text('organization_id'),
    groupId: text('group_id'),
    userId: text('user_id'),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.idx] }),
    index('items_fair')
      .on(
        table.targetId,
        table.organizationId,
        table.groupId,
        table.userId,
        table.queuedAt,
        table.jobId,
        table.idx,
      )
      .where(sql`status = 1 AND remote IS NULL AND organization_id IS NOT NULL`),
    // The literals are the places of QUEUED and RUNNING in JOB_STATUSES; a test holds them together.
    index('items_waiting')
      .on(table.targetId, table.queuedAt, table.jobId, table.idx)
      .where(sql`status = 1 AND remote IS NULL`),
    index('items_running')
      .on(table.workerId, table.jobId, table.idx)
      .where(sql`status = 2 AND worker_id IS NOT NULL`),
    index('items_due')
      .on(table.dueAt, table.jobId, table.idx)
      .where(sql`due_at IS NOT NULL`),
  ],
);

/** Earlier attempts: written when a retry begins a new one. */
export const attempts = sqliteTable(
  'attempts',
  {
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    idx: integer().notNull(),
    number: integer().notNull(),
    resultId: text('result_id'),
    /** The attempt in full, as JSON. */
    attempt: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.idx, table.number] })],
);

export const events = sqliteTable(
  'events',
  {
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    at: integer().notNull(),
    kind: text().notNull(),
    actor: text(),
    message: text(),
    status: integer().notNull(),
    counts: text().notNull(),
    attempt: integer().notNull(),
    /** `[[index, from, to, attempt, fence, message], …]`, statuses by place. */
    items: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.jobId, table.version] })],
);

export const programs = sqliteTable(
  'programs',
  {
    id: text().primaryKey(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id),
    name: text().notNull(),
    language: text().notNull(),
    contentId: text('content_id').notNull(),
    size: integer().notNull(),
    /** How many jobs name it. */
    refs: integer().notNull(),
  },
  (table) => [index('programs_by_project').on(table.projectId)],
);

/** Texts by their SHA-256: sources and results. */
export const contents = sqliteTable(
  'contents',
  {
    id: text().primaryKey(),
    codec: text({ enum: ['plain', 'deflate'] }).notNull(),
    size: integer().notNull(),
    /** How many programs, items and attempts name it; at 0 it goes. */
    refs: integer().notNull(),
    bytes: blob({ mode: 'buffer' }).notNull(),
  },
  () => [
    uniqueIndex('contents_unused')
      .on(sql`id`)
      .where(sql`refs <= 0`),
  ],
);

export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    userId: text('user_id').notNull(),
    key: text().notNull(),
    fingerprint: text().notNull(),
    /** No reference: the key is remembered longer than the job. */
    jobId: text('job_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.key] })],
);

// ---- Targets and queues ----------------------------------------------------------------------------------------

export const targets = sqliteTable('targets', {
  id: text().primaryKey(),
  status: text().notNull(),
  /** Its place in the list, in the order in which targets were first put. */
  place: integer().notNull(),
  /** The target as JSON; its status is the column's. */
  target: text().notNull(),
});

export const workers = sqliteTable('workers', {
  id: text().primaryKey(),
  beat: integer().notNull(),
  addedAt: integer('added_at').notNull(),
});

/** The processes that are there. */
export const nodes = sqliteTable('nodes', {
  id: text().primaryKey(),
  role: text().notNull(),
  label: text().notNull(),
  version: text().notNull(),
  startedAt: integer('started_at').notNull(),
  seenAt: integer('seen_at').notNull(),
  beat: integer().notNull(),
  workerId: text('worker_id'),
  slots: integer().notNull(),
  /** A JSON array of ids. */
  targetIds: text('target_ids').notNull(),
});

/** What only one node does at a time, and which. */
export const duties = sqliteTable('duties', {
  name: text().primaryKey(),
  nodeId: text('node_id'),
  fence: integer().notNull(),
  beat: integer().notNull(),
});

/** How many items wait here and run, by target. */
export const queueCounts = sqliteTable('queue_counts', {
  targetId: text('target_id').primaryKey(),
  waiting: integer().notNull(),
  running: integer().notNull(),
});

/** How many items became final, by target and minute since 1970. */
export const finishedMinutes = sqliteTable(
  'finished_minutes',
  {
    targetId: text('target_id').notNull(),
    minute: integer().notNull(),
    items: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.targetId, table.minute] })],
);

/** The last runs of each target, in a ring of slots. */
export const runs = sqliteTable(
  'runs',
  {
    targetId: text('target_id').notNull(),
    slot: integer().notNull(),
    finishedAt: integer('finished_at').notNull(),
    seconds: real().notNull(),
  },
  (table) => [primaryKey({ columns: [table.targetId, table.slot] })],
);

// ---- Audit -----------------------------------------------------------------------------------------------------

/** What people did. Triggers refuse to change or remove a row; nothing refers to what may be deleted. */
export const auditEntries = sqliteTable(
  'audit_entries',
  {
    id: text().primaryKey(),
    at: integer().notNull(),
    organizationId: text('organization_id').notNull(),
    actorId: text('actor_id'),
    actorName: text('actor_name').notNull(),
    via: text().notNull(),
    address: text(),
    tokenId: text('token_id'),
    requestId: text('request_id'),
    action: text().notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    subjectName: text('subject_name').notNull(),
    projectId: text('project_id'),
    reason: text(),
    idempotencyKey: text('idempotency_key'),
    /** JSON. */
    before: text(),
    after: text(),
  },
  (table) => [
    index('audit_by_time').on(table.organizationId, table.at, table.id),
    index('audit_by_actor').on(table.organizationId, table.actorId, table.at, table.id),
    index('audit_by_subject').on(table.subjectId, table.at, table.id),
  ],
);

// ---- Credentials for providers ---------------------------------------------------------------------------------

export const providerCredentials = sqliteTable('provider_credentials', {
  id: text().primaryKey(),
  organizationId: text('organization_id')
    .notNull()
    .references(() => organizations.id),
  userId: text('user_id').references(() => users.id, { onDelete: 'cascade' }),
  provider: text().notNull(),
  isDefault: integer('is_default', { mode: 'boolean' }).notNull(),
  createdAt: integer('created_at').notNull(),
  /** The rest of it, as JSON. */
  credential: text().notNull(),
  sealed: blob({ mode: 'buffer' }).notNull(),
});
