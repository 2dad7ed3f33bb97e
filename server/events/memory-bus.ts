import type { UserId } from '../domain/job.ts';
import type { Bus, JobListener, JobNotice, UserListener, Word } from './bus.ts';
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

  publishTold(userIds: readonly UserId[]): void {
    this.#listeners.tell(userIds);
  }

  hearTold(listener: UserListener): () => void {
    return this.#listeners.hearTold(listener);
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
