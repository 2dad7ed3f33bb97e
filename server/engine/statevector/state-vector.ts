/**
 * A state of n qubits as 2^n complex amplitudes. Bit k of an index is qubit k. Gates of one qubit are
 * collected and multiplied together before they touch the amplitudes.
 */
export class StateVector {
  readonly qubits: number;
  private readonly re: Float64Array;
  private readonly im: Float64Array;
  private readonly pending: (Matrix | null)[];

  constructor(qubits: number) {
    this.qubits = qubits;
    this.re = new Float64Array(2 ** qubits);
    this.im = new Float64Array(2 ** qubits);
    this.re[0] = 1;
    this.pending = new Array<Matrix | null>(qubits).fill(null);
  }

  /** Applies a 2×2 matrix to a qubit. */
  apply(qubit: number, matrix: Matrix): void {
    const before = this.pending[qubit] ?? null;
    this.pending[qubit] = before === null ? matrix : multiply(matrix, before);
  }

  cx(control: number, target: number): void {
    this.flush(control, true);
    this.flush(target, false);
    const c = 1 << control;
    const t = 1 << target;
    const { re, im } = this;
    const low = Math.min(c, t);
    const high = Math.max(c, t);
    for (let a = 0; a < re.length; a += 2 * high)
      for (let b = a; b < a + high; b += 2 * low)
        for (let i = b + c, end = b + low + c; i < end; i += 1) swapAmplitudes(re, im, i, i + t);
  }

  swap(first: number, second: number): void {
    const waiting = this.pending[first] ?? null;
    this.pending[first] = this.pending[second] ?? null;
    this.pending[second] = waiting;
    const f = 1 << first;
    const s = 1 << second;
    const low = Math.min(f, s);
    const high = Math.max(f, s);
    const { re, im } = this;
    for (let a = 0; a < re.length; a += 2 * high)
      for (let b = a; b < a + high; b += 2 * low)
        for (let i = b; i < b + low; i += 1) swapAmplitudes(re, im, i + low, i + high);
  }

  ccx(first: number, second: number, target: number): void {
    this.flush(first, true);
    this.flush(second, true);
    this.flush(target, false);
    const mask = (1 << first) | (1 << second);
    const t = 1 << target;
    const { re, im } = this;
    for (let i = 0; i < re.length; i += 1)
      if ((i & mask) === mask && (i & t) === 0) swapAmplitudes(re, im, i, i | t);
  }

  cz(first: number, second: number): void {
    this.flush(first, true);
    this.flush(second, true);
    const low = Math.min(1 << first, 1 << second);
    const high = Math.max(1 << first, 1 << second);
    const { re, im } = this;
    for (let a = high; a < re.length; a += 2 * high)
      for (let b = a + low; b < a + high; b += 2 * low)
        for (let i = b, end = b + low; i < end; i += 1) {
          re[i] = -(re[i] ?? 0);
          im[i] = -(im[i] ?? 0);
        }
  }

  /** exp(-i·angle/2·Z⊗Z) */
  rzz(angle: number, first: number, second: number): void {
    this.flush(first, true);
    this.flush(second, true);
    const c = Math.cos(angle / 2);
    const s = Math.sin(angle / 2);
    const { re, im } = this;
    for (let i = 0; i < re.length; i += 1) {
      const sign = ((i >> first) ^ (i >> second)) & 1 ? s : -s;
      const x = re[i] ?? 0;
      const y = im[i] ?? 0;
      re[i] = x * c - y * sign;
      im[i] = y * c + x * sign;
    }
  }

  /** |amplitude|² of every index; overwrites the state, which is of no further use. */
  intoProbabilities(): Float64Array {
    for (let qubit = 0; qubit < this.qubits; qubit += 1) this.flush(qubit, false);
    const { re, im } = this;
    for (let i = 0; i < re.length; i += 1) re[i] = (re[i] ?? 0) ** 2 + (im[i] ?? 0) ** 2;
    return re;
  }

