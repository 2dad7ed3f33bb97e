import { setTimeout as delay } from 'node:timers/promises';
import type { ClientBase, Pool, PoolClient } from 'pg';
import { takeEntries } from '../audit-scope.ts';
import { writeEntries } from './audit.ts';
import { CommitUnknown, isLost, mayRepeat } from './faults.ts';
import { MuteConnections } from './mute.ts';
import { all, queriesOver, statement, type Queries } from './queries.ts';
import { Tallies } from './tallies.ts';

/** A transaction at work. Its statements may be sent without waiting for those before them. */
export interface Transaction extends Queries {
  readonly tallies: Tallies;
  /** Contents that something named and names no longer. */
  unname(ids: readonly string[]): void;
  /** Some were noted by a statement of its own: they are looked at after the commit. */
  sweepAfter(): void;
}

/** What the parts of the store share. */
export interface Session {
  /** Reads, each statement by itself; repeated when its connection is lost. */
  readonly read: Queries;
  /**
   * Runs a write as one transaction. It is repeated as a whole on serialization failures, deadlocks and lost
   * connections, and never applied twice: see `CommitMark`.
   *
   * @throws CommitUnknown when the database went away in the moment of the commit and did not come back in time
   */
  readonly write: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
  /**
   * The same, one after another over all nodes: for rare writes whose decision looks at more than the rows they write.
   */
  readonly writeAlone: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
}

/** Taken by writes that go one after another: any number that nobody else takes. */
const ALONE = { text: 'SELECT pg_advisory_xact_lock(5073614002)' };

/** Faults that come again and again are not the moment's: then the caller is told. */
const MOST_REPEATS = 12;

interface CommitMark {
  readonly id: number;
  mark: number;
}

export interface SessionOptions {
  /** How long a write or read is repeated while the database cannot be reached, in milliseconds. */
  readonly repeatMs: number;
  /** How often connections are looked at that say nothing, in milliseconds. */
  readonly muteMs: number;
}

export class PostgresSession implements Session {
  readonly read: Queries;
  readonly #pool: Pool;
  readonly #options: SessionOptions;
  readonly #mute: MuteConnections;
  readonly #afterUnname: () => Promise<void>;
  /**
   * Each connection has a row; the last statement of a transaction counts it up. Whoever lost the answer to a commit
   * reads the row, and spoils it in the same statement: a commit that is still under way fails then. So the
   * transaction is repeated if and only if it was not applied and cannot be applied any more.
   */
  readonly #marks = new WeakMap<ClientBase, CommitMark>();

  /** @param afterUnname - runs after a transaction that left contents nobody may name any more */
  constructor(pool: Pool, url: string, options: SessionOptions, afterUnname: () => Promise<void>) {
    this.#pool = pool;
    this.#options = options;
    this.#mute = new MuteConnections(pool, url, options.muteMs);
    this.#afterUnname = afterUnname;
    this.read = queriesOver((config) => this.#repeated(() => pool.query(config as never)));
  }

  readonly write = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    // Taken at once, and written with each try.
    const entries = takeEntries();
    const audited =
      entries === null
        ? work
        : async (tx: Transaction) => {
            const answer = await work(tx);
            await writeEntries(tx, entries(answer));
            return answer;
          };
    const { value, unnamed } = await this.#repeated(() => this.#once(audited));
    if (unnamed) await this.#afterUnname();
    return value;
  };

  readonly writeAlone = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    this.write(async (tx) => {
      await tx.rows(ALONE);
      return work(tx);
    });

