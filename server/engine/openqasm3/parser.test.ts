import { describe, expect, it } from 'vitest';
import type { FlatProgram } from '../flat-program.ts';
import { TaskFailure } from '../source-error.ts';
import { parseOpenQasm3 } from './parser.ts';

const HEAD = 'OPENQASM 3.0;\ninclude "stdgates.inc";\n';

function failure(source: string): TaskFailure {
  try {
    parseOpenQasm3(source);
  } catch (error) {
    if (error instanceof TaskFailure) return error;
    throw error;
  }
  throw new Error('the program was accepted');
}
function flat(source: string): FlatProgram {
  const program = parseOpenQasm3(HEAD + source);
  if (program === null) throw new Error('left to the importer');
  return program;
}
/** The operations as text: `rz(0.5) 0`, `measure 0 1` */
function written(source: string): string[] {
  return flat(source).operations.map((o) => {
    switch (o.kind) {
      case 'gate':
        return `${o.gate}${o.gate.startsWith('r') ? `(${+o.angle.toFixed(6)})` : ''} ${o.qubits.join(',')}`;
      case 'measure':
        return `measure ${o.qubit} ${o.bit}`;
      case 'reset':
        return `reset ${o.qubit}`;
      default:
        return `barrier ${o.qubits.join(',')}`;
    }
  });
}

describe('what is written out', () => {
  it.each<[string, string[]]>([
    ['qubit[2] q; h q;', ['h 0', 'h 1']],
    ['qubit q; h q;', ['h 0']],
    ['qreg q[2]; creg c[2]; measure q -> c;', ['measure 0 0', 'measure 1 1']],
    ['qubit[2] q; bit[2] c = measure q;', ['measure 0 0', 'measure 1 1']],
    ['qubit[2] q; bit[2] c = "00"; c[1] = measure q[0];', ['measure 0 1']],
    ['qubit[2] a; qubit[2] b; cx a, b;', ['cx 0,2', 'cx 1,3']],
    ['qubit a; qubit[2] b; cx a, b;', ['cx 0,1', 'cx 0,2']],
    [
      'qubit[5] q; x q[1:3]; y q[0:2:4]; z q[-1]; h q[{3, 0}];',
      ['x 1', 'x 2', 'x 3', 'y 0', 'y 2', 'y 4', 'z 4', 'h 3', 'h 0'],
    ],
    ['qubit[4] q; let a = q[2:3]; let b = q[0] ++ a; x b; y a[1];', ['x 0', 'x 2', 'x 3', 'y 3']],
    ['qubit[4] q; x q[:1]; y q[2:]; z q[3:-1:2];', ['x 0', 'x 1', 'y 2', 'y 3', 'z 3', 'z 2']],
    ['const int n = 3; qubit[n] q; x q[n - 1];', ['x 2']],
    ['const float t = pi / 4; qubit q; rx(-t) q;', ['rx(-0.785398) 0']],
    ['float t = τ/8 + euler - ℇ; angle a = -t; qubit q; ry(a) q;', ['ry(-0.785398) 0']],
    [
      'qubit q; rz(2**3 - 7.5 + mod(5, 3) * 0) q; rz(-2**2 + 4.5) q; rz(pow(2, 2) - 3.5) q;',
      ['rz(0.5) 0', 'rz(0.5) 0', 'rz(0.5) 0'],
    ],
    ['qubit q; rz(arccos(1) + sqrt(0.25) + float(0) + 7 % 7) q;', ['rz(0.5) 0']],
    [
      'qubit q; rz(pi * 1/2) q; rz(4/2) q; rz(0x10 - 15.5) q; rz(1_0 - 9.5) q;',
      ['rz(1.570796) 0', 'rz(2) 0', 'rz(0.5) 0', 'rz(0.5) 0'],
    ],
    ['gate f(t) a { ry(-t/2) a; } qubit q; f(pi) q;', ['ry(-1.570796) 0']],
    ['const float k = 2; gate f(t) a { ry(k*t) a; } qubit q; inv @ f(0.25) q;', ['ry(-0.5) 0']],
    ['qubit[2] q; crz(-pi/2) q[0], q[1];', ['rz(-0.785398) 1', 'cx 0,1', 'rz(0.785398) 1', 'cx 0,1']],
    ['qubit[2] q; ctrl @ x q[0], q[1]; negctrl @ x q[0], q[1];', ['cx 0,1', 'x 0', 'cx 0,1', 'x 0']],
    [
      'qubit[3] q; ctrl(2) @ x q[0], q[1], q[2]; ctrl @ ctrl @ x q[2], q[1], q[0];',
      ['ccx 0,1,2', 'ccx 2,1,0'],
    ],
    [
      'qubit q; inv @ s q; pow(2) @ inv @ t q; pow(-1) @ rx(1) q; pow(3) @ rz(0.5) q;',
      ['sdg 0', 'tdg 0', 'tdg 0', 'rx(-1) 0', 'rz(1.5) 0'],
    ],
    ['qubit q; gphase(pi); ctrl @ gphase(0.5) q;', ['rz(0.5) 0']],
    ['qubit q; U(0, 1, 2) q;', ['rz(3) 0']],
    ['qubit[3] q; for int i in [0:2] { x q[i]; }', ['x 0', 'x 1', 'x 2']],
    [
      'qubit[3] q; for uint i in {2, 0} x q[i]; for int i in [2:-2:0] y q[i]; for int i in [1:0] z q;',
      ['x 2', 'x 0', 'y 2', 'y 0'],
    ],
    [
      'qubit[3] q; for int i in [0:1] for int j in [i+1:2] { cx q[i], q[j]; }',
      ['cx 0,1', 'cx 0,2', 'cx 1,2'],
    ],
    [
      'qubit[3] q; for int k in [0:2] { rz(pi / 2**k) q[k]; }',
      ['rz(3.141593) 0', 'rz(1.570796) 1', 'rz(0.785398) 2'],
    ],
    [
      'qubit[3] q; for int i in [0:2] { if (i == 1) { x q[i]; } else if (i > 1) y q[i]; else z q[i]; }',
      ['z 0', 'x 1', 'y 2'],
    ],
    ['qubit q; for int i in [0:2] pow(1 << i) @ p(0.125) q;', ['rz(0.125) 0', 'rz(0.25) 0', 'rz(0.5) 0']],
    ['qubit[2] q; reset q; barrier q[0]; barrier;', ['reset 0', 'reset 1', 'barrier 0', 'barrier 0,1']],
    [
      'gate rzz(t) a, b { cx a, b; rz(t) b; cx a, b; } qubit[2] q; rzz(1) q[0], q[1];',
      ['cx 0,1', 'rz(1) 1', 'cx 0,1'],
    ],
    ['{ } ; qubit[1] t; qubit z; x t; y z;', ['x 0', 'y 1']],
  ])('%s', (source, expected) => {
    expect(written(source)).toEqual(expected);
  });

  it.each<[string, { bits: number[]; value: bigint; negated: boolean }]>([
    ['if (c == 5) x q[0];', { bits: [0, 1, 2], value: 5n, negated: false }],
    ['if (c != 5) { x q[0]; }', { bits: [0, 1, 2], value: 5n, negated: true }],
    ['if (c[1]) x q[0];', { bits: [1], value: 1n, negated: false }],
    ['if (!c[1]) x q[0];', { bits: [1], value: 0n, negated: false }],
    ['if (c[1] == 0) x q[0];', { bits: [1], value: 0n, negated: false }],
    ['if (c[1] == true) x q[0];', { bits: [1], value: 1n, negated: false }],
    ['if (c[0:1] == "10") x q[0];', { bits: [0, 1], value: 2n, negated: false }],
    ['if (c[1]) { } else x q[0];', { bits: [1], value: 0n, negated: false }],
    ['if (c == 0x7) if (d) x q[0];', { bits: [0, 1, 2, 3], value: 15n, negated: false }],
    ['if (c[0]) { if (d) {} else { x q[0]; } }', { bits: [0, 3], value: 1n, negated: false }],
  ])('the condition of %s', (source, expected) => {
    const { operations } = flat(`qubit[2] q; bit[3] c; bit d; c[0] = measure q[0]; ${source}`);
    expect(operations[1]).toMatchObject({ kind: 'gate', condition: expected });
  });
});

