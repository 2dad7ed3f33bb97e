import type { Diagnostic, DeviceResult, EngineResult, EngineTask } from '../domain/program.ts';

/** What the pool sends to a process. */
export interface ChildRequest {
  readonly id: number;
  readonly task: EngineTask;
}

/** What a process answers. It first says `{ ready: true }`. */
export interface ChildAnswer {
  readonly id: number;
  readonly cpuSeconds: number;
  /** The memory of the process after the task. */
  readonly rssBytes: number;
  readonly answer: TaskAnswer;
}

export type TaskAnswer =
  | { readonly kind: 'result'; readonly result: EngineResult | DeviceResult }
  | {
      readonly kind: 'failure';
      readonly failure: 'PROGRAM' | 'LIMIT';
      readonly message: string;
      readonly diagnostics: readonly Diagnostic[];
    }
  /** Something broke. `counting`: it was the compiler, while a program's gates were counted before its run. */
  | { readonly kind: 'fault'; readonly message: string; readonly counting: boolean };

/** What a process hands to its thread. */
export interface ThreadRequest {
  readonly task: EngineTask;
  /** Skips counting gates before a run. */
  readonly uncounted: boolean;
}
export interface ThreadAnswer {
  readonly answer: TaskAnswer;
  /** True when the thread has drawn random numbers, or broke: it must not simulate any more. */
  readonly used: boolean;
}
