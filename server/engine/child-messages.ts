import type { Diagnostic, EngineResult, EngineTask } from '../domain/program.ts';

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
  readonly answer:
    | { readonly kind: 'result'; readonly result: EngineResult }
    | {
        readonly kind: 'failure';
        readonly failure: 'PROGRAM' | 'LIMIT';
        readonly message: string;
        readonly diagnostics: readonly Diagnostic[];
      }
    /** Something broke; the process must not be used again. */
    | { readonly kind: 'fault'; readonly trapped: boolean; readonly message: string };
}
