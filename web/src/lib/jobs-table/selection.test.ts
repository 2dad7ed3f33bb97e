import { describe, expect, it } from 'vitest';
import {
  ALL_THAT_MATCH,
  coverage,
  isEmpty,
  isSelected,
  NOTHING,
  toggled,
  toggledShown,
  toggledTo,
  type Selection,
} from './selection.ts';

const SHOWN = ['a', 'b', 'c', 'd', 'e'];
const ids = (selection: Selection) => (selection.kind === 'all' ? 'all' : [...selection.ids].sort().join(''));

describe('ticking rows', () => {
  it('ticks and unticks one', () => {
    const one = toggled(NOTHING, 'b', SHOWN);
    expect(ids(one)).toBe('b');
    expect(isEmpty(toggled(one, 'b', SHOWN))).toBe(true);
  });

  it.each([
    ['down', 'b', 'd', 'bcd'],
    ['up', 'd', 'b', 'bcd'],
    ['on the spot', 'c', 'c', ''],
    ['from a row that is gone', 'z', 'c', 'cz'],
  ])('ticks a range %s', (_, from, to, expected) => {
    expect(ids(toggledTo(toggled(NOTHING, from, SHOWN), to, SHOWN))).toBe(expected);
  });

  it('unticks a range when its end was ticked', () => {
    const all = toggledShown(NOTHING, SHOWN);
    const withoutB = toggled(all, 'b', SHOWN);
    expect(ids(toggledTo(withoutB, 'd', SHOWN))).toBe('ae');
  });

  it('without an anchor a range is one row', () => {
    expect(ids(toggledTo(NOTHING, 'c', SHOWN))).toBe('c');
  });
});

describe('all that match', () => {
  it('has every row, seen or not', () => {
    expect(isSelected(ALL_THAT_MATCH, 'never seen')).toBe(true);
    expect(coverage(ALL_THAT_MATCH, [])).toBe('all');
  });

  it('becomes the other rows that are shown when one is unticked', () => {
    expect(ids(toggled(ALL_THAT_MATCH, 'c', SHOWN))).toBe('abde');
  });
});

describe('the box in the head', () => {
  it('ticks all rows, from some too, and none from all', () => {
    expect(ids(toggledShown(toggled(NOTHING, 'a', SHOWN), SHOWN))).toBe('abcde');
    expect(isEmpty(toggledShown(ALL_THAT_MATCH, SHOWN))).toBe(true);
  });

  it('says how many are ticked', () => {
    expect(coverage(NOTHING, SHOWN)).toBe('none');
    expect(coverage(toggled(NOTHING, 'a', SHOWN), SHOWN)).toBe('some');
    expect(coverage(toggledShown(NOTHING, SHOWN), SHOWN)).toBe('all');
    expect(coverage(toggledShown(NOTHING, SHOWN), [...SHOWN, 'f'])).toBe('some');
  });
});
