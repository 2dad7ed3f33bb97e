import { basename, extname } from 'node:path';
import { EXIT, CliExit, reasonOf, wrongInput } from './exit.ts';
import type { CliIo } from './io.ts';
import type { Language } from './shapes.ts';

/** The most programs a job may hold (RULES: "Limits"); more files are refused before any is read. */
const MOST_FILES = 300;
/** Of all files together, in bytes: above it a request is too large for any server to take. */
const MOST_BYTES = 256 * 1024 * 1024;

/** A file as a program. */
export interface ProgramFile {
  readonly file: string;
  readonly name: string;
  readonly language: Language;
  readonly source: string;
}

/**
 * Reads files as programs, in their order.
 *
 * @param language - taken for every file instead of looking at it
 * @throws CliExit naming the file that cannot be taken, and why
 */
export async function readPrograms(
  io: Pick<CliIo, 'readFile'>,
  files: readonly string[],
  language?: Language,
): Promise<readonly ProgramFile[]> {
  if (files.length > MOST_FILES) {
    throw wrongInput(`${files.length} files are too many: a job holds at most ${MOST_FILES} programs.`);
  }
  const names = namesOf(files);
  const programs: ProgramFile[] = [];
  let bytes = 0;
  for (const [index, file] of files.entries()) {
    const content = await read(io, file);
    bytes += content.byteLength;
    if (bytes > MOST_BYTES)
      throw wrongInput(`The files are too large: more than ${MOST_BYTES} bytes in all.`);
    const source = decode(file, content);
    programs.push({
      file,
      name: names[index] ?? file,
      language: language ?? languageOf(file, source),
      source,
    });
  }
  return programs;
}

async function read(io: Pick<CliIo, 'readFile'>, file: string): Promise<Uint8Array> {
  try {
    return await io.readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EISDIR')
      throw wrongInput(`${file} is a directory; name its files, for example ${file}/*.qasm.`);
    if (code === 'ENOENT') throw wrongInput(`There is no file ${file}.`);
    throw new CliExit(EXIT.refused, `Cannot read ${file}: ${reasonOf(error)}`);
  }
}

function decode(file: string, content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw wrongInput(`${file} is not a text in UTF-8.`);
  }
}

/** The names of files without folder and ending; with folder where that would name two alike. */
function namesOf(files: readonly string[]): readonly string[] {
  const short = files.map((file) => basename(file, extname(file)) || file);
  return short.map((name, index) =>
    short.some((other, place) => other === name && place !== index) ? (files[index] ?? name) : name,
  );
}

/** What may stand before the version: white space and comments. Each step takes at least one character. */
const BEFORE_VERSION = /(?:\s+|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/y;
const VERSION = /OPENQASM\s+(\d+)(?:\.\d+)?\s*;/y;

/**
 * The language a file is written in: by its ending, and for OpenQASM by the version in its first statement.
 *
 * @throws CliExit when neither tells
 */
export function languageOf(file: string, source: string): Language {
  const ending = extname(file).toLowerCase();
  if (ending === '.qs') return 'QSHARP';
  if (ending !== '.qasm') {
    throw wrongInput(
      `${file} ends neither in .qasm nor in .qs; say its language with --language OPENQASM2, OPENQASM3 or QSHARP.`,
    );
  }
  BEFORE_VERSION.lastIndex = 0;
  BEFORE_VERSION.test(source);
  VERSION.lastIndex = BEFORE_VERSION.lastIndex;
  const version = VERSION.exec(source)?.[1];
  if (version === '2') return 'OPENQASM2';
  if (version === '3') return 'OPENQASM3';
  throw wrongInput(
    version === undefined
      ? `${file} does not begin with "OPENQASM 2.0;" or "OPENQASM 3.0;"; say its language with --language OPENQASM2 or OPENQASM3.`
      : `${file} is OpenQASM ${version}; only OpenQASM 2 and 3 are taken.`,
  );
}
