import { expect, it } from 'vitest';
import { misfitOf, proposedTarget } from './target-fit.ts';

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

it('proposes a target that fits, online before offline', () => {
  expect(proposedTarget([offline, target], 'EXECUTE', new Set())).toBe('simulator');
  expect(proposedTarget([offline], 'EXECUTE', new Set())).toBe('offline');
  expect(proposedTarget([offline, target], 'COMPILE', new Set())).toBeNull();
});
