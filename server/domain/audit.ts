import type { OrganizationId, ProjectId, UserId } from './job.ts';
import type { User } from './people.ts';

/** What people do that is kept. Each names what was done, in the past. */
export const AUDIT_ACTIONS = [
  'SIGNED_IN',
  'SIGN_IN_FAILED',
  'SIGNED_OUT',
  'PASSWORD_CHANGED',
  'PASSWORD_RESET',
  'PROFILE_CHANGED',
  'SESSION_REVOKED',
  'TOKEN_CREATED',
  'TOKEN_REVOKED',
  'INVITATION_MADE',
  'INVITATION_SENT_AGAIN',
  'INVITATION_REVOKED',
  'INVITATION_ACCEPTED',
  'USER_ADDED',
  'USER_CHANGED',
  'ORGANIZATION_CREATED',
  'ORGANIZATION_CHANGED',
  'GROUP_CREATED',
  'GROUP_CHANGED',
  'GROUP_DELETED',
  'TEAM_CREATED',
  'TEAM_CHANGED',
  'TEAM_DELETED',
  'ROLE_GIVEN',
  'ROLE_TAKEN',
  'QUOTA_SET',
  'QUOTA_REMOVED',
  'PROJECT_CREATED',
  'PROJECT_CHANGED',
  'PROJECT_ARCHIVED',
  'PROJECT_DELETED',
  'PROPERTY_DEFINED',
  'PROPERTY_CHANGED',
  'PROPERTY_REMOVED',
  'JOB_SUBMITTED',
  'JOB_RERUN',
  'JOB_RETRIED',
  'JOB_CANCELLED',
  'JOB_CHANGED',
  'JOB_DELETED',
  'CREDENTIAL_ADDED',
  'CREDENTIAL_CHANGED',
  'CREDENTIAL_CHECKED',
  'CREDENTIAL_REMOVED',
  'WEBHOOK_ADDED',
  'WEBHOOK_CHANGED',
  'WEBHOOK_REMOVED',
  'NOTIFICATION_CHANGED',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** From where somebody asks. */
export interface Origin {
  /** By what they showed who they are; `SYSTEM` for Shotboard itself. */
  readonly via: 'SESSION' | 'TOKEN' | 'COMMAND_LINE' | 'SYSTEM';
  /** The client's address; null where there is none. */
  readonly address: string | null;
  /** The API token they showed. */
  readonly tokenId: string | null;
  readonly requestId: string | null;
}

/** A state as the audit keeps it: few plain values by name, never a secret. */
export type AuditState = Readonly<Record<string, AuditValue>>;
export type AuditValue = string | number | boolean | null | readonly string[];

/** What something was done to. Its name is kept as it was: the entry outlives it. */
export interface AuditSubject {
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** One deed, kept for good. Written in the same transaction as what it tells of. */
export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  /** Whose admins read it. */
  readonly organizationId: OrganizationId;
  /** Null when nobody is known, as with a sign-in that failed. */
  readonly actorId: UserId | null;
  /** The actor's name as it was then. */
  readonly actorName: string;
  readonly origin: Origin;
  readonly action: AuditAction;
  readonly subject: AuditSubject;
  readonly projectId: ProjectId | null;
  readonly reason: string | null;
  readonly idempotencyKey: string | null;
  /** The values that changed, as they were and as they became; null where there was nothing. */
  readonly before: AuditState | null;
  readonly after: AuditState | null;
}

/** Which entries to take. All that is given must hold. */
export interface AuditFilter {
  readonly actions?: readonly AuditAction[];
  readonly actorIds?: readonly UserId[];
  readonly subjectId?: string;
  readonly projectId?: ProjectId;
  /** Inclusive. */
  readonly from?: number;
  /** Exclusive. */
  readonly to?: number;
  /** The actor's or the subject's name or the reason contains this, upper and lower case alike. */
  readonly text?: string;
}

/** What one tells of a deed; the rest follows from who does it and when. */
export interface Deed {
  readonly action: AuditAction;
  readonly subject: AuditSubject;
  /** Whose admins read it; the actor's organization when not given. */
  readonly organizationId?: OrganizationId;
  readonly projectId?: ProjectId | null;
  readonly reason?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
  readonly before?: AuditState | null;
  readonly after?: AuditState | null;
}

/** The longest text the audit keeps of one value, in characters. */
const LONGEST_VALUE = 500;

/**
 * The entry for a deed. Of the states before and after it keeps only what differs, and of long texts the beginning.
 *
 * @param now - milliseconds since 1970
 */
export function auditEntry(
  id: string,
  now: number,
  actor: Pick<User, 'id' | 'name' | 'organizationId'>,
  origin: Origin,
  deed: Deed,
): AuditEntry {
  const { before, after } = difference(deed.before ?? null, deed.after ?? null);
  return {
    id,
    at: now,
    organizationId: deed.organizationId ?? actor.organizationId,
    actorId: actor.id,
    actorName: actor.name,
    origin,
    action: deed.action,
    subject: deed.subject,
    projectId: deed.projectId ?? null,
    reason: deed.reason ?? null,
    idempotencyKey: deed.idempotencyKey ?? null,
    before,
    after,
  };
}

/** One value of an entry, as it was and as it became, in words. */
export interface AuditChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What an entry says of before and after, value by value. */
export function changesOf({ before, after }: Pick<AuditEntry, 'before' | 'after'>): readonly AuditChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names.map((name) => ({ name, before: inWords(before?.[name]), after: inWords(after?.[name]) }));
}

function inWords(value: AuditValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? value.join(', ') : String(value);
}

/** The values of two states that differ. A state without a counterpart is kept whole. */
function difference(
  before: AuditState | null,
  after: AuditState | null,
): { readonly before: AuditState | null; readonly after: AuditState | null } {
  if (before === null || after === null)
    return { before: before && shortened(before), after: after && shortened(after) };
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const pick = (state: AuditState): AuditState =>
    shortened(Object.fromEntries(changed.map((name) => [name, state[name] ?? null])));
  return { before: pick(before), after: pick(after) };
}

function shortened(state: AuditState): AuditState {
  const cut = (text: string): string =>
    text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
  return Object.fromEntries(
    Object.entries(state).map(([name, value]) => [
      name,
      typeof value === 'string' ? cut(value) : Array.isArray(value) ? value.slice(0, 100).map(cut) : value,
    ]),
  );
}
