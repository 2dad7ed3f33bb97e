import type { JobId, JobItem, TargetId } from '../domain/job.ts';
import type { Context } from './context.ts';
import { FairWalk } from './fair-walk.ts';

/** How many items are looked at to find the places of some in a fair queue. */
export const MOST_LOOKED_AT = 10_000;

/** Where an item stands in a queue here. */
export interface QueuePlace {
  readonly ahead: number;
  /** So many at least: the queue was looked at no further. */
  readonly isLeast: boolean;
}

/**
 * The places of items in the queues here; null for one that does not wait here. Items of hosted targets go first in,
 * first out; those of remote targets in fair order, as it is now: what comes later may go before them.
 */
export async function queuePlaces(
  ctx: Pick<Context, 'store' | 'limits' | 'now'>,
  keys: readonly { readonly jobId: JobId; readonly index: number }[],
): Promise<readonly (QueuePlace | null)[]> {
  const items = await ctx.store.items(keys);
  const hosted = await ctx.store.itemsAhead(keys);
  const remote = new Map<TargetId, JobItem[]>();
  for (const item of items) {
    if (item?.status !== 'QUEUED' || item.remote !== null || item.credits === null) continue;
    const same = remote.get(item.targetId);
    if (same) same.push(item);
    else remote.set(item.targetId, [item]);
  }
  const found = new Map<string, QueuePlace>();
  for (const [targetId, wanted] of remote) await findPlaces(ctx, targetId, wanted, found);
  return keys.map((key, n) => {
    const fair = found.get(keyOf(key));
    const ahead = hosted[n] ?? null;
    return fair ?? (ahead === null ? null : { ahead, isLeast: false });
  });
}

async function findPlaces(
  ctx: Pick<Context, 'store' | 'limits' | 'now'>,
  targetId: TargetId,
  wanted: readonly JobItem[],
  found: Map<string, QueuePlace>,
): Promise<void> {
  const missing = new Set(wanted.map(keyOf));
  const walk = await FairWalk.begin(ctx.store, targetId, ctx.now() - ctx.limits.fairWindowHours * 3_600_000);
  for (let ahead = 0; missing.size > 0; ahead += 1) {
    const place = ahead < MOST_LOOKED_AT ? await walk.next() : null;
    if (!place) {
      for (const key of missing) found.set(key, { ahead, isLeast: true });
      return;
    }
    walk.took(place.credits);
    const key = keyOf(place);
    if (missing.delete(key)) found.set(key, { ahead, isLeast: false });
  }
}

function keyOf({ jobId, index }: { readonly jobId: JobId; readonly index: number }): string {
  return `${jobId}:${index}`;
}
