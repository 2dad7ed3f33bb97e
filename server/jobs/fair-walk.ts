import { FairOrder, type FairLane } from '../domain/fair-queue.ts';
import type { TargetId } from '../domain/job.ts';
import type { FairPlace, FairStore } from '../store/fair-store.ts';

/** How many items of a lane are read at once. */
const PAGE = 64;

interface Line {
  readonly places: FairPlace[];
  last: FairPlace | null;
  ended: boolean;
}

/** Walks along the queue of a remote target in fair order, reading no more of it than is walked. */
export class FairWalk {
  readonly #store: FairStore;
  readonly #targetId: TargetId;
  readonly #order: FairOrder;
  readonly #lines = new Map<FairLane, Line>();
  #lane: FairLane | null = null;

  private constructor(store: FairStore, targetId: TargetId, order: FairOrder) {
    this.#store = store;
    this.#targetId = targetId;
    this.#order = order;
  }

  /** @param since - what was handed over from then on counts as cost */
  static async begin(store: FairStore, targetId: TargetId, since: number): Promise<FairWalk> {
    const { lanes, costs } = await store.fairQueue(targetId, since);
    return new FairWalk(store, targetId, new FairOrder(lanes, costs));
  }

  /** The item whose turn it is; null when there are no more. */
  async next(): Promise<FairPlace | null> {
    for (;;) {
      const lane = this.#order.next();
      if (!lane) return null;
      const place = await this.#nextOf(lane);
      if (place) {
        this.#lane = lane;
        return place;
      }
      this.#order.close(lane);
    }
  }

  /** The item that was given last goes, or is on its way: its cost counts. Not told of one that is passed over. */
  took(credits: number): void {
    if (this.#lane) this.#order.took(this.#lane, credits);
  }

  async #nextOf(lane: FairLane): Promise<FairPlace | null> {
    let line = this.#lines.get(lane);
    if (!line) this.#lines.set(lane, (line = { places: [], last: null, ended: false }));
    if (line.places.length === 0 && !line.ended) {
      const page = await this.#store.fairPlaces(this.#targetId, lane, line.last, PAGE);
      line.places.push(...page);
      line.last = page.at(-1) ?? line.last;
      line.ended = page.length < PAGE;
    }
    return line.places.shift() ?? null;
  }
}
