import type { DeviceDialect } from '../domain/device-program.ts';
import { usedQubits } from './flat-program.ts';
import { sampleRegisters } from './execute.ts';
import { parseOpenQasm3 } from './openqasm3/parser.ts';
import { randomFromSeed } from './random.ts';
import { TaskFailure } from './source-error.ts';
import { asSampleable } from './statevector/sampling.ts';

/** The names of Braket's gates, for a reader that knows `stdgates.inc`. The line break is left out: lines stay. */
const BRAKET_GATES = `include "stdgates.inc";
gate i q { id q; } gate si q { sdg q; } gate ti q { tdg q; } gate v q { sx q; } gate vi q { sxdg q; }
gate cnot a, b { cx a, b; } gate ccnot a, b, c { ccx a, b, c; } gate phaseshift(l) q { p(l) q; }
gate cphaseshift(l) a, b { cp(l) a, b; } gate cv a, b { csx a, b; }
gate xx(l) a, b { rxx(l) a, b; } gate yy(l) a, b { ryy(l) a, b; } gate zz(l) a, b { rzz(l) a, b; }
`.replaceAll('\n', ' ');

/** What a device would measure. */
export interface DeviceCounts {
  readonly qubits: number;
  /** Keys are written c[n-1]…c[0]. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Runs the text of a device program as an ideal device would: state vector, then shots drawn from it.
 *
 * @throws TaskFailure for what the device does not take
 */
export function simulateDeviceText(
  text: string,
  dialect: DeviceDialect,
  shots: number,
  seed: number,
  maxQubits = 24,
): DeviceCounts {
  const source = dialect === 'BRAKET' ? text.replace(/^OPENQASM 3(?:\.0)?;/, `$& ${BRAKET_GATES}`) : text;
  const flat = parseOpenQasm3(source);
  const circuit = flat === null ? null : asSampleable(flat);
  if (flat === null || circuit === null)
    throw new TaskFailure('PROGRAM', 'The device takes static circuits that measure at the end.');
  if (usedQubits(flat).length > maxQubits)
    throw new TaskFailure('LIMIT', `The program uses more than ${maxQubits} qubits.`);
  const register = sampleRegisters(circuit, flat.registers, shots, randomFromSeed(seed))[0];
  if (register === undefined) throw new TaskFailure('PROGRAM', 'The program measures nothing.');
  return { qubits: register.size, counts: register.counts };
}
