import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, gt, inArray } from 'drizzle-orm';
import type { Invitation } from '../../domain/invitation.ts';
import type { AccountsStore } from '../accounts-store.ts';
import { accounts, invitations } from './accounts-schema.ts';
import { USER_COLUMNS } from './columns-of.ts';
import type { Orm } from './queries.ts';
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

async function groupsIn(orm: Orm, organizationId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const own = and(eq(groups.organizationId, organizationId), inArray(groups.id, [...ids]));
  const rows = await orm.select({ id: groups.id }).from(groups).where(own);
  const found = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => found.has(id));
}

async function setPassword(orm: Orm, userId: string, password: string, now: number): Promise<void> {
  const at = new Date(now);
  const account = { providerId: 'credential', accountId: userId, password, updatedAt: at };
  await orm
    .insert(accounts)
    .values({ id: randomUUID(), userId, createdAt: at, ...account })
    .onConflictDoUpdate({
      target: [accounts.providerId, accounts.accountId],
      set: { password, updatedAt: at },
    });
}

async function byId(orm: Orm, id: string): Promise<Invitation | null> {
  const [row] = await orm.select().from(invitations).where(eq(invitations.id, id));
  return row ? invitationFrom(row) : null;
}

export function invitationStore({ read, write, writeAlone }: Session): InvitationStore {
  return {
    addInvitation: (invitation, hash, decide) =>
      writeAlone(async ({ orm }) => {
        const { organizationId, email } = invitation;
        const inOrganization = eq(invitations.organizationId, organizationId);
        const [pending] = await orm
          .select()
          .from(invitations)
          .where(and(inOrganization, eq(invitations.email, email)));
        const [user = null] = await orm.select(USER_COLUMNS).from(users).where(eq(users.email, email));
        const no = decide({
          user,
          pending: pending ? invitationFrom(pending) : null,
          count: await orm.$count(invitations, inOrganization),
          groupIds: await groupsIn(orm, organizationId, invitation.groupIds),
        });
        if (no) return no;
        await orm
          .insert(invitations)
          .values({ ...invitation, groupIds: invitation.groupIds.join(' '), hash });
        return invitation;
      }),

    renewInvitation: (id, link, decide) =>
      writeAlone(async ({ orm }) => {
        const invitation = await byId(orm, id);
        const no = invitation && decide(invitation);
        if (!invitation || no) return no;
        await orm.update(invitations).set(link).where(eq(invitations.id, id));
        return { ...invitation, expiresAt: link.expiresAt };
      }),

    removeInvitation: (id, decide) =>
      writeAlone(async ({ orm }) => {
        const invitation = await byId(orm, id);
        const no = invitation && decide(invitation);
        if (!invitation || no) return no;
        await orm.delete(invitations).where(eq(invitations.id, id));
        return invitation;
      }),

    async invitationsOf(organizationId) {
      const rows = await read.orm
        .select()
        .from(invitations)
        .where(eq(invitations.organizationId, organizationId))
        .orderBy(desc(invitations.createdAt), desc(invitations.id));
      return rows.map(invitationFrom);
    },

    async invitationByHash(hash, now) {
      const holds = and(eq(invitations.hash, hash), gt(invitations.expiresAt, now));
      const [row] = await read.orm.select().from(invitations).where(holds);
      return row ? invitationFrom(row) : null;
    },

    async invitationFor(email, now) {
      const [row] = await read.orm
        .select()
        .from(invitations)
        .where(and(eq(invitations.email, email), gt(invitations.expiresAt, now)))
        .orderBy(asc(invitations.createdAt), asc(invitations.id))
        .limit(1);
      return row ? invitationFrom(row) : null;
    },

    acceptInvitation: (id, user, passwordHash, now) =>
      writeAlone(async ({ orm }) => {
        const invitation = await byId(orm, id);
        if (!invitation || invitation.expiresAt <= now || user.email === null) return null;
        const same = await orm.select({ id: users.id }).from(users).where(eq(users.email, user.email));
        if (same.length > 0) return null;
        const groupIds = await groupsIn(orm, invitation.organizationId, invitation.groupIds);
        const made = { ...user, defaultGroupId: groupIds[0] ?? null };
        await orm.insert(users).values(made);
        if (groupIds.length > 0) {
          await orm.insert(groupMembers).values(groupIds.map((groupId) => ({ groupId, userId: user.id })));
        }
        if (passwordHash !== null) await setPassword(orm, user.id, passwordHash, now);
        await orm.delete(invitations).where(eq(invitations.email, user.email));
        return made;
      }),

    setPassword: (userId, passwordHash, now) =>
      write(({ orm }) => setPassword(orm, userId, passwordHash, now)),
  };
}

function invitationFrom({ hash: _hash, groupIds, ...row }: typeof invitations.$inferSelect): Invitation {
  return { ...row, groupIds: groupIds === '' ? [] : groupIds.split(' ') };
}
