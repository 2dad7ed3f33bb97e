import type { CircuitDrawing, CircuitOperation } from '../domain/program.ts';
import type { BaseGate, Condition, FlatProgram, FlatRegister } from './flat-program.ts';

/** What is drawn at most; the rest is left out and the drawing says so. */
export const MAX_COLUMNS = 1_000;
export const MAX_DRAWN_OPERATIONS = 4_000;

const LABELS: Readonly<Record<BaseGate, { readonly gate: string; readonly controls: number }>> = {
  id: { gate: 'I', controls: 0 },
  x: { gate: 'X', controls: 0 },
  y: { gate: 'Y', controls: 0 },
  z: { gate: 'Z', controls: 0 },
  h: { gate: 'H', controls: 0 },
  s: { gate: 'S', controls: 0 },
  sdg: { gate: 'S†', controls: 0 },
  t: { gate: 'T', controls: 0 },
  tdg: { gate: 'T†', controls: 0 },
  rx: { gate: 'Rx', controls: 0 },
  ry: { gate: 'Ry', controls: 0 },
  rz: { gate: 'Rz', controls: 0 },
  cx: { gate: 'X', controls: 1 },
  cy: { gate: 'Y', controls: 1 },
  cz: { gate: 'Z', controls: 1 },
  swap: { gate: 'SWAP', controls: 0 },
  rxx: { gate: 'Rxx', controls: 0 },
  ryy: { gate: 'Ryy', controls: 0 },
  rzz: { gate: 'Rzz', controls: 0 },
  ccx: { gate: 'X', controls: 2 },
};

/** Lays operations out in columns: each as far left as the wires it crosses allow. */
class Columns {
  readonly columns: CircuitOperation[][] = [];
  private readonly front: number[];
  private drawn = 0;

  constructor(wires: number) {
    this.front = new Array<number>(wires).fill(0);
  }
  /** @returns false when the drawing is full */
  add(operation: CircuitOperation): boolean {
    const wires = [...operation.targets, ...operation.controls];
    const from = Math.min(...wires);
    const to = Math.max(...wires);
    let column = 0;
    for (let wire = from; wire <= to; wire += 1) column = Math.max(column, this.front[wire] ?? 0);
    if (column >= MAX_COLUMNS || this.drawn >= MAX_DRAWN_OPERATIONS) return false;
    for (let wire = from; wire <= to; wire += 1) this.front[wire] = column + 1;
    const existing = this.columns[column];
    if (existing === undefined) this.columns[column] = [operation];
    else existing.push(operation);
    this.drawn += 1;
    return true;
  }
  /** Lets nothing that comes later stand left of anything on these wires. */
  align(wires: readonly number[]): void {
    const column = Math.max(0, ...wires.map((w) => this.front[w] ?? 0));
    for (const wire of wires) this.front[wire] = column;
  }
}

/** Draws a flat program. A barrier only keeps the operations before and after it apart. */
export function drawFlatProgram(program: FlatProgram): CircuitDrawing {
  const columns = new Columns(program.qubits.length);
  let truncated = false;
  for (const operation of program.operations) {
    if (operation.kind === 'barrier') {
      columns.align(operation.qubits);
      continue;
    }
    const condition = operation.condition === null ? [] : [describe(program, operation.condition)];
    let drawn: CircuitOperation;
    if (operation.kind === 'gate') {
      const { gate, controls } = LABELS[operation.gate];
      drawn = {
        gate,
        targets: operation.qubits.slice(controls),
        controls: operation.qubits.slice(0, controls),
        args: [...(operation.gate.startsWith('r') ? [formatAngle(operation.angle)] : []), ...condition],
      };
    } else drawn = { gate: operation.kind, targets: [operation.qubit], controls: [], args: condition };
    if (!columns.add(drawn)) {
      truncated = true;
      break;
    }
  }
  return { qubits: program.qubits, columns: columns.columns, truncated };
}

/** Radians with up to four decimals. */
function formatAngle(angle: number): string {
  return String(Math.round(angle * 10_000) / 10_000);
}

/** A condition as people write it: `if c==3`, `if c[0]==1 && d[2]==0`. */
function describe(program: FlatProgram, { bits, value, negated }: Condition): string {
  const sign = negated ? '!=' : '==';
  const register = registerOf(program, bits[0] ?? 0);
  const whole = register?.size === bits.length && bits.every((bit, i) => bit === register.first + i);
  if (register !== undefined && whole) return `if ${register.name}${sign}${value}`;
  const names = bits.map((bit) => {
    const owner = registerOf(program, bit);
    return owner === undefined ? 'c' : `${owner.name}[${bit - owner.first}]`;
  });
  if (names.length === 1) return `if ${names.join('')}${sign}${value}`;
  const tests = names.map((name, i) => `${name}==${(value >> BigInt(i)) & 1n}`).join(' && ');
  return negated ? `if !(${tests})` : `if ${tests}`;
}
function registerOf(program: FlatProgram, bit: number): FlatRegister | undefined {
  return program.registers.find((r) => bit >= r.first && bit < r.first + r.size);
}

/** The parts of the compiler's circuit data that are drawn. */
export interface ForeignCircuit {
  readonly qubits: readonly { readonly id: number }[];
  readonly componentGrid: readonly { readonly components: readonly ForeignOperation[] }[];
}
interface ForeignRegister {
  readonly qubit: number;
  readonly result?: number;
}
interface ForeignOperation {
  readonly kind: 'unitary' | 'measurement' | 'ket';
  readonly gate: string;
  readonly args?: readonly string[];
  readonly isAdjoint?: boolean;
  readonly children?: readonly { readonly components: readonly ForeignOperation[] }[];
  readonly targets?: readonly ForeignRegister[];
  readonly controls?: readonly ForeignRegister[];
  readonly qubits?: readonly ForeignRegister[];
}

/** Draws the compiler's own circuit data; groups are opened up. */
export function drawForeignCircuit(circuit: ForeignCircuit): CircuitDrawing {
  const wire = new Map(circuit.qubits.map((q, i) => [q.id, i]));
  const columns = new Columns(circuit.qubits.length);
  const wires = (registers: readonly ForeignRegister[] | undefined): number[] =>
    (registers ?? [])
      .flatMap((r) => (r.result === undefined ? [wire.get(r.qubit) ?? -1] : []))
      .filter((w) => w >= 0);
  const draw = (grid: ForeignCircuit['componentGrid']): boolean =>
    grid.every(({ components }) =>
      components.every((c) => {
        if (c.children !== undefined && c.children.length > 0) return draw(c.children);
        const measured = c.kind === 'measurement';
        const targets = wires(measured ? c.qubits : c.targets);
        if (targets.length === 0) return true;
        const gate = measured ? 'measure' : c.kind === 'ket' ? 'reset' : c.isAdjoint ? `${c.gate}†` : c.gate;
        return columns.add({ gate, targets, controls: wires(c.controls), args: c.args ?? [] });
      }),
    );
  const complete = draw(circuit.componentGrid);
  return { qubits: circuit.qubits.map((q) => `q[${q.id}]`), columns: columns.columns, truncated: !complete };
}
