import type { ErrorDetail, Job, JobItem } from './job.ts';
import type { EngineFailureKind, EngineOutcome, EngineResult, EngineTask } from './program.ts';
import type { Limits } from './limits.ts';
import { failureKindOf, type RunEnding } from './run.ts';
import type { Target } from './target.ts';

/**
 * What the engine is to do for an item of a hosted target.
 *
 * @param source - the text of the item's program
 */
export function taskFor(target: Target, job: Job, item: JobItem, source: string, limits: Limits): EngineTask {
  const { definition } = job;
  const ref = definition.programs[item.index];
  if (!ref) throw new Error(`item ${item.index} of ${job.id} has no program`);
  const program = { name: ref.name, language: ref.language, source };
  const profile = target.profile ?? 'BASE';
  if (definition.type === 'COMPILE') {
    return { kind: target.kind === 'SYNTAX_CHECKER' ? 'check' : 'compile', program, profile };
  }
  const run = definition.programs[item.index];
  return {
    kind: 'execute',
    program,
    shots: run?.shots ?? 1,
    seed: run?.seed ?? null,
    noise: definition.noise,
    maxQubits: target.maxQubits ?? limits.simulatorQubits,
  };
}

/** How long an item may run, in milliseconds: the compile window, or the run-time limit. */
export function timeLimitMs(job: Pick<Job, 'type'>, limits: Limits): number {
  return 1000 * (job.type === 'COMPILE' ? limits.compileSeconds : limits.executeSeconds);
}

/** What an engine's answer means for an item: a result to store, or how it failed. */
export type Ended =
  | { readonly kind: 'result'; readonly result: EngineResult; readonly cpuSeconds: number }
  | { readonly kind: 'ending'; readonly ending: RunEnding };

/** Reads an engine's answer. A syntax check that found errors is a failed item, with their places. */
export function readOutcome(outcome: EngineOutcome): Ended {
  if (!outcome.ok) {
    return {
      kind: 'ending',
      ending: failure(outcome.kind, outcome.message, outcome.diagnostics, outcome.cpuSeconds),
    };
  }
  const { result, cpuSeconds } = outcome;
  if (result.kind === 'device') throw new Error('a program that was written for a device is no result');
  if (result.kind === 'check' && !result.valid) {
    const errors = result.diagnostics.filter((one) => one.severity === 'ERROR');
    const message = `The program has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}: ${errors[0]?.message ?? ''}`;
    return { kind: 'ending', ending: failure('PROGRAM', message, result.diagnostics, cpuSeconds) };
  }
  return { kind: 'result', result, cpuSeconds };
}

function failure(
  kind: EngineFailureKind,
  message: string,
  diagnostics: ErrorDetail['diagnostics'],
  cpuSeconds: number,
): RunEnding {
  const places = diagnostics.map((one) =>
    one.line === null ? one.message : `line ${one.line}, column ${one.column ?? 1}: ${one.message}`,
  );
  const detail: ErrorDetail = {
    kind: failureKindOf(kind),
    text: places.length > 0 ? places.join('\n') : message,
    diagnostics,
  };
  return { kind: 'failed', failure: kind, message, detail, cpuSeconds };
}
