import { describe, expect, it } from 'vitest';
import { TaskFailure } from '../source-error.ts';
import { parseOpenQasm2 } from './parser.ts';

const HEAD = 'OPENQASM 2.0;\ninclude "qelib1.inc";\n';

function failure(source: string): TaskFailure {
  try {
    parseOpenQasm2(source);
  } catch (error) {
    if (error instanceof TaskFailure) return error;
    throw error;
  }
  throw new Error('the program was accepted');
}
/** The gates as text, `rz(0.5) 0` */
function gates(source: string): string[] {
  return parseOpenQasm2(HEAD + source).operations.flatMap((o) =>
    o.kind === 'gate'
      ? [`${o.gate}${o.gate.startsWith('r') ? `(${+o.angle.toFixed(6)})` : ''} ${o.qubits.join(',')}`]
      : [],
  );
}

describe('what is written out', () => {
  it.each<[string, string[]]>([
    ['qreg q[2]; h q;', ['h 0', 'h 1']],
    ['qreg a[2]; qreg b[2]; cx a, b;', ['cx 0,2', 'cx 1,3']],
    ['qreg a[1]; qreg b[2]; CX a[0], b;', ['cx 0,1', 'cx 0,2']],
    ['qreg q[1]; rx(-pi/2) q[0];', ['rx(-1.570796) 0']],
    ['qreg q[1]; rz(7*pi) q[0];', ['rz(-3.141593) 0']],
    ['qreg q[1]; rz(3*pi) q[0];', ['rz(-3.141593) 0']],
    ['qreg q[1]; rx(2^3-1*-2+sqrt(4)/ln(exp(1))-11.5e0) q[0];', ['rx(0.5) 0']],
    ['qreg q[1]; rx(-2^2 + 4 + .5) q[0];', ['rx(0.5) 0']],
    ['qreg q[1]; rx(cos(0)+sin(0)+tan(0)) q[0];', ['rx(1) 0']],
    ['gate f(t) a { ry(-t/2) a; } qreg q[1]; f(pi) q;', ['ry(-1.570796) 0']],
    [
      'gate f(t) a,b { barrier a,b; cx b,a; } gate g(t) a,b { f(t+1) b,a; } qreg q[2]; g(0) q[0],q[1];',
      ['cx 0,1'],
    ],
    ['qreg q[2]; crz(-pi/2) q[0],q[1];', ['rz(-0.785398) 1', 'cx 0,1', 'rz(0.785398) 1', 'cx 0,1']],
    ['qreg q[1]; u3(0,0,0) q[0]; u2(0,pi) q[0];', ['rz(3.141593) 0', 'ry(1.570796) 0']],
    ['opaque magic(a) q; qreg q[1]; x q;', ['x 0']],
    ['gate swap a,b { cx a,b; } qreg q[2]; swap q[0],q[1];', ['cx 0,1']],
    ['gate x a { y a; } qreg q[1]; sx q[0]; x q[0];', ['rx(1.570796) 0', 'y 0']],
    [
      'qreg t[1]; qreg operation[1]; creg bit[1]; x t; x operation; if(bit==0) y t[0];',
      ['x 0', 'x 1', 'y 0'],
    ],
    ['qreg q[1]; /* two\nlines */ x q; // end', ['x 0']],
  ])('%s', (source, expected) => {
    expect(gates(source)).toEqual(expected);
  });

  it('keeps conditions, measurements and resets', () => {
    const { operations, registers } = parseOpenQasm2(
      `${HEAD}qreg q[2]; creg c[2]; measure q -> c; if (c == 2) reset q;`,
    );
    expect(registers).toEqual([{ name: 'c', size: 2, first: 0 }]);
    expect(operations.map((o) => o.kind)).toEqual(['measure', 'measure', 'reset', 'reset']);
    expect(operations[2]).toMatchObject({ condition: { bits: [0, 1], value: 2n } });
  });
});

