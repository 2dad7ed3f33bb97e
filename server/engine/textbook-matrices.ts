/**
 * Gates as textbooks write them, for tests: dense matrices, controlled gates as block matrices, no
 * decomposition anywhere. Shares nothing with the engine.
 */
export type C = readonly [number, number];
export type M = readonly (readonly C[])[];
export const e = (a: number): C => [Math.cos(a), Math.sin(a)];
export const mul = (a: C, b: C): C => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
export const r = (x: number): C => [x, 0];
export const Z: C = [0, 0];
export const diag = (...d: C[]): M => d.map((v, i) => d.map((_, j) => (i === j ? v : Z)));
export const u = (t: number, p: number, l: number): M => [
  [r(Math.cos(t / 2)), mul(e(l + Math.PI), r(Math.sin(t / 2)))],
  [mul(e(p), r(Math.sin(t / 2))), mul(e(p + l), r(Math.cos(t / 2)))],
];
const rot = {
  rx: (t: number): M => [
    [r(Math.cos(t / 2)), [0, -Math.sin(t / 2)]],
    [[0, -Math.sin(t / 2)], r(Math.cos(t / 2))],
  ],
  ry: (t: number): M => [
    [r(Math.cos(t / 2)), r(-Math.sin(t / 2))],
    [r(Math.sin(t / 2)), r(Math.cos(t / 2))],
  ],
  rz: (t: number): M => diag(e(-t / 2), e(t / 2)),
};
export const X: M = [
  [Z, r(1)],
  [r(1), Z],
];
const Y: M = [
  [Z, [0, -1]],
  [[0, 1], Z],
];
const ZZ: M = diag(r(1), r(-1));
const S2 = Math.SQRT1_2;
export const H: M = [
  [r(S2), r(S2)],
  [r(S2), r(-S2)],
];
const SX: M = [
  [
    [0.5, 0.5],
    [0.5, -0.5],
  ],
  [
    [0.5, -0.5],
    [0.5, 0.5],
  ],
];
const SXDG: M = [
  [
    [0.5, -0.5],
    [0.5, 0.5],
  ],
  [
    [0.5, 0.5],
    [0.5, -0.5],
  ],
];
/** Controlled: the identity where any control is 0. Qubits in order: controls, then targets. First is lowest bit. */
export const ctrl = (n: number, m: M): M => {
  const size = m.length * 2 ** n;
  const all = 2 ** n - 1;
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => {
      if ((i & all) !== all || (j & all) !== all) return i === j ? r(1) : Z;
      return m[i >> n]?.[j >> n] ?? Z;
    }),
  );
};
export const scale = (c: C, m: M): M => m.map((row) => row.map((v) => mul(c, v)));
const pauliPair = (t: number, p: M): M =>
  Array.from({ length: 4 }, (_, i) =>
    Array.from({ length: 4 }, (_, j) => {
      const v = mul(p[i & 1]?.[j & 1] ?? Z, p[i >> 1]?.[j >> 1] ?? Z);
      return [(i === j ? Math.cos(t / 2) : 0) + Math.sin(t / 2) * v[1], -Math.sin(t / 2) * v[0]] as const;
    }),
  );
const swapM: M = [0, 2, 1, 3].map((k) => [0, 1, 2, 3].map((j) => r(j === k ? 1 : 0)));
const SQX: M = SX;

/** name → number of parameters, number of qubits, matrix */
export const GATES: Record<string, [number, number, (...a: number[]) => M]> = {
  x: [0, 1, () => X],
  y: [0, 1, () => Y],
  z: [0, 1, () => ZZ],
  h: [0, 1, () => H],
  id: [0, 1, () => diag(r(1), r(1))],
  s: [0, 1, () => diag(r(1), e(Math.PI / 2))],
  sdg: [0, 1, () => diag(r(1), e(-Math.PI / 2))],
  t: [0, 1, () => diag(r(1), e(Math.PI / 4))],
  tdg: [0, 1, () => diag(r(1), e(-Math.PI / 4))],
  sx: [0, 1, () => SX],
  sxdg: [0, 1, () => SXDG],
  rx: [1, 1, rot.rx],
  ry: [1, 1, rot.ry],
  rz: [1, 1, rot.rz],
  u1: [1, 1, (l = 0) => diag(r(1), e(l))],
  p: [1, 1, (l = 0) => diag(r(1), e(l))],
  u2: [2, 1, (p = 0, l = 0) => u(Math.PI / 2, p, l)],
  u3: [3, 1, u],
  u: [3, 1, u],
  U: [3, 1, u],
  cx: [0, 2, () => ctrl(1, X)],
  CX: [0, 2, () => ctrl(1, X)],
  cy: [0, 2, () => ctrl(1, Y)],
  cz: [0, 2, () => ctrl(1, ZZ)],
  ch: [0, 2, () => ctrl(1, H)],
  swap: [0, 2, () => swapM],
  csx: [0, 2, () => ctrl(1, SX)],
  crx: [1, 2, (t = 0) => ctrl(1, rot.rx(t))],
  cry: [1, 2, (t = 0) => ctrl(1, rot.ry(t))],
  crz: [1, 2, (t = 0) => ctrl(1, rot.rz(t))],
  cu1: [1, 2, (l = 0) => ctrl(1, diag(r(1), e(l)))],
  cp: [1, 2, (l = 0) => ctrl(1, diag(r(1), e(l)))],
  cu3: [3, 2, (a = 0, b = 0, c = 0) => ctrl(1, u(a, b, c))],
  cu: [4, 2, (a = 0, b = 0, c = 0, g = 0) => ctrl(1, scale(e(g), u(a, b, c)))],
  rxx: [1, 2, (t = 0) => pauliPair(t, X)],
  ryy: [1, 2, (t = 0) => pauliPair(t, Y)],
  rzz: [1, 2, (t = 0) => pauliPair(t, ZZ)],
  ccx: [0, 3, () => ctrl(2, X)],
  ccz: [0, 3, () => ctrl(2, ZZ)],
  cswap: [0, 3, () => ctrl(1, swapM)],
  c3x: [0, 4, () => ctrl(3, X)],
  c3sqrtx: [0, 4, () => ctrl(3, SQX)],
  c4x: [0, 5, () => ctrl(4, X)],
  // Gates of the tests' own, defined in DEFINITIONS below.
  half: [1, 1, (t = 0) => rot.ry(-t / 2)],
  chalf: [1, 2, (t = 0) => ctrl(1, rot.ry(-t / 2))],
  turn: [2, 2, (a = 0, b = 0) => ctrl(1, rot.rz(-a / 2 + 2 * b))],
};
export function applyDense(state: C[], m: M, qubits: readonly number[]): C[] {
  const out: C[] = state.map(() => Z);
  state.forEach((amplitude, index) => {
    const local = qubits.reduce((l, q, k) => l | (((index >> q) & 1) << k), 0);
    const rest = qubits.reduce((i, q) => i & ~(1 << q), index);
    m.forEach((row, i) => {
      const v = mul(row[local] ?? Z, amplitude);
      const to = qubits.reduce((t, q, k) => t | (((i >> k) & 1) << q), rest);
      const old = out[to] ?? Z;
      out[to] = [old[0] + v[0], old[1] + v[1]];
    });
  });
  return out;
}
