import type { AuditAction, AuditState, Deed } from '../domain/audit.ts';
import type { Group, Organization, Project, ProjectRole, RoleSubject, TeamState } from '../domain/people.ts';
import type { UserChange } from '../domain/users.ts';

/** What is kept of deeds on people, groups, teams and roles. */

export function organizationDeed(
  action: AuditAction,
  before: Organization | null,
  after: Organization,
): Deed {
  const state = ({ name }: Organization): AuditState => ({ name });
  return {
    action,
    subject: { type: 'Organization', id: after.id, name: after.name },
    organizationId: after.id,
    before: before && state(before),
    after: state(after),
  };
}

/** A user and the groups they are in, as they were and as they became. */
export function userDeed(before: UserChange, after: UserChange): Deed {
  const state = ({ user, groupIds }: UserChange): AuditState => ({
    status: user.status,
    isOrganizationAdmin: user.isOrganizationAdmin,
    isPlatformAdmin: user.isPlatformAdmin,
    priority: user.priority,
    defaultGroup: user.defaultGroupId,
    groups: groupIds.toSorted(),
  });
  const { user } = after;
  return {
    action: 'USER_CHANGED',
    subject: { type: 'User', id: user.id, name: user.name },
    organizationId: user.organizationId,
    before: state(before),
    after: state(after),
  };
}

export function groupDeed(action: AuditAction, before: Group | null, after: Group | null): Deed | null {
  const group = after ?? before;
  if (!group) return null;
  const state = ({ name, priority }: Group): AuditState => ({ name, priority });
  return {
    action,
    subject: { type: 'Group', id: group.id, name: group.name },
    organizationId: group.organizationId,
    before: before && state(before),
    after: after && state(after),
  };
}

/** Read by the admins of the one who does it: a team belongs to no organization. */
export function teamDeed(
  action: AuditAction,
  before: TeamState | null,
  after: TeamState | null,
): Deed | null {
  const team = (after ?? before)?.team;
  if (!team) return null;
  const state = ({ team: { name, description }, members, invitations }: TeamState): AuditState => ({
    name,
    description,
    members: members.map(({ userId }) => userId),
    managers: members.filter(({ isManager }) => isManager).map(({ userId }) => userId),
    invitations: invitations.filter(({ declinedAt }) => declinedAt === null).map(({ email }) => email),
  });
  return {
    action,
    subject: { type: 'Team', id: team.id, name: team.name },
    before: before && state(before),
    after: after && state(after),
  };
}

export function roleDeed(
  project: Project,
  subject: RoleSubject,
  name: string,
  before: ProjectRole | null,
  after: ProjectRole | null,
): Deed {
  return {
    action: after === null ? 'ROLE_TAKEN' : 'ROLE_GIVEN',
    subject:
      'userId' in subject
        ? { type: 'User', id: subject.userId, name }
        : { type: 'Team', id: subject.teamId, name },
    organizationId: project.organizationId,
    projectId: project.id,
    before: before && { role: before },
    after: after && { role: after },
  };
}
