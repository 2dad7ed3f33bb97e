import type { ProviderErrorKind } from './remote-state.ts';

/**
 * How calls under one provider's credentials go: a circuit breaker.
 * Closed while calls succeed; after some failures in a row open for a while that grows; then one call tries.
 */
export interface Lane {
  /** Failures in a row. */
  readonly failures: number;
  /** No call before this time, in milliseconds since 1970. */
  readonly closedUntil: number;
}
export const OPEN_LANE: Lane = { failures: 0, closedUntil: 0 };

/** From so many failures in a row on calls stop for a while. */
const TOLERATED = 3;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** Credentials that are refused are not tried again before. */
const REFUSED_PAUSE_MS = 5 * 60_000;

/** What a call came to, as far as the lane goes. */
export type LaneOutcome =
  | { readonly kind: 'answered' }
  | { readonly kind: 'failed'; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'refused' };

/** @param random - a number in [0, 1): pauses are spread by it, so that nodes do not come back together */
export function laneAfter(lane: Lane, outcome: LaneOutcome, now: number, random: number): Lane {
  switch (outcome.kind) {
    case 'answered':
      return OPEN_LANE;
    case 'refused':
      return { failures: Math.max(TOLERATED, lane.failures + 1), closedUntil: now + REFUSED_PAUSE_MS };
    case 'failed': {
      const failures = lane.failures + 1;
      const ceiling =
        failures < TOLERATED ? 0 : Math.min(LONGEST_PAUSE_MS, 1_000 * 2 ** (failures - TOLERATED));
      const pause = Math.max(outcome.retryAfterMs ?? 0, ceiling / 2) + (random * ceiling) / 2;
      return { failures, closedUntil: Math.max(lane.closedUntil, now + pause) };
    }
    default:
      return outcome satisfies never;
  }
}

/** How many calls may be under way; 0 while it is closed, and one at a time until one succeeds again. */
export function laneWidth(lane: Lane, now: number, most: number): number {
  if (now < lane.closedUntil) return 0;
  return lane.failures >= TOLERATED ? 1 : most;
}

/** What a failed call says of the lane: only some failures are the provider's or the credentials' own. */
export function laneOutcomeOf(kind: ProviderErrorKind, retryAfterMs: number | undefined): LaneOutcome {
  switch (kind) {
    case 'auth':
      return { kind: 'refused' };
    case 'throttled':
    case 'transient':
    case 'unknown-outcome':
      return { kind: 'failed', retryAfterMs };
    case 'invalid':
    case 'quota':
    case 'device-unavailable':
    case 'not-found':
    case 'conflict':
      return { kind: 'answered' };
    default:
      return kind satisfies never;
  }
}
