// Bernstein-Vazirani: one question to the oracle reads the hidden string 1011.
OPENQASM 2.0;
include "qelib1.inc";
qreg q[4];
qreg ancilla[1];
creg hidden[4];
x ancilla[0];
h q;
h ancilla;
cx q[0], ancilla[0];
cx q[1], ancilla[0];
cx q[3], ancilla[0];
h q;
measure q -> hidden;
