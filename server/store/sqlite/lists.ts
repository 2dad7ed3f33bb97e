import type { JobFilter, JobOrder, JobOwner, JobScope, PropertyCondition } from '../../domain/job-query.ts';
import { JOB_STATUSES, type JobStatus } from '../../domain/status.ts';
import { positionValue } from '../job-position.ts';
import type { JobStore } from '../store.ts';
import {
  attemptFromText,
  EVENT_COLUMNS,
  eventFromRow,
  ITEM_COLUMNS,
  itemFromRow,
  JOB_COLUMNS,
  STATUS_PLACE,
} from '../codec.ts';
import type { EventRow, ItemRow, JobRow } from '../codec.ts';
import type { JobRows } from './job-rows.ts';
import type { Session } from './session.ts';
import { Statements } from './statements.ts';

type Condition = readonly [sql: string, ...values: (string | number)[]];

const COLUMNS: Readonly<Record<JobOrder['field'], string>> = {
  CREATED_AT: 'created_at',
  UPDATED_AT: 'updated_at',
  NAME: 'name_lower',
  STATUS: 'status',
};

/** The indexes of a project's jobs, and of an organization's. */
const INDEXES = {
  project: {
    CREATED_AT: 'jobs_by_creation',
    UPDATED_AT: 'jobs_by_update',
    NAME: 'jobs_by_name',
    STATUS: 'jobs_by_status',
    submitter: 'jobs_by_submitter',
  },
  organization: {
    CREATED_AT: 'jobs_by_organization',
    UPDATED_AT: 'jobs_by_organization_update',
    NAME: 'jobs_by_organization_name',
    STATUS: 'jobs_by_organization_status',
    submitter: 'jobs_by_organization_submitter',
  },
} as const;

/** Up to so many candidates are fetched and sorted; with more it is better to walk the order's index. */
const FEW = 2_000;

