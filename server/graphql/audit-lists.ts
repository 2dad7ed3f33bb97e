import type { AuditFilter } from '../domain/audit.ts';
import type { AuditFilter as AuditFilterInput } from './schema-types.generated.ts';

/** What is null in the API is not given in the domain; text that is empty asks for nothing. */
export function auditFilter(input: AuditFilterInput | null | undefined): AuditFilter {
  const { actions, actorIds, subjectId, projectId, from, to, text } = input ?? {};
  return {
    ...(actions && { actions }),
    ...(actorIds && { actorIds }),
    ...(subjectId && { subjectId }),
    ...(projectId && { projectId }),
    ...(from != null && { from }),
    ...(to != null && { to }),
    ...(text?.trim() && { text: text.trim() }),
  };
}
