import { BASE_GATES, type BaseGate } from '../flat-program.ts';
import { baseGate, parseGateDefinition, U_GATE, type Gate, type GateTable } from '../openqasm/gates.ts';
import { TokenStream } from '../openqasm/token-stream.ts';
import { tokenize } from '../openqasm/tokens.ts';

/**
 * The gates of `qelib1.inc` and those Qiskit adds, over the basic gates. Equal to the standard's up to a
 * global phase; phases between a control's branches are exact, because every angle is halved as a real
 * number and never reduced modulo 2π first. Names with a leading underscore are internal.
 */
const DEFINITIONS = `
gate u3(theta,phi,lambda) q { U(theta,phi,lambda) q; }
gate u(theta,phi,lambda) q { U(theta,phi,lambda) q; }
gate u2(phi,lambda) q { U(pi/2,phi,lambda) q; }
gate u1(lambda) q { rz(lambda) q; }
gate p(lambda) q { rz(lambda) q; }
gate phase(lambda) q { rz(lambda) q; }
gate u0(gamma) q { id q; }
gate r(theta,phi) q { rz(-phi) q; rx(theta) q; rz(phi) q; }
gate sx q { rx(pi/2) q; }
gate sxdg q { rx(-pi/2) q; }
gate ch c,t { ry(-pi/4) t; cz c,t; ry(pi/4) t; }
gate crz(lambda) c,t { rz(lambda/2) t; cx c,t; rz(-lambda/2) t; cx c,t; }
gate cry(theta) c,t { ry(theta/2) t; cx c,t; ry(-theta/2) t; cx c,t; }
gate crx(theta) c,t { h t; rz(theta/2) t; cx c,t; rz(-theta/2) t; cx c,t; h t; }
gate cp(lambda) c,t { rz(lambda/2) c; rz(lambda/2) t; cx c,t; rz(-lambda/2) t; cx c,t; }
gate cu1(lambda) c,t { cp(lambda) c,t; }
gate cphase(lambda) c,t { cp(lambda) c,t; }
gate cu3(theta,phi,lambda) c,t {
  rz((lambda+phi)/2) c; rz((lambda-phi)/2) t; cx c,t;
  U(-theta/2,0,-(phi+lambda)/2) t; cx c,t; U(theta/2,phi,0) t;
}
gate cu(theta,phi,lambda,gamma) c,t { rz(gamma) c; cu3(theta,phi,lambda) c,t; }
gate cs c,t { cp(pi/2) c,t; }
gate csdg c,t { cp(-pi/2) c,t; }
gate csx c,t { h t; cp(pi/2) c,t; h t; }
gate csxdg c,t { h t; cp(-pi/2) c,t; h t; }
gate rzx(theta) a,b { h b; rzz(theta) a,b; h b; }
gate dcx a,b { cx a,b; cx b,a; }
gate iswap a,b { s a; s b; h a; cx a,b; cx b,a; h b; }
gate cswap c,a,b { cx b,a; ccx c,a,b; cx b,a; }
gate ccz a,b,c { h c; ccx a,b,c; h c; }
gate rccx a,b,c { h c; t c; cx b,c; tdg c; cx a,c; t c; cx b,c; tdg c; h c; }
gate rc3x a,b,c,d {
  h d; t d; cx c,d; tdg d; h d; cx a,d; t d; cx b,d; tdg d; cx a,d; t d; cx b,d; tdg d;
  h d; t d; cx c,d; tdg d; h d;
}
gate rcccx a,b,c,d { rc3x a,b,c,d; }
gate _ccp(l) a,b,c { cp(l/2) b,c; cx a,b; cp(-l/2) b,c; cx a,b; cp(l/2) a,c; }
gate _c3p(l) a,b,c,d { cp(l/2) c,d; ccx a,b,c; cp(-l/2) c,d; ccx a,b,c; _ccp(l/2) a,b,d; }
gate c3x a,b,c,d { h d; _c3p(pi) a,b,c,d; h d; }
gate mcx a,b,c,d { c3x a,b,c,d; }
gate c3sqrtx a,b,c,d { h d; _c3p(pi/2) a,b,c,d; h d; }
gate c3sx a,b,c,d { c3sqrtx a,b,c,d; }
gate _c4p(l) a,b,c,d,e { cp(l/2) d,e; c3x a,b,c,d; cp(-l/2) d,e; c3x a,b,c,d; _c3p(l/2) a,b,c,e; }
gate c4x a,b,c,d,e { h e; _c4p(pi) a,b,c,d,e; h e; }
`;

function build(): GateTable {
  const gates: GateTable = new Map();
  for (const name of Object.keys(BASE_GATES)) gates.set(name, baseGate(name as BaseGate)); // keys of BASE_GATES
  gates.set('U', U_GATE);
  gates.set('CX', { ...baseGate('cx'), name: 'CX' });
  const { tokens, diagnostics } = tokenize(DEFINITIONS);
  const stream = new TokenStream(tokens, diagnostics);
  while (!stream.atEnd()) {
    stream.expect('gate');
    const { gate } = parseGateDefinition(stream, gates);
    gates.set(gate.name, gate);
  }
  for (const name of gates.keys()) if (name.startsWith('_')) gates.delete(name);
  return gates;
}

let library: GateTable | null = null;

/** All gates of `qelib1.inc`, with `U` and `CX`. */
export function standardGates(): ReadonlyMap<string, Gate> {
  library ??= build();
  return library;
}

/** The two gates that need no include. */
export function builtinGates(): GateTable {
  return new Map([
    ['U', U_GATE],
    ['CX', { ...baseGate('cx'), name: 'CX' }],
  ]);
}
