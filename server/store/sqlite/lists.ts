import type { JobFilter, JobOrder, JobScope } from '../../domain/job-query.ts';
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

const ORDERS: Readonly<Record<JobOrder['field'], { readonly column: string; readonly index: string }>> = {
  CREATED_AT: { column: 'created_at', index: 'jobs_by_creation' },
  UPDATED_AT: { column: 'updated_at', index: 'jobs_by_update' },
  NAME: { column: 'name_lower', index: 'jobs_by_name' },
  STATUS: { column: 'status', index: 'jobs_by_status' },
};

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
    if (order?.field === 'STATUS' && 'projectId' in scope) return ' INDEXED BY jobs_by_status';
    if ('projectId' in scope) {
      if (filter.statuses && countByStatus([scope.projectId], filter.statuses) <= FEW) {
        return ' INDEXED BY jobs_by_status';
      }
      if (filter.properties?.some((property) => isRare(scope.projectId, property))) return '';
      if (filter.createdByIds?.length === 1 && (order === null || order.field === 'CREATED_AT')) {
        return ' INDEXED BY jobs_by_submitter';
      }
      return ` INDEXED BY ${ORDERS[order?.field ?? 'CREATED_AT'].index}`;
    }
    return order === null || order.field === 'CREATED_AT' ? ' INDEXED BY jobs_by_organization' : '';
  };

  const isRare = (projectId: string, { name, value }: { name: string; value: string | null }): boolean => {
    const condition = value === null ? 'name = ?' : 'name = ? AND value = ?';
    const query = `SELECT count(*) FROM (SELECT 1 FROM job_properties WHERE project_id = ? AND ${condition} LIMIT ${FEW + 1})`;
    const count = statements
      .get(query)
      .pluck()
      .get(projectId, name, ...(value === null ? [] : [value]));
    return Number(count) <= FEW;
  };

  const propertyConditions = (scope: JobScope, filter: JobFilter): Condition[] =>
    (filter.properties ?? []).map(({ name, value }): Condition => {
      const values = value === null ? [name] : [name, value];
      const match = value === null ? 'p.name = ?' : 'p.name = ? AND p.value = ?';
      if ('projectId' in scope && isRare(scope.projectId, { name, value })) {
        const ids = `SELECT p.job_id FROM job_properties p WHERE p.project_id = ? AND ${match}`;
        return [`id IN (${ids})`, scope.projectId, ...values];
      }
      // Looked up job by job. A null value may have many rows before the job's own: the job's own list decides.
      if (value === null) {
        return ["EXISTS (SELECT 1 FROM json_each(jobs.properties) e WHERE e.value ->> '$.name' = ?)", name];
      }
      const own = `SELECT 1 FROM job_properties p WHERE p.project_id = jobs.project_id AND ${match} AND p.job_id = jobs.id`;
      return [`EXISTS (${own})`, ...values];
    });

  const conditionsOf = (scope: JobScope, filter: JobFilter): Condition[] => [
    scopeCondition(scope),
    ...filterConditions(filter),
    ...propertyConditions(scope, filter),
  ];

  return {
    async jobs(ids) {
      return ids.map((id) => rows.job(id));
    },

    async listJobs(scope, filter, order, { limit, from, backwards }) {
      const { column } = ORDERS[order.field];
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

    async countJobs(scope, filter) {
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
