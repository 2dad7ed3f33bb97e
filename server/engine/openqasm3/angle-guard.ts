import type { Diagnostic } from '../../domain/program.ts';
import { parseExpression } from '../openqasm/expression.ts';
import { StatementError, TokenStream } from '../openqasm/token-stream.ts';
import { spanOf, tokenize, type Token } from '../openqasm/tokens.ts';
import { errorAt } from '../source-error.ts';

/** Controlled rotations, which change when their angle moves by 2π. */
const CONTROLLED_ROTATIONS = new Set(['crx', 'cry', 'crz', 'cu', 'cu3']);
/** Rotations that a control makes so. */
const ROTATIONS = new Set(['rx', 'ry', 'rz', 'rxx', 'ryy', 'rzz', 'U', 'u', 'u2', 'u3']);
const MODIFIERS = new Set(['ctrl', 'negctrl', 'pow', 'inv']);

/**
 * Finds what the compiler would run wrongly without a word: it brings every angle of OpenQASM 3 into 0…2π,
 * so that a controlled rotation by a negative angle, or half of a negative parameter, has the wrong sign.
 * Conservative: it also refuses some programs whose angles happen to be harmless.
 */
export function findAngleFaults(source: string): Diagnostic[] {
  const { tokens } = tokenize(source);
  const faults: Diagnostic[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token?.kind !== 'name') continue;
    i = token.text === 'gate' ? checkGate(tokens, i, faults) : checkCall(tokens, i, faults);
  }
  return faults;
}

/** A controlled rotation is right when its angles are constants in 0…2π. Returns the last token looked at. */
function checkCall(tokens: readonly Token[], at: number, faults: Diagnostic[]): number {
  const token = tokens[at];
  if (token === undefined) return at;
  let i = at;
  let changed = false;
  while (MODIFIERS.has(tokens[i]?.text ?? '')) {
    changed ||= tokens[i]?.text !== 'inv';
    while (i < tokens.length && tokens[i]?.text !== '@' && tokens[i]?.text !== ';') i += 1;
    i += 1;
  }
  const name = tokens[i] ?? token;
  const controlled = CONTROLLED_ROTATIONS.has(name.text) || (changed && ROTATIONS.has(name.text));
  if (!controlled || tokens[i + 1]?.text !== '(') return at;
  const close = closing(tokens, i + 1);
  if (!isHarmless(tokens.slice(i + 2, close + 1)) || name.text === 'cu' || name.text === 'cu3')
    faults.push(
      errorAt(
        spanOf(token, tokens[close] ?? token),
        'OpenQasm3.ControlledAngle',
        `the compiler takes angles modulo 2π, which can change the sign of a controlled \`${name.text}\`: write it out as rotations and cx, or give the program as OpenQASM 2`,
      ),
    );
  return close;
}

/** True for constants from 0 to below 2π, which taking them modulo 2π leaves alone. Ends with `)`. */
function isHarmless(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  if (last === undefined) return false;
  const stream = new TokenStream([...tokens, { ...last, kind: 'end', text: '' }], []);
  try {
    do {
      const value = parseExpression(stream, () => null).evaluate([]);
      if (!(value >= 0 && value < 2 * Math.PI)) return false;
    } while (stream.accept(','));
    return stream.is(')');
  } catch (error) {
    if (error instanceof StatementError) return false;
    throw error;
  }
}

/** A gate with parameters may only hand them on as they are. Returns the gate's last token. */
function checkGate(tokens: readonly Token[], at: number, faults: Diagnostic[]): number {
  let i = at + 2;
  const parameters = new Set<string>();
  if (tokens[i]?.text === '(') {
    const close = closing(tokens, i);
    for (const token of tokens.slice(i + 1, close)) if (token.kind === 'name') parameters.add(token.text);
    i = close;
  }
  while (i < tokens.length && tokens[i]?.text !== '{') i += 1;
  for (i += 1; i < tokens.length && tokens[i]?.text !== '}'; i += 1) {
    const token = tokens[i];
    if (token?.kind !== 'name') continue;
    const after = checkCall(tokens, i, faults);
    if (after !== i) {
      i = after;
      continue;
    }
    if (!parameters.has(token.text)) continue;
    const before = tokens[i - 1]?.text ?? '';
    const next = tokens[i + 1]?.text ?? '';
    if (['(', ','].includes(before) && [')', ','].includes(next)) continue;
    faults.push(
      errorAt(
        spanOf(token),
        'OpenQasm3.GateParameter',
        `the compiler takes a gate's parameter modulo 2π before it computes with \`${token.text}\`: use a def with a float parameter, or give the program as OpenQASM 2`,
      ),
    );
  }
  return i;
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i += 1) {
    if (tokens[i]?.text === '(') depth += 1;
    if (tokens[i]?.text === ')') depth -= 1;
    if (depth === 0) return i;
  }
  return tokens.length - 1;
}
