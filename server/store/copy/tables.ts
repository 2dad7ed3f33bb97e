import { getTableColumns, is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { JOB_STATUSES } from '../../domain/status.ts';
import * as schema from '../postgres/schema.ts';

/** How a column of the target gets its value. */
export interface CopiedColumn {
  readonly name: string;
  /** The type in PostgreSQL, without its collation. */
  readonly type: string;
  /** SQL that gives it in the source. */
  readonly from: string;
}

/** One table of the target, and where in the source its rows come from. */
export interface CopiedTable {
  readonly name: string;
  readonly columns: readonly CopiedColumn[];
  /** A table of the source, or a query in brackets. */
  readonly from: string;
  /** Null for the order of the primary key. */
  readonly order: string | null;
}

interface Difference {
  /** By the target's column: SQL over the source. */
  readonly columns?: Readonly<Record<string, string>>;
  readonly from?: string;
  readonly order?: string;
  /** What the source alone has, and why the target needs none of it is said beside. */
  readonly without?: readonly string[];
}

/** PostgreSQL adds each total up from shards: all that was so far goes into the first. */
const IN_ONE_SHARD = { columns: { shard: '0' } };

const JOBS_BY_STATUS = JOB_STATUSES.map(
  (status, place) => `sum(CASE status WHEN ${place} THEN jobs ELSE 0 END) AS ${status.toLowerCase()}`,
).join(', ');

/** Where the two stores differ; everything else is the same column of the same table. */
export const DIFFERENCES: Readonly<Record<string, Difference>> = {
  // What came first is first in lists: the target counts arrivals in a column, which is filled in this order.
  users: { order: 'rowid' },
  team_members: { order: 'rowid' },
  // A ring of slots there, the newest by time and arrival here.
  runs: { order: 'target_id, finished_at, slot', without: ['slot'] },
  // References are counted there and looked for here.
  contents: { without: ['refs'] },
  programs: { without: ['refs'] },
  job_programs: {
    from:
      "(SELECT DISTINCT j.id AS job_id, p.value ->> '$.programId' AS program_id FROM jobs j " +
      'LEFT JOIN job_definitions d ON d.job_id = j.id ' +
      "JOIN json_each(coalesce(j.definition, d.definition), '$.programs') p)",
    order: 'job_id, program_id',
  },
  items: { columns: { run_id: "remote ->> '$.runId'" } },
  attempts: { columns: { run_id: "attempt ->> '$.remote.runId'" } },
  job_properties: { columns: { number: 'number_of(value)' } },
  // A row for each status there, a column for each here.
  project_job_counts: {
    ...IN_ONE_SHARD,
    from: `(SELECT project_id, ${JOBS_BY_STATUS} FROM project_job_counts GROUP BY project_id)`,
    order: 'project_id',
    without: ['status', 'jobs'],
  },
  queue_counts: IN_ONE_SHARD,
  finished_minutes: IN_ONE_SHARD,
  usage: IN_ONE_SHARD,
  usage_totals: IN_ONE_SHARD,
};

/** What the target keeps for itself: marks of its connections, and contents to be swept, which the copy finds anew. */
export const OWN_TABLES: ReadonlySet<string> = new Set(['connection_marks', 'unnamed_contents']);

/** Every table to copy, each after those it refers to. */
export function copiedTables(): readonly CopiedTable[] {
  const open = Object.values<unknown>(schema).filter((one): one is PgTable => is(one, PgTable));
  const names = new Set<string>();
  const found: CopiedTable[] = [];
  while (open.length > 0) {
    const place = open.findIndex((table) => {
      const { name, foreignKeys } = getTableConfig(table);
      return foreignKeys.every((key) => {
        const other = getTableConfig(key.reference().foreignTable).name;
        return other === name || names.has(other);
      });
    });
    const [table] = open.splice(place, 1);
    if (place < 0 || !table) throw new Error('The tables refer to each other in a circle.');
    const { name } = getTableConfig(table);
    names.add(name);
    if (!OWN_TABLES.has(name)) found.push(copiedTable(name, table));
  }
  return found;
}

function copiedTable(name: string, table: PgTable): CopiedTable {
  const { columns = {}, from = name, order = null } = DIFFERENCES[name] ?? {};
  return {
    name,
    from,
    order,
    columns: Object.values(getTableColumns(table))
      .filter((column) => column.generatedIdentity === undefined)
      .map((column) => ({
        name: column.name,
        type: column.getSQLType().replace(' COLLATE "C"', ''),
        from: columns[column.name] ?? `"${column.name}"`,
      })),
  };
}
