import type { DeviceDialect } from './device-program.ts';
import type { JobType, TargetId } from './job.ts';
import type { Language, Profile } from './program.ts';

export const TARGET_KINDS = ['COMPILER', 'SIMULATOR', 'NOISY_EMULATOR', 'SYNTAX_CHECKER', 'REMOTE'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];
export const TARGET_STATUSES = ['ONLINE', 'OFFLINE', 'MAINTENANCE', 'RETIRED'] as const;
export type TargetStatus = (typeof TARGET_STATUSES)[number];

/** A backend that jobs run on. */
export interface Target {
  readonly id: TargetId;
  readonly name: string;
  readonly description: string;
  readonly kind: TargetKind;
  readonly status: TargetStatus;
  readonly jobType: JobType;
  readonly languages: readonly Language[];
  /** The QIR profile it compiles for or checks against; null where that does not matter. */
  readonly profile: Profile | null;
  readonly maxQubits: number | null;
  readonly maxShots: number | null;
  readonly acceptsNoise: boolean;
  /** What it is at its provider; only for remote targets. */
  readonly device?: TargetDevice;
}

/** A device at a provider, as it was last told of. */
export interface TargetDevice {
  readonly provider: string;
  /** The provider's id of it. */
  readonly deviceId: string;
  /** Who makes it. */
  readonly maker: string;
  readonly simulator: boolean;
  readonly dialect: DeviceDialect;
  /** Its gates in the dialect's names; null: all of the dialect. */
  readonly gates: readonly string[] | null;
  readonly minShots: number;
  /** The status in the provider's own words. */
  readonly rawStatus: string;
  /** It works, but worse than usual. */
  readonly degraded: boolean;
  /** How many tasks of all its customers wait, as the provider writes it; null when it does not say. */
  readonly queueLength: string | null;
  /** What the provider asks for it; null when it does not say. */
  readonly price: { readonly amount: number; readonly currency: string; readonly unit: string } | null;
  /** When the provider last told of it. */
  readonly refreshedAt: number;
  /** Why nothing was heard of it the last time; null when something was. */
  readonly trouble: string | null;
}

/** Whether its items run here and not at a provider. */
export function isHosted(target: Pick<Target, 'kind'>): boolean {
  return target.kind !== 'REMOTE';
}

const ALL_LANGUAGES = ['OPENQASM2', 'OPENQASM3', 'QSHARP'] as const;

/**
 * The targets every installation has.
 *
 * @param maxQubits - the most qubits of the simulators
 * @param maxShots - the most shots of a program
 */
export function hostedTargets(maxQubits: number, maxShots: number): readonly Target[] {
  const compiler = (slug: string, profile: Profile, words: string): Target => ({
    id: `target_qir_${slug}`,
    name: `QIR ${words}`,
    description: `Compiles programs to QIR for the ${words.toLowerCase()} profile.`,
    kind: 'COMPILER',
    status: 'ONLINE',
    jobType: 'COMPILE',
    languages: ALL_LANGUAGES,
    profile,
    maxQubits: null,
    maxShots: null,
    acceptsNoise: false,
  });
  return [
    {
      id: 'target_simulator',
      name: 'Simulator',
      description: 'Runs programs on an ideal quantum computer, simulated here.',
      kind: 'SIMULATOR',
      status: 'ONLINE',
      jobType: 'EXECUTE',
      languages: ALL_LANGUAGES,
      profile: null,
      maxQubits,
      maxShots,
      acceptsNoise: false,
    },
    {
      id: 'target_noisy_emulator',
      name: 'Noisy emulator',
      description: 'Runs programs on a simulated quantum computer with Pauli noise and qubit loss.',
      kind: 'NOISY_EMULATOR',
      status: 'ONLINE',
      jobType: 'EXECUTE',
      languages: ALL_LANGUAGES,
      profile: null,
      maxQubits,
      maxShots,
      acceptsNoise: true,
    },
    compiler('base', 'BASE', 'Base'),
    compiler('adaptive_ri', 'ADAPTIVE_RI', 'Adaptive RI'),
    compiler('adaptive_rif', 'ADAPTIVE_RIF', 'Adaptive RIF'),
    {
      id: 'target_syntax_checker',
      name: 'Syntax checker',
      description: 'Checks programs and counts their qubits and gates; costs nothing.',
      kind: 'SYNTAX_CHECKER',
      status: 'ONLINE',
      jobType: 'COMPILE',
      languages: ALL_LANGUAGES,
      profile: 'ADAPTIVE_RIF',
      maxQubits: null,
      maxShots: null,
      acceptsNoise: false,
    },
  ];
}
