import type { Attempt } from '../../domain/job.ts';
import type { JobFilter, JobOrder, JobScope } from '../../domain/job-query.ts';
import { JOB_STATUSES, type JobStatus } from '../../domain/status.ts';
import {
  attemptFromText,
  EVENT_COLUMNS,
  eventFromRow,
  ITEM_COLUMNS,
  itemFromRow,
  JOB_COLUMNS,
  STATUS_PLACE,
  type EventRow,
  type ItemRow,
  type JobRow,
} from '../codec.ts';
import { positionValue } from '../job-position.ts';
import type { JobStore } from '../store.ts';
import type { JobRows } from './job-rows.ts';
import { statement } from './queries.ts';
import type { Session } from './session.ts';
import { jobCounts } from './tallies.ts';

const COLUMN_OF: Readonly<Record<JobOrder['field'], string>> = {
  CREATED_AT: 'created_at',
  UPDATED_AT: 'updated_at',
  NAME: 'name_lower',
  STATUS: 'status',
};

const SQL = {
  events: statement(
    `SELECT ${EVENT_COLUMNS} FROM events WHERE job_id = $1 AND version > $2 ORDER BY version LIMIT $3`,
  ),
  attempts: statement(
    'SELECT job_id, idx, attempt FROM attempts JOIN unnest($1::text[], $2::int[]) AS t (j, i) ON job_id = j AND idx = i ' +
      'ORDER BY number',
  ),
  items: statement(
    `SELECT ${ITEM_COLUMNS} FROM items WHERE job_id = $1 AND idx > $2 AND ($4::int[] IS NULL OR status = ANY($4)) ` +
      'ORDER BY idx LIMIT $3',
  ),
  projectsOf: statement('SELECT id FROM projects WHERE organization_id = $1'),
};

/** The text of a condition, and the values it stands for, numbered as they are taken. */
class Conditions {
  readonly #texts: string[] = [];
  readonly values: unknown[] = [];

  /** @param text - with `?` for each value */
  add(text: string, ...values: readonly unknown[]): void {
    let next = this.values.length;
    this.#texts.push(text.replaceAll('?', () => `$${(next += 1)}`));
    this.values.push(...values);
  }

