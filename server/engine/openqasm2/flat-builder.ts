import { TaskFailure } from '../source-error.ts';
import type { BaseGate, Condition, FlatOperation, FlatProgram, FlatRegister } from '../flat-program.ts';
import type { Gate } from './gates.ts';

/** A register or one element of it, as an operand. */
export interface Operand {
  readonly first: number;
  readonly size: number;
  /** True for `q[3]`: it stands still while whole registers are walked. */
  readonly single: boolean;
}

/** Bounds on what a source may expand to. */
export const MAX_QUBITS = 10_000;
export const MAX_BITS = 100_000;
export const MAX_OPERATIONS = 1_000_000;

/** Collects the flat program: writes out broadcasts and gate definitions. */
export class FlatBuilder {
  readonly qubits: string[] = [];
  readonly registers: FlatRegister[] = [];
  readonly operations: FlatOperation[] = [];
  /** The condition under which operations are added. */
  condition: Condition | null = null;
  /** The line of the source that is being written out. */
  line = 0;
  private bits = 0;
  private work = 0;

  addQubits(name: string, size: number, scalar = false): Operand {
    if (this.qubits.length + size > MAX_QUBITS)
      throw new TaskFailure('LIMIT', `The program declares more than ${MAX_QUBITS} qubits.`);
    const first = this.qubits.length;
    for (let i = 0; i < size; i += 1) this.qubits.push(scalar ? name : `${name}[${i}]`);
    return { first, size, single: scalar };
  }

  addBits(name: string, size: number, scalar = false): Operand {
    if (this.bits + size > MAX_BITS)
      throw new TaskFailure('LIMIT', `The program declares more than ${MAX_BITS} classical bits.`);
    const first = this.bits;
    this.bits += size;
    this.registers.push({ name, size, first });
    return { first, size, single: scalar };
  }

  /**
   * Applies a gate to operands, whole registers element by element.
   * @returns why it is impossible, or null
   */
  apply(gate: Gate, angles: readonly number[], operands: readonly Operand[]): string | null {
    if (gate.meaning.kind === 'opaque')
      return `\`${gate.name}\` is opaque: it has no definition that could be run`;
    if (!angles.every(Number.isFinite)) return `a parameter of \`${gate.name}\` is not a finite number`;
    let size: number | null = null;
    for (const operand of operands) {
      if (operand.single) continue;
      if (size !== null && size !== operand.size)
        return `the registers have different sizes, ${size} and ${operand.size}`;
      size = operand.size;
    }
    const times = size ?? 1;
    this.account(gate.work * times);
    for (let i = 0; i < times; i += 1) {
      const qubits = operands.map((o) => (o.single ? o.first : o.first + i));
      if (new Set(qubits).size !== qubits.length) return `\`${gate.name}\` is given the same qubit twice`;
      const fault = this.expand(gate, angles, qubits);
      if (fault !== null) return fault;
    }
    return null;
  }

  measure(qubits: Operand, bits: Operand): string | null {
    if (qubits.size !== bits.size)
      return `the sizes differ: ${qubits.size} qubit(s) are measured into ${bits.size} bit(s)`;
    this.account(qubits.size);
    for (let i = 0; i < qubits.size; i += 1)
      this.operations.push({
        kind: 'measure',
        qubit: qubits.first + i,
        bit: bits.first + i,
        condition: this.condition,
        line: this.line,
      });
    return null;
  }

  reset(qubits: Operand): void {
    this.account(qubits.size);
    for (let i = 0; i < qubits.size; i += 1)
      this.operations.push({
        kind: 'reset',
        qubit: qubits.first + i,
        condition: this.condition,
        line: this.line,
      });
  }

  barrier(operands: readonly Operand[]): void {
    const qubits = operands.flatMap((o) => Array.from({ length: o.size }, (_, i) => o.first + i));
    this.account(1 + qubits.length);
    this.operations.push({ kind: 'barrier', qubits, line: this.line });
  }

  finish(): FlatProgram {
    return { qubits: this.qubits, registers: this.registers, operations: this.operations };
  }

  private account(work: number): void {
    this.work += work;
    if (this.work > MAX_OPERATIONS)
      throw new TaskFailure(
        'LIMIT',
        `Written out, the program has more than ${MAX_OPERATIONS} operations (reached on line ${this.line}).`,
      );
  }

  private expand(gate: Gate, angles: readonly number[], qubits: readonly number[]): string | null {
    const { meaning } = gate;
    switch (meaning.kind) {
      case 'base':
        this.push(meaning.gate, reduceAngle(angles[0] ?? 0), qubits);
        return null;
      case 'U': {
        const [theta, phi, lambda] = [angles[0] ?? 0, angles[1] ?? 0, angles[2] ?? 0];
        if (theta === 0) return this.pushRotation('rz', phi + lambda, qubits);
        return (
          this.pushRotation('rz', lambda, qubits) ??
          this.pushRotation('ry', theta, qubits) ??
          this.pushRotation('rz', phi, qubits)
        );
      }
      case 'body':
        for (const call of meaning.calls) {
          const inner = call.angles.map((a) => a.evaluate(angles));
          if (!inner.every(Number.isFinite))
            return `in \`${gate.name}\`, a parameter of \`${call.gate.name}\` is not a finite number`;
          const fault = this.expand(
            call.gate,
            inner,
            call.qubits.map((q) => qubits[q] ?? -1),
          );
          if (fault !== null) return fault;
        }
        return null;
      case 'opaque':
        return `\`${gate.name}\` is opaque: it has no definition that could be run`;
      default:
        return meaning satisfies never;
    }
  }

  private pushRotation(gate: 'ry' | 'rz', angle: number, qubits: readonly number[]): null {
    const reduced = reduceAngle(angle);
    if (reduced !== 0) this.push(gate, reduced, qubits);
    return null;
  }
  private push(gate: BaseGate, angle: number, qubits: readonly number[]): void {
    this.operations.push({ kind: 'gate', gate, qubits, angle, condition: this.condition, line: this.line });
  }
}

/** Brings an angle within ±2π by whole multiples of 4π, the period of a rotation with its sign. */
export function reduceAngle(angle: number): number {
  const period = 4 * Math.PI;
  return Math.abs(angle) <= period / 2 ? angle : angle - period * Math.round(angle / period);
}
