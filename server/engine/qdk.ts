import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Diagnostic, NoiseModel, Profile } from '../domain/program.ts';
import type { ForeignCircuit } from './circuit.ts';
import type { RandomSource } from './random.ts';

type ProjectType = 'openqasm' | 'qsharp';
type TargetProfile = 'base' | 'adaptive_ri' | 'adaptive_rif' | 'unrestricted';

/** The compiler refused the program. */
export class CompilerRefusal extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(message: string, diagnostics: readonly Diagnostic[]) {
    super(message);
    this.diagnostics = diagnostics;
  }
}

/** The WASM module trapped: its memory can no longer be trusted and the process must end. */
export class CompilerTrap extends Error {}

/** The compiler and simulator of the Quantum Development Kit, in this process. */
export interface Qdk {
  /** Loads the standard library, without drawing a random number. */
  warmUp(): Promise<void>;
  qir(source: string, projectType: ProjectType, profile: TargetProfile): Promise<string>;
  circuit(source: string, projectType: ProjectType): Promise<ForeignCircuit | null>;
  /**
   * Simulates shots.
   * @returns how often each result was given, as the compiler writes results
   */
  run(
    source: string,
    projectType: ProjectType,
    shots: number,
    noise: NoiseModel | null,
  ): Promise<Map<string, number>>;
}

export const TARGET_PROFILES: Readonly<Record<Profile, TargetProfile>> = {
  BASE: 'base',
  ADAPTIVE_RI: 'adaptive_ri',
  ADAPTIVE_RIF: 'adaptive_rif',
  UNRESTRICTED: 'unrestricted',
};

/**
 * Replaces this thread's source of randomness, from which the compiler and simulator seed themselves once.
 * @param onDraw - called when they do
 */
export function seedRandomness(random: RandomSource, onDraw: () => void): void {
  Object.defineProperty(globalThis.crypto, 'getRandomValues', {
    configurable: true,
    writable: true,
    value: (array: ArrayBufferView) => {
      onDraw();
      random.fill(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
      return array;
    },
  });
}

/** Loads the WASM module and makes its compiler ready. Once a process. */
export async function loadQdk(): Promise<Qdk> {
  const library = await import('qsharp-lang');
  const wasm = new URL('../lib/web/qsc_wasm_bg.wasm', import.meta.resolve('qsharp-lang'));
  const bytes = await readFile(fileURLToPath(wasm));
  await library.loadWasmModule(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  ); // a file's buffer is never shared
  library.log.setLogLevel('off');
  const compiler = await library.getCompiler();
  const config = (source: string, projectType: ProjectType, profile: TargetProfile) => ({
    sources: [['main', source] satisfies [string, string]] as [string, string][], // the library's type is mutable
    languageFeatures: [],
    profile,
    projectType,
  });
  return {
    async warmUp() {
      const source = 'operation Main() : Result { use q = Qubit(); H(q); MResetZ(q) }';
      await compiler.getHir(config(source, 'qsharp', 'base'));
    },
    qir: (source, projectType, profile) =>
      guarded(() => compiler.getQir(config(source, projectType, profile))),
    async circuit(source, projectType) {
      try {
        const group = await guarded(() =>
          compiler.getCircuit(config(source, projectType, 'adaptive_rif'), {
            generationMethod: 'static',
            maxOperations: 4_000,
            sourceLocations: false,
            groupByScope: false,
          }),
        );
        // The library's type of a column's parts is wider than what is drawn.
        return (group.circuits[0] as ForeignCircuit | undefined) ?? null;
      } catch (error) {
        if (error instanceof CompilerRefusal) return null;
        throw error;
      }
    },
    async run(source, projectType, shots, noise) {
      const results = new Map<string, number>();
      let failure: CompilerRefusal | null = null;
      const target: Parameters<typeof compiler.run>[3] = {
        addEventListener() {},
        removeEventListener() {},
        dispatchEvent(event) {
          if (event.type !== 'Result') return true;
          const { detail } = event;
          if (detail.success) results.set(detail.value, (results.get(detail.value) ?? 0) + 1);
          else failure ??= new CompilerRefusal(detail.value.message, detail.value.errors.map(toDiagnostic));
          return true;
        },
      };
      const program = config(source, projectType, 'unrestricted');
      await guarded(() =>
        noise === null
          ? compiler.run(program, '', shots, target)
          : compiler.runWithNoise(
              program,
              '',
              shots,
              [noise.pauliX, noise.pauliY, noise.pauliZ],
              noise.loss,
              target,
            ),
      );
      if (failure !== null) throw failure as CompilerRefusal; // set in the callback, which the compiler does not see
      return results;
    },
  };
}

async function guarded<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    // Compared by name: the type definitions of Node leave out WebAssembly.
    if (error instanceof Error && (error.name === 'RuntimeError' || error instanceof RangeError))
      throw new CompilerTrap(error.message);
    if (error instanceof Error && 'diagnostics' in error && Array.isArray(error.diagnostics))
      throw new CompilerRefusal(error.message, error.diagnostics.map(toDiagnostic));
    throw new CompilerRefusal(error instanceof Error ? error.message : String(error), []);
  }
}

interface ForeignPosition {
  readonly line: number;
  readonly character: number;
}
interface ForeignError {
  readonly document: string;
  readonly diagnostic: {
    readonly range: { readonly start: ForeignPosition; readonly end: ForeignPosition };
    readonly message: string;
    readonly severity: 'error' | 'warning' | 'info' | 'hint';
    readonly code?: string;
  };
}

/** Lines and columns count from 1 here and from 0 there; without a place, the compiler gives 0:0. */
function toDiagnostic({ document, diagnostic }: ForeignError): Diagnostic {
  const { start, end } = diagnostic.range;
  const placed = document === 'main' && (end.line > 0 || end.character > 0);
  return {
    severity:
      diagnostic.severity === 'error' ? 'ERROR' : diagnostic.severity === 'warning' ? 'WARNING' : 'INFO',
    code: diagnostic.code?.replace(/^Qdk\./, '') ?? null,
    message: diagnostic.message,
    line: placed ? start.line + 1 : null,
    column: placed ? start.character + 1 : null,
    endLine: placed ? end.line + 1 : null,
    endColumn: placed ? end.character + 1 : null,
  };
}
