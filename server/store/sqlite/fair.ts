import { DEFAULT_PRIORITY } from '../../domain/people.ts';
import type { FairCost, FairLane } from '../../domain/fair-queue.ts';
import type { TargetId } from '../../domain/job.ts';
import type { FairPlace, FairStore } from '../fair-store.ts';
import type { Session } from './session.ts';

/** The literal is the place of QUEUED in JOB_STATUSES; a test holds them together. */
const WAITING = 'status = 1 AND remote IS NULL AND organization_id IS NOT NULL';

type LaneRow = [organizationId: string, groupId: string, userId: string, oldest: number];

/** The fair queues of remote targets: lanes are found by leaping through the index, not by reading what waits. */
export function fairStore({ db }: Session): FairStore {
  const sql = {
    nextLane: db
      .prepare(
        `SELECT organization_id, group_id, user_id, queued_at FROM items INDEXED BY items_fair WHERE target_id = ? AND ${WAITING} ` +
          'AND (organization_id, group_id, user_id) > (?, ?, ?) ' +
          'ORDER BY organization_id, group_id, user_id, queued_at, job_id, idx LIMIT 1',
      )
      .raw(),
    groupPriority: db.prepare('SELECT priority FROM groups WHERE id = ?').pluck(),
    userPriority: db.prepare('SELECT priority FROM users WHERE id = ?').pluck(),
    costs: db.prepare(
      "SELECT organization_id AS organizationId, nullif(group_id, '') AS groupId, user_id AS userId, sum(credits) AS credits " +
        'FROM fair_costs WHERE target_id = ? AND minute >= ? GROUP BY organization_id, group_id, user_id',
    ),
    places: db.prepare(
      `SELECT job_id AS jobId, idx AS "index", queued_at AS queuedAt, credits FROM items INDEXED BY items_fair ` +
        `WHERE target_id = ? AND ${WAITING} AND organization_id = ? AND group_id = ? AND user_id = ? ` +
        'AND (queued_at, job_id, idx) > (?, ?, ?) ORDER BY queued_at, job_id, idx LIMIT ?',
    ),
    credits: db
      .prepare(
        `SELECT coalesce(sum(credits), 0) FROM items INDEXED BY items_fair WHERE target_id = ? AND ${WAITING} AND organization_id = ?`,
      )
      .pluck(),
  };

  const lanesOf = (targetId: TargetId): readonly FairLane[] => {
    const lanes: FairLane[] = [];
    const groups = new Map<string, number>();
    const users = new Map<string, number>();
    const priority = (
      known: Map<string, number>,
      kind: 'groupPriority' | 'userPriority',
      id: string,
    ): number => {
      let found = known.get(id);
      if (found === undefined) {
        found = Number(sql[kind].get(id) ?? DEFAULT_PRIORITY);
        known.set(id, found);
      }
      return found;
    };
    let last: [string, string, string] = ['', '', ''];
    for (;;) {
      const row = sql.nextLane.get(targetId, ...last) as LaneRow | undefined;
      if (!row) return lanes;
      const [organizationId, groupId, userId, oldest] = row;
      last = [organizationId, groupId, userId];
      lanes.push({
        organizationId,
        groupId: groupId || null,
        groupPriority: priority(groups, 'groupPriority', groupId),
        userId,
        userPriority: priority(users, 'userPriority', userId),
        oldest,
      });
    }
  };

  return {
    async fairQueue(targetId, since) {
      const costs = sql.costs.all(targetId, Math.floor(since / 60_000)) as FairCost[];
      return { lanes: lanesOf(targetId), costs };
    },
    async fairPlaces(targetId, { organizationId, groupId, userId }, after, limit) {
      const from = after ? [after.queuedAt, after.jobId, after.index] : [Number.MIN_SAFE_INTEGER, '', -1];
      return sql.places.all(targetId, organizationId, groupId ?? '', userId, ...from, limit) as FairPlace[];
    },
    async queuedCredits(targetId, organizationId) {
      return Number(sql.credits.get(targetId, organizationId));
    },
  };
}
