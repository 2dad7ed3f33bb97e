import { randomUUID } from 'node:crypto';
import { CODE_LIFE_MS, isUseWorthNoting, type ApiToken, type Session } from '../domain/account.ts';
import type { IdType } from '../domain/ids.ts';
import type { User } from '../domain/people.ts';
import { ALL_SCOPES, withinScopes, type Scope } from '../domain/scopes.ts';
import type { Invitation } from '../domain/invitation.ts';
import type { Mailer } from '../mail/mailer.ts';
import { auditEntry, type Origin } from '../domain/audit.ts';
import type { AccessEnded, Viewer } from '../jobs/context.ts';
import type { Store } from '../store/store.ts';
import { createAccounts } from './accounts.ts';
import { cookieSecret, cookieValue, sessionCookieName, signedValue } from './cookies.ts';
import type { OidcConfig } from './library.ts';
import { newSecret, sameSecret, secretHash } from '../jobs/secrets.ts';

export { SESSION_COOKIE } from './library.ts';

/** What a request or a socket shows to say who it is. */
export interface Credentials {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
  /** Of the client, for the audit. */
  readonly address?: string;
  readonly requestId?: string;
}

/** Who it is, by which session or token, and what that may do. */
export interface Identity {
  readonly viewer: Viewer;
  readonly sessionId: string | null;
  /** Null for sessions and for the administrator's token. */
  readonly tokenId: string | null;
  readonly scopes: readonly Scope[];
}

/** From where somebody signs in. */
export interface Client {
  readonly address: string;
  readonly userAgent: string | null;
}

export interface SignedIn {
  readonly user: User;
  readonly sessionId: string;
  /** The headers that give the browser its cookies. */
  readonly cookies: readonly string[];
}

/** Why somebody is not signed in: an address or password that is wrong, or what to tell them. */
export interface NotSignedIn {
  readonly refused: string;
}

/** Who somebody is: sessions, one-time codes, passwords, API tokens and the administrator's token. */
export interface Auth {
  /** Who shows these credentials; null for nobody. A wrong token is nobody, whatever the cookie says. */
  viewerOf(credentials: Credentials): Promise<Identity | null>;
  /** The same identity as it is now; null when it was signed out, ran out, was revoked or disabled. */
  renew(identity: Identity): Promise<Identity | null>;
  /** Makes a one-time code for a user, good for an hour. */
  issueCode(userId: string): Promise<string>;
  /** Exchanges a code for a session, once. */
  redeem(code: string, client?: Client): Promise<SignedIn | null>;
  /** Signs in with e-mail and password. Takes as long for an address nobody has. */
  signIn(email: string, password: string, client: Client): Promise<SignedIn | NotSignedIn>;
  signOut(sessionId: string, origin?: Origin): Promise<void>;
  /** Ways to sign in beside e-mail and password. */
  readonly oidcName: string | null;
  /** Sends a link that resets the password, where the e-mail is an active user's. Tells nobody whether it is. */
  requestReset(email: string): Promise<void>;
  /** Sets a password by the link's token, once, and ends all sessions. Answers what is refused; null when done. */
  resetPassword(token: string, password: string): Promise<string | null>;
  /**
   * Sets the password of a session's user and ends their other sessions. Answers what is refused; null when done.
   *
   * @param current - needed where there is one
   */
  changePassword(identity: Identity, current: string | null, password: string): Promise<string | null>;
  /** What an invitation is about; null when it does not hold. */
  invitation(
    token: string,
  ): Promise<{ readonly invitation: Invitation; readonly organization: string } | null>;
  /** Makes the user of an invitation and signs them in. */
  acceptInvitation(
    token: string,
    name: string,
    password: string,
    client: Client,
  ): Promise<SignedIn | NotSignedIn>;
  /** Where to go to sign in at the OpenID provider, and the cookie that belongs to it. Null without a provider. */
  beginOidc(
    path: string,
  ): Promise<{ readonly url: string; readonly cookies: readonly string[] } | NotSignedIn | null>;
  /** The way back from the provider. */
  finishOidc(
    query: string,
    cookie: string | undefined,
    client: Client,
  ): Promise<{ readonly location: string; readonly cookies: readonly string[] }>;
  /** Says that a way in is no more. Whoever listens closes what is open by it. */
  ended(what: AccessEnded): void;
  /** @returns how it ends */
  onEnded(listener: (what: AccessEnded) => void): () => void;
}

