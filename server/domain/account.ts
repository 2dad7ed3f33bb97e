import { refusal, type Refusal } from './errors.ts';
import type { UserId } from './job.ts';
import type { Limits } from './limits.ts';
import type { User } from './people.ts';
import { SCOPES, type Scope } from './scopes.ts';
import { checkName } from './submission.ts';

/** How long one is signed in, in milliseconds. */
export const SESSION_LIFE_MS = 30 * 24 * 60 * 60 * 1_000;
/** How long a one-time code signs in, in milliseconds. */
export const CODE_LIFE_MS = 60 * 60 * 1_000;

/** A browser that is signed in. */
export interface Session {
  readonly id: string;
  readonly userId: UserId;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** To the minute. */
  readonly lastUsedAt: number;
  /** From where they signed in; null where that is not known. */
  readonly address: string | null;
  /** What the browser said of itself. */
  readonly userAgent: string | null;
}

/** What programs sign in with. The secret itself is shown once and stored nowhere. */
export interface ApiToken {
  readonly id: string;
  readonly userId: UserId;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  /** Null: until it is revoked. */
  readonly expiresAt: number | null;
  /** To the minute; null while it was never used. */
  readonly lastUsedAt: number | null;
}

/** A session or token that holds, and whose it is. */
export interface Held<T> {
  readonly user: User;
  readonly by: T;
}

/** How often the time of the last use is written down, in milliseconds: a write for each request would be one too many. */
export const LAST_USED_EVERY_MS = 60_000;

/** Whether a use is to be written down. */
export function isUseWorthNoting(lastUsedAt: number | null, now: number): boolean {
  return lastUsedAt === null || now - lastUsedAt >= LAST_USED_EVERY_MS;
}

/** Characters of a password. Long ones are better than odd ones. */
export const PASSWORD_LENGTH = { least: 12, most: 128 } as const;

/** What is wrong with a new password, in a sentence; null when nothing is. */
export function refusesPassword(password: string): string | null {
  const { least, most } = PASSWORD_LENGTH;
  if (password.length >= least && password.length <= most) return null;
  return `A password has ${least} to ${most} characters; this one has ${password.length}.`;
}

/** An e-mail address as it is kept and compared; null for what is none. */
export function emailOf(text: string): string | null {
  const email = text.trim().toLowerCase();
  return email.length <= 254 && /^[^\s@<>"(),:;\\]{1,64}@[^\s@<>"(),:;\\]{1,190}$/.test(email) ? email : null;
}

/** How many API tokens somebody may have. */
export const MOST_TOKENS = 100;
/** The longest an API token may hold where it ends at all, in days: ten years. */
export const MOST_TOKEN_DAYS = 3_650;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** What is asked for with a new API token. */
export interface TokenRequest {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Null: until it is revoked. */
  readonly expiresInDays: number | null;
}

/** Why a new API token is refused; empty when it is not. */
export function refusesToken(
  { name, scopes, expiresInDays }: TokenRequest,
  held: number,
  limits: Limits,
): readonly Refusal[] {
  return [
    checkName(name, limits, ['name']),
    scopes.length === 0 ? refusal('INVALID_INPUT', 'A token has at least one scope.', ['scopes']) : null,
    expiresInDays !== null && (expiresInDays < 1 || expiresInDays > MOST_TOKEN_DAYS)
      ? refusal(
          'INVALID_INPUT',
          `A token holds 1 to ${MOST_TOKEN_DAYS} days, or until it is revoked; not ${expiresInDays} days.`,
          ['expiresInDays'],
        )
      : null,
    held >= MOST_TOKENS
      ? refusal('LIMIT_EXCEEDED', `You have ${held} tokens, and more are not allowed. Revoke one first.`)
      : null,
  ].filter((one) => one !== null);
}

/** A new API token as it is asked for. */
export function newToken(
  id: string,
  userId: UserId,
  { name, scopes, expiresInDays }: TokenRequest,
  now: number,
): ApiToken {
  return {
    id,
    userId,
    name: name.trim(),
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
    createdAt: now,
    expiresAt: expiresInDays === null ? null : now + expiresInDays * DAY_MS,
    lastUsedAt: null,
  };
}

/**
 * Why somebody may not change their own e-mail; null when they may. It is what a provider of identities and a reset of
 * the password are trusted by: only platform admins set it themselves, for others an administrator does.
 */
export function refusesOwnEmail(user: User, email: string): Refusal | null {
  if (emailOf(email) === null) {
    return refusal('INVALID_INPUT', `“${email.slice(0, 100)}” is not an e-mail address.`, ['email']);
  }
  if (emailOf(email) === user.email || user.isPlatformAdmin) return null;
  return refusal('FORBIDDEN', 'Your e-mail is changed by whoever administers this platform.', ['email']);
}

/** Whether somebody may sign in and act: they are there, and not disabled. */
export function mayAct(user: User | null | undefined): user is User {
  return user?.status === 'ACTIVE';
}
