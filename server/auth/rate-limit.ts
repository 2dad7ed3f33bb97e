/** What came of taking points. */
export interface Taken {
  /** Seconds to wait before trying again; 0 when it may go ahead. */
  readonly waitSeconds: number;
  /** Points left in this window. */
  readonly left: number;
  /** Seconds until the window begins anew. */
  readonly resetSeconds: number;
}

/** Allows so many points by each key (an address, a user) in a window of time. Holds a bounded number of keys. */
export class RateLimit {
  readonly most: number;
  readonly #spent = new Map<string, { points: number; until: number }>();
  readonly #windowMs: number;
  readonly #keys: number;

  constructor(most: number, windowMs: number, keys = 10_000) {
    this.most = most;
    this.#windowMs = windowMs;
    this.#keys = keys;
  }

  /** Takes points. What is refused takes none, so that waiting always helps. */
  take(key: string, points: number, now: number): Taken {
    let own = this.#spent.get(key);
    if (!own || own.until <= now) {
      this.#spent.delete(key);
      if (this.#spent.size >= this.#keys) this.#dropOldest();
      own = { points: 0, until: now + this.#windowMs };
      this.#spent.set(key, own);
    }
    const resetSeconds = Math.ceil((own.until - now) / 1_000);
    if (own.points + points > this.most) {
      return { waitSeconds: resetSeconds, left: this.most - own.points, resetSeconds };
    }
    own.points += points;
    return { waitSeconds: 0, left: this.most - own.points, resetSeconds };
  }

  #dropOldest(): void {
    const [oldest] = this.#spent.keys();
    if (oldest !== undefined) this.#spent.delete(oldest);
  }
}
