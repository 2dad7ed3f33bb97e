import { refusal, type Refusal } from './errors.ts';
import {
  PROJECT_ROLES,
  type Access,
  type Project,
  type ProjectRole,
  type ProjectVisibility,
  type User,
} from './people.ts';

/** What can be done in a project, by the least role that may (RULES: "Who may do what"). */
export const LEAST_ROLE = {
  view: 'READER',
  submit: 'CONTRIBUTOR',
  rerun: 'CONTRIBUTOR',
  retry: 'CONTRIBUTOR',
  cancel: 'CONTRIBUTOR',
  update: 'CONTRIBUTOR',
  delete: 'MAINTAINER',
  updateProject: 'MAINTAINER',
  archive: 'MAINTAINER',
  giveRoles: 'ADMINISTRATOR',
} as const satisfies Record<string, ProjectRole>;
export type Deed = keyof typeof LEAST_ROLE;

const DEED_WORDS: Readonly<Record<Deed, string>> = {
  view: 'see it',
  submit: 'submit jobs',
  rerun: 'rerun jobs',
  retry: 'retry jobs',
  cancel: 'cancel jobs',
  update: 'edit jobs',
  delete: 'delete',
  updateProject: 'edit the project',
  archive: 'archive the project',
  giveRoles: 'give roles',
};

/**
 * What a user is in a project: nothing when they are disabled; organization admins of its organization and platform admins act as
 * Administrator; otherwise the most permissive of the roles counts.
 *
 * @param roles - all roles the user has there, own and through teams
 * @returns null when the user may not see the project
 */
export function accessTo(
  user: User,
  project: Pick<Project, 'organizationId'>,
  roles: readonly ProjectRole[],
): Access | null {
  if (user.status === 'DISABLED') return null;
  const admin =
    user.isPlatformAdmin || (user.isOrganizationAdmin && user.organizationId === project.organizationId);
  if (admin) return { userId: user.id, role: 'ADMINISTRATOR', admin };
  const best = Math.max(-1, ...roles.map((role) => PROJECT_ROLES.indexOf(role)));
  const role = PROJECT_ROLES[best];
  return role === undefined ? null : { userId: user.id, role, admin };
}

/** Why somebody may not do this; null when they may. */
export function forbids(access: Access, deed: Deed): Refusal | null {
  const least = LEAST_ROLE[deed];
  if (PROJECT_ROLES.indexOf(access.role) >= PROJECT_ROLES.indexOf(least)) return null;
  return refusal(
    'FORBIDDEN',
    `To ${DEED_WORDS[deed]} takes the role ${least} or above in this project; yours is ${access.role}.`,
  );
}

/** Which projects a list shows somebody: the same that `accessTo` lets them see one by one. */
export function visibleProjects(
  user: Pick<User, 'id' | 'organizationId' | 'isOrganizationAdmin' | 'isPlatformAdmin'>,
): ProjectVisibility {
  if (user.isPlatformAdmin) return { kind: 'all' };
  return user.isOrganizationAdmin
    ? { kind: 'organization', organizationId: user.organizationId, userId: user.id }
    : { kind: 'member', userId: user.id };
}
