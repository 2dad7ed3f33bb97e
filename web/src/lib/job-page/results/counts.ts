/** Shots by value, as a run gives them. */
export type Counts = Readonly<Record<string, number>>;

/** How often one value of a register was measured. */
export interface Count {
  /** Written out, c[n-1]…c[0]. */
  readonly bits: string;
  readonly count: number;
  /** Of all shots, from 0 to 1. */
  readonly share: number;
  /** The same of the run it is compared with; null without one. */
  readonly other: { readonly count: number; readonly share: number } | null;
}

export type CountField = 'value' | 'count' | 'other' | 'difference';

export interface CountOrder {
  readonly field: CountField;
  readonly isDescending: boolean;
}

const shotsOf = (counts: Counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);
const shareOf = (count: number, shots: number) => (shots === 0 ? 0 : count / shots);

/** A row for every value that either run has measured. */
export function rowsOf(counts: Counts, compared: Counts | null): readonly Count[] {
  const shots = shotsOf(counts);
  const comparedShots = compared && shotsOf(compared);
  const values = new Set([...Object.keys(counts), ...Object.keys(compared ?? {})]);
  return [...values].map((bits) => {
    const count = counts[bits] ?? 0;
    const otherCount = compared?.[bits] ?? 0;
    return {
      bits,
      count,
      share: shareOf(count, shots),
      other: comparedShots === null ? null : { count: otherCount, share: shareOf(otherCount, comparedShots) },
    };
  });
}

/** How much more of this run than of the other gave the value: a difference of shares, from -1 to 1. */
export const differenceOf = (row: Count): number => row.share - (row.other?.share ?? row.share);

const MEASURE: Readonly<Record<Exclude<CountField, 'value'>, (row: Count) => number>> = {
  count: (row) => row.count,
  other: (row) => row.other?.share ?? 0,
  difference: (row) => Math.abs(differenceOf(row)),
};

/** Rows in an order; those that are equal in it by value. A value of bits counts as a number. */
export function sorted(rows: readonly Count[], { field, isDescending }: CountOrder): readonly Count[] {
  const sign = isDescending ? -1 : 1;
  if (field === 'value') return rows.toSorted((a, b) => sign * byValue(a, b));
  const measure = MEASURE[field];
  return rows.toSorted((a, b) => sign * (measure(a) - measure(b)) || byValue(a, b));
}

// Bits of one length are in the order of their numbers when they are in the order of their letters.
const byValue = (a: Count, b: Count) =>
  a.bits.length - b.bits.length || (a.bits < b.bits ? -1 : a.bits > b.bits ? 1 : 0);

/** The rows a plot has room for, and what the others hold together; the largest of either run stay. */
export function topOf(
  rows: readonly Count[],
  most: number,
): { readonly shown: readonly Count[]; readonly rest: Count | null } {
  if (rows.length <= most) return { shown: rows, rest: null };
  const size = (row: Count) => Math.max(row.share, row.other?.share ?? 0);
  const kept = new Set(rows.toSorted((a, b) => size(b) - size(a)).slice(0, most));
  const others = rows.filter((row) => !kept.has(row));
  const sum = (part: (row: Count) => number) => others.reduce((total, row) => total + part(row), 0);
  const isCompared = others.some((row) => row.other !== null);
  return {
    shown: rows.filter((row) => kept.has(row)),
    rest: {
      bits: others.length === 1 ? '1 other value' : `${others.length.toLocaleString()} other values`,
      count: sum((row) => row.count),
      share: sum((row) => row.share),
      other: isCompared
        ? { count: sum((row) => row.other?.count ?? 0), share: sum((row) => row.other?.share ?? 0) }
        : null,
    },
  };
}

/** The value as a number; null for text and where a qubit was lost. */
export function decimalOf(bits: string): string | null {
  return /^[01]+$/.test(bits) ? BigInt(`0b${bits}`).toString() : null;
}

/**
 * Total variation distance of two measured distributions: half the sum of the differences of their shares.
 * 0 when they are the same, 1 when they have no value in common.
 */
export function variationDistance(a: Counts, b: Counts): number {
  return rowsOf(a, b).reduce((sum, row) => sum + Math.abs(differenceOf(row)), 0) / 2;
}

/** Above this share of values never seen, what was seen tells too little of the distribution. */
const MOST_UNSEEN = 0.05;

/**
 * The distance that chance alone gives: about what two runs of one distribution with these numbers of shots are
 * apart on average. The distribution is taken from both runs together, and each share as normal, of which the
 * mean absolute deviation is σ·√(2/π).
 *
 * @returns null with too few shots for so many values: the share of what was never seen is about the share of
 * shots whose value came up once (Good 1953), and it would make the estimate too small
 */
export function chanceDistance(a: Counts, b: Counts): number | null {
  const [shots, others] = [shotsOf(a), shotsOf(b)];
  const total = shots + others;
  const pooled = rowsOf(a, b).map((row) => row.count + (row.other?.count ?? 0));
  const once = pooled.filter((count) => count === 1).length;
  if (shots === 0 || others === 0 || once / total > MOST_UNSEEN) return null;
  const sum = pooled.reduce((before, count) => {
    const share = count / total;
    return before + Math.sqrt(share * (1 - share) * (1 / shots + 1 / others));
  }, 0);
  return (sum * Math.sqrt(2 / Math.PI)) / 2;
}