describe('diagnostics', () => {
  it.each<[string, number, number, RegExp]>([
    ['qubit[2] q;\nfoo q[0];', 4, 1, /unknown gate `foo`/],
    ['qubit[2] q;\n  h q[2];', 4, 5, /indexes 0 to 1, not 2/],
    ['qubit[2] q;\nh q[0:5];', 4, 3, /indexes 0 to 1/],
    ['qubit[2] q;\nh q[0]\nx q[1];', 4, 7, /expected `;`/],
    ['qubit[2] q;\ncx q[0];', 4, 1, /takes 2 qubits, not 1/],
    ['qubit[2] q;\nctrl @ cx q;', 4, 8, /takes 3 qubits with its controls, not 1/],
    ['qubit q;\nrx q;', 4, 1, /takes 1 parameter, not 0/],
    ['qubit[2] q;\ncx q[1], q[1];', 4, 1, /same qubit twice/],
    ['qubit[2] q; qubit[3] r;\ncx q, r;', 4, 1, /different sizes/],
    ['qubit[2] q;\nbit[2] q;', 4, 8, /declared twice/],
    ['qubit q;\nh q[0];', 4, 3, /single one/],
    ['qubit[0] q;', 3, 7, /at least one/],
    ['qubit[1.5] q;', 3, 7, /whole number/],
    ['include "qelib1.inc";', 3, 9, /stdgates.inc/],
    ['gate f a { f a; }', 3, 12, /unknown gate `f`/],
    ['gate f a { h b; }', 3, 14, /no qubit `b`/],
    ['qubit q;\nrx(1/2) q;', 4, 5, /whole numbers/],
    ['qubit q;\nrx(1.0/0) q;', 4, 1, /not a finite number/],
    ['qubit q;\nrx(theta) q;', 4, 4, /unknown name `theta`/],
    ['qubit[2] q; bit[3] c;\nc = measure q;', 4, 1, /sizes differ/],
    ['qubit q;\nmeasure q -> c;', 4, 14, /no classical register/],
    ['qubit q;\nctrl(0) @ x q;', 4, 1, /number of controls/],
    ['qubit q; bit c;\nif (c == "01") x q;', 4, 10, /compared with/],
    ['qubit[3] q;\nfor int i in [0:3] {\n  x q[i];\n}', 5, 5, /indexes 0 to 2, not 3/],
    ['qubit q;\nfor int i in [0:0:3] x q;', 4, 14, /step/],
    ['qubit q; €', 3, 10, /unexpected character/],
    ['qubit q;\nif (true) { x q;', 4, 17, /the end of the program/],
  ])('%s', (source, line, column, message) => {
    const { diagnostics } = failure(HEAD + source);
    expect(diagnostics[0]).toMatchObject({ line, column, severity: 'ERROR' });
    expect(diagnostics[0]?.message).toMatch(message);
  });
  it('reports several errors, each once', () => {
    const { diagnostics } = failure(
      `${HEAD}qubit[2] q;\nfoo q;\nfor int i in [0:9] {\n bar q;\n h q[7];\n}\ngate g a { bar a; }\ny q[5];`,
    );
    expect(diagnostics.map((d) => d.line)).toEqual([4, 6, 7, 9, 10]);
  });
  it('names the version and the missing include', () => {
    expect(failure('OPENQASM 2.0;\nqreg q[1];').message).toContain('OpenQASM 2.0');
    expect(failure('qubit q;\nh q;').message).toContain('include');
  });
});

