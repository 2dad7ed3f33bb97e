import type { Logger } from 'pino';
import type { ServerNode } from '../domain/server-node.ts';
import type { Context } from '../jobs/context.ts';
import { Loop } from './loop.ts';

export interface PresenceOptions {
  readonly node: Pick<ServerNode, 'id' | 'role' | 'label' | 'version' | 'slots' | 'targetIds'>;
  /** A node whose beat stands still this long is taken for gone. */
  readonly leaseMs: number;
  /** The name its items run under now; null where none run. */
  readonly workerId: () => string | null;
}

/** Keeps this process among the nodes that are there: adds it, lets it beat, and signs it off. */
export class Presence {
  readonly #ctx: Pick<Context, 'store' | 'now'>;
  readonly #logger: Logger;
  readonly #options: PresenceOptions;
  readonly #startedAt: number;
  readonly #loop: Loop;

  constructor(ctx: Pick<Context, 'store' | 'now'>, logger: Logger, options: PresenceOptions) {
    this.#ctx = ctx;
    this.#logger = logger;
    this.#options = options;
    this.#startedAt = ctx.now();
    this.#loop = new Loop(
      'showing that this node lives',
      () => this.#beat(),
      () => options.leaseMs / 3,
      logger,
    );
  }

  async start(): Promise<void> {
    await this.#join();
    this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.#ctx.store.removeNode(this.#options.node.id, null);
  }

  async #beat(): Promise<void> {
    const { node, workerId } = this.#options;
    if (await this.#ctx.store.beatNode(node.id, this.#ctx.now(), workerId())) return;
    // It was frozen, or cut off, and taken for gone.
    this.#logger.warn({ nodeId: node.id }, 'taken for gone; joining again');
    await this.#join();
  }

  async #join(): Promise<void> {
    const { node, workerId } = this.#options;
    await this.#ctx.store.putNode({
      ...node,
      startedAt: this.#startedAt,
      seenAt: this.#ctx.now(),
      beat: 0,
      workerId: workerId(),
    });
  }
}
