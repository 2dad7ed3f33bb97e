// Ansatz: two parametrised layers, as variational algorithms use them.
OPENQASM 2.0;
include "qelib1.inc";
gate layer(a, b, c) x0, x1, x2 {
  ry(a) x0; ry(b) x1; ry(c) x2;
  crz(-a/2) x0, x1;
  crz(-b/2) x1, x2;
}
qreg q[3];
creg c[3];
layer(0.3, -1.1, 2*pi/3) q[0], q[1], q[2];
layer(-pi/5, 0.7, 1.9) q[0], q[1], q[2];
measure q -> c;
