import type { Logger } from 'pino';
import type { JobId } from '../domain/job.ts';
import { decideRelease } from '../domain/run.ts';
import { changeJob } from '../jobs/change-job.ts';
import type { Context } from '../jobs/context.ts';
import { Loop } from './loop.ts';

const ORPHANS_AT_ONCE = 500;

/**
 * Puts back what lost workers held. A worker is lost when its beat has stood still for a lease's time on this
 * process's own monotonic clock: a wall clock that jumps makes no lease expire early or twice.
 */
export class Rescuer {
  readonly #ctx: Pick<Context, 'store' | 'bus' | 'now'>;
  readonly #logger: Logger;
  readonly #loop: Loop;
  readonly #leaseMs: number;
  readonly #monotonic: () => number;
  readonly #seen = new Map<string, { readonly beat: number; readonly since: number }>();

  /** @param monotonic - milliseconds on a clock that never jumps */
  constructor(
    ctx: Pick<Context, 'store' | 'bus' | 'now'>,
    logger: Logger,
    options: { readonly leaseMs: number; readonly monotonic: () => number },
  ) {
    this.#ctx = ctx;
    this.#logger = logger;
    this.#leaseMs = options.leaseMs;
    this.#monotonic = options.monotonic;
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

  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  /** One pass. Answers how many items were put back or given up. */
  async rescue(): Promise<number> {
    const now = this.#monotonic();
    const workers = await this.#ctx.store.workers();
    const known = new Set(workers.map(({ workerId }) => workerId));
    for (const workerId of this.#seen.keys()) if (!known.has(workerId)) this.#seen.delete(workerId);
    for (const { workerId, beat } of workers) {
      const seen = this.#seen.get(workerId);
      if (seen?.beat !== beat) this.#seen.set(workerId, { beat, since: now });
      else if (now - seen.since >= this.#leaseMs) {
        const { removed } = await this.#ctx.store.removeWorker(workerId, beat);
        if (removed) this.#logger.warn({ workerId }, 'worker lost');
      }
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
