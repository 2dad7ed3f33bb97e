import { spanOf, type Token } from './tokens.ts';
import type { TokenStream } from './token-stream.ts';

/** An expression over a gate's parameters, ready to be evaluated in real arithmetic. */
export interface Expression {
  readonly evaluate: (parameters: readonly number[]) => number;
  /** True when no parameter and no variable occurs in it. */
  readonly constant: boolean;
  /** True for a whole number of OpenQASM 3, where dividing two of them would cut off the remainder. */
  readonly whole?: boolean;
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

/** What OpenQASM 3 has besides: a value for two arguments. */
const FUNCTIONS_OF_TWO: Readonly<Record<string, (x: number, y: number) => number>> = {
  mod: (x, y) => x - y * Math.floor(x / y),
  pow: (x, y) => x ** y,
};
const WHOLE_FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  ceiling: Math.ceil,
  floor: Math.floor,
  int: Math.trunc,
  uint: Math.trunc,
};

/**
 * How arithmetic is read. `real`: as OpenQASM 2, where every number is real and `^` is a power.
 * `typed`: as OpenQASM 3. `fraction`: as OpenQASM 3, but 1/2 is a half, as its standard writes powers of gates.
 */
export type Arithmetic = 'real' | 'typed' | 'fraction';

interface Context {
  readonly lookup: NameLookup;
  readonly arithmetic: Arithmetic;
}

/** Resolves a name that is neither a function nor `pi`; answers null for a name it does not know. */
export type NameLookup = (name: string) => Expression | null;

/**
 * Parses an expression: `+ - * /`, `^` (right-associative, binds tighter than unary minus), calls, parentheses.
 * @param lookup - gives the meaning of parameters and variables
 */
export function parseExpression(
  stream: TokenStream,
  lookup: NameLookup,
  arithmetic: Arithmetic = 'real',
): Expression {
  const context = { lookup, arithmetic };
  return arithmetic === 'real' ? sum(stream, context, 0) : shift(stream, context);
}

function shift(stream: TokenStream, context: Context): Node {
  let left = sum(stream, context, 0);
  for (;;) {
    if (stream.accept('<<'))
      left = whole(binary(stream, left, sum(stream, context, 0), (x, y) => x * 2 ** y));
    else if (stream.accept('>>'))
      left = whole(binary(stream, left, sum(stream, context, 0), (x, y) => Math.floor(x / 2 ** y)));
    else return left;
  }
}
function whole(node: Node): Node {
  return { ...node, whole: true };
}
function isWhole(node: Node): boolean {
  return node.whole === true;
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
  const kind = isWhole(a) && isWhole(b);
  if (a.constant && b.constant) return literal(f(a.evaluate([]), b.evaluate([])), kind);
  guard(stream, depth);
  return { evaluate: (p) => f(a.evaluate(p), b.evaluate(p)), constant: false, depth, whole: kind };
}
function unary(a: Node, f: (x: number) => number): Node {
  if (a.constant) return literal(f(a.evaluate([])), isWhole(a));
  return { evaluate: (p) => f(a.evaluate(p)), constant: false, depth: a.depth + 1, whole: isWhole(a) };
}
function literal(value: number, isInteger = false): Node {
  return { evaluate: () => value, constant: true, depth: 1, whole: isInteger };
}

