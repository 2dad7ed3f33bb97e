import { expect, test } from 'vitest';
import { dutyWords, isLate, loadWords } from './node-words.ts';

test('a duty of a newer version goes by its own name', () => {
  expect(dutyWords('rescue').label).toBe('Rescue');
  expect(dutyWords('webhooks').label).toBe('webhooks');
});

test('a node is late when it has not been heard of for a minute', () => {
  const now = Date.parse('2026-01-01T00:01:00Z');
  expect(isLate('2026-01-01T00:00:10Z', now)).toBe(false);
  expect(isLate('2025-12-31T23:59:50Z', now)).toBe(true);
});

test('how much of a node is taken', () => {
  expect([loadWords(0, 4), loadWords(3, 4)]).toEqual(['none of 4', '3 of 4']);
});
