import type {
  CheckResult,
  CompileResult,
  Diagnostic,
  EngineTask,
  ProgramStatistics,
} from '../domain/program.ts';
import { drawFlatProgram, drawForeignCircuit } from './circuit.ts';
import { compilerInput, mapDiagnostics, prepareProgram, type PreparedProgram } from './front.ts';
import { CompilerRefusal, TARGET_PROFILES, type Qdk } from './qdk.ts';
import { programFailure, TaskFailure } from './source-error.ts';
import { statisticsOf, statisticsOfQir } from './statistics.ts';

/**
 * Compiles a program to QIR.
 * @throws TaskFailure when the program has errors or does not fit the profile
 */
export async function compileProgram(
  qdk: Qdk,
  { program, profile }: Extract<EngineTask, { kind: 'compile' }>,
): Promise<CompileResult> {
  if (profile === 'UNRESTRICTED')
    throw new TaskFailure(
      'PROGRAM',
      'QIR exists for the profiles BASE, ADAPTIVE_RI and ADAPTIVE_RIF, not for UNRESTRICTED.',
    );
  const prepared = prepareProgram(program);
  const { source, projectType, emitted } = compilerInput(prepared, false);
  let output: string;
  try {
    output = await qdk.qir(source, projectType, TARGET_PROFILES[profile]);
  } catch (error) {
    if (error instanceof CompilerRefusal) throw refused(error, mapDiagnostics(error.diagnostics, emitted));
    throw error;
  }
  if (prepared.kind === 'flat')
    return {
      kind: 'compile',
      format: 'QIR',
      profile,
      output,
      statistics: statisticsOf(prepared.flat),
      circuit: drawFlatProgram(prepared.flat),
      diagnostics: [],
    };
  const circuit = await qdk.circuit(source, projectType);
  return {
    kind: 'compile',
    format: 'QIR',
    profile,
    output,
    statistics: statisticsOfQir(output),
    circuit: circuit === null ? null : drawForeignCircuit(circuit),
    diagnostics: [],
  };
}

/** Checks a program against a profile; what is wrong with it is the answer, not a failure. */
export async function checkProgram(
  qdk: Qdk,
  { program, profile }: Extract<EngineTask, { kind: 'check' }>,
): Promise<CheckResult> {
  try {
    const prepared = prepareProgram(program);
    const { source, projectType, emitted } = compilerInput(prepared, false);
    const unrestricted = profile === 'UNRESTRICTED';
    try {
      const qir = await qdk.qir(
        source,
        projectType,
        TARGET_PROFILES[unrestricted ? 'ADAPTIVE_RIF' : profile],
      );
      const statistics = prepared.kind === 'flat' ? statisticsOf(prepared.flat) : statisticsOfQir(qir);
      return { kind: 'check', valid: true, diagnostics: [], statistics };
    } catch (error) {
      if (!(error instanceof CompilerRefusal)) throw error;
      const found = unrestricted ? error.diagnostics.filter((d) => !limitsProfileOnly(d)) : error.diagnostics;
      if (unrestricted && found.length === 0 && error.diagnostics.length > 0)
        return {
          kind: 'check',
          valid: true,
          diagnostics: [],
          statistics: prepared.kind === 'flat' ? statisticsOf(prepared.flat) : null,
        };
      throw refused(error, mapDiagnostics(found, emitted));
    }
  } catch (error) {
    if (!(error instanceof TaskFailure) || error.kind !== 'PROGRAM' || error.diagnostics.length === 0)
      throw error;
    return { kind: 'check', valid: false, diagnostics: error.diagnostics, statistics: null };
  }
}

/** Facts about a prepared program; null when it depends on measurements too much to be counted. */
export async function countProgram(qdk: Qdk, prepared: PreparedProgram): Promise<ProgramStatistics | null> {
  if (prepared.kind === 'flat') return statisticsOf(prepared.flat);
  try {
    return statisticsOfQir(await qdk.qir(prepared.source, prepared.projectType, 'adaptive_rif'));
  } catch (error) {
    if (!(error instanceof CompilerRefusal)) throw error;
    const errors = error.diagnostics.filter((d) => !limitsProfileOnly(d));
    if (errors.length > 0 || error.diagnostics.length === 0) throw refused(error, errors);
    return null;
  }
}

/** True for an error that only says that a program is beyond what QIR of a profile can express. */
function limitsProfileOnly(diagnostic: Diagnostic): boolean {
  return /CapabilitiesCk|PartialEval|UnsupportedRuntimeCapabilities/.test(diagnostic.code ?? '');
}

/** The failure for a program that the compiler refused. */
export function refused(error: CompilerRefusal, diagnostics: readonly Diagnostic[]): TaskFailure {
  if (diagnostics.length > 0) return programFailure(diagnostics);
  return programFailure([
    {
      severity: 'ERROR',
      code: null,
      message: error.message,
      line: null,
      column: null,
      endLine: null,
      endColumn: null,
    },
  ]);
}
