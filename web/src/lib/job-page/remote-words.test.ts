import { expect, test } from 'vitest';
import { countedWords, placeText, remotePlace } from './remote-words.ts';

const remote = {
  provider: 'BRAKET' as const,
  remoteId: 'task',
  submittedAt: '2026-01-01T00:00:00.000Z',
  rawStatus: 'QUEUED',
  answeredAt: null,
  nextLookAt: null,
  position: null as number | null,
  positionIsLeast: false,
  waitSeconds: null as number | null,
  trouble: null,
};

test.each([
  [{ position: 3 }, '3 ahead', '3', '3 ahead at AWS Braket'],
  [
    { position: 2_000, positionIsLeast: true },
    'more than 2,000 ahead',
    '>2,000',
    'more than 2,000 ahead at AWS Braket',
  ],
  [{ waitSeconds: 180 }, 'about 3 min', '~3 min', 'about 3 min at AWS Braket'],
])('%j stands %s', (place, words, short, long) => {
  expect(remotePlace({ ...remote, ...place })).toBe(words);
  expect(placeText({ position: null, remote: { ...remote, ...place } })).toEqual({ short, long });
});

test('nothing is said where nothing is known', () => {
  expect(remotePlace(remote)).toBeNull();
  expect(placeText({ position: null, remote })).toBeNull();
  expect(placeText(undefined)).toBeNull();
});

test('a place here goes by its number', () => {
  expect(placeText({ position: 1_200, remote: null })).toEqual({
    short: '1,200',
    long: 'place 1,200 in the queue',
  });
});

test('words are counted', () => {
  expect(countedWords(['Stopped', 'Refused', 'Stopped'])).toBe('2 stopped, 1 refused');
});
