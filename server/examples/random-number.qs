// Random number: from 0 to 15, four qubits in superposition, in Q#.
operation Main() : Result[] {
    use qubits = Qubit[4];
    for qubit in qubits {
        H(qubit);
    }
    return MResetEachZ(qubits);
}
