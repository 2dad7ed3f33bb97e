import type { Bus } from '../events/bus.ts';
import { Live, type Topic } from '../live/live.ts';
import type { Store } from '../store/store.ts';

/** What somebody is told of what they may not see. */
export const notThere = (what: Topic['kind'], id: string) => new Error(`no ${what} ${id}`);

/** Live updates whose clock moves only when they wait, and which look for lost notices only when told to. */
export function liveOf({ store, bus }: { readonly store: Store; readonly bus: Bus }): Live {
  let time = 0;
  return new Live({
    store,
    bus,
    checkEvery: 0,
    monotonic: () => time,
    wait: (milliseconds) => {
      time += milliseconds;
      return Promise.resolve();
    },
    notThere,
  });
}
