import { ITEM_COLUMNS, itemFromRow, type ItemRow } from '../codec.ts';
import type { RemoteStore } from '../store.ts';
import { putContents } from './contents.ts';
import type { JobRows } from './job-rows.ts';
import { all, statement } from './queries.ts';
import type { Session } from './session.ts';

const TAKE = (condition: string): string =>
  `UPDATE items SET due_at = $2 FROM (SELECT job_id AS j, idx AS i, due_at AS was FROM items ` +
  `WHERE due_at IS NOT NULL AND due_at ${condition} $1 ORDER BY due_at, job_id, idx LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED) due ` +
  `WHERE job_id = j AND idx = i RETURNING was, ${ITEM_COLUMNS}`;

const SQL = {
  due: statement(TAKE('<=')),
  late: statement(TAKE('>')),
  hasten: statement(
    'UPDATE items SET due_at = $1 FROM (SELECT job_id AS j, idx AS i FROM items ' +
      "WHERE due_at > $1 AND due_at <= $2 AND ($3 OR remote::jsonb ->> 'remoteId' IS NOT NULL) " +
      'ORDER BY job_id, idx FOR NO KEY UPDATE) due WHERE job_id = j AND idx = i',
  ),
  next: statement('SELECT min(due_at) FROM items WHERE due_at IS NOT NULL'),
};

/** The items that providers have, by when they are to be asked about. */
export function remoteStore(
  session: Session,
  rows: JobRows,
): Pick<RemoteStore, 'takeDue' | 'hastenDue' | 'nextDue' | 'noteRemote'> {
  return {
    takeDue: ({ now, again, horizon, limit }) =>
      session.write(async (tx) => {
        const due = await tx.rows<[number, ...ItemRow]>(SQL.due, [now, again, limit]);
        const late =
          due.length < limit
            ? await tx.rows<[number, ...ItemRow]>(SQL.late, [horizon, again, limit - due.length])
            : [];
        return [...due.sort(longestFirst), ...late.sort(longestFirst)].map(([, ...row]) => itemFromRow(row));
      }),
    hastenDue: (now, until, which) =>
      session.write(async (tx) => {
        await tx.run(SQL.hasten, [now, until, which === 'all']);
      }),
    async nextDue() {
      const [row] = await session.read.rows<[number | null]>(SQL.next);
      return row?.[0] ?? null;
    },
    noteRemote: (notes, contents = []) =>
      session.write(async (tx) => {
        if (notes.length === 0) return [];
        const named = new Set(notes.map(({ remote }) => remote?.runId));
        const given = contents.filter(({ id }) => named.has(id));
        const [, written] = await all(putContents(tx, given), rows.note(tx, notes));
        if (written.includes(false)) tx.unname(given.map(({ id }) => id));
        return written;
      }),
  };
}

function longestFirst(a: readonly [number, ...ItemRow], b: readonly [number, ...ItemRow]): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  return a[2] - b[2];
}
