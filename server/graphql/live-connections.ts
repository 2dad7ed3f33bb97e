import type { Auth, Identity } from '../auth/auth.ts';
import type { AccessEnded } from '../jobs/context.ts';
import { tooManySubscriptions } from './faults.ts';

/** How many connections that stay open there may be, websockets and event streams together. */
export interface ConnectionLimits {
  readonly connections: number;
  readonly connectionsPerViewer: number;
  readonly connectionsPerAddress: number;
  /** Subscriptions under way on all connections of a viewer, and of an address. */
  readonly subscriptionsPerViewer: number;
  readonly subscriptionsPerAddress: number;
  /** Milliseconds between looks whether each session still holds. */
  readonly renewMs: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  connections: 10_000,
  connectionsPerViewer: 500,
  connectionsPerAddress: 2_000,
  subscriptionsPerViewer: 2_000,
  subscriptionsPerAddress: 10_000,
  renewMs: 3_000,
};

/** A connection that stays open. */
export interface LiveConnection {
  readonly address: string;
  /** Null until somebody signed in on it. */
  identity: Identity | null;
  /** Closes it because its session ended. */
  signedOut(): void;
}

/** All connections that stay open: whose they are, how many there may be, and whether their sessions still hold. */
export class LiveConnections {
  readonly limits: ConnectionLimits;
  readonly #auth: Auth;
  readonly #all = new Set<LiveConnection>();
  readonly #addresses = new Tally();
  readonly #viewers = new Tally();
  readonly #subscriptionsOfViewers = new Tally();
  readonly #subscriptionsOfAddresses = new Tally();
  readonly #renewal: NodeJS.Timeout;
  readonly #stopListening: () => void;

  /** @param onError - told when sessions could not be looked at */
  constructor(auth: Auth, limits: ConnectionLimits, onError: (error: unknown) => void) {
    this.limits = limits;
    this.#auth = auth;
    this.#renewal = setInterval(() => void this.renewNow().catch(onError), limits.renewMs);
    this.#renewal.unref();
    this.#stopListening = auth.onEnded((what) => this.#end(what));
  }

  get size(): number {
    return this.#all.size;
  }

  /** Whether one more may come from an address. */
  hasRoomFor(address: string): boolean {
    const { connections, connectionsPerAddress } = this.limits;
    return this.#all.size < connections && this.#addresses.of(address) < connectionsPerAddress;
  }

  add(connection: LiveConnection): void {
    this.#all.add(connection);
    this.#addresses.add(connection.address, 1);
  }

  /** Says whose a connection is. False when they have too many, or it closed while they were asked for. */
  claim(connection: LiveConnection, identity: Identity): boolean {
    if (!this.#all.has(connection)) return false;
    if (this.#viewers.of(identity.viewer.user.id) >= this.limits.connectionsPerViewer) return false;
    connection.identity = identity;
    this.#viewers.add(identity.viewer.user.id, 1);
    return true;
  }

  remove(connection: LiveConnection): void {
    if (!this.#all.delete(connection)) return;
    this.#addresses.add(connection.address, -1);
    if (connection.identity) this.#viewers.add(connection.identity.viewer.user.id, -1);
  }

  /**
   * Counts a subscription of a connection.
   *
   * @returns how it ends
   * @throws GraphQLError when its viewer or its address has too many
   */
  subscribed({ identity, address }: LiveConnection): () => void {
    const counted = [
      { tally: this.#subscriptionsOfAddresses, key: address, most: this.limits.subscriptionsPerAddress },
      {
        tally: this.#subscriptionsOfViewers,
        key: identity?.viewer.user.id ?? '',
        most: this.limits.subscriptionsPerViewer,
      },
    ];
    for (const { tally, key, most } of counted) if (tally.of(key) >= most) throw tooManySubscriptions(most);
    for (const { tally, key } of counted) tally.add(key, 1);
    let isOver = false;
    return () => {
      if (!isOver) for (const { tally, key } of counted) tally.add(key, -1);
      isOver = true;
    };
  }

  /** Closes the connections of a session or token, or of a user. */
  #end(what: AccessEnded): void {
    for (const connection of [...this.#all]) {
      if (connection.identity && isOf(connection.identity, what)) connection.signedOut();
    }
  }

  /** Asks for every session again, and closes the connections of those that ended. */
  async renewNow(): Promise<void> {
    const bySession = new Map<string, { identity: Identity; own: LiveConnection[] }>();
    for (const connection of this.#all) {
      const { identity } = connection;
      if (!identity) continue;
      const key = identity.sessionId ?? identity.tokenId ?? '';
      const known = bySession.get(key);
      if (known) known.own.push(connection);
      else bySession.set(key, { identity, own: [connection] });
    }
    for (const { identity, own } of bySession.values()) {
      const renewed = await this.#auth.renew(identity);
      for (const connection of own) {
        if (renewed) connection.identity = renewed;
        else connection.signedOut();
      }
    }
  }

  close(): void {
    clearInterval(this.#renewal);
    this.#stopListening();
  }
}

function isOf({ sessionId, tokenId, viewer }: Identity, what: AccessEnded): boolean {
  if ('sessionId' in what) return sessionId === what.sessionId;
  if ('tokenId' in what) return tokenId === what.tokenId;
  return viewer.user.id === what.userId;
}

/** How many of each; keys with none are forgotten. */
class Tally {
  readonly #counts = new Map<string, number>();

  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  add(key: string, by: number): void {
    const count = this.of(key) + by;
    if (count > 0) this.#counts.set(key, count);
    else this.#counts.delete(key);
  }
}
