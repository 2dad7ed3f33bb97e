import { notFound, refusal, type Refusal } from '../domain/errors.ts';
import { groupOfSubmission } from '../domain/groups.ts';
import { administrates, maySeeOrganization } from '../domain/organizations.ts';
import {
  checkQuotaLimit,
  monthOf,
  quotasThatApply,
  refusesQuotaChange,
  refusesUse,
  type Quota,
  type QuotaResource,
  type QuotaStanding,
} from '../domain/quota.ts';
import type { AuditAction, AuditState, Deed } from '../domain/audit.ts';
import type { QuotaOwner, UsageDimension, UsageRow } from '../store/quota-store.ts';
import { visibleProject } from './access.ts';
import { audited } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { visibleColleague, visibleGroup, visibleOrganization } from './people-access.ts';

/** The most rows of one usage report. */
export const MOST_USAGE_ROWS = 10_000;

/** Sets a quota on an organization, a group or a user. */
export async function setQuota(
  ctx: Context,
  viewer: Viewer,
  input: { readonly ownerId: string; readonly resource: QuotaResource; readonly limit: number },
): Promise<Outcome<QuotaStanding>> {
  const wrong = checkQuotaLimit(input.limit);
  if (wrong) return refuse(wrong);
  const changed = await changeQuota(ctx, viewer, input, 'QUOTA_SET', (owner) => ({
    ownerKind: owner.kind,
    ownerId: owner.id,
    organizationId: owner.organizationId,
    resource: input.resource,
    limit: input.limit,
    updatedAt: ctx.now(),
    updatedBy: viewer.user.id,
  }));
  if (!changed.ok) return changed;
  const standings = await ctx.store.quotaStandings([input.ownerId], ctx.now());
  const standing = standings.find(({ quota }) => quota.resource === input.resource);
  return standing ? done(standing) : refuse(noSuchOwner(input.ownerId));
}

/** Removes a quota. There being none changes nothing. */
export async function removeQuota(
  ctx: Context,
  viewer: Viewer,
  input: { readonly ownerId: string; readonly resource: QuotaResource },
): Promise<Outcome<{ readonly ownerId: string }>> {
  const changed = await changeQuota(ctx, viewer, input, 'QUOTA_REMOVED', () => null);
  return changed.ok ? done({ ownerId: input.ownerId }) : changed;
}

async function changeQuota(
  ctx: Context,
  viewer: Viewer,
  { ownerId, resource }: { readonly ownerId: string; readonly resource: QuotaResource },
  action: AuditAction,
  wish: (owner: QuotaOwner) => Quota | null,
): Promise<Outcome<null>> {
  const seen = await visibleOwner(ctx, viewer, ownerId);
  if (!seen.ok) return seen;
  const owner = seen.value;
  const answer = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.changeQuota(
        ownerId,
        resource,
        (stored) => refusesQuotaChange(viewer.user, stored) ?? { quota: wish(stored) },
      ),
    (told) =>
      told && !('code' in told) && (told.before || told.quota) ? quotaDeed(action, owner, told) : null,
  );
  if (!answer) return refuse(noSuchOwner(ownerId));
  return 'code' in answer ? refuse(answer) : done(null);
}

function noSuchOwner(id: string): Refusal {
  return notFound('organization, group or user', id, ['ownerId']);
}

/** An organization, group or user that the viewer may see; to everyone else there is none. */
async function visibleOwner(ctx: Context, viewer: Viewer, id: string): Promise<Outcome<QuotaOwner>> {
  const path = ['ownerId'];
  const see = id.startsWith('org_')
    ? visibleOrganization
    : id.startsWith('group_')
      ? visibleGroup
      : id.startsWith('user_')
        ? visibleColleague
        : null;
  if (!see) return refuse(noSuchOwner(id));
  const seen = await see(ctx, viewer, id, path);
  const owner = seen.ok ? await ctx.store.quotaOwner(id) : null;
  return owner ? done(owner) : refuse(noSuchOwner(id));
}

