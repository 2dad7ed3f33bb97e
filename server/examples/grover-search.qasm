// Grover search: two rounds find 101 among eight values in about 94 % of the shots.
OPENQASM 2.0;
include "qelib1.inc";
gate ccphase a, b, c { h c; ccx a, b, c; h c; }
gate oracle a, b, c { x b; ccphase a, b, c; x b; }
gate diffuse a, b, c {
  h a; h b; h c;
  x a; x b; x c;
  ccphase a, b, c;
  x a; x b; x c;
  h a; h b; h c;
}
qreg q[3];
creg found[3];
h q;
oracle q[0], q[1], q[2];
diffuse q[0], q[1], q[2];
oracle q[0], q[1], q[2];
diffuse q[0], q[1], q[2];
measure q -> found;
