import type { JobItem } from '../domain/job.ts';
import type { Duty, NodeId, ServerNode } from '../domain/server-node.ts';

/** The processes that are there, and what only one of them does at a time. */
export interface NodeStore {
  /** Adds a node, or takes the place of what was known of it. */
  putNode(node: ServerNode): Promise<void>;
  /** Shows that a node lives: its beat grows by one. False when it was taken for gone. */
  beatNode(id: NodeId, now: number, workerId: string | null): Promise<boolean>;
  /** All that are there, in the order in which they started. */
  nodes(): Promise<readonly ServerNode[]>;
  /** Removes a node, unless its beat has changed. Tells whether it did. */
  removeNode(id: NodeId, ifBeat: number | null): Promise<boolean>;
  /** How many items run on each worker, and the first of them by job and place. */
  runningOn(
    workerIds: readonly string[],
    limit: number,
  ): Promise<readonly { readonly count: number; readonly items: readonly JobItem[] }[]>;
  /** Writes what `decide` makes of a duty, nothing when that is null. Answers the duty as it is then. */
  changeDuty(name: string, decide: (current: Duty | null) => Duty | null): Promise<Duty | null>;
  /** All duties that somebody ever had, by name. */
  duties(): Promise<readonly Duty[]>;
}