function quotaDeed(
  action: AuditAction,
  owner: QuotaOwner,
  { before, quota }: { readonly before: Quota | null; readonly quota: Quota | null },
): Deed {
  const types = { ORGANIZATION: 'Organization', GROUP: 'Group', USER: 'User' } as const;
  const state = (one: Quota | null): AuditState | null => one && { resource: one.resource, limit: one.limit };
  return {
    action,
    subject: { type: types[owner.kind], id: owner.id, name: owner.name },
    organizationId: owner.organizationId,
    before: state(before),
    after: state(quota),
  };
}

/** The quotas that count for jobs of the viewer. */
export async function ownQuotas(ctx: Context, viewer: Viewer): Promise<readonly QuotaStanding[]> {
  const [groups] = await ctx.store.groupsOfUsers([viewer.user.id]);
  const { id, organizationId } = viewer.user;
  return ctx.store.quotaStandings(
    [organizationId, ...(groups ?? []).map((group) => group.id), id],
    ctx.now(),
  );
}

/** The quotas of an organization that the viewer may see; null for one that is not theirs. */
export async function organizationQuotas(
  ctx: Context,
  viewer: Viewer,
  organizationId: string,
): Promise<readonly QuotaStanding[] | null> {
  if (!maySeeOrganization(viewer.user, organizationId)) return null;
  return administrates(viewer.user, organizationId)
    ? ctx.store.quotasOfOrganization(organizationId, ctx.now())
    : ownQuotas(ctx, viewer);
}

/** What an organization's jobs used; what the viewer used where they do not look after it. Null for another's. */
export async function organizationUsage(
  ctx: Context,
  viewer: Viewer,
  organizationId: string,
  range: { readonly from: number; readonly to: number; readonly by: readonly UsageDimension[] },
): Promise<readonly UsageRow[] | null> {
  if (!maySeeOrganization(viewer.user, organizationId)) return null;
  return ctx.store.usage({
    organizationId,
    userId: administrates(viewer.user, organizationId) ? null : viewer.user.id,
    from: monthOf(range.from),
    to: monthOf(range.to),
    by: range.by,
    limit: MOST_USAGE_ROWS,
  });
}

export interface QuotaGuardInput {
  readonly projectId: string;
  readonly targetId: string;
  readonly group?: string | null | undefined;
  readonly credits: number;
  readonly bytes: number;
}
export interface QuotaGuard {
  readonly refusals: readonly Refusal[];
  readonly quotas: readonly QuotaStanding[];
}

/** Whether quotas allow a job to be submitted, by the function that the submission asks. */
export async function quotaGuard(
  ctx: Context,
  viewer: Viewer,
  input: QuotaGuardInput,
): Promise<Outcome<QuotaGuard>> {
  for (const name of ['credits', 'bytes'] as const) {
    if (!(input[name] >= 0))
      return refuse(refusal('INVALID_INPUT', `${name} is ${input[name]}; it must be 0 or above.`, [name]));
  }
  const seen = await visibleProject(ctx, viewer, input.projectId);
  if (!seen.ok) return seen;
  const [target] = await ctx.store.targets([input.targetId]);
  if (!target) return refuse(notFound('target', input.targetId, ['targetId']));
  const [own] = await ctx.store.groupsOfUsers([viewer.user.id]);
  const group = groupOfSubmission(viewer.user, own ?? [], input.group ?? null);
  if ('code' in group) return refuse(group);
  const { organizationId } = seen.value.project;
  const payers = { organizationId, groupId: group.groupId, userId: viewer.user.id };
  const owners = [organizationId, group.groupId, viewer.user.id].filter((id) => id !== null);
  const now = ctx.now();
  const standings = await ctx.store.quotaStandings(owners, now);
  return done({
    refusals: refusesUse(standings, payers, target, input, now),
    quotas: quotasThatApply(standings, payers, target),
  });
}
