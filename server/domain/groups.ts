import { refusal, type Refusal } from './errors.ts';
import type { GroupId } from './job.ts';
import type { Limits } from './limits.ts';
import { forbidsInOrganization } from './organizations.ts';
import type { Group, User } from './people.ts';
import { checkName } from './submission.ts';
import { checkPriority } from './users.ts';

/** What is wrong with a group in itself, before anything is looked up. */
export function checkGroup(
  wish: { readonly name?: string | undefined; readonly priority?: number | undefined },
  limits: Limits,
): readonly Refusal[] {
  return [
    wish.name === undefined ? null : checkName(wish.name, limits, ['name']),
    wish.priority === undefined ? null : checkPriority(wish.priority),
  ].filter((one) => one !== null);
}

/**
 * Why a group may not be made or named so; null when it may.
 *
 * @param others - the other groups of its organization
 */
export function refusesGroup(
  viewer: User,
  group: Group,
  others: readonly Group[],
  limits: Limits,
): Refusal | null {
  const forbidden = forbidsInOrganization(viewer, group.organizationId, 'manageGroups');
  if (forbidden) return forbidden;
  const name = group.name.toLowerCase();
  const same = others.find((each) => each.name.toLowerCase() === name);
  if (same) {
    return refusal('NAME_TAKEN', `The organization has a group with the name "${same.name}" already.`, [
      'name',
    ]);
  }
  if (others.length < limits.groupsPerOrganization) return null;
  return refusal(
    'LIMIT_EXCEEDED',
    `The organization has ${others.length} groups; at most ${limits.groupsPerOrganization} are allowed.`,
  );
}

/** Changes a group; what is not given stays. */
export function decideGroup(
  viewer: User,
  group: Group,
  others: readonly Group[],
  wish: { readonly name?: string | undefined; readonly priority?: number | undefined },
  limits: Limits,
): Group | Refusal {
  const changed = { ...group, name: wish.name ?? group.name, priority: wish.priority ?? group.priority };
  // A group that is there already counts for no limit.
  return refusesGroup(viewer, changed, others, { ...limits, groupsPerOrganization: Infinity }) ?? changed;
}

/** Why a group may not be removed; null when it may. */
export function refusesGroupDelete(viewer: User, group: Group): Refusal | null {
  return forbidsInOrganization(viewer, group.organizationId, 'manageGroups');
}

/**
 * The group a new job runs under: the one it names, else the user's default, else none.
 *
 * @param name - of the group; null when the job names none
 * @param own - the groups the user is in
 */
export function groupOfSubmission(
  user: Pick<User, 'defaultGroupId'>,
  own: readonly Group[],
  name: string | null,
): { readonly groupId: GroupId | null } | Refusal {
  if (name === null) return { groupId: defaultOf(user, own) };
  const group = own.find((each) => each.name === name);
  return group
    ? { groupId: group.id }
    : refusal('INVALID_INPUT', `Not a member of any group with name: ${name}`, ['group']);
}

/** The group a rerun runs under: its source's when the user is in it, else their default, else none. */
export function groupOfRerun(
  user: Pick<User, 'defaultGroupId'>,
  own: readonly Group[],
  sourceGroupId: GroupId | null,
): GroupId | null {
  return own.some((each) => each.id === sourceGroupId) ? sourceGroupId : defaultOf(user, own);
}

function defaultOf({ defaultGroupId }: Pick<User, 'defaultGroupId'>, own: readonly Group[]): GroupId | null {
  return own.find((each) => each.id === defaultGroupId)?.id ?? null;
}
