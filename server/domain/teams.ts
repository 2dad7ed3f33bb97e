import { permission, type Permission } from './actions.ts';
import { emailOf } from './account.ts';
import { notFound, refusal, type Refusal } from './errors.ts';
import type { TeamId, UserId } from './job.ts';
import type { Limits } from './limits.ts';
import type { TeamMember, TeamState, User } from './people.ts';
import { checkLength, checkName } from './submission.ts';

/** Whether somebody sees a team: its members and platform admins. Whom it invites is shown the invitation alone. */
export function maySeeTeam(viewer: User, { members }: TeamState): boolean {
  return viewer.isPlatformAdmin || members.some((member) => member.userId === viewer.id);
}

/** Whether somebody looks after a team: its managers and platform admins. */
export function managesTeam(viewer: User, { members }: TeamState): boolean {
  return viewer.isPlatformAdmin || members.some((member) => member.userId === viewer.id && member.isManager);
}

/** What is wrong with a team's texts. */
export function checkTeam(
  wish: { readonly name?: string | undefined; readonly description?: string | undefined },
  limits: Limits,
): readonly Refusal[] {
  return [
    wish.name === undefined ? null : checkName(wish.name, limits, ['name']),
    checkLength(wish.description ?? '', limits.descriptionLength, ['description'], 'The description'),
  ].filter((one) => one !== null);
}

/** A new team: whoever makes it manages it. */
export function newTeam(
  viewer: User,
  team: { readonly id: TeamId; readonly name: string; readonly description: string; readonly now: number },
): TeamState {
  const { id, name, description, now } = team;
  return {
    team: { id, name, description, createdBy: viewer.id, createdAt: now },
    members: [{ userId: viewer.id, isManager: true }],
    invitations: [],
  };
}

/** Why somebody who sees a team may not look after it; null when they may. */
function forbidsManaging(viewer: User, stored: TeamState): Refusal | null {
  return managesTeam(viewer, stored)
    ? null
    : refusal('FORBIDDEN', `To look after the team "${stored.team.name}" takes one of its managers.`);
}

/** The answer to who does not see a team: as if there were none. */
function unseen(viewer: User, stored: TeamState): Refusal | null {
  return maySeeTeam(viewer, stored) ? null : notFound('team', stored.team.id, ['teamId']);
}

/** Changes a team's texts; what is not given stays. */
export function decideTeam(
  viewer: User,
  stored: TeamState,
  wish: { readonly name?: string | undefined; readonly description?: string | undefined },
): TeamState | Refusal {
  const { team } = stored;
  return (
    unseen(viewer, stored) ??
    forbidsManaging(viewer, stored) ?? {
      ...stored,
      team: { ...team, name: wish.name ?? team.name, description: wish.description ?? team.description },
    }
  );
}

/** Why a team may not be deleted; null when it may. */
export function refusesTeamDelete(viewer: User, stored: TeamState): Refusal | null {
  return unseen(viewer, stored) ?? forbidsManaging(viewer, stored);
}

/**
 * Invites an e-mail, whether or not anybody has it: whoever invites cannot tell. Who is in the team already is not
 * shown the invitation; who declined an earlier one is asked again.
 */
export function decideInvite(
  viewer: User,
  stored: TeamState,
  address: string,
  now: number,
  limits: Limits,
): TeamState | Refusal {
  const refused = unseen(viewer, stored) ?? forbidsManaging(viewer, stored);
  if (refused) return refused;
  const email = emailOf(address);
  if (email === null) return refusal('INVALID_INPUT', `"${address}" is no e-mail address.`, ['email']);
  const others = stored.invitations.filter((invitation) => invitation.email !== email);
  if (others.length >= limits.teamInvitations) {
    return refusal(
      'LIMIT_EXCEEDED',
      `The team has ${others.length} open invitations; at most ${limits.teamInvitations} are allowed.`,
    );
  }
  const invitation = { email, invitedBy: viewer.id, createdAt: now, declinedAt: null };
  return { ...stored, invitations: [invitation, ...others] };
}

