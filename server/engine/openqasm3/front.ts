import type { PreparedProgram } from '../front.ts';
import { programFailure } from '../source-error.ts';
import { findAngleFaults } from './angle-guard.ts';
import { readOutputs } from './outputs.ts';
import { parseOpenQasm3 } from './parser.ts';

/** A classical variable whose value a run gives. */
export interface OutputDeclaration {
  readonly name: string;
}

/**
 * Reads an OpenQASM 3 program: a static circuit is written out by us, the rest is left to the compiler.
 * @throws TaskFailure when the program has errors, or the compiler would take some of its angles wrongly
 */
export function readOpenQasm3(source: string): PreparedProgram {
  const flat = parseOpenQasm3(source);
  if (flat !== null) return { kind: 'flat', flat };
  const faults = findAngleFaults(source);
  if (faults.length > 0) throw programFailure(faults);
  return { kind: 'foreign', projectType: 'openqasm', source, outputs: readOutputs(source) };
}
