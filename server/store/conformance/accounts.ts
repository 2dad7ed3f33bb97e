import { describe, expect, it } from 'vitest';
import type { ApiToken } from '../../domain/account.ts';
import { refusal } from '../../domain/errors.ts';
import type { Invitation, InvitationState } from '../../domain/invitation.ts';
import { ORGANIZATION, USER, userOf } from '../../test/job-builder.ts';
import type { Subject } from '../conformance.ts';

const TOKEN: ApiToken = {
  id: 'token_1',
  userId: USER.id,
  name: 'Laptop',
  scopes: ['READ', 'JOBS'],
  createdAt: 1_000,
  expiresAt: 5_000,
  lastUsedAt: null,
};

export function accountsConformance({ store, reopen }: Subject): void {
  /** A session as better-auth makes it. */
  const addSession = (id: string, hash: string, expiresAt: number): Promise<unknown> =>
    store()
      .accountsDatabase({})
      .create({
        model: 'session',
        data: {
          id,
          userId: USER.id,
          token: hash,
          createdAt: new Date(expiresAt - 100),
          updatedAt: new Date(expiresAt - 100),
          expiresAt: new Date(expiresAt),
          ipAddress: '192.0.2.1',
          userAgent: '',
        },
        forceAllowId: true,
      });

  describe('accounts', () => {
    it('take a code once, and only while it holds', async () => {
      await store().putCode({ hash: 'code', userId: USER.id, expiresAt: 100 });
      await store().putCode({ hash: 'old', userId: USER.id, expiresAt: 100 });
      const taken = await Promise.all([store().takeCode('code', 99), store().takeCode('code', 99)]);
      expect(taken.filter((user) => user !== null)).toEqual([USER]);
      expect(await store().takeCode('old', 100)).toBeNull();
      expect(await store().takeCode('unknown', 1)).toBeNull();
    });

    it('know sessions by their hash and by their id until they end', async () => {
      await addSession('session_1', 'hash_1', 500);
      await addSession('session_2', 'hash_2', 900);
      const session = {
        id: 'session_1',
        userId: USER.id,
        createdAt: 400,
        expiresAt: 500,
        lastUsedAt: 400,
        address: '192.0.2.1',
        userAgent: null,
      };
      expect(await store().sessionByHash('hash_1', 499)).toEqual({ user: USER, by: session });
      expect(await store().sessionById('session_1', 499)).toEqual({ user: USER, by: session });
      expect(await store().sessionByHash('hash_1', 500)).toBeNull();
      expect(await store().sessionByHash('session_1', 1)).toBeNull();
      await store().touchSession('session_1', 450);
      expect((await store().sessionById('session_1', 1))?.by.lastUsedAt).toBe(450);
      expect((await store().sessionsOf(USER.id, 1)).map(({ id }) => id)).toEqual(['session_2', 'session_1']);
      expect((await store().sessionsOf(USER.id, 500)).map(({ id }) => id)).toEqual(['session_2']);
      expect(await store().removeSession('user_x', 'session_1')).toBe(false);
      expect(await store().removeSession(USER.id, 'session_1')).toBe(true);
      expect(await store().sessionById('session_1', 1)).toBeNull();
    });

    it('end all sessions of a user, but for one', async () => {
      for (const n of [1, 2, 3]) await addSession(`session_${n}`, `hash_${n}`, 500);
      expect([...(await store().removeSessions(USER.id, 'session_2'))].sort()).toEqual([
        'session_1',
        'session_3',
      ]);
      expect((await store().sessionsOf(USER.id, 1)).map(({ id }) => id)).toEqual(['session_2']);
      expect(await store().removeSessions(USER.id, null)).toEqual(['session_2']);
    });

    it('forget what has expired', async () => {
      await store().putCode({ hash: 'code', userId: USER.id, expiresAt: 500 });
      await addSession('session_1', 'hash_1', 500);
      await store().removeExpired(499);
      expect(await store().sessionById('session_1', 1)).not.toBeNull();
      await store().removeExpired(500);
      expect(await store().sessionById('session_1', 1)).toBeNull();
      expect(await store().takeCode('code', 1)).toBeNull();
    });

    it('keep tokens by their hash', async () => {
      await store().addToken(TOKEN, 'hash');
      await store().addToken({ ...TOKEN, id: 'token_2', createdAt: 2_000, expiresAt: null }, 'other');
      expect(await store().tokenByHash('hash', 4_999)).toEqual({ user: USER, by: TOKEN });
      expect(await store().tokenById('token_1', 4_999)).toEqual({ user: USER, by: TOKEN });
      expect(await store().tokenByHash('hash', 5_000)).toBeNull();
      expect(await store().tokenByHash('other', 1e15)).not.toBeNull();
      expect(await store().tokenByHash('token_1', 1)).toBeNull();
      await store().touchToken('token_1', 3_000);
      const own = await store().tokensOf(USER.id);
      expect(own.map(({ id, lastUsedAt }) => [id, lastUsedAt])).toEqual([
        ['token_2', null],
        ['token_1', 3_000],
      ]);
      expect(await store().removeToken('user_x', 'token_1')).toBeNull();
      expect(await store().removeToken(USER.id, 'token_1')).toEqual({ ...TOKEN, lastUsedAt: 3_000 });
      expect(await store().tokenById('token_1', 1)).toBeNull();
    });

    it('share settings: the first value stays', async () => {
      const told = await Promise.all([store().setting('a', 'one'), store().setting('a', 'two')]);
      expect(told[0]).toBe(told[1]);
      expect(await store().setting('b', 'three')).toBe('three');
      await reopen();
      expect(await store().setting('a', 'four')).toBe(told[0]);
    });

    const INVITATION: Invitation = {
      id: 'invitation_1',
      organizationId: ORGANIZATION.id,
      email: 'grace@example.org',
      isOrganizationAdmin: true,
      groupIds: [],
      invitedBy: USER.id,
      createdAt: 1_000,
      expiresAt: 5_000,
    };
    const GRACE = userOf({ id: 'user_2', name: 'Grace', email: INVITATION.email });
    const none = (): null => null;

    it('invite as decided, seeing who has the e-mail and what is pending', async () => {
      const group = { id: 'group_1', organizationId: ORGANIZATION.id, name: 'A', priority: 5, createdAt: 1 };
      await store().createGroup(group, none);
      const seen: InvitationState[] = [];
      const look = (state: InvitationState): null => {
        seen.push(state);
        return null;
      };
      const first = { ...INVITATION, groupIds: ['group_x', 'group_1'] };
      expect(await store().addInvitation(first, 'hash_1', look)).toEqual(first);
      await store().addUser(GRACE);
      const no = refusal('INVALID_INPUT', 'No.');
      const second = { ...INVITATION, id: 'invitation_2' };
      expect(
        await store().addInvitation(second, 'hash_2', (state) => {
          seen.push(state);
          return no;
        }),
      ).toEqual(no);
      expect(seen[0]).toEqual({ user: null, pending: null, count: 0, groupIds: ['group_1'] });
      expect(seen.at(-1)).toEqual({ user: GRACE, pending: first, count: 1, groupIds: [] });
      expect(await store().invitationByHash('hash_2', 1)).toBeNull();
    });

    it('find invitations while they hold, renew them and take them back', async () => {
      await store().addInvitation(INVITATION, 'hash_1', none);
      expect(await store().invitationByHash('hash_1', 4_999)).toEqual(INVITATION);
      expect(await store().invitationFor(INVITATION.email, 4_999)).toEqual(INVITATION);
      expect(await store().invitationByHash('hash_1', 5_000)).toBeNull();
      expect(await store().invitationFor(INVITATION.email, 5_000)).toBeNull();
      expect(await store().invitationsOf(ORGANIZATION.id)).toEqual([INVITATION]);
      expect(await store().invitationsOf('org_x')).toEqual([]);
      const link = { hash: 'hash_2', expiresAt: 9_000 };
      const no = refusal('NOT_FOUND', 'No.');
      expect(await store().renewInvitation(INVITATION.id, link, () => no)).toEqual(no);
      expect(await store().renewInvitation('invitation_x', link, none)).toBeNull();
      const renewed = { ...INVITATION, expiresAt: 9_000 };
      expect(await store().renewInvitation(INVITATION.id, link, none)).toEqual(renewed);
      expect(await store().invitationByHash('hash_1', 1)).toBeNull();
      expect(await store().invitationByHash('hash_2', 8_999)).toEqual(renewed);
      expect(await store().removeInvitation(INVITATION.id, () => no)).toEqual(no);
      expect(await store().removeInvitation(INVITATION.id, none)).toEqual(renewed);
      expect(await store().removeInvitation(INVITATION.id, none)).toBeNull();
    });

    it('make the user of an invitation once, with groups and password, and end its others', async () => {
      const group = { id: 'group_1', organizationId: ORGANIZATION.id, name: 'A', priority: 5, createdAt: 1 };
      await store().createGroup(group, none);
      await store().createOrganization({ id: 'org_2', name: 'Other' }, none);
      const first = { ...INVITATION, groupIds: ['group_gone', 'group_1'] };
      await store().addInvitation(first, 'hash_1', none);
      await store().addInvitation(
        { ...INVITATION, id: 'invitation_2', organizationId: 'org_2' },
        'hash_2',
        none,
      );
      expect(await store().acceptInvitation(first.id, GRACE, 'scrypt', 5_000)).toBeNull();
      expect(await store().users([GRACE.id])).toEqual([null]);
      const made = { ...GRACE, defaultGroupId: 'group_1' };
      const told = await Promise.all([
        store().acceptInvitation(first.id, GRACE, 'scrypt', 2_000),
        store().acceptInvitation(first.id, { ...GRACE, id: 'user_3' }, 'scrypt', 2_000),
      ]);
      expect(told).toEqual([made, null]);
      expect(await store().users([GRACE.id, 'user_3'])).toEqual([made, null]);
      expect(await store().groupsOfUsers([GRACE.id])).toEqual([[group]]);
      expect(await store().hasPassword(GRACE.id)).toBe(true);
      expect(await store().invitationFor(INVITATION.email, 1)).toBeNull();
    });

    it('do not make a user whose e-mail another has meanwhile', async () => {
      await store().addInvitation(INVITATION, 'hash_1', none);
      await store().addUser(GRACE);
      expect(await store().acceptInvitation(INVITATION.id, { ...GRACE, id: 'user_3' }, null, 1)).toBeNull();
      expect(await store().users(['user_3'])).toEqual([null]);
    });

    it('set a password, and another in its place', async () => {
      await store().setPassword(USER.id, 'first', 1);
      await store().setPassword(USER.id, 'second', 2);
      const account = await store()
        .accountsDatabase({})
        .findMany<{ password: string }>({ model: 'account', where: [{ field: 'userId', value: USER.id }] });
      expect(account.map(({ password }) => password)).toEqual(['second']);
    });

    it('have no password before there is one', async () => {
      expect(await store().hasPassword(USER.id)).toBe(false);
      await store()
        .accountsDatabase({})
        .create({
          model: 'account',
          data: {
            userId: USER.id,
            providerId: 'credential',
            accountId: USER.id,
            password: 'salt:hash',
            createdAt: new Date(1),
            updatedAt: new Date(1),
          },
        });
      expect(await store().hasPassword(USER.id)).toBe(true);
    });
  });
}
