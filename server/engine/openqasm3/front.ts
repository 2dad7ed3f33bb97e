import type { PreparedProgram } from '../front.ts';
import { programFailure } from '../source-error.ts';
import { findAngleFaults } from './angle-guard.ts';
import { readOutputs } from './outputs.ts';

/** A classical variable whose value a run gives. */
export interface OutputDeclaration {
  readonly name: string;
}

/**
 * Reads an OpenQASM 3 program, which is left to the compiler.
 * @throws TaskFailure when the compiler would take some of its angles wrongly
 */
export function readOpenQasm3(source: string): PreparedProgram {
  const faults = findAngleFaults(source);
  if (faults.length > 0) throw programFailure(faults);
  return { kind: 'foreign', projectType: 'openqasm', source, outputs: readOutputs(source) };
}
