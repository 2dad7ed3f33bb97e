import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../history.ts';
import { lanesOf, marksOf, ticksOf } from './lanes.ts';

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

  it('never overlap, whatever happens', () => {
    const step = fc.tuple(fc.nat(50), fc.nat(3), fc.constantFrom(...statuses));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let at = 0;
        const events = steps.map(([pause, index, status], place) =>
          eventOf(place + 1, (at += pause), [[index, status]]),
        );
        for (const { spans } of lanesOf(events, isFinal)) {
          spans.forEach((span, place) => {
            const next = spans[place + 1];
            expect(span.to === null).toBe(!next && !isFinal(span.status));
            if (next) expect(span.to ?? Infinity).toBeLessThanOrEqual(next.from);
          });
        }
      }),
    );
  });

  it('are marked where somebody cancelled or retried', () => {
    const event = { ...eventOf(1, 5, []), kind: 'RETRIED' as const, actor: { id: 'user_1', name: 'Ada' } };
    expect(marksOf([event, eventOf(2, 6, [])])).toEqual([
      { at: 5, kind: 'RETRIED', label: 'Retried by Ada' },
    ]);
  });
});

describe('the ticks of the axis', () => {
  it.each([1, 7, 950, 3_200, 61_000, 7_200_000, 40 * 86_400_000])(
    'of %d ms are few, and begin at 0',
    (length) => {
      const ticks = ticksOf(length, 6);
      expect(ticks[0]).toBe(0);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(ticks.at(-1)).toBeLessThanOrEqual(length);
    },
  );
});
