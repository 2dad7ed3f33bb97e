/** Compares OpenQASM 3 with dense matrices: modifiers, global phases and gates of gates. */
import { afterAll, describe, expect, it } from 'vitest';
import type { ExecuteResult, Language } from '../../domain/program.ts';
import { parseOpenQasm2 } from '../openqasm2/parser.ts';
import { createEngine } from '../pool.ts';
import { randomFromSeed } from '../random.ts';
import { asSampleable, probabilitiesOf } from '../statevector/sampling.ts';
import { applyDense, ctrl, diag, e, GATES, mul, r, scale, type C, type M } from '../textbook-matrices.ts';
import { parseOpenQasm3 } from './parser.ts';

const dagger = (m: M): M =>
  m.map((row, i) => row.map((_, j) => [m[j]?.[i]?.[0] ?? 0, -(m[j]?.[i]?.[1] ?? 0)]));
const times = (a: M, b: M): M =>
  a.map((row) =>
    row.map((_, j) =>
      row.reduce<C>((sum, v, k) => {
        const w = mul(v, b[k]?.[j] ?? r(0));
        return [sum[0] + w[0], sum[1] + w[1]];
      }, r(0)),
    ),
  );
const identity = (n: number): M => diag(...Array.from({ length: n }, () => r(1)));
const pow = (m: M, k: number): M => {
  let result = identity(m.length);
  for (let i = 0; i < Math.abs(k); i += 1) result = times(result, k < 0 ? dagger(m) : m);
  return result;
};
/** Acts where the first qubit is 0. */
const negctrl = (m: M): M => {
  const swapped = (i: number): number => i ^ 1;
  const c = ctrl(1, m);
  return c.map((row, i) => row.map((_, j) => c[swapped(i)]?.[swapped(j)] ?? r(0)));
};
const gate = (name: string, ...angles: number[]): M => {
  const m = GATES[name]?.[2](...angles);
  if (m === undefined) throw new Error(name);
  return m;
};
const exactU = (t = 0, p = 0, l = 0): M => scale(e(t / 2), gate('U', t, p, l));

/** Gates of the tests' own with nested definitions, and what they are. */
const OWN = `gate half(t) a { ry(-t/2) a; }
gate chalf(t) c, a { ctrl @ half(t) c, a; }
gate turn(a, b) c, q { crz(-a/2 + b*2) c, q; }
gate phased(t) a { gphase(t/3); inv @ pow(2) @ half(t) a; U(t, -t, t/2) a; }
gate deep(t, s) a, b { negctrl @ phased(t) a, b; pow(3) @ ctrl @ phased(-s/2) b, a; gphase(s); }
`;
const phased = (t = 0): M => scale(e(t / 3), times(exactU(t, -t, t / 2), gate('ry', t)));
const swapQubits = (m: M): M => {
  const s = (i: number): number => ((i & 1) << 1) | (i >> 1);
  return m.map((row, i) => row.map((_, j) => m[s(i)]?.[s(j)] ?? r(0)));
};
const REFERENCE: Record<string, [number, number, (...a: number[]) => M]> = {
  ...Object.fromEntries(Object.entries(GATES)),
  U: [3, 1, exactU],
  u2: [2, 1, (p = 0, l = 0) => scale(e(-(p + l) / 2), gate('u2', p, l))],
  u3: [3, 1, (t = 0, p = 0, l = 0) => scale(e(-(p + l) / 2), gate('u3', t, p, l))],
  phased: [1, 1, phased],
  deep: [
    2,
    2,
    (t = 0, s = 0) => scale(e(s), times(pow(swapQubits(ctrl(1, phased(-s / 2))), 3), negctrl(phased(t)))),
  ],
};

