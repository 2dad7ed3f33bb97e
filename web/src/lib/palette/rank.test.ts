import { expect, it } from 'vitest';
import { ranked, score } from './rank.ts';

const entries = [
  { label: 'Jobs of First project' },
  { label: 'Submit a job' },
  { label: 'Targets' },
  { label: 'Dark', words: 'theme appearance colours' },
  { label: 'Error correction' },
];
const labels = (typed: string) => ranked(entries, typed).map((each) => each.label);

it.each([
  ['', entries.map((each) => each.label)],
  ['tar', ['Targets']],
  ['JOB', ['Jobs of First project', 'Submit a job']],
  ['sj', ['Submit a job']],
  ['theme', ['Dark']],
  ['correction', ['Error correction']],
  ['zz', []],
])('%j finds %j', (typed, found) => expect(labels(typed)).toEqual(found));

it('puts the beginning before the start of a word, and that before the inside of one', () => {
  const inOrder = ['stat', 'a stat', 'thestat'].map((text) => score(text, 'stat') ?? -Infinity);
  expect(inOrder.toSorted((one, other) => other - one)).toEqual(inOrder);
});
