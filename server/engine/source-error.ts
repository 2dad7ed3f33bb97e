import type { Diagnostic, EngineFailureKind } from '../domain/program.ts';

/** A stretch of a source. Lines and columns count from 1; the end is exclusive. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The most diagnostics one program is told about. */
export const MAX_DIAGNOSTICS = 50;

export function errorAt(span: Span | null, code: string, message: string): Diagnostic {
  return {
    severity: 'ERROR',
    code,
    message,
    line: span?.line ?? null,
    column: span?.column ?? null,
    endLine: span?.endLine ?? null,
    endColumn: span?.endColumn ?? null,
  };
}

/** Ends the work on a task with a failure people can read; the child turns it into an outcome. */
export class TaskFailure extends Error {
  readonly kind: Extract<EngineFailureKind, 'PROGRAM' | 'LIMIT'>;
  readonly diagnostics: readonly Diagnostic[];
  constructor(kind: 'PROGRAM' | 'LIMIT', message: string, diagnostics: readonly Diagnostic[] = []) {
    super(message);
    this.name = 'TaskFailure';
    this.kind = kind;
    this.diagnostics = diagnostics;
  }
}

/** The failure for a program with errors; its sentence names the first of them. */
export function programFailure(diagnostics: readonly Diagnostic[]): TaskFailure {
  const first = diagnostics[0];
  if (first === undefined) return new TaskFailure('PROGRAM', 'The program has an error.');
  const place = first.line === null ? '' : ` (line ${first.line})`;
  const more = diagnostics.length > 1 ? `, and ${diagnostics.length - 1} more` : '';
  const text = first.message.split('\n')[0] ?? first.message;
  return new TaskFailure('PROGRAM', `The program has an error: ${text}${place}${more}.`, diagnostics);
}
