import { sql } from 'drizzle-orm';
import {
  boolean,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { ProjectRole } from '../../domain/people.ts';
import { arrival, bytes, text, whole } from './columns.ts';

/**
 * What the database holds. Statuses are stored by their place in `JOB_STATUSES`, times in milliseconds since 1970,
 * and what is never searched for as JSON. A change here needs a migration: see CONTRIBUTING.md, "The store".
 */

// ---- People ----------------------------------------------------------------------------------------------------

export const organizations = pgTable('organizations', {
  id: text().primaryKey(),
  name: text().notNull(),
});

export const users = pgTable(
  'users',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    isOrganizationAdmin: boolean('is_organization_admin').notNull(),
    isPlatformAdmin: boolean('is_platform_admin').notNull(),
    email: text().unique(),
    status: text().$type<'ACTIVE' | 'DISABLED'>().notNull().default('ACTIVE'),
    priority: integer().notNull().default(5),
    defaultGroupId: text('default_group_id'),
    createdAt: whole('created_at').notNull().default(0),
    /** The order in which they came. */
    seq: arrival(),
  },
  (table) => [index('users_by_name').on(table.organizationId, sql`lower(${table.name})`, table.id)],
);

export const groups = pgTable(
  'groups',
  {
    id: text().primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    name: text().notNull(),
    priority: integer().notNull(),
    createdAt: whole('created_at').notNull(),
  },
  (table) => [uniqueIndex('groups_by_name').on(table.organizationId, table.name)],
);

export const groupMembers = pgTable(
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
export const credentials = pgTable(
  'credentials',
  {
    hash: text().primaryKey(),
    kind: text().$type<'code' | 'session'>().notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: whole('expires_at').notNull(),
  },
  (table) => [index('credentials_by_expiry').on(table.expiresAt)],
);

export const teams = pgTable('teams', {
  id: text().primaryKey(),
  name: text().notNull(),
  description: text().notNull(),
  createdBy: text('created_by')
    .notNull()
    .references(() => users.id),
  createdAt: whole('created_at').notNull(),
});

export const teamMembers = pgTable(
  'team_members',
  {
    teamId: text('team_id')
      .notNull()
      .references(() => teams.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    isManager: boolean('is_manager').notNull(),
    /** The order in which they came. */
    seq: arrival(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.teamId] }),
    index('team_members_by_team').on(table.teamId),
  ],
);

export const teamInvitations = pgTable(
  'team_invitations',
  {
    teamId: text('team_id')
      .notNull()
      .references(() => teams.id, { onDelete: 'cascade' }),
    email: text().notNull(),
    invitedBy: text('invited_by')
      .notNull()
      .references(() => users.id),
    createdAt: whole('created_at').notNull(),
    declinedAt: whole('declined_at'),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.email] }),
    index('team_invitations_by_email').on(table.email),
  ],
);

export * from './accounts-schema.ts';
export * from './notifications-schema.ts';
export * from './queue-schema.ts';
export * from './quota-schema.ts';

// ---- Projects --------------------------------------------------------------------------------------------------

export const projects = pgTable(
  'projects',
  {
    id: text().primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    name: text().notNull(),
    description: text().notNull(),
    createdAt: whole('created_at').notNull(),
    updatedAt: whole('updated_at').notNull(),
    archivedAt: whole('archived_at'),
  },
  (table) => [
    index('projects_by_creation').on(table.createdAt, table.id),
    index('projects_by_organization').on(table.organizationId, table.createdAt, table.id),
  ],
);

export const projectMembers = pgTable(
  'project_members',
  {
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text().$type<ProjectRole>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.projectId] }),
    index('project_members_by_project').on(table.projectId),
  ],
);

export const projectTeams = pgTable(
  'project_teams',
  {
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    teamId: text('team_id')
      .notNull()
      .references(() => teams.id, { onDelete: 'cascade' }),
    role: text().$type<ProjectRole>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.projectId] }),
    index('project_teams_by_project').on(table.projectId),
  ],
);

/**
 * How many jobs a project has in each status: the sum over its shards. A transaction adds to the shard of its
 * connection, so that writers seldom wait for each other. No reference to the project: looking at it would lock it.
 */
export const projectJobCounts = pgTable(
  'project_job_counts',
  {
    projectId: text('project_id').notNull(),
    shard: integer().notNull(),
    submitted: whole('submitted').notNull(),
    queued: whole('queued').notNull(),
    running: whole('running').notNull(),
    cancelling: whole('cancelling').notNull(),
    retrying: whole('retrying').notNull(),
    completed: whole('completed').notNull(),
    error: whole('error').notNull(),
    cancelled: whole('cancelled').notNull(),
    terminated: whole('terminated').notNull(),
    depleted: whole('depleted').notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.shard] })],
);

/** What properties mean in a project. */
export const propertyDefinitions = pgTable(
  'property_definitions',
  {
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    type: text().$type<'STRING' | 'INTEGER' | 'NUMBER' | 'BOOLEAN'>().notNull(),
    colour: text()
      .$type<'GREY' | 'RED' | 'ORANGE' | 'YELLOW' | 'GREEN' | 'TEAL' | 'BLUE' | 'PURPLE' | 'PINK'>()
      .notNull(),
    isRequired: boolean('is_required').notNull(),
    description: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.name] })],
);

