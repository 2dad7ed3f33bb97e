import { estimatedCredits } from '../domain/cost.ts';
import { notFound, refusal } from '../domain/errors.ts';
import type { Diagnostic, Language, ProgramSource, ProgramStatistics } from '../domain/program.ts';
import { checkIdType, checkSource } from '../domain/submission.ts';
import type { Target } from '../domain/target.ts';
import { writeForDevice } from './remote-programs.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';

/** People wait for the answer while they type: longer than this and it is of no use. */
const CHECK_TIMEOUT_MS = 20_000;

export interface CheckInput {
  readonly targetId: string;
  readonly language: Language;
  readonly source: string;
  readonly shots?: number | null | undefined;
}
export interface ProgramCheck {
  /** It can be submitted to the target. */
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly statistics: ProgramStatistics | null;
  readonly estimatedCredits: number | null;
}

/** Looks at a program for a target without making a job. Any signed-in viewer may. */
export async function checkProgram(
  ctx: Context,
  _viewer: Viewer,
  input: CheckInput,
): Promise<Outcome<ProgramCheck>> {
  const wrong =
    checkIdType(input.targetId, 'Target', ['targetId']) ?? checkSource(input.source, ctx.limits, ['source']);
  if (wrong) return refuse(wrong);
  const { shots } = input;
  if (shots !== null && shots !== undefined && (!Number.isInteger(shots) || shots < 1)) {
    return refuse(
      refusal('INVALID_INPUT', `${shots} shots: a whole number of at least 1 is needed.`, ['shots']),
    );
  }
  const [target] = await ctx.store.targets([input.targetId]);
  if (!target) return refuse(notFound('target', input.targetId, ['targetId']));
  if (!target.languages.includes(input.language)) {
    return refuse(
      refusal(
        'TARGET_MISMATCH',
        `The target "${target.name}" does not take ${input.language}; it takes ${target.languages.join(', ')}.`,
        ['language'],
      ),
    );
  }
  const outcome = await ctx.checker.run(
    {
      kind: 'check',
      program: { name: 'program', language: input.language, source: input.source },
      profile: target.profile ?? 'ADAPTIVE_RIF',
    },
    { timeoutMs: CHECK_TIMEOUT_MS },
  );
  if (!outcome.ok) {
    return done({
      valid: false,
      diagnostics:
        outcome.diagnostics.length > 0
          ? outcome.diagnostics
          : [wholeDiagnostic(outcome.kind, outcome.message)],
      statistics: null,
      estimatedCredits: null,
    });
  }
  if (outcome.result.kind !== 'check')
    throw new Error(`the engine answered a check with a ${outcome.result.kind} result`);
  const { valid, diagnostics, statistics } = outcome.result;
  const tooLarge =
    statistics && target.maxQubits !== null && statistics.qubits > target.maxQubits
      ? [qubitDiagnostic(statistics.qubits, target.maxQubits, target.name)]
      : [];
  const program = { name: 'program', language: input.language, source: input.source };
  const untaken = valid && tooLarge.length === 0 ? await untakenByDevice(ctx, target, program) : [];
  return done({
    valid: valid && tooLarge.length === 0 && untaken.length === 0,
    diagnostics: [...diagnostics, ...tooLarge, ...untaken],
    statistics,
    estimatedCredits: statistics && input.shots ? estimatedCredits(target, statistics, input.shots) : null,
  });
}

/** What the device of a remote target does not take of a program that is right in itself. */
async function untakenByDevice(
  ctx: Context,
  target: Target,
  program: ProgramSource,
): Promise<readonly Diagnostic[]> {
  const outcome = await writeForDevice(ctx, target, program);
  if (outcome === null || outcome.ok) return [];
  return outcome.diagnostics.length > 0
    ? outcome.diagnostics
    : [wholeDiagnostic(outcome.kind, outcome.message)];
}

function qubitDiagnostic(qubits: number, most: number, target: string): Diagnostic {
  return wholeDiagnostic('TooManyQubits', `The program uses ${qubits} qubits; "${target}" has ${most}.`);
}

/** An error that is about no line. */
function wholeDiagnostic(code: string, message: string): Diagnostic {
  return {
    severity: 'ERROR',
    code,
    message,
    line: null,
    column: null,
    endLine: null,
    endColumn: null,
  };
}
