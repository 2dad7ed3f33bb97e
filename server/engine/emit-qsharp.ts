import type { BaseGate, Condition, FlatOperation, FlatProgram } from './flat-program.ts';

/** A flat program as Q#, which the compiler takes with its angles as they are. */
export interface EmittedProgram {
  readonly source: string;
  /** `lines[i]` is the line of the original source that line i + 1 came from; 0 for none. */
  readonly lines: readonly number[];
  /** The classical bits in the order in which the program returns them. */
  readonly outputs: readonly number[];
}

const OPERATIONS: Readonly<Record<BaseGate, string>> = {
  id: 'I',
  x: 'X',
  y: 'Y',
  z: 'Z',
  h: 'H',
  s: 'S',
  sdg: 'Adjoint S',
  t: 'T',
  tdg: 'Adjoint T',
  rx: 'Rx',
  ry: 'Ry',
  rz: 'Rz',
  cx: 'CNOT',
  cy: 'CY',
  cz: 'CZ',
  swap: 'SWAP',
  rxx: 'Rxx',
  ryy: 'Ryy',
  rzz: 'Rzz',
  ccx: 'CCNOT',
};

/** Gates that stand together go into operations of this length: the compiler is slow on very long blocks. */
const CHUNK = 200;

/**
 * Writes a flat program as Q#. Only measured bits are returned: QIR cannot record a bit that holds no measurement.
 * Qubits are never released, so that they need not end in |0⟩.
 * @param options - `lossy` reads the bit of a lost qubit as 0 in conditions, which would otherwise end the run
 */
export function emitQSharp(program: FlatProgram, options: { readonly lossy: boolean }): EmittedProgram {
  return new Emitter(program, options.lossy).emit();
}

class Emitter {
  private readonly program: FlatProgram;
  private readonly lossy: boolean;
  private readonly chunks: string[] = [];
  private readonly chunkLines: number[] = [];
  private readonly main: string[] = [];
  private readonly mainLines: number[] = [];
  /** The Q# variable that holds a bit now; bits that were not measured have none. */
  private readonly holder = new Map<number, string>();
  private measurements = 0;
  private chunkCount = 0;

  constructor(program: FlatProgram, lossy: boolean) {
    this.program = program;
    this.lossy = lossy;
  }

  emit(): EmittedProgram {
    const { qubits, operations, registers } = this.program;
    this.add('let q = [');
    for (let i = 0; i < qubits.length; i += 1)
      this.add(`  QIR.Runtime.__quantum__rt__qubit_allocate()${i + 1 < qubits.length ? ',' : ''}`);
    this.add('];');
    // A bit that is measured under a condition keeps its old value otherwise: it needs a variable.
    for (const operation of operations)
      if (operation.kind === 'measure' && operation.condition !== null && !this.holder.has(operation.bit)) {
        this.holder.set(operation.bit, `b${operation.bit}`);
        this.add(`mutable b${operation.bit} = Zero;`);
      }
    for (let i = 0; i < operations.length;) i = this.group(i);
    const outputs: number[] = [];
    const arrays: string[] = [];
    for (const register of registers) {
      const held: string[] = [];
      for (let bit = register.first; bit < register.first + register.size; bit += 1) {
        const variable = this.holder.get(bit);
        if (variable === undefined) continue;
        held.push(variable);
        outputs.push(bit);
      }
      if (held.length > 0) arrays.push(`[${held.join(', ')}]`);
    }
    if (arrays.length > 0)
      this.add(arrays.length === 1 ? `return ${arrays[0]};` : `return (${arrays.join(', ')});`);
    const type =
      arrays.length === 0
        ? 'Unit'
        : arrays.length === 1
          ? 'Result[]'
          : `(${arrays.map(() => 'Result[]').join(', ')})`;
    const head = [
      this.lossy
        ? 'operation IsOne(r : Result) : Bool { if IsLossResult(r) { false } else { r == One } }'
        : 'function IsOne(r : Result) : Bool { r == One }',
    ];
    const text = [
      ...head,
      ...this.chunks,
      '@EntryPoint()',
      `operation Main() : ${type} {`,
      ...this.main,
      '}',
    ];
    return {
      source: `${text.join('\n')}\n`,
      lines: [...head.map(() => 0), ...this.chunkLines, 0, 0, ...this.mainLines, 0],
      outputs,
    };
  }

