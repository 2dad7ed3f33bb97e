import type { Job, OrganizationId, ProjectId, TargetId } from '../../domain/job.ts';
import type { Month, QuotaResource } from '../../domain/quota.ts';
import { JOB_STATUSES, type JobStatus, type StatusCounts } from '../../domain/status.ts';
import { STATUS_PLACE } from '../codec.ts';
import { RUNS_KEPT } from '../item-tallies.ts';
import { all, columnsOf, statement, type Queries } from './queries.ts';

/**
 * Into how many rows each total is split. A transaction adds to the row of its connection's process on the server, so
 * that two writers seldom wait for each other; a reader sums up a few rows.
 */
const SHARDS = 32;
const SHARD = `pg_backend_pid() % ${SHARDS}`;

/** A run is dropped with one in so many that come. */
const PRUNE_ONE_IN = 250;

const COLUMNS = JOB_STATUSES.map((status) => status.toLowerCase());
const COUNTS = COLUMNS.map((name) => `sum(${name})`).join(', ');
const GROW = COLUMNS.map((name) => `${name} = project_job_counts.${name} + excluded.${name}`).join(', ');
const NUMBERS = JOB_STATUSES.map((_, place) => `$${place + 2}::bigint[]`).join(', ');

// Rows are written in the order of their keys: who waits for a row waits for one that is further on.
const SQL = {
  jobs: statement(
    `INSERT INTO project_job_counts (project_id, shard, ${COLUMNS.join(', ')}) ` +
      `SELECT id, ${SHARD}, ${COLUMNS.join(', ')} FROM unnest($1::text[], ${NUMBERS}) AS t (id, ${COLUMNS.join(', ')}) ` +
      `ON CONFLICT (project_id, shard) DO UPDATE SET ${GROW}`,
  ),
  queues: statement(
    `INSERT INTO queue_counts (target_id, shard, waiting, running) SELECT id, ${SHARD}, waiting, running ` +
      'FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS t (id, waiting, running) ON CONFLICT (target_id, shard) ' +
      'DO UPDATE SET waiting = queue_counts.waiting + excluded.waiting, running = queue_counts.running + excluded.running',
  ),
  finished: statement(
    `INSERT INTO finished_minutes (target_id, minute, shard, items) SELECT id, minute, ${SHARD}, items ` +
      'FROM unnest($1::text[], $2::int[], $3::bigint[]) AS t (id, minute, items) ON CONFLICT (target_id, minute, shard) ' +
      'DO UPDATE SET items = finished_minutes.items + excluded.items',
  ),
  runs: statement(
    'INSERT INTO runs (target_id, finished_at, seconds) SELECT * FROM unnest($1::text[], $2::bigint[], $3::float8[])',
  ),
  pruneRuns: statement(
    'DELETE FROM runs WHERE seq IN (SELECT seq FROM runs WHERE target_id = $1 ORDER BY finished_at DESC, seq DESC ' +
      `OFFSET ${RUNS_KEPT} LIMIT 1000 FOR UPDATE SKIP LOCKED)`,
  ),
  organizationJobCounts: statement(
    `SELECT organization_id, ${COUNTS} FROM project_job_counts JOIN projects ON id = project_id ` +
      'WHERE organization_id = ANY($1) GROUP BY organization_id',
  ),
  usage: statement(
    'INSERT INTO usage (organization_id, month, resource, project_id, user_id, group_id, shard, amount) ' +
      `SELECT o, m, r, p, u, g, ${SHARD}, amount FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[]) ` +
      'AS t (o, m, r, p, u, g, amount) ON CONFLICT (organization_id, month, resource, project_id, user_id, group_id, shard) ' +
      'DO UPDATE SET amount = usage.amount + excluded.amount',
  ),
  totals: statement(
    'INSERT INTO usage_totals (owner_id, resource, month, shard, amount) ' +
      `SELECT o, r, m, ${SHARD}, amount FROM unnest($1::text[], $2::text[], $3::int[], $4::float8[]) AS t (o, r, m, amount) ` +
      'ON CONFLICT (owner_id, resource, month, shard) DO UPDATE SET amount = usage_totals.amount + excluded.amount',
  ),
  handed: statement(
    'INSERT INTO fair_costs (target_id, minute, organization_id, group_id, user_id, credits) VALUES ($1, $2, $3, $4, $5, $6) ' +
      'ON CONFLICT (target_id, minute, organization_id, group_id, user_id) DO UPDATE SET credits = fair_costs.credits + excluded.credits',
  ),
  forgetHanded: statement(
    'DELETE FROM fair_costs WHERE (target_id, minute, organization_id, group_id, user_id) IN ' +
      '(SELECT target_id, minute, organization_id, group_id, user_id FROM fair_costs WHERE target_id = $1 AND minute < $2 ' +
      'LIMIT 1000 FOR UPDATE SKIP LOCKED)',
  ),
  jobCounts: statement(
    `SELECT project_id, ${COUNTS} FROM project_job_counts WHERE project_id = ANY($1) GROUP BY project_id`,
  ),
};

