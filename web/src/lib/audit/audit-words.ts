import type { AuditAction, AuditVia } from '../graphql/graphql.ts';

/** What was done, in words that follow who did it. */
export const ACTION_WORDS: Readonly<Record<AuditAction, string>> = {
  SIGNED_IN: 'signed in',
  SIGN_IN_FAILED: 'could not sign in',
  SIGNED_OUT: 'signed out',
  PASSWORD_CHANGED: 'changed the password',
  PASSWORD_RESET: 'reset the password',
  PROFILE_CHANGED: 'changed the profile',
  SESSION_REVOKED: 'ended a session',
  TOKEN_CREATED: 'made a token',
  TOKEN_REVOKED: 'ended a token',
  INVITATION_MADE: 'invited',
  INVITATION_SENT_AGAIN: 'invited again',
  INVITATION_REVOKED: 'took back an invitation',
  INVITATION_ACCEPTED: 'accepted an invitation',
  USER_ADDED: 'added a user',
  USER_CHANGED: 'changed a user',
  ORGANIZATION_CREATED: 'made an organization',
  ORGANIZATION_CHANGED: 'changed the organization',
  GROUP_CREATED: 'made a group',
  GROUP_CHANGED: 'changed a group',
  GROUP_DELETED: 'deleted a group',
  TEAM_CREATED: 'made a team',
  TEAM_CHANGED: 'changed a team',
  TEAM_DELETED: 'deleted a team',
  ROLE_GIVEN: 'gave a role',
  ROLE_TAKEN: 'took a role',
  QUOTA_SET: 'set a quota',
  QUOTA_REMOVED: 'removed a quota',
  PROJECT_CREATED: 'made a project',
  PROJECT_CHANGED: 'changed a project',
  PROJECT_ARCHIVED: 'archived a project',
  PROJECT_DELETED: 'deleted a project',
  PROPERTY_DEFINED: 'defined a property',
  PROPERTY_CHANGED: 'changed a property',
  PROPERTY_REMOVED: 'removed a property',
  JOB_SUBMITTED: 'submitted a job',
  JOB_RERUN: 'reran a job',
  JOB_RETRIED: 'retried a job',
  JOB_CANCELLED: 'cancelled a job',
  JOB_CHANGED: 'changed a job',
  JOB_DELETED: 'deleted a job',
  CREDENTIAL_ADDED: 'added credentials',
  CREDENTIAL_CHANGED: 'changed credentials',
  CREDENTIAL_CHECKED: 'checked credentials',
  CREDENTIAL_REMOVED: 'removed credentials',
  WEBHOOK_ADDED: 'added a webhook',
  WEBHOOK_CHANGED: 'changed a webhook',
  WEBHOOK_REMOVED: 'removed a webhook',
  NOTIFICATION_CHANGED: 'changed a notification',
};

/** Every action, to choose from. */
export const AUDIT_ACTIONS = Object.keys(ACTION_WORDS) as readonly AuditAction[]; // the record names each

export const VIA_WORDS: Readonly<Record<AuditVia, string>> = {
  SESSION: 'in the dashboard or by a session',
  TOKEN: 'by an API token',
  COMMAND_LINE: 'on the server',
  SYSTEM: 'by Shotboard itself',
};

/** `isDefault` as people read it: `is default`. */
export function valueName(name: string): string {
  return name.replaceAll(
    /([a-z])([A-Z])/g,
    (_all, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
}

/** Where the page of a subject is; null for one without. */
export function subjectPath(type: string, id: string): string | null {
  if (type === 'Job') return `/jobs/${id}`;
  return type === 'Project' ? `/projects/${id}` : null;
}

/** With a capital, as the name of a choice. */
export function asChoice(action: AuditAction): string {
  const words = ACTION_WORDS[action];
  return words.charAt(0).toUpperCase() + words.slice(1);
}
