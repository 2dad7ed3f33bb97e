import type { Diagnostic } from '../../domain/program.ts';
import { errorAt, MAX_DIAGNOSTICS, type Span } from '../source-error.ts';
import { spanOf, type Token } from './tokens.ts';

/** Leaves the statement being parsed; its diagnostic has been recorded. */
export class StatementError extends Error {}

/** A reading position in a list of tokens, and the errors found so far. */
export class TokenStream {
  readonly diagnostics: Diagnostic[];
  private readonly tokens: readonly Token[];
  private readonly onStrange: (token: Token) => void;
  private at = 0;

  /** @param onStrange - called with a token that has no meaning where it stands, before that becomes an error */
  constructor(
    tokens: readonly Token[],
    diagnostics: Diagnostic[],
    onStrange: (token: Token) => void = () => undefined,
  ) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.onStrange = onStrange;
  }

  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new Error('a token list ends with an end token');
    return token;
  }
  /** The token before the current one, where an unfinished statement ends. */
  previous(): Token {
    return this.tokens[Math.max(0, this.at - 1)] ?? this.peek();
  }
  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.at += 1;
    return token;
  }
  atEnd(): boolean {
    return this.peek().kind === 'end';
  }
  is(text: string): boolean {
    const token = this.peek();
    return token.text === text && token.kind !== 'string';
  }
  accept(text: string): Token | null {
    return this.is(text) ? this.next() : null;
  }
  expect(text: string): Token {
    if (this.is(text)) return this.next();
    this.strange(this.peek());
    // A forgotten semicolon belongs to the end of the statement before, where people look for it.
    if (text === ';' && this.at > 0) {
      const last = this.previous();
      const column = last.column + last.text.length;
      this.fail(
        { line: last.line, column, endLine: last.line, endColumn: column + 1 },
        'OpenQasm.Syntax',
        'expected `;`',
      );
    }
    return this.unexpected(`\`${text}\``);
  }
  expectName(what: string): Token {
    return this.peek().kind === 'name' ? this.next() : this.unexpected(what);
  }
  /** Tells that a token has no meaning that is known here. */
  strange(token: Token): void {
    this.onStrange(token);
  }
  unexpected(expected: string): never {
    const token = this.peek();
    this.strange(token);
    const found = token.kind === 'end' ? 'the end of the program' : `\`${token.text.slice(0, 40)}\``;
    this.fail(spanOf(token), 'OpenQasm.Syntax', `expected ${expected}, found ${found}`);
  }
  report(span: Span, code: string, message: string): void {
    if (this.diagnostics.length < MAX_DIAGNOSTICS) this.diagnostics.push(errorAt(span, code, message));
  }
  fail(span: Span, code: string, message: string): never {
    this.report(span, code, message);
    throw new StatementError(message);
  }
  /** The current position, for {@link skipStatement}. */
  mark(): number {
    return this.at;
  }
  /** Goes back to a mark, to read a loop's body again. */
  rewind(mark: number): void {
    this.at = mark;
  }
  /** Goes on after the statement that starts at a mark: after its `;`, or after its block. */
  skipStatement(start: number): void {
    this.at = start;
    for (;;) {
      const token = this.next();
      if (token.kind === 'end' || token.text === ';' || token.text === '}') return;
      if (token.text === '{') {
        for (let open = 1; open > 0 && !this.atEnd();) {
          const { text } = this.next();
          if (text === '{') open += 1;
          if (text === '}') open -= 1;
        }
        return;
      }
    }
  }
}
