import type { JobEvent } from './history.ts';

type Changes = JobEvent['items'];
type Status = JobEvent['status'];

/** How an item ended, as the end of a sentence; nothing for a status that is no end. */
const ENDED: Partial<Record<Status, string>> = {
  COMPLETED: 'completed',
  ERROR: 'failed',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  DEPLETED: 'out of quota',
};

/** "Item 3", "Items 1–3, 5"; "298 items" where the places would be a list of their own. */
function named(items: Changes): string {
  const places = placesOf(items);
  if (items.length === 1) return `Item ${places}`;
  return places.length > MOST_CHARACTERS ? `${items.length} items` : `Items ${places}`;
}
const MOST_CHARACTERS = 40;

/** "completed"; "finished: 2 completed, 1 failed". */
function ends(items: Changes): string {
  const counts = new Map<string, number>();
  for (const { status } of items) {
    const word = ENDED[status] ?? 'finished';
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const [only] = counts.keys();
  if (counts.size === 1 && only !== undefined) return only;
  return `finished: ${[...counts].map(([word, count]) => `${count} ${word}`).join(', ')}`;
}

/** What happened, in a few words: "Items 1–3 completed". Items are counted from 1. */
export function eventWords({ kind, items }: Pick<JobEvent, 'kind' | 'items'>): string {
  switch (kind) {
    case 'SUBMITTED':
      return items.length === 1 ? 'Submitted with 1 item' : `Submitted with ${items.length} items`;
    case 'QUEUED':
      return `${named(items)} queued`;
    case 'STARTED':
      return `${named(items)} started`;
    case 'REQUEUED':
      return `${named(items)} put back in the queue`;
    case 'HELD':
      return 'Held in the queue here';
    case 'HANDED_OVER':
      return 'Handed over to the provider';
    case 'RESYNCHRONISED':
      return 'The provider is asked again';
    case 'FINISHED':
      return `${named(items)} ${ends(items)}`;
    case 'CANCEL_REQUESTED':
      return items.length === 0
        ? 'Cancellation asked for'
        : `Cancellation asked for: ${withoutCapital(named(items))}`;
    case 'CANCEL_ANSWERED':
      return items.length === 0
        ? 'Cancellation answered'
        : `Cancellation answered: ${withoutCapital(named(items))} ${ends(items)}`;
    case 'RETRIED':
      return `${named(items)} retried`;
    case 'UPDATED':
      return 'Description or properties changed';
    case 'IGNORED':
      return 'A late write was ignored';
    default:
      return kind satisfies never;
  }
}

const withoutCapital = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

/** The places of items for people, from 1: "1–3, 5". */
export function placesOf(items: Changes): string {
  const places = items.map((item) => item.index + 1).sort((a, b) => a - b);
  const spans: [number, number][] = [];
  for (const place of places) {
    const last = spans.at(-1);
    if (last && place === last[1] + 1) last[1] = place;
    else spans.push([place, place]);
  }
  return spans.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
