import Database from 'better-sqlite3';
import { changed } from '../domain/change.ts';
import {
  completeStep,
  contentOf,
  newJob,
  PROJECT,
  seed,
  SIMULATOR,
  startStep,
  submit,
} from '../test/job-builder.ts';
import type { Store } from '../store/store.ts';

/** How many jobs or items are under way at once. */
const AT_ONCE = 64;

/** Takes items from submit to completed through the store, as a scheduler does with an engine that takes no time. */
export async function benchLife(store: Store, jobs: number, size: number): Promise<number> {
  await seed(store);
  await store.addWorker('w', 0);
  const begin = performance.now();
  await lanes(jobs, async (n) => {
    await submit(store, { id: idOf(n), now: 1_000 + n, items: size });
  });
  const waiting: { jobId: string; index: number }[] = [];
  let done = 0;
  while (done < jobs * size) {
    const { claimed } = await store.claim({ workerId: 'w', targetIds: [SIMULATOR], limit: 512 }, (shown) =>
      changed(shown, 2_000_000, [startStep(shown, 'w')]),
    );
    waiting.push(...claimed.map(({ item }) => ({ jobId: item.jobId, index: item.index })));
    await Promise.all(
      waiting.splice(0).map(async ({ jobId, index }) => {
        const result = contentOf(`{"counts":{"0":${n100(index)}},"job":"${jobId}/${index}"}`);
        const outcome = await store.changeJob(
          jobId,
          { indexes: [index] },
          (shown) => changed(shown, 2_000_500, [completeStep(shown, result.id)]),
          { contents: [result] },
        );
        if (outcome.kind !== 'changed') throw new Error(outcome.kind);
        done += 1;
      }),
    );
  }
  return (jobs * size * 1000) / (performance.now() - begin);
}

const n100 = (index: number): number => index % 100;
const idOf = (n: number): string => `job_01kb0000000000000000${String(n).padStart(6, '0')}`;

