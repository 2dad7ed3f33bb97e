import type { AuditAction, AuditFilter } from '../graphql/graphql.ts';
import { parseRange, rangeBounds, writeRange, type TimeRange } from '../jobs-table/time-range.ts';
import { AUDIT_ACTIONS } from './audit-words.ts';

/** What of the audit is shown; it stands in the address. */
export interface AuditQuery {
  readonly text: string;
  readonly actions: readonly AuditAction[];
  readonly actorId: string | null;
  readonly subjectId: string | null;
  readonly time: TimeRange | null;
}

export const ALL_ENTRIES: AuditQuery = { text: '', actions: [], actorId: null, subjectId: null, time: null };

/** Reads it from an address; what is not known is left out. */
export function readAuditQuery(params: URLSearchParams): AuditQuery {
  const asked = params.getAll('action').map((each) => each.toUpperCase());
  return {
    text: params.get('text') ?? '',
    actions: AUDIT_ACTIONS.filter((action) => asked.includes(action)),
    actorId: params.get('actor'),
    subjectId: params.get('subject'),
    time: parseRange(params.get('time')),
  };
}

/** As parts of an address; null and [] remove one. */
export function writeAuditQuery(query: AuditQuery): Record<string, string | readonly string[] | null> {
  return {
    text: query.text,
    action: query.actions.map((action) => action.toLowerCase()),
    actor: query.actorId,
    subject: query.subjectId,
    time: query.time && writeRange(query.time),
  };
}

export function isEverything(query: AuditQuery): boolean {
  const { text, actions, actorId, subjectId, time } = query;
  return text === '' && actions.length === 0 && actorId === null && subjectId === null && time === null;
}

/** As the API takes it. @param now milliseconds since 1970 */
export function auditFilterOf(query: AuditQuery, now: number): AuditFilter {
  return {
    text: query.text,
    actions: query.actions.length > 0 ? [...query.actions] : null,
    actorIds: query.actorId === null ? null : [query.actorId],
    subjectId: query.subjectId,
    ...rangeBounds(query.time, now),
  };
}

/** Where the same entries are as a file. @param now milliseconds since 1970 */
export function auditFile(organizationId: string, query: AuditQuery, now: number): string {
  const { from, to } = rangeBounds(query.time, now);
  const params = new URLSearchParams();
  for (const action of query.actions) params.append('action', action);
  const rest = { text: query.text, actor: query.actorId, subject: query.subjectId, from, to };
  for (const [name, value] of Object.entries(rest)) if (value) params.set(name, value);
  const asked = params.toString();
  return `/download/organizations/${organizationId}-audit.csv${asked && `?${asked}`}`;
}
