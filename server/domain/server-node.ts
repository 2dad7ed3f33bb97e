import type { TargetId } from './job.ts';
import type { User } from './people.ts';

/** A process that takes part: `ALL` does what the two others do. */
export const NODE_ROLES = ['ALL', 'API', 'WORKER'] as const;
export type NodeRole = (typeof NODE_ROLES)[number];

export type NodeId = string;

/** A process of Shotboard that is there, as the others see it. */
export interface ServerNode {
  readonly id: NodeId;
  readonly role: NodeRole;
  /** What people know it by; no address and no process number. */
  readonly label: string;
  /** The version of the program it runs. */
  readonly version: string;
  /** Milliseconds since 1970, as its own clock says. */
  readonly startedAt: number;
  readonly seenAt: number;
  /** Grows as long as it lives; whoever sees it stand still for a lease's time takes the node for gone. */
  readonly beat: number;
  /** The name its items run under; null where none run. */
  readonly workerId: string | null;
  /** How many items it runs side by side. */
  readonly slots: number;
  /** The targets whose items it runs. */
  readonly targetIds: readonly TargetId[];
}

/** What only one node does at a time. Names that another version knows besides these are left alone. */
export const DUTIES = ['rescue', 'remote', 'cleaning'] as const;
export type DutyName = (typeof DUTIES)[number];

/** Who has a duty. */
export interface Duty {
  readonly name: string;
  /** Null when its holder has laid it down. */
  readonly nodeId: NodeId | null;
  /** Grows each time it changes hands. */
  readonly fence: number;
  /** Grows each time its holder renews it. */
  readonly beat: number;
}

export function runsItems(role: NodeRole): boolean {
  return role !== 'API';
}

/**
 * What becomes of a duty that a node would take or keep; null when it is another's. A lease without a wall clock: it has
 * run out for whoever saw it stand still for its time, on a clock of their own that never jumps.
 *
 * @param current - as it is stored; null when nobody ever had it
 * @param stoodStill - as the node saw it stand still for a lease's time; null when it did not
 */
export function takeDuty(
  current: Duty | null,
  name: DutyName,
  nodeId: NodeId,
  stoodStill: Duty | null,
): Duty | null {
  if (current === null) return { name, nodeId, fence: 1, beat: 0 };
  if (current.nodeId === nodeId) return { ...current, beat: current.beat + 1 };
  const isFree = current.nodeId === null || (stoodStill !== null && isSame(current, stoodStill));
  return isFree ? { name, nodeId, fence: current.fence + 1, beat: 0 } : null;
}

/** A duty that its holder lays down, so that nobody need wait for it to run out; null when it is another's by now. */
export function layDownDuty(current: Duty | null, nodeId: NodeId): Duty | null {
  return current?.nodeId === nodeId ? { ...current, nodeId: null } : null;
}

function isSame(a: Duty, b: Duty): boolean {
  return a.nodeId === b.nodeId && a.fence === b.fence && a.beat === b.beat;
}

/**
 * The targets a node serves, from what its configuration names: ids or names, in any case; none names all.
 *
 * @param hosted - the targets that run here
 */
export function servedTargets(
  named: readonly string[],
  hosted: readonly { readonly id: TargetId; readonly name: string }[],
): { readonly targetIds: readonly TargetId[] } | { readonly unknown: string } {
  if (named.length === 0) return { targetIds: hosted.map(({ id }) => id) };
  const targetIds: TargetId[] = [];
  for (const one of named) {
    const found = hosted.find(({ id, name }) => id === one || name.toLowerCase() === one.toLowerCase());
    if (!found) return { unknown: one };
    if (!targetIds.includes(found.id)) targetIds.push(found.id);
  }
  return { targetIds };
}

/** Whether somebody sees which nodes there are: platform admins alone. */
export function maySeeNodes(user: User): boolean {
  return user.isPlatformAdmin;
}
