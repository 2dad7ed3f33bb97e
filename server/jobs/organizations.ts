import { refusesNewOrganization, refusesRename } from '../domain/organizations.ts';
import { notFound } from '../domain/errors.ts';
import type { Organization, User } from '../domain/people.ts';
import { checkName } from '../domain/submission.ts';
import { decideUser, type UserWish } from '../domain/users.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { visibleColleague, visibleOrganization } from './people-access.ts';

/** Makes an organization that nobody is in yet. */
export async function createOrganization(
  ctx: Context,
  viewer: Viewer,
  input: { readonly name: string },
): Promise<Outcome<Organization>> {
  const wrong = checkName(input.name, ctx.limits, ['name']);
  if (wrong) return refuse(wrong);
  const organization = { id: ctx.newId('Organization'), name: input.name.trim() };
  const answer = await ctx.store.createOrganization(organization, (isNameTaken) =>
    refusesNewOrganization(viewer.user, organization.name, isNameTaken),
  );
  return 'code' in answer ? refuse(answer) : done(answer);
}

/** Gives an organization another name. */
export async function updateOrganization(
  ctx: Context,
  viewer: Viewer,
  input: { readonly organizationId: string; readonly name: string },
): Promise<Outcome<Organization>> {
  const wrong = checkName(input.name, ctx.limits, ['name']);
  if (wrong) return refuse(wrong);
  const seen = await visibleOrganization(ctx, viewer, input.organizationId);
  if (!seen.ok) return seen;
  const name = input.name.trim();
  const answer = await ctx.store.renameOrganization(seen.value.id, name, (organization, isNameTaken) =>
    refusesRename(viewer.user, organization, name, isNameTaken),
  );
  if (!answer) return refuse(notFound('organization', input.organizationId, ['organizationId']));
  return 'code' in answer ? refuse(answer) : done(answer);
}

/** Changes what an admin looks after in a user, or what users choose for themselves. */
export async function updateUser(
  ctx: Context,
  viewer: Viewer,
  input: UserWish & { readonly userId: string },
): Promise<Outcome<User>> {
  const { userId, ...wish } = input;
  const seen = await visibleColleague(ctx, viewer, userId);
  if (!seen.ok) return seen;
  const answer = await ctx.store.changeUser(userId, (stored) => decideUser(viewer.user, stored, wish));
  if (!answer) return refuse(notFound('user', userId, ['userId']));
  if ('code' in answer) return refuse(answer);
  if (answer.status === 'DISABLED') ctx.accessEnded({ userId });
  return done(answer);
}
