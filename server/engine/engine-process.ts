import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { EngineOutcome, EngineTask } from '../domain/program.ts';
import type { ChildAnswer, ChildRequest } from './child-messages.ts';
import { processUsage } from './process-usage.ts';

type Failure = Extract<EngineOutcome, { ok: false }>;

/** How often the memory of a busy process is looked at. */
const WATCH_INTERVAL_MS = 50;

interface Running {
  readonly request: ChildRequest;
  readonly startedAt: number;
  readonly cpuBefore: number;
  readonly finish: (outcome: EngineOutcome) => void;
  cpuLast: number;
}

export interface EngineProcessLimits {
  readonly maxMemoryMb: number;
  readonly recycleMemoryMb: number;
}

/** One process of the engine. It runs one task at a time and is not used again once it is `ended`. */
export class EngineProcess {
  /** True when the process must be replaced. */
  ended = false;
  private readonly child: ChildProcess;
  private readonly limits: EngineProcessLimits;
  private running: Running | null = null;
  private ready = false;
  private nextId = 1;
  private watch: NodeJS.Timeout | null = null;
  private errorOutput = '';

  /** @param onEnd - called once, as soon as the process cannot take another task */
  constructor(limits: EngineProcessLimits, onEnd: () => void) {
    this.limits = limits;
    this.child = startChild();
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.errorOutput = (this.errorOutput + chunk.toString('latin1')).slice(-4_000);
    });
    this.child.on('message', (message: ChildAnswer | { readonly ready: true }) => {
      if ('ready' in message) {
        this.ready = true;
        this.begin();
      } else this.answered(message);
    });
    const gone = (code: number | null, signal: string | null): void => {
      this.stop({
        ok: false,
        kind: 'CRASH',
        message: this.describeExit(code, signal),
        diagnostics: [],
        cpuSeconds: 0,
      });
      onEnd();
    };
    this.child.once('exit', gone);
    this.child.once('error', () => gone(null, null));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }
  get idle(): boolean {
    return !this.ended && this.running === null;
  }
  get exited(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Runs a task; the process must be idle. */
  run(task: EngineTask, finish: (outcome: EngineOutcome) => void): void {
    const cpuBefore = this.usage()?.cpuSeconds ?? 0;
    this.running = {
      request: { id: this.nextId, task },
      startedAt: performance.now(),
      cpuBefore,
      cpuLast: cpuBefore,
      finish,
    };
    this.nextId += 1;
    this.watch = setInterval(() => this.watchMemory(), WATCH_INTERVAL_MS);
    this.watch.unref();
    if (this.ready) this.begin();
  }

  /** Kills the process; a task that runs in it ends with the given failure at once. */
  stop(failure: Failure): void {
    this.ended = true;
    const { running } = this;
    const now = this.usage()?.cpuSeconds ?? null;
    this.child.kill('SIGKILL');
    if (running === null) return;
    // A process that is gone cannot be asked: its last known time counts, or the time on the clock.
    const known = Math.max(now ?? 0, running.cpuLast) - running.cpuBefore;
    const cpuSeconds = known > 0 ? known : (performance.now() - running.startedAt) / 1000;
    this.settle({ ...failure, cpuSeconds });
  }

  /** Resolves when the process is gone. */
  async gone(): Promise<void> {
    if (this.exited) return;
    await new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
  }

  private begin(): void {
    if (this.running !== null && !this.ended) this.child.send(this.running.request);
  }

  private answered({ id, answer, cpuSeconds, rssBytes }: ChildAnswer): void {
    if (this.running?.request.id !== id) return;
    switch (answer.kind) {
      case 'result':
        this.settle({ ok: true, result: answer.result, cpuSeconds });
        break;
      case 'failure':
        this.settle({
          ok: false,
          kind: answer.failure,
          message: answer.message,
          diagnostics: answer.diagnostics,
          cpuSeconds,
        });
        break;
      case 'fault': {
        const full = rssBytes > 1.5 * 2 ** 30;
        const message = full
          ? 'The simulator ran out of memory: the program needs more than it can hold.'
          : `The compiler or simulator broke on this program (${answer.message.slice(0, 200)}).`;
        this.stop({ ok: false, kind: full ? 'LIMIT' : 'CRASH', message, diagnostics: [], cpuSeconds });
        return;
      }
      default:
        answer satisfies never;
    }
    // WASM memory never shrinks: a process that grew is replaced while nobody waits for it.
    if (rssBytes > this.limits.recycleMemoryMb * 2 ** 20) {
      this.ended = true;
      this.child.kill('SIGKILL');
    }
  }

  private settle(outcome: EngineOutcome): void {
    const { running } = this;
    this.running = null;
    if (this.watch !== null) clearInterval(this.watch);
    this.watch = null;
    running?.finish(outcome);
  }

  private watchMemory(): void {
    const usage = this.usage();
    if (usage === null || this.running === null) return;
    this.running.cpuLast = usage.cpuSeconds;
    if (usage.rssBytes <= this.limits.maxMemoryMb * 2 ** 20) return;
    this.stop({
      ok: false,
      kind: 'LIMIT',
      message: `The program needs more memory than the ${this.limits.maxMemoryMb} MiB allowed here.`,
      diagnostics: [],
      cpuSeconds: 0,
    });
  }

  private usage(): ReturnType<typeof processUsage> {
    return this.child.pid === undefined ? null : processUsage(this.child.pid);
  }

  private describeExit(code: number | null, signal: string | null): string {
    if (/out of memory/i.test(this.errorOutput)) return 'The process that ran the program ran out of memory.';
    if (!this.ready) return 'The process that should run the program could not start.';
    const how = signal === null ? `code ${code ?? 'unknown'}` : signal;
    return `The process that ran the program ended unexpectedly (${how}).`;
  }
}

/** Starts `child.ts`, or its compiled form when this file is compiled. */
function startChild(): ChildProcess {
  const fromSource = import.meta.url.endsWith('.ts');
  const entry = fileURLToPath(new URL(fromSource ? './child.ts' : './child.js', import.meta.url));
  const loader = fromSource
    ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href]
    : [];
  return fork(entry, [], {
    // Nothing of the server's environment, which may hold secrets, is needed in there.
    env: { NODE_NO_WARNINGS: '1' },
    execArgv: [...loader, '--max-old-space-size=4096'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}