describe('diagnostics', () => {
  it.each<[string, number, number, RegExp]>([
    ['qreg q[2];\nfoo q[0];', 4, 1, /unknown gate `foo`/],
    ['qreg q[2];\n  h q[2];', 4, 5, /indexes 0 to 1/],
    ['qreg q[2];\nh q[0]\nx q[1];', 4, 7, /expected `;`/],
    ['qreg q[2];\ncx q[0];', 4, 1, /takes 2 qubits, not 1/],
    ['qreg q[2];\nrx q[0];', 4, 1, /takes 1 parameter, not 0/],
    ['qreg q[2];\ncx q[1],q[1];', 4, 1, /same qubit twice/],
    ['qreg q[2]; qreg r[3];\ncx q, r;', 4, 1, /different sizes/],
    ['qreg q[2];\ncreg q[2];', 4, 6, /declared twice/],
    ['opaque m a; qreg q[1];\nm q[0];', 4, 1, /opaque/],
    ['include "other.inc";', 3, 9, /only "qelib1.inc"/],
    ['gate f a { f a; }', 3, 12, /unknown gate `f`/],
    ['gate f a { h b; }', 3, 14, /no qubit `b`/],
    ['qreg q[1];\nrx(1/0) q[0];', 4, 1, /not a finite number/],
    ['qreg q[1];\nrx(theta) q[0];', 4, 4, /unknown name `theta`/],
    ['qreg q[1];\nmeasure q -> c;', 4, 14, /no classical register/],
    ['qreg q[1]; €', 3, 12, /unexpected character/],
    ['qreg q[', 3, 8, /the end of the program/],
  ])('%s', (source, line, column, message) => {
    const { diagnostics } = failure(HEAD + source);
    expect(diagnostics[0]).toMatchObject({ line, column, severity: 'ERROR' });
    expect(diagnostics[0]?.message).toMatch(message);
  });

  it('reports several errors, and what follows a bad gate is still read', () => {
    const { diagnostics } = failure(`${HEAD}qreg q[2];\nfoo q;\ngate g a { bar a; }\nh q[7];\nx q;\ny q[0]`);
    expect(diagnostics.map((d) => d.line)).toEqual([4, 5, 6, 8]);
  });
  it('says that standard gates need the include', () => {
    expect(failure('OPENQASM 2.0;\nqreg q[1];\nh q;').message).toContain('include');
  });
  it('names the version', () => {
    expect(failure('OPENQASM 3.0;\nqubit q;').diagnostics[0]?.message).toContain('OpenQASM 3.0');
  });
});

describe('bounds', () => {
  const doubling = (inner: string): string => {
    let source = `${HEAD}gate g0 a { ${inner} }\n`;
    for (let i = 1; i <= 60; i += 1) source += `gate g${i} a { g${i - 1} a; g${i - 1} a; }\n`;
    return `${source}qreg q[1];\ng60 q[0];`;
  };
  it.each([
    ['exponential expansion', doubling('x a;')],
    ['exponential expansion of nothing', doubling('')],
    ['a huge register', `${HEAD}qreg q[1000000000];`],
    ['a huge source', ' '.repeat(5 * 1024 * 1024)],
  ])('ends %s with LIMIT', (_, source) => {
    expect(failure(source).kind).toBe('LIMIT');
  });
  it('ends deep nesting with an error', () => {
    expect(failure(`${HEAD}qreg q[1]; rx(${'('.repeat(100_000)}1) q[0];`).message).toContain('deep');
    expect(failure(`${HEAD}qreg q[1]; rx(${'-'.repeat(100_000)}1) q[0];`).message).toContain('deep');
    let chain = `${HEAD}gate g0 a { x a; }\n`;
    for (let i = 1; i <= 600; i += 1) chain += `gate g${i} a { g${i - 1} a; }\n`;
    expect(failure(chain).message).toContain('deep');
  });
});
