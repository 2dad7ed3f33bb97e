import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PlainBrowser, startOpenIdProvider, type OpenIdProvider } from '../test/openid-provider.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';

/** Single sign-on against a real OpenID provider. */
let provider: OpenIdProvider;
let server: TestServer;
let open: TestServer;
beforeAll(async () => {
  provider = await startOpenIdProvider({
    ada: { email: 'Ada@example.org', email_verified: true, name: 'Ada of the provider' },
    unverified: { email: 'ada@example.org', email_verified: false },
    invited: { email: 'invited@example.org', email_verified: true, name: 'Grace' },
    unknown: { email: 'unknown@example.org', email_verified: true },
    joins: { email: 'joins@example.org', email_verified: true },
    disabled: { email: 'disabled@example.org', email_verified: true },
  });
  const { issuer, clientId, clientSecret } = provider;
  const oidc = { issuer, clientId, clientSecret, name: 'Lab login' };
  server = await startTestServer({ worker: false, oidc: { ...oidc, joinOrganizationId: null } });
  open = await startTestServer({ worker: false, oidc: { ...oidc, joinOrganizationId: 'org_1' } });
});
afterAll(async () => {
  await server.close();
  await open.close();
  await provider.close();
});

const WHO = '{ viewer { user { id name email } organization { id } isOrganizationAdmin hasPassword } }';

/** Goes to the provider and signs in there; ends where the server sends the browser. */
async function signOn(at: TestServer, account: string, next = '/'): Promise<PlainBrowser> {
  provider.allow(`${at.url}/auth/callback/oidc`);
  const browser = new PlainBrowser();
  const begun = await fetch(`${at.url}/auth/oidc`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ next }),
  });
  browser.keep(new URL(at.url).host, begun);
  const { url } = (await begun.json()) as { url: string };
  await browser.open(url);
  await browser.submit({ login: account, password: 'any' });
  if (browser.url.origin === provider.issuer) await browser.submit({});
  return browser;
}
const viewerOf = async (at: TestServer, browser: PlainBrowser) =>
  (await at.ask(WHO, {}, { cookie: browser.cookiesOf(new URL(at.url).host) })).data?.viewer;

