import type { JobId, JobItem, TargetId } from '../../domain/job.ts';
import { isFinal } from '../../domain/status.ts';
import { ITEM_COLUMNS, itemFromRow, type ItemRow } from '../codec.ts';
import { waitsHere } from '../item-tallies.ts';
import { byJob, comparePlaces, FIRST_PLACE, placeOf, type QueuePlace } from '../queue-place.ts';
import type { ChangedJob, ClaimedItem, QueueStore, RemoteStore } from '../store.ts';
import type { JobRows } from './job-rows.ts';
import { all, statement, type Queries } from './queries.ts';
import { standingsOf } from './quotas.ts';
import type { Session } from './session.ts';
import { ownersOf } from './tallies.ts';
import { allTargets, putTarget, targetsOf } from './target-rows.ts';

/** The most items that end in one claim for want of quota. */
const MOST_ENDED = 512;

const WAITING = 'status = 1 AND remote IS NULL';
const RUNNING = 'status = 2 AND worker_id IS NOT NULL';
const WAITING_AFTER = `target_id = $1 AND ${WAITING} AND (queued_at, job_id, idx) > ($2::bigint, $3::text, $4::int)`;
const IN_ORDER = 'ORDER BY queued_at, job_id, idx LIMIT';

const SQL = {
  addWorker: statement(
    'INSERT INTO workers (id, beat, added_at) VALUES ($1, 0, $2) ' +
      'ON CONFLICT (id) DO UPDATE SET beat = 0, added_at = excluded.added_at',
  ),
  beat: statement('UPDATE workers SET beat = beat + 1 WHERE id = $1'),
  workers: statement('SELECT id, beat FROM workers ORDER BY id'),
  // Who takes the worker for dead waits until what it claims now is seen.
  claimer: statement('SELECT 1 FROM workers WHERE id = $1 FOR KEY SHARE'),
  lockWorker: statement('SELECT beat FROM workers WHERE id = $1 FOR UPDATE'),
  removeWorker: statement('DELETE FROM workers WHERE id = $1'),
  held: statement(`SELECT job_id, idx FROM items WHERE ${RUNNING} AND worker_id = $1 ORDER BY job_id, idx`),
  orphans: statement(
    `SELECT job_id, idx FROM items WHERE ${RUNNING} AND NOT EXISTS (SELECT 1 FROM workers WHERE id = worker_id) ` +
      'ORDER BY worker_id, job_id, idx LIMIT $1',
  ),
  waiting: statement(`SELECT ${ITEM_COLUMNS} FROM items WHERE ${WAITING_AFTER} ${IN_ORDER} $5`),
  take: statement(
    `SELECT ${ITEM_COLUMNS} FROM items WHERE ${WAITING_AFTER} ${IN_ORDER} $5 FOR NO KEY UPDATE SKIP LOCKED`,
  ),
  stats: statement(
    'SELECT target_id, sum(waiting), sum(running) FROM queue_counts WHERE target_id = ANY($1) GROUP BY target_id',
  ),
  between: statement(
    `SELECT count(*) FROM items WHERE ${WAITING_AFTER.replace('>', '>=')} AND (queued_at, job_id, idx) < ($5::bigint, $6::text, $7::int)`,
  ),
  firstWaiting: statement(
    'SELECT DISTINCT ON (job_id) job_id, idx FROM items ' +
      `WHERE job_id = ANY($1) AND ${WAITING} ORDER BY job_id, queued_at, idx`,
  ),
  recentRuns: statement(
    'SELECT seconds, finished_at FROM runs WHERE target_id = $1 ORDER BY finished_at DESC, seq DESC LIMIT $2',
  ),
  finished: statement(
    'SELECT minute, sum(items) FROM finished_minutes WHERE target_id = $1 AND minute >= $2 AND minute < $3 GROUP BY minute',
  ),
};

