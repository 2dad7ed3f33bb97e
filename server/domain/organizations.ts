import { permission, type Permission } from './actions.ts';
import { refusal, type Refusal } from './errors.ts';
import type { OrganizationId } from './job.ts';
import type { Access, Organization, User } from './people.ts';

/** Whether somebody sees an organization and who is in it: its own people and platform admins. */
export function maySeeOrganization(viewer: User, id: OrganizationId): boolean {
  return viewer.isPlatformAdmin || viewer.organizationId === id;
}

/** Which organizations a list shows somebody: the same as `maySeeOrganization`. */
export function visibleOrganizations({ isPlatformAdmin }: Pick<User, 'isPlatformAdmin'>): 'all' | 'own' {
  return isPlatformAdmin ? 'all' : 'own';
}

/** Whether somebody looks after an organization: its admins and platform admins. */
export function administrates(viewer: User, id: OrganizationId): boolean {
  return viewer.isPlatformAdmin || (viewer.isOrganizationAdmin && viewer.organizationId === id);
}

/**
 * What a user is among all jobs of an organization: its admins and platform admins see them together (RULES: "Who
 * may do what"); to everybody else they do not exist.
 */
export function accessToJobsOf(id: OrganizationId, user: User): Access | null {
  return administrates(user, id) ? { userId: user.id, role: 'ADMINISTRATOR', admin: true } : null;
}

/** What organization admins may do in their organization, in words that follow "To". */
const DEED_WORDS = {
  update: 'change the organization',
  manageUsers: 'look after users',
  manageGroups: 'look after groups',
} as const;
export type OrganizationDeed = keyof typeof DEED_WORDS;
export type OrganizationActions = Readonly<Record<OrganizationDeed, Permission>>;

/** Why somebody who sees an organization may not do this; null when they may. */
export function forbidsInOrganization(
  viewer: User,
  id: OrganizationId,
  deed: OrganizationDeed,
): Refusal | null {
  return administrates(viewer, id)
    ? null
    : refusal('FORBIDDEN', `To ${DEED_WORDS[deed]} takes an admin of the organization.`);
}

/** What somebody may do in an organization: from the same function as the mutations. */
export function organizationActions(viewer: User, { id }: Organization): OrganizationActions {
  const may = (deed: OrganizationDeed): Permission => permission(forbidsInOrganization(viewer, id, deed));
  return { update: may('update'), manageUsers: may('manageUsers'), manageGroups: may('manageGroups') };
}

/** Why somebody may not make an organization; null when they may. */
export function refusesNewOrganization(viewer: User, name: string, isNameTaken: boolean): Refusal | null {
  if (!viewer.isPlatformAdmin) {
    return refusal('FORBIDDEN', 'To make an organization takes a platform admin.');
  }
  return isNameTaken ? nameTaken(name) : null;
}

/**
 * Why somebody who sees an organization may not give it this name; null when they may. Only who sees all
 * organizations is told that another has it: to the others that one does not exist.
 */
export function refusesRename(
  viewer: User,
  { id }: Organization,
  name: string,
  isNameTaken: boolean,
): Refusal | null {
  const forbidden = forbidsInOrganization(viewer, id, 'update');
  if (forbidden) return forbidden;
  return isNameTaken && viewer.isPlatformAdmin ? nameTaken(name) : null;
}

function nameTaken(name: string): Refusal {
  return refusal('NAME_TAKEN', `There is an organization with the name "${name}" already.`, ['name']);
}

/**
 * How much one user may see of another. `nothing`: to them there is no such user. `name`: they share a team or a
 * project. `colleague`: the e-mail too, and whether they are an admin. `all`: what an admin looks after.
 */
export type UserSight = 'nothing' | 'name' | 'colleague' | 'all';

/** @param isAcquainted - whether they share a team or a project */
export function sightOf(
  viewer: User,
  user: Pick<User, 'id' | 'organizationId'>,
  isAcquainted: boolean,
): UserSight {
  if (viewer.id === user.id || administrates(viewer, user.organizationId)) return 'all';
  if (viewer.organizationId === user.organizationId) return 'colleague';
  return isAcquainted ? 'name' : 'nothing';
}
