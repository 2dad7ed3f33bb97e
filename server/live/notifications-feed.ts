import type { UserId } from '../domain/job.ts';
import {
  NEWEST_NOTIFICATIONS,
  notificationChanges,
  type NotificationChanges,
  type NotificationsNow,
} from '../domain/notification.ts';
import type { Store } from '../store/store.ts';
import { Bell, pullIterator } from './pull-iterator.ts';

type ReadStore = Pick<Store, 'listNotifications' | 'countNotifications'>;

/** The notifications of one user for all places where they watch them: what changed is read once, however many watch. */
export class NotificationsFeed {
  readonly #userId: UserId;
  readonly #store: ReadStore;
  readonly #bells = new Set<Bell>();
  #now: Promise<NotificationsNow> | null = null;
  #isClosed = false;

  constructor(userId: UserId, store: ReadStore) {
    this.#userId = userId;
    this.#store = store;
  }

  get readers(): number {
    return this.#bells.size;
  }

  /** Something changed, or may have: what was read before no longer counts. */
  heard(): void {
    this.#now = null;
    this.wake();
  }

  wake(): void {
    for (const bell of this.#bells) bell.ring();
  }

  close(): void {
    this.#isClosed = true;
    this.wake();
  }

  /**
   * What changes, as it does; the first update comes at once, names nothing and counts what is unread.
   *
   * @param pace - waits until the next update may go out
   * @param onLeft - called when it is read no more
   */
  read(pace: () => Promise<void>, onLeft: () => void): AsyncGenerator<NotificationChanges, undefined> {
    const bell = new Bell();
    this.#bells.add(bell);
    // Whoever comes anew is told the truth, also where word of the last change was lost.
    this.#now = null;
    let known: NotificationsNow | null = null;
    let ended = false;
    return pullIterator({
      next: async () => {
        while (!ended && !this.#isClosed) {
          const now = await this.#read();
          const changes: NotificationChanges | null =
            now && (known ? notificationChanges(known, now) : { added: [], unreadCount: now.unread });
          if (changes) {
            known = now;
            return { value: changes };
          }
          await bell.heard();
          if (!ended) await pace();
        }
        return null;
      },
      stop: () => {
        ended = true;
        this.#bells.delete(bell);
        bell.ring();
        onLeft();
      },
    });
  }

  /** Null when the store did not answer. Nothing is lost: the next look tells it. */
  async #read(): Promise<NotificationsNow | null> {
    const asked = (this.#now ??= this.#ask());
    try {
      return await asked;
    } catch {
      if (this.#now === asked) this.#now = null;
      return null;
    }
  }

  async #ask(): Promise<NotificationsNow> {
    const slice = { limit: NEWEST_NOTIFICATIONS, from: null, backwards: false };
    const [newest, unread] = await Promise.all([
      this.#store.listNotifications(this.#userId, false, slice),
      this.#store.countNotifications(this.#userId, true),
    ]);
    return { newest, unread };
  }
}
