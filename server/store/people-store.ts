import type { Refusal } from '../domain/errors.ts';
import type { GroupId, OrganizationId, ProjectId, TeamId, UserId } from '../domain/job.ts';
import type { JobPosition, Slice } from '../domain/job-query.ts';
import type { ProjectRoles, RoleChange, RoleState } from '../domain/roles.ts';
import type { UserChange, UserState } from '../domain/users.ts';
import type { Group, Organization, RoleSubject, Team, TeamState, User } from '../domain/people.ts';

// ---- Organizations ---------------------------------------------------------------------------------------------

export interface OrganizationStore {
  /** Adds an organization, unless `decide` refuses; it is told whether another has that name, in any case. */
  createOrganization(
    organization: Organization,
    decide: (isNameTaken: boolean) => Refusal | null,
  ): Promise<Organization | Refusal>;
  /** The same for a new name. Null when there is no such organization. */
  renameOrganization(
    id: OrganizationId,
    name: string,
    decide: (organization: Organization, isNameTaken: boolean) => Refusal | null,
  ): Promise<Organization | Refusal | null>;
  /** By name; position: the name, then id. */
  listOrganizations(search: string | null, slice: Slice<JobPosition>): Promise<readonly Organization[]>;
  countOrganizations(search: string | null): Promise<number>;
}

// ---- Users -----------------------------------------------------------------------------------------------------

/** Which users: all of an organization, or the members of a group. */
export type UserScope = { readonly organizationId: OrganizationId } | { readonly groupId: GroupId };
export interface UserFilter {
  /** The name or the e-mail contains this text, upper and lower case alike. */
  readonly search?: string;
}

export interface UserStore {
  /** Adds a user. Null when another has their e-mail: then nothing is stored. */
  addUser(user: User): Promise<User | null>;
  /** Writes what `decide` makes of a user and of the groups they are in. Null when there is none. */
  changeUser(id: UserId, decide: (stored: UserState) => UserChange | Refusal): Promise<User | Refusal | null>;
  /** The user with this e-mail, which is in lower case. */
  userByEmail(email: string): Promise<User | null>;
  /** By name; position: the name, then id. */
  listUsers(scope: UserScope, filter: UserFilter, slice: Slice<JobPosition>): Promise<readonly User[]>;
  countUsers(scope: UserScope, filter: UserFilter): Promise<number>;
  /** Of each pair, whether the first user shares a team or a project with the second. */
  areAcquainted(userId: UserId, others: readonly UserId[]): Promise<readonly boolean[]>;
}

// ---- Groups ----------------------------------------------------------------------------------------------------

export interface GroupStore {
  /** Adds a group, unless `decide` refuses; it sees the organization's groups. */
  createGroup(group: Group, decide: (others: readonly Group[]) => Refusal | null): Promise<Group | Refusal>;
  /** Writes what `decide` makes of a group. Null when there is none. */
  changeGroup(
    id: GroupId,
    decide: (group: Group, others: readonly Group[]) => Group | Refusal,
  ): Promise<Group | Refusal | null>;
  /**
   * Removes a group, unless `decide` refuses. Whose default it was has none then; jobs keep its id. Null when there
   * is none.
   */
  deleteGroup(
    id: GroupId,
    decide: (group: Group) => Refusal | null,
  ): Promise<{ readonly deleted: Group } | Refusal | null>;
  groups(ids: readonly GroupId[]): Promise<readonly (Group | null)[]>;
  /** All of an organization, by name. */
  groupsOfOrganization(id: OrganizationId): Promise<readonly Group[]>;
  /** Those that each user is in, by name. */
  groupsOfUsers(ids: readonly UserId[]): Promise<readonly (readonly Group[])[]>;
}

// ---- Teams -----------------------------------------------------------------------------------------------------

export interface TeamStore {
  /** Adds a team with its first members. */
  createTeam(state: TeamState): Promise<void>;
  /** Writes what `decide` makes of a team, its members and invitations. Null when there is none. */
  changeTeam(
    id: TeamId,
    decide: (stored: TeamState) => TeamState | Refusal,
  ): Promise<TeamState | Refusal | null>;
  /** Removes a team and all access through it, unless `decide` refuses. Null when there is none. */
  deleteTeam(
    id: TeamId,
    decide: (stored: TeamState) => Refusal | null,
  ): Promise<{ readonly deleted: Team } | Refusal | null>;
  teams(ids: readonly TeamId[]): Promise<readonly (TeamState | null)[]>;
  /** The teams a user is in, by name. */
  teamsOf(userId: UserId): Promise<readonly TeamState[]>;
  /** The teams that invite an e-mail (in lower case) and were not declined, the newest invitation first. */
  teamsInviting(email: string): Promise<readonly TeamState[]>;
}

// ---- Project roles ---------------------------------------------------------------------------------------------

export interface ProjectRoleStore {
  rolesInProjects(ids: readonly ProjectId[]): Promise<readonly ProjectRoles[]>;
  /** The projects each team has a role in, by name. */
  projectsOfTeams(ids: readonly TeamId[]): Promise<readonly (readonly ProjectId[])[]>;
  /** Writes the role that `decide` gives; null takes it away. Null when there is no such project. */
  changeProjectRole(
    projectId: ProjectId,
    subject: RoleSubject,
    decide: (stored: RoleState) => RoleChange | Refusal,
  ): Promise<RoleChange | Refusal | null>;
}
