/**
 * Notices who stands still. Nobody's wall clock is asked: what counts is how long this process has seen the same beat,
 * on a clock that never jumps.
 */
export class Standstill {
  readonly #leaseMs: number;
  readonly #monotonic: () => number;
  #seen = new Map<string, { readonly beat: string | number; readonly since: number }>();

  /** @param monotonic - milliseconds on a clock that never jumps */
  constructor(leaseMs: number, monotonic: () => number) {
    this.#leaseMs = leaseMs;
    this.#monotonic = monotonic;
  }

  /** Takes note of all there are; answers those whose beat has stood still for a lease's time. */
  look<One>(
    all: readonly One[],
    of: (one: One) => { readonly id: string; readonly beat: string | number },
  ): One[] {
    const now = this.#monotonic();
    const seen = new Map<string, { readonly beat: string | number; readonly since: number }>();
    const still = all.filter((one) => {
      const { id, beat } = of(one);
      const before = this.#seen.get(id);
      const since = before?.beat === beat ? before.since : now;
      seen.set(id, { beat, since });
      return now - since >= this.#leaseMs;
    });
    this.#seen = seen;
    return still;
  }
}
