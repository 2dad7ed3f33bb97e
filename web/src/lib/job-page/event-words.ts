import type { JobEvent } from './history.ts';

const count = (items: JobEvent['items']) => (items.length === 1 ? '1 item' : `${items.length} items`);

/** What happened, in a few words: "3 items finished". */
export function eventWords(event: Pick<JobEvent, 'kind' | 'items'>): string {
  const { kind, items } = event;
  switch (kind) {
    case 'SUBMITTED':
      return `Submitted with ${count(items)}`;
    case 'QUEUED':
      return `${count(items)} queued`;
    case 'STARTED':
      return `${count(items)} started`;
    case 'REQUEUED':
      return `${count(items)} put back in the queue`;
    case 'FINISHED':
      return `${count(items)} finished`;
    case 'CANCEL_REQUESTED':
      return items.length === 0
        ? 'Cancellation asked for'
        : `Cancellation asked for, ${count(items)} affected`;
    case 'CANCEL_ANSWERED':
      return 'Cancellation answered';
    case 'RETRIED':
      return `${count(items)} retried`;
    case 'UPDATED':
      return 'Description or properties changed';
    case 'IGNORED':
      return 'A late write was ignored';
    default:
      return kind satisfies never;
  }
}

/** The places of items for people, from 1: "1–3, 5". */
export function placesOf(items: JobEvent['items']): string {
  const places = items.map((item) => item.index + 1).sort((a, b) => a - b);
  const spans: [number, number][] = [];
  for (const place of places) {
    const last = spans.at(-1);
    if (last && place === last[1] + 1) last[1] = place;
    else spans.push([place, place]);
  }
  return spans.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
