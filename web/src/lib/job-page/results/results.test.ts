import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from './circuit-layout.ts';
import { countsOf, decimalOf, topOf, variationDistance } from './counts.ts';

const COUNTS = { '00': 500, '11': 480, '01': 20 };
const anyCounts = fc.dictionary(fc.stringMatching(/^[01]{3}$/), fc.integer({ min: 1, max: 1000 }), {
  minKeys: 1,
});

describe('counts', () => {
  it('come by value or the most frequent first, with their share', () => {
    expect(countsOf(COUNTS, 'value').map(({ bits }) => bits)).toEqual(['00', '01', '11']);
    expect(countsOf(COUNTS, 'count').map(({ bits }) => bits)).toEqual(['00', '11', '01']);
    expect(countsOf(COUNTS, 'count')[0]?.share).toBe(0.5);
  });

  it('that do not fit a plot are gathered; the most frequent stay in their order', () => {
    const { shown, rest } = topOf(countsOf(COUNTS, 'value'), 2);
    expect(shown.map(({ bits }) => bits)).toEqual(['00', '11']);
    expect(rest).toMatchObject({ bits: '1 others', count: 20 });
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
});

describe('a circuit', () => {
  it('is laid out column by column, without overlap', () => {
    const gate = (name: string, targets: number[], controls: number[] = [], args: string[] = []) => ({
      gate: name,
      targets,
      controls,
      args,
    });
    const { operations, width } = layOut([
      [gate('H', [0]), gate('Rz', [1], [], ['0.123456789'])],
      [gate('X', [1], [0])],
      [gate('measure', [0]), gate('measure', [1])],
    ]);
    const [h, rz, cx, measured] = operations;
    expect([h?.shape, cx?.shape, measured?.shape]).toEqual(['box', 'plus', 'measure']);
    expect(cx).toMatchObject({ from: 0, to: 1 });
    expect((rz?.x ?? 0) + (rz?.width ?? 0)).toBeLessThan(cx?.x ?? 0);
    expect(width).toBeGreaterThan((measured?.x ?? 0) + (measured?.width ?? 0));
  });
});
