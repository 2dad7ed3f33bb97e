import type { CredentialId } from '../domain/job.ts';
import { laneAfter, laneOutcomeOf, laneWidth, OPEN_LANE, type Lane } from '../domain/lane.ts';
import type { ProviderError } from '../providers/provider.ts';

/** Calls to providers by the credentials they are made under: how many at once, and whether at all. */
export class Lanes {
  readonly #lanes = new Map<CredentialId, Lane>();
  readonly #busy = new Map<CredentialId, number>();
  /** Why a lane is closed, for people. */
  readonly #troubles = new Map<CredentialId, string>();
  readonly #most: number;
  readonly #now: () => number;
  readonly #random: () => number;

  /** @param most - calls at once under the same credentials */
  constructor(most: number, now: () => number, random: () => number = Math.random) {
    this.#most = most;
    this.#now = now;
    this.#random = random;
  }

  /** Takes a place; false when there is none now. Give it back with `leave`. */
  enter(id: CredentialId): boolean {
    const busy = this.#busy.get(id) ?? 0;
    if (busy >= laneWidth(this.#lane(id), this.#now(), this.#most)) return false;
    this.#busy.set(id, busy + 1);
    return true;
  }

  leave(id: CredentialId): void {
    const busy = (this.#busy.get(id) ?? 1) - 1;
    if (busy > 0) this.#busy.set(id, busy);
    else this.#busy.delete(id);
  }

  /** When calls may be made again, in milliseconds since 1970; in the past when they may. */
  opensAt(id: CredentialId): number {
    return this.#lane(id).closedUntil;
  }

  /** Why no call is made now; null while calls are made. */
  troubleOf(id: CredentialId): string | null {
    return this.opensAt(id) > this.#now() ? (this.#troubles.get(id) ?? null) : null;
  }

  answered(id: CredentialId): void {
    this.#lanes.delete(id);
    this.#troubles.delete(id);
  }

  /** A call failed. Only what says something of the provider or the credentials closes the lane. */
  failed(id: CredentialId, error: ProviderError): void {
    const outcome = laneOutcomeOf(error.kind, error.retryAfterMs);
    if (outcome.kind === 'answered') this.answered(id);
    else {
      this.#lanes.set(id, laneAfter(this.#lane(id), outcome, this.#now(), this.#random()));
      this.#troubles.set(id, error.message);
    }
  }

  /** Its credentials changed: what was, counts no more. */
  reset(): void {
    this.#lanes.clear();
    this.#troubles.clear();
  }

  #lane(id: CredentialId): Lane {
    return this.#lanes.get(id) ?? OPEN_LANE;
  }
}