function modified(
  pick: (n: number) => number,
  m: M,
  width: number,
  room: number,
): { text: string; matrix: M; width: number } {
  let text = '';
  let matrix = m;
  let used = width;
  for (let n = pick(4); n > 0; n -= 1) {
    const kind = pick(4);
    if (kind < 2 && used < room) {
      text = `${kind === 0 ? 'ctrl' : 'negctrl'} @ ${text}`;
      matrix = kind === 0 ? ctrl(1, matrix) : negctrl(matrix);
      used += 1;
    } else if (kind === 2) {
      text = `inv @ ${text}`;
      matrix = dagger(matrix);
    } else {
      const k = pick(6) - 2;
      text = `pow(${k}) @ ${text}`;
      matrix = pow(matrix, k);
    }
  }
  return { text, matrix, width: used };
}

/** A random circuit in superposition, so that phases show; `plain` keeps to what OpenQASM 2 can say. */
function randomCircuit(
  seed: number,
  qubits: number,
  length: number,
  plain = false,
): { two: string; three: string; expected: number[] } {
  const random = randomFromSeed(seed);
  const pick = (n: number): number => Math.floor(random.next() * n);
  const names = Object.keys(plain ? GATES : REFERENCE).filter((n) => (REFERENCE[n]?.[1] ?? 9) <= qubits);
  let state: C[] = Array.from({ length: 2 ** qubits }, (_, i) => r(i === 0 ? 1 : 0));
  let body = '';
  const add = (name: string, angles: number[], on: number[], matrix: M): void => {
    state = applyDense(state, matrix, on);
    body += `${name}${angles.length > 0 ? `(${angles.join(',')})` : ''} ${on.map((q) => `q[${q}]`).join(',')};\n`;
  };
  for (let q = 0; q < qubits; q += 1) add('h', [], [q], gate('h'));
  for (let i = 0; i < length; i += 1) {
    const name = names[pick(names.length)] ?? 'h';
    const [parameters, width, matrix] = REFERENCE[name] ?? [0, 1, () => gate('h')];
    const angles = Array.from({ length: parameters }, () => (random.next() - 0.5) * 30);
    const given = plain
      ? { text: '', matrix: matrix(...angles), width }
      : modified(pick, matrix(...angles), width, qubits);
    const free = Array.from({ length: qubits }, (_, q) => q);
    const on = Array.from({ length: given.width }, () => free.splice(pick(free.length), 1)[0] ?? 0);
    add(given.text + name, angles, on, given.matrix);
  }
  for (let q = 0; q < qubits; q += 1) add('ry', [-0.7 - q], [q], gate('ry', -0.7 - q));
  const own = OWN.split('\n')[0] ?? '';
  return {
    two: `OPENQASM 2.0;\ninclude "qelib1.inc";\n${own}
gate chalf(t) c, a { half(t/2) a; cx c, a; half(-t/2) a; cx c, a; }
gate turn(a, b) c, q { crz(-a/2 + b*2) c, q; }
qreg q[${qubits}];\ncreg c[${qubits}];\n${body}measure q -> c;\n`,
    three: `OPENQASM 3.0;\ninclude "stdgates.inc";\n${OWN}qubit[${qubits}] q;\nbit[${qubits}] c;\n${body}c = measure q;\n`,
    expected: state.map(([x, y]) => x * x + y * y),
  };
}

function probabilities(flat: ReturnType<typeof parseOpenQasm3>): number[] {
  const sampleable = flat === null ? null : asSampleable(flat);
  if (sampleable === null) throw new Error('not sampleable');
  return [...probabilitiesOf(sampleable)];
}
function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((p, i) => expect(p).toBeCloseTo(expected[i] ?? NaN, 8));
}

