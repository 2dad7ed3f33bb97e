import { describe, expect, it } from 'vitest';
import { tickText, ticksOf } from './axis.ts';

const DAY = 86_400_000;

describe('the ticks of the axis', () => {
  it.each([1, 7, 950, 3_200, 61_000, 7_200_000, 40 * DAY, 9_000 * DAY])(
    'of %d ms are few, evenly spaced, and begin at 0',
    (length) => {
      const ticks = ticksOf(length, 6);
      expect(ticks[0]).toBe(0);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(ticks.at(-1)).toBeLessThanOrEqual(length);
      ticks.forEach((tick, place) => expect(tick).toBe(place * (ticks[1] ?? 0)));
    },
  );

  it.each([
    [0, '0'],
    [200, '200 ms'],
    [1_200, '1.2 s'],
    [5_000, '5 s'],
    [90_000, '1 min 30 s'],
    [7_200_000, '2 h'],
    [3 * DAY, '3 d'],
  ])('%d ms reads %s', (milliseconds, text) => expect(tickText(milliseconds)).toBe(text));
});
