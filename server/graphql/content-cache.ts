import type { ContentId } from '../domain/job.ts';

/**
 * Texts by their content's id, the least recently used dropped first. A content never changes, so that nothing
 * is ever stale; the bound is on characters because one text may have four million of them.
 */
export class ContentCache {
  readonly #texts = new Map<ContentId, string>();
  readonly #most: number;
  #held = 0;

  /** @param most - how many characters are held in all */
  constructor(most = 16 * 1024 * 1024) {
    this.#most = most;
  }

  async get(id: ContentId, read: (id: ContentId) => Promise<string | null>): Promise<string | null> {
    const held = this.#texts.get(id);
    if (held !== undefined) {
      this.#texts.delete(id);
      this.#texts.set(id, held);
      return held;
    }
    const text = await read(id);
    if (text !== null) this.#keep(id, text);
    return text;
  }

  #keep(id: ContentId, text: string): void {
    if (text.length > this.#most / 4 || this.#texts.has(id)) return;
    this.#texts.set(id, text);
    this.#held += text.length;
    for (const [oldest, old] of this.#texts) {
      if (this.#held <= this.#most) break;
      this.#texts.delete(oldest);
      this.#held -= old.length;
    }
  }
}