  private add(text: string, line = 0): void {
    this.main.push(text);
    this.mainLines.push(line);
  }

  /** Writes the operations from `start` that belong together and returns where the next ones start. */
  private group(start: number): number {
    const { operations } = this.program;
    const first = operations[start];
    if (first === undefined) return start + 1;
    if (first.kind === 'barrier') return start + 1;
    let end = start + 1;
    if (first.condition !== null) {
      const { condition } = first;
      while (end < operations.length && conditionOf(operations[end]) === condition) end += 1;
      this.conditional(condition, operations.slice(start, end));
      return end;
    }
    if (first.kind !== 'gate') {
      this.add(this.write(first), first.line);
      return end;
    }
    const gates: FlatOperation[] = [first];
    for (; end < operations.length && gates.length < CHUNK; end += 1) {
      const next = operations[end];
      if (next === undefined || next.kind === 'barrier') continue;
      if (next.kind !== 'gate' || next.condition !== null) break;
      gates.push(next);
    }
    if (gates.length < 20) for (const gate of gates) this.add(this.write(gate), gate.line);
    else this.chunk(gates);
    return end;
  }

  private chunk(gates: readonly FlatOperation[]): void {
    const name = `Part${this.chunkCount}`;
    this.chunkCount += 1;
    this.chunks.push(`operation ${name}(q : Qubit[]) : Unit {`);
    this.chunkLines.push(0);
    for (const gate of gates) {
      this.chunks.push(this.write(gate));
      this.chunkLines.push(gate.line);
    }
    this.chunks.push('}');
    this.chunkLines.push(0);
    this.add(`${name}(q);`, gates[0]?.line ?? 0);
  }

  private conditional(condition: Condition, operations: readonly FlatOperation[]): void {
    const line = operations[0] === undefined || operations[0].kind === 'barrier' ? 0 : operations[0].line;
    const tests: string[] = [];
    let possible = condition.value < 1n << BigInt(condition.bits.length);
    condition.bits.forEach((bit, i) => {
      const wanted = ((condition.value >> BigInt(i)) & 1n) === 1n;
      const variable = this.holder.get(bit);
      // A bit that was never measured is 0.
      if (variable === undefined) possible &&= !wanted;
      else tests.push(wanted ? `IsOne(${variable})` : `not IsOne(${variable})`);
    });
    const always = possible && tests.length === 0;
    if (condition.negated ? always : !possible) return;
    if (condition.negated ? !possible : always) {
      for (const operation of operations) this.add(this.write(operation), line);
      return;
    }
    const test = tests.join(' and ');
    this.add(condition.negated ? `if not (${test}) {` : `if ${test} {`, line);
    for (const operation of operations) this.add(`  ${this.write(operation)}`, line);
    this.add('}', line);
  }

  private write(operation: FlatOperation): string {
    switch (operation.kind) {
      case 'gate': {
        const qubits = operation.qubits.map((q) => `q[${q}]`).join(', ');
        const name = OPERATIONS[operation.gate];
        return /^r/.test(operation.gate)
          ? `${name}(${real(operation.angle)}, ${qubits});`
          : `${name}(${qubits});`;
      }
      case 'measure': {
        const holder = this.holder.get(operation.bit);
        if (holder?.startsWith('b')) return `set ${holder} = M(q[${operation.qubit}]);`;
        const name = `m${this.measurements}`;
        this.measurements += 1;
        this.holder.set(operation.bit, name);
        return `let ${name} = M(q[${operation.qubit}]);`;
      }
      case 'reset':
        return `Reset(q[${operation.qubit}]);`;
      case 'barrier':
        return '';
      default:
        return operation satisfies never;
    }
  }
}

function conditionOf(operation: FlatOperation | undefined): Condition | null {
  return operation === undefined || operation.kind === 'barrier' ? null : operation.condition;
}

/** A Double literal of Q#: it needs a point, and an exponent only after one. */
function real(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text.includes('.') ? text : `${text}.0`;
  const [mantissa = '0', exponent = '0'] = text.split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${exponent.replace('+', '')}`;
}
