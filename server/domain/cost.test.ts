import { describe, expect, test } from 'vitest';
import { estimatedCredits, hardwareCredits } from './cost.ts';
import type { ProgramStatistics } from './program.ts';
import { TARGET_KINDS } from './target.ts';

describe('hardware credits: 5 + C * (N1q + 10*N2q + 5*Nm) / 5000', () => {
  test.each([
    [0, 0, 0, 1_000, 5],
    [5, 0, 0, 1_000, 6],
    [0, 5, 0, 1_000, 15],
    [0, 0, 5, 1_000, 10],
    [10, 20, 30, 500, 41],
    [10, 20, 30, 10_000, 725],
  ])('N1q %i, N2q %i, Nm %i, C %i: %f', (oneQubitGates, twoQubitGates, measurements, shots, credits) => {
    expect(hardwareCredits({ oneQubitGates, twoQubitGates, measurements }, shots)).toBeCloseTo(credits, 9);
  });
});

test.each(TARGET_KINDS)('%s: what runs here costs no credits', (kind) => {
  const statistics: ProgramStatistics = {
    qubits: 2,
    depth: 2,
    gates: {},
    oneQubitGates: 1,
    twoQubitGates: 1,
    measurements: 2,
  };
  expect(estimatedCredits({ kind }, statistics, 1_000)).toBeCloseTo(kind === 'REMOTE' ? 9.2 : 0, 9);
});
