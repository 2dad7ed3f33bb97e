/**
 * Programs, what is asked of an engine, and what it answers.
 * Leaf types: they import nothing of the project but the form that devices take.
 */
import type { DeviceAbilities, DeviceProgram } from './device-program.ts';
import type { RemoteCost } from './remote-state.ts';

/** The languages a program may be written in. */
export const LANGUAGES = ['OPENQASM2', 'OPENQASM3', 'QSHARP'] as const;
export type Language = (typeof LANGUAGES)[number];

/** QIR profiles: what a target's control system can do while a program runs. */
export const PROFILES = ['BASE', 'ADAPTIVE_RI', 'ADAPTIVE_RIF', 'UNRESTRICTED'] as const;
export type Profile = (typeof PROFILES)[number];

/** One program of a job, its source included. */
export interface ProgramSource {
  readonly name: string;
  readonly language: Language;
  readonly source: string;
}

/** A message of a compiler about a place in a source. Lines and columns count from 1; `end*` is exclusive. */
export interface Diagnostic {
  readonly severity: 'ERROR' | 'WARNING' | 'INFO';
  /** A stable short code where the compiler has one, for example `Qasm.Parser.UnknownGate`. */
  readonly code: string | null;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
}

/** The chance of each kind of noise, for the noisy emulator. All are probabilities from 0 to 1. */
export interface NoiseModel {
  /** Pauli X, Y and Z applied to each qubit a gate touches; their sum is at most 1. */
  readonly pauliX: number;
  readonly pauliY: number;
  readonly pauliZ: number;
  /** The chance that a qubit is lost at a gate; a lost qubit measures as `-`. */
  readonly loss: number;
}

/** Static facts about a program, counted after every gate of its own was inlined. */
export interface ProgramStatistics {
  readonly qubits: number;
  /** Longest chain of dependent operations, measurements included. */
  readonly depth: number;
  /** How often each kind of operation occurs, for example `{ h: 1, cx: 2, measure: 3 }`. */
  readonly gates: Readonly<Record<string, number>>;
  readonly oneQubitGates: number;
  readonly twoQubitGates: number;
  /** Measurements and resets (state preparations) together: `Nm` of the hardware-credit formula. */
  readonly measurements: number;
}

/** A circuit as data for drawing: columns of operations, left to right. */
export interface CircuitDrawing {
  readonly qubits: readonly string[];
  /** `columns[c]` holds the operations that stand side by side in column c. */
  readonly columns: readonly (readonly CircuitOperation[])[];
  /** True when the circuit was too long to draw whole and `columns` holds its beginning. */
  readonly truncated: boolean;
}
export interface CircuitOperation {
  /** The gate's name as people know it: `H`, `X`, `Rz`, `measure`, `reset`. */
  readonly gate: string;
  /** Indexes into `qubits`. */
  readonly targets: readonly number[];
  readonly controls: readonly number[];
  /** Parameters written out, for example `["1.5708"]`. */
  readonly args: readonly string[];
}

/** What an engine is asked to do with one program. */
export type EngineTask =
  | { readonly kind: 'compile'; readonly program: ProgramSource; readonly profile: Profile }
  | { readonly kind: 'check'; readonly program: ProgramSource; readonly profile: Profile }
  | {
      readonly kind: 'execute';
      readonly program: ProgramSource;
      readonly shots: number;
      /** Makes the run reproducible; null draws a fresh one, which the result names. */
      readonly seed: number | null;
      /** Null runs the ideal simulator. */
      readonly noise: NoiseModel | null;
      /** The most qubits the program may use. */
      readonly maxQubits: number;
    }
  /** Write it for a device. */
  | { readonly kind: 'device'; readonly program: ProgramSource; readonly device: DeviceAbilities };

/** What a compile gives: text in the target's form, and facts about the program. */
export interface CompileResult {
  readonly kind: 'compile';
  readonly format: 'QIR';
  readonly profile: Profile;
  /** The program text: LLVM IR. */
  readonly output: string;
  readonly statistics: ProgramStatistics;
  readonly circuit: CircuitDrawing | null;
  readonly diagnostics: readonly Diagnostic[];
}
/** What a syntax check gives. A program with errors is an answer, not a failure. */
export interface CheckResult {
  readonly kind: 'check';
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Null when the program has errors. */
  readonly statistics: ProgramStatistics | null;
}
/** What a run gives. */
export interface ExecuteResult {
  readonly kind: 'execute';
  readonly shots: number;
  /**
   * One entry a classical register, in order of declaration. In `counts` a key is the register's
   * bits written out as c[n-1]…c[0] (as Qiskit and OpenQASM write them), `-` for a lost qubit;
   * the value is how many shots gave it.
   */
  readonly registers: readonly RegisterCounts[];
  /** Null on a device, which has none. */
  readonly seed: number | null;
  /**
   * How the counts came about: every shot simulated anew, one state vector sampled, shots measured by a remote
   * device, or a remote simulator's probabilities times the shots, rounded.
   */
  readonly method: 'SHOTS' | 'SAMPLED_STATE' | 'DEVICE' | 'PROBABILITIES';
  readonly statistics: ProgramStatistics | null;
  /** What the provider says it cost; null or absent where it says nothing. */
  readonly cost?: RemoteCost | null;
}
export interface RegisterCounts {
  readonly name: string;
  /** Number of bits. */
  readonly size: number;
  readonly counts: Readonly<Record<string, number>>;
}
export type EngineResult = CompileResult | CheckResult | ExecuteResult;
/** What writing a program for a device gives: never the result of an item. */
export interface DeviceResult {
  readonly kind: 'device';
  readonly program: DeviceProgram;
}

/**
 * Why an engine gave no result:
 * `PROGRAM` the program is wrong (diagnostics say where); `LIMIT` it is over a limit (qubits, memory);
 * `TIMEOUT` its time was up; `CRASH` the process that ran it ended; `ABORTED` the caller stopped it.
 */
export type EngineFailureKind = 'PROGRAM' | 'LIMIT' | 'TIMEOUT' | 'CRASH' | 'ABORTED';

export type EngineOutcome =
  | { readonly ok: true; readonly result: EngineResult | DeviceResult; readonly cpuSeconds: number }
  | {
      readonly ok: false;
      readonly kind: EngineFailureKind;
      /** One plain sentence for people. */
      readonly message: string;
      readonly diagnostics: readonly Diagnostic[];
      readonly cpuSeconds: number;
    };

/** Runs one program at a time in each of its processes. Never throws for what a program does. */
export interface Engine {
  /**
   * @param task - what to do
   * @param options - `signal` stops the run at once (outcome `ABORTED`); `timeoutMs` ends it with `TIMEOUT`
   */
  run(
    task: EngineTask,
    options: { readonly signal?: AbortSignal; readonly timeoutMs: number },
  ): Promise<EngineOutcome>;
  /** How many tasks can run side by side. */
  readonly capacity: number;
  /** Ends all processes. */
  close(): Promise<void>;
}
