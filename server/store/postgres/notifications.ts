import type { NotificationStore } from '../notification-store.ts';

/** Nobody is told of anything on this store yet. */
export function notificationStore(): NotificationStore {
  const missing = (): never => {
    throw new Error('Notifications and webhooks are not stored on PostgreSQL yet.');
  };
  return {
    following: async () => null,
    followings: async () => [],
    setFollowing: missing,
    removeFollowing: missing,
    followersOf: async () => [],
    endings: async () => [],
    tell: missing,
    listNotifications: async () => [],
    countNotifications: async () => 0,
    markRead: missing,
    addWebhook: missing,
    webhooks: async (ids) => ids.map(() => null),
    webhooksOf: async () => [],
    sealedWebhookSecret: async () => null,
    changeWebhook: async () => null,
    removeWebhook: async () => null,
    takeDeliveries: async () => [],
    nextDelivery: async () => null,
    noteDelivery: missing,
    redeliver: async () => null,
    deliveries: async (ids) => ids.map(() => null),
    listDeliveries: async () => [],
    countDeliveries: async () => 0,
    forgetTold: async () => undefined,
  };
}
