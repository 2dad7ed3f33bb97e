import { notFound } from '../domain/errors.ts';
import { administrates, maySeeOrganization, sightOf } from '../domain/organizations.ts';
import type { Group, Organization, User } from '../domain/people.ts';
import { checkIdType } from '../domain/submission.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';

/** An organization the viewer belongs to or looks after. To everyone else it does not exist. */
export async function visibleOrganization(
  ctx: Context,
  viewer: Viewer,
  id: string,
  path: readonly string[] = ['organizationId'],
): Promise<Outcome<Organization>> {
  const wrongType = checkIdType(id, 'Organization', path);
  if (wrongType) return refuse(wrongType);
  const [found] = maySeeOrganization(viewer.user, id) ? await ctx.store.organizations([id]) : [];
  return found ? done(found) : refuse(notFound('organization', id, path));
}

/** A user of an organization the viewer sees. */
export async function visibleColleague(
  ctx: Context,
  viewer: Viewer,
  id: string,
  path: readonly string[] = ['userId'],
): Promise<Outcome<User>> {
  const wrongType = checkIdType(id, 'User', path);
  if (wrongType) return refuse(wrongType);
  const [found] = await ctx.store.users([id]);
  return found && maySeeOrganization(viewer.user, found.organizationId)
    ? done(found)
    : refuse(notFound('user', id, path));
}

/** Whether the viewer may know of a user: they are colleagues, or share a team or a project. */
export async function maySeeUser(ctx: Context, viewer: Viewer, user: User): Promise<boolean> {
  if (sightOf(viewer.user, user, false) !== 'nothing') return true;
  const [isAcquainted] = await ctx.store.areAcquainted(viewer.user.id, [user.id]);
  return isAcquainted === true;
}

/** A group the viewer is in or looks after. */
export async function visibleGroup(
  ctx: Context,
  viewer: Viewer,
  id: string,
  path: readonly string[] = ['groupId'],
): Promise<Outcome<Group>> {
  const wrongType = checkIdType(id, 'Group', path);
  if (wrongType) return refuse(wrongType);
  const [group] = await ctx.store.groups([id]);
  return group && (await maySeeGroup(ctx, viewer, group)) ? done(group) : refuse(notFound('group', id, path));
}

/** Whether the viewer is in a group or looks after it. */
async function maySeeGroup(ctx: Context, viewer: Viewer, group: Group): Promise<boolean> {
  if (administrates(viewer.user, group.organizationId)) return true;
  const [own] = await ctx.store.groupsOfUsers([viewer.user.id]);
  return own?.some(({ id }) => id === group.id) ?? false;
}
