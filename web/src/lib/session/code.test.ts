import { expect, it } from 'vitest';
import { codeIn } from './code.ts';

it.each([
  ['abc-123', 'abc-123'],
  ['  abc\n', 'abc'],
  ['http://127.0.0.1:4000/sign-in?code=abc-123', 'abc-123'],
  ['Open http://host/sign-in?next=%2F&code=a%2Bb#top', 'a+b'],
])('%j holds the code %j', (text, code) => expect(codeIn(text)).toBe(code));
