import { describe, expect, it } from 'vitest';
import { DEVICE_DIALECTS, type DeviceAbilities, type DeviceDialect } from '../domain/device-program.ts';
import type { Language } from '../domain/program.ts';
import { deviceProgram } from './device-program.ts';
import { simulateDeviceText } from './device-simulation.ts';
import { parseOpenQasm2 } from './openqasm2/parser.ts';
import { parseOpenQasm3 } from './openqasm3/parser.ts';
import { randomFromSeed } from './random.ts';
import { asSampleable, probabilitiesOf } from './statevector/sampling.ts';
import { TaskFailure } from './source-error.ts';

/**
 * Braket's gates from their published matrices, by `U`, `ctrl` and `gphase` alone: nothing of the engine's names.
 * OpenQASM 3's `U` carries the phase e^(iθ/2), which a control makes visible.
 */
const BRAKET_DEFINITIONS = `
gate x q { gphase(-pi/2); U(pi, 0, pi) q; }
gate y q { gphase(-pi/2); U(pi, pi/2, pi/2) q; }
gate z q { U(0, 0, pi) q; }
gate h q { U(pi/2, 0, pi) q; }
gate s q { U(0, 0, pi/2) q; }
gate si q { U(0, 0, -pi/2) q; }
gate t q { U(0, 0, pi/4) q; }
gate ti q { U(0, 0, -pi/4) q; }
gate i q { U(0, 0, 0) q; }
gate rx(a) q { U(a, -pi/2, pi/2) q; }
gate ry(a) q { U(a, 0, 0) q; }
gate rz(a) q { gphase(-a/2); U(0, 0, a) q; }
gate cnot a, b { ctrl @ x a, b; }
gate cy a, b { ctrl @ y a, b; }
gate cz a, b { ctrl @ z a, b; }
gate ccnot a, b, c { ctrl(2) @ x a, b, c; }
gate swap a, b { cnot a, b; cnot b, a; cnot a, b; }
gate zz(t) a, b { cnot a, b; rz(t) b; cnot a, b; }
gate xx(t) a, b { h a; h b; zz(t) a, b; h a; h b; }
gate yy(t) a, b { rx(pi/2) a; rx(pi/2) b; zz(t) a, b; rx(-pi/2) a; rx(-pi/2) b; }
`;

const all = (dialect: DeviceDialect): DeviceAbilities => ({ dialect, maxQubits: null, gates: null });
const written = (source: string, device: DeviceAbilities, language: Language = 'OPENQASM2') =>
  deviceProgram({ name: 'p', language, source }, device);

const NAMES: readonly (readonly [name: string, parameters: number, qubits: number])[] = [
  ['id', 0, 1],
  ['x', 0, 1],
  ['y', 0, 1],
  ['z', 0, 1],
  ['h', 0, 1],
  ['s', 0, 1],
  ['sdg', 0, 1],
  ['t', 0, 1],
  ['tdg', 0, 1],
  ['rx', 1, 1],
  ['ry', 1, 1],
  ['rz', 1, 1],
  ['u3', 3, 1],
  ['cx', 0, 2],
  ['cy', 0, 2],
  ['cz', 0, 2],
  ['ch', 0, 2],
  ['crz', 1, 2],
  ['cu3', 3, 2],
  ['swap', 0, 2],
  ['rxx', 1, 2],
  ['rzz', 1, 2],
  ['ccx', 0, 3],
  ['cswap', 0, 3],
];

function randomCircuit(seed: number): string {
  const random = randomFromSeed(seed);
  const pick = (n: number): number => Math.floor(random.next() * n);
  const qubits = 3 + pick(3);
  const lines = ['OPENQASM 2.0;', 'include "qelib1.inc";', `qreg q[${qubits}];`, `creg c[${qubits}];`];
  for (let q = 0; q < qubits; q += 1) lines.push(`ry(${0.4 + q}) q[${q}];`);
  for (let i = 0; i < 30; i += 1) {
    const [name, parameters, width] = NAMES[pick(NAMES.length)] ?? ['h', 0, 1];
    const free = Array.from({ length: qubits }, (_, q) => q);
    const on = Array.from({ length: width }, () => `q[${free.splice(pick(free.length), 1)[0] ?? 0}]`);
    const angles = Array.from({ length: parameters }, () => (random.next() - 0.5) * 20);
    lines.push(`${name}${parameters > 0 ? `(${angles.join(',')})` : ''} ${on.join(',')};`);
  }
  for (let q = 0; q < qubits; q += 1) lines.push(`ry(${-0.7 - q}) q[${q}];`);
  lines.push('measure q -> c;');
  return lines.join('\n');
}

function probabilities(flat: ReturnType<typeof parseOpenQasm3>): Float64Array {
  const circuit = flat === null ? null : asSampleable(flat);
  if (circuit === null) throw new Error('not sampleable');
  return probabilitiesOf(circuit);
}
function reread(text: string, dialect: DeviceDialect): Float64Array {
  return probabilities(
    parseOpenQasm3(dialect === 'BRAKET' ? text.replace(/^OPENQASM 3;/, `$&${BRAKET_DEFINITIONS}`) : text),
  );
}

