import { programFailure, TaskFailure } from '../source-error.ts';
import type { Condition, FlatProgram } from '../flat-program.ts';
import { UnsupportedPower } from '../openqasm/expand.ts';
import { FlatBuilder, type Operand } from '../openqasm/flat-builder.ts';
import {
  checkArity,
  controlsOf,
  findGate,
  parseArguments,
  parseGateDefinition,
  type GateTable,
} from '../openqasm/gates.ts';
import { StatementError, TokenStream } from '../openqasm/token-stream.ts';
import { spanOf, tokenize, type Token } from '../openqasm/tokens.ts';
import { conjunction, negation, parseCondition } from './condition.ts';
import { parseDeclaration } from './declarations.ts';
import { languageGates, standardGates } from './library.ts';
import { gateBody, parseModifiers } from './modifiers.ts';
import { leaveForeign, NotOurs, readWords } from './not-ours.ts';
import { rangeOf, Scope } from './scope.ts';

/** The longest source that is read, in UTF-16 units. */
export const MAX_SOURCE_LENGTH = 4 * 1024 * 1024;
/** How deep blocks may nest. */
const MAX_NESTING = 100;

/**
 * Parses a program of the static part of OpenQASM 3 and writes it out as basic gates with literal angles.
 * @returns null when the program uses a part of the language that is not read here
 * @throws TaskFailure `PROGRAM` with every error found, `LIMIT` when it expands beyond the bounds
 */
export function parseOpenQasm3(source: string): FlatProgram | null {
  if (source.length > MAX_SOURCE_LENGTH)
    throw new TaskFailure('LIMIT', `The source is longer than ${MAX_SOURCE_LENGTH} characters.`);
  const { tokens, diagnostics } = tokenize(source);
  try {
    const parser = new Parser(new TokenStream(readWords(tokens), diagnostics, leaveForeign));
    parser.program();
    if (diagnostics.length > 0) throw programFailure(diagnostics);
    return parser.builder.finish();
  } catch (error) {
    if (error instanceof NotOurs || error instanceof UnsupportedPower) return null;
    throw error;
  }
}

class Parser {
  readonly builder = new FlatBuilder();
  private readonly stream: TokenStream;
  private readonly gates: GateTable = languageGates();
  private readonly ownGates = new Set<string>();
  private readonly scope = new Scope();
  private nesting = 0;

  constructor(stream: TokenStream) {
    this.stream = stream;
  }

  program(): void {
    const { stream } = this;
    this.attempt(() => this.header());
    while (!stream.atEnd() && stream.diagnostics.length < 50) this.attempt(() => this.statement());
  }

  /** Runs one statement; after an error goes on with the next, so that several errors are told at once. */
  private attempt(statement: () => void): void {
    const start = this.stream.mark();
    try {
      statement();
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      this.stream.rewind(start);
      this.skip();
    }
  }

  private header(): void {
    const stream: TokenStream = this.stream;
    if (!stream.accept('OPENQASM')) return;
    const version = stream.next();
    if (!/^3(\.[01])?$/.test(version.text))
      stream.fail(
        spanOf(version),
        'OpenQasm.Version',
        `this is OpenQASM ${version.text.slice(0, 20)}, but the program was given as OpenQASM 3`,
      );
    stream.expect(';');
  }

  private statement(): void {
    const stream: TokenStream = this.stream;
    const token = stream.peek();
    this.builder.line = token.line;
    switch (token.kind === 'string' ? '' : token.text) {
      case ';':
        stream.next();
        return;
      case '{':
        return this.block();
      case 'OPENQASM':
        return stream.fail(spanOf(token), 'OpenQasm.Version', 'the version must stand at the start, once');
      case 'include':
        return this.include();
      case 'gate':
        return this.defineGate();
      case 'if':
        return this.conditional();
      case 'for':
        return this.loop();
      case 'let':
        return this.alias();
      case 'measure':
        return this.measureArrow();
      case 'reset': {
        stream.next();
        const target = this.scope.operand(stream, 'qubits');
        stream.expect(';');
        return this.builder.reset(target);
      }
      case 'barrier':
        return this.barrier();
      default:
        if (parseDeclaration(stream, this.scope, this.builder)) return;
        if (token.kind === 'name' && this.scope.find(token.text)?.kind === 'bits') return this.assignment();
        if (
          token.kind === 'name' &&
          this.scope.find(token.text)?.kind === 'value' &&
          !this.gates.has(token.text)
        )
          throw new NotOurs('a variable that changes');
        return this.application();
    }
  }

