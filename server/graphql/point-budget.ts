import { RateLimit, type Taken } from '../auth/rate-limit.ts';
import type { Viewer } from '../jobs/context.ts';

/** Objects of an operation that cost one point more. */
const OBJECTS_PER_POINT = 100;
/** Characters of a document that is not known yet that cost one: it has to be validated. */
const CHARACTERS_PER_POINT = 100;
const WINDOW_MS = 60_000;

/**
 * How much each viewer may ask for in a minute, over all transports: a point for each request, whatever becomes of
 * it, one more for every hundred objects its operation may have to make, and for a document that is not known yet
 * one for every hundred characters. A subscription is paid for once.
 */
export class PointBudget {
  readonly most: number;
  readonly #limit: RateLimit;
  readonly #now: () => number;

  constructor(most: number, now: () => number) {
    this.most = most;
    this.#limit = new RateLimit(most, WINDOW_MS);
    this.#now = now;
  }

  /** What a request costs with an operation of so many objects. */
  pointsOf(objects: number): number {
    return 1 + Math.floor(objects / OBJECTS_PER_POINT);
  }

  /** Takes the point of a request. */
  admit(viewer: Viewer): Taken {
    return this.#limit.take(viewer.user.id, 1, this.#now());
  }

  /** Takes the points of validating a document. */
  read(viewer: Viewer, characters: number): Taken {
    return this.#limit.take(viewer.user.id, Math.floor(characters / CHARACTERS_PER_POINT), this.#now());
  }

  /** Takes the points of an operation, beyond that of its request. */
  take(viewer: Viewer, objects: number): Taken {
    return this.#limit.take(viewer.user.id, this.pointsOf(objects) - 1, this.#now());
  }
}
