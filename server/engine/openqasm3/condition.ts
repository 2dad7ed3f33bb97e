import type { Condition } from '../flat-program.ts';
import type { TokenStream } from '../openqasm/token-stream.ts';
import { spanOf } from '../openqasm/tokens.ts';
import { NotOurs } from './not-ours.ts';
import type { Scope } from './scope.ts';

/**
 * Parses what stands in the parentheses of an `if`.
 * @returns a condition on measured bits, or whether it holds when that is known now
 * @throws NotOurs for comparisons that a condition cannot express
 */
export function parseCondition(stream: TokenStream, scope: Scope): Condition | boolean {
  if (stream.accept('!')) {
    const wrapped = stream.accept('(') !== null;
    const inner = parseCondition(stream, scope);
    if (wrapped) stream.expect(')');
    else if (typeof inner !== 'boolean' && inner.bits.length > 1)
      throw new NotOurs('`!` before a comparison');
    return typeof inner === 'boolean' ? !inner : negation(inner);
  }
  const name = stream.peek();
  if (name.kind === 'name' && scope.find(name.text)?.kind === 'bits') return comparison(stream, scope);
  const { value: left } = scope.number(stream);
  const sign = stream.peek();
  if (!['==', '!=', '<', '>', '<=', '>='].includes(sign.text)) {
    if (!stream.is(')')) throw new NotOurs(sign.text);
    return left !== 0;
  }
  stream.next();
  const other = stream.peek();
  // 1 == c[0]
  if (other.kind === 'name' && scope.find(other.text)?.kind === 'bits')
    throw new NotOurs('bits on the right');
  const { value: right } = scope.number(stream);
  switch (sign.text) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    default:
      return left >= right;
  }
}

function comparison(stream: TokenStream, scope: Scope): Condition {
  const name = stream.peek();
  const { elements } = scope.operand(stream, 'bits');
  const equal = stream.accept('==');
  if (equal === null && !stream.is('!=')) {
    if (!stream.is(')')) throw new NotOurs(stream.peek().text);
    if (elements.length > 1) throw new NotOurs('a register as a truth value');
    return { bits: elements, value: 1n, negated: false };
  }
  if (equal === null) stream.next();
  const value = wanted(stream, scope, elements.length);
  if (value < 0n) stream.fail(spanOf(name), 'OpenQasm.Type', 'bits are never below 0');
  const condition: Condition = { bits: elements, value, negated: false };
  return equal === null ? negation(condition) : condition;
}

/** The number that bits are compared with: `5`, `true`, `n + 1` or `"0101"`. */
function wanted(stream: TokenStream, scope: Scope, size: number): bigint {
  const token = stream.peek();
  if (token.kind === 'string') {
    stream.next();
    const text = token.text.slice(1, -1).replaceAll('_', '');
    if (!/^[01]+$/.test(text) || text.length !== size)
      stream.fail(
        spanOf(token),
        'OpenQasm.Type',
        `${size} bit(s) are compared with ${token.text.slice(0, 60)}`,
      );
    return BigInt(`0b${text}`);
  }
  if (token.kind === 'integer' && stream.peek(1).text === ')') {
    stream.next();
    return BigInt(token.text.replaceAll('_', '').toLowerCase());
  }
  if (token.kind === 'name' && scope.find(token.text)?.kind === 'bits')
    throw new NotOurs('bits on both sides');
  return BigInt(scope.integer(stream, 'what bits are compared with').value);
}

/** The opposite; of a single bit, a plain condition again. */
export function negation(condition: Condition): Condition {
  const { bits, value, negated } = condition;
  if (bits.length === 1 && !negated && (value === 0n || value === 1n))
    return { bits, value: 1n - value, negated };
  return { bits, value, negated: !negated };
}

/** Both conditions at once. @throws NotOurs when one of them is a negated comparison */
export function conjunction(outer: Condition | null, inner: Condition): Condition {
  if (outer === null) return inner;
  const width = BigInt(outer.bits.length);
  // A value beyond its bits never holds, which the two together could not say.
  if (outer.negated || inner.negated || outer.value >> width !== 0n)
    throw new NotOurs('conditions within conditions');
  return {
    bits: [...outer.bits, ...inner.bits],
    value: outer.value | (inner.value << width),
    negated: false,
  };
}
