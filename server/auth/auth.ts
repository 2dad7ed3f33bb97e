import type { User } from '../domain/people.ts';
import type { Origin, Viewer } from '../jobs/context.ts';
import type { PeopleStore } from '../store/store.ts';
import { newSecret, sameSecret, secretHash } from './secrets.ts';

/** The cookie that holds a session's secret. */
export const SESSION_COOKIE = 'shotboard_session';

const CODE_LIFE_MS = 60 * 60 * 1_000;
const SESSION_LIFE_MS = 30 * 24 * 60 * 60 * 1_000;

/** What a request or a socket shows to say who it is. */
export interface Credentials {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
  /** Of the client, for the audit. */
  readonly address?: string;
  readonly requestId?: string;
}

/** Who it is, and by which session; null for a token. */
export interface Identity {
  readonly viewer: Viewer;
  readonly sessionHash: string | null;
}

/** Signing in: sessions by one-time code, and the administrator's token. An account system replaces this. */
export interface Auth {
  /** Who shows these credentials; null for nobody. A wrong token is nobody, whatever the cookie says. */
  viewerOf(credentials: Credentials): Promise<Identity | null>;
  /** The same identity as it is now; null when it was signed out, ran out or is gone. */
  renew(identity: Identity): Promise<Identity | null>;
  /** Makes a one-time code for a user, good for an hour. */
  issueCode(userId: string): Promise<string>;
  /** Exchanges a code for a session's secret, once. */
  redeem(code: string): Promise<{ readonly secret: string; readonly maxAgeSeconds: number } | null>;
  signOut(sessionHash: string): Promise<void>;
}

export interface AuthOptions {
  readonly store: PeopleStore;
  /** Stands for the oldest platform admin; null for none. */
  readonly adminToken: string | null;
  readonly now: () => number;
}

export function createAuth({ store, adminToken, now }: AuthOptions): Auth {
  const identity = (user: User | null, sessionHash: string | null, origin: Origin): Identity | null =>
    user && { viewer: { user, origin }, sessionHash };

  return {
    async viewerOf({ authorization, cookie, address = null, requestId = null }) {
      const origin = {
        via: authorization === undefined ? 'SESSION' : 'TOKEN',
        address,
        tokenId: null,
        requestId,
      } as const;
      if (authorization !== undefined) {
        const token = /^Bearer ([\x21-\x7e]{1,1024})$/i.exec(authorization)?.[1];
        if (token === undefined || adminToken === null || !sameSecret(token, adminToken)) return null;
        return identity(await store.firstAdmin(), null, origin);
      }
      const secret = cookieValue(cookie, SESSION_COOKIE);
      if (secret === null) return null;
      const hash = secretHash(secret);
      return identity(await store.sessionUser(hash, now()), hash, origin);
    },

    async renew({ sessionHash, viewer: { origin } }) {
      if (sessionHash === null) return identity(await store.firstAdmin(), null, origin);
      return identity(await store.sessionUser(sessionHash, now()), sessionHash, origin);
    },

    async issueCode(userId) {
      const code = newSecret();
      await store.putCredential({
        hash: secretHash(code),
        kind: 'code',
        userId,
        expiresAt: now() + CODE_LIFE_MS,
      });
      return code;
    },

    async redeem(code) {
      const secret = newSecret();
      const session = { hash: secretHash(secret), expiresAt: now() + SESSION_LIFE_MS };
      const user = await store.redeemCode(secretHash(code), session, now());
      if (!user) return null;
      await store.removeExpiredCredentials(now());
      return { secret, maxAgeSeconds: SESSION_LIFE_MS / 1_000 };
    },

    signOut: (sessionHash) => store.removeCredential(sessionHash),
  };
}

/** The value of a cookie in a Cookie header. */
function cookieValue(header: string | undefined, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined && /^[\w-]{1,100}$/.test(value)) return value;
  }
  return null;
}
