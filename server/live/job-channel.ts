import type { JobEvent } from '../domain/job.ts';
import { roomOf, type Message, type Render, type Seat, type Subscriber } from './channel.ts';

/** How many messages are kept for those who are a little behind. */
const KEPT = 64;

interface Member extends Seat {
  readonly subscriber: Subscriber;
  /** The last version this one has. */
  version: number;
  /** Is told what all are told; otherwise it is catching up on its own. */
  isLevel: boolean;
  hasLeft: boolean;
}

/** Every event of a job after a version, in order, for ever; ends when the job is gone. `known` is its newest version. */
export type OpenEvents = (after: number, known: number) => AsyncGenerator<JobEvent, undefined>;

/**
 * The events of one job for all who watch it by the same operation. Each event is executed and serialised once.
 * Whoever is behind, or has no room, is told from the stored events at its own pace until it is level again: none
 * is lost, none comes twice, and nobody's backlog lies in memory.
 */
export class JobChannel {
  readonly #open: OpenEvents;
  readonly #render: Render<JobEvent>;
  readonly #members = new Set<Member>();
  readonly #recent = new Map<number, Promise<Message>>();
  readonly #source: AsyncGenerator<JobEvent, undefined>;
  readonly #onClosed: () => void;
  #version: number;

  /**
   * @param version - the job's version now: what comes after it is told as it comes
   * @param onClosed - told at once when the last one has left or the job is gone: nobody may join any more
   */
  constructor(open: OpenEvents, render: Render<JobEvent>, version: number, onClosed: () => void) {
    this.#open = open;
    this.#render = render;
    this.#version = version;
    this.#onClosed = onClosed;
    this.#source = open(version, version);
    void this.#run();
  }

  /** @param after - the last version the subscriber has; it may be one that does not exist yet */
  join(subscriber: Subscriber, after: number): Seat {
    const member: Member = {
      subscriber,
      version: after,
      isLevel: after >= this.#version,
      hasLeft: false,
      leave: () => this.#leave(member),
    };
    this.#members.add(member);
    if (!member.isLevel) void this.#catchUp(member);
    return member;
  }

  #leave(member: Member): void {
    member.hasLeft = true;
    this.#members.delete(member);
    if (this.#members.size > 0) return;
    this.#onClosed();
    void this.#source.return(undefined);
  }

  async #run(): Promise<void> {
    try {
      for await (const event of this.#source) {
        const message = await this.#messageOf(event);
        this.#version = event.version;
        for (const member of this.#members) {
          if (!member.isLevel || event.version <= member.version) continue;
          if (member.subscriber.isFull) {
            member.isLevel = false;
            void this.#catchUp(member);
          } else this.#tell(member, event.version, message);
        }
      }
      this.#end();
    } catch (error) {
      this.#end(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Gives a member what it misses, as fast as it takes it. */
  async #catchUp(member: Member): Promise<void> {
    const events = this.#open(member.version, this.#version);
    try {
      while (!member.hasLeft && member.version < this.#version) {
        const { done, value: event } = await events.next();
        if (done) break;
        const message = await this.#messageOf(event);
        while (member.subscriber.isFull && !member.hasLeft) await roomOf(member.subscriber);
        if (!member.hasLeft) this.#tell(member, event.version, message);
      }
      member.isLevel = true;
    } catch (error) {
      member.leave();
      member.subscriber.end(error instanceof Error ? error : new Error(String(error)));
    } finally {
      void events.return(undefined);
    }
  }

  #tell(member: Member, version: number, message: Message): void {
    member.version = version;
    member.subscriber.deliver(message);
  }

  #messageOf(event: JobEvent): Promise<Message> {
    const known = this.#recent.get(event.version);
    if (known) return known;
    // Any of them will do: they all may see the same, or they would not share a channel.
    const [someone] = this.#members;
    if (!someone) throw new Error('Nobody watches.');
    const message = this.#render(event, someone.subscriber.viewer);
    this.#recent.set(event.version, message);
    message.catch(() => this.#recent.delete(event.version));
    const [oldest] = this.#recent.keys();
    if (this.#recent.size > KEPT && oldest !== undefined) this.#recent.delete(oldest);
    return message;
  }

  #end(error?: Error): void {
    this.#onClosed();
    for (const member of [...this.#members]) {
      member.leave();
      member.subscriber.end(error);
    }
  }
}
