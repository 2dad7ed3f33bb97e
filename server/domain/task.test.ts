import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS as LIMITS } from './limits.ts';
import type { Diagnostic, EngineFailureKind, EngineOutcome } from './program.ts';
import { readOutcome, taskFor, timeLimitMs } from './task.ts';
import { COMPILER, SIMULATOR, anItem, definitionWith, jobWith, targetNamed } from './test-samples.ts';

function problem(severity: Diagnostic['severity'], message: string, line: number | null): Diagnostic {
  return {
    severity,
    code: null,
    message,
    line,
    column: line === null ? null : 4,
    endLine: null,
    endColumn: null,
  };
}

describe('what the engine is asked', () => {
  const program = { name: 'program 0', language: 'OPENQASM2', source: 'text' };
  test('a compiler compiles for its profile', () => {
    const { job, items } = jobWith('COMPILE', ['RUNNING']);
    expect(taskFor(COMPILER, job, items[0] ?? anItem('RUNNING'), 'text', LIMITS)).toEqual({
      kind: 'compile',
      program,
      profile: 'BASE',
    });
  });
  test('a syntax checker checks', () => {
    const { job, items } = jobWith('COMPILE', ['RUNNING']);
    expect(
      taskFor(targetNamed('Syntax checker'), job, items[0] ?? anItem('RUNNING'), 'text', LIMITS),
    ).toEqual({
      kind: 'check',
      program,
      profile: 'ADAPTIVE_RIF',
    });
  });
  test('a simulator runs the shots with seed, noise and qubit limit of its own or of the house', () => {
    const definition = {
      ...definitionWith('EXECUTE', 1),
      type: 'EXECUTE' as const,
      programs: [
        { programId: 'prog_0', name: 'bell', language: 'QSHARP' as const, shots: 7, seed: 3, maxCost: null },
      ],
      noise: { pauliX: 0.1, pauliY: 0, pauliZ: 0, loss: 0 },
    };
    const { job, items } = jobWith('EXECUTE', ['RUNNING'], { definition });
    for (const [maxQubits, most] of [
      [30, 30],
      [null, LIMITS.simulatorQubits],
    ] as const) {
      expect(
        taskFor({ ...SIMULATOR, maxQubits }, job, items[0] ?? anItem('RUNNING'), 'text', LIMITS),
      ).toEqual({
        kind: 'execute',
        program: { name: 'bell', language: 'QSHARP', source: 'text' },
        shots: 7,
        seed: 3,
        noise: definition.noise,
        maxQubits: most,
      });
    }
  });
  test('an item without a program is a fault', () => {
    const { job } = jobWith('COMPILE', ['RUNNING']);
    expect(() => taskFor(COMPILER, job, anItem('RUNNING', { index: 5 }), '', LIMITS)).toThrow(
      'item 5 of job_1',
    );
  });
});

test('a compilation has 5 minutes, a run an hour', () => {
  expect(timeLimitMs({ type: 'COMPILE' }, LIMITS)).toBe(300_000);
  expect(timeLimitMs({ type: 'EXECUTE' }, LIMITS)).toBe(3_600_000);
});

describe('what the engine answers', () => {
  const failed = (kind: EngineFailureKind, diagnostics: readonly Diagnostic[] = []): EngineOutcome => ({
    ok: false,
    kind,
    message: 'It broke.',
    diagnostics,
    cpuSeconds: 2,
  });
  const checked = (valid: boolean, diagnostics: readonly Diagnostic[]): EngineOutcome => ({
    ok: true,
    result: { kind: 'check', valid, diagnostics, statistics: null },
    cpuSeconds: 1,
  });

  test.each(['PROGRAM', 'LIMIT', 'TIMEOUT', 'CRASH', 'ABORTED'] as const)('a failure: %s', (kind) => {
    expect(readOutcome(failed(kind))).toMatchObject({
      kind: 'ending',
      ending: {
        kind: 'failed',
        failure: kind,
        message: 'It broke.',
        detail: { text: 'It broke.' },
        cpuSeconds: 2,
      },
    });
  });

  test('each place of an error in a line of its own', () => {
    const places = [problem('ERROR', 'no such gate', 3), problem('ERROR', 'no end', null)];
    expect(readOutcome(failed('PROGRAM', places))).toMatchObject({
      ending: {
        detail: { kind: 'PROGRAM', text: 'line 3, column 4: no such gate\nno end', diagnostics: places },
      },
    });
  });

  test.each([
    [[problem('ERROR', 'a', 1)], 'The program has 1 error: a'],
    [
      [problem('WARNING', 'w', 1), problem('ERROR', 'a', 1), problem('ERROR', 'b', 2)],
      'The program has 2 errors: a',
    ],
  ])('a check that found errors is a failed item', (diagnostics, message) => {
    expect(readOutcome(checked(false, diagnostics))).toMatchObject({
      kind: 'ending',
      ending: { failure: 'PROGRAM', message },
    });
  });

  test('a check that found only warnings is a result', () => {
    const outcome = checked(true, [problem('WARNING', 'w', 1)]);
    expect(readOutcome(outcome)).toMatchObject({ kind: 'result', cpuSeconds: 1 });
  });
});