export function jobLists(
  { db, tallies }: Session,
  rows: JobRows,
): Omit<JobStore, 'submitJob' | 'changeJob' | 'deleteJob' | 'programs'> {
  const statements = new Statements(db);
  const sql = {
    events: db
      .prepare(
        `SELECT ${EVENT_COLUMNS} FROM events WHERE job_id = ? AND version > ? ORDER BY version LIMIT ?`,
      )
      .raw(),
    attempts: db.prepare('SELECT attempt FROM attempts WHERE job_id = ? AND idx = ? ORDER BY number').pluck(),
    items: db
      .prepare(`SELECT ${ITEM_COLUMNS} FROM items WHERE job_id = ? AND idx > ? ORDER BY idx LIMIT ?`)
      .raw(),
    projectsOf: db.prepare('SELECT id FROM projects WHERE organization_id = ?').pluck(),
  };

  const projectsOf = (scope: JobScope): readonly string[] | null => {
    if ('projectId' in scope) return [scope.projectId];
    return 'organizationId' in scope ? (sql.projectsOf.all(scope.organizationId) as string[]) : null;
  };

  const countByStatus = (projectIds: readonly string[], statuses: readonly JobStatus[]): number => {
    let count = 0;
    for (const id of projectIds) {
      const counts = tallies.jobCounts(id);
      for (const status of new Set(statuses)) count += counts[status];
    }
    return count;
  };

  /** Which index to go through: the planner knows no numbers, the tallies do. */
  const pathOf = (scope: JobScope, filter: JobFilter, order: JobOrder | null): string => {
    if ('rerunOf' in scope) return ' INDEXED BY jobs_by_source';
    const indexes = 'projectId' in scope ? INDEXES.project : INDEXES.organization;
    const field = order?.field ?? 'CREATED_AT';
    if (field !== 'STATUS') {
      if (filter.statuses && countByStatus(projectsOf(scope) ?? [], filter.statuses) <= FEW) {
        return ` INDEXED BY ${indexes.STATUS}`;
      }
      if (filter.properties?.some((property) => isRare(scope, property))) return '';
      if (filter.createdByIds?.length === 1 && field === 'CREATED_AT') {
        return ` INDEXED BY ${indexes.submitter}`;
      }
    }
    return ` INDEXED BY ${indexes[field]}`;
  };

  const isRare = (owner: JobOwner, wanted: PropertyCondition): boolean => {
    const [match, ...values] = propertyMatch(wanted, 'name', 'value');
    const [projects, owns] = ownedProjects(owner);
    const query = `SELECT count(*) FROM (SELECT 1 FROM job_properties WHERE ${projects} AND ${match} LIMIT ${FEW + 1})`;
    const count = statements
      .get(query)
      .pluck()
      .get(owns, ...values);
    return Number(count) <= FEW;
  };

  const propertyConditions = (scope: JobScope, filter: JobFilter): Condition[] =>
    (filter.properties ?? []).map((wanted): Condition => {
      if (!('rerunOf' in scope) && isRare(scope, wanted)) {
        const [match, ...values] = propertyMatch(wanted, 'p.name', 'p.value');
        const [projects, owns] = ownedProjects(scope);
        return [
          `id IN (SELECT p.job_id FROM job_properties p WHERE ${projects} AND ${match})`,
          owns,
          ...values,
        ];
      }
      // Looked up job by job. Without a value many rows may stand before the job's own: the job's own list decides.
      if (wanted.value === null) {
        const [match, ...values] = propertyMatch(wanted, "e.value ->> '$.name'", "e.value ->> '$.value'");
        return [`EXISTS (SELECT 1 FROM json_each(jobs.properties) e WHERE ${match})`, ...values];
      }
      const [match, ...values] = propertyMatch(wanted, 'p.name', 'p.value');
      const own = `SELECT 1 FROM job_properties p WHERE p.project_id = jobs.project_id AND ${match} AND p.job_id = jobs.id`;
      return [`EXISTS (${own})`, ...values];
    });

  /** One project of an organization's is listed like a project: its own indexes know no other jobs. */
  const narrowed = (scope: JobScope, filter: JobFilter): JobScope => {
    const [only, ...others] = filter.projectIds ?? [];
    const isOne = 'organizationId' in scope && only !== undefined && others.length === 0;
    return isOne && projectsOf(scope)?.includes(only) ? { projectId: only } : scope;
  };

  const conditionsOf = (scope: JobScope, filter: JobFilter): Condition[] => [
    scopeCondition(scope),
    ...filterConditions(filter),
    ...propertyConditions(scope, filter),
  ];

  return {
    async jobs(ids) {
      return ids.map((id) => rows.job(id));
    },

    async listJobs(whole, filter, order, { limit, from, backwards }) {
      const scope = narrowed(whole, filter);
      const column = COLUMNS[order.field];
      const ascending = (order.direction === 'ASC') !== backwards;
      const direction = ascending ? 'ASC' : 'DESC';
      const conditions = conditionsOf(scope, filter);
      if (from) {
        const value = positionValue(from, order.field);
        conditions.push([`(${column}, id) ${ascending ? '>' : '<'} (?, ?)`, value, from.id]);
      }
      const query =
        `SELECT ${JOB_COLUMNS} FROM jobs${pathOf(scope, filter, order)} WHERE ${textOf(conditions)} ` +
        `ORDER BY ${column} ${direction}, id ${direction} LIMIT ?`;
      const found = statements
        .get(query)
        .raw()
        .all(...valuesOf(conditions), limit) as JobRow[];
      const jobs = found.map((row) => rows.fromRow(row));
      return backwards ? jobs.reverse() : jobs;
    },

    async countJobs(whole, filter) {
      const scope = narrowed(whole, filter);
      const projectIds = projectsOf(scope);
      const byStatusAlone = Object.entries(filter).every(
        ([name, value]) =>
          name === 'statuses' ||
          value === undefined ||
          (Array.isArray(value) && name === 'properties' && value.length === 0),
      );
      if (projectIds && byStatusAlone) return countByStatus(projectIds, filter.statuses ?? JOB_STATUSES);
      const conditions = conditionsOf(scope, filter);
      const query = `SELECT count(*) FROM jobs${pathOf(scope, filter, null)} WHERE ${textOf(conditions)}`;
      return Number(
        statements
          .get(query)
          .pluck()
          .get(...valuesOf(conditions)),
      );
    },

    async jobIds(scope, filter, after, limit) {
      const projectIds = projectsOf(scope);
      const start: Condition[] = after === null ? [] : [['id > ?', after]];
      if (!projectIds) {
        const conditions = [...conditionsOf(scope, filter), ...start];
        const query = `SELECT id FROM jobs WHERE ${textOf(conditions)} ORDER BY id LIMIT ?`;
        return statements
          .get(query)
          .pluck()
          .all(...valuesOf(conditions), limit) as string[];
      }
      // Project, status, id is an index: each pair is read in the order of ids, and the few lists are merged.
      const { statuses, ...others } = filter;
      const found: string[] = [];
      for (const projectId of projectIds) {
        const counts = tallies.jobCounts(projectId);
        const conditions = [...conditionsOf({ projectId }, others), ...start];
        const query = `SELECT id FROM jobs INDEXED BY jobs_by_status WHERE status = ? AND ${textOf(conditions)} ORDER BY id LIMIT ?`;
        for (const status of new Set(statuses ?? JOB_STATUSES)) {
          if (counts[status] === 0) continue;
          const ids = statements
            .get(query)
            .pluck()
            .all(STATUS_PLACE[status], ...valuesOf(conditions), limit);
          found.push(...(ids as string[]));
        }
      }
      return found.sort((a, b) => (a < b ? -1 : 1)).slice(0, limit);
    },

    async items(keys) {
      return keys.map(({ jobId, index }) => rows.item(jobId, index));
    },

    async listItems(jobId, { statuses, after, limit }) {
      if (!statuses) return (sql.items.all(jobId, after, limit) as ItemRow[]).map(itemFromRow);
      const conditions: Condition[] = [
        ['job_id = ? AND idx > ?', jobId, after],
        oneOf(
          'status',
          statuses.map((one) => STATUS_PLACE[one]),
        ),
      ];
      const query = `SELECT ${ITEM_COLUMNS} FROM items WHERE ${textOf(conditions)} ORDER BY idx LIMIT ?`;
      return (
        statements
          .get(query)
          .raw()
          .all(...valuesOf(conditions), limit) as ItemRow[]
      ).map(itemFromRow);
    },

    async attempts(keys) {
      return keys.map(({ jobId, index }) =>
        (sql.attempts.all(jobId, index) as string[]).map(attemptFromText),
      );
    },

    async events(jobId, after, limit) {
      return (sql.events.all(jobId, after, limit) as EventRow[]).map(eventFromRow);
    },
  };
}

