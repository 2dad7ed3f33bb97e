import { readdirSync, readFileSync } from 'node:fs';
import type { Language } from '../domain/program.ts';

export interface ExampleProgram {
  readonly name: string;
  readonly description: string;
  readonly language: Language;
  readonly source: string;
}

const FOLDER = new URL('../examples/', import.meta.url);
let cached: readonly ExampleProgram[] | null = null;

/** The example programs that come with Shotboard: `server/examples/`, in the order of their file names. */
export function examplePrograms(): readonly ExampleProgram[] {
  cached ??= readdirSync(FOLDER)
    .filter((file) => /\.(qasm|qs)$/.test(file))
    .sort()
    .map((file) => exampleOf(file, readFileSync(new URL(file, FOLDER), 'utf8')));
  return cached;
}

/** An example's first line says what it is: `// Bell pair: two qubits that always agree.` */
function exampleOf(file: string, source: string): ExampleProgram {
  const title = /^\/\/\s*([^:\n]+):\s*(.+)$/m.exec(source);
  if (!title) throw new Error(`server/examples/${file} does not begin with a line "// Name: description"`);
  return {
    name: title[1]?.trim() ?? file,
    description: title[2]?.trim() ?? '',
    language: file.endsWith('.qs') ? 'QSHARP' : /^\s*OPENQASM\s+2/m.test(source) ? 'OPENQASM2' : 'OPENQASM3',
    source,
  };
}
