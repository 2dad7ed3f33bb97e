import type { Logger } from 'pino';
import type { JobNotice } from '../events/bus.ts';
import type { TargetId } from '../domain/job.ts';
import { decideStart, shouldStop, type RunEnding } from '../domain/run.ts';
import { isHosted, type Target } from '../domain/target.ts';
import { readOutcome, taskFor, timeLimitMs } from '../domain/task.ts';
import { noticeOf } from '../jobs/notices.ts';
import type { Context } from '../jobs/context.ts';
import type { ClaimedItem } from '../store/store.ts';
import { Recorder } from './recorder.ts';

interface Running {
  readonly jobId: string;
  readonly index: number;
  readonly attempt: number;
  readonly fence: number;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

export interface WorkerOptions {
  /** How many items it runs side by side. */
  readonly slots: number;
  /** A worker whose beat stands still this long is taken for lost. */
  readonly leaseMs: number;
  /** How often it looks for work without being told: a safety net, since commits wake it. */
  readonly pollMs: number;
  /** How long running items may take to end when it stops; then they go back to their queue. */
  readonly drainMs: number;
  readonly newWorkerId: () => string;
  /** The targets whose items it runs; all that run here when not given. */
  readonly targetIds?: readonly TargetId[];
}

/**
 * Claims waiting items, runs them on the engine, and records how they ended. Sleeps until a commit wakes it.
 * `start` registers it; `stop` drains it.
 */
export class Worker {
  readonly #ctx: Context;
  readonly #logger: Logger;
  readonly #options: WorkerOptions;
  readonly #recorder: Recorder;
  readonly #running = new Map<string, Running>();
  #workerId: string;
  #targets: readonly Target[] = [];
  #stopping = false;
  #pumping = false;
  #again = false;
  #unsubscribe: readonly (() => void)[] = [];
  #poll: NodeJS.Timeout | null = null;
  #heart: NodeJS.Timeout | null = null;
  #beating: Promise<void> = Promise.resolve();
  #inBeat = false;
  #pumped: Promise<void> = Promise.resolve();

  constructor(ctx: Context, logger: Logger, options: WorkerOptions) {
    this.#ctx = ctx;
    this.#logger = logger;
    this.#options = options;
    this.#recorder = new Recorder(ctx, logger);
    this.#workerId = options.newWorkerId();
  }

  /** How many items run on it now. */
  get running(): number {
    return this.#running.size;
  }

  /** The name its items run under; another one after it was taken for dead. */
  get workerId(): string {
    return this.#workerId;
  }

  async start(): Promise<void> {
    const { targetIds } = this.#options;
    const hosted = (await this.#ctx.store.listTargets()).filter(isHosted);
    this.#targets = targetIds ? hosted.filter(({ id }) => targetIds.includes(id)) : hosted;
    await this.#ctx.store.addWorker(this.#workerId, this.#ctx.now());
    this.#unsubscribe = [
      this.#ctx.bus.subscribe((notices) => this.#hear(notices)),
      this.#ctx.bus.hear('missed', () => {
        this.#wake();
        this.#stopWhatShould(() => true);
      }),
    ];
    this.#poll = setInterval(() => this.#wake(), this.#options.pollMs);
    this.#heart = setInterval(() => {
      // One at a time: of two that were answered late, each would join again under a name of its own.
      if (this.#inBeat) return;
      this.#inBeat = true;
      this.#beating = this.#beat()
        .catch((error: unknown) => this.#logger.error({ err: error }, 'heartbeat failed'))
        .finally(() => {
          this.#inBeat = false;
        });
    }, this.#options.leaseMs / 3);
    this.#wake();
  }

  /** Claims nothing more, lets running items end for a while, puts the others back, and signs off. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const end of this.#unsubscribe) end();
    if (this.#poll) clearInterval(this.#poll);
    await this.#pumped;
    const ended = Promise.all([...this.#running.values()].map((one) => one.ended));
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), this.#options.drainMs);
    deadline.signal.addEventListener('abort', () => {
      for (const one of this.#running.values()) one.abort.abort();
      this.#recorder.abandon();
    });
    await ended;
    clearTimeout(timer);
    if (this.#heart) clearInterval(this.#heart);
    await this.#beating;
    await this.#ctx.store.removeWorker(this.#workerId, null);
  }

  #hear(notices: readonly JobNotice[]): void {
    if (notices.some((notice) => notice.waiting)) this.#wake();
    const stopped = new Set(notices.filter((one) => one.cancelled || one.deleted).map((one) => one.jobId));
    if (stopped.size > 0) this.#stopWhatShould((one) => stopped.has(one.jobId));
  }

  /** Looks for work; while it is looking, once more afterwards. */
  #wake(): void {
    if (this.#stopping) return;
    if (this.#pumping) {
      this.#again = true;
      return;
    }
    this.#pumping = true;
    this.#pumped = this.#pump()
      .catch((error: unknown) =>
        this.#logger.error({ err: error }, 'claim failed; trying again at the next poll'),
      )
      .finally(() => {
        this.#pumping = false;
      });
  }

