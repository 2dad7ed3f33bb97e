import Database from 'better-sqlite3';
import { JOB_ORDER_FIELDS, type JobOrder, type JobPosition } from '../domain/job-query.ts';
import { JOB_STATUSES } from '../domain/status.ts';
import { jobPosition } from '../store/job-position.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { newJob, PROJECT, seed } from '../test/job-builder.ts';
import { at } from './store-life.ts';

const PAGE = 50;
const ROUNDS = 300;
const COLUMN = {
  CREATED_AT: 'created_at',
  UPDATED_AT: 'updated_at',
  NAME: 'name_lower',
  STATUS: 'status',
} as const;

/** Lists 50 of many jobs in each order, at its beginning and deep inside, beside the bare statement for the page. */
export async function benchLists(
  path: string,
  jobs: number,
  print: (figure: Readonly<Record<string, string | number>>) => void,
): Promise<void> {
  const store = await openSqliteStore(path);
  await seed(store);
  fill(path, jobs);
  const bare = new Database(path, { readonly: true });
  bare.pragma('cache_size = -65536');
  const scope = { projectId: PROJECT.id };

  for (const field of JOB_ORDER_FIELDS) {
    for (const direction of ['ASC', 'DESC'] as const) {
      const order: JobOrder = { field, direction };
      const column = COLUMN[field];
      const sign = direction === 'ASC' ? '>' : '<';
      const end = `ORDER BY ${column} ${direction}, id ${direction} LIMIT ${PAGE}`;
      const index = `jobs INDEXED BY jobs_by_${{ CREATED_AT: 'creation', UPDATED_AT: 'update', NAME: 'name', STATUS: 'status' }[field]}`;
      const firstText = `SELECT * FROM ${index} WHERE project_id = ? ${end}`;
      const nextText = `SELECT * FROM ${index} WHERE project_id = ? AND (${column}, id) ${sign} (?, ?) ${end}`;
      const statements = (raw: boolean) => {
        const first = bare.prepare(firstText).raw(raw);
        const next = bare.prepare(nextText).raw(raw);
        return (from: JobPosition | null) =>
          from ? next.all(PROJECT.id, from.value, from.id) : first.all(PROJECT.id);
      };
      // The bare statement twice: rows as objects, as one uses it, and as arrays, the least there is.
      const ways = [
        statements(false),
        statements(true),
        (from: JobPosition | null) =>
          store.listJobs(scope, {}, order, { limit: PAGE, from, backwards: false }),
      ];
      for (const depth of [0, 0.5, 0.95]) {
        let from = depth === 0 ? null : positionAt(bare, order, Math.floor(jobs * depth));
        const times = ways.map((): number[] => []);
        for (let round = 0; round < ROUNDS; round += 1) {
          // Whoever reads a page first fetches it for all: each has its turn.
          for (let turn = 0; turn < ways.length; turn += 1) {
            const way = (round + turn) % ways.length;
            const begin = performance.now();
            const rows = await ways[way]?.(from);
            times[way]?.push(performance.now() - begin);
            if (rows?.length !== PAGE) throw new Error(`${rows?.length} rows`);
          }
          const page = await store.listJobs(scope, {}, order, { limit: PAGE, from, backwards: false });
          const last = page.at(-1);
          if (last) from = jobPosition(last, field);
        }
        const [asObjects = NaN, asArrays = NaN, storeP50 = NaN] = times.map((each) => at(each, 0.5));
        print({
          figure: 'list of 50, ms',
          jobs,
          ...order,
          depth,
          store: storeP50,
          bare: asObjects,
          bareArrays: asArrays,
          ratio: Number((storeP50 / asObjects).toFixed(2)),
        });
      }
    }
  }
  print({ figure: 'count of all, ms', jobs, store: await timed(() => store.countJobs(scope, {})) });
  for (const [name, filter] of Object.entries({
    'status RUNNING': { statuses: ['RUNNING' as const] },
    'status ERROR': { statuses: ['ERROR' as const] },
    'name contains 99999': { name: '99999' },
    'name contains nothing there': { name: 'nothing there' },
  })) {
    const order: JobOrder = { field: 'CREATED_AT', direction: 'DESC' };
    const slice = { limit: PAGE, from: null, backwards: false };
    print({
      figure: 'list of 50, filtered, ms',
      filter: name,
      store: await timed(() => store.listJobs(scope, filter, order, slice)),
    });
  }
  bare.close();
  await store.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  await work();
  const begin = performance.now();
  await work();
  return Number((performance.now() - begin).toPrecision(3));
}

function positionAt(bare: Database.Database, { field, direction }: JobOrder, offset: number): JobPosition {
  const column = COLUMN[field];
  const row = bare
    .prepare(
      `SELECT ${column} AS value, id FROM jobs WHERE project_id = ? ORDER BY ${column} ${direction}, id ${direction} LIMIT 1 OFFSET ?`,
    )
    .get(PROJECT.id, offset);
  return row as JobPosition;
}

/** Fills the table by statements alone, without durability: it is measured afterwards. */
function fill(path: string, jobs: number): void {
  const { job } = newJob({ id: 'job_0' });
  const db = new Database(path);
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -400000');
  const done = JOB_STATUSES.indexOf('COMPLETED');
  const failed = JOB_STATUSES.indexOf('ERROR');
  // Few run, one in ten failed; names and times are spread without order.
  db.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${jobs - 1})
     INSERT INTO jobs
     SELECT printf('job_%026d', i), ?, ?, printf('Job %d', (i * 7919) % 1000003), '', 'EXECUTE', ?,
       CASE WHEN i % 20000 = 0 THEN 2 WHEN i % 10 = 3 THEN ${failed} ELSE ${done} END,
       NULL, NULL, 4, 1, ?, 1700000000000 + i * 1000, 1700000000000 + ((i * 104729) % 1000003) * 1000,
       '{"SUBMITTED":1700000000000,"QUEUED":1700000000000,"RUNNING":1700000000000,"COMPLETED":1700000000000}',
       '0,0,0,0,0,1,0,0,0,0', '[]', NULL, NULL, 0.5, 0, ?, printf('job %d', (i * 7919) % 1000003)
     FROM n`,
  ).run(PROJECT.id, job.organizationId, job.targetId, job.createdBy, JSON.stringify(job.definition));
  db.exec('INSERT INTO project_job_counts SELECT project_id, status, count(*) FROM jobs GROUP BY 1, 2');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
