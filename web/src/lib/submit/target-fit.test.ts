import { expect, it } from 'vitest';
import { fittingTarget, misfitOf } from './target-fit.ts';

const simulator = {
  id: 'simulator',
  status: 'ONLINE',
  jobType: 'EXECUTE',
  languages: ['OPENQASM2', 'QSHARP'],
} as const;
const target = { ...simulator, languages: [...simulator.languages] };
const offline = { ...target, id: 'offline', status: 'OFFLINE' as const };

it.each([
  [target, 'EXECUTE', [], null],
  [target, 'EXECUTE', ['QSHARP'], null],
  [offline, 'EXECUTE', [], null],
  [target, 'EXECUTE', ['OPENQASM3'], 'It does not take OpenQASM 3.'],
  [target, 'COMPILE', [], 'It takes execute jobs only.'],
  [{ ...target, status: 'RETIRED' as const }, 'EXECUTE', [], 'It was withdrawn and takes no jobs.'],
] as const)('%j for %s with %j: %s', (candidate, type, languages, reason) =>
  expect(misfitOf(candidate, type, new Set(languages))).toBe(reason),
);

it('keeps the chosen target while it fits, and prefers one that is online', () => {
  const both = [offline, target];
  expect(fittingTarget(both, 'offline', 'EXECUTE', new Set())).toBe('offline');
  expect(fittingTarget(both, null, 'EXECUTE', new Set())).toBe('simulator');
  expect(fittingTarget([offline], null, 'EXECUTE', new Set())).toBe('offline');
  expect(fittingTarget(both, 'simulator', 'COMPILE', new Set())).toBeNull();
});
