import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATUS_ORDER } from '../live/job-order.ts';
import { withParams } from '../url/params.ts';
import {
  EVERYTHING,
  filterOf,
  isUnfiltered,
  JOB_TYPES,
  orderAfterClick,
  readQuery,
  writeQuery,
  type TableQuery,
} from './table-query.ts';

const throughAddress = (query: TableQuery) =>
  readQuery(
    new URL(withParams(new URL('https://board.test/projects/p'), writeQuery(query)), 'https://board.test')
      .searchParams,
  );

const text = fc.string({ minLength: 1, unit: 'grapheme' });
const day = fc.constantFrom('2026-01-31', '2026-03-29', '2024-02-29');
const range = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constant('last' as const), hours: fc.integer({ min: 1, max: 9999 }) }),
  fc.record({ kind: fc.constant('days' as const), from: day, to: fc.option(day) }),
);
const property = fc.oneof(fc.record({ name: text }), fc.record({ name: text, value: text }));
const anyQuery: fc.Arbitrary<TableQuery> = fc.record({
  search: text.map((each) => each.trim()),
  statuses: fc.subarray([...STATUS_ORDER]),
  types: fc.subarray([...JOB_TYPES]),
  projectIds: fc.array(text),
  targetIds: fc.array(text),
  submitterIds: fc.array(text),
  properties: fc.array(property),
  created: range,
  modified: range,
  order: fc.record({
    field: fc.constantFrom('CREATED_AT' as const, 'UPDATED_AT' as const, 'NAME' as const, 'STATUS' as const),
    direction: fc.constantFrom('ASC' as const, 'DESC' as const),
  }),
});

describe('the query in the address', () => {
  it('comes back as it was written, whatever is asked', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        expect(throughAddress(query)).toEqual(query);
      }),
    );
  });

  it('is empty when nothing is asked', () => {
    expect(withParams(new URL('https://board.test/p'), writeQuery(EVERYTHING))).toBe('/p');
  });

  it.each([
    'status=NOPE',
    'created=yesterday',
    'created=..',
    'modified=2026-99-99..',
    'sort=-colour',
    'type=',
  ])('leaves out what it does not understand: %s', (params) =>
    expect(readQuery(new URLSearchParams(params))).toEqual(EVERYTHING),
  );
});

describe('the filter', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');

  it('takes everything when nothing is asked', () => {
    expect(filterOf(EVERYTHING, now)).toEqual({});
    expect(isUnfiltered({ ...EVERYTHING, order: { field: 'NAME', direction: 'ASC' } })).toBe(true);
    expect(isUnfiltered({ ...EVERYTHING, search: ' bell ' })).toBe(false);
  });

  it('begins a range of hours before now and leaves its end open', () => {
    const filter = filterOf({ ...EVERYTHING, created: { kind: 'last', hours: 24 } }, now);
    expect(filter).toEqual({ createdFrom: '2026-03-09T12:00:00.000Z' });
  });

  it('takes the last day of a range in', () => {
    const filter = filterOf(
      { ...EVERYTHING, modified: { kind: 'days', from: '2026-03-01', to: '2026-03-01' } },
      now,
    );
    expect(filter).toEqual({
      updatedFrom: new Date(2026, 2, 1).toISOString(),
      updatedTo: new Date(2026, 2, 2).toISOString(),
    });
  });
});

describe('a click on the head of a column', () => {
  it.each([
    ['CREATED_AT', 'DESC', 'CREATED_AT', 'ASC'],
    ['CREATED_AT', 'DESC', 'NAME', 'ASC'],
    ['NAME', 'ASC', 'NAME', 'DESC'],
    ['NAME', 'ASC', 'UPDATED_AT', 'DESC'],
  ] as const)('%s %s, then %s: %s', (field, direction, clicked, expected) => {
    expect(orderAfterClick({ field, direction }, clicked)).toEqual({ field: clicked, direction: expected });
  });
});
