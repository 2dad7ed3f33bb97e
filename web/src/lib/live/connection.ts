/** Where the live connection stands. Idle: nothing is being watched, so none is needed. */
export type ConnectionState =
  | { readonly is: 'idle' }
  | { readonly is: 'connecting'; readonly since: number }
  | { readonly is: 'live'; readonly since: number }
  /** What the page shows is from `since`. */
  | { readonly is: 'lost'; readonly since: number };

/** What the socket reports. */
export type SocketReport = 'opening' | 'ready' | 'closed' | 'released';

/**
 * The next state. A connection that is being made again stays lost, with the time it was lost, until it is live:
 * what the page shows does not get fresher by trying.
 */
export function afterReport(state: ConnectionState, report: SocketReport, now: number): ConnectionState {
  switch (report) {
    case 'opening':
      return state.is === 'lost' ? state : { is: 'connecting', since: now };
    case 'ready':
      return { is: 'live', since: now };
    case 'closed':
      return state.is === 'lost'
        ? state
        : { is: 'lost', since: state.is === 'connecting' ? state.since : now };
    case 'released':
      return { is: 'idle' };
  }
}

/** Holds the state and tells those who listen. */
export class Connection {
  #state: ConnectionState = { is: 'idle' };
  readonly #listeners = new Set<(state: ConnectionState) => void>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  report(report: SocketReport): void {
    const next = afterReport(this.#state, report, this.#now());
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of this.#listeners) listener(next);
  }

  /** @returns what ends the listening */
  listen(listener: (state: ConnectionState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
