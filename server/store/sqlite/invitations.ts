import { randomUUID } from 'node:crypto';
import { and, asc, count, desc, eq, gt, inArray } from 'drizzle-orm';
import type { Invitation } from '../../domain/invitation.ts';
import type { AccountsStore } from '../accounts-store.ts';
import { accounts, invitations } from './accounts-schema.ts';
import { groupMembers, groups, users } from './schema.ts';
import type { Session } from './session.ts';

type InvitationStore = Pick<
  AccountsStore,
  | 'addInvitation'
  | 'renewInvitation'
  | 'removeInvitation'
  | 'invitationsOf'
  | 'invitationByHash'
  | 'invitationFor'
  | 'acceptInvitation'
  | 'setPassword'
>;

export function invitationStore({ orm, write }: Session): InvitationStore {
  const byId = (id: string): Invitation | null => {
    const row = orm.select().from(invitations).where(eq(invitations.id, id)).get();
    return row ? invitationFrom(row) : null;
  };
  const groupsIn = (organizationId: string, ids: readonly string[]): string[] => {
    const own = and(eq(groups.organizationId, organizationId), inArray(groups.id, [...ids]));
    const found = new Set(
      orm
        .select({ id: groups.id })
        .from(groups)
        .where(own)
        .all()
        .map(({ id }) => id),
    );
    return ids.filter((id) => found.has(id));
  };
  const setPassword = (userId: string, password: string, now: number): void => {
    const at = new Date(now);
    const account = { providerId: 'credential', accountId: userId, password, updatedAt: at };
    orm
      .insert(accounts)
      .values({ id: randomUUID(), userId, createdAt: at, ...account })
      .onConflictDoUpdate({
        target: [accounts.providerId, accounts.accountId],
        set: { password, updatedAt: at },
      })
      .run();
  };

  return {
    addInvitation: (invitation, hash, decide) =>
      write(() => {
        const { organizationId, email } = invitation;
        const inOrganization = eq(invitations.organizationId, organizationId);
        const pending = orm
          .select()
          .from(invitations)
          .where(and(inOrganization, eq(invitations.email, email)))
          .get();
        const no = decide({
          user: orm.select().from(users).where(eq(users.email, email)).get() ?? null,
          pending: pending ? invitationFrom(pending) : null,
          count: orm.select({ n: count() }).from(invitations).where(inOrganization).get()?.n ?? 0,
          groupIds: groupsIn(organizationId, invitation.groupIds),
        });
        if (no) return no;
        orm
          .insert(invitations)
          .values({ ...invitation, groupIds: invitation.groupIds.join(' '), hash })
          .run();
        return invitation;
      }),

    renewInvitation: (id, link, decide) =>
      write(() => {
        const invitation = byId(id);
        const no = invitation && decide(invitation);
        if (!invitation || no) return no;
        orm.update(invitations).set(link).where(eq(invitations.id, id)).run();
        return { ...invitation, expiresAt: link.expiresAt };
      }),

    removeInvitation: (id, decide) =>
      write(() => {
        const invitation = byId(id);
        const no = invitation && decide(invitation);
        if (!invitation || no) return no;
        orm.delete(invitations).where(eq(invitations.id, id)).run();
        return invitation;
      }),

    async invitationsOf(organizationId) {
      return orm
        .select()
        .from(invitations)
        .where(eq(invitations.organizationId, organizationId))
        .orderBy(desc(invitations.createdAt), desc(invitations.id))
        .all()
        .map(invitationFrom);
    },

    async invitationByHash(hash, now) {
      const holds = and(eq(invitations.hash, hash), gt(invitations.expiresAt, now));
      const row = orm.select().from(invitations).where(holds).get();
      return row ? invitationFrom(row) : null;
    },

    async invitationFor(email, now) {
      const row = orm
        .select()
        .from(invitations)
        .where(and(eq(invitations.email, email), gt(invitations.expiresAt, now)))
        .orderBy(asc(invitations.createdAt), asc(invitations.id))
        .limit(1)
        .get();
      return row ? invitationFrom(row) : null;
    },

    acceptInvitation: (id, user, passwordHash, now) =>
      write(() => {
        const invitation = byId(id);
        if (!invitation || invitation.expiresAt <= now || user.email === null) return null;
        if (orm.select({ id: users.id }).from(users).where(eq(users.email, user.email)).get()) return null;
        const groupIds = groupsIn(invitation.organizationId, invitation.groupIds);
        const made = { ...user, defaultGroupId: groupIds[0] ?? null };
        orm.insert(users).values(made).run();
        for (const groupId of groupIds) orm.insert(groupMembers).values({ groupId, userId: user.id }).run();
        if (passwordHash !== null) setPassword(user.id, passwordHash, now);
        orm.delete(invitations).where(eq(invitations.email, user.email)).run();
        return made;
      }),

    setPassword: (userId, passwordHash, now) => write(() => setPassword(userId, passwordHash, now)),
  };
}

function invitationFrom({ hash: _hash, groupIds, ...row }: typeof invitations.$inferSelect): Invitation {
  return { ...row, groupIds: groupIds === '' ? [] : groupIds.split(' ') };
}
