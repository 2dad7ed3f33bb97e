import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../test/test-server.ts';

/** E-mail and password, links that reset them, invitations, API tokens: over the real server and database. */
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ worker: false });
});
afterAll(() => server.close());

const WHO = '{ viewer { user { id name email } } }';
const PASSWORD = 'correct horse battery';
let people = 0;

function post(path: string, body: object, headers: Record<string, string> = {}) {
  return fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
const errorOf = async (answer: Response) => ((await answer.json()) as { error: string }).error;

/** Somebody with a password. */
async function somebody(more: object = {}) {
  people += 1;
  const email = `person${people}@example.org`;
  const person = await server.person({ id: `user_p${people}`, email, ...more });
  const set = await post('/auth/password', { password: PASSWORD }, { cookie: person.cookie });
  expect(set.status).toBe(204);
  return { ...person, email };
}

/** All that the database's files hold. */
const stored = () =>
  ['', '-wal'].map((end) => readFileSync(server.databaseFile + end).toString('latin1')).join('');

describe('e-mail and password', () => {
  test('sign in, in whatever case the e-mail is written', async () => {
    const { email, user } = await somebody();
    const answer = await post('/sign-in', { email: `  ${email.toUpperCase()} `, password: PASSWORD });
    expect(answer.status).toBe(204);
    const [header] = answer.headers.getSetCookie();
    expect(header).toMatch(/^shotboard_session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    const { data } = await server.ask(WHO, {}, { cookie: cookieOf(answer) });
    expect(data.viewer.user).toEqual({ id: user.id, name: user.name, email });
  });

  test('what is wrong is told alike, whoever is asked for', async () => {
    const { email } = await somebody();
    const wrong = [
      { email, password: 'not the password' },
      { email: 'nobody@example.org', password: PASSWORD },
      { email: 'no address', password: PASSWORD },
      { email, password: 'x'.repeat(900) },
    ];
    for (const attempt of wrong) {
      const answer = await post('/sign-in', attempt);
      expect([answer.status, await errorOf(answer)]).toEqual([401, 'E-mail and password do not match.']);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });

  test('an account is tried ten times, then it has to wait, from wherever', async () => {
    const own = await startTestServer({ worker: false, trustedProxies: ['127.0.0.1'] });
    const attempt = (n: number) =>
      fetch(`${own.url}/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `192.0.2.${n}` },
        body: JSON.stringify({ email: 'Ada@example.org', password: PASSWORD }),
      });
    const statuses: number[] = [];
    for (let n = 1; n <= 11; n += 1) statuses.push((await attempt(n)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
    await own.close();
  });

  test('a disabled user does not sign in, and is told so only with the right password', async () => {
    const { email, user, cookie } = await somebody();
    server.sql("UPDATE users SET status = 'DISABLED' WHERE id = ?", user.id);
    expect((await server.ask(WHO, {}, { cookie })).status).toBe(401);
    expect(await errorOf(await post('/sign-in', { email, password: 'not the password' }))).toBe(
      'E-mail and password do not match.',
    );
    const answer = await post('/sign-in', { email, password: PASSWORD });
    expect([answer.status, await errorOf(answer)]).toEqual([401, expect.stringMatching(/is disabled/)]);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await server.auth.redeem(await server.auth.issueCode(user.id))).toBeNull();
  });

  test.each([
    ['x'.repeat(11), /12 to 128 characters; this one has 11/],
    ['x'.repeat(129), /12 to 128 characters; this one has 129/],
  ])('a password of %j is refused', async (password, message) => {
    const { cookie } = await server.person({ id: `user_p${(people += 1)}` });
    const answer = await post('/auth/password', { password }, { cookie });
    expect([answer.status, await errorOf(answer)]).toEqual([400, expect.stringMatching(message)]);
  });

  test('to change it takes the old one, and ends the other sessions', async () => {
    const { email, cookie } = await somebody();
    const other = cookieOf(await post('/sign-in', { email, password: PASSWORD }));
    const password = 'a second long password';
    expect((await post('/auth/password', { password }, { cookie })).status).toBe(400);
    expect((await post('/auth/password', { current: 'wrong', password }, { cookie })).status).toBe(400);
    expect((await server.ask(WHO, {}, { cookie: other })).status).toBe(200);
    expect((await post('/auth/password', { current: PASSWORD, password }, { cookie })).status).toBe(204);
    expect((await server.ask(WHO, {}, { cookie })).status).toBe(200);
    expect((await server.ask(WHO, {}, { cookie: other })).status).toBe(401);
    expect((await post('/sign-in', { email, password: PASSWORD })).status).toBe(401);
    expect((await post('/sign-in', { email, password })).status).toBe(204);
  });

  test('neither a token nor a stranger changes a password', async () => {
    const authorization = `Bearer ${server.token}`;
    expect((await post('/auth/password', { password: PASSWORD }, { authorization })).status).toBe(401);
    expect((await post('/auth/password', { password: PASSWORD })).status).toBe(401);
  });
});

describe('cookies', () => {
  test('one that was set before signing in is not the one afterwards', async () => {
    const { email } = await somebody();
    const fixed = 'shotboard_session=fixed-by-somebody-else.c2lnbmF0dXJl';
    const answer = await post('/sign-in', { email, password: PASSWORD }, { cookie: fixed });
    expect(cookieOf(answer)).not.toBe(fixed);
    expect((await server.ask(WHO, {}, { cookie: fixed })).status).toBe(401);
  });

  test.each([
    ['another signature', (cookie: string) => cookie.replace(/\..*$/, '.AAAA')],
    ['no signature', (cookie: string) => cookie.replace(/\..*$/, '')],
    ['what is stored of it', () => 'shotboard_session='],
  ])('with %s nobody is signed in', async (_how, change) => {
    const { cookie } = await somebody();
    expect((await server.ask(WHO, {}, { cookie })).status).toBe(200);
    expect((await server.ask(WHO, {}, { cookie: change(cookie) })).status).toBe(401);
  });
});

describe('links that reset a password', () => {
  test('lead once to a new password, end all sessions, and are told to nobody else', async () => {
    const { email, cookie } = await somebody();
    const known = await post('/auth/forgot', { email }, { host: 'evil.example' });
    const unknown = await post('/auth/forgot', { email: 'nobody@example.org' });
    expect([known.status, await known.text()]).toEqual([unknown.status, await unknown.text()]);
    await expect.poll(() => server.mails.at(-1)?.to).toBe(email);
    const link = /http\S+/.exec(server.mails.at(-1)?.text ?? '')?.[0] ?? '';
    expect(link.startsWith(`${server.url}/reset-password?token=`)).toBe(true);
    const token = new URL(link).searchParams.get('token') ?? '';
    expect(token.length).toBeGreaterThan(20);
    expect(stored()).not.toContain(token);

    const password = 'entirely new password';
    expect((await post('/auth/reset', { token, password: 'short' })).status).toBe(400);
    expect((await post('/auth/reset', { token: `${token}x`, password })).status).toBe(400);
    expect((await post('/auth/reset', { token, password })).status).toBe(204);
    expect((await post('/auth/reset', { token, password })).status).toBe(400);
    expect((await server.ask(WHO, {}, { cookie })).status).toBe(401);
    expect((await post('/sign-in', { email, password: PASSWORD })).status).toBe(401);
    expect((await post('/sign-in', { email, password })).status).toBe(204);
  });

  test('are not sent to disabled users, and not more than three times an hour', async () => {
    const disabled = await somebody();
    server.sql("UPDATE users SET status = 'DISABLED' WHERE id = ?", disabled.user.id);
    expect((await post('/auth/forgot', { email: disabled.email })).status).toBe(202);
    const { email } = await somebody();
    for (let n = 0; n < 5; n += 1) expect((await post('/auth/forgot', { email })).status).toBe(202);
    const mailed = (to: string) => server.mails.filter((mail) => mail.to === to).length;
    await expect.poll(() => mailed(email)).toBe(3);
    expect(mailed(disabled.email)).toBe(0);
  });
});

describe('invitations', () => {
  const INVITE = `mutation ($input: InviteUserInput!) {
    inviteUser(input: $input) { invitation { id email isOrganizationAdmin isExpired } errors { code message } }
  }`;
  const LIST = '{ viewer { organization { invitations { id email invitedBy { id } } } } }';
  const invite = async (email: string, more: object = {}, as?: { cookie: string }) => {
    const input = { organizationId: 'org_1', email, ...more };
    const { data } = await server.ask(INVITE, { input }, as);
    return data.inviteUser;
  };
  const tokenFor = (email: string): string =>
    /token=(\S+)/.exec(server.mails.findLast(({ to }) => to === email)?.text ?? '')?.[1] ?? '';

  test('from the mail to the account', async () => {
    const { invitation, errors } = await invite(' New.Person@example.org', { isOrganizationAdmin: true });
    expect(errors).toEqual([]);
    expect(invitation).toMatchObject({ email: 'new.person@example.org', isOrganizationAdmin: true });
    const token = tokenFor('new.person@example.org');
    expect(server.mails.at(-1)?.text).toContain(`${server.url}/accept-invitation?token=${token}`);
    expect(stored()).not.toContain(token);
    expect((await server.ask(LIST)).data.viewer.organization.invitations).toMatchObject([
      { id: invitation.id, invitedBy: { id: 'user_1' } },
    ]);
    expect(await (await post('/auth/invitation', { token })).json()).toEqual({
      email: 'new.person@example.org',
      organization: 'Quantum Lab',
    });

    const account = { token, name: ' Grace ', password: PASSWORD };
    expect((await post('/auth/accept', { ...account, name: ' ' })).status).toBe(400);
    expect((await post('/auth/accept', { ...account, password: 'short' })).status).toBe(400);
    const accepted = await post('/auth/accept', account);
    expect(accepted.status).toBe(204);
    const { data } = await server.ask(
      '{ viewer { user { name email } isOrganizationAdmin isPlatformAdmin hasPassword } }',
      {},
      { cookie: cookieOf(accepted) },
    );
    expect(data.viewer).toEqual({
      user: { name: 'Grace', email: 'new.person@example.org' },
      isOrganizationAdmin: true,
      isPlatformAdmin: false,
      hasPassword: true,
    });
    expect((await post('/auth/accept', account)).status).toBe(400);
    expect((await post('/auth/invitation', { token })).status).toBe(404);
    expect((await server.ask(LIST)).data.viewer.organization.invitations).toEqual([]);
    expect((await post('/sign-in', { email: 'new.person@example.org', password: PASSWORD })).status).toBe(
      204,
    );
  });

  test('taken back, sent again or too old, a link leads nowhere', async () => {
    const email = 'late@example.org';
    const { invitation } = await invite(email);
    const first = tokenFor(email);
    const input = { invitationId: invitation.id };
    await server.ask(
      'mutation ($input: ResendInvitationInput!) { resendInvitation(input: $input) { errors { code } } }',
      { input },
    );
    const second = tokenFor(email);
    expect(second).not.toBe(first);
    expect((await post('/auth/invitation', { token: first })).status).toBe(404);
    expect((await post('/auth/invitation', { token: second })).status).toBe(200);
    server.sql('UPDATE invitations SET expires_at = 1 WHERE id = ?', invitation.id);
    expect((await post('/auth/invitation', { token: second })).status).toBe(404);
    expect((await post('/auth/accept', { token: second, name: 'L', password: PASSWORD })).status).toBe(400);
    server.sql('UPDATE invitations SET expires_at = 1e15 WHERE id = ?', invitation.id);
    const revoke =
      'mutation ($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { revokedInvitationId errors { code } } }';
    const { data } = await server.ask(revoke, { input });
    expect(data.revokeInvitation).toEqual({ revokedInvitationId: invitation.id, errors: [] });
    expect((await post('/auth/accept', { token: second, name: 'L', password: PASSWORD })).status).toBe(400);
    expect((await server.ask(revoke, { input })).data.revokeInvitation.errors).toEqual([
      { code: 'NOT_FOUND' },
    ]);
  });

  test('are refused where they make no sense', async () => {
    const { email } = await somebody();
    expect((await invite(email)).errors).toMatchObject([{ message: expect.stringContaining('already in') }]);
    await invite('twice@example.org');
    expect((await invite('Twice@example.org')).errors).toMatchObject([
      { message: expect.stringContaining('invited already') },
    ]);
    expect((await invite('no address')).errors).toMatchObject([{ code: 'INVALID_INPUT' }]);
    expect((await invite('x@example.org', { groupIds: ['group_x'] })).errors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    expect(
      (await invite('x@example.org', { groupIds: Array<string>(101).fill('group_x') })).errors,
    ).toMatchObject([{ code: 'LIMIT_EXCEEDED', message: expect.stringMatching(/101 groups; at most 100/) }]);
    expect((await invite('x@example.org', { organizationId: 'org_x' })).errors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
  });

  test('tell nothing of an e-mail that has an account elsewhere', async () => {
    const { email } = await somebody({ organizationId: 'org_other' });
    const admin = await server.person({ id: 'user_admin_1', isOrganizationAdmin: true });
    const answer = await invite(email, {}, admin);
    expect(answer.errors).toEqual([]);
    expect(answer.invitation).toMatchObject({ email });
    expect(tokenFor(email)).toBe('');
    expect(server.mails.at(-1)?.text).toMatch(/has an account in another organization/);
  });

  test('are a matter of admins: to members and to others there are none', async () => {
    const member = await server.person({ id: 'user_member_1' });
    const stranger = await server.person({
      id: 'user_stranger_1',
      organizationId: 'org_far',
      isOrganizationAdmin: true,
    });
    expect((await invite('m@example.org', {}, member)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await invite('m@example.org', {}, stranger)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await server.ask(LIST, {}, member)).data.viewer.organization.invitations).toBeNull();
    const { invitation } = await invite('private@example.org');
    for (const who of [member, stranger]) {
      for (const name of ['revokeInvitation', 'resendInvitation']) {
        const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
        const { data } = await server.ask(
          `mutation ($input: ${type}) { ${name}(input: $input) { errors { code message } } }`,
          { input: { invitationId: invitation.id } },
          who,
        );
        expect(data[name].errors).toEqual([
          { code: 'NOT_FOUND', message: `There is no invitation with id ${invitation.id}.` },
        ]);
      }
    }
  });
});

describe('API tokens', () => {
  const CREATE = `mutation ($input: CreateApiTokenInput!) {
    createApiToken(input: $input) { token { id name scopes expiresAt } secret errors { code message path } }
  }`;
  const create = async (scopes: readonly string[], as?: { cookie: string }, more: object = {}) => {
    const { data } = await server.ask(CREATE, { input: { name: 'Laptop', scopes, ...more } }, as);
    return data.createApiToken;
  };
  const CANCEL = 'mutation { cancelJob(input: { jobId: "job_none" }) { errors { code } } }';
  const PROJECT = 'mutation { createProject(input: { name: "" }) { errors { code } } }';
  const MIXED = `mutation { ...Both } fragment Both on Mutation {
    cancelJob(input: { jobId: "job_none" }) { errors { code } }
    ... on Mutation { createProject(input: { name: "" }) { errors { code } } }
  }`;

  test('are shown once, and known by their hash alone', async () => {
    const { token, secret } = await create(['JOBS', 'READ'], undefined, { expiresInDays: 30 });
    expect(secret).toMatch(/^shotboard_[\w-]{43}$/);
    expect(token.scopes).toEqual(['READ', 'JOBS']);
    expect(stored()).not.toContain(secret.slice(10));
    expect((await server.ask(WHO, {}, { token: secret })).data.viewer.user.id).toBe('user_1');
    const { data } = await server.ask('{ viewer { apiTokens { id name lastUsedAt } } }');
    const own = data.viewer.apiTokens.find(({ id }: { id: string }) => id === token.id);
    expect(own).toMatchObject({ name: 'Laptop', lastUsedAt: expect.stringMatching(/Z$/) });
  });

  test.each([
    [['READ'], [false, false, false]],
    [['JOBS'], [true, false, false]],
    [['ADMIN'], [true, true, true]],
  ])('with %j cancel, make a project, and both: %j', async (scopes, allowed) => {
    const { secret } = await create(scopes);
    expect((await server.ask(WHO, {}, { token: secret })).status).toBe(200);
    for (const [place, document] of [CANCEL, PROJECT, MIXED].entries()) {
      const { data, errors } = await server.ask(document, {}, { token: secret });
      if (allowed[place]) expect(data).not.toBeNull();
      else {
        expect(data).toBeUndefined();
        expect(errors).toMatchObject([
          {
            message: expect.stringMatching(/takes a token with the scope (JOBS|ADMIN)/),
            extensions: { code: 'FORBIDDEN' },
          },
        ]);
      }
    }
  });

  test('without ADMIN an admin acts as none', async () => {
    const admin = '{ viewer { isOrganizationAdmin isPlatformAdmin scopes } }';
    const { secret } = await create(['JOBS']);
    expect((await server.ask(admin, {}, { token: secret })).data.viewer).toEqual({
      isOrganizationAdmin: false,
      isPlatformAdmin: false,
      scopes: ['JOBS'],
    });
    const all = await create(['ADMIN']);
    expect((await server.ask(admin, {}, { token: all.secret })).data.viewer).toMatchObject({
      isPlatformAdmin: true,
    });
  });

  test('expired, revoked or of somebody disabled, they are nobody', async () => {
    const { cookie, user } = await server.person({ id: `user_p${(people += 1)}` });
    const { token, secret } = await create(['READ'], { cookie }, { expiresInDays: 1 });
    const status = async () => (await server.ask(WHO, {}, { token: secret })).status;
    expect(await status()).toBe(200);
    server.sql("UPDATE users SET status = 'DISABLED' WHERE id = ?", user.id);
    expect(await status()).toBe(401);
    server.sql("UPDATE users SET status = 'ACTIVE' WHERE id = ?", user.id);
    server.sql('UPDATE api_tokens SET expires_at = 1 WHERE id = ?', token.id);
    expect(await status()).toBe(401);
    server.sql('UPDATE api_tokens SET expires_at = NULL WHERE id = ?', token.id);
    expect(await status()).toBe(200);
    const revoke =
      'mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { errors { code } } }';
    const input = { tokenId: token.id };
    // Of somebody else there is no such token.
    expect((await server.ask(revoke, { input })).data.revokeApiToken.errors).toEqual([{ code: 'NOT_FOUND' }]);
    expect((await server.ask(revoke, { input }, { cookie })).data.revokeApiToken.errors).toEqual([]);
    expect(await status()).toBe(401);
  });

  test.each([
    [{ name: ' ' }, 'name'],
    [{ name: 'x'.repeat(201) }, 'name'],
    [{ scopes: [] }, 'scopes'],
    [{ expiresInDays: 0 }, 'expiresInDays'],
    [{ expiresInDays: 3_651 }, 'expiresInDays'],
  ])('%j is refused', async (more, field) => {
    const { token, secret, errors } = await create(['READ'], undefined, more);
    expect([token, secret]).toEqual([null, null]);
    expect(errors).toMatchObject([{ path: [field] }]);
  });
});

describe('the own account', () => {
  test('names its sessions, and ends one', async () => {
    const { email, cookie } = await somebody();
    const other = cookieOf(
      await post('/sign-in', { email, password: PASSWORD }, { 'user-agent': 'Other/1.0' }),
    );
    const list = '{ viewer { sessions { id isCurrent userAgent address } } }';
    const { sessions } = (await server.ask(list, {}, { cookie })).data.viewer;
    expect(sessions).toMatchObject([
      { isCurrent: false, userAgent: 'Other/1.0', address: '127.0.0.1' },
      { isCurrent: true },
    ]);
    const revoke =
      'mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { errors { code } } }';
    const input = { sessionId: sessions[0].id };
    expect((await server.ask(revoke, { input })).data.revokeSession.errors).toEqual([{ code: 'NOT_FOUND' }]);
    expect((await server.ask(revoke, { input }, { cookie })).data.revokeSession.errors).toEqual([]);
    expect((await server.ask(WHO, {}, { cookie: other })).status).toBe(401);
    expect((await server.ask(WHO, {}, { cookie })).status).toBe(200);
  });

  test('changes its name; the e-mail only as a platform admin', async () => {
    const update = `mutation ($input: UpdateProfileInput!) {
      updateProfile(input: $input) { user { name email } errors { code } }
    }`;
    const { cookie, email } = await somebody();
    const as = { cookie };
    const renamed = await server.ask(update, { input: { name: ' Ada L. ' } }, as);
    expect(renamed.data.updateProfile.user).toEqual({ name: 'Ada L.', email });
    const changed = await server.ask(update, { input: { email: 'other@example.org' } }, as);
    expect(changed.data.updateProfile.errors).toEqual([{ code: 'FORBIDDEN' }]);
    const taken = await server.ask(update, { input: { email } });
    expect(taken.data.updateProfile.errors).toEqual([{ code: 'INVALID_INPUT' }]);
    const admin = await server.ask(update, { input: { email: 'Admin@Example.org' } });
    expect(admin.data.updateProfile.user.email).toBe('admin@example.org');
  });
});

test('the audit tells of all of it, and of no secret', async () => {
  const actions = async () => {
    const slice = { limit: 500, from: null, backwards: false };
    return (await server.store.listAudit('org_1', {}, slice)).map(({ action }) => action);
  };
  await expect
    .poll(async () => [...new Set(await actions())])
    .toEqual(
      expect.arrayContaining([
        'SIGNED_IN',
        'SIGN_IN_FAILED',
        'PASSWORD_CHANGED',
        'PASSWORD_RESET',
        'PROFILE_CHANGED',
        'SESSION_REVOKED',
        'TOKEN_CREATED',
        'TOKEN_REVOKED',
        'INVITATION_MADE',
        'INVITATION_SENT_AGAIN',
        'INVITATION_REVOKED',
        'INVITATION_ACCEPTED',
      ]),
    );
  const { cookie } = await server.person({ id: `user_p${(people += 1)}` });
  await post('/sign-out', {}, { cookie });
  const [last] = await server.store.listAudit('org_1', {}, { limit: 1, from: null, backwards: false });
  expect(last).toMatchObject({
    action: 'SIGNED_OUT',
    actorId: `user_p${people}`,
    origin: { via: 'SESSION', address: '127.0.0.1' },
  });
  const failed = await server.store.listAudit(
    'org_1',
    { actions: ['SIGN_IN_FAILED'] },
    { limit: 1, from: null, backwards: false },
  );
  expect(failed).toMatchObject([{ actorId: null, subject: { type: 'User' } }]);
  expect(stored()).not.toContain(PASSWORD);
});