  value(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  get text(): string {
    return this.#texts.length === 0 ? 'true' : this.#texts.join(' AND ');
  }
}

export function jobLists(
  session: Session,
  rows: JobRows,
): Omit<JobStore, 'submitJob' | 'changeJob' | 'deleteJob' | 'programs'> {
  const { read } = session;

  const projectsOf = async (scope: JobScope): Promise<readonly string[] | null> => {
    if ('projectId' in scope) return [scope.projectId];
    if (!('organizationId' in scope)) return null;
    return (await read.rows<[string]>(SQL.projectsOf, [scope.organizationId])).map(([id]) => id);
  };

  const countByStatus = async (
    projectIds: readonly string[],
    statuses: readonly JobStatus[],
  ): Promise<number> => {
    const counts = await jobCounts(read, projectIds);
    const wanted = [...new Set(statuses)];
    return counts.reduce((sum, one) => wanted.reduce((total, status) => total + one[status], sum), 0);
  };

  return {
    jobs: (ids) => rows.jobs(read, ids),

    async listJobs(scope, filter, order, { limit, from, backwards }) {
      const column = COLUMN_OF[order.field];
      const ascending = (order.direction === 'ASC') !== backwards;
      const direction = ascending ? 'ASC' : 'DESC';
      const conditions = conditionsOf(scope, filter);
      if (from) {
        const value = positionValue(from, order.field);
        const type = typeof value === 'number' ? 'bigint' : 'text';
        conditions.add(`(${column}, id) ${ascending ? '>' : '<'} (?::${type}, ?::text)`, value, from.id);
      }
      const found = await read.rows<JobRow>(
        statement(
          `SELECT ${JOB_COLUMNS} FROM jobs WHERE ${conditions.text} ` +
            `ORDER BY ${column} ${direction}, id ${direction} LIMIT ${conditions.value(limit)}`,
        ),
        conditions.values,
      );
      const jobs = await rows.fromRows(read, found);
      return backwards ? [...jobs].reverse() : jobs;
    },

    async countJobs(scope, filter) {
      const byStatusAlone = Object.entries(filter).every(
        ([name, value]) =>
          name === 'statuses' ||
          value === undefined ||
          (Array.isArray(value) && name === 'properties' && value.length === 0),
      );
      const projectIds = byStatusAlone ? await projectsOf(scope) : null;
      if (projectIds) return countByStatus(projectIds, filter.statuses ?? JOB_STATUSES);
      const conditions = conditionsOf(scope, filter);
      const [row] = await read.rows<[number]>(
        statement(`SELECT count(*) FROM jobs WHERE ${conditions.text}`),
        conditions.values,
      );
      return row?.[0] ?? 0;
    },

    async jobIds(scope, filter, after, limit) {
      const { statuses, ...others } = filter;
      const projectIds = await projectsOf(scope);
      const conditions = conditionsOf(projectIds ? null : scope, projectIds ? others : filter);
      if (after !== null) conditions.add('id > ?', after);
      if (!projectIds) {
        const query = `SELECT id FROM jobs WHERE ${conditions.text} ORDER BY id LIMIT ${conditions.value(limit)}`;
        return (await read.rows<[string]>(statement(query), conditions.values)).map(([id]) => id);
      }
      // Project, status, id is an index: each pair is read in the order of ids, and the few lists are merged.
      const projects = conditions.value(projectIds);
      const places = conditions.value([...new Set(statuses ?? JOB_STATUSES)].map((one) => STATUS_PLACE[one]));
      const most = conditions.value(limit);
      const query =
        `SELECT found.id FROM unnest(${projects}::text[]) AS p (project), unnest(${places}::int[]) AS s (place), ` +
        `LATERAL (SELECT id FROM jobs WHERE project_id = project AND status = place AND ${conditions.text} ` +
        `ORDER BY id LIMIT ${most}) AS found ORDER BY found.id LIMIT ${most}`;
      return (await read.rows<[string]>(statement(query), conditions.values)).map(([id]) => id);
    },

    items: (keys) => rows.items(read, keys),

    async listItems(jobId, { statuses, after, limit }) {
      const places = statuses?.map((one) => STATUS_PLACE[one]) ?? null;
      return (await read.rows<ItemRow>(SQL.items, [jobId, after, limit, places])).map(itemFromRow);
    },

    async attempts(keys) {
      const found = new Map<string, Attempt[]>();
      const places = [keys.map((key) => key.jobId), keys.map((key) => key.index)];
      for (const [jobId, index, text] of await read.rows<[string, number, string]>(SQL.attempts, places)) {
        const key = `${index} ${jobId}`;
        const known = found.get(key);
        if (known) known.push(attemptFromText(text));
        else found.set(key, [attemptFromText(text)]);
      }
      return keys.map(({ jobId, index }) => found.get(`${index} ${jobId}`) ?? []);
    },

    async events(jobId, after, limit) {
      return (await read.rows<EventRow>(SQL.events, [jobId, after, limit])).map(eventFromRow);
    },
  };
}

function conditionsOf(scope: JobScope | null, filter: JobFilter): Conditions {
  const conditions = new Conditions();
  if (scope && 'projectId' in scope) conditions.add('project_id = ?', scope.projectId);
  else if (scope && 'organizationId' in scope) conditions.add('organization_id = ?', scope.organizationId);
  else if (scope) conditions.add('rerun_of = ?', scope.rerunOf);
  if (filter.name !== undefined) conditions.add('strpos(name_lower, ?) > 0', filter.name.toLowerCase());
  if (filter.statuses)
    oneOf(
      conditions,
      'status',
      'int',
      filter.statuses.map((one) => STATUS_PLACE[one]),
    );
  if (filter.projectIds) oneOf(conditions, 'project_id', 'text', filter.projectIds);
  if (filter.types) oneOf(conditions, 'type', 'text', filter.types);
  if (filter.targetIds) oneOf(conditions, 'target_id', 'text', filter.targetIds);
  if (filter.createdByIds) oneOf(conditions, 'created_by', 'text', filter.createdByIds);
  if (filter.groupIds) oneOf(conditions, 'group_id', 'text', filter.groupIds);
  if (filter.createdFrom !== undefined) conditions.add('created_at >= ?', filter.createdFrom);
  if (filter.createdTo !== undefined) conditions.add('created_at < ?', filter.createdTo);
  if (filter.updatedFrom !== undefined) conditions.add('updated_at >= ?', filter.updatedFrom);
  if (filter.updatedTo !== undefined) conditions.add('updated_at < ?', filter.updatedTo);
  for (const { name, value, min, max } of filter.properties ?? []) {
    const values: unknown[] = [name];
    let own =
      'SELECT p.job_id FROM job_properties p WHERE p.project_id = jobs.project_id AND p.job_id = jobs.id AND p.name = ?';
    if (value !== null) {
      own += ' AND md5(p.value) = md5(?::text) AND p.value = ?';
      values.push(value, value);
    }
    if (min !== undefined) {
      own += ' AND p.number >= ?';
      values.push(min);
    }
    if (max !== undefined) {
      own += ' AND p.number <= ?';
      values.push(max);
    }
    conditions.add(`EXISTS (${own})`, ...values);
  }
  return conditions;
}

function oneOf(
  conditions: Conditions,
  column: string,
  type: string,
  values: readonly (string | number)[],
): void {
  if (values.length === 1) conditions.add(`${column} = ?`, values[0]);
  else conditions.add(`${column} = ANY(?::${type}[])`, values);
}
