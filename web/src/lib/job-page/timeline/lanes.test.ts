import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../history.ts';
import { attemptsOf, extentOf, lanesOf, marksOf, placed } from './lanes.ts';

const FINAL: ReadonlySet<string> = new Set(['COMPLETED', 'ERROR']);
const isFinal = (status: string) => FINAL.has(status);
const statuses = ['QUEUED', 'RUNNING', 'COMPLETED', 'ERROR', 'RETRYING'] as const;

const eventOf = (
  version: number,
  at: number,
  items: readonly (readonly [number, JobEvent['status']])[],
): JobEvent => ({
  version,
  at: new Date(at).toISOString(),
  kind: 'STARTED',
  message: null,
  status: 'RUNNING',
  attempt: 1,
  actor: null,
  items: items.map(([index, status]) => ({ index, from: null, status, attempt: 1, message: null })),
});

describe('lanes', () => {
  it('go from status to status, and end where a final one was entered', () => {
    const lanes = lanesOf(
      [
        eventOf(1, 0, [
          [0, 'QUEUED'],
          [1, 'QUEUED'],
        ]),
        eventOf(2, 10, [[0, 'RUNNING']]),
        eventOf(3, 30, [[0, 'COMPLETED']]),
      ],
      isFinal,
    );
    expect(lanes[0]?.spans.map(({ status, from, to }) => [status, from, to])).toEqual([
      ['QUEUED', 0, 10],
      ['RUNNING', 10, 30],
      ['COMPLETED', 30, 30],
    ]);
    expect(lanes[1]?.spans.at(-1)?.to).toBeNull();
  });

  it('go on where an event tells of the same status again', () => {
    const again = eventOf(2, 10, [[0, 'QUEUED']]);
    const [item] = again.items;
    if (!item) throw new Error('an item was given');
    const lanes = lanesOf(
      [eventOf(1, 0, [[0, 'QUEUED']]), { ...again, items: [{ ...item, message: 'at the provider' }] }],
      isFinal,
    );
    expect(lanes[0]?.spans).toEqual([
      { status: 'QUEUED', attempt: 1, from: 0, to: null, message: 'at the provider' },
    ]);
  });

  it('never overlap and end where events say, whatever happens and whatever the clocks say', () => {
    const step = fc.tuple(fc.integer({ min: -5, max: 50 }), fc.nat(3), fc.constantFrom(...statuses));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let at = 1000;
        const events = steps.map(([pause, index, status], place) =>
          eventOf(place + 1, (at += pause), [[index, status]]),
        );
        const lanes = lanesOf(events, isFinal);
        expect(lanes.map((lane) => lane.index)).toEqual([...new Set(steps.map(([, index]) => index))].sort());
        for (const { index, spans } of lanes) {
          spans.forEach((span, place) => {
            const next = spans[place + 1];
            expect(span.to === null).toBe(!next && !isFinal(span.status));
            expect(span.to ?? Infinity).toBeGreaterThanOrEqual(span.from);
            if (next) expect(span.to ?? Infinity).toBeLessThanOrEqual(next.from);
            // No hole either, but between the end of one attempt and the next.
            if (next && !isFinal(span.status)) expect(span.to).toBe(next.from);
          });
          const own = events.filter((event) => event.items[0]?.index === index);
          const last = own.at(-1);
          expect(spans.at(-1)?.status).toBe(last?.items[0]?.status);
          if (last && isFinal(last.items[0]?.status ?? '')) {
            expect(spans.at(-1)?.to).toBeGreaterThanOrEqual(Date.parse(last.at));
            const isOrderly = own.every(
              (event, n) => Date.parse(event.at) >= Date.parse(own[n - 1]?.at ?? event.at),
            );
            if (isOrderly) expect(spans.at(-1)?.to).toBe(Date.parse(last.at));
          }
        }
      }),
    );
  });

  it('are marked where somebody cancelled or retried', () => {
    const event = { ...eventOf(1, 5, []), kind: 'RETRIED' as const, actor: { id: 'user_1', name: 'Ada' } };
    expect(marksOf([event, eventOf(2, 6, [])])).toEqual([
      { version: 1, at: 5, kind: 'RETRIED', label: 'Retried by Ada' },
    ]);
  });
});

describe('the window of time', () => {
  const events = [
    eventOf(1, 0, [[0, 'QUEUED']]),
    eventOf(2, 5, [[0, 'RUNNING']]),
    eventOf(3, 9, [[0, 'ERROR']]),
    { ...eventOf(4, 5000, []), kind: 'UPDATED' as const },
    { ...eventOf(5, 9000, [[0, 'RETRYING']]), kind: 'RETRIED' as const, attempt: 2 },
    { ...eventOf(6, 9100, [[0, 'COMPLETED']]), attempt: 2 },
  ];

  it('is that of an attempt, without what was empty between two of them', () => {
    expect(attemptsOf(events)).toEqual([
      { number: 1, from: 0, to: 9 },
      { number: 2, from: 9000, to: 9100 },
    ]);
  });

  it('goes from the first change to the last, and is open while something goes on', () => {
    expect(extentOf(lanesOf(events, isFinal), marksOf(events))).toEqual({ from: 0, to: 9100 });
    expect(extentOf(lanesOf(events.slice(0, 2), isFinal), [])).toEqual({ from: 0, to: null });
    expect(extentOf([], [])).toBeNull();
  });

  it.each([
    [
      { from: 10, to: 20 },
      { left: 0, width: 50 },
    ],
    [
      { from: 0, to: 15 },
      { left: 0, width: 25 },
    ],
    [
      { from: 25, to: 90 },
      { left: 75, width: 25 },
    ],
    [
      { from: 30, to: 30 },
      { left: 100, width: 0 },
    ],
    [{ from: 0, to: 9 }, null],
    [{ from: 31, to: 40 }, null],
  ])('from 10 to 30 shows %o as %o', (span, at) => expect(placed(span, { from: 10, to: 30 })).toEqual(at));
});