  async #pump(): Promise<void> {
    do {
      this.#again = false;
      const free = this.#options.slots - this.#running.size;
      if (free <= 0) return;
      const workerId = this.#workerId;
      const now = this.#ctx.now();
      const { claimed, changed } = await this.#ctx.store.claim(
        { workerId, targetIds: this.#targets.map((target) => target.id), limit: free, quotasAt: now },
        (snapshot) => decideStart(snapshot, workerId, now, this.#targetOf(snapshot.job.targetId)),
      );
      this.#ctx.bus.publish(changed.map(({ job, events }) => noticeOf(job, events)));
      for (const one of claimed) this.#begin(one);
      const depleted = changed.some(({ events }) => events.some((event) => event.kind === 'FINISHED'));
      if (claimed.length === free || depleted) this.#again = true;
    } while (this.#again && !this.#stopping);
  }

  #begin({ job, item }: ClaimedItem): void {
    const key = keyOf(job.id, item.index);
    const abort = new AbortController();
    const ended = this.#run({ job, item }, abort.signal)
      .catch((error: unknown) =>
        this.#logger.error({ err: error, jobId: job.id, index: item.index }, 'run failed'),
      )
      .finally(() => {
        this.#running.delete(key);
        this.#wake();
      });
    this.#running.set(key, {
      jobId: job.id,
      index: item.index,
      attempt: item.attempt,
      fence: item.fence,
      abort,
      ended,
    });
  }

  async #run(claimed: ClaimedItem, signal: AbortSignal): Promise<void> {
    const { job, item } = claimed;
    const { ending, content } = await this.#execute(claimed, signal).catch((error: unknown) => {
      // A fault of ours, not of the program: counted like a crash, so that it is tried again, but not for ever.
      this.#logger.error({ err: error, jobId: job.id, index: item.index }, 'could not run item');
      const message = 'The item could not be run because of a fault of the server.';
      const detail = { kind: 'CRASH' as const, text: message, diagnostics: [] };
      const ending: RunEnding = { kind: 'failed', failure: 'CRASH', message, detail, cpuSeconds: 0 };
      return { ending, content: null };
    });
    await this.#recorder.record(
      job.id,
      { index: item.index, attempt: item.attempt, fence: item.fence, ending },
      content,
    );
  }

  async #execute({ job, item }: ClaimedItem, signal: AbortSignal) {
    const { store, engine, limits } = this.#ctx;
    const target = this.#targetOf(job.targetId);
    const ref = job.definition.programs[item.index];
    const [program] = ref ? await store.programs([ref.programId]) : [null];
    const source = program ? await store.content(program.contentId) : null;
    if (source === null) throw new Error(`the program of item ${item.index} of ${job.id} is not stored`);
    const task = taskFor(target, job, item, source, limits);
    const ended = readOutcome(await engine.run(task, { signal, timeoutMs: timeLimitMs(job, limits) }));
    if (ended.kind === 'ending') return { ending: ended.ending, content: null };
    const content = await store.prepareContent(JSON.stringify(ended.result));
    const ending: RunEnding = { kind: 'completed', resultId: content.id, cpuSeconds: ended.cpuSeconds };
    return { ending, content };
  }

  #targetOf(id: TargetId): Target {
    const target = this.#targets.find((one) => one.id === id);
    if (!target) throw new Error(`claimed an item of target ${id}, which this worker does not serve`);
    return target;
  }

  async #beat(): Promise<void> {
    if (!(await this.#ctx.store.beat(this.#workerId))) await this.#rejoin();
    // The safety net under the bus: a lost notice of a cancellation is noticed here.
    this.#stopWhatShould(() => true);
  }

  /** It was taken for dead (frozen, or cut off): what it runs belongs to others now. It goes on under a new name. */
  async #rejoin(): Promise<void> {
    this.#logger.warn({ workerId: this.#workerId }, 'taken for dead; joining again');
    for (const one of this.#running.values()) one.abort.abort();
    this.#workerId = this.#options.newWorkerId();
    await this.#ctx.store.addWorker(this.#workerId, this.#ctx.now());
    this.#wake();
  }

  #stopWhatShould(concerns: (one: Running) => boolean): void {
    const held = [...this.#running.values()].filter(concerns);
    if (held.length === 0) return;
    this.#ctx.store
      .items(held)
      .then((items) => {
        held.forEach((one, place) => {
          if (shouldStop(items[place] ?? null, one)) one.abort.abort();
        });
      })
      .catch((error: unknown) => this.#logger.error({ err: error }, 'could not look at running items'));
  }
}

function keyOf(jobId: string, index: number): string {
  return `${jobId}:${index}`;
}
