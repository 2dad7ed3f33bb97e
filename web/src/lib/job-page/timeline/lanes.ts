import type { JobEvent } from '../history.ts';

/** A stretch of time that an item was in one status. */
export interface Span {
  readonly status: JobEvent['status'];
  readonly attempt: number;
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Null while it goes on. A final status ends where it began. */
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
  /** The version of its event. */
  readonly version: number;
  readonly at: number;
  readonly kind: 'CANCEL_REQUESTED' | 'RETRIED';
  readonly label: string;
}
/** A stretch of time to look at. An end of null is the present while something goes on. */
export interface Stretch {
  readonly from: number;
  readonly to: number | null;
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
      // Clocks of servers may differ a little: a lane never goes back in time.
      const from = Math.max(at, last?.to ?? last?.from ?? at);
      if (last?.to === null && last.status === status && last.attempt === attempt) {
        spans[spans.length - 1] = { ...last, message: message ?? last.message };
        continue;
      }
      if (last?.to === null) spans[spans.length - 1] = { ...last, to: from };
      spans.push({ status, attempt, from, to: isFinal(status) ? from : null, message });
    }
  }
  return [...lanes].sort(([a], [b]) => a - b).map(([index, spans]) => ({ index, spans }));
}

/** Cancels and retries, in order. */
export function marksOf(events: readonly JobEvent[]): readonly Mark[] {
  return events.flatMap((event): Mark[] => {
    const { version, kind } = event;
    const at = Date.parse(event.at);
    const by = event.actor ? ` by ${event.actor.name}` : '';
    if (kind === 'CANCEL_REQUESTED') return [{ version, at, kind, label: `Cancelled${by}` }];
    if (kind === 'RETRIED') return [{ version, at, kind, label: `Retried${by}` }];
    return [];
  });
}

/** When each attempt of the job began and ended, oldest first: the time between them may be long and empty. */
export function attemptsOf(events: readonly JobEvent[]): readonly (Stretch & { readonly number: number })[] {
  const attempts: { number: number; from: number; to: number }[] = [];
  for (const event of events) {
    const at = Date.parse(event.at);
    const last = attempts.at(-1);
    if (!last || event.attempt > last.number) attempts.push({ number: event.attempt, from: at, to: at });
    // What is only written about a job that is at rest makes no attempt longer.
    else if (event.items.length > 0) last.to = Math.max(last.to, at);
  }
  return attempts;
}

/** From the first event to the last change of an item or mark; open while an item is not final. */
export function extentOf(lanes: readonly Lane[], marks: readonly Mark[]): Stretch | null {
  const spans = lanes.flatMap((lane) => lane.spans);
  if (spans.length === 0) return null;
  const isOpen = lanes.some((lane) => lane.spans.at(-1)?.to === null);
  const ends = [...spans.map((span) => span.to ?? span.from), ...marks.map((mark) => mark.at)];
  const latest = ends.reduce((a, b) => Math.max(a, b));
  return {
    from: spans.reduce((first, span) => Math.min(first, span.from), Infinity),
    to: isOpen ? null : latest,
  };
}

/** Where a span stands in a window of time, in percent of its length; null where none of it is seen. */
export function placed(
  span: { readonly from: number; readonly to: number },
  window: { readonly from: number; readonly to: number },
): { readonly left: number; readonly width: number } | null {
  if (span.to < window.from || span.from > window.to) return null;
  const length = Math.max(1, window.to - window.from);
  const left = Math.max(0, (span.from - window.from) / length);
  const right = Math.min(1, (span.to - window.from) / length);
  return { left: left * 100, width: (right - left) * 100 };
}