  private include(): void {
    const stream: TokenStream = this.stream;
    const word = stream.next();
    const file = stream.peek();
    if (file.kind !== 'string') stream.unexpected('a file name in quotes');
    stream.next();
    stream.expect(';');
    if (!this.scope.top)
      stream.fail(spanOf(word), 'OpenQasm.Include', 'an include stands outside of all blocks');
    if (file.text !== '"stdgates.inc"') {
      if (file.text !== '"qelib1.inc"') throw new NotOurs(file.text);
      stream.fail(spanOf(file), 'OpenQasm.Include', 'OpenQASM 3 includes "stdgates.inc", not "qelib1.inc"');
    }
    for (const [name, gate] of standardGates()) if (!this.ownGates.has(name)) this.gates.set(name, gate);
  }

  private defineGate(): void {
    const stream: TokenStream = this.stream;
    const word = stream.next();
    if (!this.scope.top)
      stream.fail(spanOf(word), 'OpenQasm.Block', 'a gate is defined outside of all blocks');
    const { gate, name } = parseGateDefinition(stream, this.gates, gateBody(this.scope.constants));
    if (this.ownGates.has(gate.name) || gate.name === 'U' || gate.name === 'gphase') {
      stream.report(spanOf(name), 'OpenQasm.Redefined', `gate \`${gate.name}\` is defined twice`);
      return;
    }
    this.ownGates.add(gate.name);
    this.gates.set(gate.name, gate);
  }

  private alias(): void {
    const stream: TokenStream = this.stream;
    stream.next();
    const name = stream.expectName('the name of the alias');
    stream.expect('=');
    const first = stream.peek();
    const kind = this.scope.find(first.text)?.kind === 'bits' ? 'bits' : 'qubits';
    let operand = this.scope.operand(stream, kind);
    while (stream.accept('++'))
      operand = {
        elements: [...operand.elements, ...this.scope.operand(stream, kind).elements],
        single: false,
      };
    stream.expect(';');
    this.scope.declare(stream, name, { kind, operand });
  }

  private barrier(): void {
    const stream: TokenStream = this.stream;
    stream.next();
    const operands: Operand[] = [];
    if (stream.is(';')) operands.push({ elements: this.builder.qubits.map((_, i) => i), single: false });
    else operands.push(...this.operands());
    stream.expect(';');
    // Under a condition it would tear apart what is decided at once, and changes nothing.
    if (this.builder.condition === null) this.builder.barrier(operands);
  }

  private measureArrow(): void {
    const stream: TokenStream = this.stream;
    const word = stream.next();
    const from = this.scope.operand(stream, 'qubits');
    if (stream.is(';')) throw new NotOurs('a measurement that is thrown away');
    stream.expect('->');
    this.measure(word, from, this.scope.operand(stream, 'bits'));
  }

  private assignment(): void {
    const stream: TokenStream = this.stream;
    const start = stream.peek();
    const to = this.scope.operand(stream, 'bits');
    stream.expect('=');
    if (!stream.accept('measure')) throw new NotOurs('bits that are computed');
    this.measure(start, this.scope.operand(stream, 'qubits'), to);
  }

  private measure(start: Token, from: Operand, to: Operand): void {
    const end = this.stream.expect(';');
    const fault = this.builder.measure(from, to);
    if (fault !== null) this.stream.report(spanOf(start, end), 'OpenQasm.Measure', fault);
  }

  private application(): void {
    const stream: TokenStream = this.stream;
    const start = stream.peek();
    const modifiers = parseModifiers(stream, this.scope.constants);
    const name = stream.expectName('a statement');
    const gate = findGate(stream, this.gates, name);
    const angles = parseArguments(stream, this.scope.constants, 'typed').map((e) => e.evaluate([]));
    const operands = stream.is(';') ? [] : this.operands();
    const end = stream.expect(';');
    checkArity(stream, gate, name, angles.length, operands.length, controlsOf(modifiers));
    // With errors on record the program will not run: only its words are checked from here on.
    if (stream.diagnostics.length > 0) return;
    const fault = this.builder.apply({ gate, angles, modifiers }, operands);
    if (fault !== null) stream.report(spanOf(start, end), 'OpenQasm.Gate', fault);
  }

  private operands(): Operand[] {
    const found: Operand[] = [];
    do found.push(this.scope.operand(this.stream, 'qubits'));
    while (this.stream.accept(','));
    return found;
  }

