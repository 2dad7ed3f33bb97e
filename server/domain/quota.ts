import { refusal, type Refusal } from './errors.ts';
import type { GroupId, Job, JobItem, OrganizationId, UserId } from './job.ts';
import { isFinal } from './status.ts';
import type { Target } from './target.ts';

/**
 * What is limited (RULES: "Quotas and cost"): COMPILATION and SIMULATION are seconds of CPU and CREDITS hardware
 * credits, each in a calendar month (UTC); STORAGE is megabytes (10^6 bytes) and never reset.
 */
export const QUOTA_RESOURCES = ['COMPILATION', 'SIMULATION', 'STORAGE', 'CREDITS'] as const;
export type QuotaResource = (typeof QUOTA_RESOURCES)[number];

export const QUOTA_OWNER_KINDS = ['ORGANIZATION', 'GROUP', 'USER'] as const;
export type QuotaOwnerKind = (typeof QUOTA_OWNER_KINDS)[number];

/** A limit on what the jobs of an organization, a group or a user may use. */
export interface Quota {
  readonly ownerKind: QuotaOwnerKind;
  readonly ownerId: string;
  /** The organization it belongs to: the owner's own. */
  readonly organizationId: OrganizationId;
  readonly resource: QuotaResource;
  /** In the resource's unit; 0 allows nothing. */
  readonly limit: number;
  readonly updatedAt: number;
  readonly updatedBy: UserId;
}

/** A quota with what is used of it. */
export interface QuotaStanding {
  readonly quota: Quota;
  readonly ownerName: string;
  /** In the resource's unit; of the current month where the resource is one of months. */
  readonly used: number;
  /** Credits that items which wait here are estimated to cost; 0 for other resources. */
  readonly reserved: number;
}

/** Whose quotas a job uses: those of its project's organization, its group and whoever submitted it. */
export interface Payers {
  readonly organizationId: OrganizationId;
  readonly groupId: GroupId | null;
  readonly userId: UserId;
}

export function payersOf(job: Pick<Job, 'organizationId' | 'groupId' | 'createdBy'>): Payers {
  return { organizationId: job.organizationId, groupId: job.groupId, userId: job.createdBy };
}

/** The CPU time that jobs of a target use; null where it costs nothing: the syntax checker, and what runs elsewhere. */
export function cpuResource(target: Pick<Target, 'kind'>): 'COMPILATION' | 'SIMULATION' | null {
  switch (target.kind) {
    case 'COMPILER':
      return 'COMPILATION';
    case 'SIMULATOR':
    case 'NOISY_EMULATOR':
      return 'SIMULATION';
    case 'SYNTAX_CHECKER':
    case 'REMOTE':
      return null;
    default:
      return target.kind satisfies never;
  }
}

/** The resources that a job on a target uses. */
export function resourcesOf(target: Pick<Target, 'kind'>): readonly QuotaResource[] {
  const cpu = cpuResource(target);
  if (target.kind === 'REMOTE') return ['CREDITS', 'STORAGE'];
  return cpu === null ? ['STORAGE'] : [cpu, 'STORAGE'];
}

/** The quotas that count for a job: those of its payers on what its target uses. The tightest comes first. */
export function quotasThatApply(
  standings: readonly QuotaStanding[],
  payers: Payers,
  target: Pick<Target, 'kind'>,
): readonly QuotaStanding[] {
  const resources = resourcesOf(target);
  const owners: readonly (string | null)[] = [payers.organizationId, payers.groupId, payers.userId];
  return standings
    .filter(({ quota }) => resources.includes(quota.resource) && owners.includes(quota.ownerId))
    .sort((a, b) => leftOf(a) - leftOf(b));
}

/** How much of a quota is left, what is reserved being gone. */
export function leftOf({ quota, used, reserved }: QuotaStanding): number {
  return Math.max(0, quota.limit - used - reserved);
}

/** From this share of it on, a quota is said to be nearly used up. */
const NEARLY = 0.9;

export function isNearlyUsedUp({ quota, used, reserved }: QuotaStanding): boolean {
  return used + reserved >= NEARLY * quota.limit;
}

/** What a submission, rerun or retry takes of the quotas, as far as it is known beforehand. */
export interface QuotaNeed {
  /** Bytes of programs that the job will hold besides what it holds already. */
  readonly bytes: number;
  /** Hardware credits it is estimated to cost. */
  readonly credits: number;
}

/**
 * Why a job may not be taken. CPU time is not known beforehand: its quota refuses when nothing is left.
 *
 * @param standings - as they are without this job
 * @param now - for the month that comes next, in milliseconds since 1970
 * @returns one refusal for each resource, about its tightest quota
 */
export function refusesUse(
  standings: readonly QuotaStanding[],
  payers: Payers,
  target: Pick<Target, 'kind'>,
  need: QuotaNeed,
  now: number,
): readonly Refusal[] {
  const found = new Map<QuotaResource, Refusal>();
  for (const standing of quotasThatApply(standings, payers, target)) {
    const { resource } = standing.quota;
    if (found.has(resource)) continue;
    const taken = resource === 'STORAGE' ? need.bytes / BYTES_PER_MEGABYTE : need.credits;
    const refused = exceeded(
      standing,
      resource === 'COMPILATION' || resource === 'SIMULATION' ? null : taken,
    );
    if (refused) found.set(resource, refusal('QUOTA_EXCEEDED', `${refused}${renewal(resource, now)}`));
  }
  return [...found.values()];
}

