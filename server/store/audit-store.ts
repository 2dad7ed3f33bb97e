import type { AuditEntry, AuditFilter } from '../domain/audit.ts';
import type { OrganizationId } from '../domain/job.ts';
import type { JobPosition, Slice } from '../domain/job-query.ts';

/** What people did, kept for good: the database itself refuses to change or remove an entry. */
export interface AuditStore {
  /**
   * Does one write and keeps, in the same transaction, the entries that its answer calls for. What was refused or
   * changed nothing calls for none.
   *
   * @param write - calls one writing method of this store, at once
   * @param entries - pure; called with what that method answers
   */
  audited<Answer>(
    write: () => Promise<Answer>,
    entries: (answer: Answer) => readonly AuditEntry[],
  ): Promise<Answer>;
  /** Keeps entries of what changes nothing else, as a sign-in. */
  appendAudit(entries: readonly AuditEntry[]): Promise<void>;
  /** Newest first; position: `at`, then id. */
  listAudit(
    organizationId: OrganizationId,
    filter: AuditFilter,
    slice: Slice<JobPosition>,
  ): Promise<readonly AuditEntry[]>;
  countAudit(organizationId: OrganizationId, filter: AuditFilter): Promise<number>;
}
