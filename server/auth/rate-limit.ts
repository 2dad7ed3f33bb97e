/** Allows so many attempts by each address in a time. Holds a bounded number of addresses. */
export class RateLimit {
  readonly #attempts = new Map<string, { count: number; until: number }>();
  readonly #most: number;
  readonly #windowMs: number;
  readonly #addresses: number;

  constructor(most: number, windowMs: number, addresses = 10_000) {
    this.#most = most;
    this.#windowMs = windowMs;
    this.#addresses = addresses;
  }

  /** Counts an attempt. Answers the seconds to wait, or 0 when it may go ahead. */
  attempt(address: string, now: number): number {
    const own = this.#attempts.get(address);
    if (!own || own.until <= now) {
      this.#attempts.delete(address);
      if (this.#attempts.size >= this.#addresses) this.#dropOldest();
      this.#attempts.set(address, { count: 1, until: now + this.#windowMs });
      return 0;
    }
    own.count += 1;
    return own.count > this.#most ? Math.ceil((own.until - now) / 1_000) : 0;
  }

  #dropOldest(): void {
    const [oldest] = this.#attempts.keys();
    if (oldest !== undefined) this.#attempts.delete(oldest);
  }
}
