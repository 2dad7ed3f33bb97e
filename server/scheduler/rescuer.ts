import type { Logger } from 'pino';
import type { JobId } from '../domain/job.ts';
import { decideRelease } from '../domain/run.ts';
import { changeJob } from '../jobs/change-job.ts';
import type { Context } from '../jobs/context.ts';
import { Loop } from './loop.ts';
import { Standstill } from './standstill.ts';

const ORPHANS_AT_ONCE = 500;

export interface RescuerOptions {
  readonly leaseMs: number;
  /** Milliseconds on a clock that never jumps. */
  readonly monotonic: () => number;
  /** Whether this node is the one to act. It looks all the same, so that it knows who is lost when its turn comes. */
  readonly mayAct?: () => boolean;
}

/**
 * Puts back what lost workers held, and strikes off nodes that are gone. One is lost when its beat has stood still for a
 * lease's time on this process's own monotonic clock: a wall clock that jumps makes no lease expire early or twice.
 */
export class Rescuer {
  readonly #ctx: Pick<Context, 'store' | 'bus' | 'now'>;
  readonly #logger: Logger;
  readonly #loop: Loop;
  readonly #mayAct: () => boolean;
  readonly #workers: Standstill;
  readonly #nodes: Standstill;

  constructor(ctx: Pick<Context, 'store' | 'bus' | 'now'>, logger: Logger, options: RescuerOptions) {
    this.#ctx = ctx;
    this.#logger = logger;
    this.#mayAct = options.mayAct ?? (() => true);
    this.#workers = new Standstill(options.leaseMs, options.monotonic);
    this.#nodes = new Standstill(options.leaseMs, options.monotonic);
    this.#loop = new Loop(
      'rescue',
      () => this.rescue().then(() => undefined),
      () => options.leaseMs / 3,
      logger,
    );
  }

  start(): void {
    this.#loop.start();
  }

  /** Looks at once: its turn may have come. */
  wake(): void {
    this.#loop.wake();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  /** One pass. Answers how many items were put back or given up. */
  async rescue(): Promise<number> {
    const { store } = this.#ctx;
    const [workers, nodes] = await Promise.all([store.workers(), store.nodes()]);
    const lostWorkers = this.#workers.look(workers, ({ workerId, beat }) => ({ id: workerId, beat }));
    const goneNodes = this.#nodes.look(nodes, (node) => node);
    if (!this.#mayAct()) return 0;
    for (const { workerId, beat } of lostWorkers) {
      const { removed } = await store.removeWorker(workerId, beat);
      if (removed) this.#logger.warn({ workerId }, 'worker lost');
    }
    for (const { id, beat } of goneNodes) {
      if (await store.removeNode(id, beat)) this.#logger.warn({ nodeId: id }, 'node gone');
    }
    return this.#releaseOrphans();
  }

  async #releaseOrphans(): Promise<number> {
    let released = 0;
    for (;;) {
      const orphans = await this.#ctx.store.orphans(ORPHANS_AT_ONCE);
      if (orphans.length === 0) return released;
      const items = await this.#ctx.store.items(orphans);
      const gone = new Set(items.flatMap((item) => item?.workerId ?? []));
      const byJob = new Map<JobId, number[]>();
      for (const { jobId, index } of orphans) byJob.set(jobId, [...(byJob.get(jobId) ?? []), index]);
      await Promise.all(
        [...byJob].map(([jobId, indexes]) =>
          changeJob(this.#ctx, jobId, { indexes }, (snapshot) =>
            decideRelease(snapshot, gone, true, this.#ctx.now()),
          ),
        ),
      );
      released += orphans.length;
      if (orphans.length < ORPHANS_AT_ONCE) return released;
    }
  }
}
