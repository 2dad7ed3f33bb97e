import type { JobId } from '../domain/job.ts';
import { roomOf, type Message, type Render, type Seat, type Subscriber } from './channel.ts';
import type { JobChanges, JobsSource } from './jobs-feed.ts';

/** Above this many jobs a slow reader is told to read anew, and not which. */
const MOST_MISSED = 2_000;
/** The most jobs of one update. */
const MOST = 200;
const NOTHING: JobChanges = { changed: [], deleted: [] };

interface Member extends Seat {
  readonly subscriber: Subscriber;
  /** Jobs that changed while there was no room; null when it has room and is told what all are told. */
  missed: Set<JobId> | null;
  hasLeft: boolean;
}

/**
 * The changed jobs of one project or organization for all who watch it by the same operation: each update is executed and
 * serialised once. Whoever has no room misses updates and is told the latest states when there is room again.
 */
export class JobsChannel {
  readonly #source: JobsSource;
  readonly #render: Render<JobChanges>;
  readonly #onClosed: () => void;
  readonly #members = new Set<Member>();
  /** The empty update, the same for all. */
  #nothing: Promise<Message> | null = null;

  /** @param onClosed - told at once when the last one has left or the source ended: nobody may join any more */
  constructor(source: JobsSource, render: Render<JobChanges>, onClosed: () => void) {
    this.#source = source;
    this.#render = render;
    this.#onClosed = onClosed;
    void this.#run();
  }

  join(subscriber: Subscriber): Seat {
    const member: Member = {
      subscriber,
      // Changes that come before the first, empty update has gone out wait for it.
      missed: new Set(),
      hasLeft: false,
      leave: () => this.#leave(member),
    };
    this.#members.add(member);
    void this.#begin(member);
    return member;
  }

  #leave(member: Member): void {
    member.hasLeft = true;
    this.#members.delete(member);
    if (this.#members.size > 0) return;
    this.#onClosed();
    void this.#source.changes.return(undefined);
  }

  async #begin(member: Member): Promise<void> {
    await this.#guarded(member, async () => {
      while (member.subscriber.isFull && !member.hasLeft) await roomOf(member.subscriber);
      await this.#deliverNothing(member);
      await this.#makeUp(member);
    });
  }

  async #run(): Promise<void> {
    try {
      let isFirst = true;
      for await (const changes of this.#source.changes) {
        if (!isFirst) await this.#tellAll(changes);
        isFirst = false;
      }
      this.#end();
    } catch (error) {
      this.#end(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #tellAll(changes: JobChanges): Promise<void> {
    const [someone] = this.#members;
    if (!someone) return;
    const message = await this.#render(changes, someone.subscriber.viewer);
    for (const member of this.#members) {
      if (member.missed === null && !member.subscriber.isFull) {
        member.subscriber.deliver(message);
        continue;
      }
      if (member.missed === null) {
        member.missed = new Set();
        void this.#guarded(member, () => this.#makeUp(member));
      }
      if (member.missed.size > MOST_MISSED) continue;
      for (const { id } of changes.changed) member.missed.add(id);
      for (const id of changes.deleted) member.missed.add(id);
    }
  }

  /** Tells the latest state of what was missed, as fast as it is taken. */
  async #makeUp(member: Member): Promise<void> {
    while (!member.hasLeft) {
      if (member.subscriber.isFull) await roomOf(member.subscriber);
      const missed = member.missed ?? new Set();
      if (missed.size === 0) break;
      if (missed.size > MOST_MISSED) {
        missed.clear();
        await this.#deliverNothing(member);
        continue;
      }
      const ids = [...missed].slice(0, MOST);
      for (const id of ids) missed.delete(id);
      const message = await this.#render(await this.#source.load(ids), member.subscriber.viewer);
      if (!member.hasLeft) member.subscriber.deliver(message);
    }
    member.missed = null;
  }

  async #deliverNothing(member: Member): Promise<void> {
    this.#nothing ??= this.#render(NOTHING, member.subscriber.viewer);
    this.#nothing.catch(() => (this.#nothing = null));
    const message = await this.#nothing;
    if (!member.hasLeft) member.subscriber.deliver(message);
  }

  async #guarded(member: Member, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      member.leave();
      member.subscriber.end(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #end(error?: Error): void {
    this.#onClosed();
    for (const member of [...this.#members]) {
      member.leave();
      member.subscriber.end(error);
    }
  }
}
