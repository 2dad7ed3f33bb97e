import { refusal, type Refusal } from './errors.ts';
import type { Job, JobId, OrganizationId, ProjectId, UserId } from './job.ts';
import { isFinal, type JobStatus } from './status.ts';

/** Of which ends somebody wants to be told. */
export const FOLLOW_LEVELS = ['NOTHING', 'FAILURES', 'ALL'] as const;
export type FollowLevel = (typeof FOLLOW_LEVELS)[number];

/** What somebody wants to be told of a project's jobs or of one job. What is said of a job counts before its project's. */
export interface Following {
  readonly userId: UserId;
  readonly projectId: ProjectId;
  /** Null: all jobs of the project. */
  readonly jobId: JobId | null;
  readonly level: FollowLevel;
  readonly byEmail: boolean;
  readonly byWebhook: boolean;
}

/** That a job ended: stored with its final event, told later. Its name is kept: it may be deleted by then. */
export interface JobEnding {
  /** Of the job and its version: the same end has the same id. */
  readonly id: string;
  readonly jobId: JobId;
  readonly projectId: ProjectId;
  readonly organizationId: OrganizationId;
  readonly jobName: string;
  readonly status: JobStatus;
  readonly message: string | null;
  readonly at: number;
}

/** What a user was told in the dashboard. */
export interface Notification {
  readonly id: string;
  readonly userId: UserId;
  readonly ending: JobEnding;
  readonly readAt: number | null;
}

/** What somebody's notifications are at a moment. */
export interface NotificationsNow {
  /** Newest first, at most `NEWEST_NOTIFICATIONS`. */
  readonly newest: readonly Notification[];
  readonly unread: number;
}

/** What is new for somebody who watches their notifications. */
export interface NotificationChanges {
  /** Oldest first. */
  readonly added: readonly Notification[];
  readonly unreadCount: number;
}

/** As many are compared to find the new ones. */
export const NEWEST_NOTIFICATIONS = 100;

/**
 * What somebody is told who knew `before`; null when nothing changed. They are compared by id and not by time: an end
 * may be told after a later one. Nothing is named as added when there may be more of it than was read.
 */
export function notificationChanges(
  before: NotificationsNow,
  now: NotificationsNow,
): NotificationChanges | null {
  const known = new Set(before.newest.map(({ id }) => id));
  const fresh = now.newest.filter(({ id }) => !known.has(id));
  if (fresh.length === 0 && now.unread === before.unread) return null;
  return {
    added: fresh.length >= NEWEST_NOTIFICATIONS ? [] : fresh.toReversed(),
    unreadCount: now.unread,
  };
}

/** Where what happens is sent by HTTP: of a user, or of an organization. */
export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly organizationId: OrganizationId;
  /** Whose it is; null: the organization's, told of all its jobs. */
  readonly userId: UserId | null;
  /** Only of ends that are failures; for those of organizations. */
  readonly onlyFailures: boolean;
  readonly isActive: boolean;
  readonly createdAt: number;
}

