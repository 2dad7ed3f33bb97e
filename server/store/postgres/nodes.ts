import type { Duty, NodeRole, ServerNode } from '../../domain/server-node.ts';
import { ITEM_COLUMNS, itemFromRow, type ItemRow } from '../codec.ts';
import type { NodeStore } from '../node-store.ts';
import { all, statement } from './queries.ts';
import type { Session } from './session.ts';

const NODE = 'id, role, label, version, started_at, seen_at, beat, worker_id, slots, target_ids';
type NodeRow = [
  id: string,
  role: NodeRole,
  label: string,
  version: string,
  startedAt: number,
  seenAt: number,
  beat: number,
  workerId: string | null,
  slots: number,
  targetIds: string,
];
type DutyRow = [name: string, nodeId: string | null, fence: number, beat: number];

const RUNS = 'status = 2 AND worker_id IS NOT NULL AND worker_id = ANY($1)';
const SQL = {
  put: statement(
    `INSERT INTO nodes (${NODE}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET ` +
      NODE.split(', ')
        .slice(1)
        .map((name) => `${name} = excluded.${name}`)
        .join(', '),
  ),
  beat: statement('UPDATE nodes SET beat = beat + 1, seen_at = $2, worker_id = $3 WHERE id = $1'),
  all: statement(`SELECT ${NODE} FROM nodes ORDER BY started_at, id`),
  remove: statement('DELETE FROM nodes WHERE id = $1 AND beat = coalesce($2, beat)'),
  running: statement(`SELECT worker_id, count(*) FROM items WHERE ${RUNS} GROUP BY worker_id`),
  items: statement(
    `SELECT f.* FROM unnest($1::text[]) AS w (worker), LATERAL (SELECT ${ITEM_COLUMNS} FROM items ` +
      'WHERE status = 2 AND worker_id IS NOT NULL AND worker_id = worker ORDER BY job_id, idx LIMIT $2) AS f ORDER BY job_id, idx',
  ),
  duty: statement('SELECT name, node_id, fence, beat FROM duties WHERE name = $1'),
  duties: statement('SELECT name, node_id, fence, beat FROM duties ORDER BY name'),
  lockDuty: statement('SELECT pg_advisory_xact_lock(hashtextextended($1, 5073614003))'),
  putDuty: statement(
    'INSERT INTO duties (name, node_id, fence, beat) VALUES ($1, $2, $3, $4) ' +
      'ON CONFLICT (name) DO UPDATE SET node_id = excluded.node_id, fence = excluded.fence, beat = excluded.beat',
  ),
};

/** The processes that are there, and who has which duty. */
export function nodeStore(session: Session): NodeStore {
  const { read } = session;
  return {
    putNode: (node) =>
      session.write(async (tx) => {
        const { id, role, label, version, startedAt, seenAt, beat, workerId, slots, targetIds } = node;
        const targets = JSON.stringify(targetIds);
        await tx.run(SQL.put, [id, role, label, version, startedAt, seenAt, beat, workerId, slots, targets]);
      }),
    beatNode: (id, now, workerId) =>
      session.write(async (tx) => (await tx.run(SQL.beat, [id, now, workerId])) === 1),
    async nodes() {
      return (await read.rows<NodeRow>(SQL.all)).map(nodeFrom);
    },
    removeNode: (id, ifBeat) => session.write(async (tx) => (await tx.run(SQL.remove, [id, ifBeat])) === 1),
    async runningOn(workerIds, limit) {
      const [counts, rows] = await Promise.all([
        read.rows<[string, number]>(SQL.running, [workerIds]),
        read.rows<ItemRow>(SQL.items, [workerIds, limit]),
      ]);
      const countOf = new Map(counts);
      const items = rows.map(itemFromRow);
      return workerIds.map((id) => ({
        count: countOf.get(id) ?? 0,
        items: items.filter((item) => item.workerId === id),
      }));
    },
    changeDuty: (name, decide) =>
      session.write(async (tx) => {
        // A lock and not the row's: there may be no row yet.
        const [, [row]] = await all(tx.rows(SQL.lockDuty, [name]), tx.rows<DutyRow>(SQL.duty, [name]));
        const current = row ? dutyFrom(row) : null;
        const after = decide(current);
        if (after) await tx.run(SQL.putDuty, [name, after.nodeId, after.fence, after.beat]);
        return after ?? current;
      }),
    async duties() {
      return (await read.rows<DutyRow>(SQL.duties)).map(dutyFrom);
    },
  };
}

function nodeFrom(row: NodeRow): ServerNode {
  const [id, role, label, version, startedAt, seenAt, beat, workerId, slots, targetIds] = row;
  return {
    id,
    role,
    label,
    version,
    startedAt,
    seenAt,
    beat,
    workerId,
    slots,
    targetIds: JSON.parse(targetIds) as string[],
  };
}

function dutyFrom([name, nodeId, fence, beat]: DutyRow): Duty {
  return { name, nodeId, fence, beat };
}
