import { APIError } from 'better-auth';
import { hashPassword } from 'better-auth/crypto';
import { auditEntry, type AuditAction, type Origin } from '../domain/audit.ts';
import { emailOf, mayAct, refusesPassword } from '../domain/account.ts';
import type { IdType } from '../domain/ids.ts';
import type { Invitation } from '../domain/invitation.ts';
import { DEFAULT_PRIORITY, type User } from '../domain/people.ts';
import type { AccessEnded } from '../jobs/context.ts';
import { secretHash } from '../jobs/secrets.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { Store } from '../store/store.ts';
import type { Auth, Client, Identity, NotSignedIn, SignedIn } from './auth.ts';
import { cookieValue, sessionCookieName, signedValue } from './cookies.ts';
import { OIDC_PROVIDER, USER_DISABLED, createLibrary, type Library, type OidcConfig } from './library.ts';

export interface AccountsOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly newId: (type: IdType) => string;
  readonly mailer: Mailer | null;
  readonly oidc: OidcConfig | null;
  readonly signingSecret: () => Promise<string>;
  readonly baseUrl: () => string;
  readonly secureCookies: boolean;
  readonly ended: (what: AccessEnded) => void;
  readonly log: (level: 'debug' | 'warn' | 'error', message: string, details: readonly unknown[]) => void;
}

/** The ways to sign in, and what keeps them. */
type Accounts = Pick<
  Auth,
  | 'redeem'
  | 'signIn'
  | 'oidcName'
  | 'requestReset'
  | 'resetPassword'
  | 'changePassword'
  | 'invitation'
  | 'acceptInvitation'
  | 'beginOidc'
  | 'finishOidc'
>;

/** One answer for every way in which address and password are not right together. */
const WRONG = 'E-mail and password do not match.';
const LINK_OVER = 'This link was used already, or is too old.';
const NOWHERE: Client = { address: '', userAgent: null };
const MOST_NAME = 200;
/** How long somebody waits for an OpenID provider, in milliseconds. */
const PROVIDER_MS = 10_000;

