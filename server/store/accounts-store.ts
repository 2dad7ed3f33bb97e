import type { DBAdapter, BetterAuthOptions } from 'better-auth';
import type { ApiToken, Held, Session } from '../domain/account.ts';
import type { Refusal } from '../domain/errors.ts';
import type { Invitation, InvitationState } from '../domain/invitation.ts';
import type { OrganizationId, UserId } from '../domain/job.ts';
import type { User } from '../domain/people.ts';

/**
 * How better-auth reaches a database: its models are `user` (ours, read only), `session`, `account` (passwords and
 * identities at OpenID providers) and `verification`.
 */
export type AccountsDatabase = (options: BetterAuthOptions) => DBAdapter<BetterAuthOptions>;

/** How people and programs sign in. Secrets are known by their SHA-256 alone. What a disabled user has does not hold. */
export interface AccountsStore {
  readonly accountsDatabase: AccountsDatabase;

  /** The value of a setting that all processes share: the one that is kept, else `proposed`, which is kept from now on. */
  setting(name: string, proposed: string): Promise<string>;

  /** Keeps a one-time code by its hash. */
  putCode(code: {
    readonly hash: string;
    readonly userId: UserId;
    readonly expiresAt: number;
  }): Promise<void>;
  /** Takes a code out. Null when unknown, used or expired. */
  takeCode(hash: string, now: number): Promise<User | null>;

  sessionByHash(hash: string, now: number): Promise<Held<Session> | null>;
  sessionById(id: string, now: number): Promise<Held<Session> | null>;
  /** The sessions of a user that hold, the newest first. */
  sessionsOf(userId: UserId, now: number): Promise<readonly Session[]>;
  /** Ends a session of a user. False when they have no such. */
  removeSession(userId: UserId, id: string): Promise<boolean>;
  /** Ends the sessions of a user, but for one. Answers the ids of those that ended. */
  removeSessions(userId: UserId, except: string | null): Promise<readonly string[]>;
  /** Notes that a session was used. */
  touchSession(id: string, now: number): Promise<void>;

  addToken(token: ApiToken, hash: string): Promise<void>;
  tokenByHash(hash: string, now: number): Promise<Held<ApiToken> | null>;
  tokenById(id: string, now: number): Promise<Held<ApiToken> | null>;
  /** The tokens of a user, expired ones too, the newest first. */
  tokensOf(userId: UserId): Promise<readonly ApiToken[]>;
  /** Removes a token of a user. Null when they have no such. */
  removeToken(userId: UserId, id: string): Promise<ApiToken | null>;
  /** Notes that a token was used. */
  touchToken(id: string, now: number): Promise<void>;

  /** Whether a user can sign in with a password. */
  hasPassword(userId: UserId): Promise<boolean>;
  /**
   * Keeps an invitation, unless `decide` refuses: it sees who has the e-mail, what the organization has pending, and
   * which of the groups are the organization's.
   */
  addInvitation(
    invitation: Invitation,
    hash: string,
    decide: (found: InvitationState) => Refusal | null,
  ): Promise<Invitation | Refusal>;
  /** Gives an invitation another link, unless `decide` refuses. Null when there is none. */
  renewInvitation(
    id: string,
    link: { readonly hash: string; readonly expiresAt: number },
    decide: (invitation: Invitation) => Refusal | null,
  ): Promise<Invitation | Refusal | null>;
  /** Takes an invitation back, unless `decide` refuses. Null when there is none. */
  removeInvitation(
    id: string,
    decide: (invitation: Invitation) => Refusal | null,
  ): Promise<Invitation | Refusal | null>;
  /** Those of an organization, expired ones too, the newest first. */
  invitationsOf(organizationId: OrganizationId): Promise<readonly Invitation[]>;
  invitationByHash(hash: string, now: number): Promise<Invitation | null>;
  /** The oldest invitation of an e-mail (in lower case) that holds. */
  invitationFor(email: string, now: number): Promise<Invitation | null>;
  /**
   * Makes the user of an invitation, puts them into its groups that still are, the first as their default, and ends
   * all invitations of their e-mail. Null when it is no more, or another has the e-mail: then nothing is stored.
   *
   * @param passwordHash - null: they sign in by a provider
   */
  acceptInvitation(id: string, user: User, passwordHash: string | null, now: number): Promise<User | null>;
  /** Sets a password by its hash. */
  setPassword(userId: UserId, passwordHash: string, now: number): Promise<void>;

  /** Removes codes, sessions and verifications that expired. */
  removeExpired(now: number): Promise<void>;
}
