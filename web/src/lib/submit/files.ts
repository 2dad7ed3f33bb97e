import { extensionOf, languageOfFile } from './language.ts';
import type { DraftProgram } from './draft.ts';

export const ACCEPTED_EXTENSIONS = ['qasm', 'qs'] as const;
const MOST_BYTES = 4 * 1024 * 1024;

/** What is asked of a dropped file; a `File` of the browser has it. */
export interface TextFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly text: () => Promise<string>;
}

export interface TakenFiles {
  readonly programs: readonly Pick<DraftProgram, 'name' | 'language' | 'source'>[];
  /** Why files were left out, each in a sentence. */
  readonly refusals: readonly string[];
}

/**
 * Reads files as programs, in the order of their names.
 * @param room how many more programs the job takes
 */
export async function takeFiles(files: readonly TextFile[], room: number): Promise<TakenFiles> {
  const refusals: string[] = [];
  const known = files.filter((each) => ACCEPTED_EXTENSIONS.some((known) => known === extensionOf(each.name)));
  const others = files.filter((each) => !known.includes(each));
  if (others.length > 0) {
    refusals.push(`${listed(others)}: only .qasm and .qs files are taken.`);
  }
  const large = known.filter((each) => each.size > MOST_BYTES);
  if (large.length > 0) refusals.push(`${listed(large)}: a program has at most 4 MiB.`);
  const fitting = known
    .filter((each) => each.size <= MOST_BYTES)
    .toSorted((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
  if (fitting.length > room) {
    refusals.push(
      `${fitting.length - room} of ${fitting.length} files were left out: a job takes at most 300 programs.`,
    );
  }
  const read = fitting.slice(0, Math.max(room, 0)).map(async (file) => {
    const source = await file.text().catch(() => null);
    const language = source === null ? null : languageOfFile(file.name, source);
    if (source !== null && language !== null) return { name: withoutExtension(file.name), language, source };
    refusals.push(`${file.name} could not be read.`);
    return null;
  });
  return { programs: (await Promise.all(read)).filter((each) => each !== null), refusals };
}

const withoutExtension = (name: string) => name.slice(0, name.lastIndexOf('.')).slice(0, 200);

/** The first names, and how many more there are. */
function listed(files: readonly TextFile[]): string {
  const names = files.slice(0, 3).map((each) => each.name);
  const more = files.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