export function createAccounts(options: AccountsOptions): Accounts {
  const { store, now, newId, ended, mailer, oidc } = options;

  const sendReset = async (userId: string, link: string): Promise<void> => {
    const [user] = await store.users([userId]);
    if (!mayAct(user) || user.email === null) return;
    mailer?.post({
      to: user.email,
      subject: 'Set a new password for Shotboard',
      text:
        `Somebody asked to set a new password for ${user.email} on Shotboard. To do so, open this address within ` +
        `an hour:\n\n${link}\n\nIf it was not you, there is nothing to do: the password stays as it is.\n`,
    });
  };

  /** Keeps what somebody did with their account. The only place that tells the audit of signing in and out. */
  const note = (user: User, action: AuditAction, client: Client, isKnown = true): Promise<void> => {
    const subject = { type: 'User', id: user.id, name: user.name };
    const entry = auditEntry(newId('AuditEntry'), now(), user, originOf(client), { action, subject });
    // Who failed to sign in may be anybody: it is kept as done to the user, by nobody.
    return store.appendAudit([isKnown ? entry : { ...entry, actorId: null, actorName: '' }]);
  };

  /** Makes the user of an invitation. Null when it is no more, or its e-mail has an account meanwhile. */
  const joinBy = (
    { id, email, organizationId, isOrganizationAdmin }: Invitation,
    name: string,
    passwordHash: string | null,
    client: Client,
  ): Promise<User | null> => {
    const user = newUser({ name, email, organizationId, isOrganizationAdmin });
    return store.audited(
      () => store.acceptInvitation(id, user, passwordHash, now()),
      (made) =>
        made
          ? [
              auditEntry(newId('AuditEntry'), now(), made, originOf(client), {
                action: 'INVITATION_ACCEPTED',
                subject: { type: 'Invitation', id, name: email },
                after: { userId: made.id, email, isOrganizationAdmin },
              }),
            ]
          : [],
    );
  };
  const newUser = (
    fields: Pick<User, 'name' | 'email' | 'organizationId' | 'isOrganizationAdmin'>,
  ): User => ({
    ...fields,
    id: newId('User'),
    isPlatformAdmin: false,
    status: 'ACTIVE',
    priority: DEFAULT_PRIORITY,
    defaultGroupId: null,
    createdAt: now(),
  });

  /**
   * Whom a provider vouches for, before better-auth looks for them: an e-mail that nobody has joins by its invitation,
   * or where the configuration lets everybody join.
   */
  const joinByProvider = async (address: string, name: string): Promise<void> => {
    const email = emailOf(address);
    if (email === null || (await store.userByEmail(email))) return;
    const shown = name.trim() === '' ? email : name.trim().slice(0, MOST_NAME);
    const invitation = await store.invitationFor(email, now());
    if (invitation) {
      await joinBy(invitation, shown, null, NOWHERE);
      return;
    }
    if (oidc?.joinOrganizationId == null) return;
    const [organization] = await store.organizations([oidc.joinOrganizationId]);
    if (!organization) {
      options.log('error', 'SHOTBOARD_OIDC_JOIN names no organization', [oidc.joinOrganizationId]);
      return;
    }
    const user = newUser({ name: shown, email, organizationId: organization.id, isOrganizationAdmin: false });
    await store.audited(
      () => store.addUser(user),
      (added) =>
        added
          ? [
              auditEntry(newId('AuditEntry'), now(), added, originOf(NOWHERE), {
                action: 'USER_ADDED',
                subject: { type: 'User', id: added.id, name: added.name },
                after: { email, via: 'single sign-on' },
              }),
            ]
          : [],
    );
  };

  const libraryWith = (provider: OidcConfig | null): Promise<Library> =>
    options.signingSecret().then((secret) =>
      createLibrary({
        store,
        secret,
        baseUrl: options.baseUrl(),
        secureCookies: options.secureCookies,
        newId,
        oidc: provider,
        joinByProvider,
        sendReset,
        onPasswordReset: async (userId) => {
          ended({ userId });
          const [user] = await store.users([userId]);
          if (user) await note(user, 'PASSWORD_RESET', NOWHERE);
        },
        log: options.log,
      }),
    );
  let library: Promise<Library> | undefined;
  let signOn: Promise<Library> | undefined;
  // Made when first needed: only then it is known where the server listens. Of its own for sign-on, which asks the
  // provider before anything else: one that is away must keep nobody from signing in with a password.
  const openLibrary = (): Promise<Library> => (library ??= libraryWith(null));
  const openSignOn = (): Promise<Library> => (signOn ??= libraryWith(oidc));

  /** Makes a session for somebody who showed who they are. */
  const signInAs = async (user: User, client: Client): Promise<SignedIn> => {
    const { api } = await openLibrary();
    const { headers, response } = await api.signInAs({
      body: { userId: user.id },
      headers: headersOf(client),
      returnHeaders: true,
    });
    await note(user, 'SIGNED_IN', client);
    return { user, sessionId: response.sessionId, cookies: headers.getSetCookie() };
  };

  /** Keeps who came back from the provider, where somebody is signed in by it. */
  const noteSignOn = async (cookies: readonly string[], client: Client): Promise<void> => {
    const session = cookies
      .map((cookie) => cookieValue(cookie.split(';', 1)[0], sessionCookieName(options.secureCookies)))
      .find((value) => value !== null);
    const token = session === undefined ? null : signedValue(session, await options.signingSecret());
    const held = token === null ? null : await store.sessionByHash(secretHash(token), now());
    if (held) await note(held.user, 'SIGNED_IN', client);
  };

  const passwordHash = async (userId: string): Promise<string | null> => {
    const { internalAdapter } = await (await openLibrary()).$context;
    return (await internalAdapter.findCredentialAccount(userId))?.password ?? null;
  };

  return {
    oidcName: oidc?.name ?? null,

    async redeem(code, client = NOWHERE) {
      const user = await store.takeCode(secretHash(code), now());
      return user && signInAs(user, client);
    },

    async signIn(email, password, client) {
      const { api } = await openLibrary();
      try {
        const { headers, response } = await api.signInEmail({
          // An address that is none is looked for like any other.
          body: { email: emailOf(email) ?? 'nobody@example.invalid', password },
          headers: headersOf(client),
          returnHeaders: true,
        });
        const held = await store.sessionByHash(secretHash(response.token), now());
        if (!held) return { refused: WRONG };
        await note(held.user, 'SIGNED_IN', client);
        return { user: held.user, sessionId: held.by.id, cookies: headers.getSetCookie() };
      } catch (error) {
        const refused = refusalIn(error);
        // Known or not, the answer takes as long: what is kept is written after it.
        const address = emailOf(email);
        void (address === null ? Promise.resolve(null) : store.userByEmail(address))
          .then((user) => user && note(user, 'SIGN_IN_FAILED', client, false))
          .catch((fault: unknown) => options.log('error', 'keeping a failed sign-in', [fault]));
        return refused;
      }
    },

    async requestReset(email) {
      const address = emailOf(email);
      if (address === null) return;
      const { api } = await openLibrary();
      await api.requestPasswordReset({ body: { email: address } });
    },

    async resetPassword(token, password) {
      const refused = refusesPassword(password);
      if (refused !== null) return refused;
      const { api } = await openLibrary();
      try {
        await api.resetPassword({ body: { token, newPassword: password } });
        return null;
      } catch (error) {
        if (error instanceof APIError && error.statusCode < 500) return LINK_OVER;
        throw error;
      }
    },

    async changePassword({ sessionId, viewer: { user, origin } }: Identity, current, password) {
      if (sessionId === null) return 'A password is changed by whoever is signed in, not by a token.';
      const refused = refusesPassword(password);
      if (refused !== null) return refused;
      const hash = await passwordHash(user.id);
      const { password: passwords } = await (await openLibrary()).$context;
      if (hash !== null && !(await passwords.verify({ hash, password: current ?? '' }))) {
        return 'The current password is not right.';
      }
      const next = await hashPassword(password);
      await store.audited(
        () => store.setPassword(user.id, next, now()),
        () => [
          auditEntry(newId('AuditEntry'), now(), user, origin, {
            action: 'PASSWORD_CHANGED',
            subject: { type: 'User', id: user.id, name: user.name },
          }),
        ],
      );
      for (const other of await store.removeSessions(user.id, sessionId)) ended({ sessionId: other });
      return null;
    },

    async invitation(token) {
      const invitation = await store.invitationByHash(secretHash(token), now());
      if (!invitation || (await store.userByEmail(invitation.email))) return null;
      const [organization] = await store.organizations([invitation.organizationId]);
      return organization ? { invitation, organization: organization.name } : null;
    },

    async acceptInvitation(token, name, password, client) {
      const refused = refusesName(name) ?? refusesPassword(password);
      if (refused !== null) return { refused };
      const invitation = await store.invitationByHash(secretHash(token), now());
      const user =
        invitation && (await joinBy(invitation, name.trim(), await hashPassword(password), client));
      return user ? signInAs(user, client) : { refused: LINK_OVER };
    },

    async beginOidc(path) {
      if (!oidc) return null;
      const begun = openSignOn().then(({ api }) =>
        api.signInSocial({
          body: {
            provider: OIDC_PROVIDER,
            callbackURL: isOwnPath(path) ? path : '/',
            errorCallbackURL: '/sign-in',
            disableRedirect: true,
          },
          headers: new Headers(),
          returnHeaders: true,
        }),
      );
      try {
        const { headers, response } = await within(PROVIDER_MS, begun);
        if (response.url !== undefined) return { url: response.url, cookies: headers.getSetCookie() };
      } catch (error) {
        options.log('error', 'the OpenID provider does not answer', [error]);
      }
      return { refused: `${oidc.name} cannot be reached. Try again later, or sign in with a password.` };
    },

    async finishOidc(query, cookie, client) {
      const { handler } = await openSignOn();
      const headers = headersOf(client);
      if (cookie !== undefined) headers.set('cookie', cookie);
      const answer = await handler(
        new Request(`${options.baseUrl()}/auth/callback/${OIDC_PROVIDER}?${query}`, { headers }),
      );
      const cookies = answer.headers.getSetCookie();
      await noteSignOn(cookies, client);
      return { location: ownLocation(answer.headers.get('location'), options.baseUrl()), cookies };
    },
  };
}

