import type {
  Engine,
  EngineOutcome,
  DeviceResult,
  EngineResult,
  EngineTask,
  ProgramStatistics,
} from '../domain/program.ts';

const STATISTICS: ProgramStatistics = {
  qubits: 2,
  depth: 3,
  gates: { h: 1, cx: 1, measure: 2 },
  oneQubitGates: 1,
  twoQubitGates: 1,
  measurements: 2,
};

/** The output of every compiled program. */
export const COMPILED = '; ModuleID = "scripted"\n';

/**
 * An engine that does what comments in the program say: `// fails` ends with an error at line 2, `// waits` runs
 * until `release()` or a cancel; everything else ends at once, the shots shared between 00 and 11.
 */
export class ScriptedEngine implements Engine {
  readonly capacity: number = 4;
  readonly tasks: EngineTask[] = [];
  #release: () => void = () => undefined;
  #released = new Promise<void>((resolve) => {
    this.#release = resolve;
  });

  /** Lets the programs that wait end, and those that come after them wait again. */
  release(): void {
    const release = this.#release;
    this.#released = new Promise((resolve) => {
      this.#release = resolve;
    });
    release();
  }

  async run(task: EngineTask, { signal }: { readonly signal?: AbortSignal }): Promise<EngineOutcome> {
    this.tasks.push(task);
    const { source } = task.program;
    if (source.includes('// waits')) {
      const aborted = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
      await Promise.race([this.#released, aborted]);
    }
    if (signal?.aborted) {
      return { ok: false, kind: 'ABORTED', message: 'Stopped.', diagnostics: [], cpuSeconds: 0 };
    }
    if (source.includes('// fails')) return task.kind === 'check' ? done(failedCheck) : failure;
    return done(resultOf(task));
  }

  close(): Promise<void> {
    this.release();
    return Promise.resolve();
  }
}

const diagnostic = {
  severity: 'ERROR',
  code: 'Qasm.Parser.UnknownGate',
  message: 'unknown gate: hh',
  line: 2,
  column: 1,
  endLine: 2,
  endColumn: 3,
} as const;

const failure: EngineOutcome = {
  ok: false,
  kind: 'PROGRAM',
  message: 'Line 2: unknown gate: hh',
  diagnostics: [diagnostic],
  cpuSeconds: 0.1,
};
const failedCheck: EngineResult = {
  kind: 'check',
  valid: false,
  diagnostics: [diagnostic],
  statistics: null,
};

function done(result: EngineResult | DeviceResult): EngineOutcome {
  return { ok: true, result, cpuSeconds: 0.25 };
}

function resultOf(task: EngineTask): EngineResult | DeviceResult {
  switch (task.kind) {
    case 'compile':
      return {
        kind: 'compile',
        format: 'QIR',
        profile: task.profile,
        output: COMPILED,
        statistics: STATISTICS,
        circuit: {
          qubits: ['q0', 'q1'],
          columns: [[{ gate: 'H', targets: [0], controls: [], args: [] }]],
          truncated: false,
        },
        diagnostics: [],
      };
    case 'check':
      return { kind: 'check', valid: true, diagnostics: [], statistics: STATISTICS };
    case 'execute':
      return {
        kind: 'execute',
        shots: task.shots,
        registers: [
          {
            name: 'c',
            size: 2,
            counts: { '00': Math.floor(task.shots / 2), '11': Math.ceil(task.shots / 2) },
          },
        ],
        seed: task.seed ?? 7,
        method: 'SAMPLED_STATE',
        statistics: STATISTICS,
      };
    case 'device':
      return {
        kind: 'device',
        program: {
          dialect: task.device.dialect,
          text: 'OPENQASM 3.0;\n',
          qubits: 2,
          readout: [{ name: 'c', bits: [0, 1] }],
          statistics: STATISTICS,
        },
      };
    default:
      return task satisfies never;
  }
}
