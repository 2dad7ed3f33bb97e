import { BASE_GATES, type BaseGate } from '../flat-program.ts';
import { parseExpression, type Arithmetic, type Expression, type NameLookup } from './expression.ts';
import { spanOf, type Token } from './tokens.ts';
import type { TokenStream } from './token-stream.ts';

/** A gate that can be applied. Sizes are known before anything is expanded, so that no expansion can run away. */
export interface Gate {
  readonly name: string;
  readonly parameters: number;
  readonly qubits: number;
  readonly meaning:
    | { readonly kind: 'base'; readonly gate: BaseGate }
    /** U(θ,φ,λ) = e^{i(θ+φ+λ)/2}·Rz(φ)·Ry(θ)·Rz(λ), as the OpenQASM 3 standard defines it. */
    | { readonly kind: 'U' }
    /** diag(1, e^{iλ}) */
    | { readonly kind: 'phase' }
    /** e^{iγ} on no qubit at all */
    | { readonly kind: 'global-phase' }
    | { readonly kind: 'body'; readonly calls: readonly GateCall[] }
    | { readonly kind: 'opaque' };
  /** How many gate applications it takes to write it out, its own included. May be Infinity. */
  readonly work: number;
  /** How deep its definitions nest. */
  readonly depth: number;
}
export interface GateCall {
  readonly gate: Gate;
  readonly angles: readonly Expression[];
  /** Indexes into the qubits of the gate that is being defined. */
  readonly qubits: readonly number[];
  /** Outermost first; their controls are the first qubits. */
  readonly modifiers: readonly Modifier[];
}
export type Modifier =
  | { readonly kind: 'ctrl' | 'negctrl'; readonly count: number }
  | { readonly kind: 'inv' }
  | { readonly kind: 'pow'; readonly exponent: Expression };
/** How many qubits modifiers put before a gate's own. */
export function controlsOf(modifiers: readonly Modifier[]): number {
  return modifiers.reduce((n, m) => n + (m.kind === 'ctrl' || m.kind === 'negctrl' ? m.count : 0), 0);
}
/** What differs between the languages inside a gate's body. */
export interface BodySyntax {
  readonly arithmetic: Arithmetic;
  /** Constants of the program. */
  readonly constants: NameLookup;
  readonly modifiers: (stream: TokenStream, lookup: NameLookup) => readonly Modifier[];
}
const PLAIN_BODY: BodySyntax = { arithmetic: 'real', constants: () => null, modifiers: () => [] };
export type GateTable = Map<string, Gate>;

/** How deep gate definitions may nest. */
export const MAX_GATE_DEPTH = 500;

export const U_GATE: Gate = {
  name: 'U',
  parameters: 3,
  qubits: 1,
  meaning: { kind: 'U' },
  work: 3,
  depth: 1,
};

export function baseGate(gate: BaseGate): Gate {
  const { angles, qubits } = BASE_GATES[gate];
  return { name: gate, parameters: angles, qubits, meaning: { kind: 'base', gate }, work: 1, depth: 1 };
}

export const PHASE_GATE: Gate = { ...U_GATE, name: 'p', parameters: 1, meaning: { kind: 'phase' } };
export const GLOBAL_PHASE: Gate = {
  ...U_GATE,
  name: 'gphase',
  parameters: 1,
  qubits: 0,
  meaning: { kind: 'global-phase' },
};

/** Parses `gate name(params) qubits { body }`, standing on the name. */
export function parseGateDefinition(
  stream: TokenStream,
  gates: GateTable,
  syntax: BodySyntax = PLAIN_BODY,
): { gate: Gate; name: Token } {
  const { name, parameters, qubits } = parseGateHeader(stream);
  const parameterIndex = new Map(parameters.map((p, i) => [p.text, i]));
  const qubitIndex = new Map(qubits.map((q, i) => [q.text, i]));
  const calls: GateCall[] = [];
  stream.expect('{');
  while (!stream.is('}')) {
    if (stream.atEnd()) stream.unexpected('`}` at the end of the gate');
    const call = parseCall(stream, gates, parameterIndex, qubitIndex, syntax);
    if (call !== null) calls.push(call);
  }
  stream.expect('}');
  let work = 1;
  let depth = 1;
  for (const call of calls) {
    work += call.gate.work;
    depth = Math.max(depth, call.gate.depth + 1);
  }
  if (depth > MAX_GATE_DEPTH)
    stream.fail(spanOf(name), 'OpenQasm.TooDeep', `gate definitions may nest ${MAX_GATE_DEPTH} deep at most`);
  const gate: Gate = {
    name: name.text,
    parameters: parameters.length,
    qubits: qubits.length,
    meaning: { kind: 'body', calls },
    work,
    depth,
  };
  return { gate, name };
}

