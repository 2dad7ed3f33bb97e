import { cleanBlock, cleanLine, jsonLine } from './clean-text.ts';
import type { Problem } from './exit.ts';
import { write, type CliIo } from './io.ts';

/** Where a command's results, notes and problems go: for people, or as one JSON document a line. */
export class Output {
  readonly #io: Pick<CliIo, 'stdout' | 'stderr'>;
  readonly json: boolean;

  constructor(io: Pick<CliIo, 'stdout' | 'stderr'>, json: boolean) {
    this.#io = io;
    this.json = json;
  }

  /**
   * A result.
   *
   * @param document - what programs get
   * @param text - what people get: one or more lines
   */
  async result(document: unknown, text: () => string): Promise<void> {
    await write(this.#io.stdout, this.json ? jsonLine(document) : `${cleanBlock(text())}\n`);
  }

  /** Results of one kind: a JSON document each, or one text for people. */
  async list(documents: readonly unknown[], text: () => string): Promise<void> {
    if (!this.json) return this.result(null, text);
    for (const document of documents) await this.result(document, text);
  }

  /** Something worth knowing that is not the result. */
  note(text: string): void {
    this.#io.stderr.write(this.json ? jsonLine({ note: text }) : `${cleanLine(text)}\n`);
  }

  /** What went wrong. */
  problem(problem: Problem): void {
    if (this.json) {
      this.#io.stderr.write(jsonLine({ error: problem }));
      return;
    }
    const where = problem.path?.length ? ` (${cleanLine(problem.path.join('.'))})` : '';
    this.#io.stderr.write(`error: ${cleanLine(problem.message)}${where}\n`);
  }
}

/** Rows under their headings, in columns. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [headings, ...rows].map((row) => row.map(cleanLine));
  const widths = headings.map((_, column) =>
    Math.max(...cells.map((row) => [...(row[column] ?? '')].length)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