/**
 * Why a waiting item may not begin, or not be handed over; null when it may. It holds its place in what is used
 * already: its program is stored, its credits are reserved.
 *
 * @param credits - what it is estimated to cost at a remote target; 0 elsewhere
 */
export function refusesClaim(
  standings: readonly QuotaStanding[],
  payers: Payers,
  target: Pick<Target, 'kind'>,
  credits: number,
  now: number,
): Refusal | null {
  for (const standing of quotasThatApply(standings, payers, target)) {
    const { resource } = standing.quota;
    const taken = resource === 'CREDITS' ? credits : resource === 'STORAGE' ? 0 : null;
    // What others that wait have reserved is for their turn to tell.
    const refused = exceeded({ ...standing, reserved: 0 }, taken);
    if (refused) return refusal('QUOTA_EXCEEDED', `${refused}${renewal(resource, now)}`);
  }
  return null;
}

/** @param taken - null where it is not known: then something must be left */
function exceeded({ quota, ownerName, used, reserved }: QuotaStanding, taken: number | null): string | null {
  const { resource, limit } = quota;
  const unit = QUOTA_UNITS[resource];
  const whose = `The ${resource} quota of the ${quota.ownerKind.toLowerCase()} "${ownerName}"`;
  const held = reserved > 0 ? `, ${amountText(reserved)} reserved by what waits` : '';
  if (taken === null) {
    return used < limit
      ? null
      : `${whose} is used up: ${amountText(used)} of ${amountText(limit)} ${unit} used.`;
  }
  if (used + reserved + taken <= limit) return null;
  const more = taken > 0 ? `; this takes ${amountText(taken)} more` : '';
  return `${whose} does not suffice: ${amountText(used)} of ${amountText(limit)} ${unit} used${held}${more}.`;
}

function renewal(resource: QuotaResource, now: number): string {
  if (resource === 'STORAGE') return ' Deleting jobs frees storage.';
  return ` It begins anew on ${new Date(nextMonth(now)).toISOString().slice(0, 10)} (UTC).`;
}

export const QUOTA_UNITS: Readonly<Record<QuotaResource, string>> = {
  COMPILATION: 'CPU seconds',
  SIMULATION: 'CPU seconds',
  STORAGE: 'MB',
  CREDITS: 'credits',
};
export const BYTES_PER_MEGABYTE = 1_000_000;

/** A number in as many digits as people want to read: three behind the point at most. */
export function amountText(amount: number): string {
  return String(Math.round(amount * 1000) / 1000);
}

// ---- Months ----------------------------------------------------------------------------------------------------

/** A calendar month in UTC as a number: 202611 for November 2026. */
export type Month = number;

export function monthOf(time: number): Month {
  const date = new Date(time);
  return date.getUTCFullYear() * 100 + date.getUTCMonth() + 1;
}

/** When a month begins, in milliseconds since 1970. */
export function monthStart(month: Month): number {
  return Date.UTC(Math.floor(month / 100), (month % 100) - 1, 1);
}

/** When the month after that of `time` begins, in milliseconds since 1970. */
export function nextMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/** A month as people write it, and as it sorts: 2026-11. */
export function monthText(month: Month): string {
  return `${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}`;
}

// ---- Credits of items ------------------------------------------------------------------------------------------

/** What an item takes of CREDITS as it stands. */
export interface CreditUse {
  /** It waits here: its estimate is kept free for it. */
  readonly reserved: number;
  /** Its provider has it, or may have it, or has run it; counted in the month in which it was submitted. */
  readonly used: number;
  readonly month: Month;
}
const NO_CREDITS: CreditUse = { reserved: 0, used: 0, month: 0 };

/** An item that ended otherwise than with a result costs nothing: what was counted is given back. */
export function creditUse(item: Pick<JobItem, 'status' | 'remote' | 'credits'>): CreditUse {
  const { status, remote, credits } = item;
  if (remote === null) {
    return credits === null || isFinal(status) ? NO_CREDITS : { reserved: credits, used: 0, month: 0 };
  }
  if (isFinal(status) && status !== 'COMPLETED') return NO_CREDITS;
  return { reserved: 0, used: remote.credits, month: monthOf(remote.keyAt) };
}

// ---- Setting quotas --------------------------------------------------------------------------------------------

/** Far above anything that is used, and still exact. */
export const LARGEST_QUOTA = 1e12;

export function checkQuotaLimit(limit: number): Refusal | null {
  if (Number.isFinite(limit) && limit >= 0 && limit <= LARGEST_QUOTA) return null;
  return refusal('INVALID_INPUT', `The limit is ${limit}; it must be from 0 to ${LARGEST_QUOTA}.`, ['limit']);
}

/**
 * Why somebody may not set or remove a quota; null when they may. Organization admins do it for the groups and
 * users of their own organization; the organization's own quotas are given to it by platform admins.
 *
 * @param user - who asks, known to see the organization
 */
export function refusesQuotaChange(
  user: {
    readonly organizationId: OrganizationId;
    readonly isOrganizationAdmin: boolean;
    readonly isPlatformAdmin: boolean;
  },
  owner: { readonly kind: QuotaOwnerKind; readonly organizationId: OrganizationId },
): Refusal | null {
  if (user.isPlatformAdmin) return null;
  if (owner.kind === 'ORGANIZATION')
    return refusal('FORBIDDEN', 'The quotas of a whole organization are set by platform admins.', [
      'ownerId',
    ]);
  if (user.isOrganizationAdmin && user.organizationId === owner.organizationId) return null;
  return refusal('FORBIDDEN', 'Quotas of groups and users are set by the admins of their organization.', [
    'ownerId',
  ]);
}
