import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepWatching, type Try } from './keep-watching.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Tries, and whether each is still watching. */
function watchers() {
  const tries: { readonly current: Try; isOpen: boolean }[] = [];
  const begin = (current: Try) => {
    const own = { current, isOpen: true };
    tries.push(own);
    return () => {
      own.isOpen = false;
      // As the client of the protocol does it.
      current.ended();
    };
  };
  return { tries, begin, last: () => tries.at(-1)?.current };
}

test('what ended is begun anew, later each time, until something comes', () => {
  const { tries, begin, last } = watchers();
  const stop = keepWatching(begin);
  const pauses: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    if (n === 4) last()?.works();
    const before = Date.now();
    last()?.ended();
    last()?.ended();
    vi.runOnlyPendingTimers();
    pauses.push(Date.now() - before);
    expect(tries.length).toBe(n + 2);
  }
  expect(pauses[3]).toBeGreaterThan(pauses[0] ?? 0);
  expect(pauses[4]).toBeLessThanOrEqual(500);
  expect(tries.map(({ isOpen }) => isOpen)).toEqual([false, false, false, false, false, true]);
  stop();
  expect(tries.at(-1)?.isOpen).toBe(false);
});

test.each([false, true])('nothing comes after the end, also in a pause: %s', (inPause) => {
  const { tries, begin, last } = watchers();
  const stop = keepWatching(begin);
  if (inPause) last()?.ended();
  stop();
  vi.runAllTimers();
  expect(tries.map(({ isOpen }) => isOpen)).toEqual([false]);
});

test('what ends while it begins is begun anew', () => {
  let tries = 0;
  const stop = keepWatching(({ ended }) => {
    tries += 1;
    if (tries === 1) ended();
    return () => undefined;
  });
  vi.runOnlyPendingTimers();
  expect(tries).toBe(2);
  stop();
});
