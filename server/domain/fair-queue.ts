import type { GroupId, OrganizationId, UserId } from './job.ts';

/** Those who stand in line together at a remote target: what one user submitted under one group, oldest first. */
export interface FairLane {
  readonly organizationId: OrganizationId;
  readonly groupId: GroupId | null;
  /** 1 (high) to 10 (low); jobs under no group have the default. */
  readonly groupPriority: number;
  readonly userId: UserId;
  /** 1 (high) to 10 (low). */
  readonly userPriority: number;
  /** When its oldest item took its place. */
  readonly oldest: number;
}

/** What a lane has cost in the current window, in credits. */
export interface FairCost {
  readonly organizationId: OrganizationId;
  readonly groupId: GroupId | null;
  readonly userId: UserId;
  readonly credits: number;
}

/** How long what was handed over counts, when nothing else is configured, in hours (RULES: "Queues"). */
export const FAIR_WINDOW_HOURS = 3;

interface UserLine {
  readonly lane: FairLane;
  cost: number;
}
interface GroupLine {
  readonly id: GroupId | null;
  readonly priority: number;
  readonly users: UserLine[];
  cost: number;
  oldest: number;
}
interface OrganizationLine {
  readonly id: OrganizationId;
  readonly groups: GroupLine[];
  cost: number;
  oldest: number;
}

/**
 * The order of a remote target's queue (RULES: "Queues"). Among organizations with waiting items the one with the
 * least accumulated cost in the window goes first; inside it the group with the highest priority (ties: the least
 * accumulated cost), then the user with the highest priority (ties: the same), then that user's oldest item.
 * Whatever is equal then goes by age.
 *
 * It is told who waits and what they have cost, and then step by step what was taken; the items themselves stay
 * where they are. A step looks at each organization once, and at the groups and users of the chosen one.
 */
export class FairOrder {
  readonly #organizations: OrganizationLine[] = [];

  constructor(lanes: readonly FairLane[], costs: readonly FairCost[]) {
    const byOrganization = new Map<OrganizationId, OrganizationLine>();
    for (const lane of lanes) {
      const { organizationId: id, groupId, groupPriority: priority, oldest } = lane;
      let organization = byOrganization.get(id);
      if (!organization) {
        byOrganization.set(id, (organization = { id, groups: [], cost: 0, oldest }));
        this.#organizations.push(organization);
      }
      organization.oldest = Math.min(organization.oldest, oldest);
      let group = organization.groups.find((one) => one.id === groupId);
      if (!group) organization.groups.push((group = { id: groupId, priority, users: [], cost: 0, oldest }));
      group.oldest = Math.min(group.oldest, oldest);
      group.users.push({ lane, cost: 0 });
    }
    for (const { organizationId, groupId, userId, credits } of costs) {
      const organization = byOrganization.get(organizationId);
      const group = organization?.groups.find((one) => one.id === groupId);
      const user = group?.users.find(({ lane }) => lane.userId === userId);
      // What somebody cost who waits for nothing now still counts for their group and organization.
      if (organization) organization.cost += credits;
      if (group) group.cost += credits;
      if (user) user.cost += credits;
    }
  }

  /** The lane whose oldest item is next; null when nobody waits. */
  next(): FairLane | null {
    const organization = first(this.#organizations, (a, b) => a.cost - b.cost || a.oldest - b.oldest);
    if (!organization) return null;
    const group = first(
      organization.groups,
      (a, b) => a.priority - b.priority || a.cost - b.cost || a.oldest - b.oldest,
    );
    const user =
      group &&
      first(
        group.users,
        (a, b) =>
          a.lane.userPriority - b.lane.userPriority || a.cost - b.cost || a.lane.oldest - b.lane.oldest,
      );
    return user?.lane ?? null;
  }

  /** An item of the lane goes: what it costs counts from now on. */
  took(lane: FairLane, credits: number): void {
    const { organization, group, user } = this.#find(lane);
    if (organization) organization.cost += credits;
    if (group) group.cost += credits;
    if (user) user.cost += credits;
  }

  /** Nothing of the lane can go any more. */
  close(lane: FairLane): void {
    const { organization, group, user } = this.#find(lane);
    if (!organization || !group || !user) return;
    remove(group.users, user);
    if (group.users.length === 0) remove(organization.groups, group);
    if (organization.groups.length === 0) remove(this.#organizations, organization);
  }

  #find(lane: FairLane) {
    const organization = this.#organizations.find(({ id }) => id === lane.organizationId);
    const group = organization?.groups.find(({ id }) => id === lane.groupId);
    const user = group?.users.find((one) => one.lane.userId === lane.userId);
    return { organization, group, user };
  }
}

/** The first in an order; of equals the one that stands first. */
function first<T>(all: readonly T[], compare: (a: T, b: T) => number): T | undefined {
  let best: T | undefined;
  for (const one of all) if (best === undefined || compare(one, best) < 0) best = one;
  return best;
}

function remove<T>(from: T[], one: T): void {
  from.splice(from.indexOf(one), 1);
}