/** Takes an invitation back. One that is not there is no error: nothing is told of what became of it. */
export function decideWithdrawal(viewer: User, stored: TeamState, address: string): TeamState | Refusal {
  const email = emailOf(address);
  return (
    unseen(viewer, stored) ??
    forbidsManaging(viewer, stored) ?? {
      ...stored,
      invitations: stored.invitations.filter((invitation) => invitation.email !== email),
    }
  );
}

/**
 * Whether a team invites a user: by their e-mail, not declined, and they are not in it yet. Only this is what they
 * are shown.
 */
export function isInvited({ id, email }: User, { members, invitations }: TeamState): boolean {
  return (
    email !== null &&
    invitations.some((one) => one.email === email && one.declinedAt === null) &&
    !members.some((member) => member.userId === id)
  );
}

/** Accepts an invitation, or declines it. A declined one stays with the team: that it was answered is not told. */
export function decideAnswer(
  user: User,
  stored: TeamState,
  accepts: boolean,
  now: number,
  limits: Limits,
): TeamState | Refusal {
  const { team, members, invitations } = stored;
  if (!isInvited(user, stored)) return notFound('team', team.id, ['teamId']);
  if (!accepts) {
    return {
      ...stored,
      invitations: invitations.map((one) => (one.email === user.email ? { ...one, declinedAt: now } : one)),
    };
  }
  if (members.length >= limits.teamMembers) {
    return refusal(
      'LIMIT_EXCEEDED',
      `The team "${team.name}" has ${members.length} members; at most ${limits.teamMembers} are allowed.`,
    );
  }
  return {
    ...stored,
    members: [...members, { userId: user.id, isManager: false }],
    invitations: invitations.filter((one) => one.email !== user.email),
  };
}

/** Makes a member a manager, or a manager a member like others. */
export function decideManager(
  viewer: User,
  stored: TeamState,
  userId: UserId,
  isManager: boolean,
): TeamState | Refusal {
  const refused = unseen(viewer, stored) ?? forbidsManaging(viewer, stored) ?? refusesMember(stored, userId);
  if (refused) return refused;
  const members = stored.members.map((member) => (member.userId === userId ? { userId, isManager } : member));
  return refusesWithoutManager(stored, members) ?? { ...stored, members };
}

/** Takes a member out of a team: a manager does, or the member themselves. */
export function decideRemoval(viewer: User, stored: TeamState, userId: UserId): TeamState | Refusal {
  const refused =
    unseen(viewer, stored) ??
    (userId === viewer.id ? null : forbidsManaging(viewer, stored)) ??
    refusesMember(stored, userId);
  if (refused) return refused;
  const members = stored.members.filter((member) => member.userId !== userId);
  return refusesWithoutManager(stored, members) ?? { ...stored, members };
}

function refusesMember({ members }: TeamState, userId: UserId): Refusal | null {
  return members.some((member) => member.userId === userId) ? null : notFound('user', userId, ['userId']);
}

function refusesWithoutManager({ team }: TeamState, members: readonly TeamMember[]): Refusal | null {
  if (members.some((member) => member.isManager)) return null;
  return refusal(
    'LAST_ADMIN',
    `The team "${team.name}" would have no manager: make another one first, or delete the team.`,
    ['userId'],
  );
}

export interface TeamActions {
  /** Rename, invite, remove, delete. */
  readonly manage: Permission;
  readonly leave: Permission;
}

/** What somebody may do with a team now: from the same functions as the mutations. */
export function teamActions(viewer: User, stored: TeamState): TeamActions {
  const left = decideRemoval(viewer, stored, viewer.id);
  return {
    manage: permission(forbidsManaging(viewer, stored)),
    leave: permission('code' in left ? left : null),
  };
}
