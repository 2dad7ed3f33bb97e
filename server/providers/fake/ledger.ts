/** What a device measured; keys are written c[n-1]…c[0]. */
export interface FakeCounts {
  readonly qubits: number;
  readonly counts: Readonly<Record<string, number>>;
}
/** Runs the text of a program as the device would. @throws Error for a program the device does not take */
export type FakeRun = (program: string, shots: number, seed: number) => FakeCounts;

export type FakePhase =
  'created' | 'queued' | 'running' | 'cancelling' | 'completed' | 'failed' | 'cancelled';
const FINAL: ReadonlySet<FakePhase> = new Set(['completed', 'failed', 'cancelled']);

/**
 * What a cancellation does: `accept` it takes effect after `cancellingMs`, unless the task ends before; `refuse`;
 * `ignore` it is answered as if accepted and nothing happens; `complete` the task completes as it arrives.
 */
export const CANCEL_MODES = ['accept', 'refuse', 'ignore', 'complete'] as const;
export type CancelMode = (typeof CANCEL_MODES)[number];

/** How tasks go through their lives; all times in milliseconds. A change holds for tasks that are accepted later. */
export interface FakeSettings {
  readonly createdMs: number;
  readonly queuedMs: number;
  readonly runningMs: number;
  readonly cancellingMs: number;
  /** How long a new task is missing from lists: they lag behind. */
  readonly listLagMs: number;
  /** How many tasks are ahead of a new one. */
  readonly queueDepth: number;
  readonly cancel: CancelMode;
  /** A completed task that is cancelled turns into a cancelled one (IonQ: sources disagree). */
  readonly flipCompleted: boolean;
  /** Tasks fail with this when they have run. */
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** Told in place of the status of every task. */
  readonly rawStatus: string | null;
  /** The status of devices, by id, in the provider's words. */
  readonly devices: Readonly<Record<string, string>>;
}

export const DEFAULT_SETTINGS: FakeSettings = {
  createdMs: 1_000,
  queuedMs: 6_000,
  runningMs: 3_000,
  cancellingMs: 1_000,
  listLagMs: 0,
  queueDepth: 3,
  cancel: 'accept',
  flipCompleted: false,
  failure: null,
  rawStatus: null,
  devices: {},
};

export interface FakeTask {
  readonly id: string;
  /** The token or metadata the task was submitted under. */
  readonly key: string;
  readonly deviceId: string;
  readonly program: string;
  readonly shots: number;
  readonly acceptedAt: number;
  /** The whole request, to answer reads from. */
  readonly request: Readonly<Record<string, unknown>>;
  phase: FakePhase;
  endedAt: number | null;
  failure: { readonly code: string; readonly message: string } | null;
  counts: FakeCounts | null;
}
interface Entry extends FakeTask {
  readonly queuedAt: number;
  readonly runningAt: number;
  readonly doneAt: number;
  readonly cancellingMs: number;
  readonly willFail: { readonly code: string; readonly message: string } | null;
  cancelAt: number | null;
}

/** Every task a fake provider has accepted, and what time has made of it. */
export class FakeLedger {
  settings: FakeSettings = DEFAULT_SETTINGS;
  private readonly entries: Entry[] = [];
  private readonly byId = new Map<string, Entry>();
  private readonly run: FakeRun;
  private readonly now: () => number;

  constructor(run: FakeRun, now: () => number) {
    this.run = run;
    this.now = now;
  }

  get tasks(): readonly FakeTask[] {
    for (const entry of this.entries) this.settle(entry);
    return this.entries;
  }

  /** The tasks as a list shows them. */
  get listed(): readonly FakeTask[] {
    const now = this.now();
    return this.tasks.filter((task) => task.acceptedAt + this.settings.listLagMs <= now);
  }

  accept(task: Pick<FakeTask, 'id' | 'key' | 'deviceId' | 'program' | 'shots' | 'request'>): FakeTask {
    const { createdMs, queuedMs, runningMs, cancellingMs, failure } = this.settings;
    const acceptedAt = this.now();
    const entry: Entry = {
      ...task,
      acceptedAt,
      queuedAt: acceptedAt + createdMs,
      runningAt: acceptedAt + createdMs + queuedMs,
      doneAt: acceptedAt + createdMs + queuedMs + runningMs,
      cancellingMs,
      willFail: failure,
      phase: 'created',
      endedAt: null,
      failure: null,
      counts: null,
      cancelAt: null,
    };
    this.entries.push(entry);
    this.byId.set(entry.id, entry);
    return entry;
  }

  find(id: string): FakeTask | null {
    const entry = this.byId.get(id);
    if (entry) this.settle(entry);
    return entry ?? null;
  }

  /** How many are ahead of a task, itself included; null when it does not wait. */
  position(id: string): number | null {
    const entry = this.byId.get(id);
    if (!entry) return null;
    this.settle(entry);
    if (entry.phase !== 'queued' && entry.phase !== 'created') return null;
    const span = Math.max(1, entry.runningAt - entry.queuedAt);
    const left = Math.min(span, entry.runningAt - this.now());
    return Math.max(1, Math.ceil((this.settings.queueDepth * left) / span));
  }

  /** How many tasks wait for a device. */
  waiting(deviceId: string): number {
    let count = 0;
    for (const entry of this.entries) {
      if (entry.deviceId !== deviceId) continue;
      this.settle(entry);
      if (entry.phase === 'queued' || entry.phase === 'created') count += 1;
    }
    return count;
  }

  /** @returns what became of it: the task as it is after the request, or that the provider refuses */
  cancel(id: string): 'cancelling' | 'cancelled' | 'refused' | 'final' | 'ignored' {
    const entry = this.byId.get(id);
    if (!entry) return 'refused';
    this.settle(entry);
    const { cancel, flipCompleted } = this.settings;
    if (cancel === 'complete' && !FINAL.has(entry.phase)) this.end(entry, this.now());
    if (entry.phase === 'cancelled') return 'cancelled';
    if (entry.phase === 'completed' && flipCompleted) {
      entry.phase = 'cancelled';
      return 'cancelled';
    }
    if (FINAL.has(entry.phase)) return 'final';
    if (cancel === 'refuse') return 'refused';
    if (cancel === 'ignore') return 'ignored';
    entry.cancelAt ??= this.now();
    return this.find(id)?.phase === 'cancelled' ? 'cancelled' : 'cancelling';
  }

  private settle(entry: Entry): void {
    const now = this.now();
    if (FINAL.has(entry.phase)) return;
    const cancelledAt = entry.cancelAt === null ? Infinity : entry.cancelAt + entry.cancellingMs;
    // What ends first wins; a completion at the same moment is a completion.
    if (now >= entry.doneAt && entry.doneAt <= cancelledAt) this.end(entry, entry.doneAt);
    else if (now >= cancelledAt) {
      entry.phase = 'cancelled';
      entry.endedAt = cancelledAt;
    } else if (entry.cancelAt !== null) entry.phase = 'cancelling';
    else entry.phase = now >= entry.runningAt ? 'running' : now >= entry.queuedAt ? 'queued' : 'created';
  }

  private end(entry: Entry, at: number): void {
    entry.endedAt = at;
    entry.failure = entry.willFail;
    if (entry.failure === null) {
      try {
        entry.counts = this.run(entry.program, entry.shots, this.entries.indexOf(entry) + 1);
      } catch (error) {
        entry.failure = { code: 'CompilationError', message: (error as Error).message }; // `FakeRun` throws Errors
      }
    }
    entry.phase = entry.failure === null ? 'completed' : 'failed';
  }
}
