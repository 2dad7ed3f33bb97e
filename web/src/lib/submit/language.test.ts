import { describe, expect, it } from 'vitest';
import { languageOfFile, languageOfHeader } from './language.ts';

describe('the language of a file', () => {
  it.each([
    ['bell.qasm', 'OPENQASM 2.0;\nqreg q[2];', 'OPENQASM2'],
    ['bell.QASM', '// a comment\n\n/* and\nanother */ OPENQASM 3.0;', 'OPENQASM3'],
    ['old.qasm', 'qreg q[2]; creg c[2];', 'OPENQASM2'],
    ['new.qasm', 'include "stdgates.inc";\nqubit[2] q;', 'OPENQASM3'],
    ['new.qasm', 'qubit q;', 'OPENQASM3'],
    ['random.qs', 'operation Main() : Unit {}', 'QSHARP'],
    ['v3.final.qs', '', 'QSHARP'],
    ['notes.txt', 'OPENQASM 2.0;', null],
    ['qasm', 'OPENQASM 2.0;', null],
    ['.qasm', 'OPENQASM 2.0;', null],
  ])('%s with %j is %s', (name, source, language) => expect(languageOfFile(name, source)).toBe(language));
});

it.each([
  ['OPENQASM 2.0;', 'OPENQASM2'],
  ['  OPENQASM 3;', 'OPENQASM3'],
  ['// OPENQASM 3;\nqreg q[1];', null],
  ['', null],
])('the header of %j names %s', (source, language) => expect(languageOfHeader(source)).toBe(language));
