/**
 * Compares the engine with a reference that shares nothing with it: dense matrices as textbooks write them,
 * controlled gates as block matrices, no decomposition anywhere.
 */
import { createRequire } from 'node:module';
import { afterAll, describe, expect, it } from 'vitest';
import { parseOpenQasm2 } from './openqasm2/parser.ts';
import { createEngine } from './pool.ts';
import { randomFromSeed } from './random.ts';
import { asSampleable, probabilitiesOf } from './statevector/sampling.ts';

import { applyDense, GATES, r, u, X, type C } from './textbook-matrices.ts';

const DEFINITIONS = `gate half(t) a { ry(-t/2) a; }
gate chalf(t) c, a { half(t/2) a; cx c, a; half(-t/2) a; cx c, a; }
gate turn(a, b) c, q { crz(-a/2 + b*2) c, q; }
`;

/** A random circuit that starts and ends in superposition, so that phases show. */
function randomCircuit(
  seed: number,
  qubits: number,
  length: number,
  only?: readonly string[],
): { source: string; expected: number[] } {
  const random = randomFromSeed(seed);
  const pick = (n: number): number => Math.floor(random.next() * n);
  const names = (only ?? Object.keys(GATES)).filter((name) => (GATES[name]?.[1] ?? 9) <= qubits);
  let state: C[] = Array.from({ length: 2 ** qubits }, (_, i) => r(i === 0 ? 1 : 0));
  let source = `OPENQASM 2.0;\ninclude "qelib1.inc";\n${DEFINITIONS}qreg q[${qubits}];\ncreg c[${qubits}];\n`;
  const add = (name: string, angles: number[], on: number[]): void => {
    const m = GATES[name]?.[2](...angles);
    if (m === undefined) throw new Error(name);
    state = applyDense(state, m, on);
    source += `${name}${angles.length > 0 ? `(${angles.join(',')})` : ''} ${on.map((q) => `q[${q}]`).join(',')};\n`;
  };
  for (let q = 0; q < qubits; q += 1) add('h', [], [q]);
  for (let i = 0; i < length; i += 1) {
    const name = names[pick(names.length)] ?? 'h';
    const [parameters, width] = GATES[name] ?? [0, 1];
    const free = Array.from({ length: qubits }, (_, q) => q);
    const on = Array.from({ length: width }, () => free.splice(pick(free.length), 1)[0] ?? 0);
    add(
      name,
      Array.from({ length: parameters }, () => (random.next() - 0.5) * 30),
      on,
    );
  }
  for (let q = 0; q < qubits; q += 1) add('ry', [-0.7 - q], [q]);
  source += 'measure q -> c;\n';
  return { source, expected: state.map(([x, y]) => x * x + y * y) };
}

function stateVector(source: string): Float64Array {
  const sampleable = asSampleable(parseOpenQasm2(source));
  if (sampleable === null) throw new Error('not sampleable');
  return probabilitiesOf(sampleable);
}
function expectClose(actual: Float64Array, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((p, i) => expect(p).toBeCloseTo(expected[i] ?? NaN, 9));
}

describe('the state vector against textbook matrices', () => {
  it.each(Object.keys(GATES))('%s, with phases made visible', (name) => {
    const [parameters, width, matrix] = GATES[name] ?? [0, 1, () => X];
    for (const angles of [
      [-Math.PI / 2, 0.3, -2.2, 1.1],
      [Math.PI, -Math.PI / 2, 5, -9],
      [-8.1, 2, 0.4, 3],
    ]) {
      const given = angles.slice(0, parameters);
      const n = width + 1;
      let state: C[] = Array.from({ length: 2 ** n }, (_, i) => r(i === 0 ? 1 : 0));
      let source = `OPENQASM 2.0;\ninclude "qelib1.inc";\n${DEFINITIONS}qreg q[${n}];\ncreg c[${n}];\n`;
      const on = Array.from({ length: width }, (_, k) => width - k);
      for (let q = 0; q < n; q += 1) {
        state = applyDense(state, u(1 + q / 3, 0.4 * q, 0), [q]);
        source += `u3(${1 + q / 3},${0.4 * q},0) q[${q}];\n`;
      }
      state = applyDense(state, matrix(...given), on);
      source += `${name}${parameters > 0 ? `(${given.join(',')})` : ''} ${on.map((q) => `q[${q}]`).join(',')};\n`;
      for (let q = 0; q < n; q += 1) {
        state = applyDense(state, u(0.9, 0, -0.5 * q - 0.2), [q]);
        source += `u3(0.9,0,${-0.5 * q - 0.2}) q[${q}];\n`;
      }
      expectClose(
        stateVector(`${source}measure q -> c;\n`),
        state.map(([x, y]) => x * x + y * y),
      );
    }
  });
  it.each(Array.from({ length: 60 }, (_, i) => i))('random circuit %i', (seed) => {
    const { source, expected } = randomCircuit(seed, 3 + (seed % 4), 40);
    expectClose(stateVector(source), expected);
  });
});

interface QuantumCircuit {
  importQASM(source: string): void;
  run(): void;
  readonly state: Readonly<Record<string, { readonly re: number; readonly im: number }>>;
}

describe('the textbook matrices against the package quantum-circuit', () => {
  // The package carries no types.
  const Circuit = createRequire(import.meta.url)('quantum-circuit') as new () => QuantumCircuit;
  const known = [
    'h',
    'x',
    'y',
    'z',
    's',
    't',
    'rx',
    'ry',
    'rz',
    'u3',
    'cx',
    'cz',
    'swap',
    'ccx',
    'crx',
    'cry',
    'crz',
    'cu1',
    'cu3',
  ];
  it.each([201, 202, 203, 204])('random circuit %i', (seed) => {
    const { source, expected } = randomCircuit(seed, 4, 40, known);
    const circuit = new Circuit();
    circuit.importQASM(source.replace(DEFINITIONS, '').replace('measure q -> c;', ''));
    circuit.run();
    expected.forEach((p, i) => {
      const { re, im } = circuit.state[String(i)] ?? { re: 0, im: 0 };
      expect(re * re + im * im).toBeCloseTo(p, 9);
    });
  });
});

describe('the shot simulator against textbook matrices', () => {
  const engine = createEngine({ size: 1 });
  afterAll(() => engine.close());
  // Zero noise takes the shot simulator, where the ideal run would sample the state.
  const noise = { pauliX: 0, pauliY: 0, pauliZ: 0, loss: 0 };
  it.each([101, 102, 103, 104, 105, 106])('random circuit %i', { timeout: 30_000 }, async (seed) => {
    const { source, expected } = randomCircuit(seed, 3, 25);
    for (const [given, method] of [
      [noise, 'SHOTS'],
      [null, 'SAMPLED_STATE'],
    ] as const) {
      const shots = 4000;
      const outcome = await engine.run(
        {
          kind: 'execute',
          program: { name: 'p', language: 'OPENQASM2', source },
          shots,
          seed,
          noise: given,
          maxQubits: 10,
        },
        { timeoutMs: 30_000 },
      );
      if (!outcome.ok || outcome.result.kind !== 'execute') throw new Error(JSON.stringify(outcome));
      expect(outcome.result.method).toBe(method);
      const counts = outcome.result.registers[0]?.counts ?? {};
      let chiSquare = 0;
      expected.forEach((p, i) => {
        const seen = counts[i.toString(2).padStart(3, '0')] ?? 0;
        chiSquare += (seen - p * shots) ** 2 / Math.max(p * shots, 0.5);
      });
      // 7 degrees of freedom: more than 40 has a chance of about one in a million.
      expect(chiSquare).toBeLessThan(40);
    }
  });
});
