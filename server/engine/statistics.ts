import type { ProgramStatistics } from '../domain/program.ts';
import { BASE_GATES, type FlatProgram } from './flat-program.ts';

/** Counts a flat program. Barriers are no operations; depth counts conditions as dependencies. */
export function statisticsOf(program: FlatProgram): ProgramStatistics {
  const gates: Record<string, number> = {};
  const qubitLevel = new Array<number>(program.qubits.length).fill(0);
  const bitLevel = new Map<number, number>();
  let depth = 0;
  let oneQubitGates = 0;
  let twoQubitGates = 0;
  let measurements = 0;
  for (const operation of program.operations) {
    if (operation.kind === 'barrier') continue;
    const name = operation.kind === 'gate' ? operation.gate : operation.kind;
    gates[name] = (gates[name] ?? 0) + 1;
    const qubits = operation.kind === 'gate' ? operation.qubits : [operation.qubit];
    if (operation.kind !== 'gate') measurements += 1;
    else if (BASE_GATES[operation.gate].qubits === 1) oneQubitGates += 1;
    else if (BASE_GATES[operation.gate].qubits === 2) twoQubitGates += 1;
    let level = 0;
    for (const qubit of qubits) level = Math.max(level, qubitLevel[qubit] ?? 0);
    if (operation.kind === 'measure') level = Math.max(level, bitLevel.get(operation.bit) ?? 0);
    for (const bit of operation.condition?.bits ?? []) level = Math.max(level, bitLevel.get(bit) ?? 0);
    level += 1;
    for (const qubit of qubits) qubitLevel[qubit] = level;
    if (operation.kind === 'measure') bitLevel.set(operation.bit, level);
    depth = Math.max(depth, level);
  }
  return { qubits: program.qubits.length, depth, gates, oneQubitGates, twoQubitGates, measurements };
}

const QIR_NAMES: Readonly<Record<string, string>> = {
  m: 'measure',
  mz: 'measure',
  mresetz: 'measure',
  cnot: 'cx',
  ccnot: 'ccx',
  s__adj: 'sdg',
  t__adj: 'tdg',
};

/**
 * Counts a program by its QIR text: every call of the quantum instruction set in order, all branches.
 * `mresetz` counts as a measurement and a reset.
 */
export function statisticsOfQir(qir: string): ProgramStatistics {
  const gates: Record<string, number> = {};
  const level = new Map<string, number>();
  let depth = 0;
  let oneQubitGates = 0;
  let twoQubitGates = 0;
  let measurements = 0;
  for (const match of qir.matchAll(/^\s*call void @__quantum__qis__(\w+?)__(body|adj)\((.*)\)/gm)) {
    const raw = match[2] === 'adj' ? `${match[1] ?? ''}__adj` : (match[1] ?? '');
    if (raw === 'barrier') continue;
    const name = QIR_NAMES[raw] ?? raw;
    const qubits = [
      ...(match[3] ?? '').matchAll(/%Qubit\* (?:inttoptr \(i64 (\d+) to %Qubit\*\)|(null|%\w+))/g),
    ].map((q) => q[1] ?? q[2] ?? '');
    gates[name] = (gates[name] ?? 0) + 1;
    if (raw === 'mresetz') gates.reset = (gates.reset ?? 0) + 1;
    if (name === 'measure' || name === 'reset') measurements += raw === 'mresetz' ? 2 : 1;
    else if (qubits.length === 1) oneQubitGates += 1;
    else if (qubits.length === 2) twoQubitGates += 1;
    const next = 1 + Math.max(0, ...qubits.map((q) => level.get(q) ?? 0));
    for (const qubit of qubits) level.set(qubit, next);
    depth = Math.max(depth, next);
  }
  const declared = /"required_num_qubits"="(\d+)"/.exec(qir);
  const qubits = declared?.[1] === undefined ? level.size : Number(declared[1]);
  return { qubits, depth, gates, oneQubitGates, twoQubitGates, measurements };
}
