import { WatchNotificationsDocument } from '../graphql/graphql.ts';
import { direct } from '../live/client.ts';
import { keepWatching } from '../live/keep-watching.ts';

/** How many notifications are unread, as was last heard: shared by the bell and the page that marks them. */
let count = $state(0);
let updates = $state(0);

export const unread = {
  get count() {
    return count;
  },
  /** Grows with each word of the server that something came or was read, and with each new connection. */
  get updates() {
    return updates;
  },
  set: (next: number) => (count = next),
};

/** Watches the notifications; the first update of each connection is the truth anew. @returns what ends it */
export function watchNotifications(): () => void {
  return keepWatching(({ works, ended }) => {
    const { unsubscribe } = direct
      .subscription(WatchNotificationsDocument, {}, { ended })
      .subscribe(({ data, error }) => {
        if (error) return ended();
        if (!data) return;
        works();
        count = data.notifications.unreadCount;
        updates += 1;
      });
    return unsubscribe;
  });
}
