import { randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import { Client } from 'pg';
import type { UserId } from '../domain/job.ts';
import type { Bus, JobListener, JobNotice, UserListener, Word } from './bus.ts';
import { Listeners } from './listeners.ts';
import { decode, encodeNotices, encodeTold, encodeWord, mergeNotices } from './wire.ts';

/** All nodes on one database listen to it. */
const CHANNEL = 'shotboard';
const NOTIFY = 'SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload';
/** More jobs than this between two sendings, and only "look for yourselves" is sent. */
const MOST_GATHERED = 5_000;

export interface PostgresBusOptions {
  readonly url: string;
  /** How long notices gather before they are sent together, in milliseconds. */
  readonly gatherMs?: number;
  /** How often the connection is tried by a message of its own, in milliseconds. */
  readonly beatMs?: number;
  /** A connection that says nothing for this long is given up, in milliseconds. */
  readonly patienceMs?: number;
  /** The longest pause between two tries to connect, in milliseconds; the first is a 50th of it. */
  readonly longestPauseMs?: number;
  /** Called when the connection is lost, and with null when there is one again. */
  readonly onConnection?: (trouble: Error | null) => void;
  /** A number in [0, 1). */
  readonly random?: () => number;
}

/** A connection that listens, with the socket under it: one that nobody answers on can only be cut. */
interface Line {
  /** Sends payloads to a channel, one call after the other. */
  notify(channel: string, payloads: readonly string[]): Promise<void>;
  readonly lost: Promise<Error>;
  cut(reason: Error): void;
}

/**
 * The bus of many nodes on one PostgreSQL: LISTEN and NOTIFY over one connection that does nothing else. Notices are
 * sent outside the transactions they tell of, so that those do not queue for the one lock of NOTIFY; what is lost with
 * a connection is made good by `missed`, which everybody hears once the node listens again.
 */
export class PostgresBus implements Bus {
  readonly #id = randomBytes(9).toString('base64url');
  readonly #options: Required<PostgresBusOptions>;
  readonly #listeners = new Listeners();
  readonly #closing = new AbortController();
  #gathered = new Map<string, JobNotice>();
  #told = new Set<UserId>();
  #words = new Set<Word>();
  #line: Line | null = null;
  #sendAt: NodeJS.Timeout | null = null;
  #sending: Promise<void> | null = null;
  #kept: Promise<void> = Promise.resolve();

  private constructor(options: PostgresBusOptions) {
    this.#options = {
      gatherMs: 3,
      beatMs: 1_000,
      patienceMs: 3_000,
      longestPauseMs: 5_000,
      onConnection: () => undefined,
      random: Math.random,
      ...options,
    };
  }

  /**
   * Connects and listens.
   *
   * @throws when the first connection fails; later ones are tried again for as long as it takes
   */
  static async open(options: PostgresBusOptions): Promise<PostgresBus> {
    const bus = new PostgresBus(options);
    const first = await bus.#connect();
    bus.#kept = bus.#keep(first);
    return bus;
  }

  publish(notices: readonly JobNotice[]): void {
    if (this.#closing.signal.aborted || notices.length === 0) return;
    this.#listeners.deliver(notices, 'HERE');
    for (const notice of notices) {
      const earlier = this.#gathered.get(notice.jobId);
      this.#gathered.set(notice.jobId, earlier ? mergeNotices(earlier, notice) : notice);
    }
    if (this.#gathered.size > MOST_GATHERED) this.#owe();
    this.#sendSoon();
  }

  subscribe(listener: JobListener): () => void {
    return this.#listeners.subscribe(listener);
  }

  publishTold(userIds: readonly UserId[]): void {
    if (this.#closing.signal.aborted || userIds.length === 0) return;
    this.#listeners.tell(userIds);
    for (const id of userIds) this.#told.add(id);
    if (this.#told.size > MOST_GATHERED) this.#owe();
    this.#sendSoon();
  }

  hearTold(listener: UserListener): () => void {
    return this.#listeners.hearTold(listener);
  }

  say(word: Word): void {
    if (this.#closing.signal.aborted) return;
    this.#listeners.say(word);
    this.#words.add(word);
    this.#sendSoon();
  }

  hear(word: Word, listener: () => void): () => void {
    return this.#listeners.hear(word, listener);
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    // What was just published, for example by a node that stops, others should hear at once.
    if (this.#sendAt) clearTimeout(this.#sendAt);
    await this.#sending;
    await this.#send();
    this.#closing.abort();
    this.#line?.cut(new Error('closed'));
    await this.#kept;
    this.#listeners.clear();
  }

  /** Keeps a connection for ever: one that is lost is made again. */
  async #keep(first: Line): Promise<void> {
    for (let line: Line | null = first; line;) {
      const trouble = await line.lost;
      this.#line = null;
      if (this.#closing.signal.aborted) return;
      this.#options.onConnection(trouble);
      line = await this.#reconnect();
      if (!line) return;
      this.#options.onConnection(null);
      // It listens: from here on nothing is lost. What was said before that, everybody looks up.
      this.#listeners.say('missed');
      this.#sendSoon();
    }
  }

  /** Tries for as long as it takes, a little later each time; null once it is closed. */
  async #reconnect(): Promise<Line | null> {
    for (let tried = 0; ; tried += 1) {
      await this.#pause(tried);
      if (this.#closing.signal.aborted) return null;
      try {
        return await this.#connect();
      } catch {
        // Whoever wants to know was told that the connection is lost.
      }
    }
  }

  async #connect(): Promise<Line> {
    const { url, patienceMs } = this.#options;
    const socket = new Socket();
    const client = new Client({
      connectionString: url,
      application_name: 'shotboard bus',
      keepAlive: true,
      stream: () => socket,
    });
    const cut = (reason: Error): void => void socket.destroy(reason);
    const lost = new Promise<Error>((resolve) => {
      client.on('error', resolve);
      client.on('end', () => resolve(new Error('the connection was closed')));
    });
    let turn: Promise<unknown> = Promise.resolve();
    const notify = (channel: string, payloads: readonly string[]): Promise<void> => {
      const sent = turn.then(() => client.query(NOTIFY, [channel, payloads])).then(() => undefined);
      turn = sent.catch(() => undefined);
      return sent;
    };

    const own = `shotboard_${this.#id}`;
    const tooLong = setTimeout(() => cut(new Error('the server does not answer')), patienceMs);
    try {
      await client.connect();
      // A notice that a crash of the server loses does no harm, and nobody need wait for its disk.
      await client.query(`SET synchronous_commit = off; LISTEN ${CHANNEL}; LISTEN "${own}"`);
    } catch (error) {
      cut(error as Error);
      throw error;
    } finally {
      clearTimeout(tooLong);
    }

    // The node hears what it says itself, all the way through the server: else it hears nobody.
    let askedAt: number | null = null;
    client.on('notification', ({ channel, payload = '' }) => {
      if (channel === own) askedAt = null;
      else this.#receive(payload);
    });
    const isSilent = (): boolean => askedAt !== null && performance.now() - askedAt > patienceMs;
    const beat = setInterval(() => {
      if (askedAt === null) {
        askedAt = performance.now();
        notify(own, ['']).catch(cut);
      } else if (isSilent()) {
        // After a stall of this process the answer may be there, unread: it comes first.
        setImmediate(() => isSilent() && cut(new Error('the server does not answer')));
      }
    }, this.#options.beatMs);
    void lost.then(() => clearInterval(beat));
    if (this.#closing.signal.aborted) cut(new Error('closed'));
    return (this.#line = { notify, lost, cut });
  }

  #receive(payload: string): void {
    const message = decode(payload);
    if (message?.sender === this.#id) return;
    if (message === null) this.#listeners.say('missed');
    else if ('word' in message) this.#listeners.say(message.word);
    else if ('told' in message) this.#listeners.tell(message.told);
    else this.#listeners.deliver(message.notices, 'ELSEWHERE');
  }

  #sendSoon(): void {
    if (this.#sendAt || this.#sending || !this.#line || this.#closing.signal.aborted) return;
    this.#sendAt = setTimeout(() => {
      this.#sendAt = null;
      this.#sending = this.#send().finally(() => {
        this.#sending = null;
        if (this.#hasGathered) this.#sendSoon();
      });
    }, this.#options.gatherMs);
  }

  get #hasGathered(): boolean {
    return this.#gathered.size + this.#told.size + this.#words.size > 0;
  }

  /** Sends all that has gathered. What does not get through is owed: the next sending says that something was missed. */
  async #send(): Promise<void> {
    const line = this.#line;
    if (!line || !this.#hasGathered) return;
    const payloads = [
      ...[...this.#words].map((word) => encodeWord(this.#id, word)),
      ...encodeNotices(this.#id, [...this.#gathered.values()]),
      ...encodeTold(this.#id, [...this.#told]),
    ];
    const words = this.#words;
    this.#gathered = new Map();
    this.#told = new Set();
    this.#words = new Set();
    try {
      await line.notify(CHANNEL, payloads);
    } catch (error) {
      for (const word of words) this.#words.add(word);
      this.#owe();
      line.cut(error as Error);
    }
  }

  /** Notices were or will be lost to others. */
  #owe(): void {
    this.#gathered.clear();
    this.#told.clear();
    this.#words.add('missed');
  }

  /** Waits before the next try to connect: longer each time, and not all nodes at once. */
  #pause(tried: number): Promise<void> {
    const { longestPauseMs, random } = this.#options;
    const most = Math.min(longestPauseMs, (longestPauseMs / 50) * 2 ** tried);
    return new Promise((resolve) => {
      const timer = setTimeout(done, most * (0.5 + random() / 2));
      this.#closing.signal.addEventListener('abort', done, { once: true });
      const { signal } = this.#closing;
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }
}
