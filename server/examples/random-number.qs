// A random number from 0 to 15: four qubits in superposition, measured.
operation Main() : Result[] {
    use qubits = Qubit[4];
    for qubit in qubits {
        H(qubit);
    }
    return MResetEachZ(qubits);
}
