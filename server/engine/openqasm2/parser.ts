import { programFailure, TaskFailure } from '../source-error.ts';
import type { Condition, FlatProgram } from '../flat-program.ts';
import { FlatBuilder, type Operand } from '../openqasm/flat-builder.ts';
import {
  checkArity,
  findGate,
  parseArguments,
  parseGateDefinition,
  parseOpaque,
  type GateTable,
} from '../openqasm/gates.ts';
import { builtinGates, standardGates } from './library.ts';
import { StatementError, TokenStream } from '../openqasm/token-stream.ts';
import { spanOf, tokenize, type Token } from '../openqasm/tokens.ts';

/** The longest source that is read, in UTF-16 units. */
export const MAX_SOURCE_LENGTH = 4 * 1024 * 1024;

/**
 * Parses an OpenQASM 2.0 program and writes it out as basic gates with literal angles.
 * @throws TaskFailure `PROGRAM` with every error found, `LIMIT` when it expands beyond the bounds
 */
export function parseOpenQasm2(source: string): FlatProgram {
  if (source.length > MAX_SOURCE_LENGTH)
    throw new TaskFailure('LIMIT', `The source is longer than ${MAX_SOURCE_LENGTH} characters.`);
  const { tokens, diagnostics } = tokenize(source);
  const stream = new TokenStream(tokens, diagnostics);
  const parser = new Parser(stream);
  parser.program();
  if (diagnostics.length > 0) throw programFailure(diagnostics);
  return parser.builder.finish();
}

class Parser {
  readonly builder = new FlatBuilder();
  private readonly stream: TokenStream;
  private readonly gates: GateTable = builtinGates();
  /** Gates the program defined itself; it may redefine library gates, not its own. */
  private readonly ownGates = new Set<string>();
  private readonly quantum = new Map<string, Operand>();
  private readonly classical = new Map<string, Operand>();

  constructor(stream: TokenStream) {
    this.stream = stream;
  }

  program(): void {
    this.attempt(() => this.header());
    while (!this.stream.atEnd() && this.stream.diagnostics.length < 50) this.attempt(() => this.statement());
  }

  /** Runs one statement; after an error goes on with the next, so that several errors are told at once. */
  private attempt(statement: () => void): void {
    const start = this.stream.mark();
    try {
      statement();
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      this.stream.skipStatement(start);
    } finally {
      this.builder.condition = null;
    }
  }

  private header(): void {
    if (!this.stream.accept('OPENQASM')) return;
    const version = this.stream.next();
    if (version.text !== '2.0' && version.text !== '2')
      this.stream.fail(
        spanOf(version),
        'OpenQasm.Version',
        `this is OpenQASM ${version.text.slice(0, 20)}, but the program was given as OpenQASM 2`,
      );
    this.stream.expect(';');
  }

  private statement(): void {
    const stream: TokenStream = this.stream;
    const token = stream.peek();
    this.builder.line = token.line;
    switch (token.kind === 'string' ? '' : token.text) {
      case ';':
        stream.next();
        return;
      case 'include':
        return this.include();
      case 'qreg':
        return this.declare(this.quantum);
      case 'creg':
        return this.declare(this.classical);
      case 'gate':
        return this.defineGate(false);
      case 'opaque':
        return this.defineGate(true);
      case 'if':
        return this.conditional();
      case 'OPENQASM':
        return stream.fail(spanOf(token), 'OpenQasm.Version', 'the version must stand at the start, once');
      default:
        return this.operation();
    }
  }

  private include(): void {
    const stream: TokenStream = this.stream;
    stream.next();
    const file = stream.peek();
    if (file.kind !== 'string') stream.unexpected('a file name in quotes');
    stream.next();
    stream.expect(';');
    if (file.text !== '"qelib1.inc"')
      stream.fail(
        spanOf(file),
        'OpenQasm.Include',
        `only "qelib1.inc" can be included, not ${file.text.slice(0, 80)}`,
      );
    for (const [name, gate] of standardGates()) if (!this.ownGates.has(name)) this.gates.set(name, gate);
  }