export function queueStore(session: Session, rows: JobRows): QueueStore & Pick<RemoteStore, 'waitingItems'> {
  const { read } = session;

  /** How many of the next waiting items over these queues stand in each. */
  const shares = async (
    tx: Queries,
    targetIds: readonly TargetId[],
    after: QueuePlace,
    limit: number,
  ): Promise<ReadonlyMap<TargetId, number>> => {
    const [only, ...others] = targetIds;
    if (only === undefined) return new Map();
    // What is locked and not claimed stands in the way of others: so look first where there is a choice.
    if (others.length === 0) return new Map([[only, limit]]);
    const queues = await all(...targetIds.map((id) => tx.rows<ItemRow>(SQL.waiting, [id, ...after, limit])));
    const next = queues.flat().map(itemFromRow).sort(inOrder).slice(0, limit);
    const counts = new Map<TargetId, number>();
    for (const { targetId } of next) counts.set(targetId, (counts.get(targetId) ?? 0) + 1);
    return counts;
  };

  const take = async (
    tx: Queries,
    counts: ReadonlyMap<TargetId, number>,
    after: QueuePlace,
  ): Promise<readonly JobItem[]> => {
    const taken = await all(
      ...[...counts].map(([id, count]) => tx.rows<ItemRow>(SQL.take, [id, ...after, count])),
    );
    return taken.flat().map(itemFromRow).sort(inOrder);
  };

  return {
    putTargets: (given) =>
      session.writeAlone(async (tx) => {
        for (const target of given) await putTarget(tx, target, false);
      }),
    refreshTargets: (given) =>
      session.writeAlone(async (tx) => {
        for (const target of given) await putTarget(tx, target, true);
      }),
    targets: (ids) => targetsOf(read, ids),
    listTargets: () => allTargets(read),

    addWorker: (workerId, now) =>
      session.write(async (tx) => {
        await tx.run(SQL.addWorker, [workerId, now]);
      }),
    beat: (workerId) => session.write(async (tx) => (await tx.run(SQL.beat, [workerId])) === 1),
    async workers() {
      const found = await read.rows<[string, number]>(SQL.workers);
      return found.map(([workerId, beat]) => ({ workerId, beat }));
    },
    removeWorker: (workerId, ifBeat) =>
      session.write(async (tx) => {
        const [row] = await tx.rows<[beat: number]>(SQL.lockWorker, [workerId]);
        if (row && ifBeat !== null && row[0] !== ifBeat) return { removed: false, held: [] };
        const [, held] = await all(
          tx.run(SQL.removeWorker, [workerId]),
          tx.rows<[JobId, number]>(SQL.held, [workerId]),
        );
        return { removed: true, held: held.map(keyFrom) };
      }),
    async orphans(limit) {
      return (await read.rows<[JobId, number]>(SQL.orphans, [limit])).map(keyFrom);
    },

    claim: ({ workerId, targetIds, limit, quotasAt }, decide) =>
      session.write(async (tx) => {
        const claimed: ClaimedItem[] = [];
        const changed = new Map<JobId, ChangedJob>();
        const ids = [...new Set(targetIds)];
        const [worker, targets] = await all(tx.rows(SQL.claimer, [workerId]), targetsOf(tx, ids));
        // A worker that was taken for dead must not take more: it has to register again.
        if (worker.length === 0) return { claimed, changed: [] };
        const open = ids.filter((_, place) => targets[place]?.status === 'ONLINE');
        let after = FIRST_PLACE;
        let ended = 0;
        // A long queue whose quota is used up ends in several transactions: others want to write too.
        for (let round = 0; claimed.length < limit && ended < MOST_ENDED; round += 1) {
          const counts = await shares(tx, open, after, limit - claimed.length);
          const wanted = limit - claimed.length;
          let items = await take(tx, counts, after);
          // Others take the heads of their queues at this moment: then whatever waits behind them.
          if (items.length === 0 && open.length > 1) {
            const whole = new Map(open.map((id) => [id, wanted]));
            items = (await take(tx, whole, after)).slice(0, wanted);
          }
          const last = items.at(-1);
          if (!last) break;
          const groups = byJob(items);
          // Waiting for jobs is safe while none is held: later rounds take what is free.
          const jobs = await rows.lockJobs(tx, [...groups.keys()], round === 0);
          const changes = [];
          for (const [jobId, own] of groups) {
            const job = jobs.get(jobId);
            if (!job) continue;
            const decision = decide(
              quotasAt === undefined
                ? { job, items: own }
                : { job, items: own, quotas: await standingsOf(tx, ownersOf(job), quotasAt, false) },
            );
            if (decision.kind !== 'change') continue;
            changes.push(decision.change);
            for (const { after: item } of decision.change.items) if (isFinal(item.status)) ended += 1;
            const events = [...(changed.get(jobId)?.events ?? []), ...decision.change.events];
            changed.set(jobId, { job: decision.change.job, events });
            for (const { after: item } of decision.change.items) {
              if (item.status === 'RUNNING') claimed.push({ job: decision.change.job, item });
            }
          }
          if (changes.length > 0) await rows.write(tx, changes);
          if (open.length === 1 && items.length < wanted) break;
          // What was left in its queue must not stand in the way of what comes after it.
          after = placeOf(last);
        }
        claimed.sort((a, b) => inOrder(a.item, b.item));
        return { claimed, changed: [...changed.values()] };
      }),

    async queueStats(targetIds) {
      const sums = await read.rows<[TargetId, string, string]>(SQL.stats, [targetIds]);
      const byId = new Map(sums.map(([id, waiting, running]) => [id, { waiting, running }]));
      return targetIds.map((id) => ({
        waiting: Number(byId.get(id)?.waiting ?? 0),
        running: Number(byId.get(id)?.running ?? 0),
      }));
    },

    async itemsAhead(keys) {
      const ahead = new Array<number | null>(keys.length).fill(null);
      const queues = new Map<TargetId, { readonly place: QueuePlace; readonly key: number }[]>();
      (await rows.items(read, keys)).forEach((item, key) => {
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
          const [row] = await read.rows<[number]>(SQL.between, [targetId, ...from, ...place]);
          count += row?.[0] ?? 0;
          ahead[key] = count;
          from = place;
        }
      }
      return ahead;
    },

    async waitingItems(targetId, after, limit) {
      const from = after === null ? FIRST_PLACE : placeOf(after);
      return (await read.rows<ItemRow>(SQL.waiting, [targetId, ...from, limit])).map(itemFromRow);
    },

    async firstWaiting(jobIds) {
      const found = new Map(await read.rows<[JobId, number]>(SQL.firstWaiting, [jobIds]));
      return jobIds.map((id) => {
        const index = found.get(id);
        return index === undefined ? null : { index };
      });
    },

    async recentRuns(targetId, limit) {
      const found = await read.rows<[number, number]>(SQL.recentRuns, [targetId, limit]);
      return found.map(([seconds, finishedAt]) => ({ seconds, finishedAt }));
    },

    async finishedPerMinute(targetId, since, minutes) {
      const first = Math.floor(since / 60_000);
      const counts = new Array<number>(minutes).fill(0);
      const values = [targetId, first, first + minutes];
      for (const [minute, items] of await read.rows<[number, string]>(SQL.finished, values)) {
        counts[minute - first] = Number(items);
      }
      return counts;
    },
  };
}

function inOrder(a: JobItem, b: JobItem): number {
  return comparePlaces(placeOf(a), placeOf(b));
}

function keyFrom([jobId, index]: readonly [JobId, number]): { jobId: JobId; index: number } {
  return { jobId, index };
}
