/** The last so many hours, or whole days from one to another in the reader's time zone, both taken in. */
export type TimeRange =
  | { readonly kind: 'last'; readonly hours: number }
  | { readonly kind: 'days'; readonly from: string | null; readonly to: string | null };

const HOUR_MS = 3_600_000;

/** Ranges to choose from without typing. */
export const LAST = [
  { hours: 1, label: 'Last hour' },
  { hours: 24, label: 'Last 24 hours' },
  { hours: 7 * 24, label: 'Last 7 days' },
  { hours: 30 * 24, label: 'Last 30 days' },
] as const;

/** Reads `24h` or `2026-03-01..2026-03-31`, with either end open; null for anything else. */
export function parseRange(text: string | null): TimeRange | null {
  const hours = /^([1-9]\d{0,4})h$/.exec(text ?? '')?.[1];
  if (hours) return { kind: 'last', hours: Number(hours) };
  const days = /^(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?$/.exec(text ?? '');
  const [from, to] = [dayOrNull(days?.[1]), dayOrNull(days?.[2])];
  return from === null && to === null ? null : { kind: 'days', from, to };
}

export function writeRange(range: TimeRange): string {
  return range.kind === 'last' ? `${range.hours}h` : `${range.from ?? ''}..${range.to ?? ''}`;
}

/** In words, short enough for a chip. */
export function describeRange(range: TimeRange): string {
  if (range.kind === 'last') {
    const known = LAST.find((each) => each.hours === range.hours);
    return known?.label.toLowerCase() ?? `last ${range.hours} h`;
  }
  if (range.from !== null && range.from === range.to) return shortDay(range.from);
  if (range.from === null) return `until ${shortDay(range.to ?? '')}`;
  return range.to === null
    ? `since ${shortDay(range.from)}`
    : `${shortDay(range.from)} – ${shortDay(range.to)}`;
}

/** The moments it begins (taken in) and ends (left out). @param now milliseconds since 1970 */
export function rangeBounds(
  range: TimeRange | null,
  now: number,
): { readonly from: string | null; readonly to: string | null } {
  if (range === null) return { from: null, to: null };
  if (range.kind === 'last') return { from: new Date(now - range.hours * HOUR_MS).toISOString(), to: null };
  return {
    from: range.from && startOfDay(range.from, 0).toISOString(),
    to: range.to && startOfDay(range.to, 1).toISOString(),
  };
}

/** The start of a day in the reader's zone, or of one some days later: days are not always 24 hours long. */
function startOfDay(day: string, later: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later);
}

const dayOrNull = (day: string | undefined) =>
  day !== undefined && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? day : null;

const shortDay = (day: string) =>
  startOfDay(day, 0).toLocaleDateString(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
