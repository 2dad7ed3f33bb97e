import {
  baseGate,
  GLOBAL_PHASE,
  parseGateDefinition,
  PHASE_GATE,
  U_GATE,
  type Gate,
  type GateTable,
} from '../openqasm/gates.ts';
import { TokenStream } from '../openqasm/token-stream.ts';
import { tokenize } from '../openqasm/tokens.ts';
import { BASE_GATES, type BaseGate } from '../flat-program.ts';
import { gateBody } from './modifiers.ts';

/**
 * The gates of `stdgates.inc`, and those that other tools expect beside them, with exact phases: a control
 * makes them visible. `u2` and `u3` have determinant 1, as in the standard since version 3.0.
 */
const DEFINITIONS = `
gate phase(l) q { p(l) q; }
gate u1(l) q { p(l) q; }
gate u2(phi,l) q { gphase(-(phi+l+pi/2)/2); U(pi/2,phi,l) q; }
gate u3(theta,phi,l) q { gphase(-(theta+phi+l)/2); U(theta,phi,l) q; }
gate u(theta,phi,l) q { gphase(-theta/2); U(theta,phi,l) q; }
gate r(theta,phi) q { rz(-phi) q; rx(theta) q; rz(phi) q; }
gate sx q { rx(pi/2) q; gphase(pi/4); }
gate sxdg q { rx(-pi/2) q; gphase(-pi/4); }
gate CX c,t { cx c,t; }
gate ch c,t { ctrl @ h c,t; }
gate crx(a) c,t { ctrl @ rx(a) c,t; }
gate cry(a) c,t { ctrl @ ry(a) c,t; }
gate crz(a) c,t { ctrl @ rz(a) c,t; }
gate cp(l) c,t { ctrl @ p(l) c,t; }
gate cphase(l) c,t { ctrl @ p(l) c,t; }
gate cu1(l) c,t { ctrl @ p(l) c,t; }
gate cu(theta,phi,l,gamma) c,t { p(gamma-theta/2) c; ctrl @ U(theta,phi,l) c,t; }
gate cu3(theta,phi,l) c,t { cu(theta,phi,l,0) c,t; }
gate cs c,t { ctrl @ s c,t; }
gate csdg c,t { ctrl @ sdg c,t; }
gate csx c,t { ctrl @ sx c,t; }
gate csxdg c,t { ctrl @ sxdg c,t; }
gate rzx(a) c,t { h t; rzz(a) c,t; h t; }
gate dcx a,b { cx a,b; cx b,a; }
gate iswap a,b { s a; s b; h a; cx a,b; cx b,a; h b; }
gate cswap c,a,b { ctrl @ swap c,a,b; }
gate ccz a,b,c { ctrl(2) @ z a,b,c; }
gate rccx a,b,c { h c; t c; cx b,c; tdg c; cx a,c; t c; cx b,c; tdg c; h c; }
gate rc3x a,b,c,d {
  h d; t d; cx c,d; tdg d; h d; cx a,d; t d; cx b,d; tdg d; cx a,d; t d; cx b,d; tdg d;
  h d; t d; cx c,d; tdg d; h d;
}
gate rcccx a,b,c,d { rc3x a,b,c,d; }
gate c3x a,b,c,d { ctrl(3) @ x a,b,c,d; }
gate mcx a,b,c,d { ctrl(3) @ x a,b,c,d; }
gate c3sqrtx a,b,c,d { ctrl(3) @ sx a,b,c,d; }
gate c3sx a,b,c,d { ctrl(3) @ sx a,b,c,d; }
gate c4x a,b,c,d,e { ctrl(4) @ x a,b,c,d,e; }
`;

/** The two gates that need no include. */
export function languageGates(): GateTable {
  return new Map([
    ['U', U_GATE],
    ['gphase', GLOBAL_PHASE],
  ]);
}

function build(): GateTable {
  const gates = languageGates();
  for (const name of Object.keys(BASE_GATES)) gates.set(name, baseGate(name as BaseGate)); // keys of BASE_GATES
  gates.set('p', PHASE_GATE);
  const stream = new TokenStream(tokenize(DEFINITIONS).tokens, []);
  while (stream.accept('gate')) {
    const { gate } = parseGateDefinition(
      stream,
      gates,
      gateBody(() => null),
    );
    gates.set(gate.name, gate);
  }
  return gates;
}

let library: GateTable | null = null;

/** All gates that `include "stdgates.inc"` gives. */
export function standardGates(): ReadonlyMap<string, Gate> {
  library ??= build();
  return library;
}