  private conditional(): void {
    const stream: TokenStream = this.stream;
    stream.next();
    stream.expect('(');
    const condition = parseCondition(stream, this.scope);
    stream.expect(')');
    if (typeof condition === 'boolean') {
      this.branch(condition);
      if (stream.accept('else')) this.branch(!condition);
      return;
    }
    const outer = this.builder.condition;
    const from = this.builder.operations.length;
    this.under(conjunction(outer, condition), () => this.block());
    const nested = new Set(
      this.builder.operations.slice(from).flatMap((o) => (o.kind === 'barrier' ? [] : [o.condition])),
    );
    const otherwise = stream.accept('else') !== null;
    // Each stretch under one condition asks its bits anew, so they must still be what they were.
    if (
      (otherwise || outer !== null || nested.size > 1) &&
      this.changes(from, [...condition.bits, ...(outer?.bits ?? [])])
    )
      throw new NotOurs('bits that are measured under their own condition');
    if (otherwise) {
      const then = this.builder.operations.length;
      this.under(conjunction(outer, negation(condition)), () => this.block());
      if (outer !== null && this.changes(then, outer.bits))
        throw new NotOurs('bits measured under their own condition');
    }
  }

  private changes(from: number, bits: readonly number[]): boolean {
    return this.builder.operations.slice(from).some((o) => o.kind === 'measure' && bits.includes(o.bit));
  }

  private under(condition: Condition, work: () => void): void {
    const { builder } = this;
    const before = builder.condition;
    builder.condition = condition;
    try {
      work();
    } finally {
      builder.condition = before;
    }
  }

  private branch(taken: boolean): void {
    if (taken) this.block();
    else this.skip();
  }

  private loop(): void {
    const stream: TokenStream = this.stream;
    stream.next();
    const type = stream.expectName('the type of the loop variable');
    if (!['int', 'uint', 'float', 'angle', 'bit', 'bool'].includes(type.text))
      throw new NotOurs('a loop without a type');
    if (stream.accept('[')) {
      this.scope.integer(stream, 'the size of a type');
      stream.expect(']');
    }
    const name = stream.expectName('the loop variable');
    stream.expect('in');
    const values = this.loopValues();
    const body = stream.mark();
    for (const value of values) {
      this.builder.account(1);
      stream.rewind(body);
      this.scope.inBlock(() => {
        this.scope.declare(stream, name, {
          kind: 'value',
          value,
          whole: type.text !== 'float' && type.text !== 'angle',
        });
        this.block();
      });
      // What is wrong once is wrong every time.
      if (stream.diagnostics.length > 0) break;
    }
    stream.rewind(body);
    this.skip();
  }

  private loopValues(): number[] {
    const stream: TokenStream = this.stream;
    const { scope } = this;
    const values: number[] = [];
    if (stream.accept('{')) {
      do values.push(scope.number(stream).value);
      while (stream.accept(','));
      stream.expect('}');
      return values;
    }
    if (!stream.is('[')) throw new NotOurs('a loop over a variable');
    const open = stream.next();
    const start = scope.integer(stream, 'a bound').value;
    stream.expect(':');
    const second = scope.integer(stream, 'a bound').value;
    const third = stream.accept(':') ? scope.integer(stream, 'a bound').value : null;
    const close = stream.expect(']');
    const step = third === null ? 1 : second;
    if (step === 0) stream.fail(spanOf(open, close), 'OpenQasm.Range', 'the step of a range is not 0');
    const times = Math.max(0, Math.floor(((third ?? second) - start) / step) + 1);
    this.builder.account(times);
    return rangeOf(start, step, third ?? second, times);
  }

  /** One statement, or several in braces. */
  private block(): void {
    const stream: TokenStream = this.stream;
    this.nesting += 1;
    if (this.nesting > MAX_NESTING)
      throw new TaskFailure('LIMIT', `Blocks nest deeper than ${MAX_NESTING} (line ${stream.peek().line}).`);
    try {
      this.scope.inBlock(() => {
        if (stream.accept('{') === null) return this.statement();
        while (!stream.is('}')) {
          if (stream.atEnd()) stream.unexpected('`}` at the end of the block');
          this.attempt(() => this.statement());
        }
        stream.next();
      });
    } finally {
      this.nesting -= 1;
    }
  }

  /** Goes on after the statement that stands here, its `else` included, without reading it. */
  private skip(): void {
    const stream: TokenStream = this.stream;
    const first = stream.peek().text;
    if (first === 'if' || first === 'for') {
      while (!stream.atEnd() && !stream.is(first === 'if' ? '(' : 'in')) stream.next();
      if (first === 'for') stream.next();
      this.brackets();
      this.skip();
      if (first === 'if' && stream.accept('else')) this.skip();
      return;
    }
    stream.skipStatement(stream.mark());
  }

  /** Goes on after a pair of brackets. */
  private brackets(): void {
    const stream: TokenStream = this.stream;
    let open = 0;
    while (!stream.atEnd()) {
      const { text } = stream.next();
      if (['(', '[', '{'].includes(text)) open += 1;
      if ([')', ']', '}'].includes(text)) open -= 1;
      if (open <= 0) return;
    }
  }
}
