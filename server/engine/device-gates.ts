import type { DeviceDialect } from '../domain/device-program.ts';
import type { BaseGate } from './flat-program.ts';

/** How a dialect writes the gates; a gate that is absent has to be replaced by others. */
export interface Dialect {
  readonly header: readonly string[];
  readonly names: Readonly<Partial<Record<BaseGate, string>>>;
}

/**
 * Braket: gates need no include and no definition; `xx(a)` is exp(-i·a/2·XX).
 * Source: Amazon Braket Developer Guide, "What OpenQASM features does Braket support?"; names and matrices of
 * `braket.circuits.gates` in amazon-braket-sdk-python.
 *
 * IonQ: a subset of OpenQASM 3 with `stdgates.inc`, which has no two-qubit rotations.
 * Source: docs.ionq.com, API v0.4, "OpenQASM 3" and the example of "Create job".
 */
export const DIALECTS: Readonly<Record<DeviceDialect, Dialect>> = {
  BRAKET: {
    header: ['OPENQASM 3;'],
    names: {
      id: 'i',
      x: 'x',
      y: 'y',
      z: 'z',
      h: 'h',
      s: 's',
      sdg: 'si',
      t: 't',
      tdg: 'ti',
      rx: 'rx',
      ry: 'ry',
      rz: 'rz',
      cx: 'cnot',
      cy: 'cy',
      cz: 'cz',
      swap: 'swap',
      rxx: 'xx',
      ryy: 'yy',
      rzz: 'zz',
      ccx: 'ccnot',
    },
  },
  IONQ: {
    header: ['OPENQASM 3.0;', 'include "stdgates.inc";'],
    names: {
      x: 'x',
      y: 'y',
      z: 'z',
      h: 'h',
      s: 's',
      sdg: 'sdg',
      t: 't',
      tdg: 'tdg',
      rx: 'rx',
      ry: 'ry',
      rz: 'rz',
      cx: 'cx',
      cz: 'cz',
      swap: 'swap',
    },
  },
};

/** One gate of a replacement: `qubits` are places in the replaced gate's own list of qubits. */
export interface GateStep {
  readonly gate: BaseGate;
  readonly qubits: readonly number[];
  readonly angle: number;
}

const step = (gate: BaseGate, qubits: readonly number[], angle = 0): GateStep => ({ gate, qubits, angle });

/**
 * A gate as others, up to a global phase, which no result shows: a flat program has no controls left.
 * Each is written with gates that stand nearer to rx, ry, rz and cx, so that replacing ends.
 * Source: Nielsen and Chuang, "Quantum Computation and Quantum Information", 4.2 and figure 4.9.
 *
 * @returns null for a gate that nothing replaces
 */
export function replacementOf(gate: BaseGate, angle: number): readonly GateStep[] | null {
  const { PI } = Math;
  switch (gate) {
    case 'id':
      return [];
    case 'x':
      return [step('rx', [0], PI)];
    case 'y':
      return [step('ry', [0], PI)];
    case 'z':
      return [step('rz', [0], PI)];
    case 'h':
      return [step('rz', [0], PI), step('ry', [0], PI / 2)];
    case 's':
      return [step('rz', [0], PI / 2)];
    case 'sdg':
      return [step('rz', [0], -PI / 2)];
    case 't':
      return [step('rz', [0], PI / 4)];
    case 'tdg':
      return [step('rz', [0], -PI / 4)];
    case 'cy':
      return [step('sdg', [1]), step('cx', [0, 1]), step('s', [1])];
    case 'cz':
      return [step('h', [1]), step('cx', [0, 1]), step('h', [1])];
    case 'swap':
      return [step('cx', [0, 1]), step('cx', [1, 0]), step('cx', [0, 1])];
    case 'rzz':
      return [step('cx', [0, 1]), step('rz', [1], angle), step('cx', [0, 1])];
    case 'rxx':
      return [step('h', [0]), step('h', [1]), step('rzz', [0, 1], angle), step('h', [0]), step('h', [1])];
    case 'ryy':
      return [
        step('rx', [0], PI / 2),
        step('rx', [1], PI / 2),
        step('rzz', [0, 1], angle),
        step('rx', [0], -PI / 2),
        step('rx', [1], -PI / 2),
      ];
    case 'ccx':
      return [
        step('h', [2]),
        step('cx', [1, 2]),
        step('tdg', [2]),
        step('cx', [0, 2]),
        step('t', [2]),
        step('cx', [1, 2]),
        step('tdg', [2]),
        step('cx', [0, 2]),
        step('t', [1]),
        step('t', [2]),
        step('h', [2]),
        step('cx', [0, 1]),
        step('t', [0]),
        step('tdg', [1]),
        step('cx', [0, 1]),
      ];
    case 'rx':
    case 'ry':
    case 'rz':
    case 'cx':
      return null;
    default:
      return gate satisfies never;
  }
}