  /** Repeats what failed for a reason that may pass. */
  async #repeated<T>(work: () => Promise<T>): Promise<T> {
    // From the first fault on: what a network swallows is noticed late.
    let deadline: number | null = null;
    for (let repeats = 1; ; repeats += 1) {
      try {
        return await work();
      } catch (error) {
        deadline ??= performance.now() + this.#options.repeatMs;
        const lost = isLost(error);
        if (!lost && !mayRepeat(error)) throw error;
        if (lost ? performance.now() > deadline : repeats > MOST_REPEATS) throw error;
        // At once the first time; then less and less often, and not all at the same time.
        if (repeats > 1 || lost) await delay(Math.min(500, 10 * 2 ** repeats) * (0.5 + Math.random()));
      }
    }
  }

  async #once<T>(
    work: (tx: Transaction) => Promise<T>,
  ): Promise<{ readonly value: T; readonly unnamed: boolean }> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    // A connection that breaks meanwhile fails its statements; the event has nobody else to listen to it.
    const onError = (error: Error): void => void (broken = error);
    client.on('error', onError);
    try {
      inOneWrite(client);
      const begun = client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
      begun.catch(() => undefined);
      const unnamed = new Set<string>();
      let sweep = false;
      let value: T;
      const tallies = new Tallies();
      try {
        const queries = queriesOver((config) => {
          inOneWrite(client);
          return client.query(config as never);
        });
        // Onto the queries, not out of them: their Drizzle is made only where it is asked for.
        const tx: Transaction = Object.assign(queries, {
          tallies,
          unname: (ids: readonly string[]) => {
            for (const id of ids) unnamed.add(id);
          },
          sweepAfter: () => void (sweep = true),
        });
        value = await work(tx);
        const flushed = tallies.flush(tx);
        const noted = unnamed.size > 0 ? tx.run(UNNAME, [[...unnamed]]) : Promise.resolve(0);
        await all(begun, flushed, noted);
      } catch (error) {
        if (isLost(error)) broken = error as Error;
        else await client.query('ROLLBACK').catch((failed: Error) => void (broken = failed));
        throw error;
      }
      await this.#commit(client, (error) => void (broken = error));
      return { value, unnamed: sweep || unnamed.size > 0 };
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  async #commit(client: PoolClient, onBroken: (error: Error) => void): Promise<void> {
    const own = await this.#markOf(client);
    const before = own.mark;
    const after = before + 1;
    try {
      // Spoilt by somebody who gave this connection up: the division fails, and with it the commit.
      await client.query(
        `UPDATE connection_marks SET mark = CASE WHEN mark = ${before} THEN ${after} ELSE 1 / (mark - mark) END ` +
          `WHERE seq = ${own.id}; COMMIT`,
      );
      own.mark = after;
    } catch (error) {
      onBroken(error as Error);
      if (await this.#wasCommitted(own.id, after, error)) return;
      throw error;
    }
  }

  async #wasCommitted(id: number, mark: number, cause: unknown): Promise<boolean> {
    const deadline = performance.now() + this.#options.repeatMs;
    for (;;) {
      try {
        const found = await this.#pool.query<{ mark: number }>(SPOIL, [id]);
        // Its row is gone only after a day: nobody waits that long for a commit.
        return found.rows[0]?.mark === mark;
      } catch {
        // Whatever it is, such as a commit under way that holds the row: it may pass, and nothing is known until then.
        if (performance.now() > deadline) throw new CommitUnknown({ cause });
        await delay(50 + 100 * Math.random());
      }
    }
  }

  async #markOf(client: PoolClient): Promise<CommitMark> {
    const known = this.#marks.get(client);
    if (known) return known;
    throw new Error('A connection has no mark.');
  }

  /** Removes the rows of connections that are gone for long. */
  async forgetOldMarks(): Promise<void> {
    await this.#pool.query(
      "DELETE FROM connection_marks WHERE opened_at < extract(epoch FROM now() - interval '1 day') * 1000",
    );
  }

  /** Gives a new connection its row, and makes sure that a commit is durable when it is answered. */
  async prepare(client: ClientBase): Promise<void> {
    // Nobody looks after a connection yet that is not in use. The types do not know the limit of one query.
    const first = { text: NEW_MARK, query_timeout: 10_000 };
    const { rows } = await client.query<{ seq: number; pid: number }>(first);
    const [row] = rows;
    if (!row) throw new Error('No mark was made.');
    this.#marks.set(client, { id: row.seq, mark: 0 });
    this.#mute.isServedBy(client, row.pid);
  }

  /** Ends all connections. */
  close(): Promise<void> {
    return this.#mute.until(this.#pool.end());
  }
}

/**
 * What a connection is given until this turn ends goes to the server in one write: a call of the system costs more than
 * most statements.
 */
function inOneWrite({ connection: { stream } }: PoolClient): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const UNNAME = statement('INSERT INTO unnamed_contents (id) SELECT unnest($1::text[])');
/** A spoilt mark is below zero and still tells what it was: the answer to this may be lost as well. */
const SPOIL =
  'UPDATE connection_marks SET mark = CASE WHEN mark < 0 THEN mark ELSE -1 - mark END ' +
  'WHERE seq = $1 RETURNING -1 - mark AS mark';
const NEW_MARK =
  "INSERT INTO connection_marks (mark, opened_at) SELECT 0, extract(epoch FROM now()) * 1000 FROM set_config('synchronous_commit', " +
  "CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false) " +
  'RETURNING seq, pg_backend_pid() AS pid';
