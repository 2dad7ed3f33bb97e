import { refusesNewOrganization, refusesRename } from '../domain/organizations.ts';
import type { Deed } from '../domain/audit.ts';
import { notFound, type Refusal } from '../domain/errors.ts';
import type { Organization, User } from '../domain/people.ts';
import { checkName } from '../domain/submission.ts';
import { decideUser, type UserChange, type UserState, type UserWish } from '../domain/users.ts';
import { audited } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { visibleColleague, visibleOrganization } from './people-access.ts';
import { organizationDeed, userDeed } from './people-deeds.ts';

/** Makes an organization that nobody is in yet. */
export async function createOrganization(
  ctx: Context,
  viewer: Viewer,
  input: { readonly name: string },
): Promise<Outcome<Organization>> {
  const wrong = checkName(input.name, ctx.limits, ['name']);
  if (wrong) return refuse(wrong);
  const organization = { id: ctx.newId('Organization'), name: input.name.trim() };
  const answer = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.createOrganization(organization, (isNameTaken) =>
        refusesNewOrganization(viewer.user, organization.name, isNameTaken),
      ),
    (told) => ('code' in told ? null : organizationDeed('ORGANIZATION_CREATED', null, told)),
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
  let before = seen.value;
  const answer = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.renameOrganization(seen.value.id, name, (organization, isNameTaken) => {
        before = organization;
        return refusesRename(viewer.user, organization, name, isNameTaken);
      }),
    (told) => (told && !('code' in told) ? organizationDeed('ORGANIZATION_CHANGED', before, told) : null),
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
  const changed = await changeUser(ctx, viewer, userId, (stored) => decideUser(viewer.user, stored, wish));
  if (changed.ok && changed.value.status === 'DISABLED') ctx.accessEnded({ userId });
  return changed;
}

/** Writes what `decide` makes of a user, with an entry in the audit. */
export async function changeUser(
  ctx: Context,
  viewer: Viewer,
  userId: string,
  decide: (stored: UserState) => UserChange | Refusal,
): Promise<Outcome<User>> {
  let deed: Deed | null = null;
  const answer = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.changeUser(userId, (stored) => {
        const decided = decide(stored);
        deed = 'code' in decided ? null : userDeed(stored, decided);
        return decided;
      }),
    () => deed,
  );
  if (!answer) return refuse(notFound('user', userId, ['userId']));
  return 'code' in answer ? refuse(answer) : done(answer);
}
