import type { JobId, JobItem, TargetId } from '../../domain/job.ts';
import { isFinal } from '../../domain/status.ts';
import type { ChangedJob, ClaimedItem, QueueStats, QueueStore, RemoteStore } from '../store.ts';
import { ITEM_COLUMNS, itemFromRow, type ItemRow } from '../codec.ts';
import { waitsHere } from '../item-tallies.ts';
import { byJob, comparePlaces, FIRST_PLACE, placeOf, type QueuePlace } from '../queue-place.ts';
import type { JobRows } from './job-rows.ts';
import type { QuotaReader } from './quotas.ts';
import type { Session } from './session.ts';
import type { TargetRows } from './target-rows.ts';

/** The most items that end in one claim for want of quota. */
const MOST_ENDED = 512;

const WAITING = 'status = 1 AND remote IS NULL';
const RUNNING = 'status = 2 AND worker_id IS NOT NULL';

export function queueStore(
  { db, write }: Session,
  rows: JobRows,
  targets: TargetRows,
  quotas: QuotaReader,
): QueueStore & Pick<RemoteStore, 'waitingItems'> {
  const sql = {
    addWorker: db.prepare(
      'INSERT INTO workers (id, beat, added_at) VALUES (?, 0, ?) ON CONFLICT DO UPDATE SET beat = 0, added_at = excluded.added_at',
    ),
    beat: db.prepare('UPDATE workers SET beat = beat + 1 WHERE id = ?'),
    workers: db.prepare('SELECT id AS workerId, beat FROM workers ORDER BY id'),
    worker: db.prepare('SELECT beat FROM workers WHERE id = ?').pluck(),
    removeWorker: db.prepare('DELETE FROM workers WHERE id = ?'),
    held: db.prepare(
      `SELECT job_id AS jobId, idx AS "index" FROM items INDEXED BY items_running WHERE ${RUNNING} AND worker_id = ? ORDER BY job_id, idx`,
    ),
    orphans: db.prepare(
      `SELECT job_id AS jobId, idx AS "index" FROM items INDEXED BY items_running ` +
        `WHERE ${RUNNING} AND worker_id NOT IN (SELECT id FROM workers) ORDER BY worker_id, job_id, idx LIMIT ?`,
    ),
    waiting: db
      .prepare(
        `SELECT ${ITEM_COLUMNS} FROM items INDEXED BY items_waiting WHERE target_id = ? AND ${WAITING} ` +
          'AND (queued_at, job_id, idx) > (?, ?, ?) ORDER BY queued_at, job_id, idx LIMIT ?',
      )
      .raw(),
    stats: db.prepare('SELECT waiting, running FROM queue_counts WHERE target_id = ?'),
    between: db
      .prepare(
        `SELECT count(*) FROM items INDEXED BY items_waiting WHERE target_id = ? AND ${WAITING} ` +
          'AND (queued_at, job_id, idx) >= (?, ?, ?) AND (queued_at, job_id, idx) < (?, ?, ?)',
      )
      .pluck(),
    firstWaiting: db.prepare(
      `SELECT idx AS "index" FROM items WHERE job_id = ? AND ${WAITING} ORDER BY queued_at, idx LIMIT 1`,
    ),
    recentRuns: db.prepare(
      'SELECT seconds, finished_at AS finishedAt FROM runs WHERE target_id = ? ORDER BY finished_at DESC, slot DESC LIMIT ?',
    ),
    finished: db
      .prepare(
        'SELECT minute, items FROM finished_minutes WHERE target_id = ? AND minute >= ? AND minute < ?',
      )
      .raw(),
  };

  /** The next waiting items over all these queues, in order. */
  const nextWaiting = (targetIds: readonly TargetId[], after: QueuePlace, limit: number): JobItem[] => {
    const found = targetIds.flatMap((id) => sql.waiting.all(id, ...after, limit) as ItemRow[]);
    const items = found.map(itemFromRow);
    return (targetIds.length > 1 ? items.sort((a, b) => comparePlaces(placeOf(a), placeOf(b))) : items).slice(
      0,
      limit,
    );
  };

  return {
    putTargets: (given) =>
      write(() => {
        for (const target of given) targets.put(target);
      }),
    refreshTargets: (given) =>
      write(() => {
        for (const target of given) targets.refresh(target);
      }),
    async targets(ids) {
      return ids.map((id) => targets.target(id));
    },
    async listTargets() {
      return targets.all();
    },

    addWorker: (workerId, now) =>
      write(() => {
        sql.addWorker.run(workerId, now);
      }),
    beat: (workerId) => write(() => sql.beat.run(workerId).changes === 1),
    async workers() {
      return sql.workers.all() as { workerId: string; beat: number }[];
    },
    removeWorker: (workerId, ifBeat) =>
      write(() => {
        const beat = sql.worker.get(workerId) as number | undefined;
        if (beat !== undefined && ifBeat !== null && beat !== ifBeat) return { removed: false, held: [] };
        sql.removeWorker.run(workerId);
        return { removed: true, held: sql.held.all(workerId) as { jobId: JobId; index: number }[] };
      }),
    async orphans(limit) {
      return sql.orphans.all(limit) as { jobId: JobId; index: number }[];
    },

    claim: ({ workerId, targetIds, limit, quotasAt }, decide) =>
      write(() => {
        const claimed: ClaimedItem[] = [];
        const changed = new Map<JobId, ChangedJob>();
        // A worker that was taken for dead must not take more: it has to register again.
        if (sql.worker.get(workerId) === undefined) return { claimed, changed: [] };
        const open = [...new Set(targetIds)].filter((id) => targets.target(id)?.status === 'ONLINE');
        let after = FIRST_PLACE;
        let ended = 0;
        // A long queue whose quota is used up ends in several transactions: others want to write too.
        while (claimed.length < limit && ended < MOST_ENDED) {
          const wanted = limit - claimed.length;
          const waiting = nextWaiting(open, after, wanted);
          for (const [jobId, items] of byJob(waiting)) {
            const job = rows.job(jobId);
            if (!job) throw new Error(`Item ${items[0]?.index} waits but its job ${jobId} is missing.`);
            const decision = decide(
              quotasAt === undefined
                ? { job, items }
                : { job, items, quotas: quotas.ofPayers({ ...job, userId: job.createdBy }, quotasAt) },
            );
            if (decision.kind !== 'change') continue;
            rows.write(decision.change, new Map());
            for (const { after: item } of decision.change.items) if (isFinal(item.status)) ended += 1;
            const events = [...(changed.get(jobId)?.events ?? []), ...decision.change.events];
            changed.set(jobId, { job: decision.change.job, events });
            for (const { after: item } of decision.change.items) {
              if (item.status === 'RUNNING') claimed.push({ job: decision.change.job, item });
            }
          }
          // What was left in its queue must not stand in the way of what comes after it.
          const last = waiting.at(-1);
          if (!last || waiting.length < wanted) break;
          after = placeOf(last);
        }
        claimed.sort((a, b) => comparePlaces(placeOf(a.item), placeOf(b.item)));
        return { claimed, changed: [...changed.values()] };
      }),

    async queueStats(targetIds) {
      return targetIds.map(
        (id) => (sql.stats.get(id) as QueueStats | undefined) ?? { waiting: 0, running: 0 },
      );
    },

    async itemsAhead(keys) {
      const ahead = new Array<number | null>(keys.length).fill(null);
      const queues = new Map<TargetId, { readonly place: QueuePlace; readonly key: number }[]>();
      keys.forEach(({ jobId, index }, key) => {
        const item = rows.item(jobId, index);
        if (!item || !waitsHere(item)) return;
        const queue = queues.get(item.targetId) ?? [];
        queue.push({ place: placeOf(item), key });
        queues.set(item.targetId, queue);
      });
      // One walk along each queue, from each asked item to the next.
      for (const [targetId, queue] of queues) {
        let from = FIRST_PLACE;
        let count = 0;
        for (const { place, key } of queue.sort((a, b) => comparePlaces(a.place, b.place))) {
          count += Number(sql.between.get(targetId, ...from, ...place));
          ahead[key] = count;
          from = place;
        }
      }
      return ahead;
    },

    async waitingItems(targetId, after, limit) {
      return nextWaiting([targetId], after === null ? FIRST_PLACE : placeOf(after), limit);
    },

    async firstWaiting(jobIds) {
      return jobIds.map((id) => (sql.firstWaiting.get(id) as { index: number } | undefined) ?? null);
    },

    async recentRuns(targetId, limit) {
      return sql.recentRuns.all(targetId, limit) as { seconds: number; finishedAt: number }[];
    },

    async finishedPerMinute(targetId, since, minutes) {
      const first = Math.floor(since / 60_000);
      const counts = new Array<number>(minutes).fill(0);
      for (const [minute, items] of sql.finished.all(targetId, first, first + minutes) as [
        number,
        number,
      ][]) {
        counts[minute - first] = items;
      }
      return counts;
    },
  };
}