function originOf({ address }: Client): Origin {
  return { via: 'SESSION', address: address === '' ? null : address, tokenId: null, requestId: null };
}

/** Waits so long for an answer and no longer. */
async function within<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Why better-auth does not sign somebody in, as it may be told. Throws what is no refusal. */
function refusalIn(error: unknown): NotSignedIn {
  if (!(error instanceof APIError) || error.statusCode >= 500) throw error;
  return { refused: error.body?.code === USER_DISABLED ? error.message : WRONG };
}

function refusesName(name: string): string | null {
  const { length } = [...name.trim()];
  if (length > 0 && length <= MOST_NAME) return null;
  return length === 0 ? 'Tell us your name.' : `A name has at most ${MOST_NAME} characters.`;
}

/** Whether this is a page of this server: one slash, and nothing that a browser would take for another host. */
function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])[\w\-./?=&%]{0,500}$/.test(path);
}

/** Where a browser goes next, always on this server. */
function ownLocation(location: string | null, baseUrl: string): string {
  if (location === null || !URL.canParse(location, baseUrl)) return '/sign-in?error=failed';
  const url = new URL(location, baseUrl);
  return url.origin === new URL(baseUrl).origin ? url.pathname + url.search : '/';
}

/** What better-auth is told of a request: nothing that the client could have made up. */
function headersOf({ address, userAgent }: Client): Headers {
  const headers = new Headers();
  if (address !== '') headers.set('x-forwarded-for', address);
  if (userAgent !== null) headers.set('user-agent', userAgent.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 300));
  return headers;
}
