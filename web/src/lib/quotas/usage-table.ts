import type { OrganizationUsageQuery, QuotaResource } from '../graphql/graphql.ts';
import { RESOURCES } from './quota-words.ts';

export type UsageRow = NonNullable<NonNullable<OrganizationUsageQuery['organization']>['usage']>[number];

export const SPLITS = ['USER', 'GROUP', 'PROJECT'] as const;
export type Split = (typeof SPLITS)[number];

export interface UsageLine {
  readonly name: string;
  readonly amounts: Readonly<Record<QuotaResource, number>>;
}

/** The first and last moment of as many months as asked, the current one the last, in ISO 8601. */
export function monthsBack(now: number, months: number): { readonly from: string; readonly to: string } {
  const date = new Date(now);
  const from = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months + 1, 1);
  return { from: new Date(from).toISOString(), to: date.toISOString() };
}

/** The months from the first to the last: 2026-10, 2026-11. */
export function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = [];
  const date = new Date(from);
  for (; date.toISOString().slice(0, 7) <= to.slice(0, 7); date.setUTCMonth(date.getUTCMonth() + 1)) {
    months.push(date.toISOString().slice(0, 7));
  }
  return months;
}

function nameIn(row: UsageRow, split: Split): string {
  switch (split) {
    case 'USER':
      return row.user?.name ?? 'A user who is gone';
    case 'GROUP':
      return row.groupId === null ? 'No group' : (row.groupName ?? 'A group that was removed');
    case 'PROJECT':
      return row.projectName ?? 'A project that was deleted';
    default:
      return split satisfies never;
  }
}
const keyIn = (row: UsageRow, split: Split): string =>
  (split === 'USER' ? row.user?.id : split === 'GROUP' ? row.groupId : row.projectId) ?? '';

const none = (): Record<QuotaResource, number> => ({ COMPILATION: 0, SIMULATION: 0, STORAGE: 0, CREDITS: 0 });

/** A line for each user, group or project, by name; amounts of all months together. */
export function linesOf(rows: readonly UsageRow[], split: Split): readonly UsageLine[] {
  const lines = new Map<string, { name: string; amounts: Record<QuotaResource, number> }>();
  for (const row of rows) {
    const key = keyIn(row, split);
    const line = lines.get(key) ?? { name: nameIn(row, split), amounts: none() };
    line.amounts[row.resource] += row.amount;
    lines.set(key, line);
  }
  return [...lines.values()].toSorted((one, other) => one.name.localeCompare(other.name));
}

/** What was used of a resource in each month. */
export function byMonth(
  rows: readonly UsageRow[],
  resource: QuotaResource,
  months: readonly string[],
): readonly { readonly month: string; readonly amount: number }[] {
  return months.map((month) => ({
    month,
    amount: rows.reduce(
      (sum, row) => (row.resource === resource && row.month === month ? sum + row.amount : sum),
      0,
    ),
  }));
}

export function totalsOf(lines: readonly UsageLine[]): Readonly<Record<QuotaResource, number>> {
  const totals = none();
  for (const { amounts } of lines) for (const resource of RESOURCES) totals[resource] += amounts[resource];
  return totals;
}
