import type { EngineTask, ExecuteResult, RegisterCounts } from '../domain/program.ts';
import { countProgram, refused } from './compile.ts';
import type { EmittedProgram } from './emit-qsharp.ts';
import { usedQubits, type FlatProgram, type FlatRegister } from './flat-program.ts';
import { compilerInput, mapDiagnostics, prepareProgram } from './front.ts';
import { CompilerRefusal, type Qdk } from './qdk.ts';
import { randomFromSeed, type RandomSource } from './random.ts';
import { allBits, countValues } from './result-text.ts';
import { TaskFailure } from './source-error.ts';
import { asSampleable, drawShots, probabilitiesOf, type SampleableCircuit } from './statevector/sampling.ts';
import { statisticsOf } from './statistics.ts';

type ExecuteTask = Extract<EngineTask, { kind: 'execute' }>;

export interface ExecuteOptions {
  /** Skips counting the gates of a program that only the compiler can read. */
  readonly uncounted: boolean;
  /** Called before the simulator starts. */
  readonly onSimulate: () => void;
}

/**
 * Runs a program. `qdk` must be seeded from the same seed and never have drawn a number: then the same task with the same seed gives the same counts, in any process.
 * @throws TaskFailure `PROGRAM` for errors and for programs that measure nothing, `LIMIT` for too many qubits
 */
export async function executeProgram(
  qdk: Qdk,
  task: ExecuteTask,
  seed: number,
  options: ExecuteOptions,
): Promise<ExecuteResult> {
  const random = randomFromSeed(seed);
  const prepared = prepareProgram(task.program);
  if (prepared.kind === 'flat') return executeFlat(qdk, task, prepared.flat, seed, random, options);
  const statistics = options.uncounted ? null : await countProgram(qdk, prepared);
  if (statistics !== null) checkQubits(statistics.qubits, task.maxQubits);
  if (prepared.outputs?.length === 0) throw measuresNothing();
  options.onSimulate();
  const values = await simulate(qdk, prepared.source, prepared.projectType, task, null);
  const names = prepared.outputs?.map((o) => o.name) ?? null;
  return {
    kind: 'execute',
    shots: task.shots,
    registers: countValues(values, names),
    seed,
    method: 'SHOTS',
    statistics,
  };
}

async function executeFlat(
  qdk: Qdk,
  task: ExecuteTask,
  flat: FlatProgram,
  seed: number,
  random: RandomSource,
  options: ExecuteOptions,
): Promise<ExecuteResult> {
  checkQubits(usedQubits(flat).length, task.maxQubits);
  if (!flat.operations.some((o) => o.kind === 'measure')) throw measuresNothing();
  const sampleable = task.noise === null ? asSampleable(flat) : null;
  const result = { kind: 'execute', shots: task.shots, seed, statistics: statisticsOf(flat) } as const;
  if (sampleable !== null)
    return {
      ...result,
      method: 'SAMPLED_STATE',
      registers: sampleRegisters(sampleable, flat.registers, task.shots, random),
    };
  const prepared = { kind: 'flat', flat } as const;
  const { source, projectType, emitted } = compilerInput(
    prepared,
    task.noise !== null && task.noise.loss > 0,
  );
  options.onSimulate();
  const values = await simulate(qdk, source, projectType, task, emitted);
  return {
    ...result,
    method: 'SHOTS',
    registers: countRegisters(values, emitted?.outputs ?? [], flat.registers),
  };
}

async function simulate(
  qdk: Qdk,
  source: string,
  projectType: 'openqasm' | 'qsharp',
  task: ExecuteTask,
  emitted: EmittedProgram | null,
): Promise<Map<string, number>> {
  try {
    return await qdk.run(source, projectType, task.shots, task.noise);
  } catch (error) {
    if (error instanceof CompilerRefusal) throw refused(error, mapDiagnostics(error.diagnostics, emitted));
    throw error;
  }
}

/** Draws shots from the state and counts them register by register. */
export function sampleRegisters(
  circuit: SampleableCircuit,
  registers: readonly FlatRegister[],
  shots: number,
  random: RandomSource,
): RegisterCounts[] {
  const drawn = drawShots(probabilitiesOf(circuit), shots, random);
  return registers.map(({ name, size, first }) => {
    const sources = Array.from(
      { length: size },
      (_, i) => circuit.measured.get(first + size - 1 - i) ?? null,
    );
    const counts: Record<string, number> = {};
    for (const [index, count] of drawn) {
      const key = sources.map((s) => (s === null ? '0' : String((index >> s) & 1))).join('');
      counts[key] = (counts[key] ?? 0) + count;
    }
    return { name, size, counts };
  });
}

/** Puts the returned bits back into their registers; bits that were not measured read 0. */
function countRegisters(
  values: ReadonlyMap<string, number>,
  outputs: readonly number[],
  registers: readonly FlatRegister[],
): RegisterCounts[] {
  const rows = [...values].map(([text, count]) => ({ bits: allBits(text), count }));
  const column = new Map(outputs.map((bit, i) => [bit, i]));
  return registers.map(({ name, size, first }) => {
    const columns = Array.from({ length: size }, (_, i) => column.get(first + size - 1 - i) ?? -1);
    const counts: Record<string, number> = {};
    for (const { bits, count } of rows) {
      const key = columns.map((c) => bits[c] ?? '0').join('');
      counts[key] = (counts[key] ?? 0) + count;
    }
    return { name, size, counts };
  });
}

function checkQubits(qubits: number, maxQubits: number): void {
  if (qubits > maxQubits)
    throw new TaskFailure(
      'LIMIT',
      `The program uses ${qubits} qubits; at most ${maxQubits} are allowed here.`,
    );
}

function measuresNothing(): TaskFailure {
  return new TaskFailure('PROGRAM', 'The program measures nothing, so there is nothing to count.');
}
