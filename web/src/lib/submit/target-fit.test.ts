import { expect, it } from 'vitest';
import { misfitOf, proposedTarget } from './target-fit.ts';

const simulator = {
  id: 'simulator',
  status: 'ONLINE',
  jobType: 'EXECUTE',
  languages: ['OPENQASM2', 'QSHARP'],
} as const;
const MAY = { allowed: true, code: null, message: null };
const MAY_NOT = { allowed: false, code: 'CREDENTIAL_MISSING' as const, message: 'There are no credentials.' };
const target = {
  ...simulator,
  kind: 'SIMULATOR' as const,
  submit: MAY,
  languages: [...simulator.languages],
};
const remote = { ...target, id: 'remote', kind: 'REMOTE' as const };
const offline = { ...target, id: 'offline', status: 'OFFLINE' as const };

it.each([
  [target, 'EXECUTE', [], null],
  [target, 'EXECUTE', ['QSHARP'], null],
  [offline, 'EXECUTE', [], null],
  [target, 'EXECUTE', ['OPENQASM3'], 'It does not take OpenQASM 3.'],
  [target, 'COMPILE', [], 'It takes execute jobs only.'],
  [{ ...remote, submit: MAY_NOT }, 'EXECUTE', [], 'There are no credentials.'],
] as const)('%j for %s with %j: %s', (candidate, type, languages, reason) =>
  expect(misfitOf(candidate, type, new Set(languages))).toBe(reason),
);

it('proposes a target that fits, online before offline', () => {
  expect(proposedTarget([offline, target], 'EXECUTE', new Set())).toBe('simulator');
  expect(proposedTarget([offline], 'EXECUTE', new Set())).toBe('offline');
  expect(proposedTarget([offline, target], 'COMPILE', new Set())).toBeNull();
});

it('proposes what costs nothing before what does, whatever is online', () => {
  expect(proposedTarget([remote, offline], 'EXECUTE', new Set())).toBe('offline');
  expect(proposedTarget([remote, target], 'EXECUTE', new Set())).toBe('simulator');
  expect(proposedTarget([{ ...remote, submit: MAY_NOT }], 'EXECUTE', new Set())).toBeNull();
});
