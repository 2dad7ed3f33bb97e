import type { DeviceProgram } from '../domain/device-program.ts';
import type { RegisterCounts } from '../domain/program.ts';

/** Counts over the device's qubits. Keys are written q[n-1]…q[0]. */
export type QubitCounts = ReadonlyMap<string, number>;

/** Sorts a device's counts into the registers of the source; a bit that was never measured reads 0. */
export function registersOf(
  { qubits, readout }: Pick<DeviceProgram, 'qubits' | 'readout'>,
  counts: QubitCounts,
): readonly RegisterCounts[] {
  return readout.map(({ name, bits }) => {
    const own: Record<string, number> = {};
    for (const [key, count] of counts) {
      const text = bits.map((qubit) => (qubit === null ? '0' : (key[qubits - 1 - qubit] ?? '0')));
      const value = text.reverse().join('');
      own[value] = (own[value] ?? 0) + count;
    }
    return { name, size: bits.length, counts: own };
  });
}

/** Counts of rows that hold one bit a qubit, qubit 0 first. */
export function countRows(rows: Iterable<readonly number[]>): QubitCounts {
  const counts = new Map<string, number>();
  for (const row of rows) {
    let key = '';
    for (const bit of row) key = String(bit) + key;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** The key of a state given as a number whose lowest bit is qubit 0; null when it is not of so many qubits. */
export function keyOfState(state: string, qubits: number): string | null {
  if (!/^\d{1,40}$/.test(state)) return null;
  const bits = BigInt(state).toString(2);
  return bits.length > qubits ? null : bits.padStart(qubits, '0');
}

/**
 * Whole counts from probabilities that add up to the shots: each is rounded down, what is left goes to the largest
 * remainders ("largest remainder method"). Rounding, not drawing: the same probabilities give the same counts.
 */
export function apportion(probabilities: ReadonlyMap<string, number>, shots: number): QubitCounts {
  let total = 0;
  for (const p of probabilities.values()) total += p;
  const shares = [...probabilities].map(([key, p]) => ({ key, exact: total > 0 ? (shots * p) / total : 0 }));
  const counts = new Map(shares.map(({ key, exact }) => [key, Math.floor(exact)]));
  let left = shots - [...counts.values()].reduce((sum, n) => sum + n, 0);
  const byRemainder = shares.toSorted(
    (a, b) => (b.exact % 1) - (a.exact % 1) || (a.key < b.key ? -1 : Number(a.key > b.key)),
  );
  for (const { key } of byRemainder) {
    if (left <= 0) break;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    left -= 1;
  }
  return new Map([...counts].filter(([, n]) => n > 0));
}
