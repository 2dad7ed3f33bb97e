import type { Refusal } from '../domain/errors.ts';
import type { JobId, OrganizationId, ProjectId, UserId } from '../domain/job.ts';
import type { JobPosition, Slice } from '../domain/job-query.ts';
import type { Delivery, Following, JobEnding, Notification, Webhook } from '../domain/notification.ts';

/** Whose webhooks: a user's own, or those of an organization. */
export type WebhookOwner = { readonly userId: UserId } | { readonly organizationId: OrganizationId };

/**
 * Who wants to be told when jobs end, and what is to be told. The end of a job that anybody may want to hear of is
 * stored with its final event, in one transaction (`endings`); whoever makes notifications of it takes it away in the
 * transaction that stores them (`tell`).
 */
export interface NotificationStore {
  /** What somebody wants to be told, of a project or of one job; null where they said nothing. */
  following(userId: UserId, projectId: ProjectId, jobId: JobId | null): Promise<Following | null>;
  /** All that somebody said, projects first. */
  followings(userId: UserId): Promise<readonly Following[]>;
  /** Takes the place of what they said before. */
  setFollowing(following: Following): Promise<{ readonly before: Following | null }>;
  /** Takes back what somebody said. */
  removeFollowing(userId: UserId, projectId: ProjectId, jobId: JobId | null): Promise<void>;
  /** All who said something of a project or of one of its jobs. */
  followersOf(projectId: ProjectId, jobId: JobId): Promise<readonly Following[]>;

  /** Ends of jobs that nobody was told of yet, the oldest first. */
  endings(limit: number): Promise<readonly JobEnding[]>;
  /** Stores what is told of an end, unless somebody else has. */
  tell(
    endingId: string,
    notifications: readonly Notification[],
    deliveries: readonly Delivery[],
  ): Promise<boolean>;

  /** Newest first; position: when the job ended, then id. */
  listNotifications(
    userId: UserId,
    unreadOnly: boolean,
    slice: Slice<JobPosition>,
  ): Promise<readonly Notification[]>;
  countNotifications(userId: UserId, unreadOnly: boolean): Promise<number>;
  /** Marks notifications of a user as read; null for all. */
  markRead(userId: UserId, ids: readonly string[] | null, now: number): Promise<void>;

  addWebhook(webhook: Webhook, sealed: Uint8Array): Promise<void>;
  webhooks(ids: readonly string[]): Promise<readonly (Webhook | null)[]>;
  /** Oldest first. */
  webhooksOf(owner: WebhookOwner): Promise<readonly Webhook[]>;
  sealedWebhookSecret(id: string): Promise<Uint8Array | null>;
  /** Writes what `decide` makes of it. Null when there is none. */
  changeWebhook(
    id: string,
    decide: (webhook: Webhook) => Webhook | Refusal,
  ): Promise<Webhook | Refusal | null>;
  /** Removes it with its deliveries. Null when there is none. */
  removeWebhook(id: string): Promise<Webhook | null>;

  /** Takes deliveries that are due; each is due again at `again`, so that nobody else takes it meanwhile. */
  takeDeliveries(now: number, again: number, limit: number): Promise<readonly Delivery[]>;
  /** When the next delivery is due; null when none is. */
  nextDelivery(): Promise<number | null>;
  /** Writes what came of an attempt, unless the delivery was taken again since. */
  noteDelivery(delivery: Delivery, takenUntil: number): Promise<boolean>;
  /** Makes a delivery due now, whatever came of it. Null when there is none. */
  redeliver(id: string, now: number): Promise<Delivery | null>;
  deliveries(ids: readonly string[]): Promise<readonly (Delivery | null)[]>;
  /** Of a webhook, newest first; position: when it was made, then id. */
  listDeliveries(webhookId: string, slice: Slice<JobPosition>): Promise<readonly Delivery[]>;
  countDeliveries(webhookId: string): Promise<number>;
  /** Removes what was told, and what is over, before this time. */
  forgetTold(before: number): Promise<void>;
}
