import type { Duty, NodeRole, ServerNode } from '../../domain/server-node.ts';
import type { NodeStore } from '../node-store.ts';
import { ITEM_COLUMNS, itemFromRow, type ItemRow } from '../codec.ts';
import type { Session } from './session.ts';

interface NodeRow {
  readonly id: string;
  readonly role: NodeRole;
  readonly label: string;
  readonly version: string;
  readonly startedAt: number;
  readonly seenAt: number;
  readonly beat: number;
  readonly workerId: string | null;
  readonly slots: number;
  readonly targetIds: string;
}

/** The processes that are there, and who has which duty. */
export function nodeStore({ db, write }: Session): NodeStore {
  const sql = {
    put: db.prepare(
      'INSERT OR REPLACE INTO nodes (id, role, label, version, started_at, seen_at, beat, worker_id, slots, target_ids) ' +
        'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    beat: db.prepare('UPDATE nodes SET beat = beat + 1, seen_at = ?, worker_id = ? WHERE id = ?'),
    all: db.prepare(
      'SELECT id, role, label, version, started_at AS startedAt, seen_at AS seenAt, beat, worker_id AS workerId, ' +
        'slots, target_ids AS targetIds FROM nodes ORDER BY started_at, id',
    ),
    remove: db.prepare('DELETE FROM nodes WHERE id = ? AND beat = ifnull(?, beat)'),
    running: db
      .prepare(
        'SELECT count(*) FROM items INDEXED BY items_running WHERE status = 2 AND worker_id IS NOT NULL AND worker_id = ?',
      )
      .pluck(),
    items: db
      .prepare(
        `SELECT ${ITEM_COLUMNS} FROM items INDEXED BY items_running WHERE status = 2 AND worker_id IS NOT NULL AND worker_id = ? ` +
          'ORDER BY job_id, idx LIMIT ?',
      )
      .raw(),
    duty: db.prepare('SELECT name, node_id AS nodeId, fence, beat FROM duties WHERE name = ?'),
    duties: db.prepare('SELECT name, node_id AS nodeId, fence, beat FROM duties ORDER BY name'),
    putDuty: db.prepare('INSERT OR REPLACE INTO duties (name, node_id, fence, beat) VALUES (?, ?, ?, ?)'),
  };
  return {
    putNode: (node) =>
      write(() => {
        const { id, role, label, version, startedAt, seenAt, beat, workerId, slots, targetIds } = node;
        const targets = JSON.stringify(targetIds);
        sql.put.run(id, role, label, version, startedAt, seenAt, beat, workerId, slots, targets);
      }),
    beatNode: (id, now, workerId) => write(() => sql.beat.run(now, workerId, id).changes === 1),
    async nodes() {
      return (sql.all.all() as NodeRow[]).map((row): ServerNode => ({
        ...row,
        targetIds: JSON.parse(row.targetIds) as string[],
      }));
    },
    removeNode: (id, ifBeat) => write(() => sql.remove.run(id, ifBeat).changes === 1),
    async runningOn(workerIds, limit) {
      return workerIds.map((id) => ({
        count: sql.running.get(id) as number,
        items: (sql.items.all(id, limit) as ItemRow[]).map(itemFromRow),
      }));
    },
    changeDuty: (name, decide) =>
      write(() => {
        const current = (sql.duty.get(name) as Duty | undefined) ?? null;
        const after = decide(current);
        if (after) sql.putDuty.run(name, after.nodeId, after.fence, after.beat);
        return after ?? current;
      }),
    async duties() {
      return sql.duties.all() as Duty[];
    },
  };
}
