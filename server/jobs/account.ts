import {
  emailOf,
  newToken,
  refusesOwnEmail,
  refusesToken,
  type ApiToken,
  type TokenRequest,
} from '../domain/account.ts';
import type { AuditState, AuditSubject } from '../domain/audit.ts';
import { notFound, refusal } from '../domain/errors.ts';
import type { User } from '../domain/people.ts';
import { checkName } from '../domain/submission.ts';
import { audited } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { newSecret, secretHash } from './secrets.ts';

/** What API tokens begin with, so that people and scanners know one when they see it. */
const TOKEN_PREFIX = 'shotboard_';

/** Makes an API token for the viewer. Its secret is in the answer and nowhere else. */
export async function createApiToken(
  ctx: Context,
  viewer: Viewer,
  request: TokenRequest,
): Promise<Outcome<{ readonly token: ApiToken; readonly secret: string }>> {
  const held = await ctx.store.tokensOf(viewer.user.id);
  const refused = refusesToken(request, held.length, ctx.limits);
  if (refused.length > 0) return refuse(...refused);
  const token = newToken(ctx.newId('ApiToken'), viewer.user.id, request, ctx.now());
  const secret = TOKEN_PREFIX + newSecret();
  await audited(
    ctx,
    viewer,
    () => ctx.store.addToken(token, secretHash(secret)),
    () => ({ action: 'TOKEN_CREATED', subject: tokenSubject(token), after: tokenState(token) }),
  );
  return done({ token, secret });
}

/** Revokes an API token of the viewer: what is open by it is closed. */
export async function revokeApiToken(
  ctx: Context,
  viewer: Viewer,
  { tokenId }: { readonly tokenId: string },
): Promise<Outcome<ApiToken>> {
  const removed = await audited(
    ctx,
    viewer,
    () => ctx.store.removeToken(viewer.user.id, tokenId),
    (token) => token && { action: 'TOKEN_REVOKED', subject: tokenSubject(token), before: tokenState(token) },
  );
  if (!removed) return refuse(notFound('token', tokenId, ['tokenId']));
  ctx.accessEnded({ tokenId });
  return done(removed);
}

/** Ends a session of the viewer: what is open by it is closed. */
export async function revokeSession(
  ctx: Context,
  viewer: Viewer,
  { sessionId }: { readonly sessionId: string },
): Promise<Outcome<{ readonly sessionId: string }>> {
  const isEnded = await audited(
    ctx,
    viewer,
    () => ctx.store.removeSession(viewer.user.id, sessionId),
    (removed) =>
      removed
        ? { action: 'SESSION_REVOKED', subject: { type: 'Session', id: sessionId, name: viewer.user.name } }
        : null,
  );
  if (!isEnded) {
    return refuse(notFound('session', sessionId, ['sessionId']));
  }
  ctx.accessEnded({ sessionId });
  return done({ sessionId });
}

/** Changes the viewer's own name and e-mail; what is not given stays. */
export async function updateProfile(
  ctx: Context,
  viewer: Viewer,
  input: { readonly name?: string | null | undefined; readonly email?: string | null | undefined },
): Promise<Outcome<User>> {
  const name = input.name ?? null;
  const email = input.email ?? null;
  const refused = [
    name === null ? null : checkName(name, ctx.limits, ['name']),
    email === null ? null : refusesOwnEmail(viewer.user, email),
  ].filter((one) => one !== null);
  if (refused.length > 0) return refuse(...refused);
  const address = email === null ? null : emailOf(email);
  const holder = address === null ? null : await ctx.store.userByEmail(address);
  if (holder && holder.id !== viewer.user.id) {
    return refuse(refusal('INVALID_INPUT', `Another account has the e-mail ${address ?? ''}.`, ['email']));
  }
  const before = profile(viewer.user);
  const changed = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.changeUser(viewer.user.id, ({ user, groupIds }) => ({
        user: { ...user, name: name?.trim() ?? user.name, email: address ?? user.email },
        groupIds,
      })),
    (user) =>
      user && !('code' in user)
        ? {
            action: 'PROFILE_CHANGED',
            subject: { type: 'User', id: user.id, name: user.name },
            before,
            after: profile(user),
          }
        : null,
  );
  if (!changed) return refuse(notFound('user', viewer.user.id, []));
  return 'code' in changed ? refuse(changed) : done(changed);
}

function tokenSubject({ id, name }: ApiToken): AuditSubject {
  return { type: 'ApiToken', id, name };
}

function tokenState({ scopes, expiresAt }: ApiToken): AuditState {
  return { scopes, expiresAt };
}

function profile({ name, email }: User): AuditState {
  return { name, email };
}
