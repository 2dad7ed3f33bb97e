import type { FlatOperation, FlatProgram } from '../flat-program.ts';
import type { RandomSource } from '../random.ts';
import { applyGate } from './matrices.ts';
import { StateVector } from './state-vector.ts';

/** A circuit whose measurements can all be made at once, at its end. */
export interface SampleableCircuit {
  /** How many qubits the state has: those that the program touches. */
  readonly qubits: number;
  readonly gates: readonly Extract<FlatOperation, { kind: 'gate' }>[];
  /** From a qubit of the program to a qubit of the state. */
  readonly position: ReadonlyMap<number, number>;
  /** From a classical bit to the qubit of the state that it is measured from. */
  readonly measured: ReadonlyMap<number, number>;
}

/**
 * Tells whether one simulation answers all shots: no conditions, nothing but measurements and resets after a
 * qubit's first measurement, and resets only where they change no outcome.
 * @returns null when every shot has to be simulated anew
 */
export function asSampleable(program: FlatProgram): SampleableCircuit | null {
  type Phase = 'fresh' | 'live' | 'measured' | 'reset';
  const phase = new Map<number, Phase>();
  const gates: Extract<FlatOperation, { kind: 'gate' }>[] = [];
  const source = new Map<number, number>();
  for (const operation of program.operations) {
    if (operation.kind === 'barrier') continue;
    if (operation.condition !== null) return null;
    if (operation.kind === 'gate') {
      for (const qubit of operation.qubits) {
        const now = phase.get(qubit) ?? 'fresh';
        if (now === 'measured' || now === 'reset') return null;
        phase.set(qubit, 'live');
      }
      gates.push(operation);
    } else if (operation.kind === 'measure') {
      if (phase.get(operation.qubit) === 'reset') return null;
      phase.set(operation.qubit, 'measured');
      source.set(operation.bit, operation.qubit);
    } else if ((phase.get(operation.qubit) ?? 'fresh') !== 'fresh') phase.set(operation.qubit, 'reset');
  }
  const used = [...phase.keys()].sort((a, b) => a - b);
  const position = new Map(used.map((qubit, i) => [qubit, i]));
  return {
    qubits: used.length,
    gates,
    position,
    measured: new Map([...source].map(([bit, qubit]) => [bit, position.get(qubit) ?? 0])),
  };
}

/** The probability of every basis state before the measurements. */
export function probabilitiesOf(circuit: SampleableCircuit): Float64Array {
  const state = new StateVector(circuit.qubits);
  for (const { gate, angle, qubits } of circuit.gates)
    applyGate(
      state,
      gate,
      angle,
      qubits.map((q) => circuit.position.get(q) ?? 0),
    );
  return state.intoProbabilities();
}

/**
 * Draws shots from a distribution in one pass over it: the uniform numbers are sorted first.
 * @returns how often each index was drawn; indexes that were not are absent
 */
export function drawShots(
  probabilities: Float64Array,
  shots: number,
  random: RandomSource,
): Map<number, number> {
  let total = 0;
  for (const p of probabilities) total += p;
  const draws = new Float64Array(shots);
  for (let i = 0; i < shots; i += 1) draws[i] = random.next() * total;
  draws.sort();
  const counts = new Map<number, number>();
  let index = 0;
  let last = 0;
  let reached = probabilities[0] ?? 0;
  if (reached > 0) last = 0;
  for (const draw of draws) {
    while (reached <= draw && index + 1 < probabilities.length) {
      index += 1;
      const p = probabilities[index] ?? 0;
      if (p > 0) last = index;
      reached += p;
    }
    counts.set(last, (counts.get(last) ?? 0) + 1);
  }
  return counts;
}
