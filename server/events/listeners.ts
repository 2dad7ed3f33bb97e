import type { UserId } from '../domain/job.ts';
import type { JobListener, JobNotice, NoticeOrigin, UserListener, Word } from './bus.ts';

type Delivery =
  | { readonly notices: JobNotice[]; readonly from: NoticeOrigin }
  | { readonly told: readonly UserId[] }
  | { readonly word: Word };

/**
 * Those who listen in this process. They are called in the order they subscribed, after the publisher's turn: a slow
 * listener never delays an acknowledgement, and notices gather meanwhile.
 */
export class Listeners {
  readonly #jobs = new Set<JobListener>();
  readonly #told = new Set<UserListener>();
  readonly #words = new Map<Word, Set<() => void>>();
  #pending: Delivery[] = [];
  #scheduled = false;

  subscribe(listener: JobListener): () => void {
    const own: JobListener = (notices, from) => listener(notices, from);
    this.#jobs.add(own);
    return () => this.#jobs.delete(own);
  }

  hearTold(listener: UserListener): () => void {
    const own: UserListener = (userIds) => listener(userIds);
    this.#told.add(own);
    return () => this.#told.delete(own);
  }

  hear(word: Word, listener: () => void): () => void {
    const all = this.#words.get(word) ?? new Set();
    const own = (): void => listener();
    this.#words.set(word, all.add(own));
    return () => all.delete(own);
  }

  deliver(notices: readonly JobNotice[], from: NoticeOrigin): void {
    if (notices.length === 0) return;
    const last = this.#pending.at(-1);
    if (last && 'notices' in last && last.from === from) last.notices.push(...notices);
    else this.#pending.push({ notices: [...notices], from });
    this.#schedule();
  }

  tell(told: readonly UserId[]): void {
    if (told.length === 0) return;
    this.#pending.push({ told });
    this.#schedule();
  }

  say(word: Word): void {
    this.#pending.push({ word });
    this.#schedule();
  }

  clear(): void {
    this.#jobs.clear();
    this.#told.clear();
    this.#words.clear();
    this.#pending = [];
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      for (const delivery of this.#pending.splice(0)) {
        if ('word' in delivery) for (const listener of this.#words.get(delivery.word) ?? []) listener();
        else if ('told' in delivery) for (const listener of this.#told) listener(delivery.told);
        else for (const listener of this.#jobs) listener(delivery.notices, delivery.from);
      }
    });
  }
}
