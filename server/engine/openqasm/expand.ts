import { inverse, power, type Primitive } from './primitives.ts';
import type { Gate, Modifier } from './gates.ts';

/** A gate cannot be applied; the message says why. */
export class GateFault extends Error {}
/** A power of a gate that is valid but beyond us. */
export class UnsupportedPower extends GateFault {}

/** A gate with the values of its parameters. */
export interface GateApplication {
  readonly gate: Gate;
  readonly angles: readonly number[];
  /** Outermost first, exponents evaluated with `exponents`. */
  readonly modifiers: readonly Modifier[];
  /** The parameters that exponents refer to: those of the gate whose body this is. */
  readonly parameters: readonly number[];
}

/** Takes the steps of a gate one by one. */
export interface StepSink {
  readonly step: (step: Primitive) => void;
  /** Counts work against the program's limit, which ends it by an exception. */
  readonly account: (work: number) => void;
}

/**
 * Writes a gate out as steps with exact phases.
 * @throws GateFault
 */
export function expandGate(application: GateApplication, qubits: readonly number[], sink: StepSink): void {
  const [modifier, ...rest] = application.modifiers;
  if (modifier === undefined) return expandPlain(application.gate, application.angles, qubits, sink);
  const inner = { ...application, modifiers: rest };
  switch (modifier.kind) {
    case 'ctrl':
    case 'negctrl': {
      const controls = qubits.slice(0, modifier.count);
      const flip = (): void => {
        if (modifier.kind === 'negctrl')
          for (const c of controls) sink.step({ op: 'x', angles: [], controls: [], targets: [c] });
      };
      flip();
      expandGate(inner, qubits.slice(modifier.count), {
        ...sink,
        step: (s) => sink.step({ ...s, controls: [...controls, ...s.controls] }),
      });
      return flip();
    }
    case 'inv':
      for (const step of inverse(collect(inner, qubits, sink))) sink.step(step);
      return;
    case 'pow': {
      const exponent = modifier.exponent.evaluate(application.parameters);
      if (!Number.isFinite(exponent)) throw new GateFault('the exponent of `pow` is not a finite number');
      const raised = power(collect(inner, qubits, sink), exponent);
      if (raised === null)
        throw new UnsupportedPower(`\`${application.gate.name}\` has no simple power ${exponent}`);
      for (let i = 0; i < raised.times && raised.steps.length > 0; i += 1) {
        sink.account(raised.steps.length);
        for (const step of raised.steps) sink.step(step);
      }
      return;
    }
    default:
      return modifier satisfies never;
  }
}

function collect(application: GateApplication, qubits: readonly number[], sink: StepSink): Primitive[] {
  const steps: Primitive[] = [];
  expandGate(application, qubits, {
    step: (step) => {
      sink.account(1);
      steps.push(step);
    },
    account: sink.account,
  });
  return steps;
}

function expandPlain(gate: Gate, angles: readonly number[], qubits: readonly number[], sink: StepSink): void {
  const { meaning } = gate;
  const [a = 0, b = 0, c = 0] = angles;
  const step = (op: Primitive['op'], values: readonly number[]): void =>
    sink.step({ op, angles: values, controls: [], targets: op === 'gphase' ? [] : qubits });
  switch (meaning.kind) {
    case 'base':
      return step(meaning.gate, angles);
    case 'U':
      // Diagonal, which powers and controls of it are cheaper for: U(0,φ,λ) = diag(1, e^{i(φ+λ)}).
      if (a === 0) return b + c === 0 ? undefined : step('p', [b + c]);
      step('u', [c, a, b]);
      return step('gphase', [(a + b + c) / 2]);
    case 'phase':
      return step('p', angles);
    case 'global-phase':
      return step('gphase', angles);
    case 'body':
      sink.account(1);
      for (const call of meaning.calls) {
        const values = call.angles.map((angle) => angle.evaluate(angles));
        if (!values.every(Number.isFinite))
          throw new GateFault(
            `in \`${gate.name}\`, a parameter of \`${call.gate.name}\` is not a finite number`,
          );
        expandGate(
          { gate: call.gate, angles: values, modifiers: call.modifiers, parameters: angles },
          call.qubits.map((q) => qubits[q] ?? -1),
          sink,
        );
      }
      return;
    case 'opaque':
      throw new GateFault(`\`${gate.name}\` is opaque: it has no definition that could be run`);
    default:
      return meaning satisfies never;
  }
}
