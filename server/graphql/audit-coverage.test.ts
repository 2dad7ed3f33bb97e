import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import type { AuditAction } from '../domain/audit.ts';

/** What each mutation leaves in the audit when it changes something; a sentence where it leaves nothing. */
const LEAVES: Readonly<Record<string, AuditAction | { readonly nothing: string }>> = {
  submitJob: 'JOB_SUBMITTED',
  rerunJob: 'JOB_RERUN',
  retryJob: 'JOB_RETRIED',
  retryJobs: 'JOB_RETRIED',
  cancelJob: 'JOB_CANCELLED',
  cancelJobs: 'JOB_CANCELLED',
  updateJob: 'JOB_CHANGED',
  deleteJob: 'JOB_DELETED',
  createProject: 'PROJECT_CREATED',
  updateProject: 'PROJECT_CHANGED',
  archiveProject: 'PROJECT_ARCHIVED',
  deleteProject: 'PROJECT_DELETED',
  defineProperty: 'PROPERTY_DEFINED',
  changeProperty: 'PROPERTY_CHANGED',
  removeProperty: 'PROPERTY_REMOVED',
  follow: 'NOTIFICATION_CHANGED',
  markNotificationsRead: { nothing: 'What somebody has read is nobody else’s business.' },
  addWebhook: 'WEBHOOK_ADDED',
  changeWebhook: 'WEBHOOK_CHANGED',
  removeWebhook: 'WEBHOOK_REMOVED',
  redeliverWebhook: { nothing: 'It sends again what was sent; the delivery itself tells of it.' },
  setQuota: 'QUOTA_SET',
  removeQuota: 'QUOTA_REMOVED',
  addProviderCredential: 'CREDENTIAL_ADDED',
  updateProviderCredential: 'CREDENTIAL_CHANGED',
  checkProviderCredential: 'CREDENTIAL_CHECKED',
  removeProviderCredential: 'CREDENTIAL_REMOVED',
  updateProfile: 'PROFILE_CHANGED',
  createApiToken: 'TOKEN_CREATED',
  revokeApiToken: 'TOKEN_REVOKED',
  revokeSession: 'SESSION_REVOKED',
  inviteUser: 'INVITATION_MADE',
  resendInvitation: 'INVITATION_SENT_AGAIN',
  revokeInvitation: 'INVITATION_REVOKED',
  createOrganization: 'ORGANIZATION_CREATED',
  updateOrganization: 'ORGANIZATION_CHANGED',
  updateUser: 'USER_CHANGED',
  createGroup: 'GROUP_CREATED',
  updateGroup: 'GROUP_CHANGED',
  deleteGroup: 'GROUP_DELETED',
  addGroupMember: 'USER_CHANGED',
  removeGroupMember: 'USER_CHANGED',
  setProjectRole: 'ROLE_GIVEN',
  removeProjectRole: 'ROLE_TAKEN',
  createTeam: 'TEAM_CREATED',
  updateTeam: 'TEAM_CHANGED',
  deleteTeam: 'TEAM_DELETED',
  inviteToTeam: 'TEAM_CHANGED',
  withdrawTeamInvitation: 'TEAM_CHANGED',
  answerTeamInvitation: 'TEAM_CHANGED',
  setTeamManager: 'TEAM_CHANGED',
  removeTeamMember: 'TEAM_CHANGED',
};

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('it is said of every mutation what it leaves in the audit', () => {
  const mutations = buildSchema(read('../../schema.graphql')).getMutationType()?.getFields() ?? {};
  expect(Object.keys(LEAVES).sort()).toEqual(Object.keys(mutations).sort());
});

test('every action that is said to be left is left by a use case', () => {
  const folder = new URL('../jobs/', import.meta.url);
  const sources = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n');
  const actions = new Set(Object.values(LEAVES).filter((one) => typeof one === 'string'));
  expect([...actions].filter((action) => !sources.includes(`'${action}'`))).toEqual([]);
});