async function lanes(count: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** The same rows written by prepared statements alone, 512 items to a transaction: no rules, no reading. */
export function bareLife(path: string, jobs: number, size: number): number {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('wal_autocheckpoint = 8000');
  db.pragma('cache_size = -65536');
  db.pragma('temp_store = MEMORY');
  db.pragma('foreign_keys = ON');
  db.exec("INSERT INTO organizations (id, name) VALUES ('org_1', 'o')");
  db.exec(`INSERT INTO projects VALUES ('${PROJECT.id}', 'org_1', 'p', '', 1, 1, NULL)`);
  const sql = {
    job: db.prepare(`INSERT INTO jobs VALUES (${marks(25)})`),
    definition: db.prepare('INSERT INTO job_definitions VALUES (?, ?)'),
    item: db.prepare(`INSERT INTO items VALUES (${marks(16)}, NULL, NULL, NULL, NULL)`),
    event: db.prepare(`INSERT INTO events VALUES (${marks(10)})`),
    progress: db.prepare(
      'UPDATE jobs SET version = ?, updated_at = ?, status_times = ?, counts = ? WHERE id = ?',
    ),
    status: db.prepare(
      'UPDATE jobs SET version = ?, updated_at = ?, status_times = ?, counts = ?, status = ? WHERE id = ?',
    ),
    update: db.prepare(
      'UPDATE items SET status = ?, fence = ?, status_times = ?, result_id = ?, worker_id = ?, cpu_seconds = ? WHERE job_id = ? AND idx = ?',
    ),
    content: db.prepare("INSERT INTO contents VALUES (?, 'plain', ?, 1, ?)"),
    key: db.prepare('SELECT refs FROM programs WHERE id = ?'),
  };
  const begun = '{"SUBMITTED":1000000000000,"QUEUED":1000000000000}';
  const times = '{"SUBMITTED":1000000000000,"QUEUED":1000000000000,"RUNNING":1000000000000}';
  const counts = `0,${size},0,0,0,0,0,0,0,0`;
  const fresh = newJob({ id: idOf(0), items: size });
  const definition = JSON.stringify(fresh.job.definition);
  const inline = definition.length <= 1_000;
  const deltas = JSON.stringify(fresh.items.map((_, i) => [i, 0, 1, 1, 0, null]));
  const batched = (count: number, per: number, work: (n: number) => void): void => {
    for (let n = 0; n < count; n += per) {
      db.exec('BEGIN IMMEDIATE');
      for (let k = n; k < Math.min(count, n + per); k += 1) work(k);
      db.exec('COMMIT');
    }
  };

  const begin = performance.now();
  batched(jobs, AT_ONCE, (n) => {
    const id = idOf(n);
    sql.job.run(
      id,
      PROJECT.id,
      'org_1',
      `Job ${id}`,
      '',
      'EXECUTE',
      SIMULATOR,
      1,
      null,
      null,
      2,
      1,
      'user_1',
      1_000 + n,
      1_000 + n,
      begun,
      counts,
      '[]',
      null,
      null,
      0,
      0,
      inline ? definition : null,
      `job ${id}`,
      null,
    );
    if (!inline) sql.definition.run(id, definition);
    for (let i = 0; i < size; i += 1) {
      sql.item.run(id, i, SIMULATOR, 1, 1, 0, null, null, begun, 1_000 + n, null, null, 0, 0, null, null);
    }
    sql.event.run(id, 1, 1_000 + n, 'SUBMITTED', 'user_1', null, 0, counts, 1, deltas);
    sql.event.run(id, 2, 1_000 + n, 'QUEUED', null, null, 1, counts, 1, deltas);
  });
  const version = new Map<number, number>();
  const next = (n: number): number => {
    const now = (version.get(n) ?? 2) + 1;
    version.set(n, now);
    return now;
  };
  const perClaim = Math.max(1, Math.floor(512 / size));
  for (let first = 0; first < jobs; first += perClaim) {
    const last = Math.min(jobs, first + perClaim);
    batched(last - first, last - first, (k) => {
      const id = idOf(first + k);
      const at = next(first + k);
      for (let i = 0; i < size; i += 1) sql.update.run(2, 1, times, null, 'w', 0, id, i);
      sql.status.run(at, 2_000_000, times, counts, 2, id);
      sql.event.run(id, at, 2_000_000, 'STARTED', null, null, 2, counts, 1, deltas);
    });
    batched((last - first) * size, 512, (k) => {
      const n = first + Math.floor(k / size);
      const id = idOf(n);
      const index = k % size;
      const at = next(n);
      const result = contentOf(`{"counts":{"0":${n100(index)}},"job":"${id}/${index}"}`);
      sql.content.run(result.id, result.size, result.bytes);
      sql.update.run(5, 1, times, result.id, null, 0.5, id, index);
      if (index === size - 1) sql.status.run(at, 2_000_500, times, counts, 5, id);
      else sql.progress.run(at, 2_000_500, times, counts, id);
      sql.event.run(id, at, 2_000_500, 'FINISHED', null, null, 2, counts, 1, `[[${index},2,5,1,1,null]]`);
    });
  }
  const perSecond = (jobs * size * 1000) / (performance.now() - begin);
  db.close();
  return perSecond;
}

const marks = (n: number): string => Array.from({ length: n }, () => '?').join(', ');

/** How long a submit of one item takes until it is durable; beside it a bare insert and commit of one row. */
export async function benchSubmits(
  store: Store,
  path: string,
): Promise<readonly Record<string, string | number>[]> {
  await seed(store);
  const lines: Record<string, string | number>[] = [];
  let n = 0;
  const timed = async (): Promise<number> => {
    const id = idOf(n++);
    const begin = performance.now();
    await submit(store, { id, now: n });
    return performance.now() - begin;
  };
  for (let warm = 0; warm < 200; warm += 1) await timed();

  const bare = new Database(path);
  bare.pragma('synchronous = FULL');
  bare.exec('CREATE TABLE bare (id TEXT PRIMARY KEY, body TEXT)');
  const insert = bare.prepare('INSERT INTO bare VALUES (?, ?)');
  const body = JSON.stringify(newJob({ id: 'job_0' }).job);
  const commits = Array.from({ length: 1_000 }, (_, k) => {
    const begin = performance.now();
    insert.run(String(k), body);
    return performance.now() - begin;
  });
  bare.exec('DROP TABLE bare');
  bare.close();

  for (const atOnce of [1, 64]) {
    const times: number[] = [];
    const rounds = atOnce === 1 ? 1_000 : 100;
    const lane = async (): Promise<void> => {
      for (let k = 0; k < rounds; k += 1) times.push(await timed());
    };
    const begin = performance.now();
    await Promise.all(Array.from({ length: atOnce }, lane));
    lines.push({
      figure: 'submit until durable, ms',
      atOnce,
      p50: at(times, 0.5),
      p99: at(times, 0.99),
      perSecond: Math.round((times.length * 1000) / (performance.now() - begin)),
      bareCommitP50: at(commits, 0.5),
      bareCommitP99: at(commits, 0.99),
    });
  }
  return lines;
}

/** A quantile, in three digits. */
export function at(times: readonly number[], quantile: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length * quantile)] ?? 0).toPrecision(3));
}
