import type { PreparedContent } from '../domain/content.ts';
import type { Refusal } from '../domain/errors.ts';
import type { GroupId, Job, OrganizationId, ProjectId, UserId } from '../domain/job.ts';
import type { Month, Quota, QuotaOwnerKind, QuotaResource, QuotaStanding } from '../domain/quota.ts';
import type { RemoteNote } from './store.ts';

/** Whom a quota is of, read in the transaction that writes it. */
export interface QuotaOwner {
  readonly kind: QuotaOwnerKind;
  readonly id: string;
  readonly organizationId: OrganizationId;
  readonly name: string;
}

/** What usage is added up by. Its resource is always one: amounts of different resources are never added. */
export const USAGE_DIMENSIONS = ['MONTH', 'USER', 'GROUP', 'PROJECT'] as const;
export type UsageDimension = (typeof USAGE_DIMENSIONS)[number];

/** A line of the usage report; null where it is not split by that, for storage's month, and for no group. */
export interface UsageRow {
  readonly resource: QuotaResource;
  readonly month: Month | null;
  readonly userId: UserId | null;
  readonly groupId: GroupId | null;
  readonly projectId: ProjectId | null;
  /** In the resource's unit. */
  readonly amount: number;
}
export interface UsageQuery {
  readonly organizationId: OrganizationId;
  /** Only what this user used; null for all. */
  readonly userId: UserId | null;
  /** The first and the last month; STORAGE is what is held now, whatever the months. */
  readonly from: Month;
  readonly to: Month;
  readonly by: readonly UsageDimension[];
  /** The most rows. */
  readonly limit: number;
}

/**
 * Quotas, and what is used of them: written in the same transaction as what it counts, added up for each month,
 * organization, group, user, project and resource, and for each owner of quotas.
 */
export interface QuotaStore {
  /** Every quota of an organization, its groups and its users, by kind and name of their owner. */
  quotasOfOrganization(id: OrganizationId, now: number): Promise<readonly QuotaStanding[]>;
  /** Those of the given owners. */
  quotaStandings(ownerIds: readonly string[], now: number): Promise<readonly QuotaStanding[]>;
  /** The organization, group or user with an id; null when there is none. */
  quotaOwner(id: string): Promise<QuotaOwner | null>;
  /** Writes what `decide` makes of a quota; null removes it. Null when there is no such owner. */
  changeQuota(
    ownerId: string,
    resource: QuotaResource,
    decide: (owner: QuotaOwner, stored: Quota | null) => { readonly quota: Quota | null } | Refusal,
  ): Promise<{ readonly before: Quota | null; readonly quota: Quota | null } | Refusal | null>;
  /**
   * Writes the intent to submit an item to its provider, as `noteRemote` does, unless `decide` refuses; it is shown
   * the job and the quotas of its payers. `stale` when the item is no longer as it was read.
   */
  intend(
    note: RemoteNote,
    contents: readonly PreparedContent[],
    now: number,
    decide: (job: Job, standings: readonly QuotaStanding[]) => Refusal | null,
  ): Promise<'written' | 'stale' | Refusal>;
  /** What was used, added up. */
  usage(query: UsageQuery): Promise<readonly UsageRow[]>;
  /** Adds everything up anew from jobs and items; one sentence for each tally that differs. */
  wrongUsage(): Promise<readonly string[]>;
}

/** Whose quotas to read with a submission, beside those of the project's organization. */
export interface SubmitPayers {
  /** Every group the job may come to run under. */
  readonly groupIds: readonly GroupId[];
  readonly userId: UserId;
  readonly now: number;
}
