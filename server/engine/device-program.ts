import type { DeviceAbilities, DeviceProgram, ReadoutRegister } from '../domain/device-program.ts';
import type { ProgramSource } from '../domain/program.ts';
import { DIALECTS, replacementOf } from './device-gates.ts';
import type { BaseGate, FlatOperation, FlatProgram } from './flat-program.ts';
import { prepareProgram } from './front.ts';
import { errorAt, programFailure, TaskFailure } from './source-error.ts';
import { statisticsOf } from './statistics.ts';

type Gate = Extract<FlatOperation, { kind: 'gate' }>;

/**
 * Writes a program for a device: a static circuit, whose measurements can all stand at its end.
 * Barriers are left out: they order, but change no result, and not every device takes them.
 *
 * @throws TaskFailure `PROGRAM` for a program with errors or with something that devices do not do (a condition, a
 * reset, a gate after a measurement, a gate that cannot be written), `LIMIT` for too many qubits; with lines
 */
export function deviceProgram(program: ProgramSource, device: DeviceAbilities): DeviceProgram {
  const prepared = prepareProgram(program);
  if (prepared.kind !== 'flat') throw notStatic(prepared.projectType);
  return writeDeviceProgram(prepared.flat, device);
}

/** The same for a program that was read already. */
export function writeDeviceProgram(flat: FlatProgram, device: DeviceAbilities): DeviceProgram {
  const { gates, sources, used } = staticCircuit(flat);
  if (sources.size === 0)
    throw new TaskFailure('PROGRAM', 'The program measures nothing, so there is nothing to count.');
  if (device.maxQubits !== null && used.length > device.maxQubits)
    throw new TaskFailure(
      'LIMIT',
      `The program uses ${used.length} qubits; the device has ${device.maxQubits}.`,
    );
  const place = new Map(used.map((qubit, i) => [qubit, i]));
  const size = used.length;
  const known = device.gates === null ? null : new Set(device.gates);
  const lines = [...DIALECTS[device.dialect].header, `qubit[${size}] q;`, `bit[${size}] c;`];
  for (const gate of gates) {
    const qubits = gate.qubits.map((qubit) => place.get(qubit) ?? -1);
    write(gate.gate, gate.angle, qubits, gate.line, device, known, lines);
  }
  for (let i = 0; i < size; i += 1) lines.push(`c[${i}] = measure q[${i}];`);
  const readout = flat.registers.map(({ name, size: width, first }): ReadoutRegister => ({
    name,
    bits: Array.from({ length: width }, (_, i) => {
      const qubit = sources.get(first + i);
      return qubit === undefined ? null : (place.get(qubit) ?? null);
    }),
  }));
  return {
    dialect: device.dialect,
    text: `${lines.join('\n')}\n`,
    qubits: size,
    readout,
    statistics: statisticsOf(flat),
  };
}

/** The gates of a circuit that a device can run, the qubit that each bit is measured from, and the qubits in use. */
function staticCircuit(flat: FlatProgram): { gates: Gate[]; sources: Map<number, number>; used: number[] } {
  const gates: Gate[] = [];
  const sources = new Map<number, number>();
  const touched = new Set<number>();
  const measuredOn = new Map<number, number>();
  for (const operation of flat.operations) {
    if (operation.kind === 'barrier') continue;
    if (operation.condition !== null)
      throw refusal(
        operation.line,
        'ConditionOnDevice',
        'the device does not run operations under a condition',
      );
    if (operation.kind === 'measure') {
      touched.add(operation.qubit);
      if (!measuredOn.has(operation.qubit)) measuredOn.set(operation.qubit, operation.line);
      sources.set(operation.bit, operation.qubit);
      continue;
    }
    const qubits = operation.kind === 'gate' ? operation.qubits : [operation.qubit];
    // A qubit that nothing has touched is |0⟩ already.
    if (operation.kind === 'reset' && !touched.has(operation.qubit)) continue;
    for (const qubit of qubits) {
      const label = flat.qubits[qubit] ?? `qubit ${qubit}`;
      if (operation.kind === 'reset')
        throw refusal(
          operation.line,
          'ResetOnDevice',
          `the device does not reset ${label} after it has been used`,
        );
      const line = measuredOn.get(qubit);
      if (line !== undefined)
        throw refusal(
          operation.line,
          'MidCircuitMeasurement',
          `\`${operation.gate}\` acts on ${label}, which was measured on line ${line}: the device measures only at the end`,
        );
      touched.add(qubit);
    }
    if (operation.kind === 'gate') gates.push(operation);
  }
  return { gates, sources, used: [...touched].sort((a, b) => a - b) };
}

function write(
  gate: BaseGate,
  angle: number,
  qubits: readonly number[],
  line: number,
  device: DeviceAbilities,
  known: ReadonlySet<string> | null,
  lines: string[],
): void {
  const name = DIALECTS[device.dialect].names[gate];
  if (name !== undefined && (known === null || known.has(name))) {
    const parameter = gate.startsWith('r') ? `(${angle})` : '';
    lines.push(`${name}${parameter} ${qubits.map((qubit) => `q[${qubit}]`).join(', ')};`);
    return;
  }
  const steps = replacementOf(gate, angle);
  if (steps === null)
    throw refusal(
      line,
      'GateNotOnDevice',
      `the device knows neither \`${name ?? gate}\` nor gates that could replace it`,
    );
  for (const one of steps)
    write(
      one.gate,
      one.angle,
      one.qubits.map((place) => qubits[place] ?? -1),
      line,
      device,
      known,
      lines,
    );
}

function refusal(line: number, code: string, message: string): TaskFailure {
  const span = line > 0 ? { line, column: 1, endLine: line, endColumn: 1 } : null;
  return programFailure([errorAt(span, `Device.${code}`, message)]);
}

function notStatic(projectType: 'openqasm' | 'qsharp'): TaskFailure {
  return new TaskFailure(
    'PROGRAM',
    projectType === 'qsharp'
      ? 'A Q# program cannot be written as the flat circuit that this device takes; write it in OpenQASM.'
      : 'The program has loops, classical variables or subroutines that are not known before it runs; the device takes static circuits only.',
  );
}