  /** Applies what waits for a qubit; a diagonal may go on waiting before a gate that commutes with it. */
  private flush(qubit: number, keepDiagonal: boolean): void {
    const m = this.pending[qubit] ?? null;
    if (m === null) return;
    const diagonal = m.bRe === 0 && m.bIm === 0 && m.cRe === 0 && m.cIm === 0;
    if (diagonal && keepDiagonal) return;
    this.pending[qubit] = null;
    if (diagonal) this.applyDiagonal(qubit, m);
    else this.applyGeneral(qubit, m);
  }

  private applyDiagonal(qubit: number, { aRe, aIm, dRe, dIm }: Matrix): void {
    const { re, im } = this;
    const step = 1 << qubit;
    for (let block = 0; block < re.length; block += 2 * step)
      for (let i = block, end = block + step; i < end; i += 1) {
        const x = re[i] ?? 0;
        const y = im[i] ?? 0;
        re[i] = aRe * x - aIm * y;
        im[i] = aRe * y + aIm * x;
        const j = i + step;
        const u = re[j] ?? 0;
        const v = im[j] ?? 0;
        re[j] = dRe * u - dIm * v;
        im[j] = dRe * v + dIm * u;
      }
  }

  private applyGeneral(qubit: number, { aRe, aIm, bRe, bIm, cRe, cIm, dRe, dIm }: Matrix): void {
    const { re, im } = this;
    const step = 1 << qubit;
    for (let block = 0; block < re.length; block += 2 * step)
      for (let i = block, end = block + step; i < end; i += 1) {
        const j = i + step;
        const x = re[i] ?? 0;
        const y = im[i] ?? 0;
        const u = re[j] ?? 0;
        const v = im[j] ?? 0;
        re[i] = aRe * x - aIm * y + bRe * u - bIm * v;
        im[i] = aRe * y + aIm * x + bRe * v + bIm * u;
        re[j] = cRe * x - cIm * y + dRe * u - dIm * v;
        im[j] = cRe * y + cIm * x + dRe * v + dIm * u;
      }
  }
}

/** The 2×2 complex matrix ((a, b), (c, d)). */
export interface Matrix {
  readonly aRe: number;
  readonly aIm: number;
  readonly bRe: number;
  readonly bIm: number;
  readonly cRe: number;
  readonly cIm: number;
  readonly dRe: number;
  readonly dIm: number;
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return {
    aRe: m.aRe * n.aRe - m.aIm * n.aIm + m.bRe * n.cRe - m.bIm * n.cIm,
    aIm: m.aRe * n.aIm + m.aIm * n.aRe + m.bRe * n.cIm + m.bIm * n.cRe,
    bRe: m.aRe * n.bRe - m.aIm * n.bIm + m.bRe * n.dRe - m.bIm * n.dIm,
    bIm: m.aRe * n.bIm + m.aIm * n.bRe + m.bRe * n.dIm + m.bIm * n.dRe,
    cRe: m.cRe * n.aRe - m.cIm * n.aIm + m.dRe * n.cRe - m.dIm * n.cIm,
    cIm: m.cRe * n.aIm + m.cIm * n.aRe + m.dRe * n.cIm + m.dIm * n.cRe,
    dRe: m.cRe * n.bRe - m.cIm * n.bIm + m.dRe * n.dRe - m.dIm * n.dIm,
    dIm: m.cRe * n.bIm + m.cIm * n.bRe + m.dRe * n.dIm + m.dIm * n.dRe,
  };
}

function swapAmplitudes(re: Float64Array, im: Float64Array, i: number, j: number): void {
  const x = re[i] ?? 0;
  const y = im[i] ?? 0;
  re[i] = re[j] ?? 0;
  im[i] = im[j] ?? 0;
  re[j] = x;
  im[j] = y;
}