/** The projects of a scope, for a table that names projects alone. */
function ownedProjects(owner: JobOwner): readonly [sql: string, value: string] {
  return 'projectId' in owner
    ? ['project_id = ?', owner.projectId]
    : ['project_id IN (SELECT id FROM projects WHERE organization_id = ?)', owner.organizationId];
}

/** A number is compared as such: what is none never matches. `number_of` is the rules' own, see `connection.ts`. */
function propertyMatch(
  { name, value, min, max }: PropertyCondition,
  nameAt: string,
  valueAt: string,
): Condition {
  const conditions: Condition[] = [[`${nameAt} = ?`, name]];
  if (value !== null) conditions.push([`${valueAt} = ?`, value]);
  if (min !== undefined) conditions.push([`number_of(${valueAt}) >= ?`, min]);
  if (max !== undefined) conditions.push([`number_of(${valueAt}) <= ?`, max]);
  return [textOf(conditions), ...valuesOf(conditions)];
}

function scopeCondition(scope: JobScope): Condition {
  if ('projectId' in scope) return ['project_id = ?', scope.projectId];
  if ('organizationId' in scope) return ['organization_id = ?', scope.organizationId];
  return ['rerun_of = ?', scope.rerunOf];
}

function filterConditions(filter: JobFilter): Condition[] {
  const conditions: Condition[] = [];
  if (filter.name !== undefined) conditions.push(['instr(name_lower, ?) > 0', filter.name.toLowerCase()]);
  if (filter.statuses)
    conditions.push(
      oneOf(
        'status',
        filter.statuses.map((status) => STATUS_PLACE[status]),
      ),
    );
  if (filter.types) conditions.push(oneOf('type', filter.types));
  if (filter.projectIds) conditions.push(oneOf('project_id', filter.projectIds));
  if (filter.targetIds) conditions.push(oneOf('target_id', filter.targetIds));
  if (filter.createdByIds) conditions.push(oneOf('created_by', filter.createdByIds));
  if (filter.groupIds) conditions.push(oneOf('group_id', filter.groupIds));
  if (filter.createdFrom !== undefined) conditions.push(['created_at >= ?', filter.createdFrom]);
  if (filter.createdTo !== undefined) conditions.push(['created_at < ?', filter.createdTo]);
  if (filter.updatedFrom !== undefined) conditions.push(['updated_at >= ?', filter.updatedFrom]);
  if (filter.updatedTo !== undefined) conditions.push(['updated_at < ?', filter.updatedTo]);
  return conditions;
}

function oneOf(column: string, values: readonly (string | number)[]): Condition {
  if (values.length === 1) return [`${column} = ?`, ...values];
  return [`${column} IN (${values.map(() => '?').join(', ')})`, ...values];
}

function textOf(conditions: readonly Condition[]): string {
  return conditions.map(([text]) => text).join(' AND ');
}

function valuesOf(conditions: readonly Condition[]): (string | number)[] {
  return conditions.flatMap(([, ...values]) => values);
}
