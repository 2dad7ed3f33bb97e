import { expect, test } from 'vitest';
import { laneAfter, laneOutcomeOf, laneWidth, OPEN_LANE, type Lane, type LaneOutcome } from './lane.ts';
import type { ProviderErrorKind } from './remote-state.ts';

const FAILED: LaneOutcome = { kind: 'failed', retryAfterMs: undefined };
const after = (lane: Lane, times: number, now = 0, random = 0): Lane =>
  times === 0 ? lane : after(laneAfter(lane, FAILED, now, random), times - 1, now, random);

test('a few failures are tolerated, then calls stop for a while that grows up to five minutes', () => {
  expect(after(OPEN_LANE, 2).closedUntil).toBe(0);
  // Half of 1 s, 2 s, 4 s … : the other half is chance.
  expect([3, 4, 5, 6].map((times) => after(OPEN_LANE, times).closedUntil)).toEqual([
    500, 1_000, 2_000, 4_000,
  ]);
  expect([3, 4].map((times) => after(OPEN_LANE, times, 0, 0.999).closedUntil)).toEqual([999.5, 1_999]);
  expect(after(OPEN_LANE, 40, 0, 0.999).closedUntil).toBeLessThan(300_000);
});

test('the provider’s own wish is honoured from the first failure on, and never shortened', () => {
  const asked = laneAfter(OPEN_LANE, { kind: 'failed', retryAfterMs: 120_000 }, 1_000, 0.5);
  expect(asked.closedUntil).toBe(121_000);
  expect(laneAfter(asked, FAILED, 2_000, 0.5).closedUntil).toBe(121_000);
});

test('refused credentials rest for five minutes; one answer opens the lane', () => {
  const refused = laneAfter(OPEN_LANE, { kind: 'refused' }, 1_000, 0);
  expect(refused.closedUntil).toBe(301_000);
  expect(laneAfter(refused, { kind: 'answered' }, 2_000, 0)).toEqual(OPEN_LANE);
});

test.each([
  ['open', OPEN_LANE, 0, 16],
  ['closed', { failures: 5, closedUntil: 10 }, 9, 0],
  ['tried by one call after it was closed', { failures: 5, closedUntil: 10 }, 10, 1],
  ['after a failure or two', { failures: 2, closedUntil: 0 }, 10, 16],
])('%s', (_name, lane, now, width) => {
  expect(laneWidth(lane, now, 16)).toBe(width);
});

test.each<[ProviderErrorKind, LaneOutcome['kind']]>([
  ['auth', 'refused'],
  ['throttled', 'failed'],
  ['transient', 'failed'],
  ['unknown-outcome', 'failed'],
  ['invalid', 'answered'],
  ['quota', 'answered'],
  ['device-unavailable', 'answered'],
  ['not-found', 'answered'],
  ['conflict', 'answered'],
])('a call that failed with %s says of its lane: %s', (kind, outcome) => {
  expect(laneOutcomeOf(kind, undefined).kind).toBe(outcome);
});