describe('the state vector against dense matrices', () => {
  it.each(
    Object.keys(REFERENCE).flatMap((name) =>
      ['', 'ctrl @ ', 'negctrl @ inv @ ', 'ctrl(2) @ ', 'ctrl @ pow(-3) @ '].map((m) => [m, name] as const),
    ),
  )('%s%s', (modifiers, name) => {
    const [parameters, width, matrix] = REFERENCE[name] ?? [0, 1, () => gate('h')];
    const angles = [-Math.PI / 2, 4.3, -2.2, 9.1].slice(0, parameters);
    let m = matrix(...angles);
    if (modifiers.includes('inv')) m = dagger(m);
    if (modifiers.includes('pow')) m = pow(m, -3);
    const controls = modifiers === '' ? 0 : modifiers.includes('(2)') ? 2 : 1;
    m = modifiers.startsWith('neg') ? negctrl(m) : ctrl(controls, m);
    const n = width + controls;
    let state: C[] = Array.from({ length: 2 ** n }, (_, i) => r(i === 0 ? 1 : 0));
    let source = `include "stdgates.inc"; ${OWN} qubit[${n}] q; bit[${n}] c;\n`;
    const turn = (angle: number): void => {
      for (let q = 0; q < n; q += 1) {
        state = applyDense(state, times(gate('rz', angle + q / 2), gate('ry', angle - q / 3)), [q]);
        source += `ry(${angle - q / 3}) q[${q}]; rz(${angle + q / 2}) q[${q}];\n`;
      }
    };
    const on = Array.from({ length: n }, (_, i) => n - 1 - i);
    turn(1.1);
    state = applyDense(state, m, on);
    source += `${modifiers}${name}${parameters > 0 ? `(${angles.join(',')})` : ''} ${on.map((q) => `q[${q}]`).join(',')};\n`;
    turn(0.8);
    expectClose(
      probabilities(parseOpenQasm3(`${source}c = measure q;`)),
      state.map(([x, y]) => x * x + y * y),
    );
  });
  it.each(Array.from({ length: 60 }, (_, i) => i))('random circuit %i', (seed) => {
    const { three, expected } = randomCircuit(seed, 3 + (seed % 3), 25);
    expectClose(probabilities(parseOpenQasm3(three)), expected);
  });
  it.each([5, 6, 7])('%i controls, with and without qubits to spare', (n) => {
    const size = n + 2;
    const all = Array.from({ length: n + 1 }, (_, q) => q);
    for (const [name, m] of [
      ['x', gate('x')],
      ['p(-2.5)', gate('p', -2.5)],
      ['U(1,2,3)', exactU(1, 2, 3)],
      ['ry(7)', gate('ry', 7)],
    ] as const) {
      let state: C[] = Array.from({ length: 2 ** size }, (_, i) => r(i === 0 ? 1 : 0));
      let source = `include "stdgates.inc"; qubit[${size}] q; bit[${size}] c; h q;`;
      for (let q = 0; q < size; q += 1) state = applyDense(state, gate('h'), [q]);
      state = applyDense(state, ctrl(n, m), all);
      source += `ctrl(${n}) @ ${name} ${all.map((q) => `q[${q}]`).join(',')}; ry(0.6) q; c = measure q;`;
      for (let q = 0; q < size; q += 1) state = applyDense(state, gate('ry', 0.6), [q]);
      expectClose(
        probabilities(parseOpenQasm3(source)),
        state.map(([x, y]) => x * x + y * y),
      );
    }
  });
  it.each([
    ['pow(1/2) @ x', 'sx'],
    ['pow(0.5) @ z', 's'],
    ['pow(1/2) @ s', 't'],
    ['inv @ pow(1/2) @ z', 'sdg'],
    ['pow(1/2) @ pow(2) @ rz(1)', 'rz(1)'],
    ['pow(0.5) @ y', 'h q[1]; sdg q[1]; h q[1]; ctrl @ s'],
  ])('%s under a control', (left, right) => {
    const program = (text: string): number[] =>
      probabilities(
        parseOpenQasm3(
          `include "stdgates.inc"; qubit[2] q; bit[2] c; h q; ry(1) q[1]; ${text} q[0], q[1]; h q[0]; ry(0.3) q; c = measure q;`,
        ),
      );
    if (right.includes(';')) expectClose(program(`ctrl @ pow(2) @ ${left}`), program('ctrl @ y'));
    else expectClose(program(`ctrl @ ${left}`), program(`ctrl @ ${right}`));
  });
});

