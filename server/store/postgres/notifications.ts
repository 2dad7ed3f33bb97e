import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Delivery, Following, JobEnding, Notification, Webhook } from '../../domain/notification.ts';
import type { NotificationStore } from '../notification-store.ts';
import { deliveries, followings, jobEndings, notifications, webhooks } from './notifications-schema.ts';
import type { Orm } from './queries.ts';
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

export function notificationStore({ read, write }: Session): NotificationStore {
  const { orm } = read;
  const place = (userId: string, projectId: string, jobId: string | null) =>
    and(eq(followings.userId, userId), eq(followings.subjectId, subjectOf(projectId, jobId)));
  const following = async (
    from: Orm,
    userId: string,
    projectId: string,
    jobId: string | null,
  ): Promise<Following | null> => {
    const [row] = await from
      .select()
      .from(followings)
      .where(place(userId, projectId, jobId));
    return row ? followingFromRow(row) : null;
  };
  const ofUser = (userId: string, unreadOnly: boolean) =>
    and(eq(notifications.userId, userId), unreadOnly ? isNull(notifications.readAt) : undefined);

  return {
    following: (userId, projectId, jobId) => following(orm, userId, projectId, jobId),
    async followings(userId) {
      const rows = await orm.select().from(followings).where(eq(followings.userId, userId));
      const rank = ({ jobId }: Following) => (jobId === null ? 0 : 1);
      return rows.map(followingFromRow).sort((a, b) => rank(a) - rank(b));
    },
    setFollowing: (wanted) =>
      write(async (tx) => {
        const { jobId, ...rest } = wanted;
        const before = await following(tx.orm, wanted.userId, wanted.projectId, jobId);
        const { level, byEmail, byWebhook } = wanted;
        await tx.orm
          .insert(followings)
          .values({ ...rest, subjectId: subjectOf(wanted.projectId, jobId) })
          .onConflictDoUpdate({
            target: [followings.userId, followings.subjectId],
            set: { level, byEmail, byWebhook },
          });
        return { before };
      }),
    removeFollowing: (userId, projectId, jobId) =>
      write(async (tx) => {
        await tx.orm.delete(followings).where(place(userId, projectId, jobId));
      }),
    async followersOf(projectId, jobId) {
      const rows = await orm
        .select()
        .from(followings)
        .where(inArray(followings.subjectId, [projectId, jobId]));
      return rows.map(followingFromRow);
    },

    async endings(limit) {
      const rows = await orm
        .select()
        .from(jobEndings)
        .orderBy(asc(jobEndings.at), asc(jobEndings.id))
        .limit(limit);
      return rows.map(({ ending }) => endingFrom(ending));
    },
    tell: (endingId, told, sent) =>
      write(async (tx) => {
        // Of two who tell of the same end the second waits here, and finds it gone.
        const taken = await tx.orm.delete(jobEndings).where(eq(jobEndings.id, endingId)).returning();
        if (taken.length === 0) return false;
        for (const { ending, ...rest } of told) {
          const row = { ...rest, at: ending.at, ending: JSON.stringify(ending) };
          await tx.orm.insert(notifications).values(row);
        }
        for (const each of sent) {
          await tx.orm.insert(deliveries).values({ ...each, ending: JSON.stringify(each.ending) });
        }
        return true;
      }),

    async listNotifications(userId, unreadOnly, { limit, from, backwards }) {
      const { at, id } = notifications;
      const after = from
        ? sql`(${at}, ${id}) ${sql.raw(backwards ? '>' : '<')} (${from.value}::bigint, ${from.id}::text)`
        : undefined;
      const towards = backwards ? asc : desc;
      const rows = await orm
        .select()
        .from(notifications)
        .where(and(ofUser(userId, unreadOnly), after))
        .orderBy(towards(at), towards(id))
        .limit(limit);
      return (backwards ? rows.reverse() : rows).map(notificationFromRow);
    },
    async countNotifications(userId, unreadOnly) {
      return orm.$count(notifications, ofUser(userId, unreadOnly));
    },
    markRead: (userId, ids, now) =>
      write(async (tx) => {
        const these = ids === null ? undefined : inArray(notifications.id, [...ids]);
        await tx.orm
          .update(notifications)
          .set({ readAt: now })
          .where(and(ofUser(userId, true), these));
      }),

    addWebhook: (fresh, sealed) =>
      write(async (tx) => {
        await tx.orm.insert(webhooks).values({ ...fresh, sealed: Buffer.from(sealed) });
      }),
    async webhooks(ids) {
      if (ids.length === 0) return [];
      const rows = await orm
        .select()
        .from(webhooks)
        .where(inArray(webhooks.id, [...ids]));
      const byId = new Map(rows.map((row) => [row.id, webhookFromRow(row)]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    async webhooksOf(owner) {
      const theirs =
        'userId' in owner
          ? eq(webhooks.userId, owner.userId)
          : and(eq(webhooks.organizationId, owner.organizationId), isNull(webhooks.userId));
      const rows = await orm
        .select()
        .from(webhooks)
        .where(theirs)
        .orderBy(asc(webhooks.createdAt), asc(webhooks.id));
      return rows.map(webhookFromRow);
    },
    async sealedWebhookSecret(id) {
      const [row] = await orm.select({ sealed: webhooks.sealed }).from(webhooks).where(eq(webhooks.id, id));
      return row?.sealed ?? null;
    },
    changeWebhook: (id, decide) =>
      write(async (tx) => {
        const [row] = await tx.orm.select().from(webhooks).where(eq(webhooks.id, id)).for('update');
        if (!row) return null;
        const after = decide(webhookFromRow(row));
        if ('code' in after) return after;
        const { name, url, onlyFailures, isActive } = after;
        await tx.orm.update(webhooks).set({ name, url, onlyFailures, isActive }).where(eq(webhooks.id, id));
        return after;
      }),
    removeWebhook: (id) =>
      write(async (tx) => {
        const [row] = await tx.orm.delete(webhooks).where(eq(webhooks.id, id)).returning();
        return row ? webhookFromRow(row) : null;
      }),

    takeDeliveries: (now, again, limit) =>
      write(async (tx) => {
        const due = await tx.orm
          .select()
          .from(deliveries)
          .where(and(isNotNull(deliveries.dueAt), lte(deliveries.dueAt, now)))
          .orderBy(asc(deliveries.dueAt), asc(deliveries.id))
          .limit(limit)
          .for('update', { skipLocked: true });
        if (due.length === 0) return [];
        const ids = due.map(({ id }) => id);
        await tx.orm.update(deliveries).set({ dueAt: again }).where(inArray(deliveries.id, ids));
        return due.map((row) => deliveryFromRow({ ...row, dueAt: again }));
      }),
    async nextDelivery() {
      const [row] = await orm
        .select({ dueAt: deliveries.dueAt })
        .from(deliveries)
        .where(isNotNull(deliveries.dueAt))
        .orderBy(asc(deliveries.dueAt))
        .limit(1);
      return row?.dueAt ?? null;
    },
    noteDelivery: (noted, takenUntil) =>
      write(async (tx) => {
        const { status, attempts, dueAt, responseCode, trouble, deliveredAt } = noted;
        const written = await tx.orm
          .update(deliveries)
          .set({ status, attempts, dueAt, responseCode, trouble, deliveredAt })
          .where(and(eq(deliveries.id, noted.id), eq(deliveries.dueAt, takenUntil)))
          .returning({ id: deliveries.id });
        return written.length === 1;
      }),
    redeliver: (id, now) =>
      write(async (tx) => {
        const [row] = await tx.orm
          .update(deliveries)
          .set({ status: 'PENDING', dueAt: now, createdAt: now })
          .where(eq(deliveries.id, id))
          .returning();
        return row ? deliveryFromRow(row) : null;
      }),
    async deliveries(ids) {
      if (ids.length === 0) return [];
      const rows = await orm
        .select()
        .from(deliveries)
        .where(inArray(deliveries.id, [...ids]));
      const byId = new Map(rows.map((row) => [row.id, deliveryFromRow(row)]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    async listDeliveries(webhookId, { limit, from, backwards }) {
      const { createdAt, id } = deliveries;
      const after = from
        ? sql`(${createdAt}, ${id}) ${sql.raw(backwards ? '>' : '<')} (${from.value}::bigint, ${from.id}::text)`
        : undefined;
      const towards = backwards ? asc : desc;
      const rows = await orm
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.webhookId, webhookId), after))
        .orderBy(towards(createdAt), towards(id))
        .limit(limit);
      return (backwards ? rows.reverse() : rows).map(deliveryFromRow);
    },
    async countDeliveries(webhookId) {
      return orm.$count(deliveries, eq(deliveries.webhookId, webhookId));
    },
    forgetTold: (before) =>
      write(async (tx) => {
        await tx.orm.delete(notifications).where(lt(notifications.at, before));
        const over = or(isNull(deliveries.dueAt), lt(deliveries.dueAt, before));
        await tx.orm.delete(deliveries).where(and(lt(deliveries.createdAt, before), over));
      }),
  };
}
