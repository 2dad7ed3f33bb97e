import type { ContentId } from '../../domain/job.ts';
import type { PreparedContent } from '../../domain/content.ts';
import type { RemoteStore } from '../store.ts';
import { ITEM_COLUMNS, itemFromRow, type ItemRow } from '../codec.ts';
import type { JobRows } from './job-rows.ts';
import type { Session } from './session.ts';

/** The items that providers have, by when they are to be asked about. */
export function remoteStore(
  { db, write }: Session,
  rows: JobRows,
): Pick<RemoteStore, 'takeDue' | 'hastenDue' | 'nextDue' | 'noteRemote'> {
  const sql = {
    due: db
      .prepare(
        `SELECT ${ITEM_COLUMNS} FROM items INDEXED BY items_due WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, job_id, idx LIMIT ?`,
      )
      .raw(),
    late: db
      .prepare(
        `SELECT ${ITEM_COLUMNS} FROM items INDEXED BY items_due WHERE due_at IS NOT NULL AND due_at > ? ORDER BY due_at, job_id, idx LIMIT ?`,
      )
      .raw(),
    postpone: db.prepare('UPDATE items SET due_at = ? WHERE job_id = ? AND idx = ?'),
    hasten: db.prepare(
      "UPDATE items SET due_at = ? WHERE due_at > ? AND due_at <= ? AND (? OR remote ->> '$.remoteId' IS NOT NULL)",
    ),
    next: db.prepare('SELECT min(due_at) FROM items INDEXED BY items_due WHERE due_at IS NOT NULL').pluck(),
  };
  return {
    takeDue: ({ now, again, horizon, limit }) =>
      write(() => {
        const due = sql.due.all(now, limit) as ItemRow[];
        if (due.length < limit) due.push(...(sql.late.all(horizon, limit - due.length) as ItemRow[]));
        return due.map((row) => {
          const item = itemFromRow(row);
          sql.postpone.run(again, item.jobId, item.index);
          return { ...item, dueAt: again };
        });
      }),
    hastenDue: (now, until, which) =>
      write(() => {
        sql.hasten.run(now, now, until, which === 'all' ? 1 : 0);
      }),
    async nextDue() {
      return sql.next.get() as number | null;
    },
    noteRemote: (notes, contents = []) =>
      write(() => {
        const given = new Map<ContentId, PreparedContent>(contents.map((one) => [one.id, one]));
        return notes.map(({ item, remote, dueAt }) => rows.note(item, remote, dueAt, given));
      }),
  };
}
