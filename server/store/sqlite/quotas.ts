import {
  BYTES_PER_MEGABYTE,
  monthOf,
  type Payers,
  type Quota,
  type QuotaResource,
  type QuotaStanding,
} from '../../domain/quota.ts';
import type { QuotaOwner, QuotaStore, UsageDimension, UsageRow } from '../quota-store.ts';
import type { JobRows } from './job-rows.ts';
import type { Session } from './session.ts';
import { Statements } from './statements.ts';
import { HELD } from './usage-tallies.ts';
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
const COLUMNS = 'owner_id, resource, owner_kind, organization_id, amount, updated_at, updated_by';

function quotaFromRow(row: QuotaRow): Quota {
  const [ownerId, resource, ownerKind, organizationId, limit, updatedAt, updatedBy] = row;
  return { ownerKind, ownerId, organizationId, resource, limit, updatedAt, updatedBy };
}

/** Reads quotas with what is used of them. Cheap where there are none. */
export class QuotaReader {
  readonly #session: Session;
  readonly #sql;

  constructor(session: Session) {
    const { db } = session;
    this.#session = session;
    this.#sql = {
      ofOwner: db.prepare(`SELECT ${COLUMNS} FROM quotas WHERE owner_id = ?`).raw(),
      ofOrganization: db.prepare(`SELECT ${COLUMNS} FROM quotas WHERE organization_id = ?`).raw(),
      one: db.prepare(`SELECT ${COLUMNS} FROM quotas WHERE owner_id = ? AND resource = ?`).raw(),
      organization: db.prepare('SELECT name FROM organizations WHERE id = ?').pluck(),
      group: db.prepare('SELECT name, organization_id FROM groups WHERE id = ?').raw(),
      user: db.prepare('SELECT name, organization_id FROM users WHERE id = ?').raw(),
    };
  }

  ofPayers({ organizationId, groupId, userId }: Payers, now: number): readonly QuotaStanding[] {
    return this.ofOwners(
      groupId === null ? [organizationId, userId] : [organizationId, groupId, userId],
      now,
    );
  }

  ofOwners(ids: readonly string[], now: number): readonly QuotaStanding[] {
    const found: QuotaStanding[] = [];
    for (const id of ids) {
      for (const row of this.#sql.ofOwner.all(id) as QuotaRow[]) found.push(this.#standing(row, now));
    }
    return found;
  }

  ofOrganization(id: string, now: number): readonly QuotaStanding[] {
    const found = (this.#sql.ofOrganization.all(id) as QuotaRow[]).map((row) => this.#standing(row, now));
    const kinds = ['ORGANIZATION', 'GROUP', 'USER'];
    return found.sort(
      (a, b) =>
        kinds.indexOf(a.quota.ownerKind) - kinds.indexOf(b.quota.ownerKind) ||
        a.ownerName.localeCompare(b.ownerName) ||
        (a.quota.ownerId < b.quota.ownerId ? -1 : 1),
    );
  }

  quota(ownerId: string, resource: QuotaResource): Quota | null {
    const row = this.#sql.one.get(ownerId, resource) as QuotaRow | undefined;
    return row ? quotaFromRow(row) : null;
  }

  owner(id: string): QuotaOwner | null {
    if (id.startsWith('org_')) {
      const name = this.#sql.organization.get(id) as string | undefined;
      return name === undefined ? null : { kind: 'ORGANIZATION', id, organizationId: id, name };
    }
    const kind = id.startsWith('group_') ? 'GROUP' : 'USER';
    const row = this.#sql[kind === 'GROUP' ? 'group' : 'user'].get(id) as [string, string] | undefined;
    return row ? { kind, id, organizationId: row[1], name: row[0] } : null;
  }

  #standing(row: QuotaRow, now: number): QuotaStanding {
    const quota = quotaFromRow(row);
    const { ownerId, resource } = quota;
    const { usage } = this.#session;
    const ownerName = this.owner(ownerId)?.name ?? ownerId;
    if (resource === 'STORAGE') {
      const used = usage.total(ownerId, resource, HELD) / BYTES_PER_MEGABYTE;
      return { quota, ownerName, used, reserved: 0 };
    }
    const used = usage.total(ownerId, resource, monthOf(now));
    const reserved = resource === 'CREDITS' ? usage.total(ownerId, 'RESERVED', HELD) : 0;
    return { quota, ownerName, used: positive(used), reserved: positive(reserved) };
  }
}

