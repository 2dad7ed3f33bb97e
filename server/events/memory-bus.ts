import type { Bus, JobListener, JobNotice, Word } from './bus.ts';
import { Listeners } from './listeners.ts';

/** The bus of a single process. */
export class MemoryBus implements Bus {
  readonly #listeners = new Listeners();

  publish(notices: readonly JobNotice[]): void {
    this.#listeners.deliver(notices, 'HERE');
  }

  subscribe(listener: JobListener): () => void {
    return this.#listeners.subscribe(listener);
  }

  say(word: Word): void {
    this.#listeners.say(word);
  }

  hear(word: Word, listener: () => void): () => void {
    return this.#listeners.hear(word, listener);
  }

  close(): Promise<void> {
    this.#listeners.clear();
    return Promise.resolve();
  }
}
