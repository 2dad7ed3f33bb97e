/** What a live reader does: answers the next value, or that there are no more; `stop` ends a `next` that waits. */
export interface PullSource<T> {
  next(): Promise<{ readonly value: T } | null>;
  stop(): void;
}

/**
 * A source as an async generator object. A generator function would not do: its `return()` waits for a `next()`
 * that waits for ever, so that a subscription nobody reads any more would stay behind.
 */
export function pullIterator<T>(source: PullSource<T>): AsyncGenerator<T, undefined, undefined> {
  let ended = false;
  const end = (): Promise<IteratorResult<T, undefined>> => {
    if (!ended) source.stop();
    ended = true;
    return Promise.resolve({ done: true, value: undefined });
  };
  return {
    next: async () => {
      if (ended) return { done: true, value: undefined };
      try {
        const got = await source.next();
        // `return()` may have been called while this waited.
        return got && !ended ? { done: false, value: got.value } : await end();
      } catch (error) {
        await end();
        throw error;
      }
    },
    return: end,
    throw: async (error: unknown) => {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Something to wait on that others ring. A ring that comes while nobody waits is remembered. */
export class Bell {
  #rung = false;
  #waiting: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#waiting?.();
  }

  async heard(): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
      this.#waiting = null;
    }
    this.#rung = false;
  }
}
