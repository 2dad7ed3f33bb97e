import type { BaseGate } from '../flat-program.ts';

/**
 * One step of a gate, with its exact phase: a basic gate, `u` = Rz(a₂)·Ry(a₁)·Rz(a₀), `p` = diag(1, e^{ia}),
 * or `gphase` = e^{ia} on no target. It happens where all controls are 1.
 */
export interface Primitive {
  readonly op: BaseGate | 'u' | 'p' | 'gphase';
  readonly angles: readonly number[];
  readonly controls: readonly number[];
  readonly targets: readonly number[];
}

const ADJOINT: Partial<Record<Primitive['op'], Primitive['op']>> = { s: 'sdg', sdg: 's', t: 'tdg', tdg: 't' };

/** The steps that undo these, in order. */
export function inverse(steps: readonly Primitive[]): Primitive[] {
  return steps
    .map((step) => ({
      ...step,
      op: ADJOINT[step.op] ?? step.op,
      angles: (step.op === 'u' ? [...step.angles].reverse() : step.angles).map((a) => -a),
    }))
    .reverse();
}

const TURNS = new Set<Primitive['op']>(['rx', 'ry', 'rz', 'rxx', 'ryy', 'rzz', 'p', 'gphase']);
const DIAGONAL = new Set<Primitive['op']>(['rz', 'rzz', 'p', 'gphase']);
/** Gates that are diag(1, e^{iπ·value}) */
const PHASES: Partial<Record<Primitive['op'], number>> = {
  z: 1,
  cz: 1,
  s: 0.5,
  sdg: -0.5,
  t: 0.25,
  tdg: -0.25,
};

/**
 * Steps applied a number of times.
 * @param exponent - whole numbers always work; fractions only for a single step with an evident root
 * @returns null for a fraction that has no evident meaning
 */
export function power(
  steps: readonly Primitive[],
  exponent: number,
): { steps: Primitive[]; times: number } | null {
  const [first] = steps;
  if (first === undefined) return { steps: [], times: 1 };
  const whole = Number.isInteger(exponent);
  const simple = steps.length === 1 ? TURNS.has(first.op) : steps.every((s) => DIAGONAL.has(s.op));
  if (simple && whole)
    return { steps: steps.map((s) => ({ ...s, angles: s.angles.map((a) => a * exponent) })), times: 1 };
  if (whole) return { steps: exponent < 0 ? inverse(steps) : [...steps], times: Math.abs(exponent) };
  return steps.length === 1 ? fraction(first, exponent) : null;
}

/** The principal root: eigenvalues e^{iα} with α in (-π, π] become e^{iα·exponent}. */
function fraction(step: Primitive, exponent: number): { steps: Primitive[]; times: number } | null {
  const [target = -1] = step.targets;
  const turned = (angle: number): Primitive => ({
    ...step,
    op: 'p',
    angles: [angle * exponent],
    targets: [target],
  });
  const around = (op: Primitive['op'], angle: number): Primitive => ({
    ...step,
    op,
    angles: [angle],
    controls: [],
    targets: [target],
  });
  const phase = PHASES[step.op];
  if (phase !== undefined && step.targets.length === 1) return { steps: [turned(Math.PI * phase)], times: 1 };
  switch (step.op) {
    case 'x':
      return { steps: [around('h', 0), turned(Math.PI), around('h', 0)], times: 1 };
    case 'y':
      return { steps: [around('rx', Math.PI / 2), turned(Math.PI), around('rx', -Math.PI / 2)], times: 1 };
    case 'p': {
      const angle = step.angles[0] ?? 0;
      return Math.abs(angle) < Math.PI ? { steps: [turned(angle)], times: 1 } : null;
    }
    case 'rx':
    case 'ry':
    case 'rz':
      return Math.abs(step.angles[0] ?? 0) < 2 * Math.PI
        ? { steps: [{ ...step, angles: step.angles.map((a) => a * exponent) }], times: 1 }
        : null;
    default:
      return null;
  }
}
