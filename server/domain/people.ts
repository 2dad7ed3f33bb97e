import type { OrganizationId, ProjectId, UserId } from './job.ts';

export interface User {
  readonly id: UserId;
  readonly name: string;
  readonly organizationId: OrganizationId;
  readonly isOrganizationAdmin: boolean;
  readonly isPlatformAdmin: boolean;
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

/** What somebody is in one project. Whoever may not see it has none. */
export interface Access {
  readonly userId: UserId;
  readonly role: ProjectRole;
  /** An organization admin of the project's organization, or a platform admin. */
  readonly admin: boolean;
}
