import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { PreparedContent } from '../domain/content.ts';
import type { JobId } from '../domain/job.ts';
import { decideReports, type RunReport } from '../domain/run.ts';
import { changeJob } from '../jobs/change-job.ts';
import type { Context } from '../jobs/context.ts';

interface Entry {
  readonly report: RunReport;
  readonly content: PreparedContent | null;
  readonly done: () => void;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Writes how runs ended. Reports about one job that come while another of its writes is under way are gathered
 * into one change. A write that fails (a full disk) is repeated until it succeeds: a result is never dropped.
 */
export class Recorder {
  readonly #ctx: Pick<Context, 'store' | 'bus' | 'now'>;
  readonly #logger: Logger;
  readonly #waiting = new Map<JobId, Entry[]>();
  readonly #closed = new AbortController();

  constructor(ctx: Pick<Context, 'store' | 'bus' | 'now'>, logger: Logger) {
    this.#ctx = ctx;
    this.#logger = logger;
  }

  /** Resolves when the report is durable, or found to be about a job that is gone. */
  record(jobId: JobId, report: RunReport, content: PreparedContent | null): Promise<void> {
    return new Promise((done) => {
      const entry = { report, content, done };
      const queue = this.#waiting.get(jobId);
      if (queue) {
        queue.push(entry);
        return;
      }
      this.#waiting.set(jobId, [entry]);
      // After this turn of the event loop: items of a job that end together are written together.
      setImmediate(() => void this.#drain(jobId));
    });
  }

  /** Gives up repeating failed writes; their items are rescued after a restart. */
  abandon(): void {
    this.#closed.abort();
  }

  async #drain(jobId: JobId): Promise<void> {
    for (;;) {
      const entries = this.#waiting.get(jobId) ?? [];
      if (entries.length === 0) {
        this.#waiting.delete(jobId);
        return;
      }
      this.#waiting.set(jobId, []);
      await this.#write(jobId, entries);
      for (const entry of entries) entry.done();
    }
  }

  async #write(jobId: JobId, entries: readonly Entry[]): Promise<void> {
    const reports = entries.map((entry) => entry.report);
    const contents = entries.flatMap((entry) => entry.content ?? []);
    const indexes = reports.map((report) => report.index);
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        await changeJob(
          this.#ctx,
          jobId,
          { indexes },
          (snapshot) => decideReports(snapshot, reports, this.#ctx.now()),
          { contents },
        );
        return;
      } catch (error) {
        this.#logger.error({ err: error, jobId, indexes }, 'could not record how items ended; trying again');
        if (this.#closed.signal.aborted) return;
        await delay(pause, undefined, { signal: this.#closed.signal }).catch(() => undefined);
      }
    }
  }
}
