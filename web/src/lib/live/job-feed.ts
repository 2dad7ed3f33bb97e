/** What the feed needs of an event: its place in the job's history. */
export interface Versioned {
  readonly version: number;
}

/** What a subscription calls. */
export interface FeedSink<Event> {
  readonly event: (event: Event) => void;
  readonly failed: (message: string) => void;
  /** The job was deleted. */
  readonly ended: () => void;
}

/**
 * Opens a subscription to `jobStatus`. It must ask `after` for the last version seen at every connection it
 * makes, the first one and each later one.
 *
 * @returns what ends it
 */
export type OpenFeed<Event> = (after: () => number, sink: FeedSink<Event>) => () => void;

/** Whom the feed tells. */
export interface FeedObserver<Event> {
  readonly events: (events: readonly Event[]) => void;
  readonly failed?: (message: string) => void;
  readonly ended?: () => void;
}

/**
 * The events of one job in the order of their versions: none twice, none left out. Should the stream skip a
 * version, the feed is opened again after the last one that was whole.
 */
export class JobFeed<Event extends Versioned> {
  readonly #open: OpenFeed<Event>;
  readonly #observer: FeedObserver<Event>;
  #version: number;
  #close: (() => void) | undefined;
  #generation = 0;

  /** @param after the last version the page has already; 0 for all events */
  constructor(open: OpenFeed<Event>, observer: FeedObserver<Event>, after = 0) {
    this.#open = open;
    this.#observer = observer;
    this.#version = after;
  }

  /** The last version that was passed on. */
  get version(): number {
    return this.#version;
  }

  start(): void {
    this.stop();
    const generation = ++this.#generation;
    const isOld = () => generation !== this.#generation;
    const close = this.#open(() => this.#version, {
      event: (event) => {
        if (!isOld()) this.#take(event);
      },
      failed: (message) => {
        if (!isOld()) this.#observer.failed?.(message);
      },
      ended: () => {
        if (!isOld()) this.#observer.ended?.();
      },
    });
    // A source that speaks before `open` returns may have made the feed start anew or stop.
    if (isOld()) close();
    else this.#close = close;
  }

  stop(): void {
    this.#generation++;
    this.#close?.();
    this.#close = undefined;
  }

  #take(event: Event): void {
    if (event.version <= this.#version) return;
    if (event.version > this.#version + 1) {
      this.start();
      return;
    }
    this.#version = event.version;
    this.#observer.events([event]);
  }
}
