import type { GroupId, OrganizationId, ProjectId, TeamId, UserId } from './job.ts';

/** A disabled user cannot sign in; what they did stays readable. */
export const USER_STATUSES = ['ACTIVE', 'DISABLED'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** Priorities of groups and users in the fair queue: 1 is the highest (RULES: "Queues"). */
export const HIGHEST_PRIORITY = 1;
export const LOWEST_PRIORITY = 10;
export const DEFAULT_PRIORITY = 5;

export interface User {
  readonly id: UserId;
  readonly name: string;
  /** Unique among all users, in lower case; null for one who signs in by code or token alone. */
  readonly email: string | null;
  readonly organizationId: OrganizationId;
  readonly isOrganizationAdmin: boolean;
  readonly isPlatformAdmin: boolean;
  readonly status: UserStatus;
  /** 1 (high) to 10 (low). */
  readonly priority: number;
  /** The group their jobs run under where a job names none. */
  readonly defaultGroupId: GroupId | null;
  readonly createdAt: number;
}
/** Users of one organization who share a priority and quotas. */
export interface Group {
  readonly id: GroupId;
  readonly organizationId: OrganizationId;
  /** Unique in the organization. */
  readonly name: string;
  /** 1 (high) to 10 (low). */
  readonly priority: number;
  readonly createdAt: number;
}
/** Users of any organizations who share projects, and nothing else. */
export interface Team {
  readonly id: TeamId;
  readonly name: string;
  readonly description: string;
  readonly createdBy: UserId;
  readonly createdAt: number;
}
/** Who belongs to a team. Managers invite and remove others, rename and delete it. */
export interface TeamMember {
  readonly userId: UserId;
  readonly isManager: boolean;
}
/** An e-mail asked to join a team: whether anybody has it is not told to who invites. */
export interface TeamInvitation {
  /** In lower case. */
  readonly email: string;
  readonly invitedBy: UserId;
  readonly createdAt: number;
  /** They no longer see it. To the managers it stays an invitation: a refusal would tell that there is somebody. */
  readonly declinedAt: number | null;
}
/** A team with everybody in it, as decisions see it. */
export interface TeamState {
  readonly team: Team;
  /** In the order in which they came. */
  readonly members: readonly TeamMember[];
  readonly invitations: readonly TeamInvitation[];
}
export interface Organization {
  readonly id: OrganizationId;
  readonly name: string;
}
/** Holds jobs. Archived: takes nothing new. */
export interface Project {
  readonly id: ProjectId;
  readonly organizationId: OrganizationId;
  readonly name: string;
  readonly description: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archivedAt: number | null;
}

/** Project roles, from the least to the most permissive. */
export const PROJECT_ROLES = ['READER', 'CONTRIBUTOR', 'MAINTAINER', 'ADMINISTRATOR'] as const;
export type ProjectRole = (typeof PROJECT_ROLES)[number];

/** A user's own role in a project. */
export interface ProjectMember {
  readonly userId: UserId;
  readonly role: ProjectRole;
}
/** The role that all members of a team have in a project. */
export interface ProjectTeam {
  readonly teamId: TeamId;
  readonly role: ProjectRole;
}
/** Whom a project role is given to. */
export type RoleSubject = { readonly userId: UserId } | { readonly teamId: TeamId };

/** Which projects: all there are, all of an organization and those the user has a role in, or these alone. */
export type ProjectVisibility =
  | { readonly kind: 'all' }
  | { readonly kind: 'organization'; readonly organizationId: OrganizationId; readonly userId: UserId }
  | { readonly kind: 'member'; readonly userId: UserId };

/** What somebody is in one project. Whoever may not see it has none. */
export interface Access {
  readonly userId: UserId;
  readonly role: ProjectRole;
  /** An organization admin of the project's organization, or a platform admin. */
  readonly admin: boolean;
}
