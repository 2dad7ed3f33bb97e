import type { User } from './people.ts';

/** What an API token may do, from the least to the most: each holds those before it. */
export const SCOPES = ['READ', 'JOBS', 'ADMIN'] as const;
export type Scope = (typeof SCOPES)[number];

/** Of sessions and of the administrator's token: everything the user may. */
export const ALL_SCOPES: readonly Scope[] = SCOPES;

/** The scope each mutation takes. Queries and subscriptions take READ. */
export const MUTATION_SCOPES: Readonly<Record<string, Scope>> = {
  submitJob: 'JOBS',
  rerunJob: 'JOBS',
  retryJob: 'JOBS',
  retryJobs: 'JOBS',
  cancelJob: 'JOBS',
  cancelJobs: 'JOBS',
  updateJob: 'JOBS',
  deleteJob: 'JOBS',
  createProject: 'ADMIN',
  updateProject: 'ADMIN',
  archiveProject: 'ADMIN',
  deleteProject: 'ADMIN',
  follow: 'JOBS',
  markNotificationsRead: 'JOBS',
  addWebhook: 'ADMIN',
  changeWebhook: 'ADMIN',
  removeWebhook: 'ADMIN',
  redeliverWebhook: 'ADMIN',
  defineProperty: 'ADMIN',
  changeProperty: 'ADMIN',
  removeProperty: 'ADMIN',
  addProviderCredential: 'ADMIN',
  updateProviderCredential: 'ADMIN',
  checkProviderCredential: 'ADMIN',
  removeProviderCredential: 'ADMIN',
  setQuota: 'ADMIN',
  removeQuota: 'ADMIN',
  updateProfile: 'ADMIN',
  createApiToken: 'ADMIN',
  revokeApiToken: 'ADMIN',
  revokeSession: 'ADMIN',
  inviteUser: 'ADMIN',
  resendInvitation: 'ADMIN',
  revokeInvitation: 'ADMIN',
  createOrganization: 'ADMIN',
  updateOrganization: 'ADMIN',
  updateUser: 'ADMIN',
  createGroup: 'ADMIN',
  updateGroup: 'ADMIN',
  deleteGroup: 'ADMIN',
  addGroupMember: 'ADMIN',
  removeGroupMember: 'ADMIN',
  setProjectRole: 'ADMIN',
  removeProjectRole: 'ADMIN',
  createTeam: 'ADMIN',
  updateTeam: 'ADMIN',
  deleteTeam: 'ADMIN',
  inviteToTeam: 'ADMIN',
  withdrawTeamInvitation: 'ADMIN',
  answerTeamInvitation: 'ADMIN',
  setTeamManager: 'ADMIN',
  removeTeamMember: 'ADMIN',
};

/** Whether these scopes hold another. */
export function holds(scopes: readonly Scope[], needed: Scope): boolean {
  return scopes.some((scope) => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed));
}

/**
 * The scope that mutations take together. One that the table does not name takes the most: a new mutation is never
 * open by oversight.
 */
export function scopeOfMutations(names: readonly string[]): Scope {
  const places = names.map((name) =>
    SCOPES.indexOf(Object.hasOwn(MUTATION_SCOPES, name) ? (MUTATION_SCOPES[name] ?? 'ADMIN') : 'ADMIN'),
  );
  return SCOPES[Math.max(0, ...places)] ?? 'ADMIN';
}

/** The user as they act within scopes: without ADMIN nobody's admin. */
export function withinScopes(user: User, scopes: readonly Scope[]): User {
  if (holds(scopes, 'ADMIN') || !(user.isOrganizationAdmin || user.isPlatformAdmin)) return user;
  return { ...user, isOrganizationAdmin: false, isPlatformAdmin: false };
}
