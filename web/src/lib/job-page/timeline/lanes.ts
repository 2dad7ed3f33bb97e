import type { JobEvent } from '../history.ts';

/** A stretch of time that an item was in one status. */
export interface Span {
  readonly status: JobEvent['status'];
  readonly attempt: number;
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Null while it goes on. */
  readonly to: number | null;
  readonly message: string | null;
}
/** What one item went through. */
export interface Lane {
  readonly index: number;
  readonly spans: readonly Span[];
}
/** A cancel or a retry, marked over all lanes. */
export interface Mark {
  readonly at: number;
  readonly kind: 'CANCEL_REQUESTED' | 'RETRIED';
  readonly label: string;
}

/**
 * The lanes of all items, from a job's events in order. The span of a final status has no length: there a lane ends.
 *
 * @param isFinal - as the server's legend of statuses says
 */
export function lanesOf(
  events: readonly JobEvent[],
  isFinal: (status: JobEvent['status']) => boolean,
): readonly Lane[] {
  const lanes = new Map<number, Span[]>();
  for (const event of events) {
    const at = Date.parse(event.at);
    for (const { index, status, attempt, message } of event.items) {
      const spans = lanes.get(index) ?? [];
      lanes.set(index, spans);
      const last = spans.at(-1);
      if (last?.to === null) spans[spans.length - 1] = { ...last, to: Math.max(at, last.from) };
      spans.push({ status, attempt, from: at, to: isFinal(status) ? at : null, message });
    }
  }
  return [...lanes].sort(([a], [b]) => a - b).map(([index, spans]) => ({ index, spans }));
}

/** Cancels and retries, in order. */
export function marksOf(events: readonly JobEvent[]): readonly Mark[] {
  return events.flatMap((event): Mark[] => {
    const at = Date.parse(event.at);
    const by = event.actor ? ` by ${event.actor.name}` : '';
    if (event.kind === 'CANCEL_REQUESTED') return [{ at, kind: event.kind, label: `Cancelled${by}` }];
    if (event.kind === 'RETRIED') return [{ at, kind: event.kind, label: `Retried${by}` }];
    return [];
  });
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500].concat(
  [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400].map(
    (s) => s * 1000,
  ),
);

/** Ticks of a time axis that begins at 0: a round step, at most `most` of them. Milliseconds. */
export function ticksOf(length: number, most: number): readonly number[] {
  const step =
    STEPS.find((each) => length / each <= most) ?? Math.ceil(length / most / 86_400_000) * 86_400_000;
  const ticks: number[] = [];
  for (let tick = 0; tick <= length; tick += step) ticks.push(tick);
  return ticks;
}
