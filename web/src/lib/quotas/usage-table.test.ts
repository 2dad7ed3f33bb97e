import { expect, test } from 'vitest';
import { byMonth, linesOf, monthsBack, monthsBetween, totalsOf, type UsageRow } from './usage-table.ts';

const row = (more: Partial<UsageRow>): UsageRow => ({
  resource: 'SIMULATION',
  unit: 'CPU seconds',
  amount: 1,
  month: '2026-11',
  user: { id: 'user_1', name: 'Ada' },
  groupId: null,
  groupName: null,
  projectId: 'proj_1',
  projectName: 'Chemistry',
  ...more,
});

test('months are those of UTC, over the turn of a year too', () => {
  const { from, to } = monthsBack(Date.UTC(2027, 0, 31, 23), 3);
  expect(from).toBe('2026-11-01T00:00:00.000Z');
  expect(monthsBetween(from, to)).toEqual(['2026-11', '2026-12', '2027-01']);
});

const ROWS = [
  row({ amount: 2 }),
  row({
    amount: 3,
    month: '2026-10',
    user: { id: 'user_2', name: 'Bea' },
    groupId: 'group_1',
    groupName: 'Lab',
  }),
  row({ amount: 4, user: { id: 'user_2', name: 'Bea' }, groupId: 'group_2' }),
  row({ resource: 'STORAGE', amount: 7, month: null }),
];

test.each([
  ['USER', ['Ada', 'Bea']],
  ['GROUP', ['A group that was removed', 'Lab', 'No group']],
  ['PROJECT', ['Chemistry']],
] as const)('lines by %s', (split, names) => {
  const lines = linesOf(ROWS, split);
  expect(lines.map(({ name }) => name)).toEqual(names);
  expect(totalsOf(lines)).toEqual({ COMPILATION: 0, SIMULATION: 9, STORAGE: 7, CREDITS: 0 });
});

test('months without use are shown as such', () => {
  expect(byMonth(ROWS, 'SIMULATION', ['2026-09', '2026-10', '2026-11']).map(({ amount }) => amount)).toEqual([
    0, 3, 6,
  ]);
});
