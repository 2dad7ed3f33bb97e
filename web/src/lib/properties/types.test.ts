import { expect, test } from 'vitest';
import { isNumeric, numberOf, typeLabel } from './types.ts';

test.each([
  ['1.5', 1.5],
  ['-2e3', -2000],
  ['x', null],
  ['', null],
  ['1e999', null],
])('%j is the number %s', (text, number) => expect(numberOf(text)).toBe(number));

test('types have names, two of them are numbers', () => {
  expect(typeLabel('BOOLEAN')).toBe('True or false');
  expect([isNumeric('INTEGER'), isNumeric('NUMBER'), isNumeric('STRING'), isNumeric(undefined)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
