import { notFound } from '../domain/errors.ts';
import { checkGroup, decideGroup, refusesGroup, refusesGroupDelete } from '../domain/groups.ts';
import { DEFAULT_PRIORITY, type Group } from '../domain/people.ts';
import { decideJoin, decideLeave } from '../domain/users.ts';
import { audited } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { changeUser } from './organizations.ts';
import { visibleColleague, visibleGroup, visibleOrganization } from './people-access.ts';
import { groupDeed } from './people-deeds.ts';

/** Makes a group in an organization. */
export async function createGroup(
  ctx: Context,
  viewer: Viewer,
  input: {
    readonly organizationId: string;
    readonly name: string;
    readonly priority?: number | null | undefined;
  },
): Promise<Outcome<Group>> {
  const priority = input.priority ?? DEFAULT_PRIORITY;
  const wrong = checkGroup({ name: input.name, priority }, ctx.limits);
  if (wrong.length > 0) return refuse(...wrong);
  const seen = await visibleOrganization(ctx, viewer, input.organizationId);
  if (!seen.ok) return seen;
  const group = {
    id: ctx.newId('Group'),
    organizationId: seen.value.id,
    name: input.name.trim(),
    priority,
    createdAt: ctx.now(),
  };
  const answer = await audited(
    ctx,
    viewer,
    () => ctx.store.createGroup(group, (others) => refusesGroup(viewer.user, group, others, ctx.limits)),
    (told) => ('code' in told ? null : groupDeed('GROUP_CREATED', null, told)),
  );
  return 'code' in answer ? refuse(answer) : done(answer);
}

/** Changes a group's name or priority; what is not given stays. */
export async function updateGroup(
  ctx: Context,
  viewer: Viewer,
  input: {
    readonly groupId: string;
    readonly name?: string | null | undefined;
    readonly priority?: number | null | undefined;
  },
): Promise<Outcome<Group>> {
  const wish = { name: input.name?.trim(), priority: input.priority ?? undefined };
  const wrong = checkGroup(wish, ctx.limits);
  if (wrong.length > 0) return refuse(...wrong);
  const seen = await visibleGroup(ctx, viewer, input.groupId);
  if (!seen.ok) return seen;
  let before = seen.value;
  const answer = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.changeGroup(input.groupId, (group, others) => {
        before = group;
        return decideGroup(viewer.user, group, others, wish, ctx.limits);
      }),
    (told) => (told && !('code' in told) ? groupDeed('GROUP_CHANGED', before, told) : null),
  );
  if (!answer) return refuse(notFound('group', input.groupId, ['groupId']));
  return 'code' in answer ? refuse(answer) : done(answer);
}

/** Removes a group. Its members stay in the organization, its jobs keep running. */
export async function deleteGroup(
  ctx: Context,
  viewer: Viewer,
  input: { readonly groupId: string },
): Promise<Outcome<{ readonly groupId: string }>> {
  const seen = await visibleGroup(ctx, viewer, input.groupId);
  if (!seen.ok) return seen;
  const answer = await audited(
    ctx,
    viewer,
    () => ctx.store.deleteGroup(input.groupId, (group) => refusesGroupDelete(viewer.user, group)),
    (told) => (told && 'deleted' in told ? groupDeed('GROUP_DELETED', told.deleted, null) : null),
  );
  if (!answer) return refuse(notFound('group', input.groupId, ['groupId']));
  return 'deleted' in answer ? done({ groupId: input.groupId }) : refuse(answer);
}

interface Membership {
  readonly groupId: string;
  readonly userId: string;
}

/** Takes a user into a group. */
export function addGroupMember(ctx: Context, viewer: Viewer, input: Membership): Promise<Outcome<Group>> {
  return changeMembership(ctx, viewer, input, decideJoin);
}

/** Takes a user out of a group. */
export function removeGroupMember(ctx: Context, viewer: Viewer, input: Membership): Promise<Outcome<Group>> {
  return changeMembership(ctx, viewer, input, decideLeave);
}

async function changeMembership(
  ctx: Context,
  viewer: Viewer,
  { groupId, userId }: Membership,
  decide: typeof decideJoin,
): Promise<Outcome<Group>> {
  const group = await visibleGroup(ctx, viewer, groupId);
  if (!group.ok) return group;
  const user = await visibleColleague(ctx, viewer, userId);
  if (!user.ok) return user;
  const changed = await changeUser(ctx, viewer, userId, (stored) => decide(viewer.user, stored, group.value));
  return changed.ok ? group : changed;
}
