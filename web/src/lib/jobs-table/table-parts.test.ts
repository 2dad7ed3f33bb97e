import { describe, expect, it } from 'vitest';
import { COLUMNS, PROJECT_COLUMNS, layoutOf, parseColumns, toggledColumn, writeColumns } from './columns.ts';
import { runTime } from './run-time.ts';
import { parseViews, viewQuery, withoutView, withView } from './saved-views.ts';
import { tabIcon, tabTitle } from './tab-counts.ts';
import { describeRange, parseRange } from './time-range.ts';

describe('columns', () => {
  it('come back as they were written, also none', () => {
    for (const columns of [PROJECT_COLUMNS.usual, [], ['queue'] as const])
      expect(parseColumns(writeColumns(columns))).toEqual(columns);
  });

  it('keep their order when one is shown again', () => {
    const without = toggledColumn(PROJECT_COLUMNS.usual, 'status');
    expect(without).not.toContain('status');
    expect(toggledColumn(without, 'status')).toEqual(PROJECT_COLUMNS.usual);
  });

  it('are those of always when nothing readable was stored', () => {
    expect(parseColumns(null)).toBeNull();
    expect(parseColumns('colour,size')).toBeNull();
  });

  it('make the table as wide as they need', () => {
    const [narrow, wide] = [layoutOf([]), layoutOf(COLUMNS.map((each) => each.id))];
    expect(wide.least).toBeGreaterThan(narrow.least);
    expect(wide.columns).toHaveLength(COLUMNS.length);
  });
});

describe('saved views', () => {
  const views = withView(withView([], { name: 'Mine', query: 'by=u1' }), {
    name: 'Failed',
    query: 'status=error',
  });

  it('stand in the order of names, and one name once', () => {
    expect(views.map((each) => each.name)).toEqual(['Failed', 'Mine']);
    expect(withView(views, { name: 'Mine', query: '' })).toHaveLength(2);
    expect(withoutView(views, 'Mine')).toHaveLength(1);
  });

  it('survive being stored; what is broken is left out', () => {
    expect(parseViews(JSON.stringify(views))).toEqual(views);
    expect(parseViews('{')).toEqual([]);
    expect(parseViews('[{"name":1},{"name":"a","query":"b"}]')).toEqual([{ name: 'a', query: 'b' }]);
  });

  it('keep their part of the address, however it is ordered', () => {
    const names = ['q', 'status'];
    const one = viewQuery(new URLSearchParams('status=error&q=a&tab=2'), names);
    expect(one).toBe(viewQuery(new URLSearchParams('q=a&status=error'), names));
  });
});

describe('the time a run takes', () => {
  const never = {
    submitted: null,
    queued: null,
    running: null,
    cancelling: null,
    retrying: null,
    completed: null,
    error: null,
    cancelled: null,
    terminated: null,
    depleted: null,
  };
  const times = { submitted: '2026-01-01T00:00:00.000Z', queued: '2026-01-01T00:00:01.000Z' };
  const began = '2026-01-01T00:00:02.000Z';
  const ended = '2026-01-01T00:00:09.000Z';

  it.each([
    ['waits', 'QUEUED', 0, {}, null],
    ['runs', 'RUNNING', 0.5, { running: began }, { from: began, to: null }],
    ['is done', 'COMPLETED', 1, { running: began, completed: ended }, { from: began, to: ended }],
    ['never ran', 'CANCELLED', 1, { cancelled: ended }, null],
    [
      'waits for its retry',
      'RETRYING',
      0,
      { running: began, error: ended, retrying: '2026-01-01T00:01:00.000Z' },
      null,
    ],
  ] as const)('of a job that %s', (_, status, progress, more, expected) => {
    expect(runTime({ status, progress, statusTimes: { ...never, ...times, ...more } })).toEqual(expected);
  });
});

describe('the tab of the browser', () => {
  it('tells what runs and what failed, and is silent else', () => {
    expect(tabTitle('Jobs', { running: 2, failed: 1 })).toBe('2 running, 1 failed · Jobs');
    expect(tabTitle('Jobs', { running: 0, failed: 0 })).toBe('Jobs');
  });

  it('has a dot for each on its icon', () => {
    const dots = (running: number, failed: number) =>
      decodeURIComponent(tabIcon('<svg></svg>', { running, failed })).split('<circle').length - 1;
    expect([dots(0, 0), dots(1, 0), dots(3, 9)]).toEqual([0, 1, 2]);
  });
});

describe('a range of time in words', () => {
  it.each([
    ['24h', 'last 24 hours'],
    ['5h', 'last 5 h'],
  ])('%s', (text, words) => {
    const range = parseRange(text);
    expect(range && describeRange(range)).toBe(words);
  });

  it('names open ends', () => {
    expect(describeRange({ kind: 'days', from: '2026-03-01', to: null })).toMatch(/^since /);
    expect(describeRange({ kind: 'days', from: null, to: '2026-03-01' })).toMatch(/^until /);
  });
});
