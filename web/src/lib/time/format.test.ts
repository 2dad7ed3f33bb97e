import { describe, expect, it } from 'vitest';
import { duration, relativeTime } from './format.ts';

const S = 1000;
const H = 3_600 * S;

describe('relative times', () => {
  it.each([
    [0, 'now'],
    [12 * S, '12 s ago'],
    [61 * S, '1 min ago'],
    [2.9 * H, '2 h ago'],
    [50 * H, '2 d ago'],
    [-90 * S, 'in 1 min'],
  ])('%d ms ago reads %s', (ago, text) => expect(relativeTime(1e12 - ago, 1e12)).toBe(text));
});

describe('lengths of time', () => {
  it.each([
    [-5, '0 ms'],
    [340, '340 ms'],
    [4_200, '4.2 s'],
    [42_000, '42 s'],
    [200 * S, '3 min 20 s'],
    [2 * H, '2 h'],
    [76 * H, '3 d 4 h'],
  ])('%d ms reads %s', (milliseconds, text) => expect(duration(milliseconds)).toBe(text));
});
