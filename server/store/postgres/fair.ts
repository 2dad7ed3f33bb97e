import type { FairCost, FairLane } from '../../domain/fair-queue.ts';
import { DEFAULT_PRIORITY } from '../../domain/people.ts';
import type { FairPlace, FairStore } from '../fair-store.ts';
import { FIRST_PLACE } from '../queue-place.ts';
import { statement } from './queries.ts';
import type { Session } from './session.ts';

/** The literal is the place of QUEUED in JOB_STATUSES. */
const WAITING = 'target_id = $1 AND status = 1 AND remote IS NULL AND organization_id IS NOT NULL';
const LANE = 'organization_id, group_id, user_id';
const FIRST_OF_LANE = `ORDER BY ${LANE}, queued_at, job_id, idx LIMIT 1`;

const SQL = {
  // From one lane to the next through the index: as many steps as there are lanes, not items.
  lanes: statement(
    `WITH RECURSIVE lane (o, g, u, oldest) AS ((SELECT ${LANE}, queued_at FROM items WHERE ${WAITING} ${FIRST_OF_LANE}) ` +
      `UNION ALL SELECT next.* FROM lane, LATERAL (SELECT ${LANE}, queued_at FROM items WHERE ${WAITING} ` +
      `AND (${LANE}) > (lane.o, lane.g, lane.u) ${FIRST_OF_LANE}) AS next) ` +
      'SELECT o, g, u, oldest, (SELECT priority FROM groups WHERE id = g), (SELECT priority FROM users WHERE id = u) FROM lane',
  ),
  costs: statement(
    "SELECT organization_id, nullif(group_id, ''), user_id, sum(credits) FROM fair_costs " +
      'WHERE target_id = $1 AND minute >= $2 GROUP BY organization_id, group_id, user_id ORDER BY 1, group_id, 3',
  ),
  places: statement(
    `SELECT job_id, idx, queued_at, credits FROM items WHERE ${WAITING} AND organization_id = $2 AND group_id = $3 ` +
      'AND user_id = $4 AND (queued_at, job_id, idx) > ($5::bigint, $6::text, $7::int) ORDER BY queued_at, job_id, idx LIMIT $8',
  ),
  credits: statement(`SELECT coalesce(sum(credits), 0) FROM items WHERE ${WAITING} AND organization_id = $2`),
};

type LaneRow = [
  organizationId: string,
  groupId: string,
  userId: string,
  oldest: number,
  groupPriority: number | null,
  userPriority: number | null,
];

/** The fair queues of remote targets. */
export function fairStore({ read }: Session): FairStore {
  return {
    async fairQueue(targetId, since) {
      const [lanes, costs] = await Promise.all([
        read.rows<LaneRow>(SQL.lanes, [targetId]),
        read.rows<[string, string | null, string, number]>(SQL.costs, [targetId, Math.floor(since / 60_000)]),
      ]);
      return {
        lanes: lanes.map(laneFrom),
        costs: costs.map(([organizationId, groupId, userId, credits]): FairCost => ({
          organizationId,
          groupId,
          userId,
          credits,
        })),
      };
    },
    async fairPlaces(targetId, { organizationId, groupId, userId }, after, limit) {
      const from = after ? [after.queuedAt, after.jobId, after.index] : FIRST_PLACE;
      const values = [targetId, organizationId, groupId ?? '', userId, ...from, limit];
      const rows = await read.rows<[string, number, number, number]>(SQL.places, values);
      return rows.map(([jobId, index, queuedAt, credits]): FairPlace => ({
        jobId,
        index,
        queuedAt,
        credits,
      }));
    },
    async queuedCredits(targetId, organizationId) {
      const [row] = await read.rows<[number]>(SQL.credits, [targetId, organizationId]);
      return row?.[0] ?? 0;
    },
  };
}

function laneFrom([organizationId, groupId, userId, oldest, groupPriority, userPriority]: LaneRow): FairLane {
  return {
    organizationId,
    groupId: groupId || null,
    groupPriority: groupPriority ?? DEFAULT_PRIORITY,
    userId,
    userPriority: userPriority ?? DEFAULT_PRIORITY,
    oldest,
  };
}