export const DELIVERY_STATUSES = ['PENDING', 'DELIVERED', 'FAILED'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** One message on its way by webhook or e-mail. */
export interface Delivery {
  /** Stable over all attempts: a receiver knows by it what it has already. */
  readonly id: string;
  readonly webhookId: string | null;
  /** Whom it is for; null for an organization's webhook. */
  readonly userId: UserId | null;
  readonly ending: JobEnding;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly createdAt: number;
  /** When it is tried next, or the lease of whoever tries it ends; null when it is over. */
  readonly dueAt: number | null;
  readonly responseCode: number | null;
  /** Why the last attempt failed. */
  readonly trouble: string | null;
  readonly deliveredAt: number | null;
}

/** That a change ended a job; null when it did not. */
export function endingOf(before: Job, after: Job): JobEnding | null {
  if (!isFinal(after.status) || isFinal(before.status)) return null;
  return {
    id: `${after.id}/${after.version}`,
    jobId: after.id,
    projectId: after.projectId,
    organizationId: after.organizationId,
    jobName: after.name,
    status: after.status,
    message: after.message,
    at: after.updatedAt,
  };
}

/** Ends that are failures: all but what completed and what a user stopped. */
export function isFailure(status: JobStatus): boolean {
  return status === 'ERROR' || status === 'TERMINATED' || status === 'DEPLETED';
}

/** Who is told of an end, and how: of each user what they said of the job, else of its project. */
export function toldOf(ending: JobEnding, followings: readonly Following[]): readonly Following[] {
  const byUser = new Map<UserId, Following>();
  for (const each of followings) {
    if (each.jobId !== null || !byUser.has(each.userId)) byUser.set(each.userId, each);
  }
  return [...byUser.values()].filter(({ level }) => wants(level, ending.status));
}

function wants(level: FollowLevel, status: JobStatus): boolean {
  return level === 'ALL' || (level === 'FAILURES' && isFailure(status));
}

/** Whether an organization's webhook, or a user's that was asked for, is told of an end. */
export function webhookWants(webhook: Webhook, ending: JobEnding): boolean {
  return webhook.isActive && (!webhook.onlyFailures || isFailure(ending.status));
}

const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 2 * 60 * 60 * 1_000;
const GIVE_UP_MS = 24 * 60 * 60 * 1_000;

/**
 * When a delivery that failed is tried again: pauses double from half a minute to two hours, each between half and all of
 * that, so that receivers that come back are not met by all at once. Null a day after it was made.
 *
 * @param attempts - how often it was tried, this time included
 * @param random - from 0 to below 1
 */
export function nextAttemptAt(
  delivery: Pick<Delivery, 'createdAt'>,
  attempts: number,
  now: number,
  random: number,
): number | null {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  const next = now + Math.round(pause * (0.5 + random / 2));
  return next > delivery.createdAt + GIVE_UP_MS ? null : next;
}

/** What a webhook is sent: the body, the same at each attempt. */
export function webhookBody(delivery: Pick<Delivery, 'id'>, ending: JobEnding, publicUrl: string): string {
  const { jobId, projectId, organizationId, jobName, status, message, at } = ending;
  return JSON.stringify({
    id: delivery.id,
    event: 'job.ended',
    at: new Date(at).toISOString(),
    job: {
      id: jobId,
      name: jobName,
      status,
      message,
      projectId,
      organizationId,
      url: `${publicUrl}/jobs/${jobId}`,
    },
  });
}

/** The mail about an end. What could end a line is taken out of its subject. */
export function endingMail(
  ending: JobEnding,
  publicUrl: string,
): { readonly subject: string; readonly text: string } {
  const name = oneLine(ending.jobName);
  return {
    subject: `${name}: ${ending.status.toLowerCase()}`,
    text: [
      `The job "${name}" ended: ${ending.status}.`,
      ...(ending.message === null ? [] : [ending.message]),
      `${publicUrl}/jobs/${ending.jobId}`,
      `You are told because you asked for it; ${publicUrl}/notifications changes that.`,
    ].join('\n\n'),
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();
}

const LONGEST_URL = 2_000;

/**
 * Why a webhook may not have this address; null when it may. Where it leads is checked when it is called.
 *
 * @param hosts - named internal hosts that are allowed, without encryption too
 */
export function refusesWebhookUrl(text: string, hosts: readonly string[]): Refusal | null {
  const no = (what: string): Refusal => refusal('INVALID_INPUT', what, ['url']);
  if (text.length > LONGEST_URL)
    return refusal(
      'LIMIT_EXCEEDED',
      `The address has ${text.length} characters; at most ${LONGEST_URL} are allowed.`,
      ['url'],
    );
  if (!URL.canParse(text)) return no(`${JSON.stringify(text.slice(0, 100))} is no address.`);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return no('The address must not hold a name or password.');
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:' && hosts.includes(url.hostname)) return null;
  return no(`The address begins with ${url.protocol}//; it must begin with https://.`);
}
