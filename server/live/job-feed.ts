import type { JobEvent, JobId } from '../domain/job.ts';
import type { Store } from '../store/store.ts';
import { Bell } from './pull-iterator.ts';

/** How many events a feed keeps for all its readers, and how many it reads at a time. */
const KEPT = 256;
const READ = 200;

/**
 * The events of one job for all who watch it. New ones are read from the store once and kept in a short ring; a
 * reader that is behind the ring reads from the store at its own pace. Notices only wake: what is told always
 * comes from the store, in order of version, so that none is lost and none doubled.
 */
export class JobFeed {
  readonly jobId: JobId;
  readonly #store: Pick<Store, 'events'>;
  readonly #bells = new Set<Bell>();
  /** Events without a gap, the last of which is `#head`. */
  #ring: JobEvent[] = [];
  /** The last version read; null until the first reader has caught up. */
  #head: number | null = null;
  /** The last version heard of. */
  #known = 0;
  #reading: Promise<void> | null = null;
  #deleted = false;

  constructor(jobId: JobId, store: Pick<Store, 'events'>) {
    this.jobId = jobId;
    this.#store = store;
  }

  get deleted(): boolean {
    return this.#deleted;
  }

  get readers(): number {
    return this.#bells.size;
  }

  /** Takes word that the job has events up to a version. */
  heard(version: number): void {
    this.#known = Math.max(this.#known, version);
    if (this.#head !== null && this.#known > this.#head) void this.#readOn();
  }

  gone(): void {
    this.#deleted = true;
    this.wake();
  }

  /** Makes every waiting reader look again. */
  wake(): void {
    for (const bell of this.#bells) bell.ring();
  }

  join(): Bell {
    const bell = new Bell();
    this.#bells.add(bell);
    return bell;
  }

  leave(bell: Bell): void {
    this.#bells.delete(bell);
    bell.ring();
  }

  /** The next events after a version, some or none. */
  async after(version: number): Promise<readonly JobEvent[]> {
    const oldest = this.#ring[0]?.version;
    if (oldest !== undefined && version + 1 >= oldest) return this.#ring.slice(version + 1 - oldest);
    if (this.#head !== null && version >= this.#head) return [];
    const events = await this.#store.events(this.jobId, version, READ);
    const last = events.at(-1)?.version ?? version;
    if (events.length > 0) this.#known = Math.max(this.#known, last);
    if (events.length < READ) this.#caughtUp(last, events);
    return events;
  }

  /** A reader reached the end of what is stored: from there on the feed reads for all. */
  #caughtUp(version: number, events: readonly JobEvent[]): void {
    // A reader may claim to have versions that do not exist yet: that says nothing about what does.
    if (this.#head !== null || version > this.#known) return;
    this.#head = version;
    this.#ring = [...events];
    if (this.#known > version) void this.#readOn();
  }

  #readOn(): Promise<void> {
    this.#reading ??= this.#readNew().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #readNew(): Promise<void> {
    try {
      while (this.#head !== null && this.#known > this.#head) {
        const events = await this.#store.events(this.jobId, this.#head, READ);
        const last = events.at(-1);
        // Heard of but not there: deleted meanwhile, or a notice from ahead of a replica. The poll comes again.
        if (!last) break;
        this.#ring.push(...events);
        if (this.#ring.length > KEPT) this.#ring.splice(0, this.#ring.length - KEPT);
        this.#head = last.version;
        this.wake();
      }
    } catch {
      // The store did not answer: the next notice or the poll tries again.
    }
  }
}