// ---- Jobs ------------------------------------------------------------------------------------------------------

export const jobs = pgTable(
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
    createdAt: whole('created_at').notNull(),
    updatedAt: whole('updated_at').notNull(),
    statusTimes: text('status_times').notNull(),
    /** Items in each status, in the order of `JOB_STATUSES`, with commas. */
    counts: text().notNull(),
    properties: text().notNull(),
    rerunOf: text('rerun_of'),
    cancellation: text(),
    cpuSeconds: doublePrecision('cpu_seconds').notNull(),
    credits: doublePrecision().notNull(),
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
export const jobDefinitions = pgTable('job_definitions', {
  jobId: text('job_id')
    .primaryKey()
    .references(() => jobs.id, { onDelete: 'cascade' }),
  definition: text().notNull(),
});

export const jobProperties = pgTable(
  'job_properties',
  {
    projectId: text('project_id').notNull(),
    name: text().notNull(),
    value: text().notNull(),
    /** The value as a number, where it is one. */
    number: doublePrecision(),
    jobId: text('job_id').notNull(),
  },
  (table) => [
    // A value may be longer than an entry of an index.
    index('job_properties_by_value').on(table.projectId, table.name, sql`md5(${table.value})`, table.jobId),
  ],
);

export const items = pgTable(
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
    queuedAt: whole('queued_at'),
    resultId: text('result_id').references(() => contents.id),
    workerId: text('worker_id'),
    restarts: integer().notNull(),
    cpuSeconds: doublePrecision('cpu_seconds').notNull(),
    /** The handle at a provider; an item that has one waits there, not here. */
    remote: text(),
    /** The content that the handle names. */
    runId: text('run_id').references(() => contents.id),
    /** When its provider is to be asked about it next. */
    dueAt: whole('due_at'),
    /** The credits it is estimated to cost; null on hosted targets. */
    credits: doublePrecision(),
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
    index('items_by_result')
      .on(table.resultId)
      .where(sql`result_id IS NOT NULL`),
    index('items_by_run')
      .on(table.runId)
      .where(sql`run_id IS NOT NULL`),
  ],
);

/** Earlier attempts: written when a retry begins a new one. */
export const attempts = pgTable(
  'attempts',
  {
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    idx: integer().notNull(),
    number: integer().notNull(),
    resultId: text('result_id').references(() => contents.id),
    runId: text('run_id').references(() => contents.id),
    /** The attempt in full, as JSON. */
    attempt: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.idx, table.number] }),
    index('attempts_by_result')
      .on(table.resultId)
      .where(sql`result_id IS NOT NULL`),
    index('attempts_by_run')
      .on(table.runId)
      .where(sql`run_id IS NOT NULL`),
  ],
);

export const events = pgTable(
  'events',
  {
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    at: whole('at').notNull(),
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

export const programs = pgTable(
  'programs',
  {
    id: text().primaryKey(),
    projectId: text('project_id')
      .notNull()
      .references(() => projects.id),
    name: text().notNull(),
    language: text().notNull(),
    contentId: text('content_id')
      .notNull()
      .references(() => contents.id),
    size: integer().notNull(),
  },
  (table) => [
    index('programs_by_project').on(table.projectId),
    index('programs_by_content').on(table.contentId),
  ],
);

/** Which jobs name a program: one that no job names goes. */
export const jobPrograms = pgTable(
  'job_programs',
  {
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    programId: text('program_id')
      .notNull()
      .references(() => programs.id),
  },
  (table) => [
    primaryKey({ columns: [table.jobId, table.programId] }),
    index('job_programs_by_program').on(table.programId),
  ],
);

/**
 * Texts by their SHA-256: sources and results. No count of what names them: every writer of a popular text would
 * wait for its row. What nothing refers to goes, see `unnamed_contents`.
 */
export const contents = pgTable('contents', {
  id: text().primaryKey(),
  codec: text().$type<'plain' | 'deflate'>().notNull(),
  size: integer().notNull(),
  bytes: bytes().notNull(),
});

/** Contents that something named and names no longer: to be looked at, and deleted if nothing else names them. */
export const unnamedContents = pgTable('unnamed_contents', {
  seq: arrival().primaryKey(),
  id: text().notNull(),
});

export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    userId: text('user_id').notNull(),
    key: text().notNull(),
    fingerprint: text().notNull(),
    /** No reference: the key is remembered longer than the job. */
    jobId: text('job_id').notNull(),
    createdAt: whole('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.key] })],
);

// ---- Audit -----------------------------------------------------------------------------------------------------

/** What people did. Triggers refuse to change or remove a row; nothing refers to what may be deleted. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: text().primaryKey(),
    at: whole('at').notNull(),
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

export const providerCredentials = pgTable('provider_credentials', {
  id: text().primaryKey(),
  organizationId: text('organization_id')
    .notNull()
    .references(() => organizations.id),
  userId: text('user_id').references(() => users.id, { onDelete: 'cascade' }),
  provider: text().notNull(),
  isDefault: boolean('is_default').notNull(),
  createdAt: whole('created_at').notNull(),
  /** The rest of it, as JSON. */
  credential: text().notNull(),
  sealed: bytes().notNull(),
});
