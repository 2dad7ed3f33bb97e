import type { Logger } from 'pino';
import { layDownDuty, takeDuty, type Duty, type DutyName, type NodeId } from '../domain/server-node.ts';
import type { Context } from '../jobs/context.ts';
import { Loop } from './loop.ts';
import { Standstill } from './standstill.ts';

/** What the holder of a duty does, from its start to its stop. */
export interface DutyWork {
  start(): void | Promise<void>;
  stop(): Promise<void>;
}

export interface DutiesOptions {
  readonly nodeId: NodeId;
  /** A duty that its holder does not renew for this long is free. */
  readonly leaseMs: number;
  /** No other process works on the store: what the one before it held is its own at once. */
  readonly alone: boolean;
  /** Milliseconds on a clock that never jumps. */
  readonly monotonic: () => number;
  /** Makes the work of each duty anew when this node takes it. */
  readonly work: Readonly<Record<DutyName, () => DutyWork>>;
}

interface Held {
  readonly work: DutyWork;
  /** On the monotonic clock: from here on another node may have taken it. */
  until: number;
}

/** A holder stops before others may take over: this share of the lease after it last renewed it. */
const OWN_SHARE = 0.8;

/**
 * What only one node does at a time. Each node reaches for every duty; whoever gets one does its work until it stops,
 * or can no longer renew it. For a moment two may believe that they hold the same one (a process that was frozen wakes):
 * all work of duties bears that, since every write of it compares what it read.
 */
export class Duties {
  readonly #store: Context['store'];
  readonly #logger: Logger;
  readonly #options: DutiesOptions;
  readonly #standstill: Standstill;
  readonly #held = new Map<DutyName, Held>();
  readonly #loop: Loop;
  #watch: NodeJS.Timeout | null = null;

  constructor({ store }: Pick<Context, 'store'>, logger: Logger, options: DutiesOptions) {
    this.#store = store;
    this.#logger = logger;
    this.#options = options;
    this.#standstill = new Standstill(options.leaseMs, options.monotonic);
    this.#loop = new Loop(
      'keeping duties',
      () => this.pass(),
      () => options.leaseMs / 4,
      logger,
    );
  }

  /** Takes what is free, and its work begins, before it answers. */
  async start(): Promise<void> {
    await this.pass();
    this.#loop.start();
  }

  /** Ends the work, and lays the duties down so that others need not wait. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    if (this.#watch) clearTimeout(this.#watch);
    const names = [...this.#held.keys()];
    await Promise.all(names.map((name) => this.#drop(name)));
    for (const name of names) {
      await this.#store.changeDuty(name, (current) => layDownDuty(current, this.#options.nodeId));
    }
  }

  /** Whether this node has the duty now, as far as it can know. */
  holds(name: DutyName): boolean {
    const held = this.#held.get(name);
    return held !== undefined && this.#options.monotonic() < held.until;
  }

  /** Renews what it holds and reaches for what is free. */
  async pass(): Promise<void> {
    const { nodeId, monotonic, leaseMs, alone, work } = this.#options;
    const stored = await this.#store.duties();
    const still = this.#standstill.look(stored, ({ name, nodeId: holder, fence, beat }) => ({
      id: name,
      beat: `${holder ?? ''} ${fence} ${beat}`,
    }));
    for (const name of Object.keys(work) as DutyName[]) {
      const current = stored.find((duty) => duty.name === name) ?? null;
      const stoodStill = alone ? current : (still.find((duty) => duty.name === name) ?? null);
      const asked = monotonic();
      if (!mayTake(current, nodeId, stoodStill)) {
        await this.#drop(name);
        continue;
      }
      const after = await this.#store.changeDuty(name, (now) => takeDuty(now, name, nodeId, stoodStill));
      if (after?.nodeId === nodeId) await this.#keep(name, alone ? Infinity : asked + OWN_SHARE * leaseMs);
      else await this.#drop(name);
    }
    this.#watchTheClock();
  }

  async #keep(name: DutyName, until: number): Promise<void> {
    const held = this.#held.get(name);
    if (held) {
      held.until = until;
      return;
    }
    const work = this.#options.work[name]();
    this.#held.set(name, { work, until });
    if (!this.#options.alone) this.#logger.info({ duty: name }, 'took a duty');
    try {
      await work.start();
    } catch (error) {
      // It is tried again at the next pass.
      await this.#drop(name);
      throw error;
    }
  }

  async #drop(name: DutyName): Promise<void> {
    const held = this.#held.get(name);
    if (!held) return;
    this.#held.delete(name);
    this.#logger.info({ duty: name }, 'no longer has a duty');
    await held.work.stop();
  }

  /** Ends what could not be renewed in time, though the store does not answer. */
  #watchTheClock(): void {
    if (this.#watch) clearTimeout(this.#watch);
    this.#watch = null;
    const soonest = Math.min(...[...this.#held.values()].map(({ until }) => until));
    if (soonest === Infinity) return;
    const wait = Math.max(0, soonest - this.#options.monotonic());
    this.#watch = setTimeout(() => {
      for (const name of [...this.#held.keys()]) {
        if (this.holds(name)) continue;
        this.#drop(name).catch((error: unknown) =>
          this.#logger.error({ err: error }, 'could not end a duty'),
        );
      }
      this.#watchTheClock();
    }, wait);
  }
}

/** Spares the write where it is another's that lives. */
function mayTake(current: Duty | null, nodeId: NodeId, stoodStill: Duty | null): boolean {
  return current === null || current.nodeId === null || current.nodeId === nodeId || stoodStill !== null;
}
