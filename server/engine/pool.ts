import { availableParallelism } from 'node:os';
import type { Engine, EngineOutcome, EngineTask } from '../domain/program.ts';
import { EngineProcess, type EngineProcessLimits } from './engine-process.ts';

export interface EngineOptions {
  /** How many tasks run side by side, each in a process of its own. Default: one a processor. */
  readonly size?: number;
  /** A process above this is killed and its task ends with `LIMIT`. Default 3072. */
  readonly maxMemoryMb?: number;
  /** A process above this after a task is replaced. Default 512. */
  readonly recycleMemoryMb?: number;
}

/** An engine whose processes can be seen, for diagnosis and tests. */
export interface PooledEngine extends Engine {
  /** The ids of its living processes. */
  pids(): readonly number[];
}

interface Waiting {
  readonly task: EngineTask;
  readonly timeoutMs: number;
  readonly finish: (outcome: EngineOutcome) => void;
  /** Set while it runs. */
  process: EngineProcess | null;
  timer: NodeJS.Timeout | null;
}

/**
 * Keeps a number of warm processes and hands tasks to them in order of arrival. A process that was killed or
 * broke is replaced at once. A task's time counts from when a process takes it.
 *
 * It is a pool of its own because a task's process must be known: to read its memory and CPU time, and to
 * kill exactly it with SIGKILL (general pools hide which process has which task, and ask it to end first,
 * which a process inside WASM does not hear).
 */
export function createEngine(options: EngineOptions = {}): PooledEngine {
  return new Pool(options.size ?? availableParallelism(), {
    maxMemoryMb: options.maxMemoryMb ?? 3072,
    recycleMemoryMb: options.recycleMemoryMb ?? 512,
  });
}

class Pool implements PooledEngine {
  readonly capacity: number;
  private readonly limits: EngineProcessLimits;
  private readonly processes = new Set<EngineProcess>();
  private readonly queue: Waiting[] = [];
  private closed = false;
  /** Processes in a row that ended without finishing a task; too many mean that none can start. */
  private barren = 0;

  constructor(size: number, limits: EngineProcessLimits) {
    this.capacity = size;
    this.limits = limits;
    this.fill();
  }

  pids(): readonly number[] {
    return [...this.processes].flatMap((p) => (p.pid === undefined || p.ended ? [] : [p.pid]));
  }

  run(
    task: EngineTask,
    { signal, timeoutMs }: { signal?: AbortSignal; timeoutMs: number },
  ): Promise<EngineOutcome> {
    return new Promise((resolve) => {
      if (this.closed || signal?.aborted) return resolve(aborted());
      const onAbort = (): void => this.cancel(waiting);
      const waiting: Waiting = {
        task,
        timeoutMs,
        process: null,
        timer: null,
        finish: (outcome) => {
          signal?.removeEventListener('abort', onAbort);
          if (waiting.timer !== null) clearTimeout(waiting.timer);
          resolve(outcome);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.queue.push(waiting);
      this.fill();
      this.dispatch();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const waiting of this.queue.splice(0)) waiting.finish(aborted());
    const ending = [...this.processes];
    for (const process of ending) process.stop(aborted());
    await Promise.all(ending.map((process) => process.gone()));
  }

  private cancel(waiting: Waiting): void {
    const place = this.queue.indexOf(waiting);
    if (place >= 0) {
      this.queue.splice(place, 1);
      waiting.finish(aborted());
    } else this.end(waiting, aborted());
  }

  private end(waiting: Waiting, failure: Extract<EngineOutcome, { ok: false }>): void {
    waiting.process?.stop(failure);
    this.fill();
    this.dispatch();
  }

  private dispatch(): void {
    for (const process of this.processes) {
      if (!process.idle) continue;
      const waiting = this.queue.shift();
      if (waiting === undefined) return;
      waiting.process = process;
      waiting.timer = setTimeout(() => {
        const message = `The program was stopped after ${waiting.timeoutMs / 1000} s, the time it was given.`;
        this.end(waiting, { ok: false, kind: 'TIMEOUT', message, diagnostics: [], cpuSeconds: 0 });
      }, waiting.timeoutMs);
      process.run(waiting.task, (outcome) => {
        waiting.process = null;
        waiting.finish(outcome);
        this.barren = 0;
        queueMicrotask(() => {
          this.fill();
          this.dispatch();
        });
      });
    }
  }

  /** Starts processes until as many live as tasks may run. */
  private fill(): void {
    if (this.closed) return;
    for (const process of this.processes) if (process.ended) this.processes.delete(process);
    while (this.processes.size < this.capacity) {
      // After three that died idle, the next one starts only when a task asks for it.
      if (this.barren >= 3 && this.queue.length === 0) return;
      const process: EngineProcess = new EngineProcess(this.limits, () => {
        this.barren += 1;
        this.processes.delete(process);
        this.fill();
        this.dispatch();
      });
      this.processes.add(process);
    }
  }
}

function aborted(): Extract<EngineOutcome, { ok: false }> {
  return {
    ok: false,
    kind: 'ABORTED',
    message: 'The program was stopped on request.',
    diagnostics: [],
    cpuSeconds: 0,
  };
}
