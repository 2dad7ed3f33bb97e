import { randomUUID } from 'node:crypto';
import { APIError } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { betterAuth } from 'better-auth/minimal';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { z } from 'zod';
import { mayAct, PASSWORD_LENGTH, SESSION_LIFE_MS } from '../domain/account.ts';
import type { IdType } from '../domain/ids.ts';
import type { Store } from '../store/store.ts';
import { withHashedSessions } from './hashed-sessions.ts';

/** The cookie that holds a session's secret; with a prefix where it is for https alone. */
export const SESSION_COOKIE = 'shotboard_session';
/** Where the library's own routes would be; of them only the way back from an OpenID provider is open. */
export const LIBRARY_PATH = '/auth';

/** An OpenID provider that people sign in with. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** As the button names it. */
  readonly name: string;
  /** The id of the organization that anybody the provider knows may join; null: only who is invited. */
  readonly joinOrganizationId: string | null;
}

/** The one provider's name in addresses and in the database. */
export const OIDC_PROVIDER = 'oidc';

export interface LibraryOptions {
  readonly store: Pick<Store, 'accountsDatabase' | 'users'>;
  /** Signs cookies. */
  readonly secret: string;
  /** Where people reach this server, without a slash at the end. */
  readonly baseUrl: string;
  readonly secureCookies: boolean;
  readonly newId: (type: IdType) => string;
  readonly oidc: OidcConfig | null;
  /** Called with an e-mail that the provider has verified, before its user is looked for. */
  readonly joinByProvider: (email: string, name: string) => Promise<void>;
  /** Sends the link that resets a password. */
  readonly sendReset: (userId: string, link: string) => Promise<void>;
  readonly onPasswordReset: (userId: string) => Promise<void>;
  /** What the library has to say for the log. */
  readonly log: (level: 'debug' | 'warn' | 'error', message: string, details: readonly unknown[]) => void;
}

/** Told to whoever has the right password of a disabled user. */
export const USER_DISABLED = 'USER_DISABLED';

/** Links that reset a password hold for an hour. */
const RESET_LIFE_SECONDS = 60 * 60;

/**
 * better-auth, set up for Shotboard: passwords (scrypt), sessions, links that reset passwords, OpenID Connect. Nobody
 * signs up by it: users are made by invitations and by operators.
 */
export function createLibrary(options: LibraryOptions) {
  const { store, baseUrl, newId } = options;
  return betterAuth({
    appName: 'Shotboard',
    baseURL: baseUrl,
    basePath: LIBRARY_PATH,
    secret: options.secret,
    database: withHashedSessions(store.accountsDatabase),
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message, ...details) =>
        // Wrong passwords and unknown addresses are everyday matters: they are told by the audit.
        options.log(level === 'error' ? 'error' : 'debug', message, details),
    },
    // Attempts are limited by the routes, over address and account.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: RESET_LIFE_SECONDS,
      sendResetPassword: async ({ user, token }) =>
        options.sendReset(user.id, `${baseUrl}/reset-password?token=${token}`),
      onPasswordReset: ({ user }) => options.onPasswordReset(user.id),
    },
    session: {
      expiresIn: SESSION_LIFE_MS / 1_000,
      disableSessionRefresh: true,
      freshAge: 0,
    },
    verification: { storeIdentifier: 'hashed' },
    advanced: {
      cookies: { session_token: { name: SESSION_COOKIE } },
      useSecureCookies: options.secureCookies,
      // The routes say by this header where a request comes from; nothing of the client's reaches here.
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'], ipv6Subnet: 128 },
      database: { generateId: ({ model }) => (model === 'session' ? newId('Session') : randomUUID()) },
    },
    databaseHooks: {
      session: {
        create: {
          before: async ({ userId }) => {
            const [user] = await store.users([userId]);
            if (mayAct(user)) return;
            throw new APIError('FORBIDDEN', {
              code: USER_DISABLED,
              message: 'This account is disabled. An administrator of your organization can enable it.',
            });
          },
        },
      },
    },
    account: {
      // The way to a provider and back is kept in an encrypted cookie, not in the database.
      storeStateStrategy: 'cookie',
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, requireLocalEmailVerified: false },
    },
    onAPIError: { errorURL: `${baseUrl}/sign-in` },
    plugins: [signInAs, ...(options.oidc ? [openIdConnect(options.oidc, options.joinByProvider)] : [])],
  });
}
export type Library = ReturnType<typeof createLibrary>;

/**
 * Sign-on at one OpenID provider: authorization code with PKCE, and an ID token that is verified by the provider's keys.
 * Only an e-mail that the provider has verified leads to a user.
 */
function openIdConnect(oidc: OidcConfig, join: LibraryOptions['joinByProvider']) {
  return genericOAuth({
    config: [
      {
        providerId: OIDC_PROVIDER,
        name: oidc.name,
        discoveryUrl: `${oidc.issuer}/.well-known/openid-configuration`,
        clientId: oidc.clientId,
        clientSecret: oidc.clientSecret,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        requireIdTokenVerification: true,
        disableSignUp: true,
        overrideUserInfo: false,
        mapProfileToUser: async (profile) => {
          const { email, name } = profile;
          const isVerified = profile['email_verified'] === true;
          if (!isVerified || typeof email !== 'string') {
            throw new APIError('FORBIDDEN', { code: 'email_not_verified', message: 'E-mail not verified' });
          }
          await join(email, typeof name === 'string' ? name : '');
          return {};
        },
      },
    ],
  });
}

/** Signs somebody in who showed by other means who they are: a one-time code, an invitation. */
const signInAs = {
  id: 'shotboard-sign-in',
  endpoints: {
    signInAs: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string() }) },
      async (ctx) => {
        const { internalAdapter } = ctx.context;
        const user = await internalAdapter.findUserById(ctx.body.userId);
        const session = await internalAdapter.createSession(ctx.body.userId);
        if (!user || !session) throw new APIError('UNAUTHORIZED');
        await setSessionCookie(ctx, { session, user });
        return { sessionId: session.id };
      },
    ),
  },
};
