import { expect, test } from 'vitest';
import type { JobItem, RemoteHandle } from './job.ts';
import { jittered, pauseBeforeLook } from './remote-pace.ts';
import { NO_PLACE } from './remote-state.ts';
import { anItem, HANDLE, T0 } from './test-samples.ts';

const MINUTE = 60_000;
const at = (position: number): Partial<RemoteHandle> => ({ place: { ...NO_PLACE, position } });
const waiting = (waitMs: number): Partial<RemoteHandle> => ({ place: { ...NO_PLACE, waitMs } });

test.each<readonly [string, JobItem['status'], Partial<RemoteHandle>, number, number]>([
  ['next in the queue', 'QUEUED', at(1), 0, 2_000],
  ['twenty ahead', 'QUEUED', at(20), 0, 40_000],
  ['far behind', 'QUEUED', at(2_000), 0, 15 * MINUTE],
  ['a wait of ten minutes', 'QUEUED', waiting(10 * MINUTE), 0, MINUTE],
  ['a wait of days', 'QUEUED', waiting(3 * 24 * 60 * MINUTE), 0, 15 * MINUTE],
  ['no place told, just handed over', 'QUEUED', {}, 5_000, 2_000],
  ['no place told, since an hour', 'QUEUED', {}, 60 * MINUTE, 6 * MINUTE],
  ['no place told, since a day', 'QUEUED', {}, 24 * 60 * MINUTE, 10 * MINUTE],
  ['runs since a minute', 'RUNNING', {}, MINUTE, 6_000],
  ['runs since an hour', 'RUNNING', {}, 60 * MINUTE, MINUTE],
  ['being cancelled', 'CANCELLING', at(2_000), 2_000, 1_000],
  ['could not be asked once', 'QUEUED', { ...at(1), failures: 1 }, 0, 2_000],
  ['could not be asked ten times', 'RUNNING', { failures: 10 }, 0, 10 * MINUTE],
])('%s', (_name, status, remote, age, pause) => {
  const item = anItem(status, { remote: { ...HANDLE, keyAt: T0, ...remote } });
  expect(pauseBeforeLook(item, T0 + age)).toBe(pause);
});

test('looks are spread by a fifth to either side', () => {
  expect([0, 0.5, 0.999].map((random) => jittered(1_000, random))).toEqual([800, 1_000, 1_200]);
});
