import type { FlatBuilder } from '../openqasm/flat-builder.ts';
import type { TokenStream } from '../openqasm/token-stream.ts';
import { spanOf, type Token } from '../openqasm/tokens.ts';
import { NotOurs } from './not-ours.ts';
import type { Scope } from './scope.ts';

/** Types whose values our arithmetic holds exactly: 53 bits. */
const VALUES = new Set(['int', 'uint', 'float', 'angle', 'bool']);

/**
 * Parses a declaration of qubits, bits or a constant.
 * @returns false when something else stands here
 */
export function parseDeclaration(stream: TokenStream, scope: Scope, builder: FlatBuilder): boolean {
  const word = stream.peek();
  if (word.kind !== 'name') return false;
  switch (word.text) {
    case 'qubit':
    case 'bit':
      // `qubit q` and `qubit[2] q`
      stream.next();
      registers(stream, scope, builder, word, size(stream, scope));
      return true;
    case 'qreg':
    case 'creg': {
      stream.next();
      const name = stream.expectName('the name of the register');
      add(stream, scope, builder, word, name, size(stream, scope));
      stream.expect(';');
      return true;
    }
    case 'const':
      stream.next();
      if (!VALUES.has(stream.peek().text)) {
        if (stream.is('bit')) throw new NotOurs('constant bits');
        stream.unexpected('a type');
      }
      value(stream, scope);
      return true;
    default:
      if (!VALUES.has(word.text)) return false;
      value(stream, scope);
      return true;
  }
}

function size(stream: TokenStream, scope: Scope): number | null {
  if (!stream.accept('[')) return null;
  const { value: n, from } = scope.integer(stream, 'the size of a register');
  const close = stream.expect(']');
  if (n < 1) stream.fail(spanOf(from, close), 'OpenQasm.Size', 'a register has at least one element');
  return n;
}

function add(
  stream: TokenStream,
  scope: Scope,
  builder: FlatBuilder,
  word: Token,
  name: Token,
  n: number | null,
): void {
  const quantum = word.text === 'qubit' || word.text === 'qreg';
  if (!scope.top) {
    if (!quantum) throw new NotOurs('bits of a block');
    stream.fail(spanOf(word, name), 'OpenQasm.Block', 'qubits are declared outside of all blocks');
  }
  if (scope.find(name.text) !== null)
    stream.fail(spanOf(name), 'OpenQasm.Redefined', `\`${name.text}\` is declared twice`);
  const operand = quantum
    ? builder.addQubits(name.text, n ?? 1, n === null)
    : builder.addBits(name.text, n ?? 1, n === null);
  scope.declare(stream, name, { kind: quantum ? 'qubits' : 'bits', operand });
}

function registers(
  stream: TokenStream,
  scope: Scope,
  builder: FlatBuilder,
  word: Token,
  n: number | null,
): void {
  const name = stream.expectName('the name of the register');
  add(stream, scope, builder, word, name, n);
  if (word.text === 'bit' && stream.accept('=')) {
    if (stream.accept('measure')) {
      const from = scope.operand(stream, 'qubits');
      const found = scope.find(name.text);
      const fault = found?.kind === 'bits' ? builder.measure(from, found.operand) : null;
      if (fault !== null) stream.report(spanOf(word, stream.peek()), 'OpenQasm.Measure', fault);
    } else {
      // Bits begin as 0 here; other beginnings are the importer's.
      const initial = stream.next().text.replace(/["_]/g, '');
      if (!/^0+$/.test(initial) && initial !== 'false') throw new NotOurs('bits that begin as 1');
    }
  }
  stream.expect(';');
}

function value(stream: TokenStream, scope: Scope): void {
  const type = stream.next();
  if (stream.accept('[')) {
    const bits = scope.integer(stream, 'the size of a type').value;
    stream.expect(']');
    const exact = type.text === 'float' ? bits === 64 : type.text !== 'angle' && bits >= 1 && bits <= 64;
    if (!exact) throw new NotOurs(`${type.text}[${bits}]`);
    if (type.text !== 'float') return wholeValue(stream, scope, type, bits);
  }
  return wholeValue(stream, scope, type, 53);
}

function wholeValue(stream: TokenStream, scope: Scope, type: Token, bits: number): void {
  const name = stream.expectName('the name of the constant');
  if (!stream.is('=')) throw new NotOurs('a variable without a value');
  stream.next();
  if (stream.is('measure')) throw new NotOurs('a variable that is measured');
  const found = scope.number(stream);
  const end = stream.expect(';');
  const whole = type.text !== 'float' && type.text !== 'angle';
  if (!Number.isFinite(found.value))
    stream.fail(spanOf(found.from, end), 'OpenQasm.Value', `\`${name.text}\` is not a finite number`);
  if (whole) {
    if (!Number.isSafeInteger(found.value)) throw new NotOurs('a number that is cut off');
    const reach = 2 ** (type.text === 'int' ? bits - 1 : bits);
    if (found.value >= reach || found.value < (type.text === 'uint' ? 0 : -reach))
      throw new NotOurs('a number that runs over');
  }
  scope.declare(stream, name, { kind: 'value', value: found.value, whole });
}
