import type { Job, ProjectId } from '../../domain/job.ts';
import type { Month, QuotaResource } from '../../domain/quota.ts';
import type { Connection } from './connection.ts';
import type { BatchParticipant } from './group-commit.ts';

/** What is tallied: what quotas limit, and credits that are kept free for what waits. */
export type UsageResource = QuotaResource | 'RESERVED';

/** The month of what is held and not used up. */
export const HELD: Month = 0;
/** The month of what jobs used that are deleted. */
export const DELETED: Month = -1;

/** Whose job it was. */
export type UsageKey = Pick<Job, 'organizationId' | 'groupId' | 'projectId' | 'createdBy'>;

interface Entry extends UsageKey {
  readonly resource: UsageResource;
  readonly month: Month;
  amount: number;
}
interface Total {
  readonly ownerId: string;
  readonly resource: UsageResource;
  readonly month: Month;
  amount: number;
}

/**
 * What jobs use, in seconds, bytes and credits, by whose they are and by month. What the writes of a batch add is
 * summed up and written once, at the end of the batch's transaction; until then it counts from here.
 */
export class UsageTallies implements BatchParticipant {
  /** What the write at work has added. */
  #open: Entry[] = [];
  /** What the finished writes of the batch have added. */
  #kept = new Map<string, Entry>();
  #totals = new Map<string, Total>();
  readonly #sql;

  constructor(db: Connection) {
    this.#sql = {
      add: db.prepare(
        'INSERT INTO usage (organization_id, month, resource, project_id, user_id, group_id, amount) ' +
          'VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount',
      ),
      addTotal: db.prepare(
        'INSERT INTO usage_totals (owner_id, resource, month, amount) VALUES (?, ?, ?, ?) ' +
          'ON CONFLICT DO UPDATE SET amount = amount + excluded.amount',
      ),
      total: db
        .prepare('SELECT amount FROM usage_totals WHERE owner_id = ? AND resource = ? AND month = ?')
        .pluck(),
      heldByProject: db.prepare(
        'SELECT organization_id AS organizationId, user_id AS createdBy, group_id AS groupId, amount FROM usage ' +
          'WHERE organization_id = (SELECT organization_id FROM projects WHERE id = ?) AND month = 0 AND resource = ? AND project_id = ?',
      ),
    };
  }

  add(of: UsageKey, resource: UsageResource, month: Month, amount: number): void {
    if (amount === 0) return;
    const { organizationId, groupId, projectId, createdBy } = of;
    this.#open.push({ organizationId, groupId, projectId, createdBy, resource, month, amount });
  }

  /** What an organization, group or user has used, this batch's writes included. */
  total(ownerId: string, resource: UsageResource, month: Month): number {
    let amount = Number(this.#sql.total.get(ownerId, resource, month) ?? 0);
    amount += this.#totals.get(`${ownerId} ${resource} ${month}`)?.amount ?? 0;
    for (const entry of this.#open) {
      if (entry.resource === resource && entry.month === month && ownersOf(entry).includes(ownerId))
        amount += entry.amount;
    }
    return amount;
  }

  /** Gives back all that the jobs of a project hold: they are gone. */
  releaseProject(projectId: ProjectId): void {
    for (const resource of ['STORAGE', 'RESERVED'] as const) {
      const rows = this.#sql.heldByProject.all(projectId, resource, projectId) as {
        organizationId: string;
        createdBy: string;
        groupId: string;
        amount: number;
      }[];
      const pending = [...this.#kept.values(), ...this.#open].filter(
        (one) => one.projectId === projectId && one.resource === resource && one.month === HELD,
      );
      for (const one of rows) {
        this.add({ ...one, groupId: one.groupId || null, projectId }, resource, HELD, -one.amount);
      }
      for (const one of pending) this.add(one, resource, HELD, -one.amount);
    }
  }

  keep(): void {
    for (const entry of this.#open) {
      const { organizationId, groupId, projectId, createdBy, resource, month, amount } = entry;
      const key = `${organizationId} ${month} ${resource} ${projectId} ${createdBy} ${groupId ?? ''}`;
      const kept = this.#kept.get(key);
      if (kept) kept.amount += amount;
      else this.#kept.set(key, entry);
      for (const ownerId of ownersOf(entry)) {
        const totalKey = `${ownerId} ${resource} ${month}`;
        const total = this.#totals.get(totalKey);
        if (total) total.amount += amount;
        else this.#totals.set(totalKey, { ownerId, resource, month, amount });
      }
    }
    this.discard();
  }
  discard(): void {
    if (this.#open.length > 0) this.#open = [];
  }
  flush(): void {
    for (const one of this.#kept.values()) {
      if (one.amount === 0) continue;
      this.#sql.add.run(
        one.organizationId,
        one.month,
        one.resource,
        one.projectId,
        one.createdBy,
        one.groupId ?? '',
        one.amount,
      );
    }
    for (const one of this.#totals.values()) {
      if (one.amount !== 0) this.#sql.addTotal.run(one.ownerId, one.resource, one.month, one.amount);
    }
  }
  reset(): void {
    this.discard();
    if (this.#kept.size === 0) return;
    this.#kept = new Map();
    this.#totals = new Map();
  }
}

function ownersOf({ organizationId, groupId, createdBy }: UsageKey): readonly string[] {
  return groupId === null ? [organizationId, createdBy] : [organizationId, groupId, createdBy];
}