describe('a device program gives what its source gives', () => {
  const sets: readonly (readonly [string, DeviceAbilities])[] = [
    ...DEVICE_DIALECTS.map((dialect) => [dialect, all(dialect)] as const),
    [
      'BRAKET with rotations and cnot alone',
      { dialect: 'BRAKET', maxQubits: 8, gates: ['rx', 'ry', 'rz', 'cnot'] },
    ],
  ];
  describe.each(sets)('%s', (_, device) => {
    it.each(Array.from({ length: 40 }, (_, i) => i))('random circuit %i', (seed) => {
      const source = randomCircuit(seed);
      const { text } = written(source, device);
      const expected = probabilities(parseOpenQasm2(source));
      const actual = reread(text, device.dialect);
      expect(actual).toHaveLength(expected.length);
      expected.forEach((p, i) => expect(actual[i]).toBeCloseTo(p, 9));
    });
  });
});

const BELL = `OPENQASM 3.0;
include "stdgates.inc";
qubit[5] q; bit[2] a; bit[3] b;
reset q;
x q[4]; rxx(0.25) q[1], q[4];
barrier q;
b[2] = measure q[4];
a[0] = measure q[1];
`;

describe('the text', () => {
  it('is flat, without an include, in the names of Braket', () => {
    const { text, qubits, readout } = written(BELL, all('BRAKET'), 'OPENQASM3');
    expect(text).toBe(
      'OPENQASM 3;\nqubit[2] q;\nbit[2] c;\nx q[1];\nxx(0.25) q[0], q[1];\nc[0] = measure q[0];\nc[1] = measure q[1];\n',
    );
    expect(qubits).toBe(2);
    expect(readout).toEqual([
      { name: 'a', bits: [0, null] },
      { name: 'b', bits: [null, null, 1] },
    ]);
  });
  it('is written with stdgates.inc for IonQ', () => {
    const { text } = written(BELL, all('IONQ'), 'OPENQASM3');
    expect(text).toContain('include "stdgates.inc";');
    expect(text).toContain('cx q[0], q[1];');
    expect(text).not.toContain('xx(');
  });
  it.each(DEVICE_DIALECTS)('is what the simulated device takes: %s', (dialect) => {
    const { text } = written('OPENQASM 2.0; qreg q[2]; creg c[2]; U(pi,0,pi) q[0]; measure q -> c;', {
      ...all(dialect),
    });
    expect(simulateDeviceText(text, dialect, 10, 1)).toEqual({ qubits: 2, counts: { '01': 10 } });
  });
});

describe('what a device does not do is refused, by name and place', () => {
  const refused = (source: string, language: Language = 'OPENQASM2', device = all('BRAKET')): TaskFailure => {
    try {
      written(source, device, language);
    } catch (error) {
      if (error instanceof TaskFailure) return error;
      throw error;
    }
    throw new Error('not refused');
  };
  const start = 'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[3];\ncreg c[3];\n';
  it.each([
    ['a gate after a measurement', 'measure q[1] -> c[0];\nh q[1];', 6, /`h` acts on q\[1\].*line 5/],
    ['a reset after use', 'h q[0];\nreset q[0];\nmeasure q -> c;', 6, /reset q\[0\]/],
    ['a condition', 'measure q[0] -> c[0];\nif (c==1) x q[1];\nmeasure q -> c;', 6, /condition/],
  ])('%s', (_, body, line, message) => {
    const failure = refused(start + body);
    expect(failure.kind).toBe('PROGRAM');
    expect(failure.message).toMatch(message);
    expect(failure.diagnostics[0]?.line).toBe(line);
  });
  it('a gate that nothing replaces', () => {
    const device: DeviceAbilities = { dialect: 'BRAKET', maxQubits: null, gates: ['rz', 'cnot'] };
    const failure = refused(`${start}h q[0];\nmeasure q -> c;`, 'OPENQASM2', device);
    expect(failure.message).toMatch(/`ry`.*line 5/);
  });
  it('too many qubits', () => {
    const failure = refused(`${start}measure q -> c;`, 'OPENQASM2', { ...all('IONQ'), maxQubits: 2 });
    expect(failure).toMatchObject({
      kind: 'LIMIT',
      message: 'The program uses 3 qubits; the device has 2.',
    });
  });
  it('a program that measures nothing', () => {
    expect(refused(`${start}h q[0];`).message).toMatch(/measures nothing/);
  });
  it('Q#, and OpenQASM 3 that is not static', () => {
    expect(refused('operation Main() : Unit {}', 'QSHARP').message).toMatch(/Q# program/);
    const loop =
      'OPENQASM 3.0; include "stdgates.inc"; qubit q; bit c; while (!c) { h q; c = measure q; } int[8] n = 1;';
    expect(refused(loop, 'OPENQASM3').message).toMatch(/static circuits only/);
  });
});
