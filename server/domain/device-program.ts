import type { ProgramStatistics } from './program.ts';
import type { TargetDevice } from './target.ts';

/** The kinds of OpenQASM 3 that devices take: they differ in the names of gates and in what needs an include. */
export const DEVICE_DIALECTS = ['BRAKET', 'IONQ'] as const;
export type DeviceDialect = (typeof DEVICE_DIALECTS)[number];

/** What a device can take. */
export interface DeviceAbilities {
  readonly dialect: DeviceDialect;
  /** The most qubits a program may use; null when the device does not say. */
  readonly maxQubits: number | null;
  /** The gates it knows, in its own names; null: all that the dialect has. */
  readonly gates: readonly string[] | null;
}

/** A classical register of the program, and where its bits are read from on the device. */
export interface ReadoutRegister {
  readonly name: string;
  /** `bits[i]` is the device's qubit that `name[i]` was measured from; null for a bit that was never measured: 0. */
  readonly bits: readonly (number | null)[];
}

/**
 * A program as a device takes it: every gate written out, qubits numbered from 0 without a gap, and every one of
 * them measured at the end into the bit of the same number. So no provider's rule about qubits that are left out
 * of a result matters; `readout` leads back to the registers of the source.
 */
export interface DeviceProgram {
  readonly dialect: DeviceDialect;
  readonly text: string;
  readonly qubits: number;
  readonly readout: readonly ReadoutRegister[];
  /** Of the program as it was written, before gates that the device lacks were replaced. */
  readonly statistics: ProgramStatistics;
}

/** What the device of a target can take, as it was last told. */
export function abilitiesOf(device: TargetDevice, maxQubits: number | null): DeviceAbilities {
  return { dialect: device.dialect, maxQubits, gates: device.gates };
}
