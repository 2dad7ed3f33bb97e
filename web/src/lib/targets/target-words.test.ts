import { describe, expect, it } from 'vitest';
import { profileLabel, throughputText, waitText } from './target-words.ts';

describe('when something starts', () => {
  it.each([
    [null, null, 'not enough data yet'],
    [0, 0, 'at once'],
    [0.2, 12, 'at once, 9 of 10 within 12 s'],
    [4, 75, 'in about 4.0 s, 9 of 10 within 1 min 15 s'],
    [4, null, 'in about 4.0 s'],
  ])('%s s and %s s read %s', (p50Seconds, p90Seconds, text) =>
    expect(waitText({ p50Seconds, p90Seconds })).toBe(text),
  );
});

it.each([
  [[], 'No item finished in the last hour.'],
  [[0, 1], '1 item finished in the last hour, at most 1 in a minute.'],
  [[2, 1_000], '1,002 items finished in the last hour, at most 1,000 in a minute.'],
])('%j finished reads %s', (perMinute, text) => expect(throughputText(perMinute)).toBe(text));

it.each([
  ['BASE', 'Base'],
  ['ADAPTIVE_RI', 'Adaptive RI'],
])('%s reads %s', (profile, label) => expect(profileLabel(profile)).toBe(label));