export interface AuthOptions {
  readonly store: Store;
  /** Sends links; none are sent without. */
  readonly mailer?: Mailer;
  readonly oidc?: OidcConfig | null;
  /** Stands for the oldest platform admin; null for none. */
  readonly adminToken: string | null;
  readonly now: () => number;
  readonly newId?: (type: IdType) => string;
  /** Cookies are signed with what is made of it: 32 bytes; null: with a secret of the database. */
  readonly secretKey?: Uint8Array | null;
  /** Where people reach this server; asked when it is known. */
  readonly baseUrl?: () => string;
  /** Sets cookies for https alone: where people reach the server over https. */
  readonly secureCookies?: boolean;
  readonly log?: (level: 'debug' | 'warn' | 'error', message: string, details: readonly unknown[]) => void;
}

export function createAuth(options: AuthOptions): Auth {
  const { store, adminToken, now, secureCookies = false } = options;
  const newId = options.newId ?? ((type) => `${type.toLowerCase()}_${randomUUID()}`);
  const cookieName = sessionCookieName(secureCookies);
  const listeners = new Set<(what: AccessEnded) => void>();
  let secret: Promise<string> | undefined;
  const signingSecret = () => (secret ??= cookieSecret(store, options.secretKey ?? null));
  const accounts = createAccounts({
    store,
    now,
    newId,
    mailer: options.mailer ?? null,
    oidc: options.oidc ?? null,
    signingSecret,
    baseUrl: options.baseUrl ?? (() => 'http://localhost'),
    secureCookies,
    ended: (what) => ended(what),
    log: options.log ?? (() => undefined),
  });
  const ended = (what: AccessEnded): void => {
    for (const listener of listeners) listener(what);
  };

  const bySession = (
    { user, by }: { readonly user: User; readonly by: Session },
    origin: Origin,
  ): Identity => {
    if (isUseWorthNoting(by.lastUsedAt, now())) void store.touchSession(by.id, now()).catch(() => undefined);
    return { viewer: { user, origin }, sessionId: by.id, tokenId: null, scopes: ALL_SCOPES };
  };
  const byToken = (
    { user, by }: { readonly user: User; readonly by: ApiToken },
    origin: Origin,
  ): Identity => {
    if (isUseWorthNoting(by.lastUsedAt, now())) void store.touchToken(by.id, now()).catch(() => undefined);
    return {
      viewer: { user: withinScopes(user, by.scopes), origin: { ...origin, tokenId: by.id } },
      sessionId: null,
      tokenId: by.id,
      scopes: by.scopes,
    };
  };
  const administrator = async (origin: Origin): Promise<Identity | null> => {
    const user = await store.firstAdmin();
    return user && { viewer: { user, origin }, sessionId: null, tokenId: null, scopes: ALL_SCOPES };
  };

  return {
    ...accounts,

    async viewerOf({ authorization, cookie, address = null, requestId = null }) {
      if (authorization !== undefined) {
        const origin: Origin = { via: 'TOKEN', address, tokenId: null, requestId };
        const token = /^Bearer ([\x21-\x7e]{1,1024})$/i.exec(authorization)?.[1];
        if (token === undefined) return null;
        if (adminToken !== null && sameSecret(token, adminToken)) return administrator(origin);
        const held = await store.tokenByHash(secretHash(token), now());
        return held && byToken(held, origin);
      }
      const signed = cookieValue(cookie, cookieName);
      if (signed === null) return null;
      const value = signedValue(signed, await signingSecret());
      const held = value === null ? null : await store.sessionByHash(secretHash(value), now());
      return held && bySession(held, { via: 'SESSION', address, tokenId: null, requestId });
    },

    async renew({ sessionId, tokenId, viewer: { origin } }) {
      if (sessionId !== null) {
        const held = await store.sessionById(sessionId, now());
        return held && bySession(held, origin);
      }
      if (tokenId === null) return administrator(origin);
      const held = await store.tokenById(tokenId, now());
      return held && byToken(held, origin);
    },

    async issueCode(userId) {
      const code = newSecret();
      await store.putCode({ hash: secretHash(code), userId, expiresAt: now() + CODE_LIFE_MS });
      return code;
    },

    async signOut(sessionId, origin = { via: 'SESSION', address: null, tokenId: null, requestId: null }) {
      const held = await store.sessionById(sessionId, now());
      if (!held) return;
      const { user } = held;
      await store.audited(
        () => store.removeSession(user.id, sessionId),
        () => [
          auditEntry(newId('AuditEntry'), now(), user, origin, {
            action: 'SIGNED_OUT',
            subject: { type: 'User', id: user.id, name: user.name },
          }),
        ],
      );
      ended({ sessionId });
    },

    ended,

    onEnded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
