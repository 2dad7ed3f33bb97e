import type { Token } from '../openqasm/tokens.ts';

/** The program uses something that our front does not read; the compiler's own importer may. */
export class NotOurs extends Error {}

/** Words that stand for what is decided while a program runs, for time, or for other programs. */
const FOREIGN_WORDS = new Set(
  'def defcal defcalgrammar cal extern input output array complex duration stretch box delay while switch break continue return end durationof pragma mutable readonly nop popcount rotl rotr real imag sizeof ecr xx_minus_yy xx_plus_yy'.split(
    ' ',
  ),
);
/** Signs that the language knows and our expressions do not. */
const FOREIGN_SIGNS = new Set([
  '&',
  '|',
  '^',
  '~',
  '?',
  '&&',
  '||',
  '!',
  '<',
  '>',
  '<=',
  '>=',
  '=',
  '++',
  '%',
  '<<',
  '>>',
  '#',
  '@',
  '.',
  '==',
  '!=',
  ...['+', '-', '*', '/', '%', '^', '&', '|'].map((s) => `${s}=`),
]);

/** @throws NotOurs when a token only makes sense in a part of the language that we leave to the importer */
export function leaveForeign(token: Token): void {
  if (token.kind === 'symbol' && FOREIGN_SIGNS.has(token.text)) throw new NotOurs(`\`${token.text}\``);
}

/**
 * Looks through a program before it is parsed.
 * @returns its tokens, with numbers like `0x1F` and `1_000` put together
 * @throws NotOurs
 */
export function readWords(tokens: readonly Token[]): Token[] {
  const read: Token[] = [];
  tokens.forEach((token, i) => {
    const before = read.at(-1);
    if (token.kind === 'name') {
      // Its own gate may have any name that is not a word of the language.
      if (FOREIGN_WORDS.has(token.text) && tokens[i - 1]?.text !== 'gate' && !defined(tokens, token.text))
        throw new NotOurs(`\`${token.text}\``);
      const touches =
        before !== undefined &&
        (before.kind === 'integer' || before.kind === 'real') &&
        before.line === token.line &&
        before.column + before.text.length === token.column;
      if (touches) {
        const text = before.text + token.text;
        if (!/^(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0o[0-7_]+|\d[\d_]*)$/.test(text)) throw new NotOurs(text);
        read[read.length - 1] = { ...before, text };
        return;
      }
    }
    read.push(token);
  });
  return read;
}

function defined(tokens: readonly Token[], name: string): boolean {
  return tokens.some((t, i) => t.text === name && tokens[i - 1]?.text === 'gate');
}
