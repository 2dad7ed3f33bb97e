import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chanceDistance,
  decimalOf,
  differenceOf,
  rowsOf,
  sorted,
  topOf,
  variationDistance,
  type CountField,
} from './counts.ts';
import { percent, points } from './percent.ts';

const COUNTS = { '00': 500, '11': 480, '01': 20 };
const OTHER = { '00': 40, '10': 60 };
const anyCounts = fc.dictionary(fc.stringMatching(/^[01]{3}$/), fc.integer({ min: 1, max: 1000 }), {
  minKeys: 1,
});

describe('counts', () => {
  it.each([
    ['value', false, ['00', '01', '10', '11']],
    ['value', true, ['11', '10', '01', '00']],
    ['count', true, ['00', '11', '01', '10']],
    ['other', true, ['10', '00', '01', '11']],
    ['difference', true, ['10', '11', '00', '01']],
  ] as const)('by %s, descending %s', (field: CountField, isDescending, order) => {
    expect(sorted(rowsOf(COUNTS, OTHER), { field, isDescending }).map(({ bits }) => bits)).toEqual(order);
  });

  it('have a row for what only the other run has measured', () => {
    const row = rowsOf(COUNTS, OTHER).find(({ bits }) => bits === '10');
    expect(row).toEqual({ bits: '10', count: 0, share: 0, other: { count: 60, share: 0.6 } });
    expect(row && differenceOf(row)).toBeCloseTo(-0.6, 12);
  });

  it('of a long register are in the order of their numbers', () => {
    const rows = rowsOf({ '2': 1, '10': 1, '9': 1 }, null);
    expect(sorted(rows, { field: 'value', isDescending: false }).map(({ bits }) => bits)).toEqual([
      '2',
      '9',
      '10',
    ]);
  });

  it('that do not fit a plot are gathered; the largest of either run stay in their order', () => {
    const rows = sorted(rowsOf(COUNTS, OTHER), { field: 'value', isDescending: false });
    const { shown, rest } = topOf(rows, 2);
    expect(shown.map(({ bits }) => bits)).toEqual(['00', '10']);
    expect(rest).toMatchObject({ bits: '2 other values', count: 500, other: { count: 0 } });
    expect(topOf(rows, 4)).toEqual({ shown: rows, rest: null });
  });

  it('lose no shot by being gathered', () => {
    fc.assert(
      fc.property(anyCounts, fc.option(anyCounts), fc.integer({ min: 1, max: 9 }), (counts, other, most) => {
        const rows = rowsOf(counts, other);
        const { shown, rest } = topOf(rows, most);
        expect(shown.length).toBeLessThanOrEqual(most);
        const all = [...shown, ...(rest ? [rest] : [])];
        const total = (part: (row: (typeof all)[number]) => number) =>
          all.reduce((sum, row) => sum + part(row), 0);
        expect(total((row) => row.count)).toBe(Object.values(counts).reduce((sum, count) => sum + count, 0));
        expect(total((row) => row.share)).toBeCloseTo(1, 9);
        if (other) expect(total((row) => row.other?.share ?? 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it.each([
    ['101', '5'],
    ['1'.repeat(64), '18446744073709551615'],
    ['1-0', null],
    ['(One, 3)', null],
  ])('%s is %s', (bits, value) => expect(decimalOf(bits)).toBe(value));
});

describe('the total variation distance', () => {
  it.each([
    [COUNTS, COUNTS, 0],
    [{ '0': 10 }, { '1': 3 }, 1],
    [{ '0': 50, '1': 50 }, { '0': 100 }, 0.5],
  ])('of %o and %o is %d', (a, b, distance) => expect(variationDistance(a, b)).toBeCloseTo(distance, 12));

  it('is a distance: symmetric, from 0 to 1, none of a run to itself at another number of shots', () => {
    fc.assert(
      fc.property(anyCounts, anyCounts, (a, b) => {
        const distance = variationDistance(a, b);
        expect(distance).toBeCloseTo(variationDistance(b, a), 12);
        expect(distance).toBeGreaterThanOrEqual(0);
        expect(distance).toBeLessThanOrEqual(1 + 1e-12);
        const tripled = Object.fromEntries(Object.entries(a).map(([bits, count]) => [bits, count * 3]));
        expect(variationDistance(a, tripled)).toBeCloseTo(0, 12);
      }),
    );
  });

  it('by chance alone is what two fair coins thrown often are apart on average', () => {
    // The mean of |a − b| / n for two binomials at p = ½ is 1/√(π n).
    const coin = { '0': 500, '1': 500 };
    expect(chanceDistance(coin, coin)).toBeCloseTo(1 / Math.sqrt(Math.PI * 1000), 6);
    expect(chanceDistance({ '0': 7 }, { '0': 9 })).toBe(0);
  });

  it('by chance alone is not told where too many values came up once', () => {
    const rare = Object.fromEntries(Array.from({ length: 50 }, (_, value) => [`${value}`, 1]));
    expect(chanceDistance(rare, rare)).not.toBeNull();
    expect(chanceDistance(rare, { y: 50 })).toBeNull();
    expect(chanceDistance({}, rare)).toBeNull();
  });
});

describe('shares', () => {
  it.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.436, '43.6 %'],
    [0.00021, '0.02 %'],
  ])('%d reads %s', (share, text) => expect(percent(share)).toBe(text));
  it.each([
    [0, '0'],
    [0.123, '+12.3'],
    [-0.0031, '−0.31'],
    [-0.00001, '0'],
  ])('a difference of %d reads %s', (difference, text) => expect(points(difference)).toBe(text));
});
