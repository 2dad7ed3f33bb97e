import { refusal, type Refusal } from './errors.ts';
import type { GroupId } from './job.ts';
import { forbidsInOrganization } from './organizations.ts';
import { HIGHEST_PRIORITY, LOWEST_PRIORITY, type Group, type User, type UserStatus } from './people.ts';

/** A user with what a change of them is decided upon. */
export interface UserState {
  readonly user: User;
  /** The groups they are in. */
  readonly groupIds: readonly GroupId[];
  /** All groups of their organization. */
  readonly groups: readonly Group[];
  /** How many others are active and admin of their organization. */
  readonly otherOrganizationAdmins: number;
  /** How many others are active and platform admin. */
  readonly otherPlatformAdmins: number;
}
/** A user and the groups they are in, as they shall be. */
export interface UserChange {
  readonly user: User;
  readonly groupIds: readonly GroupId[];
}

/** What shall be different about a user; what is not given stays. */
export interface UserWish {
  readonly status?: UserStatus | undefined;
  readonly isOrganizationAdmin?: boolean | undefined;
  readonly isPlatformAdmin?: boolean | undefined;
  /** 1 (high) to 10 (low). */
  readonly priority?: number | undefined;
  /** Null for none. */
  readonly defaultGroupId?: GroupId | null | undefined;
}

/** Why a number is no priority; null when it is one. */
export function checkPriority(priority: number, path: readonly string[] = ['priority']): Refusal | null {
  if (Number.isInteger(priority) && priority >= HIGHEST_PRIORITY && priority <= LOWEST_PRIORITY) return null;
  return refusal(
    'INVALID_INPUT',
    `The priority is ${priority}; it must be a whole number from ${HIGHEST_PRIORITY} (high) to ${LOWEST_PRIORITY} (low).`,
    path,
  );
}

/**
 * Changes a user of an organization that the viewer sees. Admins of the organization do so; what makes a platform
 * admin, or takes one away, is for platform admins; everybody chooses the default group among their own.
 */
export function decideUser(viewer: User, stored: UserState, wish: UserWish): UserChange | Refusal {
  const refused = refusesWish(viewer, stored, wish);
  if (refused) return refused;
  const { user, groupIds } = stored;
  return {
    user: {
      ...user,
      status: wish.status ?? user.status,
      isOrganizationAdmin: wish.isOrganizationAdmin ?? user.isOrganizationAdmin,
      isPlatformAdmin: wish.isPlatformAdmin ?? user.isPlatformAdmin,
      priority: wish.priority ?? user.priority,
      defaultGroupId: wish.defaultGroupId === undefined ? user.defaultGroupId : wish.defaultGroupId,
    },
    groupIds,
  };
}

function refusesWish(viewer: User, stored: UserState, wish: UserWish): Refusal | null {
  const { user } = stored;
  const { defaultGroupId, ...forAdmins } = wish;
  const isAdminsWish = Object.values(forAdmins).some((value) => value !== undefined);
  if (isAdminsWish || viewer.id !== user.id) {
    const forbidden = forbidsInOrganization(viewer, user.organizationId, 'manageUsers');
    if (forbidden) return forbidden;
  }
  const isPlatformAdminConcerned = user.isPlatformAdmin && wish.status !== undefined;
  if ((wish.isPlatformAdmin !== undefined || isPlatformAdminConcerned) && !viewer.isPlatformAdmin) {
    return refusal('FORBIDDEN', 'To change a platform admin, or make one, takes a platform admin.');
  }
  if (wish.priority !== undefined) {
    const wrong = checkPriority(wish.priority);
    if (wrong) return wrong;
  }
  if (wish.status === 'DISABLED' && viewer.id === user.id) {
    return refusal('FORBIDDEN', 'Nobody disables themselves: another admin does.', ['status']);
  }
  if (typeof defaultGroupId === 'string' && !stored.groupIds.includes(defaultGroupId)) {
    const text = `${user.name} is in no group with id ${defaultGroupId}: the default is one of their own.`;
    return refusal('INVALID_INPUT', text, ['defaultGroupId']);
  }
  return refusesLastAdmin(stored, wish);
}

/** Somebody is left who looks after an organization, and somebody who looks after all. */
function refusesLastAdmin(stored: UserState, wish: UserWish): Refusal | null {
  const { user, otherOrganizationAdmins, otherPlatformAdmins } = stored;
  if (user.status === 'DISABLED') return null;
  const isDisabled = wish.status === 'DISABLED';
  if (
    user.isOrganizationAdmin &&
    otherOrganizationAdmins === 0 &&
    (isDisabled || wish.isOrganizationAdmin === false)
  ) {
    return lastOne(`${user.name} is the last admin of the organization; make another one first.`, wish);
  }
  if (user.isPlatformAdmin && otherPlatformAdmins === 0 && (isDisabled || wish.isPlatformAdmin === false)) {
    return lastOne(`${user.name} is the last platform admin; make another one first.`, wish);
  }
  return null;
}

function lastOne(message: string, { status, isOrganizationAdmin }: UserWish): Refusal {
  const name =
    status === 'DISABLED'
      ? 'status'
      : isOrganizationAdmin === false
        ? 'isOrganizationAdmin'
        : 'isPlatformAdmin';
  return refusal('LAST_ADMIN', message, [name]);
}

/** Takes a user into a group. Their first group becomes their default. Who is in it already stays so. */
export function decideJoin(viewer: User, stored: UserState, group: Group): UserChange | Refusal {
  const { user, groupIds, groups } = stored;
  const forbidden = forbidsInOrganization(viewer, group.organizationId, 'manageGroups');
  if (forbidden) return forbidden;
  if (!groups.some((each) => each.id === group.id)) {
    const text = `${user.name} belongs to another organization: a group takes users of its own.`;
    return refusal('INVALID_INPUT', text, ['userId']);
  }
  if (groupIds.includes(group.id)) return { user, groupIds };
  return {
    user: { ...user, defaultGroupId: user.defaultGroupId ?? group.id },
    groupIds: [...groupIds, group.id],
  };
}

/** Takes a user out of a group. When it was their default they have none then. */
export function decideLeave(viewer: User, stored: UserState, group: Group): UserChange | Refusal {
  const { user, groupIds } = stored;
  const forbidden = forbidsInOrganization(viewer, group.organizationId, 'manageGroups');
  if (forbidden) return forbidden;
  return {
    user: { ...user, defaultGroupId: user.defaultGroupId === group.id ? null : user.defaultGroupId },
    groupIds: groupIds.filter((id) => id !== group.id),
  };
}