describe('single sign-on', () => {
  test('is offered where it is configured', async () => {
    const methods = await fetch(`${server.url}/auth/methods`);
    expect(await methods.json()).toEqual({ oidc: 'Lab login' });
    const bare = await startTestServer({ worker: false });
    expect(await (await fetch(`${bare.url}/auth/methods`)).json()).toEqual({ oidc: null });
    await bare.close();
  });

  test('leads to the user with the verified e-mail, each time, by code with PKCE', async () => {
    await server.person({ id: 'user_ada', name: 'Ada', email: 'ada@example.org' });
    for (let n = 0; n < 2; n += 1) {
      const browser = await signOn(server, 'ada', '/projects?x=1');
      expect(browser.url.href).toBe(`${server.url}/projects?x=1`);
      expect(await viewerOf(server, browser)).toMatchObject({
        user: { id: 'user_ada', name: 'Ada', email: 'ada@example.org' },
        hasPassword: false,
      });
    }
    const asked = provider.authorizations.at(-1)?.searchParams;
    expect(asked?.get('response_type')).toBe('code');
    expect(asked?.get('code_challenge_method')).toBe('S256');
    expect(asked?.get('redirect_uri')).toBe(`${server.url}/auth/callback/oidc`);
  });

  test.each([
    ['an e-mail that is not verified', 'unverified'],
    ['an e-mail that nobody invited', 'unknown'],
  ])('with %s leads to nobody', async (_how, account) => {
    const browser = await signOn(server, account);
    expect(browser.url.pathname).toBe('/sign-in');
    expect(browser.url.searchParams.get('error')).not.toBeNull();
    expect(await viewerOf(server, browser)).toBeUndefined();
    expect(await server.store.userByEmail('unknown@example.org')).toBeNull();
  });

  test('a disabled user is told so', async () => {
    await server.person({ id: 'user_disabled', email: 'disabled@example.org' });
    server.sql("UPDATE users SET status = 'DISABLED' WHERE id = 'user_disabled'");
    const browser = await signOn(server, 'disabled');
    expect(browser.url.searchParams.get('error')).toBe('USER_DISABLED');
    expect(await viewerOf(server, browser)).toBeUndefined();
  });

  test('accepts an invitation that waits for the e-mail', async () => {
    const invite = `mutation ($input: InviteUserInput!) { inviteUser(input: $input) { errors { message } } }`;
    const input = { organizationId: 'org_1', email: 'invited@example.org', isOrganizationAdmin: true };
    expect((await server.ask(invite, { input })).data.inviteUser.errors).toEqual([]);
    const browser = await signOn(server, 'invited');
    expect(await viewerOf(server, browser)).toMatchObject({
      user: { name: 'Grace', email: 'invited@example.org' },
      organization: { id: 'org_1' },
      isOrganizationAdmin: true,
    });
    expect(await server.store.invitationsOf('org_1')).toEqual([]);
  });

  test('lets everybody join where the configuration says so, as a member', async () => {
    const browser = await signOn(open, 'joins');
    expect(await viewerOf(open, browser)).toMatchObject({
      user: { email: 'joins@example.org' },
      organization: { id: 'org_1' },
      isOrganizationAdmin: false,
    });
  });

  test.each(['//evil.example', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)', '/a\nb'])(
    'goes to no other place afterwards: %j',
    async (next) => {
      const browser = await signOn(open, 'joins', next);
      expect(browser.url.href).toBe(`${open.url}/`);
    },
  );

  test('an answer without the cookie of its beginning is refused', async () => {
    provider.allow(`${server.url}/auth/callback/oidc`);
    for (const query of ['', '?state=forged&code=forged', '?error=access_denied&state=x']) {
      const answer = await fetch(`${server.url}/auth/callback/oidc${query}`, { redirect: 'manual' });
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toMatch(/^\/sign-in\?error=/);
      expect(answer.headers.getSetCookie().join()).not.toContain('shotboard_session');
    }
  });

  test('nothing of what the provider hands out is stored', async () => {
    const file = ['', '-wal']
      .map((end) => readFileSync(server.databaseFile + end).toString('latin1'))
      .join('');
    // Where a token of the provider stood there would be its three parts, which begin like this.
    expect(file).not.toContain('eyJ');
    expect(file).toContain('invited@example.org');
  });

  test('a provider that is away keeps nobody from signing in with a password', async () => {
    const away = await startTestServer({
      worker: false,
      oidc: {
        issuer: 'http://127.0.0.1:1',
        clientId: 'x',
        clientSecret: 'x',
        name: 'Lab login',
        joinOrganizationId: null,
      },
    });
    const post = (path: string, body: object, cookie = '') =>
      fetch(`${away.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
      });
    const password = 'a long enough password';
    const { cookie } = await away.person({ id: 'user_ada', email: 'ada@example.org' });
    expect((await post('/auth/password', { password }, cookie)).status).toBe(204);
    const refused = await post('/auth/oidc', { next: '/' });
    expect([refused.status, await refused.json()]).toEqual([
      503,
      { error: 'Lab login cannot be reached. Try again later, or sign in with a password.' },
    ]);
    expect((await post('/sign-in', { email: 'ada@example.org', password })).status).toBe(204);
    await away.close();
  });

  test("the library's other routes are not open", async () => {
    for (const path of [
      '/auth/sign-up/email',
      '/auth/sign-in/email',
      '/auth/get-session',
      '/auth/callback/other',
    ]) {
      const answer = await fetch(`${server.url}${path}`, { redirect: 'manual' });
      expect(answer.status).toBe(404);
    }
  });
});