/** Parses `opaque name(params) qubits;`, standing on the name. */
export function parseOpaque(stream: TokenStream): { gate: Gate; name: Token } {
  const { name, parameters, qubits } = parseGateHeader(stream);
  stream.expect(';');
  const gate: Gate = {
    name: name.text,
    parameters: parameters.length,
    qubits: qubits.length,
    meaning: { kind: 'opaque' },
    work: 1,
    depth: 1,
  };
  return { gate, name };
}

function parseGateHeader(stream: TokenStream): { name: Token; parameters: Token[]; qubits: Token[] } {
  const name = stream.expectName('the name of the gate');
  const parameters: Token[] = [];
  if (stream.accept('(')) {
    if (!stream.is(')')) parameters.push(...names(stream, 'a parameter'));
    stream.expect(')');
  }
  return { name, parameters, qubits: names(stream, 'the name of a qubit') };
}

function names(stream: TokenStream, what: string): Token[] {
  const found: Token[] = [];
  const seen = new Set<string>();
  do {
    const token = stream.expectName(what);
    if (seen.has(token.text))
      stream.report(spanOf(token), 'OpenQasm.Redefined', `\`${token.text}\` is named twice`);
    seen.add(token.text);
    found.push(token);
  } while (stream.accept(','));
  return found;
}

/** One application inside a gate's body; null for a barrier, which changes nothing there. */
function parseCall(
  stream: TokenStream,
  gates: GateTable,
  parameters: ReadonlyMap<string, number>,
  qubits: ReadonlyMap<string, number>,
  syntax: BodySyntax,
): GateCall | null {
  const lookup: NameLookup = (text) => {
    const index = parameters.get(text);
    if (index === undefined) return syntax.constants(text);
    return { evaluate: (p) => p[index] ?? NaN, constant: false };
  };
  const modifiers = syntax.modifiers(stream, lookup);
  const name = stream.expectName('a gate');
  const angles = parseArguments(stream, lookup, syntax.arithmetic);
  const operands: number[] = [];
  const bare = name.text === 'gphase' && stream.is(';');
  while (!bare) {
    const token = stream.expectName('a qubit of the gate');
    const index = qubits.get(token.text);
    if (index === undefined)
      stream.fail(spanOf(token), 'OpenQasm.UnknownName', `the gate has no qubit \`${token.text}\``);
    if (operands.includes(index) && name.text !== 'barrier')
      stream.report(
        spanOf(token),
        'OpenQasm.DuplicateQubit',
        `qubit \`${token.text}\` is used twice by \`${name.text}\``,
      );
    operands.push(index);
    if (!stream.accept(',')) break;
  }
  stream.expect(';');
  if (name.text === 'barrier') return null;
  const gate = findGate(stream, gates, name);
  checkArity(stream, gate, name, angles.length, operands.length, controlsOf(modifiers));
  return { gate, angles, qubits: operands, modifiers };
}

/** Parses `(a, b)` when there is one. */
export function parseArguments(
  stream: TokenStream,
  lookup: NameLookup,
  arithmetic: Arithmetic = 'real',
): Expression[] {
  const found: Expression[] = [];
  if (!stream.accept('(')) return found;
  if (!stream.is(')')) {
    do found.push(parseExpression(stream, lookup, arithmetic));
    while (stream.accept(','));
  }
  stream.expect(')');
  return found;
}

export function findGate(stream: TokenStream, gates: GateTable, name: Token): Gate {
  const gate = gates.get(name.text);
  if (gate !== undefined) return gate;
  stream.strange(name);
  const hint = gates.has('h') ? '' : '; the standard gates need an include';
  return stream.fail(spanOf(name), 'OpenQasm.UnknownGate', `unknown gate \`${name.text}\`${hint}`);
}

export function checkArity(
  stream: TokenStream,
  gate: Gate,
  name: Token,
  angles: number,
  qubits: number,
  controls = 0,
): void {
  if (angles !== gate.parameters)
    stream.fail(
      spanOf(name),
      'OpenQasm.WrongArguments',
      `\`${gate.name}\` takes ${count(gate.parameters, 'parameter')}, not ${angles}`,
    );
  if (qubits !== gate.qubits + controls)
    stream.fail(
      spanOf(name),
      'OpenQasm.WrongArguments',
      `\`${gate.name}\` takes ${count(gate.qubits + controls, 'qubit')}${controls > 0 ? ' with its controls' : ''}, not ${qubits}`,
    );
}
function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
