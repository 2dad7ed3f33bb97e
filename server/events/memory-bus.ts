import type { Bus, JobListener, JobNotice } from './bus.ts';

/** The bus of a single process: listeners are called in the order they subscribed, after the publisher's turn. */
export class MemoryBus implements Bus {
  readonly #listeners = new Set<JobListener>();
  #pending: JobNotice[] = [];
  #scheduled = false;

  publish(notices: readonly JobNotice[]): void {
    if (notices.length === 0) return;
    this.#pending.push(...notices);
    if (this.#scheduled) return;
    this.#scheduled = true;
    // Off the publisher's stack: a slow listener never delays an acknowledgement, and notices gather meanwhile.
    setImmediate(() => this.#deliver());
  }

  subscribe(listener: JobListener): () => void {
    const own: JobListener = (notices) => listener(notices);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  close(): Promise<void> {
    this.#listeners.clear();
    this.#pending = [];
    return Promise.resolve();
  }

  #deliver(): void {
    const notices = this.#pending;
    this.#pending = [];
    this.#scheduled = false;
    for (const listener of this.#listeners) listener(notices);
  }
}
