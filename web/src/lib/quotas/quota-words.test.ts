import { expect, test } from 'vitest';
import { amount, shareOf } from './quota-words.ts';

test.each([
  [0.12345, '0.123'],
  [12.345, '12.3'],
  [1234.5, (1235).toLocaleString()],
])('%f is told as %s', (value, text) => expect(amount(value)).toBe(text));

test.each([
  [
    { used: 5, reserved: 2, limit: 10 },
    { used: 0.5, reserved: 0.2 },
  ],
  [
    { used: 12, reserved: 2, limit: 10 },
    { used: 1, reserved: 0 },
  ],
  [
    { used: 9, reserved: 5, limit: 10 },
    { used: 0.9, reserved: expect.closeTo(0.1) as number },
  ],
  [
    { used: 0, reserved: 0, limit: 0 },
    { used: 1, reserved: 0 },
  ],
])('the share of %j', (quota, share) => expect(shareOf(quota)).toEqual(share));
