/** How often one value of a register was measured. */
export interface Count {
  /** Written out, c[n-1]…c[0]. */
  readonly bits: string;
  readonly count: number;
  /** Of all shots, from 0 to 1. */
  readonly share: number;
}

export type CountOrder = 'value' | 'count';

/** The counts of a register as rows, by value or the most frequent first. */
export function countsOf(counts: Readonly<Record<string, number>>, order: CountOrder): readonly Count[] {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const rows = Object.entries(counts).map(([bits, count]) => ({
    bits,
    count,
    share: total === 0 ? 0 : count / total,
  }));
  const byValue = (a: Count, b: Count) => (a.bits < b.bits ? -1 : a.bits > b.bits ? 1 : 0);
  return rows.sort(order === 'value' ? byValue : (a, b) => b.count - a.count || byValue(a, b));
}

/** The rows a plot has room for, and what the others hold together; the most frequent ones stay. */
export function topOf(
  rows: readonly Count[],
  most: number,
): { readonly shown: readonly Count[]; readonly rest: Count | null } {
  if (rows.length <= most) return { shown: rows, rest: null };
  const kept = new Set([...rows].sort((a, b) => b.count - a.count).slice(0, most));
  const others = rows.filter((row) => !kept.has(row));
  const count = others.reduce((sum, row) => sum + row.count, 0);
  const share = others.reduce((sum, row) => sum + row.share, 0);
  return {
    shown: rows.filter((row) => kept.has(row)),
    rest: { bits: `${others.length} others`, count, share },
  };
}

/** The value as a number; null for text, a lost qubit, or what a number cannot hold exactly. */
export function decimalOf(bits: string): string | null {
  return /^[01]+$/.test(bits) ? BigInt(`0b${bits}`).toString() : null;
}

/**
 * Total variation distance of two measured distributions: half the sum of the differences of their shares.
 * 0 when they are the same, 1 when they have no value in common.
 */
export function variationDistance(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): number {
  const shares = (counts: Readonly<Record<string, number>>) =>
    new Map(countsOf(counts, 'value').map(({ bits, share }) => [bits, share]));
  const left = shares(a);
  const right = shares(b);
  const values = new Set([...left.keys(), ...right.keys()]);
  let sum = 0;
  for (const value of values) sum += Math.abs((left.get(value) ?? 0) - (right.get(value) ?? 0));
  return sum / 2;
}
