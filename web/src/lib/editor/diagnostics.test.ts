import { Text } from '@codemirror/state';
import { expect, it } from 'vitest';
import { markOf } from './diagnostics.ts';

const text = Text.of(['abc', '', 'defgh']);

it.each([
  ['a place', { line: 3, column: 2, endLine: 3, endColumn: 4 }, 6, 8],
  ['a point becomes a character', { line: 1, column: 2 }, 1, 2],
  ['the whole program is marked at its start', { line: null, column: null }, 0, 1],
  ['a line that is gone moves to the last', { line: 9, column: 9, endLine: 9, endColumn: 12 }, 10, 10],
  ['an empty line stays a point', { line: 2, column: 1 }, 4, 4],
])('%s', (_, place, from, to) => {
  expect(markOf({ severity: 'ERROR', message: 'no', ...place }, text)).toMatchObject({ from, to });
});