describe('what is left to the importer', () => {
  it.each([
    'def f(qubit a) { x a; } qubit q; f(q);',
    'qubit q; bit c; while (c) { x q; }',
    'input float t; qubit q; rx(t) q;',
    'output bit c; qubit q; c = measure q;',
    'extern f(int) -> int;',
    'int n = 1; n = n + 1; qubit q; x q;',
    'int n = 1; n += 1;',
    'int n; qubit q;',
    'qubit q; bit c; c = 1;',
    'bit c = 1;',
    'qubit q; bit c; bit d; c = measure q; d = c;',
    'qubit q; bit[2] c; if (c > 1) x q;',
    'qubit q; bit[2] c; if (c[0] && c[1]) x q;',
    'qubit q; bit[2] c; if (c) x q;',
    'qubit q; measure q;',
    'qubit q; delay[100ns] q;',
    'qubit q; rx(1 ^ 2) q;',
    'angle[8] a = pi; qubit q;',
    'qubit q; pow(0.3) @ h q;',
    'qubit q; bit c; c = measure q; if (c) { c = measure q; } else { x q; }',
    'qubit q; bit[2] c; if (c == 1) { if (c == 2) { x q; } else { y q; } }',
    '#pragma something\nqubit q;',
    '@note\nqubit q;',
    'qubit[2] q; ecr q[0], q[1];',
    'switch (1) { case 1 { } }',
  ])('%s', (source) => {
    expect(parseOpenQasm3(HEAD + source)).toBeNull();
  });
});

describe('bounds', () => {
  const doubling = Array.from({ length: 60 }, (_, i) => `gate g${i + 1} a { g${i} a; g${i} a; }`).join('\n');
  it.each([
    ['exponential expansion', `${HEAD}gate g0 a { }\n${doubling}\nqubit q; g60 q;`],
    ['a long loop', `${HEAD}for int i in [0:1000000000000] { }`],
    ['loops in loops', `${HEAD}for int i in [0:9999] for int j in [0:9999] { }`],
    ['a large power', `${HEAD}qubit q; pow(1000000000) @ h q;`],
    ['a large power of next to nothing', `${HEAD}qubit[2] q; ctrl @ pow(1e15) @ U(1e-300, 0, 0) q[0], q[1];`],
    ['powers of powers', `${HEAD}qubit q; pow(1000) @ pow(1000) @ pow(1000) @ h q;`],
    ['a huge register', `${HEAD}qubit[1000000000] q;`],
    ['deep blocks', `${HEAD}${'{'.repeat(10_000)}`],
    ['a huge source', ' '.repeat(5 * 1024 * 1024)],
  ])('ends %s with LIMIT', (_, source) => {
    expect(failure(source).kind).toBe('LIMIT');
  });
});
