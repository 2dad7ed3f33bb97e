import type { Diagnostic, ProgramSource } from '../domain/program.ts';
import { emitQSharp, type EmittedProgram } from './emit-qsharp.ts';
import type { FlatProgram } from './flat-program.ts';
import { parseOpenQasm2 } from './openqasm2/parser.ts';
import { readOpenQasm3, type OutputDeclaration } from './openqasm3/front.ts';

/** A program as the rest of the engine takes it: written out by us, or left to the compiler. */
export type PreparedProgram =
  | { readonly kind: 'flat'; readonly flat: FlatProgram }
  | {
      readonly kind: 'foreign';
      readonly projectType: 'openqasm' | 'qsharp';
      readonly source: string;
      /** What the results are called, in order; null when nothing is declared (Q#). */
      readonly outputs: readonly OutputDeclaration[] | null;
    };

/** @throws TaskFailure when the program has errors that our own parsers find */
export function prepareProgram(program: ProgramSource): PreparedProgram {
  switch (program.language) {
    case 'OPENQASM2':
      return { kind: 'flat', flat: parseOpenQasm2(program.source) };
    case 'OPENQASM3':
      return readOpenQasm3(program.source);
    case 'QSHARP':
      return { kind: 'foreign', projectType: 'qsharp', source: program.source, outputs: null };
    default:
      return program.language satisfies never;
  }
}

/** The text that the compiler is given, and how its diagnostics lead back to the source. */
export function compilerInput(
  prepared: PreparedProgram,
  lossy: boolean,
): { projectType: 'openqasm' | 'qsharp'; source: string; emitted: EmittedProgram | null } {
  if (prepared.kind === 'foreign')
    return { projectType: prepared.projectType, source: prepared.source, emitted: null };
  const emitted = emitQSharp(prepared.flat, { lossy });
  return { projectType: 'qsharp', source: emitted.source, emitted };
}

/** Places diagnostics about the emitted text on the lines of the source. */
export function mapDiagnostics(
  diagnostics: readonly Diagnostic[],
  emitted: EmittedProgram | null,
): readonly Diagnostic[] {
  if (emitted === null) return diagnostics;
  const seen = new Set<string>();
  return diagnostics.flatMap((d) => {
    const line = d.line === null ? 0 : (emitted.lines[d.line - 1] ?? 0);
    const key = `${line} ${d.message}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const place = line === 0 ? null : line;
    return [{ ...d, line: place, column: place === null ? null : 1, endLine: null, endColumn: null }];
  });
}
