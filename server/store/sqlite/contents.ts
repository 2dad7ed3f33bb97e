import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { PreparedContent } from '../../domain/content.ts';
import type { ContentId } from '../../domain/job.ts';
import type { Connection } from './connection.ts';

const deflated = promisify(deflateRaw);
const inflated = promisify(inflateRaw);

/** Shorter texts gain nothing from being compressed. */
const LEAST_COMPRESSED = 512;

export async function prepareContent(text: string): Promise<PreparedContent> {
  const plain = Buffer.from(text, 'utf8');
  const id = createHash('sha256').update(plain).digest('hex');
  if (plain.length >= LEAST_COMPRESSED) {
    const bytes = await deflated(plain);
    if (bytes.length < plain.length * 0.9) return { id, bytes, codec: 'deflate', size: plain.length };
  }
  return { id, bytes: plain, codec: 'plain', size: plain.length };
}

/** Stored texts, each kept once and for as long as something names it. */
export class Contents {
  readonly #sql;

  constructor(db: Connection) {
    this.#sql = {
      read: db.prepare('SELECT codec, bytes FROM contents WHERE id = ?').raw(),
      add: db.prepare('UPDATE contents SET refs = refs + ? WHERE id = ?'),
      insert: db.prepare('INSERT INTO contents (id, codec, size, refs, bytes) VALUES (?, ?, ?, 1, ?)'),
      sweep: db.prepare('DELETE FROM contents INDEXED BY contents_unused WHERE refs <= 0'),
    };
  }

  async read(id: ContentId): Promise<string | null> {
    const row = this.#sql.read.get(id) as [codec: 'plain' | 'deflate', bytes: Buffer] | undefined;
    if (!row) return null;
    const plain = row[0] === 'deflate' ? await inflated(row[1]) : row[1];
    return plain.toString('utf8');
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