/** Sums of fractions that were added and taken away again miss 0 by a hair. */
function positive(amount: number): number {
  return amount < 1e-9 ? 0 : amount;
}

const DIMENSIONS: Readonly<Record<UsageDimension, string>> = {
  MONTH: 'month',
  USER: 'user_id',
  GROUP: 'group_id',
  PROJECT: 'project_id',
};

export function quotaStore(session: Session, rows: JobRows, reader: QuotaReader): QuotaStore {
  const { db, write } = session;
  const sql = {
    put: db.prepare(
      `INSERT INTO quotas (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET ` +
        'amount = excluded.amount, updated_at = excluded.updated_at, updated_by = excluded.updated_by',
    ),
    remove: db.prepare('DELETE FROM quotas WHERE owner_id = ? AND resource = ?'),
  };
  const reports = new Statements(db);

  return {
    async quotasOfOrganization(id, now) {
      return reader.ofOrganization(id, now);
    },
    async quotaStandings(ownerIds, now) {
      return reader.ofOwners(ownerIds, now);
    },
    async quotaOwner(id) {
      return reader.owner(id);
    },

    changeQuota: (ownerId, resource, decide) =>
      write(() => {
        const owner = reader.owner(ownerId);
        if (!owner) return null;
        const before = reader.quota(ownerId, resource);
        const decided = decide(owner, before);
        if ('code' in decided) return decided;
        const { quota } = decided;
        if (quota === null) sql.remove.run(ownerId, resource);
        else {
          const { ownerKind, organizationId, limit, updatedAt, updatedBy } = quota;
          sql.put.run(ownerId, resource, ownerKind, organizationId, limit, updatedAt, updatedBy);
        }
        return { before, quota };
      }),

    intend: ({ item, remote, dueAt }, contents, now, decide) =>
      write(() => {
        const job = rows.job(item.jobId);
        if (!job) return 'stale';
        const refused = decide(job, reader.ofPayers({ ...job, userId: job.createdBy }, now));
        if (refused) return refused;
        const given = new Map(contents.map((one) => [one.id, one]));
        return rows.note(item, remote, dueAt, given) ? 'written' : 'stale';
      }),

    async usage({ organizationId, userId, from, to, by, limit }) {
      const chosen = [...new Set(by)].map((one) => DIMENSIONS[one]);
      const columns = ['resource', ...chosen].join(', ');
      const text =
        `SELECT ${columns}, sum(amount) AS amount FROM usage ` +
        "WHERE organization_id = ? AND resource <> 'RESERVED' AND (month BETWEEN ? AND ? OR month = 0) " +
        `${userId === null ? '' : 'AND user_id = ? '}` +
        `GROUP BY ${columns} HAVING abs(sum(amount)) > 1e-9 ORDER BY ${columns} LIMIT ?`;
      const values = [organizationId, from, to, ...(userId === null ? [] : [userId]), limit];
      return (reports.get(text).all(...values) as RawUsage[]).map(usageFromRow);
    },
    async wrongUsage() {
      return wrongUsage(db);
    },
  };
}

interface RawUsage {
  readonly resource: QuotaResource;
  readonly month?: number;
  readonly user_id?: string;
  readonly group_id?: string;
  readonly project_id?: string;
  readonly amount: number;
}

function usageFromRow(row: RawUsage): UsageRow {
  return {
    resource: row.resource,
    month: row.month || null,
    userId: row.user_id ?? null,
    groupId: row.group_id || null,
    projectId: row.project_id ?? null,
    amount: row.resource === 'STORAGE' ? row.amount / BYTES_PER_MEGABYTE : row.amount,
  };
}
