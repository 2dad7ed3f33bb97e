import type { PreparedContent } from '../../domain/content.ts';
import type { ContentId } from '../../domain/job.ts';
import { textOfContent } from '../prepared-content.ts';
import type { Connection } from './connection.ts';

/** Stored texts, each kept once and for as long as something names it. */
export class Contents {
  readonly #sql;

  constructor(db: Connection) {
    this.#sql = {
      read: db.prepare('SELECT codec, bytes FROM contents WHERE id = ?').raw(),
      size: db.prepare('SELECT size FROM contents WHERE id = ?').pluck(),
      add: db.prepare('UPDATE contents SET refs = refs + ? WHERE id = ?'),
      insert: db.prepare('INSERT INTO contents (id, codec, size, refs, bytes) VALUES (?, ?, ?, 1, ?)'),
      sweep: db.prepare('DELETE FROM contents INDEXED BY contents_unused WHERE refs <= 0'),
    };
  }

  async read(id: ContentId): Promise<string | null> {
    const row = this.#sql.read.get(id) as [codec: 'plain' | 'deflate', bytes: Buffer] | undefined;
    return row ? textOfContent(row[0], row[1]) : null;
  }

  /** In bytes of UTF-8; 0 when it is not stored. */
  size(id: ContentId): number {
    return Number(this.#sql.size.get(id) ?? 0);
  }

  /**
   * Something names a content from now on.
   *
   * @param given - what came with the write; stored if it is not there yet
   */
  hold(id: ContentId, given: PreparedContent | undefined): void {
    if (this.#sql.add.run(1, id).changes === 1) return;
    if (!given) throw new Error(`The content ${id} is referred to but was neither given nor stored.`);
    this.#sql.insert.run(given.id, given.codec, given.size, given.bytes);
  }

  /** Something no longer names it. `sweep` afterwards. */
  release(id: ContentId): void {
    this.#sql.add.run(-1, id);
  }

  /** Deletes what nothing names any more. */
  sweep(): void {
    this.#sql.sweep.run();
  }
}
