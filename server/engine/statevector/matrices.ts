import type { BaseGate } from '../flat-program.ts';
import type { Matrix, StateVector } from './state-vector.ts';

function matrix(a: Complex, b: Complex, c: Complex, d: Complex): Matrix {
  return { aRe: a[0], aIm: a[1], bRe: b[0], bIm: b[1], cRe: c[0], cIm: c[1], dRe: d[0], dIm: d[1] };
}
type Complex = readonly [number, number];
const ZERO: Complex = [0, 0];
const ONE: Complex = [1, 0];
const phase = (angle: number): Complex => [Math.cos(angle), Math.sin(angle)];

const H = matrix([Math.SQRT1_2, 0], [Math.SQRT1_2, 0], [Math.SQRT1_2, 0], [-Math.SQRT1_2, 0]);
const S = matrix(ONE, ZERO, ZERO, [0, 1]);
const SDG = matrix(ONE, ZERO, ZERO, [0, -1]);
const X = matrix(ZERO, ONE, ONE, ZERO);
const Y = matrix(ZERO, [0, -1], [0, 1], ZERO);
const Z = matrix(ONE, ZERO, ZERO, [-1, 0]);
const T = matrix(ONE, ZERO, ZERO, phase(Math.PI / 4));
const TDG = matrix(ONE, ZERO, ZERO, phase(-Math.PI / 4));

function rx(angle: number): Matrix {
  const [c, s] = phase(angle / 2);
  return matrix([c, 0], [0, -s], [0, -s], [c, 0]);
}
function ry(angle: number): Matrix {
  const [c, s] = phase(angle / 2);
  return matrix([c, 0], [-s, 0], [s, 0], [c, 0]);
}
function rz(angle: number): Matrix {
  return matrix(phase(-angle / 2), ZERO, ZERO, phase(angle / 2));
}

/** Applies a basic gate to a state. */
export function applyGate(
  state: StateVector,
  gate: BaseGate,
  angle: number,
  qubits: readonly number[],
): void {
  const [p = 0, q = 0, r = 0] = qubits;
  switch (gate) {
    case 'id':
      return;
    case 'x':
      return state.apply(p, X);
    case 'y':
      return state.apply(p, Y);
    case 'z':
      return state.apply(p, Z);
    case 'h':
      return state.apply(p, H);
    case 's':
      return state.apply(p, S);
    case 'sdg':
      return state.apply(p, SDG);
    case 't':
      return state.apply(p, T);
    case 'tdg':
      return state.apply(p, TDG);
    case 'rx':
      return state.apply(p, rx(angle));
    case 'ry':
      return state.apply(p, ry(angle));
    case 'rz':
      return state.apply(p, rz(angle));
    case 'cx':
      return state.cx(p, q);
    case 'cy':
      state.apply(q, SDG);
      state.cx(p, q);
      return state.apply(q, S);
    case 'cz':
      return state.cz(p, q);
    case 'swap':
      return state.swap(p, q);
    case 'rzz':
      return state.rzz(angle, p, q);
    case 'rxx':
      return conjugated(state, H, H, angle, p, q);
    case 'ryy':
      return conjugated(state, rx(Math.PI / 2), rx(-Math.PI / 2), angle, p, q);
    case 'ccx':
      return state.ccx(p, q, r);
    default:
      return gate satisfies never;
  }
}

function conjugated(
  state: StateVector,
  into: Matrix,
  back: Matrix,
  angle: number,
  p: number,
  q: number,
): void {
  state.apply(p, into);
  state.apply(q, into);
  state.rzz(angle, p, q);
  state.apply(p, back);
  state.apply(q, back);
}
