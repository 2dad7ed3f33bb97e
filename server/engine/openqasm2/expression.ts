import { spanOf, type Token } from './tokens.ts';
import type { TokenStream } from './token-stream.ts';

/** An expression over a gate's parameters, ready to be evaluated in real arithmetic. */
export interface Expression {
  readonly evaluate: (parameters: readonly number[]) => number;
  /** True when no parameter and no variable occurs in it. */
  readonly constant: boolean;
}
interface Node extends Expression {
  readonly depth: number;
}

/** How deep an expression may nest; keeps the parser's and the evaluator's stack small. */
const MAX_DEPTH = 200;

const FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  exp: Math.exp,
  ln: Math.log,
  sqrt: Math.sqrt,
  // Not in the grammar of OpenQASM 2.0, but Qiskit and OpenQASM 3 know them.
  arcsin: Math.asin,
  arccos: Math.acos,
  arctan: Math.atan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  log: Math.log,
};
const CONSTANTS: Readonly<Record<string, number>> = {
  pi: Math.PI,
  π: Math.PI,
  tau: 2 * Math.PI,
  τ: 2 * Math.PI,
  euler: Math.E,
  ℇ: Math.E,
};

/** Resolves a name that is neither a function nor `pi`; answers null for a name it does not know. */
export type NameLookup = (name: string) => Expression | null;

/**
 * Parses an expression: `+ - * /`, `^` (right-associative, binds tighter than unary minus), calls, parentheses.
 * @param lookup - gives the meaning of parameters and variables
 */
export function parseExpression(stream: TokenStream, lookup: NameLookup): Expression {
  return sum(stream, lookup, 0);
}

function guard(stream: TokenStream, depth: number): void {
  if (depth > MAX_DEPTH)
    stream.fail(
      spanOf(stream.peek()),
      'OpenQasm.TooDeep',
      `an expression may nest ${MAX_DEPTH} deep at most`,
    );
}

function binary(stream: TokenStream, a: Node, b: Node, f: (x: number, y: number) => number): Node {
  const depth = 1 + Math.max(a.depth, b.depth);
  if (a.constant && b.constant) return literal(f(a.evaluate([]), b.evaluate([])));
  guard(stream, depth);
  return { evaluate: (p) => f(a.evaluate(p), b.evaluate(p)), constant: false, depth };
}
function unary(a: Node, f: (x: number) => number): Node {
  if (a.constant) return literal(f(a.evaluate([])));
  return { evaluate: (p) => f(a.evaluate(p)), constant: false, depth: a.depth + 1 };
}
function literal(value: number): Node {
  return { evaluate: () => value, constant: true, depth: 1 };
}

function sum(stream: TokenStream, lookup: NameLookup, depth: number): Node {
  let left = product(stream, lookup, depth);
  for (;;) {
    if (stream.accept('+')) left = binary(stream, left, product(stream, lookup, depth), (x, y) => x + y);
    else if (stream.accept('-')) left = binary(stream, left, product(stream, lookup, depth), (x, y) => x - y);
    else return left;
  }
}
function product(stream: TokenStream, lookup: NameLookup, depth: number): Node {
  let left = sign(stream, lookup, depth);
  for (;;) {
    if (stream.accept('*')) left = binary(stream, left, sign(stream, lookup, depth), (x, y) => x * y);
    else if (stream.accept('/')) left = binary(stream, left, sign(stream, lookup, depth), (x, y) => x / y);
    else return left;
  }
}
function sign(stream: TokenStream, lookup: NameLookup, depth: number): Node {
  guard(stream, depth);
  if (stream.accept('-')) return unary(sign(stream, lookup, depth + 1), (x) => -x);
  if (stream.accept('+')) return sign(stream, lookup, depth + 1);
  return power(stream, lookup, depth);
}
function power(stream: TokenStream, lookup: NameLookup, depth: number): Node {
  const base = atom(stream, lookup, depth);
  if (stream.accept('^') ?? stream.accept('**'))
    return binary(stream, base, sign(stream, lookup, depth + 1), (x, y) => x ** y);
  return base;
}
function atom(stream: TokenStream, lookup: NameLookup, depth: number): Node {
  const token = stream.peek();
  if (token.kind === 'integer' || token.kind === 'real') {
    stream.next();
    return literal(Number(token.text));
  }
  if (stream.accept('(')) {
    const inner = sum(stream, lookup, depth + 1);
    stream.expect(')');
    return inner;
  }
  if (token.kind === 'name') {
    stream.next();
    return named(stream, token, lookup, depth);
  }
  return stream.unexpected('a number, a name or `(`');
}
function named(stream: TokenStream, token: Token, lookup: NameLookup, depth: number): Node {
  const found = lookup(token.text);
  if (found !== null) return { ...found, depth: 1 };
  if (Object.hasOwn(CONSTANTS, token.text)) return literal(CONSTANTS[token.text] ?? NaN);
  const f = Object.hasOwn(FUNCTIONS, token.text) ? FUNCTIONS[token.text] : undefined;
  if (f === undefined)
    return stream.fail(spanOf(token), 'OpenQasm.UnknownName', `unknown name \`${token.text}\``);
  stream.expect('(');
  const argument = sum(stream, lookup, depth + 1);
  stream.expect(')');
  return unary(argument, f);
}
