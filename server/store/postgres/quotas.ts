import {
  BYTES_PER_MEGABYTE,
  monthOf,
  type Quota,
  type QuotaResource,
  type QuotaStanding,
} from '../../domain/quota.ts';
import type { QuotaOwner, QuotaStore, UsageDimension, UsageRow } from '../quota-store.ts';
import { putContents } from './contents.ts';
import type { JobRows } from './job-rows.ts';
import { all, statement, type Queries } from './queries.ts';
import type { Session } from './session.ts';
import { ownersOf } from './tallies.ts';
import { wrongUsage } from './usage-check.ts';

type QuotaRow = [
  ownerId: string,
  resource: QuotaResource,
  ownerKind: Quota['ownerKind'],
  organizationId: string,
  amount: number,
  updatedAt: number,
  updatedBy: string,
];
type StandingRow = [...QuotaRow, ownerName: string, used: number, reserved: number];

const COLUMNS = 'owner_id, resource, owner_kind, organization_id, amount, updated_at, updated_by';
const TOTAL = (resource: string, month: string): string =>
  `(SELECT coalesce(sum(t.amount), 0) FROM usage_totals t WHERE t.owner_id = q.owner_id AND t.resource = ${resource} AND t.month = ${month})`;
const STANDING =
  `SELECT ${COLUMNS}, coalesce((SELECT name FROM organizations WHERE id = owner_id), ` +
  '(SELECT name FROM groups WHERE id = owner_id), (SELECT name FROM users WHERE id = owner_id), owner_id), ' +
  `${TOTAL('q.resource', "CASE q.resource WHEN 'STORAGE' THEN 0 ELSE $2::int END")}, ` +
  `CASE q.resource WHEN 'CREDITS' THEN ${TOTAL("'RESERVED'", '0')} ELSE 0 END FROM quotas q`;

const SQL = {
  lock: statement(
    'SELECT 1 FROM quotas WHERE owner_id = ANY($1) ORDER BY owner_id, resource FOR NO KEY UPDATE',
  ),
  ofOwners: statement(`${STANDING} WHERE owner_id = ANY($1) ORDER BY array_position($1, owner_id), resource`),
  ofOrganization: statement(`${STANDING} WHERE organization_id = $1 ORDER BY owner_id, resource`),
  one: statement(`SELECT ${COLUMNS} FROM quotas WHERE owner_id = $1 AND resource = $2`),
  organization: statement('SELECT name, id FROM organizations WHERE id = $1'),
  group: statement('SELECT name, organization_id FROM groups WHERE id = $1'),
  user: statement('SELECT name, organization_id FROM users WHERE id = $1'),
  put: statement(
    `INSERT INTO quotas (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (owner_id, resource) DO UPDATE SET ` +
      'amount = excluded.amount, updated_at = excluded.updated_at, updated_by = excluded.updated_by',
  ),
  remove: statement('DELETE FROM quotas WHERE owner_id = $1 AND resource = $2'),
};

/**
 * The quotas of owners, with what is used of them.
 *
 * @param lock - whether what is decided adds to what is used: then nobody else decides on these quotas meanwhile
 */
export async function standingsOf(
  from: Queries,
  ownerIds: readonly string[],
  now: number,
  lock: boolean,
): Promise<readonly QuotaStanding[]> {
  const [, rows] = await all(
    lock ? from.rows(SQL.lock, [ownerIds]) : null,
    from.rows<StandingRow>(SQL.ofOwners, [ownerIds, monthOf(now)]),
  );
  return rows.map(standingFrom);
}

function quotaFrom(row: QuotaRow): Quota {
  const [ownerId, resource, ownerKind, organizationId, limit, updatedAt, updatedBy] = row;
  return { ownerKind, ownerId, organizationId, resource, limit, updatedAt, updatedBy };
}

function standingFrom([...row]: StandingRow): QuotaStanding {
  const [, resource, , , , , , ownerName, used, reserved] = row;
  const quota = quotaFrom(row.slice(0, 7) as QuotaRow); // its columns come first
  if (resource === 'STORAGE') return { quota, ownerName, used: used / BYTES_PER_MEGABYTE, reserved: 0 };
  return { quota, ownerName, used: positive(used), reserved: positive(reserved) };
}

/** Sums of fractions that were added and taken away again miss 0 by a hair. */
function positive(amount: number): number {
  return amount < 1e-9 ? 0 : amount;
}

