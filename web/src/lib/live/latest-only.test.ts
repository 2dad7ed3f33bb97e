import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { latestOnly } from './latest-only.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function checker() {
  const asked: string[] = [];
  const told: string[] = [];
  const answers: (() => void)[] = [];
  const check = latestOnly(
    (question: string) => {
      asked.push(question);
      return new Promise<string>((resolve) => answers.push(() => resolve(question.toUpperCase())));
    },
    (answer) => told.push(answer),
    400,
  );
  const answer = async () => {
    answers.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { ...check, asked, told, answer };
}

it('waits for a pause and asks the last question only', async () => {
  const check = checker();
  check.ask('h');
  await vi.advanceTimersByTimeAsync(399);
  check.ask('h q');
  await vi.advanceTimersByTimeAsync(399);
  expect(check.asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  await check.answer();
  expect([check.asked, check.told]).toEqual([['h q'], ['H Q']]);
});

it('keeps one request under way, and tells no answer that was overtaken', async () => {
  const check = checker();
  check.ask('a');
  await vi.advanceTimersByTimeAsync(400);
  check.ask('b');
  await vi.advanceTimersByTimeAsync(400);
  check.ask('c');
  await vi.advanceTimersByTimeAsync(400);
  expect(check.asked).toEqual(['a']);
  await check.answer();
  expect([check.asked, check.told]).toEqual([['a', 'c'], []]);
  await check.answer();
  expect(check.told).toEqual(['C']);
});

it('tells nothing once stopped', async () => {
  const check = checker();
  check.ask('a');
  await vi.advanceTimersByTimeAsync(400);
  check.stop();
  await check.answer();
  expect(check.told).toEqual([]);
});
