import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut, linesOf, operationWords, within, type CircuitOperation } from './circuit-layout.ts';

const gate = (
  name: string,
  targets: number[],
  controls: number[] = [],
  args: string[] = [],
): CircuitOperation => ({ gate: name, targets, controls, args });

const anyColumns = fc.array(
  fc.array(
    fc.record({
      gate: fc.constantFrom('H', 'Rz', 'measure', 'swap', 'reset', 'MyVeryOwnGate'),
      targets: fc.constant([0]),
      controls: fc.constant([]),
      args: fc.constantFrom([], ['0.5'], ['if c==3 && d[0]==1']),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  { maxLength: 20 },
);

describe('a circuit', () => {
  it.each([
    [gate('H', [0]), 'box'],
    [gate('X', [1], [0]), 'plus'],
    [gate('X', [1]), 'box'],
    [gate('Z', [1], [0]), 'box'],
    [gate('SWAP', [0, 1]), 'swap'],
    [gate('measure', [0]), 'measure'],
    [gate('reset', [0]), 'reset'],
  ])('draws %o as %s', (operation, shape) =>
    expect(layOut([[operation]]).operations[0]).toMatchObject({ shape }),
  );

  it('joins the wires that an operation touches', () => {
    expect(layOut([[gate('X', [1], [3, 0])]]).operations[0]).toMatchObject({ from: 0, to: 3 });
  });

  it('has its columns side by side, without overlap, and room for every condition', () => {
    fc.assert(
      fc.property(anyColumns, (columns) => {
        const { operations, width } = layOut(columns);
        let place = 0;
        let edge = 0;
        for (const column of columns) {
          const placed = operations.slice(place, (place += column.length));
          for (const { x, args, width: wide } of placed) {
            expect(x).toBeGreaterThan(edge);
            expect(wide).toBeGreaterThanOrEqual(args.length * 6);
          }
          edge = Math.max(...placed.map((each) => each.x + each.width));
        }
        expect(width).toBeGreaterThan(edge);
      }),
    );
  });

  it('on paper breaks into lines that fit and lose nothing', () => {
    fc.assert(
      fc.property(anyColumns, fc.integer({ min: 150, max: 400 }), (columns, most) => {
        const lines = linesOf(columns, most);
        for (const line of lines) expect(line.width).toBeLessThanOrEqual(most);
        expect(lines.flatMap((line) => line.operations).map(({ label }) => label)).toEqual(
          columns.flat().map((operation) => operation.gate),
        );
      }),
    );
  });

  it('shows only what a window sees', () => {
    const line = layOut(Array.from({ length: 100 }, () => [gate('H', [0])]));
    const seen = within(line, 1000, 1200);
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.length).toBeLessThan(10);
  });

  it.each([
    [gate('Rx', [2], [], ['0.7']), 'Rx(0.7) on c'],
    [gate('X', [1], [0, 2]), 'X on b, controlled by a, c'],
  ])('says %o as %s', (operation, words) => expect(operationWords(operation, ['a', 'b', 'c'])).toBe(words));
});
