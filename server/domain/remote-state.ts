import type { JobStatus } from './status.ts';

/**
 * What remote providers say, in words of ours.
 * Leaf types: they import nothing of the project but the statuses.
 */

/** A place in the provider's queue. */
export interface QueuePlace {
  /** How many are ahead, at least; null when the provider does not say. */
  readonly position: number | null;
  /** The position is a lower bound (`>2000`). */
  readonly atLeast: boolean;
  /** The provider's own estimate, in milliseconds. */
  readonly waitMs: number | null;
}
export const NO_PLACE: QueuePlace = { position: null, atLeast: false, waitMs: null };

export type RemoteStatus = Exclude<JobStatus, 'RETRYING'>;

/** What a provider says of a task. */
export interface RemoteState {
  readonly remoteId: string;
  /** Null for a status that is not known here: keep the last known one beside `rawStatus`. */
  readonly status: RemoteStatus | null;
  /** In the provider's words. */
  readonly rawStatus: string;
  readonly queue: QueuePlace;
  /** Why it failed, for people. */
  readonly message: string | null;
}

/**
 * What came of asking for a cancellation. Only `done` and `already-final` are the end of it; after `accepted` and
 * `refused` polling decides, and COMPLETED may still win.
 */
export interface CancelAnswer {
  readonly outcome: 'accepted' | 'done' | 'already-final' | 'refused';
  /** The task as it was read after the answer; null when it was not read. */
  readonly state: RemoteState | null;
  /** Why it was refused, for people. */
  readonly message: string | null;
}

export interface RemoteCost {
  readonly value: number;
  /** A currency or `credit`, as the provider writes it. */
  readonly unit: string;
}

/**
 * Why a provider gave no answer:
 * `auth` the credentials do not hold (they were refreshed once); `invalid` it will never take this; `quota` money or
 * quota is used up; `device-unavailable` the device takes nothing now; `throttled` too fast; `transient` nothing
 * happened, try again; `unknown-outcome` it may or may not have happened; `not-found`; `conflict` not in this state,
 * or the key was used for something else.
 */
export const PROVIDER_ERROR_KINDS = [
  'auth',
  'invalid',
  'quota',
  'device-unavailable',
  'throttled',
  'transient',
  'unknown-outcome',
  'not-found',
  'conflict',
] as const;
export type ProviderErrorKind = (typeof PROVIDER_ERROR_KINDS)[number];