function sum(stream: TokenStream, context: Context, depth: number): Node {
  let left = product(stream, context, depth);
  for (;;) {
    if (stream.accept('+')) left = binary(stream, left, product(stream, context, depth), (x, y) => x + y);
    else if (stream.accept('-'))
      left = binary(stream, left, product(stream, context, depth), (x, y) => x - y);
    else return left;
  }
}
function product(stream: TokenStream, context: Context, depth: number): Node {
  let left = sign(stream, context, depth);
  for (;;) {
    if (stream.accept('*')) left = binary(stream, left, sign(stream, context, depth), (x, y) => x * y);
    else if (stream.is('/')) {
      const slash = stream.next();
      left = divide(stream, left, sign(stream, context, depth), slash, context);
    } else if (context.arithmetic !== 'real' && stream.accept('%'))
      left = binary(stream, left, sign(stream, context, depth), (x, y) => x % y);
    else return left;
  }
}
/** Refuses a division that the standard cuts off silently, where people mean a fraction. */
function divide(stream: TokenStream, left: Node, right: Node, slash: Token, context: Context): Node {
  const quotient = binary(stream, left, right, (x, y) => x / y);
  if (context.arithmetic !== 'typed' || !isWhole(quotient)) return { ...quotient, whole: false };
  const value = quotient.constant ? quotient.evaluate([]) : NaN;
  if (Number.isInteger(value)) return quotient;
  return stream.fail(
    spanOf(slash),
    'OpenQasm.WholeDivision',
    'whole numbers are divided here and OpenQASM 3 cuts off the remainder: write one of them with a point, as in 1.0/2',
  );
}
function sign(stream: TokenStream, context: Context, depth: number): Node {
  guard(stream, depth);
  if (stream.accept('-')) return unary(sign(stream, context, depth + 1), (x) => -x);
  if (stream.accept('+')) return sign(stream, context, depth + 1);
  return power(stream, context, depth);
}
function power(stream: TokenStream, context: Context, depth: number): Node {
  const base = atom(stream, context, depth);
  const real = context.arithmetic === 'real';
  if (stream.accept('**') ?? (real ? stream.accept('^') : null)) {
    const result = binary(stream, base, sign(stream, context, depth + 1), (x, y) => x ** y);
    return result.constant && !Number.isInteger(result.evaluate([])) ? { ...result, whole: false } : result;
  }
  return base;
}
function atom(stream: TokenStream, context: Context, depth: number): Node {
  const token = stream.peek();
  if (token.kind === 'integer' || token.kind === 'real') {
    stream.next();
    return literal(Number(token.text.replaceAll('_', '')), token.kind === 'integer');
  }
  if (stream.accept('(')) {
    const inner = sum(stream, context, depth + 1);
    stream.expect(')');
    return inner;
  }
  if (token.kind === 'name') {
    stream.next();
    return named(stream, token, context, depth);
  }
  return stream.unexpected('a number, a name or `(`');
}
function named(stream: TokenStream, token: Token, context: Context, depth: number): Node {
  const found = context.lookup(token.text);
  if (found !== null) return { ...found, depth: 1 };
  if (context.arithmetic !== 'real' && stream.is('(')) {
    const converted = conversion(stream, token, context, depth);
    if (converted !== null) return converted;
  }
  if (Object.hasOwn(CONSTANTS, token.text)) return literal(CONSTANTS[token.text] ?? NaN);
  const f = Object.hasOwn(FUNCTIONS, token.text) ? FUNCTIONS[token.text] : undefined;
  if (f === undefined) {
    stream.strange(token);
    return stream.fail(spanOf(token), 'OpenQasm.UnknownName', `unknown name \`${token.text}\``);
  }
  stream.expect('(');
  const argument = sum(stream, context, depth + 1);
  stream.expect(')');
  return { ...unary(argument, f), whole: false };
}

/** The functions and casts that only OpenQASM 3 has, standing on the `(`; null for other names. */
function conversion(stream: TokenStream, token: Token, context: Context, depth: number): Node | null {
  const ofTwo = Object.hasOwn(FUNCTIONS_OF_TWO, token.text) ? FUNCTIONS_OF_TWO[token.text] : undefined;
  const toWhole = Object.hasOwn(WHOLE_FUNCTIONS, token.text) ? WHOLE_FUNCTIONS[token.text] : undefined;
  if (ofTwo === undefined && toWhole === undefined && token.text !== 'float') return null;
  stream.expect('(');
  const argument = sum(stream, context, depth + 1);
  let result: Node = { ...argument, whole: false };
  if (ofTwo !== undefined) {
    stream.expect(',');
    result = binary(stream, argument, sum(stream, context, depth + 1), ofTwo);
  } else if (toWhole !== undefined) result = whole(unary(argument, toWhole));
  stream.expect(')');
  return result;
}
