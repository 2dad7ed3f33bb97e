/**
 * A program as a plain list of basic gates with literal angles: what is left of a circuit once every
 * gate of its own, every expression and every broadcast is written out.
 */

/** Gates that QIR, the shot simulator and the state vector all know. Rotations are exp(-i·angle/2·P). */
export const BASE_GATES = {
  id: { angles: 0, qubits: 1 },
  x: { angles: 0, qubits: 1 },
  y: { angles: 0, qubits: 1 },
  z: { angles: 0, qubits: 1 },
  h: { angles: 0, qubits: 1 },
  s: { angles: 0, qubits: 1 },
  sdg: { angles: 0, qubits: 1 },
  t: { angles: 0, qubits: 1 },
  tdg: { angles: 0, qubits: 1 },
  rx: { angles: 1, qubits: 1 },
  ry: { angles: 1, qubits: 1 },
  rz: { angles: 1, qubits: 1 },
  cx: { angles: 0, qubits: 2 },
  cy: { angles: 0, qubits: 2 },
  cz: { angles: 0, qubits: 2 },
  swap: { angles: 0, qubits: 2 },
  rxx: { angles: 1, qubits: 2 },
  ryy: { angles: 1, qubits: 2 },
  rzz: { angles: 1, qubits: 2 },
  ccx: { angles: 0, qubits: 3 },
} as const;
export type BaseGate = keyof typeof BASE_GATES;

/** Operations under one condition share the same object, so that it is evaluated once. */
export interface Condition {
  /** Indexes of classical bits, lowest first. */
  readonly bits: readonly number[];
  readonly value: bigint;
  /** True for the branch taken when the bits differ from the value. */
  readonly negated: boolean;
}

export type FlatOperation =
  | {
      readonly kind: 'gate';
      readonly gate: BaseGate;
      readonly qubits: readonly number[];
      /** Radians, within ±4π; 0 for gates without an angle. */
      readonly angle: number;
      readonly condition: Condition | null;
      readonly line: number;
    }
  | {
      readonly kind: 'measure';
      readonly qubit: number;
      readonly bit: number;
      readonly condition: Condition | null;
      readonly line: number;
    }
  | {
      readonly kind: 'reset';
      readonly qubit: number;
      readonly condition: Condition | null;
      readonly line: number;
    }
  | { readonly kind: 'barrier'; readonly qubits: readonly number[]; readonly line: number };

/** A classical register: its bits are `first` to `first + size - 1`. */
export interface FlatRegister {
  readonly name: string;
  readonly size: number;
  readonly first: number;
}

export interface FlatProgram {
  /** One label a qubit, for drawing: `q[0]`. */
  readonly qubits: readonly string[];
  readonly registers: readonly FlatRegister[];
  readonly operations: readonly FlatOperation[];
}

/** The qubits an operation touches; a barrier touches none. */
export function touchedQubits(operation: FlatOperation): readonly number[] {
  switch (operation.kind) {
    case 'gate':
      return operation.qubits;
    case 'measure':
    case 'reset':
      return [operation.qubit];
    case 'barrier':
      return [];
    default:
      return operation satisfies never;
  }
}

/** The qubits that some operation touches, in ascending order. */
export function usedQubits(program: FlatProgram): readonly number[] {
  const used = new Set<number>();
  for (const operation of program.operations) for (const qubit of touchedQubits(operation)) used.add(qubit);
  return [...used].sort((a, b) => a - b);
}
