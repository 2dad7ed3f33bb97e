import { administrates } from '../../domain/organizations.ts';
import { follow, markRead } from '../../jobs/notifications.ts';
import { addWebhook, changeWebhook, redeliver, removeWebhook } from '../../jobs/webhooks.ts';
import { connection, cursorOf, sliceOf, type CursorForm } from '../pagination.ts';
import type { Resolvers } from '../schema-types.generated.ts';

const NOTIFICATIONS: CursorForm = { kind: 'notification', value: 'number' };
const DELIVERIES: CursorForm = { kind: 'delivery', value: 'number' };

export const notifications: Resolvers = {
  Viewer: {
    notifications: ({ user }, { unreadOnly, ...page }, { useCases: { store } }) => {
      const only = unreadOnly ?? false;
      return connection(
        sliceOf(page, NOTIFICATIONS),
        (slice) => store.listNotifications(user.id, only, slice),
        ({ id, ending }) => cursorOf({ value: ending.at, id }, NOTIFICATIONS),
        () => store.countNotifications(user.id, only),
      );
    },
    unreadNotifications: ({ user }, _args, { useCases: { store } }) =>
      store.countNotifications(user.id, true),
    followings: ({ user }, _args, { useCases: { store } }) => store.followings(user.id),
    webhooks: ({ user }, _args, { useCases: { store } }) => store.webhooksOf({ userId: user.id }),
    canBeMailed: ({ user }, _args, { useCases: { mailer } }) => mailer.sends && user.email !== null,
  },
  Organization: {
    webhooks: ({ id }, _args, { useCases: { store }, viewer }) =>
      administrates(viewer.user, id) ? store.webhooksOf({ organizationId: id }) : null,
  },
  Project: {
    following: ({ id }, _args, { useCases: { store }, viewer }) => store.following(viewer.user.id, id, null),
  },
  Job: {
    following: ({ id, projectId }, _args, { useCases: { store }, viewer }) =>
      store.following(viewer.user.id, projectId, id),
  },
  Following: {
    project: ({ projectId }, _args, { loaders }) => loaders.project.load(projectId),
    job: ({ jobId }, _args, { loaders }) => (jobId === null ? null : loaders.job.load(jobId)),
  },
  Notification: {
    jobId: ({ ending }) => ending.jobId,
    jobName: ({ ending }) => ending.jobName,
    status: ({ ending }) => ending.status,
    message: ({ ending }) => ending.message,
    at: ({ ending }) => ending.at,
    isRead: ({ readAt }) => readAt !== null,
  },
  NotificationConnection: {
    nodes: ({ edges }) => edges.map((edge) => edge.node),
    totalCount: ({ total }) => total(),
  },
  Webhook: {
    isOfOrganization: ({ userId }) => userId === null,
    deliveries: ({ id }, page, { useCases: { store } }) =>
      connection(
        sliceOf(page, DELIVERIES),
        (slice) => store.listDeliveries(id, slice),
        (delivery) => cursorOf({ value: delivery.createdAt, id: delivery.id }, DELIVERIES),
        () => store.countDeliveries(id),
      ),
  },
  WebhookDelivery: {
    jobId: ({ ending }) => ending.jobId,
    jobName: ({ ending }) => ending.jobName,
    jobStatus: ({ ending }) => ending.status,
    nextAttemptAt: ({ dueAt }) => dueAt,
  },
  WebhookDeliveryConnection: {
    nodes: ({ edges }) => edges.map((edge) => edge.node),
    totalCount: ({ total }) => total(),
  },
  Mutation: {
    follow: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await follow(useCases, viewer, input);
      return outcome.ok
        ? { following: outcome.value, errors: [] }
        : { following: null, errors: outcome.refusals };
    },
    markNotificationsRead: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await markRead(useCases, viewer, input.ids ?? null);
      return outcome.ok
        ? { unreadCount: outcome.value.unread, errors: [] }
        : { unreadCount: null, errors: outcome.refusals };
    },
    addWebhook: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await addWebhook(useCases, viewer, input);
      return outcome.ok
        ? { ...outcome.value, errors: [] }
        : { webhook: null, secret: null, errors: outcome.refusals };
    },
    changeWebhook: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await changeWebhook(useCases, viewer, input);
      return outcome.ok
        ? { webhook: outcome.value, errors: [] }
        : { webhook: null, errors: outcome.refusals };
    },
    removeWebhook: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await removeWebhook(useCases, viewer, input);
      return outcome.ok
        ? { removedWebhookId: outcome.value.webhookId, errors: [] }
        : { removedWebhookId: null, errors: outcome.refusals };
    },
    redeliverWebhook: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await redeliver(useCases, viewer, input);
      return outcome.ok
        ? { delivery: outcome.value, errors: [] }
        : { delivery: null, errors: outcome.refusals };
    },
  },
};
