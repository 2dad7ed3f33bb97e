import type { Diagnostic as Mark } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import type { DiagnosticPartsFragment } from '../graphql/graphql.ts';

/** A message about a place in a program, as the API tells it: lines and columns count from 1. */
export type Diagnostic = Pick<DiagnosticPartsFragment, 'severity' | 'message'> &
  Partial<DiagnosticPartsFragment>;

const SEVERITY = { ERROR: 'error', WARNING: 'warning', INFO: 'info' } as const;

/** Where to mark it. A place outside of the text, which may have changed since, moves to its nearest end. */
export function markOf(diagnostic: Diagnostic, text: Text): Mark {
  const { severity, message, code, line, column, endLine, endColumn } = diagnostic;
  const from = position(text, line ?? 1, column ?? 1);
  const end = position(text, endLine ?? line ?? 1, endColumn ?? column ?? 1);
  // At least one character, so that there is something to see and to point at.
  const to = Math.max(end, Math.min(from + 1, text.lineAt(from).to));
  return { from, to, severity: SEVERITY[severity], message, ...(code && { source: code }) };
}

function position(text: Text, line: number, column: number): number {
  const { from, to } = text.line(Math.min(Math.max(line, 1), text.lines));
  return Math.min(from + Math.max(column - 1, 0), to);
}
