import { Client, type ClientBase, type Pool, type PoolClient } from 'pg';

/** Those at work on something; who waits for its client, to hear or to be heard, is not. */
const AT_WORK =
  "SELECT pid FROM pg_stat_activity WHERE pid = ANY($1) AND state = 'active' AND wait_event_type IS DISTINCT FROM 'Client'";
/** How often in a row a connection is found mute before it is ended. */
const LOOKS = 2;

interface Watched {
  bytes: number;
  found: number;
}

/**
 * Ends connections that a network has swallowed: TCP would wait for a quarter of an hour, and a limit on statements cannot
 * tell a lost answer from a long one. So the server is asked over another connection whether it is still at work.
 */
export class MuteConnections {
  readonly #url: string;
  readonly #timer: NodeJS.Timeout;
  readonly #pids = new WeakMap<ClientBase, number>();
  readonly #open = new Set<PoolClient>();
  readonly #inUse = new Map<PoolClient, Watched>();
  #looking = false;

  /** @param everyMs - how often it looks, in milliseconds; a connection is ended after two to three times of it */
  constructor(pool: Pool, url: string, everyMs: number) {
    this.#url = url;
    pool.on('connect', (client) => this.#open.add(client));
    pool.on('acquire', (client) => this.#inUse.set(client, { bytes: bytesOf(client), found: 0 }));
    pool.on('release', (_, client) => this.#inUse.delete(client));
    pool.on('remove', (client) => {
      this.#open.delete(client);
      this.#inUse.delete(client);
    });
    this.#timer = setInterval(() => void this.#look(), everyMs);
    this.#timer.unref();
  }

  /** @param pid - of the server's process, as itself says: a pooler in between tells another */
  isServedBy(client: ClientBase, pid: number): void {
    this.#pids.set(client, pid);
  }

  /** Looks until all connections are closed. */
  async until(closed: Promise<void>): Promise<void> {
    await closed;
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    const silent: [PoolClient, Watched, pid: number][] = [];
    for (const [client, watched] of this.#inUse) {
      // One that is known to be gone may be held a while longer by who asks what became of its commit.
      if (client.connection.stream.destroyed) continue;
      const bytes = bytesOf(client);
      const pid = this.#pids.get(client);
      if (bytes === watched.bytes && pid !== undefined) silent.push([client, watched, pid]);
      else this.#inUse.set(client, { bytes, found: 0 });
    }
    if (silent.length === 0) return;
    this.#looking = true;
    const atWork = await this.#atWork(silent.map(([, , pid]) => pid)).finally(() => (this.#looking = false));
    // Nobody is to be had: then nobody knows.
    if (!atWork) return;
    const mute = silent.filter(([client, watched, pid]) => {
      watched.found = atWork.has(pid) ? 0 : watched.found + 1;
      // Another one, or one that was heard meanwhile, begins anew.
      const isSame = this.#inUse.get(client) === watched && bytesOf(client) === watched.bytes;
      return isSame && watched.found >= LOOKS;
    });
    if (mute.length === 0) return;
    for (const [client] of mute) end(client);
    // What happened to these happened to those that are idle, most likely; new ones cost little.
    for (const client of this.#open) if (!this.#inUse.has(client)) end(client);
  }

  async #atWork(pids: readonly number[]): Promise<ReadonlySet<number> | null> {
    const client = new Client({
      connectionString: this.#url,
      application_name: 'shotboard',
      connectionTimeoutMillis: 3_000,
      query_timeout: 3_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>(AT_WORK, [pids]);
      return new Set(rows.map(({ pid }) => pid));
    } catch {
      return null;
    } finally {
      client.connection.stream.destroy();
    }
  }
}

function end({ connection: { stream } }: PoolClient): void {
  stream.destroy(new Error('Connection terminated: what was said on it did not arrive.'));
}

/** What went over a connection so far, in both directions. */
function bytesOf({ connection: { stream } }: PoolClient): number {
  // Encrypted or not, it is a socket; the types say less.
  const { bytesRead = 0, bytesWritten = 0 } = stream as { bytesRead?: number; bytesWritten?: number };
  return bytesRead + bytesWritten;
}
