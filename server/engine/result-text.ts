import type { RegisterCounts } from '../domain/program.ts';

const BIT: Readonly<Record<string, string>> = { Zero: '0', One: '1', Loss: '-' };

/** The bits of `One` or `[One, Zero]`, index 0 first; null for any other value. */
export function parseBits(text: string): readonly string[] | null {
  const list = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1).split(', ') : [text];
  const bits = list.map((item) => BIT[item]);
  return bits.every((bit) => bit !== undefined) ? bits : null;
}

/** The results in a value, in the order they are written, whatever tuples and arrays hold them. */
export function allBits(text: string): readonly string[] {
  return [...text.matchAll(/Zero|One|Loss/g)].map((m) => BIT[m[0]] ?? '');
}

/** The parts of a tuple `(a, b)`, or the value alone. */
export function splitTuple(text: string): readonly string[] {
  if (!text.startsWith('(') || !text.endsWith(')') || text === '()') return [text];
  const parts: string[] = [];
  let depth = 0;
  let start = 1;
  for (let i = 1; i < text.length - 1; i += 1) {
    const c = text[i];
    if (c === '(' || c === '[') depth += 1;
    else if (c === ')' || c === ']') depth -= 1;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 2;
    }
  }
  parts.push(text.slice(start, -1));
  return parts.filter((p) => p !== '');
}

/**
 * Counts values that a program returned. A Result or an array of Results is a register of bits; a tuple is
 * one register a part; every other value is counted as text, in a register of size 0.
 * @param names - what the parts are called; without names `result`, or `result0`, `result1` … in a tuple
 */
export function countValues(
  values: ReadonlyMap<string, number>,
  names: readonly string[] | null,
): RegisterCounts[] {
  let rows = [...values].map(([text, count]) => ({ parts: splitTuple(text), text, count }));
  const width = rows[0]?.parts.length ?? 0;
  // Shots of different shapes, for example texts with commas in them, are counted whole.
  if (rows.some((r) => r.parts.length !== width)) rows = rows.map((r) => ({ ...r, parts: [r.text] }));
  const columns = rows[0]?.parts.length ?? 0;
  return Array.from({ length: columns }, (_, column) => {
    const name =
      names !== null && names.length === columns
        ? (names[column] ?? `result${column}`)
        : columns === 1
          ? 'result'
          : `result${column}`;
    const cells = rows.map((row) => ({ text: row.parts[column] ?? '', count: row.count }));
    const bits = cells.map((cell) => parseBits(cell.text));
    const asBits = bits.every((b) => b !== null);
    const counts: Record<string, number> = {};
    let size = 0;
    cells.forEach((cell, i) => {
      const own = bits[i] ?? null;
      if (asBits && own !== null) size = Math.max(size, own.length);
      const key = asBits && own !== null ? [...own].reverse().join('') : cell.text;
      counts[key] = (counts[key] ?? 0) + cell.count;
    });
    return { name, size, counts };
  });
}