/** What is tallied: what quotas limit, and credits that are kept free for what waits. */
export type UsageResource = QuotaResource | 'RESERVED';
/** The month of what is held and not used up. */
export const HELD: Month = 0;
/** The month of what jobs used that are deleted. */
export const DELETED: Month = -1;
/** Whose job it was. */
export type UsageKey = Pick<Job, 'organizationId' | 'groupId' | 'projectId' | 'createdBy'>;

/** What is handed over to a remote target, by whom, in a minute since 1970. */
interface Handed extends UsageKey {
  readonly targetId: TargetId;
  readonly minute: number;
  readonly credits: number;
}
/** The longest window of the fair queue, and some more. */
const MINUTES_HANDED_KEPT = 8 * 24 * 60;

interface Run {
  readonly targetId: TargetId;
  readonly finishedAt: number;
  readonly seconds: number;
}

/** What one transaction adds to the running totals; written at its end, so that the rows are held shortly. */
export class Tallies {
  readonly #jobs = new Map<ProjectId, number[]>();
  readonly #queues = new Map<TargetId, { waiting: number; running: number }>();
  readonly #finished = new Map<string, { targetId: TargetId; minute: number; items: number }>();
  readonly #runs: Run[] = [];
  readonly #usage = new Map<string, Used>();
  readonly #handed: Handed[] = [];

  /** A job came into a status (by +1) or left it (by -1). */
  jobs(projectId: ProjectId, status: JobStatus, by: number): void {
    let counts = this.#jobs.get(projectId);
    if (!counts) this.#jobs.set(projectId, (counts = JOB_STATUSES.map(() => 0)));
    const place = STATUS_PLACE[status];
    counts[place] = (counts[place] ?? 0) + by;
  }

  waiting(targetId: TargetId, by: number): void {
    this.#queue(targetId).waiting += by;
  }

  running(targetId: TargetId, by: number): void {
    this.#queue(targetId).running += by;
  }

  finished(targetId: TargetId, at: number): void {
    const minute = Math.floor(at / 60_000);
    const key = `${targetId} ${minute}`;
    const known = this.#finished.get(key);
    if (known) known.items += 1;
    else this.#finished.set(key, { targetId, minute, items: 1 });
  }

  ran(run: Run): void {
    this.#runs.push(run);
  }

  /** What jobs use or hold, in seconds, bytes and credits. */
  usage(of: UsageKey, resource: UsageResource, month: Month, amount: number): void {
    if (amount === 0) return;
    const { organizationId, groupId, projectId, createdBy } = of;
    const key = [organizationId, month, resource, projectId, createdBy, groupId ?? ''].join(' ');
    const known = this.#usage.get(key);
    if (known) known.amount += amount;
    else this.#usage.set(key, { organizationId, groupId, projectId, createdBy, resource, month, amount });
  }

  handed(one: Handed): void {
    this.#handed.push(one);
  }