describe('OpenQASM 2 and 3', () => {
  it.each(Array.from({ length: 25 }, (_, i) => 500 + i))('say the same in circuit %i', (seed) => {
    const { two, three, expected } = randomCircuit(seed, 4, 40, true);
    expectClose(probabilities(parseOpenQasm3(three)), expected);
    expectClose(probabilities(parseOpenQasm2(two)), expected);
  });
});

describe('the shot simulator', () => {
  const engine = createEngine({ size: 1 });
  afterAll(() => engine.close());
  // Zero noise takes the shot simulator, where the ideal run would sample the state.
  const noise = { pauliX: 0, pauliY: 0, pauliZ: 0, loss: 0 };
  const run = async (
    language: Language,
    source: string,
    shots: number,
    sampled: boolean,
  ): Promise<ExecuteResult> => {
    const outcome = await engine.run(
      {
        kind: 'execute',
        program: { name: 'p', language, source },
        shots,
        seed: 5,
        noise: sampled ? null : noise,
        maxQubits: 10,
      },
      { timeoutMs: 60_000 },
    );
    if (!outcome.ok || outcome.result.kind !== 'execute') throw new Error(JSON.stringify(outcome));
    return outcome.result;
  };
  it.each([301, 302, 303])('agrees with dense matrices in circuit %i', async (seed) => {
    const { three, expected } = randomCircuit(seed, 3, 12);
    for (const sampled of [true, false]) {
      const shots = 3000;
      const result = await run('OPENQASM3', three, shots, sampled);
      expect(result.method).toBe(sampled ? 'SAMPLED_STATE' : 'SHOTS');
      let chiSquare = 0;
      expected.forEach((p, i) => {
        const seen = result.registers[0]?.counts[i.toString(2).padStart(3, '0')] ?? 0;
        chiSquare += (seen - p * shots) ** 2 / Math.max(p * shots, 0.5);
      });
      // 7 degrees of freedom: more than 40 has a chance of about one in a million.
      expect(chiSquare).toBeLessThan(40);
    }
  });
  it.each([
    [
      'x q[0]; c[0] = measure q[0]; if (c[0]) { x q[1]; } else { x q[2]; } c[1] = measure q[1]; c[2] = measure q[2];',
      '011',
    ],
    [
      'c[0] = measure q[0]; if (c[0] == 1) x q[1]; else x q[2]; c[1] = measure q[1]; c[2] = measure q[2];',
      '100',
    ],
    [
      'x q[0]; x q[1]; c[0:1] = measure q[0:1]; if (c == 3) { if (c[1]) x q[2]; else { x q[0]; } } c = measure q;',
      '111',
    ],
    ['x q[1]; c = measure q; if (c != "010") x q[0]; else x q[2]; c = measure q;', '110'],
    [
      'x q[0]; c[0] = measure q[0]; if (c[0]) { c[1] = measure q[0]; reset q[0]; c[0] = measure q[0]; }',
      '010',
    ],
  ])('follows conditions: %s', async (body, expected) => {
    const result = await run('OPENQASM3', `include "stdgates.inc"; qubit[3] q; bit[3] c; ${body}`, 50, false);
    expect(result.registers).toEqual([{ name: 'c', size: 3, counts: { [expected]: 50 } }]);
  });
  it('compiles a register of which some bits are measured', async () => {
    const source =
      'include "stdgates.inc"; qubit[3] q; bit[3] c; crz(-pi/2) q[0], q[1]; c[1] = measure q[1];';
    const outcome = await engine.run(
      { kind: 'compile', program: { name: 'p', language: 'OPENQASM3', source }, profile: 'BASE' },
      { timeoutMs: 60_000 },
    );
    expect(outcome).toMatchObject({ ok: true, result: { statistics: { measurements: 1 } } });
  });
});