async function ownerOf(from: Queries, id: string): Promise<QuotaOwner | null> {
  const kind = id.startsWith('org_') ? 'ORGANIZATION' : id.startsWith('group_') ? 'GROUP' : 'USER';
  const query = { ORGANIZATION: SQL.organization, GROUP: SQL.group, USER: SQL.user }[kind];
  const [row] = await from.rows<[name: string, organizationId: string]>(query, [id]);
  return row ? { kind, id, organizationId: row[1], name: row[0] } : null;
}

const KINDS: readonly Quota['ownerKind'][] = ['ORGANIZATION', 'GROUP', 'USER'];
const DIMENSIONS: Readonly<Record<UsageDimension, string>> = {
  MONTH: 'month',
  USER: 'user_id',
  GROUP: 'group_id',
  PROJECT: 'project_id',
};

export function quotaStore(session: Session, rows: JobRows): QuotaStore {
  const { read } = session;
  return {
    async quotasOfOrganization(id, now) {
      const found = await read.rows<StandingRow>(SQL.ofOrganization, [id, monthOf(now)]);
      return found
        .map(standingFrom)
        .sort(
          (a, b) =>
            KINDS.indexOf(a.quota.ownerKind) - KINDS.indexOf(b.quota.ownerKind) ||
            a.ownerName.localeCompare(b.ownerName) ||
            (a.quota.ownerId < b.quota.ownerId ? -1 : 1),
        );
    },
    quotaStandings: (ownerIds, now) => standingsOf(read, ownerIds, now, false),
    quotaOwner: (id) => ownerOf(read, id),

    changeQuota: (ownerId, resource, decide) =>
      session.writeAlone(async (tx) => {
        const owner = await ownerOf(tx, ownerId);
        if (!owner) return null;
        const [row] = await tx.rows<QuotaRow>(SQL.one, [ownerId, resource]);
        const before = row ? quotaFrom(row) : null;
        const decided = decide(owner, before);
        if ('code' in decided) return decided;
        const { quota } = decided;
        if (quota === null) await tx.run(SQL.remove, [ownerId, resource]);
        else {
          const { ownerKind, organizationId, limit, updatedAt, updatedBy } = quota;
          const values = [ownerId, resource, ownerKind, organizationId, limit, updatedAt, updatedBy];
          await tx.run(SQL.put, values);
        }
        return { before, quota };
      }),

    intend: (note, contents, now, decide) =>
      session.write(async (tx) => {
        const { item, remote } = note;
        const [, [job]] = await all(
          rows.lockItems(tx, item.jobId, [item.index]),
          rows.jobs(tx, [item.jobId]),
        );
        if (!job) return 'stale';
        const refused = decide(job, await standingsOf(tx, ownersOf(job), now, true));
        if (refused) return refused;
        const given = contents.filter(({ id }) => id === remote?.runId);
        const [, [written]] = await all(putContents(tx, given), rows.note(tx, [note]));
        if (!written) tx.unname(given.map(({ id }) => id));
        return written ? 'written' : 'stale';
      }),

    async usage({ organizationId, userId, from, to, by, limit }) {
      const chosen = [...new Set(by)].map((one) => DIMENSIONS[one]);
      const columns = ['resource', ...chosen].join(', ');
      const text =
        `SELECT ${columns}, sum(amount) FROM usage WHERE organization_id = $1 AND resource <> 'RESERVED' ` +
        'AND (month BETWEEN $2 AND $3 OR month = 0) AND ($4::text IS NULL OR user_id = $4) ' +
        `GROUP BY ${columns} HAVING abs(sum(amount)) > 1e-9 ORDER BY ${columns} LIMIT $5`;
      const values = [organizationId, from, to, userId, limit];
      const found = await read.rows<readonly (string | number)[]>(statement(text), values);
      return found.map((row) => usageFrom(row, chosen));
    },
    wrongUsage: () => wrongUsage(read),
  };
}

function usageFrom(row: readonly (string | number)[], chosen: readonly string[]): UsageRow {
  const cell = (name: string): string | number | null => {
    const place = chosen.indexOf(name);
    return place < 0 ? null : row[place + 1] || null;
  };
  const text = (name: string): string | null => cell(name)?.toString() ?? null;
  const resource = row[0] as QuotaResource; // what is not one of them was left out
  const month = cell('month');
  const amount = Number(row.at(-1));
  return {
    resource,
    month: month === null ? null : Number(month),
    userId: text('user_id'),
    groupId: text('group_id'),
    projectId: text('project_id'),
    amount: resource === 'STORAGE' ? amount / BYTES_PER_MEGABYTE : amount,
  };
}