  async flush(tx: Queries): Promise<void> {
    const sent: Promise<unknown>[] = [];
    const jobs = [...this.#jobs].filter(([, counts]) => counts.some((by) => by !== 0)).sort(byKey);
    if (jobs.length > 0) {
      const columns = JOB_STATUSES.map((_, place) => jobs.map(([, counts]) => counts[place] ?? 0));
      sent.push(tx.run(SQL.jobs, [jobs.map(([id]) => id), ...columns]));
    }
    const queues = [...this.#queues].filter(([, by]) => by.waiting !== 0 || by.running !== 0).sort(byKey);
    if (queues.length > 0) {
      const waiting = queues.map(([, by]) => by.waiting);
      const running = queues.map(([, by]) => by.running);
      sent.push(tx.run(SQL.queues, [queues.map(([id]) => id), waiting, running]));
    }
    const finished = [...this.#finished].sort(byKey).map(([, one]) => one);
    if (finished.length > 0) {
      const minutes = finished.map((one) => one.minute);
      const items = finished.map((one) => one.items);
      sent.push(tx.run(SQL.finished, [finished.map((one) => one.targetId), minutes, items]));
    }
    if (this.#runs.length > 0) {
      const times = this.#runs.map((one) => one.finishedAt);
      const seconds = this.#runs.map((one) => one.seconds);
      sent.push(tx.run(SQL.runs, [this.#runs.map((one) => one.targetId), times, seconds]));
      for (const targetId of new Set(this.#runs.map((one) => one.targetId))) {
        if (Math.random() * PRUNE_ONE_IN < this.#runs.length) sent.push(tx.run(SQL.pruneRuns, [targetId]));
      }
    }
    this.#sendUsage(tx, sent);
    await all(...sent);
  }

  #sendUsage(tx: Queries, sent: Promise<unknown>[]): void {
    const usage = [...this.#usage]
      .filter(([, one]) => one.amount !== 0)
      .sort(byKey)
      .map(([, one]) => one);
    if (usage.length > 0) {
      const rows = usage.map((one) => [
        one.organizationId,
        one.month,
        one.resource,
        one.projectId,
        one.createdBy,
        one.groupId ?? '',
        one.amount,
      ]);
      sent.push(tx.run(SQL.usage, columnsOf(rows, 7)));
      const totals = new Map<string, [string, string, Month, number]>();
      for (const one of usage) {
        for (const ownerId of ownersOf(one)) {
          const key = `${ownerId} ${one.resource} ${one.month}`;
          const known = totals.get(key);
          if (known) known[3] += one.amount;
          else totals.set(key, [ownerId, one.resource, one.month, one.amount]);
        }
      }
      const sums = [...totals].sort(byKey).map(([, one]) => one);
      sent.push(tx.run(SQL.totals, columnsOf(sums, 4)));
    }
    for (const one of this.#handed) {
      const { targetId, minute, organizationId, groupId, createdBy, credits } = one;
      const values = [targetId, minute, organizationId, groupId ?? '', createdBy, credits];
      sent.push(
        tx.run(SQL.handed, values),
        tx.run(SQL.forgetHanded, [targetId, minute - MINUTES_HANDED_KEPT]),
      );
    }
  }

  #queue(targetId: TargetId): { waiting: number; running: number } {
    let counts = this.#queues.get(targetId);
    if (!counts) this.#queues.set(targetId, (counts = { waiting: 0, running: 0 }));
    return counts;
  }
}

interface Used extends UsageKey {
  readonly resource: UsageResource;
  readonly month: Month;
  amount: number;
}

/** Whose quotas count for a job. */
export function ownersOf({ organizationId, groupId, createdBy }: UsageKey): readonly string[] {
  return groupId === null ? [organizationId, createdBy] : [organizationId, groupId, createdBy];
}

/** How many jobs each project has in each status. */
export async function jobCounts(
  from: Queries,
  projectIds: readonly ProjectId[],
): Promise<readonly StatusCounts[]> {
  return countsOf(projectIds, await from.rows<CountsRow>(SQL.jobCounts, [projectIds]));
}

/** How many jobs all projects of each organization have in each status. */
export async function organizationJobCounts(
  from: Queries,
  ids: readonly OrganizationId[],
): Promise<readonly StatusCounts[]> {
  return countsOf(ids, await from.rows<CountsRow>(SQL.organizationJobCounts, [ids]));
}

type CountsRow = [id: string, ...sums: (string | number)[]];

function countsOf(ids: readonly string[], rows: readonly CountsRow[]): readonly StatusCounts[] {
  const byId = new Map(rows.map(([id, ...sums]) => [id, sums]));
  return ids.map((id) => {
    const sums = byId.get(id);
    const counts = JOB_STATUSES.map((status, place) => [status, Number(sums?.[place] ?? 0)] as const);
    return Object.fromEntries(counts) as Record<JobStatus, number>;
  });
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
