import { and, asc, desc, eq, gte, inArray, lt, or, sql, type AnyColumn } from 'drizzle-orm';
import type { AuditEntry, AuditFilter, AuditState } from '../../domain/audit.ts';
import type { OrganizationId } from '../../domain/job.ts';
import { withEntries } from '../audit-scope.ts';
import type { AuditStore } from '../audit-store.ts';
import { columnsOf, statement, type Queries } from './queries.ts';
import { auditEntries } from './schema.ts';
import type { Session } from './session.ts';

const COLUMNS =
  'id, at, organization_id, actor_id, actor_name, via, address, token_id, request_id, action, subject_type, ' +
  'subject_id, subject_name, project_id, reason, idempotency_key, before, after';
const TYPES = COLUMNS.split(', ').map(
  (name, place) => `$${place + 1}::${name === 'at' ? 'bigint' : 'text'}[]`,
);
const INSERT = statement(`INSERT INTO audit_entries (${COLUMNS}) SELECT * FROM unnest(${TYPES.join(', ')})`);

/** Writes entries; belongs inside a transaction. */
export async function writeEntries(tx: Queries, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const text = (state: AuditState | null): string | null => (state === null ? null : JSON.stringify(state));
  const rows = entries.map(({ origin, subject, ...entry }) => [
    entry.id,
    entry.at,
    entry.organizationId,
    entry.actorId,
    entry.actorName,
    origin.via,
    origin.address,
    origin.tokenId,
    origin.requestId,
    entry.action,
    subject.type,
    subject.id,
    subject.name,
    entry.projectId,
    entry.reason,
    entry.idempotencyKey,
    text(entry.before),
    text(entry.after),
  ]);
  await tx.run(INSERT, columnsOf(rows, TYPES.length));
}

export function auditStore({ read, write }: Session): AuditStore {
  const { orm } = read;
  const matching = (organizationId: OrganizationId, filter: AuditFilter) =>
    and(
      eq(auditEntries.organizationId, organizationId),
      filter.actions && inArray(auditEntries.action, [...filter.actions]),
      filter.actorIds && inArray(auditEntries.actorId, [...filter.actorIds]),
      filter.subjectId === undefined ? undefined : eq(auditEntries.subjectId, filter.subjectId),
      filter.projectId === undefined ? undefined : eq(auditEntries.projectId, filter.projectId),
      filter.from === undefined ? undefined : gte(auditEntries.at, filter.from),
      filter.to === undefined ? undefined : lt(auditEntries.at, filter.to),
      filter.text === undefined ? undefined : containing(filter.text),
    );

  return {
    audited: withEntries,

    appendAudit: (entries) => write((tx) => writeEntries(tx, entries)),

    async listAudit(organizationId, filter, { limit, from, backwards }) {
      const beyond = sql.raw(backwards ? '>' : '<');
      const after = from
        ? sql`(${auditEntries.at}, ${auditEntries.id}) ${beyond} (${from.value}::bigint, ${from.id}::text)`
        : undefined;
      const towards = backwards ? asc : desc;
      const rows = await orm
        .select()
        .from(auditEntries)
        .where(and(matching(organizationId, filter), after))
        .orderBy(towards(auditEntries.at), towards(auditEntries.id))
        .limit(limit);
      return (backwards ? rows.reverse() : rows).map(entryFromRow);
    },

    async countAudit(organizationId, filter) {
      return orm.$count(auditEntries, matching(organizationId, filter));
    },
  };
}

/** `%` and `_` stand for themselves. Columns ordered by their bytes know no capitals beyond ASCII, as SQLite. */
function containing(text: string) {
  const { actorName, subjectName, reason } = auditEntries;
  const has = (column: AnyColumn) =>
    sql`(strpos(lower(${column}), ${text.toLowerCase()}) > 0 OR strpos(${column}, ${text}) > 0)`;
  return or(has(actorName), has(subjectName), has(reason));
}

function entryFromRow(row: typeof auditEntries.$inferSelect): AuditEntry {
  const { via, address, tokenId, requestId, subjectType, subjectId, subjectName, before, after, ...rest } =
    row;
  // What stands in these columns was written as such by `auditWriter`.
  const state = (text: string | null): AuditState | null =>
    text === null ? null : (JSON.parse(text) as AuditState);
  return {
    ...rest,
    action: rest.action as AuditEntry['action'],
    origin: { via: via as AuditEntry['origin']['via'], address, tokenId, requestId },
    subject: { type: subjectType, id: subjectId, name: subjectName },
    before: state(before),
    after: state(after),
  };
}
