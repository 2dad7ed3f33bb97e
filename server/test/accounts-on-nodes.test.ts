import { afterEach, beforeEach, expect, test } from 'vitest';
import { PostgresBus } from '../events/postgres-bus.ts';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import { newPostgres, type TestDatabase } from './databases.ts';
import { RawSocket } from './raw-socket.ts';
import { startTestServer, type As, type TestServer } from './test-server.ts';

/** Accounts on PostgreSQL, through the API of two nodes: what is done at one holds at the other. */

let database: TestDatabase;
let here: TestServer;
let there: TestServer;
beforeEach(async () => {
  database = await newPostgres();
  [here, there] = await Promise.all([node(), node()]);
});
afterEach(async () => {
  await here.close();
  await there.close();
  await database.drop();
});

async function node(): Promise<TestServer> {
  return startTestServer({
    worker: false,
    connections: { renewMs: 200 },
    on: {
      store: await openPostgresStore(database.url, { size: 3 }),
      bus: await PostgresBus.open({ url: database.url }),
    },
  });
}

const PASSWORD = 'correct horse battery';
const WHO = '{ viewer { user { name email } } }';
const post = (at: TestServer, path: string, body: object = {}, { cookie }: As = {}) =>
  fetch(at.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie !== undefined && { cookie }) },
    body: JSON.stringify(body),
  });
const cookieOf = (answer: Response): As => ({
  cookie: answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '',
});
/** Who the bearer is at a node; null for nobody. */
async function whoIs(at: TestServer, as: As): Promise<string | null> {
  const { status, data } = await at.ask(WHO, {}, as);
  return status === 200 ? data.viewer.user.name : null;
}
async function mutate(at: TestServer, field: string, type: string, input: object, selection: string, as: As) {
  const query = `mutation ($input: ${type}!) { answer: ${field}(input: $input) { ${selection} errors { code } } }`;
  const { answer } = (await at.ask(query, { input }, as)).data;
  expect(answer.errors).toEqual([]);
  return answer;
}
/** The token of the link to a page that was mailed to somebody. */
const mailedTo = async (at: TestServer, to: string, page: string): Promise<string> => {
  const mailed = () =>
    at.mails.flatMap((mail) =>
      mail.to === to ? (new RegExp(`/${page}\\?token=(\\S+)`).exec(mail.text)?.[1] ?? []) : [],
    );
  await expect.poll(() => mailed().length).toBe(1);
  return mailed()[0] ?? '';
};
/** A websocket of somebody, which is theirs for as long as their session or token holds. */
const socketAt = (at: TestServer, { cookie, token }: As): Promise<RawSocket> =>
  cookie === undefined
    ? new RawSocket(at.url).ready({ authorization: `Bearer ${token}` })
    : new RawSocket(at.url, { headers: { cookie } }).ready(undefined);

test('from the first admin to a password that was forgotten', async () => {
  // The first admin signs in by the code that the server shows when it starts: once, at whichever node.
  const code = await here.auth.issueCode('user_1');
  const signedIn = await fetch(`${there.url}/sign-in?code=${code}`, { redirect: 'manual' });
  const admin = cookieOf(signedIn);
  expect(await whoIs(here, admin)).toBe('Ada');
  const again = await fetch(`${here.url}/sign-in?code=${code}`, { redirect: 'manual' });
  expect(again.headers.getSetCookie()).toEqual([]);

  // Somebody is invited at one node and accepts at the other.
  const email = 'grace@example.org';
  const invitation = { organizationId: 'org_1', email };
  await mutate(here, 'inviteUser', 'InviteUserInput', invitation, 'invitation { id }', admin);
  const accepting = {
    token: await mailedTo(here, email, 'accept-invitation'),
    name: 'Grace',
    password: PASSWORD,
  };
  const grace = cookieOf(await post(there, '/auth/accept', accepting));
  expect([await whoIs(here, grace), await whoIs(there, grace)]).toEqual(['Grace', 'Grace']);
  expect((await post(here, '/auth/accept', accepting)).status).toBe(400);

  // Signed in at one node, signed out at the other: the sockets of that session end everywhere.
  const other = cookieOf(await post(here, '/sign-in', { email, password: PASSWORD }));
  expect(await whoIs(there, other)).toBe('Grace');
  const sockets = [await socketAt(here, other), await socketAt(there, other)];
  expect((await post(there, '/sign-out', {}, other)).status).toBe(204);
  expect([await whoIs(here, other), await whoIs(there, other)]).toEqual([null, null]);
  expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4401, 4401]);
  expect(await whoIs(here, grace)).toBe('Grace');

  // A token is made at one node, used at the other, and revoked.
  const wanted = { name: 'Laptop', scopes: ['READ'] };
  const { token, secret } = await mutate(
    here,
    'createApiToken',
    'CreateApiTokenInput',
    wanted,
    'token { id } secret',
    grace,
  );
  expect(await whoIs(there, { token: secret })).toBe('Grace');
  const byToken = await socketAt(there, { token: secret });
  await mutate(here, 'revokeApiToken', 'RevokeApiTokenInput', { tokenId: token.id }, 'revokedTokenId', grace);
  expect(await byToken.closed).toBe(4401);
  expect([await whoIs(here, { token: secret }), await whoIs(there, { token: secret })]).toEqual([null, null]);

  // The password is forgotten at one node, and made anew at the other: all sessions end.
  expect((await post(here, '/auth/forgot', { email })).status).toBe(202);
  const password = 'entirely new password';
  const reset = { token: await mailedTo(here, email, 'reset-password'), password };
  expect((await post(there, '/auth/reset', reset)).status).toBe(204);
  expect((await post(here, '/auth/reset', reset)).status).toBe(400);
  expect([await whoIs(here, grace), await whoIs(there, grace)]).toEqual([null, null]);
  expect((await post(here, '/sign-in', { email, password: PASSWORD })).status).toBe(401);
  expect(await whoIs(there, cookieOf(await post(here, '/sign-in', { email, password })))).toBe('Grace');

  const actions = (await here.store.listAudit('org_1', {}, { limit: 100, from: null, backwards: false })).map(
    ({ action }) => action,
  );
  expect(actions).toEqual(expect.arrayContaining(['SIGNED_IN', 'SIGNED_OUT', 'PASSWORD_RESET']));
});

test('what is done at both at once is done once', async () => {
  const code = await here.auth.issueCode('user_1');
  const redeemed = await Promise.all([here, there].map(({ auth }) => auth.redeem(code)));
  expect(redeemed.filter((session) => session !== null)).toHaveLength(1);

  const email = 'both@example.org';
  const admin = { token: here.token };
  const input = { organizationId: 'org_1', email };
  await mutate(here, 'inviteUser', 'InviteUserInput', input, 'invitation { id }', admin);
  const accepting = {
    token: await mailedTo(here, email, 'accept-invitation'),
    name: 'Both',
    password: PASSWORD,
  };
  const accepted = await Promise.all([here, there].map((at) => post(at, '/auth/accept', accepting)));
  expect(accepted.map(({ status }) => status).sort()).toEqual([204, 400]);

  await post(here, '/auth/forgot', { email });
  const token = await mailedTo(here, email, 'reset-password');
  const passwords = ['the first new password', 'the second new password'];
  const resets = await Promise.all(
    [here, there].map((at, place) => post(at, '/auth/reset', { token, password: passwords[place] })),
  );
  expect(resets.map(({ status }) => status).sort()).toEqual([204, 400]);
  const won = resets.findIndex(({ status }) => status === 204);
  expect((await post(here, '/sign-in', { email, password: passwords[won] })).status).toBe(204);
});
