import { parseExpression, type Expression, type NameLookup } from '../openqasm/expression.ts';
import type { Operand } from '../openqasm/flat-builder.ts';
import type { TokenStream } from '../openqasm/token-stream.ts';
import { spanOf, type Token } from '../openqasm/tokens.ts';
import { NotOurs } from './not-ours.ts';

/** What a name stands for. */
export type Meaning =
  | { readonly kind: 'qubits' | 'bits'; readonly operand: Operand }
  /** A classical value that never changes. */
  | { readonly kind: 'value'; readonly value: number; readonly whole: boolean };

/** The names that can be seen, block by block. */
export class Scope {
  private readonly blocks: Map<string, Meaning>[] = [new Map()];

  /** True outside of all blocks. */
  get top(): boolean {
    return this.blocks.length === 1;
  }
  find(name: string): Meaning | null {
    for (let i = this.blocks.length - 1; i >= 0; i -= 1) {
      const found = this.blocks[i]?.get(name);
      if (found !== undefined) return found;
    }
    return null;
  }
  declare(stream: TokenStream, name: Token, meaning: Meaning): void {
    const block = this.blocks.at(-1);
    if (block?.has(name.text))
      stream.fail(spanOf(name), 'OpenQasm.Redefined', `\`${name.text}\` is declared twice`);
    block?.set(name.text, meaning);
  }
  inBlock(work: () => void): void {
    this.blocks.push(new Map());
    try {
      work();
    } finally {
      this.blocks.pop();
    }
  }
  /** The meaning of names in expressions. */
  readonly constants: NameLookup = (name): Expression | null => {
    const found = this.find(name);
    if (found === null)
      return name === 'true' || name === 'false' ? constant(Number(name === 'true'), true) : null;
    return found.kind === 'value' ? constant(found.value, found.whole) : null;
  };

  /** Parses an expression that is known before the program runs. */
  number(stream: TokenStream): { value: number; whole: boolean; from: Token } {
    const from = stream.peek();
    if (from.kind === 'name' && this.find(from.text)?.kind === 'bits')
      throw new NotOurs('arithmetic with bits');
    const expression = parseExpression(stream, this.constants, 'typed');
    return { value: expression.evaluate([]), whole: expression.whole === true, from };
  }
  /** Parses a whole number. */
  integer(stream: TokenStream, what: string): { value: number; from: Token } {
    const { value, from } = this.number(stream);
    if (!Number.isSafeInteger(value))
      stream.fail(spanOf(from, stream.previous()), 'OpenQasm.Type', `${what} must be a whole number`);
    return { value, from };
  }

  /** Parses `q`, `q[2]`, `q[-1]`, `q[0:2:6]` or `q[{0, 3}]`. */
  operand(stream: TokenStream, kind: 'qubits' | 'bits'): Operand {
    const what = kind === 'qubits' ? 'quantum' : 'classical';
    const name = stream.expectName(`a ${what} register`);
    const found = this.find(name.text);
    if (found === null || found.kind !== kind)
      stream.fail(spanOf(name), 'OpenQasm.UnknownName', `there is no ${what} register \`${name.text}\``);
    let { operand } = found;
    while (stream.accept('[')) operand = this.index(stream, name, operand);
    return operand;
  }

  private index(stream: TokenStream, name: Token, register: Operand): Operand {
    const { elements } = register;
    if (register.single)
      stream.fail(spanOf(name), 'OpenQasm.Index', `\`${name.text}\` is a single one and has no index`);
    const wanted: number[] = [];
    let single = false;
    if (stream.accept('{')) {
      do wanted.push(this.integer(stream, 'an index').value);
      while (stream.accept(','));
      stream.expect('}');
    } else {
      const first = stream.is(':') ? null : this.integer(stream, 'an index').value;
      if (stream.is(':')) {
        const { start, step, stop } = this.rest(stream, first, elements.length);
        wanted.push(...rangeOf(start, step, stop, elements.length));
      } else {
        single = true;
        wanted.push(first ?? 0);
      }
    }
    const close = stream.expect(']');
    const picked = wanted.map((i) => elements[i < 0 ? i + elements.length : i] ?? -1);
    const outside = wanted.find((_, k) => picked[k] === -1);
    if (outside !== undefined)
      stream.fail(
        spanOf(name, close),
        'OpenQasm.OutOfRange',
        `\`${name.text}\` has the indexes 0 to ${elements.length - 1}, not ${outside}`,
      );
    return { elements: picked, single };
  }

  /** Parses `:stop` or `:step:stop` after the start. */
  private rest(
    stream: TokenStream,
    first: number | null,
    size: number,
  ): { start: number; step: number; stop: number } {
    const colon = stream.expect(':');
    const bounds = [stream.is(']') ? null : this.integer(stream, 'a bound').value];
    if (stream.accept(':')) bounds.push(stream.is(']') ? null : this.integer(stream, 'a bound').value);
    const step = bounds.length === 2 ? (bounds[0] ?? 1) : 1;
    if (step === 0) stream.fail(spanOf(colon), 'OpenQasm.Range', 'the step of a range is not 0');
    const inside = (i: number): number => (i < 0 ? i + size : i);
    return {
      start: inside(first ?? (step > 0 ? 0 : size - 1)),
      step,
      stop: inside(bounds.at(-1) ?? (step > 0 ? size - 1 : 0)),
    };
  }
}

/** The numbers of a range, its end included. Stops one past `limit` numbers, where the caller complains. */
export function rangeOf(start: number, step: number, stop: number, limit: number): number[] {
  const found: number[] = [];
  for (let i = start; step > 0 ? i <= stop : i >= stop; i += step) {
    found.push(i);
    if (found.length > limit) break;
  }
  return found;
}

function constant(value: number, whole: boolean): Expression {
  return { evaluate: () => value, constant: true, whole };
}
