import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEAST_SAMPLES, providerQueueLength, startEstimate } from './estimate.ts';

test('without enough data it says so', () => {
  const few = Array.from({ length: LEAST_SAMPLES - 1 }, () => 2);
  expect(startEstimate(few, 3, 2)).toEqual({ p50Seconds: null, p90Seconds: null, samples: 4 });
  expect(startEstimate([...few, 2], 3, 2).p50Seconds).not.toBeNull();
});

test.each([
  ['nobody ahead, a place free: at once', [2, 2, 2, 2, 2], 0, 1, 0, 0, 0],
  ['nobody ahead, but one runs: half a run', [2, 2, 2, 2, 2], 0, 1, 1, 1, 1],
  ['three of four places are taken', [2, 2, 2, 2, 2], 0, 4, 3, 0, 0],
  ['one ahead takes the last free place', [2, 2, 2, 2, 2], 1, 4, 3, 1.25, 1.25],
  ['ten ahead, one place, equal runs', [2, 2, 2, 2, 2], 10, 1, 0, 20, 20],
  ['ten ahead, four places', [2, 2, 2, 2, 2], 10, 4, 0, 5, 5],
  ['ten ahead, four places, all taken', [2, 2, 2, 2, 2], 10, 4, 4, 6, 6],
  ['more run than there are places', [2, 2, 2, 2, 2], 10, 4, 9, 6, 6],
  ['no place is counted as one', [2, 2, 2, 2, 2], 10, 0, 0, 20, 20],
  // Mean 3, variance 2: 4 ahead take 12 s, and 12 + 1.2816 * sqrt(8) in nine of ten cases.
  ['runs that differ', [1, 2, 3, 4, 5], 4, 1, 0, 12, 15.6249],
  // What is left of the one that runs: (9 + 2) / 6.
  ['and one runs', [1, 2, 3, 4, 5], 4, 1, 1, 13.8333, 17.6781],
] as const)('%s', (_, runs, ahead, parallel, running, p50, p90) => {
  const estimate = startEstimate(runs, ahead, parallel, running);
  expect(estimate.p50Seconds).toBeCloseTo(p50, 3);
  expect(estimate.p90Seconds).toBeCloseTo(p90, 3);
});

test('more items ahead never make it earlier, and p90 is never before p50', () => {
  const runs = fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), {
    minLength: LEAST_SAMPLES,
    maxLength: 50,
  });
  fc.assert(
    fc.property(runs, fc.nat(1_000), fc.integer({ min: 1, max: 64 }), (seconds, ahead, parallel) => {
      const now = startEstimate(seconds, ahead, parallel);
      const later = startEstimate(seconds, ahead + 1, parallel);
      expect(now.p90Seconds ?? NaN).toBeGreaterThanOrEqual(now.p50Seconds ?? NaN);
      expect(later.p50Seconds ?? NaN).toBeGreaterThanOrEqual(now.p50Seconds ?? NaN);
    }),
  );
});

test.each([
  [null, null],
  ['', null],
  ['none', null],
  ['0', 0],
  ['12', 12],
  ['>4,000', 4_000],
])("a provider's queue of %s", (text, length) => expect(providerQueueLength(text)).toBe(length));
