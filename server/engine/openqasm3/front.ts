import type { PreparedProgram } from '../front.ts';
import { readOutputs } from './outputs.ts';

/** A classical variable whose value a run gives. */
export interface OutputDeclaration {
  readonly name: string;
}

/** Reads an OpenQASM 3 program. */
export function readOpenQasm3(source: string): PreparedProgram {
  return { kind: 'foreign', projectType: 'openqasm', source, outputs: readOutputs(source) };
}
