import type { FairCost, FairLane } from '../domain/fair-queue.ts';
import type { JobId, OrganizationId, TargetId } from '../domain/job.ts';

/** An item in a lane of the fair queue. */
export interface FairPlace {
  readonly jobId: JobId;
  readonly index: number;
  readonly queuedAt: number;
  /** What it is estimated to cost. */
  readonly credits: number;
}

/** The queues of remote targets. Their items stand in lanes; `domain/fair-queue.ts` says whose turn it is. */
export interface FairStore {
  /**
   * The lanes with items that wait here for a target, and what each lane had handed over from `since` on. Costs as
   * much as there are lanes, not items.
   */
  fairQueue(
    targetId: TargetId,
    since: number,
  ): Promise<{ readonly lanes: readonly FairLane[]; readonly costs: readonly FairCost[] }>;
  /** The items of a lane in their order, those after `after`. */
  fairPlaces(
    targetId: TargetId,
    lane: FairLane,
    after: FairPlace | null,
    limit: number,
  ): Promise<readonly FairPlace[]>;
  /** What an organization's items that wait here for a target are estimated to cost, in credits. */
  queuedCredits(targetId: TargetId, organizationId: OrganizationId): Promise<number>;
}
