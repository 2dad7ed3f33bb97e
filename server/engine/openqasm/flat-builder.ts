import { TaskFailure } from '../source-error.ts';
import type { BaseGate, Condition, FlatOperation, FlatProgram, FlatRegister } from '../flat-program.ts';
import { expandGate, GateFault, UnsupportedPower, type GateApplication, type StepSink } from './expand.ts';
import { lower } from './lowering.ts';

/** A register, some of its elements, or one element of it, as an operand. */
export interface Operand {
  /** Indexes of qubits or of bits. */
  readonly elements: readonly number[];
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
    return { elements: range(first, size), single: scalar };
  }

  addBits(name: string, size: number, scalar = false): Operand {
    if (this.bits + size > MAX_BITS)
      throw new TaskFailure('LIMIT', `The program declares more than ${MAX_BITS} classical bits.`);
    const first = this.bits;
    this.bits += size;
    this.registers.push({ name, size, first });
    return { elements: range(first, size), single: scalar };
  }

  /**
   * Applies a gate to operands, whole registers element by element.
   * @returns why it is impossible, or null
   */
  apply(
    { gate, angles, modifiers }: Omit<GateApplication, 'parameters'>,
    operands: readonly Operand[],
  ): string | null {
    if (!angles.every(Number.isFinite)) return `a parameter of \`${gate.name}\` is not a finite number`;
    let size: number | null = null;
    for (const { single, elements } of operands) {
      if (single) continue;
      if (size !== null && size !== elements.length)
        return `the registers have different sizes, ${size} and ${elements.length}`;
      size = elements.length;
    }
    const times = size ?? 1;
    this.account(times);
    const sink: StepSink = {
      step: (step) => lower(step, (name, angle, qubits) => this.push(name, angle, qubits)),
      account: (work) => this.account(work),
    };
    for (let i = 0; i < times; i += 1) {
      const qubits = operands.map((o) => o.elements[o.single ? 0 : i] ?? -1);
      if (new Set(qubits).size !== qubits.length) return `\`${gate.name}\` is given the same qubit twice`;
      try {
        expandGate({ gate, angles, modifiers, parameters: [] }, qubits, sink);
      } catch (error) {
        if (error instanceof GateFault && !(error instanceof UnsupportedPower)) return error.message;
        throw error;
      }
    }
    return null;
  }

  measure(qubits: Operand, bits: Operand): string | null {
    const size = qubits.elements.length;
    if (size !== bits.elements.length)
      return `the sizes differ: ${size} qubit(s) are measured into ${bits.elements.length} bit(s)`;
    this.account(size);
    qubits.elements.forEach((qubit, i) =>
      this.operations.push({
        kind: 'measure',
        qubit,
        bit: bits.elements[i] ?? -1,
        condition: this.condition,
        line: this.line,
      }),
    );
    return null;
  }

  reset(qubits: Operand): void {
    this.account(qubits.elements.length);
    for (const qubit of qubits.elements)
      this.operations.push({ kind: 'reset', qubit, condition: this.condition, line: this.line });
  }

  barrier(operands: readonly Operand[]): void {
    const qubits = operands.flatMap((o) => o.elements);
    this.account(1 + qubits.length);
    this.operations.push({ kind: 'barrier', qubits, line: this.line });
  }

  finish(): FlatProgram {
    return { qubits: this.qubits, registers: this.registers, operations: this.operations };
  }

  /** Counts work; ends the program when it expands beyond the bounds. */
  account(work: number): void {
    this.work += work;
    if (this.work > MAX_OPERATIONS)
      throw new TaskFailure(
        'LIMIT',
        `Written out, the program has more than ${MAX_OPERATIONS} operations (reached on line ${this.line}).`,
      );
  }

  private push(gate: BaseGate, angle: number, qubits: readonly number[]): void {
    this.account(1);
    this.operations.push({
      kind: 'gate',
      gate,
      qubits,
      angle: reduceAngle(angle),
      condition: this.condition,
      line: this.line,
    });
  }
}

/** Brings an angle within ±2π by whole multiples of 4π, the period of a rotation with its sign. */
export function reduceAngle(angle: number): number {
  const period = 4 * Math.PI;
  return Math.abs(angle) <= period / 2 ? angle : angle - period * Math.round(angle / period);
}

export function range(first: number, size: number): number[] {
  return Array.from({ length: size }, (_, i) => first + i);
}
