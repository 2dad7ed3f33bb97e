import type { Diagnostic } from '../../domain/program.ts';
import { errorAt, type Span } from '../source-error.ts';

export type TokenKind = 'name' | 'integer' | 'real' | 'string' | 'symbol' | 'end';
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

const PATTERN =
  /([ \t\r\f\v\uFEFF]+|\/\/[^\n]*)|(\n)|(\/\*[\s\S]*?\*\/)|([\p{L}_][\p{L}\p{N}_]*)|((?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)|([0-9]+)|("[^"\n]*")|(->|==|!=|<=|>=|<<|>>|&&|\|\||\+\+|\*\*|[+\-*/%^&|]=|[;,(){}[\]+\-*/^@=:<>!&|%#~.])/uy;

/** Splits a source into tokens. Characters that mean nothing are reported and skipped. */
export function tokenize(source: string): { tokens: Token[]; diagnostics: Diagnostic[] } {
  const tokens: Token[] = [];
  const diagnostics: Diagnostic[] = [];
  let line = 1;
  let lineStart = 0;
  let at = 0;
  const pattern = new RegExp(PATTERN);
  while (at < source.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    const column = at - lineStart + 1;
    if (match === null) {
      const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
      if (diagnostics.length < 20) {
        const span = { line, column, endLine: line, endColumn: column + character.length };
        diagnostics.push(
          errorAt(span, 'OpenQasm.UnexpectedCharacter', `unexpected character \`${character}\``),
        );
      }
      at += character.length;
      continue;
    }
    const text = match[0];
    at = pattern.lastIndex;
    if (match[1] !== undefined) continue;
    if (match[2] !== undefined) {
      line += 1;
      lineStart = at;
    } else if (match[3] !== undefined) {
      for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
        line += 1;
        lineStart = at - text.length + i + 1;
      }
    } else if (match[4] !== undefined) tokens.push({ kind: 'name', text, line, column });
    else if (match[5] !== undefined) tokens.push({ kind: 'real', text, line, column });
    else if (match[6] !== undefined) tokens.push({ kind: 'integer', text, line, column });
    else if (match[7] !== undefined) tokens.push({ kind: 'string', text, line, column });
    else tokens.push({ kind: 'symbol', text, line, column });
  }
  tokens.push({ kind: 'end', text: '', line, column: at - lineStart + 1 });
  return { tokens, diagnostics };
}

/** The place of a token, or of the stretch between two tokens of one statement. */
export function spanOf(from: Token, to: Token = from): Span {
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column + to.text.length };
}
