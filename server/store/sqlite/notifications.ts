import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Delivery, Following, JobEnding, Notification, Webhook } from '../../domain/notification.ts';
import type { NotificationStore } from '../notification-store.ts';
import { deliveries, followings, jobEndings, notifications, webhooks } from './notifications-schema.ts';
import type { Session } from './session.ts';

/** A project's followings stand under the project's own id. */
const subjectOf = (projectId: string, jobId: string | null): string => jobId ?? projectId;

function followingFromRow(row: typeof followings.$inferSelect): Following {
  const { subjectId, ...rest } = row;
  return { ...rest, jobId: subjectId === row.projectId ? null : subjectId };
}
const endingFrom = (text: string): JobEnding => JSON.parse(text) as JobEnding; // written below
function notificationFromRow({
  id,
  userId,
  ending,
  readAt,
}: typeof notifications.$inferSelect): Notification {
  return { id, userId, readAt, ending: endingFrom(ending) };
}
function deliveryFromRow(row: typeof deliveries.$inferSelect): Delivery {
  return { ...row, ending: endingFrom(row.ending) };
}
function webhookFromRow({ sealed: _sealed, ...row }: typeof webhooks.$inferSelect): Webhook {
  return row;
}

export function notificationStore({ orm, write }: Session): NotificationStore {
  const place = (userId: string, projectId: string, jobId: string | null) =>
    and(eq(followings.userId, userId), eq(followings.subjectId, subjectOf(projectId, jobId)));
  const following = (userId: string, projectId: string, jobId: string | null): Following | null => {
    const row = orm
      .select()
      .from(followings)
      .where(place(userId, projectId, jobId))
      .get();
    return row ? followingFromRow(row) : null;
  };
  const webhook = (id: string): Webhook | null => {
    const row = orm.select().from(webhooks).where(eq(webhooks.id, id)).get();
    return row ? webhookFromRow(row) : null;
  };
  const delivery = (id: string): Delivery | null => {
    const row = orm.select().from(deliveries).where(eq(deliveries.id, id)).get();
    return row ? deliveryFromRow(row) : null;
  };
  const ofUser = (userId: string, unreadOnly: boolean) =>
    and(eq(notifications.userId, userId), unreadOnly ? isNull(notifications.readAt) : undefined);

  return {
    async following(userId, projectId, jobId) {
      return following(userId, projectId, jobId);
    },
    async followings(userId) {
      const rows = orm.select().from(followings).where(eq(followings.userId, userId)).all();
      const rank = ({ jobId }: Following) => (jobId === null ? 0 : 1);
      return rows.map(followingFromRow).sort((a, b) => rank(a) - rank(b));
    },
    setFollowing: (wanted) =>
      write(() => {
        const { jobId, ...rest } = wanted;
        const before = following(wanted.userId, wanted.projectId, jobId);
        const { level, byEmail, byWebhook } = wanted;
        orm
          .insert(followings)
          .values({ ...rest, subjectId: subjectOf(wanted.projectId, jobId) })
          .onConflictDoUpdate({
            target: [followings.userId, followings.subjectId],
            set: { level, byEmail, byWebhook },
          })
          .run();
        return { before };
      }),
    removeFollowing: (userId, projectId, jobId) =>
      write(() => {
        orm
          .delete(followings)
          .where(place(userId, projectId, jobId))
          .run();
      }),
    async followersOf(projectId, jobId) {
      return orm
        .select()
        .from(followings)
        .where(inArray(followings.subjectId, [projectId, jobId]))
        .all()
        .map(followingFromRow);
    },

    async endings(limit) {
      const rows = orm.select().from(jobEndings).orderBy(asc(jobEndings.at), asc(jobEndings.id)).limit(limit);
      return rows.all().map(({ ending }) => endingFrom(ending));
    },
    tell: (endingId, told, sent) =>
      write(() => {
        const { changes } = orm.delete(jobEndings).where(eq(jobEndings.id, endingId)).run();
        if (changes === 0) return false;
        for (const { ending, ...rest } of told) {
          const row = { ...rest, at: ending.at, ending: JSON.stringify(ending) };
          orm.insert(notifications).values(row).run();
        }
        for (const each of sent) {
          const row = { ...each, ending: JSON.stringify(each.ending) };
          orm.insert(deliveries).values(row).run();
        }
        return true;
      }),

    async listNotifications(userId, unreadOnly, { limit, from, backwards }) {
      const { at, id } = notifications;
      const after = from
        ? sql`(${at}, ${id}) ${sql.raw(backwards ? '>' : '<')} (${from.value}, ${from.id})`
        : undefined;
      const towards = backwards ? asc : desc;
      const rows = orm
        .select()
        .from(notifications)
        .where(and(ofUser(userId, unreadOnly), after))
        .orderBy(towards(at), towards(id))
        .limit(limit)
        .all();
      return (backwards ? rows.reverse() : rows).map(notificationFromRow);
    },
    async countNotifications(userId, unreadOnly) {
      return orm.$count(notifications, ofUser(userId, unreadOnly));
    },
    markRead: (userId, ids, now) =>
      write(() => {
        const these = ids === null ? undefined : inArray(notifications.id, [...ids]);
        orm
          .update(notifications)
          .set({ readAt: now })
          .where(and(ofUser(userId, true), these))
          .run();
      }),

    addWebhook: (fresh, sealed) =>
      write(() => {
        orm
          .insert(webhooks)
          .values({ ...fresh, sealed: Buffer.from(sealed) })
          .run();
      }),
    async webhooks(ids) {
      return ids.map(webhook);
    },
    async webhooksOf(owner) {
      const theirs =
        'userId' in owner
          ? eq(webhooks.userId, owner.userId)
          : and(eq(webhooks.organizationId, owner.organizationId), isNull(webhooks.userId));
      const rows = orm
        .select()
        .from(webhooks)
        .where(theirs)
        .orderBy(asc(webhooks.createdAt), asc(webhooks.id));
      return rows.all().map(webhookFromRow);
    },
    async sealedWebhookSecret(id) {
      const row = orm.select({ sealed: webhooks.sealed }).from(webhooks).where(eq(webhooks.id, id)).get();
      return row?.sealed ?? null;
    },
    changeWebhook: (id, decide) =>
      write(() => {
        const before = webhook(id);
        if (!before) return null;
        const after = decide(before);
        if ('code' in after) return after;
        const { name, url, onlyFailures, isActive } = after;
        orm.update(webhooks).set({ name, url, onlyFailures, isActive }).where(eq(webhooks.id, id)).run();
        return after;
      }),
    removeWebhook: (id) =>
      write(() => {
        const before = webhook(id);
        if (before) orm.delete(webhooks).where(eq(webhooks.id, id)).run();
        return before;
      }),

    takeDeliveries: (now, again, limit) =>
      write(() => {
        const due = orm
          .select()
          .from(deliveries)
          .where(and(isNotNull(deliveries.dueAt), lte(deliveries.dueAt, now)))
          .orderBy(asc(deliveries.dueAt), asc(deliveries.id))
          .limit(limit)
          .all();
        for (const { id } of due) {
          orm.update(deliveries).set({ dueAt: again }).where(eq(deliveries.id, id)).run();
        }
        return due.map((row) => deliveryFromRow({ ...row, dueAt: again }));
      }),
    async nextDelivery() {
      const row = orm
        .select({ dueAt: deliveries.dueAt })
        .from(deliveries)
        .where(isNotNull(deliveries.dueAt))
        .orderBy(asc(deliveries.dueAt))
        .limit(1)
        .get();
      return row?.dueAt ?? null;
    },
    noteDelivery: (noted, takenUntil) =>
      write(() => {
        const { status, attempts, dueAt, responseCode, trouble, deliveredAt } = noted;
        const { changes } = orm
          .update(deliveries)
          .set({ status, attempts, dueAt, responseCode, trouble, deliveredAt })
          .where(and(eq(deliveries.id, noted.id), eq(deliveries.dueAt, takenUntil)))
          .run();
        return changes === 1;
      }),
    redeliver: (id, now) =>
      write(() => {
        orm
          .update(deliveries)
          .set({ status: 'PENDING', dueAt: now, createdAt: now })
          .where(eq(deliveries.id, id))
          .run();
        return delivery(id);
      }),
    async deliveries(ids) {
      return ids.map(delivery);
    },
    async listDeliveries(webhookId, { limit, from, backwards }) {
      const { createdAt, id } = deliveries;
      const after = from
        ? sql`(${createdAt}, ${id}) ${sql.raw(backwards ? '>' : '<')} (${from.value}, ${from.id})`
        : undefined;
      const towards = backwards ? asc : desc;
      const rows = orm
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.webhookId, webhookId), after))
        .orderBy(towards(createdAt), towards(id))
        .limit(limit)
        .all();
      return (backwards ? rows.reverse() : rows).map(deliveryFromRow);
    },
    async countDeliveries(webhookId) {
      return orm.$count(deliveries, eq(deliveries.webhookId, webhookId));
    },
    forgetTold: (before) =>
      write(() => {
        orm.delete(notifications).where(lt(notifications.at, before)).run();
        orm
          .delete(deliveries)
          .where(
            and(lt(deliveries.createdAt, before), or(isNull(deliveries.dueAt), lt(deliveries.dueAt, before))),
          )
          .run();
      }),
  };
}
