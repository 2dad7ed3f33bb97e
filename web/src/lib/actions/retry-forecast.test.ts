import { expect, test } from 'vitest';
import { sumOf } from './retry-forecast.ts';

const item = { index: 0, name: 'bell', status: 'ERROR' as const, effect: 'RUN_AGAIN' as const };
const preview = {
  itemCount: 1,
  items: [item],
  needsConfirmation: false,
  warnings: [] as string[],
  estimatedCpuSeconds: null as number | null,
  estimatedCredits: 0,
  possibleDuplicates: 0,
};

test('what retries of several jobs would do is told together', () => {
  const sum = sumOf([
    { preview: { ...preview, estimatedCpuSeconds: 2, estimatedCredits: 0.5 } },
    {
      preview: {
        ...preview,
        items: [item, { ...item, effect: 'SUBMIT' }],
        needsConfirmation: true,
        warnings: ['Costs again.'],
        estimatedCpuSeconds: 3,
        possibleDuplicates: 1,
      },
    },
    { preview: { ...preview, needsConfirmation: true, warnings: ['Costs again.'] } },
    { refusal: 'The job has not ended.' },
    { refusal: 'The job has not ended.' },
    { refusal: 'There is no such job.' },
  ]);
  expect(sum).toEqual({
    jobs: 3,
    items: [item, item, { ...item, effect: 'SUBMIT' }, item],
    needsConfirmation: true,
    warnings: ['Costs again.'],
    cpuSeconds: 5,
    credits: 0.5,
    possibleDuplicates: 1,
    refusals: [
      { message: 'The job has not ended.', jobs: 2 },
      { message: 'There is no such job.', jobs: 1 },
    ],
  });
});

test('nothing measured is not the same as no time', () => {
  expect(sumOf([{ preview }]).cpuSeconds).toBeNull();
  expect(sumOf([{ preview: { ...preview, estimatedCpuSeconds: 0 } }]).cpuSeconds).toBe(0);
});
