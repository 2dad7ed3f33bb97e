import { describe, expect, it } from 'vitest';
import { eventWords, placesOf } from './event-words.ts';
import { runSpan, withChanges, withEvents, type ItemRow, type JobEvent } from './history.ts';

const NEVER = {
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
const at = (second: number) => new Date(second * 1000).toISOString();
const row = (fields: Partial<ItemRow> = {}): ItemRow => ({
  index: 0,
  name: 'bell',
  status: 'QUEUED',
  message: null,
  attempt: 1,
  statusTimes: NEVER,
  version: 2,
  ...fields,
});
const event = (version: number, items: JobEvent['items'], kind: JobEvent['kind'] = 'STARTED'): JobEvent => ({
  version,
  at: at(version),
  kind,
  message: null,
  status: 'RUNNING',
  attempt: 1,
  actor: null,
  items,
});
const change = (index: number, status: ItemRow['status']): JobEvent['items'][number] => ({
  index,
  from: null,
  status,
  attempt: 1,
  message: null,
});

describe('events', () => {
  it('are kept in order, each once, whatever comes again', () => {
    const first = withEvents([], [event(1, []), event(2, [])]);
    const second = withEvents(first, [event(2, []), event(3, [])]);
    expect(second.map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(withEvents(second, [event(1, [])])).toBe(second);
  });

  it.each([
    ['SUBMITTED', ['QUEUED', 'QUEUED', 'QUEUED'], 'Submitted with 3 items'],
    ['STARTED', ['RUNNING'], 'Item 1 started'],
    ['FINISHED', ['ERROR'], 'Item 1 failed'],
    ['FINISHED', ['COMPLETED', 'COMPLETED'], 'Items 1–2 completed'],
    ['FINISHED', ['COMPLETED', 'ERROR', 'COMPLETED'], 'Items 1–3 finished: 2 completed, 1 failed'],
    ['CANCEL_REQUESTED', [], 'Cancellation asked for'],
    ['CANCEL_REQUESTED', ['CANCELLED', 'CANCELLING'], 'Cancellation asked for: items 1–2'],
    ['CANCEL_ANSWERED', ['CANCELLED'], 'Cancellation answered: item 1 cancelled'],
  ] as const)('%s of %j reads %s', (kind, statuses, words) => {
    expect(eventWords({ kind, items: statuses.map((status, index) => change(index, status)) })).toBe(words);
  });

  it('tell how many items, where their places would be a list of their own', () => {
    const items = Array.from({ length: 20 }, (_, place) => change(place * 2, 'RUNNING'));
    expect(eventWords({ kind: 'STARTED', items })).toBe('20 items started');
  });

  it('name the places of items from 1, runs of them together', () => {
    expect(placesOf([0, 1, 2, 4, 9].map((index) => change(index, 'RUNNING')))).toBe('1–3, 5, 10');
  });
});

describe('items', () => {
  it('become what the events after they were read say; older ones change nothing', () => {
    const rows = [row(), row({ index: 1, version: 9 })];
    const after = withChanges(rows, [
      event(3, [change(0, 'RUNNING'), change(1, 'RUNNING')]),
      event(4, [change(0, 'COMPLETED')]),
    ]);
    expect(after[0]).toMatchObject({ status: 'COMPLETED', version: 4 });
    expect(after[0]?.statusTimes).toMatchObject({ running: at(3), completed: at(4) });
    expect(after[1]).toBe(rows[1]);
  });

  it.each([
    ['one that waits', row(), null],
    [
      'one that runs',
      row({ status: 'RUNNING', statusTimes: { ...NEVER, running: at(5) } }),
      { from: at(5), to: null },
    ],
    [
      'one that ended',
      row({ status: 'ERROR', statusTimes: { ...NEVER, running: at(5), error: at(7) } }),
      { from: at(5), to: at(7) },
    ],
    [
      'one that waits again after it ran',
      row({ statusTimes: { ...NEVER, running: at(5), error: at(7), queued: at(8) } }),
      null,
    ],
  ])('%s has its run shown', (_, item, span) => expect(runSpan(item)).toEqual(span));
});
