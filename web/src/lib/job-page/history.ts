import type { EventPartsFragment, JobItemRowsQuery } from '../graphql/graphql.ts';

export type JobEvent = EventPartsFragment;
type StoredItem = NonNullable<JobItemRowsQuery['job']>['items']['nodes'][number];

/** An item as the page shows it. */
export interface ItemRow extends StoredItem {
  /** The version of the last event about it. */
  readonly version: number;
}

/** Adds events to those there are: in order of version, each once. */
export function withEvents(known: readonly JobEvent[], more: readonly JobEvent[]): readonly JobEvent[] {
  const last = known.at(-1)?.version ?? 0;
  const fresh = more.filter((event) => event.version > last);
  return fresh.length === 0 ? known : [...known, ...fresh];
}

const TIME_OF = {
  SUBMITTED: 'submitted',
  QUEUED: 'queued',
  RUNNING: 'running',
  CANCELLING: 'cancelling',
  RETRYING: 'retrying',
  COMPLETED: 'completed',
  ERROR: 'error',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  DEPLETED: 'depleted',
} as const;

/** Lays what events say over the items that were read. */
export function withChanges(rows: readonly ItemRow[], events: readonly JobEvent[]): readonly ItemRow[] {
  const byIndex = new Map(rows.map((row) => [row.index, row]));
  for (const event of events) {
    for (const { index, status, attempt, message } of event.items) {
      const row = byIndex.get(index);
      if (!row || row.version >= event.version) continue;
      const statusTimes = { ...row.statusTimes, [TIME_OF[status]]: event.at };
      byIndex.set(index, { ...row, status, attempt, message, statusTimes, version: event.version });
    }
  }
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}

/** When a status was last entered; null when never. */
export function timeOf(row: Pick<ItemRow, 'statusTimes'>, status: ItemRow['status']): string | null {
  return row.statusTimes[TIME_OF[status]];
}

/** The span an item ran in its attempt; null when it has not begun to. An open end means that it runs. */
export function runSpan(row: ItemRow): { readonly from: string; readonly to: string | null } | null {
  const { running, queued, retrying } = row.statusTimes;
  if (running === null || [queued, retrying].some((at) => at !== null && at > running)) return null;
  if (row.status === 'RUNNING' || row.status === 'CANCELLING') return { from: running, to: null };
  return { from: running, to: timeOf(row, row.status) };
}
