import type { PreparedContent } from '../../domain/content.ts';
import type { ContentId } from '../../domain/job.ts';
import { textOfContent } from '../prepared-content.ts';
import { all, statement, type Queries } from './queries.ts';
import type { Session } from './session.ts';

const SQL = {
  read: statement('SELECT codec, bytes FROM contents WHERE id = $1'),
  // In the order of ids: two writers of the same texts wait for each other in one direction.
  put: statement(
    'INSERT INTO contents (id, codec, size, bytes) ' +
      'SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::bytea[]) AS t (id, codec, size, bytes) ORDER BY id ' +
      'ON CONFLICT (id) DO NOTHING',
  ),
  candidates: statement(
    'SELECT seq, id FROM unnamed_contents ORDER BY seq LIMIT 1000 FOR UPDATE SKIP LOCKED',
  ),
  there: statement('SELECT id FROM contents WHERE id = ANY($1)'),
  hold: statement('SELECT id FROM contents WHERE id = ANY($1) FOR UPDATE SKIP LOCKED'),
  remove: statement(
    'DELETE FROM contents c WHERE id = ANY($1) ' +
      'AND NOT EXISTS (SELECT 1 FROM items WHERE result_id = c.id) AND NOT EXISTS (SELECT 1 FROM items WHERE run_id = c.id) ' +
      'AND NOT EXISTS (SELECT 1 FROM attempts WHERE result_id = c.id) AND NOT EXISTS (SELECT 1 FROM attempts WHERE run_id = c.id) ' +
      'AND NOT EXISTS (SELECT 1 FROM programs WHERE content_id = c.id)',
  ),
  settle: statement('DELETE FROM unnamed_contents WHERE seq = ANY($1)'),
};

export async function readContent(from: Queries, id: ContentId): Promise<string | null> {
  const [row] = await from.rows<['plain' | 'deflate', Buffer]>(SQL.read, [id]);
  return row ? textOfContent(row[0], row[1]) : null;
}

/** Stores those that are not there yet. What refers to them keeps them; see `sweepContents`. */
export async function putContents(tx: Queries, contents: readonly PreparedContent[]): Promise<void> {
  if (contents.length === 0) return;
  await tx.run(SQL.put, [
    contents.map((one) => one.id),
    contents.map((one) => one.codec),
    contents.map((one) => one.size),
    contents.map((one) => Buffer.from(one.bytes)),
  ]);
}

/**
 * Deletes what nothing names any more. It waits for nobody: a content that another transaction is about to name, or
 * candidates that another sweep looks at, are left for a later one.
 */
export async function sweepContents(session: Session): Promise<void> {
  await session.write(async (tx) => {
    const candidates = await tx.rows<[seq: number, id: ContentId]>(SQL.candidates);
    if (candidates.length === 0) return;
    const ids = [...new Set(candidates.map(([, id]) => id))];
    const [there, held] = await all(
      tx.rows<[ContentId]>(SQL.there, [ids]),
      tx.rows<[ContentId]>(SQL.hold, [ids]),
    );
    // Who would name a content now waits for this transaction, and whoever did before is seen by the next statement.
    const free = new Set(held.map(([id]) => id));
    const busy = new Set(there.map(([id]) => id).filter((id) => !free.has(id)));
    const settled = candidates.filter(([, id]) => !busy.has(id)).map(([seq]) => seq);
    await all(tx.run(SQL.remove, [[...free]]), tx.run(SQL.settle, [settled]));
  });
}