  private declare(into: Map<string, Operand>): void {
    const stream: TokenStream = this.stream;
    stream.next();
    const name = stream.expectName('the name of the register');
    stream.expect('[');
    const size = this.integer('the size of the register');
    stream.expect(']');
    stream.expect(';');
    if (this.quantum.has(name.text) || this.classical.has(name.text))
      stream.fail(spanOf(name), 'OpenQasm.Redefined', `\`${name.text}\` is declared twice`);
    if (size.value < 1)
      stream.fail(spanOf(size.token), 'OpenQasm.Size', 'a register has at least one element');
    into.set(
      name.text,
      into === this.quantum
        ? this.builder.addQubits(name.text, size.value)
        : this.builder.addBits(name.text, size.value),
    );
  }

  private defineGate(opaque: boolean): void {
    this.stream.next();
    const { gate, name } = opaque ? parseOpaque(this.stream) : parseGateDefinition(this.stream, this.gates);
    if (this.ownGates.has(gate.name) || gate.name === 'U' || gate.name === 'CX') {
      this.stream.report(spanOf(name), 'OpenQasm.Redefined', `gate \`${gate.name}\` is defined twice`);
      return;
    }
    this.ownGates.add(gate.name);
    this.gates.set(gate.name, gate);
  }

  private conditional(): void {
    const stream: TokenStream = this.stream;
    stream.next();
    stream.expect('(');
    const name = stream.expectName('a classical register');
    stream.expect('==');
    const token = stream.peek();
    if (token.kind !== 'integer') stream.unexpected('a whole number');
    stream.next();
    stream.expect(')');
    const register = this.classical.get(name.text);
    if (register === undefined)
      stream.fail(spanOf(name), 'OpenQasm.UnknownName', `there is no classical register \`${name.text}\``);
    const condition: Condition = {
      bits: register.elements,
      value: BigInt(token.text.slice(0, 40_000)),
      negated: false,
    };
    this.builder.condition = condition;
    this.operation();
  }

  private operation(): void {
    const { builder } = this;
    const stream: TokenStream = this.stream;
    const name = stream.expectName('a statement');
    switch (name.text) {
      case 'measure': {
        const from = this.operand(this.quantum, 'quantum');
        stream.expect('->');
        const to = this.operand(this.classical, 'classical');
        const end = stream.expect(';');
        const fault = builder.measure(from, to);
        if (fault !== null) stream.report(spanOf(name, end), 'OpenQasm.Measure', fault);
        return;
      }
      case 'reset': {
        const target = this.operand(this.quantum, 'quantum');
        stream.expect(';');
        builder.reset(target);
        return;
      }
      case 'barrier': {
        const operands = stream.is(';') ? [...this.quantum.values()] : this.operands();
        stream.expect(';');
        builder.barrier(operands);
        return;
      }
      default: {
        const gate = findGate(stream, this.gates, name);
        const angles = parseArguments(stream, () => null).map((e) => e.evaluate([]));
        const operands = this.operands();
        const end = stream.expect(';');
        checkArity(stream, gate, name, angles.length, operands.length);
        // With errors on record the program will not run: only its words are checked from here on.
        if (stream.diagnostics.length > 0 && gate.work > 1000) return;
        const fault = builder.apply({ gate, angles, modifiers: [] }, operands);
        if (fault !== null) stream.report(spanOf(name, end), 'OpenQasm.Gate', fault);
      }
    }
  }

  private operands(): Operand[] {
    const found: Operand[] = [];
    do found.push(this.operand(this.quantum, 'quantum'));
    while (this.stream.accept(','));
    return found;
  }

  private operand(registers: ReadonlyMap<string, Operand>, kind: string): Operand {
    const stream: TokenStream = this.stream;
    const name = stream.expectName(`a ${kind} register`);
    const register = registers.get(name.text);
    if (register === undefined)
      stream.fail(spanOf(name), 'OpenQasm.UnknownName', `there is no ${kind} register \`${name.text}\``);
    if (!stream.accept('[')) return register;
    const index = this.integer('an index');
    const close = stream.expect(']');
    if (index.value >= register.elements.length)
      stream.fail(
        spanOf(name, close),
        'OpenQasm.OutOfRange',
        `\`${name.text}\` has the indexes 0 to ${register.elements.length - 1}, not ${index.token.text.slice(0, 20)}`,
      );
    return { elements: [register.elements[index.value] ?? -1], single: true };
  }

  private integer(what: string): { value: number; token: Token } {
    const token = this.stream.peek();
    if (token.kind !== 'integer') this.stream.unexpected(what);
    this.stream.next();
    return { value: Number(token.text), token };
  }
}
