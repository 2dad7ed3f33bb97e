import type { FormattedExecutionResult } from 'graphql';
import type { Viewer } from '../jobs/context.ts';

/** What all who watch the same are told: executed once, and serialised at most once. */
export class Message {
  readonly result: FormattedExecutionResult;
  #bytes: Buffer | null = null;

  constructor(result: FormattedExecutionResult) {
    this.result = result;
  }

  /** The result as JSON in UTF-8. */
  get bytes(): Buffer {
    return (this.#bytes ??= Buffer.from(JSON.stringify(this.result)));
  }
}

/** Makes of an event what its watchers are told, with the eyes of one of them. */
export type Render<Event> = (event: Event, viewer: Viewer) => Promise<Message>;

/** One subscription of one client. */
export interface Subscriber {
  /** Who watches, as known now. */
  readonly viewer: Viewer;
  /** Has no room: what is sent now would lie in memory. */
  readonly isFull: boolean;
  deliver(message: Message): void;
  /** Calls back once there is room again, or the client is gone. */
  onceReady(callback: () => void): void;
  /** Tells that nothing more comes, and why when that is a fault. */
  end(error?: Error): void;
}

/** A subscriber's place in a channel. */
export interface Seat {
  /** In a channel of a job: the last version it was told. */
  readonly version?: number;
  leave(): void;
}

export const roomOf = (subscriber: Subscriber): Promise<void> =>
  new Promise((resolve) => subscriber.onceReady(resolve));
