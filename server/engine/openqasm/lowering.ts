import type { BaseGate } from '../flat-program.ts';
import type { Primitive } from './primitives.ts';

/** Takes basic gates, which have no further controls. */
export type Emit = (gate: BaseGate, angle: number, qubits: readonly number[]) => void;

/**
 * Writes a step with any number of controls as basic gates, with exact phases between all branches of the
 * controls (Barenco et al., Phys. Rev. A 52, 3457, lemmas 5.1, 7.2, 7.3 and 7.5). Only the phase of the whole is dropped.
 */
export function lower({ op, angles, controls, targets }: Primitive, emit: Emit): void {
  const [a = 0, b = 0, c = 0] = angles;
  const [first = -1, second = -1, third = -1] = targets;
  const controlled = (
    inner: Primitive['op'],
    target: number,
    extra: readonly number[] = [],
    angle = 0,
  ): void =>
    lower({ op: inner, angles: [angle], controls: [...controls, ...extra], targets: [target] }, emit);
  if (controls.length === 0) {
    if (op === 'gphase') return;
    if (op === 'p') return emit('rz', a, [first]);
    if (op !== 'u') return emit(op, a, targets);
    if (b === 0) return nonZero(emit, 'rz', a + c, first);
    nonZero(emit, 'rz', a, first);
    emit('ry', b, [first]);
    return nonZero(emit, 'rz', c, first);
  }
  const flip = (): void => controlledX(controls, first, [], emit);
  switch (op) {
    case 'id':
      return;
    case 'x':
      return flip();
    case 'y':
      if (controls.length === 1) return emit('cy', 0, [...controls, first]);
      emit('sdg', 0, [first]);
      flip();
      return emit('s', 0, [first]);
    case 'z':
      return controlledZ(controls, first, emit);
    case 'h':
      emit('ry', -Math.PI / 4, [first]);
      controlledZ(controls, first, emit);
      return emit('ry', Math.PI / 4, [first]);
    case 's':
      return controlledPhase(Math.PI / 2, controls, first, emit);
    case 'sdg':
      return controlledPhase(-Math.PI / 2, controls, first, emit);
    case 't':
      return controlledPhase(Math.PI / 4, controls, first, emit);
    case 'tdg':
      return controlledPhase(-Math.PI / 4, controls, first, emit);
    case 'p':
      return controlledPhase(a, controls, first, emit);
    case 'gphase':
      return controlledPhase(a, controls.slice(0, -1), controls.at(-1) ?? -1, emit);
    case 'rx':
      emit('h', 0, [first]);
      controlled('rz', first, [], a);
      return emit('h', 0, [first]);
    case 'ry':
    case 'rz':
      for (const angle of [a / 2, -a / 2]) {
        emit(op, angle, [first]);
        flip();
      }
      return;
    case 'u':
      nonZero(emit, 'rz', (a - c) / 2, first);
      flip();
      nonZero(emit, 'rz', -(a + c) / 2, first);
      emit('ry', -b / 2, [first]);
      flip();
      emit('ry', b / 2, [first]);
      return nonZero(emit, 'rz', c, first);
    case 'cx':
      return controlled('x', second, [first]);
    case 'cy':
      return controlled('y', second, [first]);
    case 'cz':
      return controlled('z', second, [first]);
    case 'ccx':
      return controlled('x', third, [first, second]);
    case 'swap':
      emit('cx', 0, [second, first]);
      controlled('x', second, [first]);
      return emit('cx', 0, [second, first]);
    case 'rzz':
      emit('cx', 0, [first, second]);
      controlled('rz', second, [], a);
      return emit('cx', 0, [first, second]);
    case 'rxx':
    case 'ryy': {
      const turn = (angle: number): void => {
        for (const qubit of [first, second])
          emit(op === 'rxx' ? 'h' : 'rx', op === 'rxx' ? 0 : angle, [qubit]);
      };
      turn(Math.PI / 2);
      lower({ op: 'rzz', angles, controls, targets }, emit);
      return turn(-Math.PI / 2);
    }
    default:
      return op satisfies never;
  }
}

function nonZero(emit: Emit, gate: 'rz', angle: number, qubit: number): void {
  if (angle !== 0) emit(gate, angle, [qubit]);
}

/** diag(1, …, 1, e^{iλ}) over controls and target alike. */
function controlledPhase(angle: number, controls: readonly number[], target: number, emit: Emit): void {
  const last = controls.at(-1);
  // Without controls it is a rotation up to the phase of the whole.
  if (last === undefined) return emit('rz', angle, [target]);
  const rest = controls.slice(0, -1);
  if (rest.length === 0) {
    emit('rz', angle / 2, [last]);
    emit('rz', angle / 2, [target]);
    emit('cx', 0, [last, target]);
    emit('rz', -angle / 2, [target]);
    return emit('cx', 0, [last, target]);
  }
  controlledPhase(angle / 2, [last], target, emit);
  controlledX(rest, last, [target], emit);
  controlledPhase(-angle / 2, [last], target, emit);
  controlledX(rest, last, [target], emit);
  controlledPhase(angle / 2, rest, target, emit);
}

function controlledZ(controls: readonly number[], target: number, emit: Emit): void {
  if (controls.length === 1) return emit('cz', 0, [...controls, target]);
  emit('h', 0, [target]);
  controlledX(controls, target, [], emit);
  emit('h', 0, [target]);
}

/** X under controls. `spare` qubits may be in any state and are given back in it. */
function controlledX(
  controls: readonly number[],
  target: number,
  spare: readonly number[],
  emit: Emit,
): void {
  const n = controls.length;
  if (n === 1) return emit('cx', 0, [...controls, target]);
  if (n === 2) return emit('ccx', 0, [...controls, target]);
  if (spare.length >= n - 2) return withChain(controls, target, spare, emit);
  const helper = spare[0];
  if (helper === undefined) {
    emit('h', 0, [target]);
    controlledPhase(Math.PI, controls, target, emit);
    return emit('h', 0, [target]);
  }
  const half = Math.ceil((n + 1) / 2);
  const left = controls.slice(0, half);
  const right = controls.slice(half);
  for (let i = 0; i < 2; i += 1) {
    controlledX(left, helper, [...right, target], emit);
    controlledX([...right, helper], target, left, emit);
  }
}

/** A ladder of Toffoli gates down the spare qubits and back, twice. */
function withChain(controls: readonly number[], target: number, spare: readonly number[], emit: Emit): void {
  const n = controls.length;
  const rungs: [number, number, number][] = [];
  let to = target;
  for (let i = n - 1; i >= 2; i -= 1) {
    const from = spare[i - 2] ?? -1;
    rungs.push([controls[i] ?? -1, from, to]);
    to = from;
  }
  const bottom: [number, number, number] = [controls[0] ?? -1, controls[1] ?? -1, to];
  for (const ladder of [rungs, rungs.slice(1)]) {
    for (const rung of ladder) emit('ccx', 0, rung);
    emit('ccx', 0, bottom);
    for (const rung of [...ladder].reverse()) emit('ccx', 0, rung);
  }
}
