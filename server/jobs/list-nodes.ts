import type { JobItem } from '../domain/job.ts';
import { maySeeNodes, type ServerNode } from '../domain/server-node.ts';
import type { Context, Viewer } from './context.ts';

/** How many of a node's items are shown. */
const ITEMS_SHOWN = 20;

/** A node, what it runs and what it has taken on. */
export interface NodeReport {
  readonly node: ServerNode;
  readonly running: number;
  readonly items: readonly JobItem[];
  readonly duties: readonly string[];
}

/** The processes that are there, for platform admins; to everybody else there are none. */
export async function listNodes(
  { store }: Pick<Context, 'store'>,
  viewer: Viewer,
): Promise<readonly NodeReport[]> {
  if (!maySeeNodes(viewer.user)) return [];
  const [nodes, duties] = await Promise.all([store.nodes(), store.duties()]);
  const workers = nodes.flatMap(({ workerId }) => workerId ?? []);
  const runs = await store.runningOn(workers, ITEMS_SHOWN);
  const byWorker = new Map(workers.map((id, place) => [id, runs[place]]));
  return nodes.map((node) => {
    const run = node.workerId === null ? undefined : byWorker.get(node.workerId);
    return {
      node,
      running: run?.count ?? 0,
      items: run?.items ?? [],
      duties: duties.filter(({ nodeId }) => nodeId === node.id).map(({ name }) => name),
    };
  });
}
