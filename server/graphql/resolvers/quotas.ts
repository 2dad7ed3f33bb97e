import { permission } from '../../domain/actions.ts';
import {
  isNearlyUsedUp,
  leftOf,
  monthText,
  nextMonth,
  QUOTA_UNITS,
  refusesQuotaChange,
} from '../../domain/quota.ts';
import {
  organizationQuotas,
  organizationUsage,
  ownQuotas,
  quotaGuard,
  removeQuota,
  setQuota,
} from '../../jobs/quotas.ts';
import { badInput } from '../faults.ts';
import type { Resolvers } from '../schema-types.generated.ts';

/** Quotas, and what was used of them. */
export const quotas: Resolvers = {
  Query: {
    quotaGuard: async (_root, { input }, { useCases, viewer }) => {
      const asked = { ...input, credits: input.credits ?? 0, bytes: input.bytes ?? 0 };
      const outcome = await quotaGuard(useCases, viewer, asked);
      if (!outcome.ok) return { allowed: null, refusals: [], quotas: [], errors: outcome.refusals };
      return { ...outcome.value, allowed: outcome.value.refusals.length === 0, errors: [] };
    },
  },
  Mutation: {
    setQuota: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await setQuota(useCases, viewer, input);
      return outcome.ok ? { quota: outcome.value, errors: [] } : { quota: null, errors: outcome.refusals };
    },
    removeQuota: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await removeQuota(useCases, viewer, input);
      return outcome.ok ? { ...outcome.value, errors: [] } : { ownerId: null, errors: outcome.refusals };
    },
  },
  Viewer: {
    quotas: (viewer, _args, { useCases }) => ownQuotas(useCases, viewer),
  },
  Organization: {
    quotas: ({ id }, _args, { useCases, viewer }) => organizationQuotas(useCases, viewer, id),
    setOwnQuotas: ({ id }, _args, { viewer }) =>
      permission(refusesQuotaChange(viewer.user, { kind: 'ORGANIZATION', organizationId: id })),
    usage: ({ id }, { from, to, by }, { useCases, viewer }) => {
      if (from > to) throw badInput('`from` is after `to`.');
      const dimensions = by.filter((one) => one !== 'RESOURCE');
      return organizationUsage(useCases, viewer, id, { from, to, by: dimensions });
    },
  },
  Quota: {
    ownerKind: ({ quota }) => quota.ownerKind,
    ownerId: ({ quota }) => quota.ownerId,
    resource: ({ quota }) => quota.resource,
    unit: ({ quota }) => QUOTA_UNITS[quota.resource],
    limit: ({ quota }) => quota.limit,
    left: (standing) => leftOf(standing),
    isNearlyUsedUp: (standing) => isNearlyUsedUp(standing),
    resetsAt: ({ quota }, _args, { useCases }) =>
      quota.resource === 'STORAGE' ? null : nextMonth(useCases.now()),
    updatedAt: ({ quota }) => quota.updatedAt,
    change: ({ quota }, _args, { viewer }) =>
      permission(
        refusesQuotaChange(viewer.user, { kind: quota.ownerKind, organizationId: quota.organizationId }),
      ),
  },
  UsageRow: {
    unit: ({ resource }) => QUOTA_UNITS[resource],
    month: ({ month }) => (month === null ? null : monthText(month)),
    user: ({ userId }, _args, { loaders }) => (userId === null ? null : loaders.user.load(userId)),
    groupName: async ({ groupId }, _args, { loaders }) =>
      groupId === null ? null : ((await loaders.group.load(groupId))?.name ?? null),
    projectName: async ({ projectId }, _args, { loaders }) =>
      projectId === null ? null : ((await loaders.project.load(projectId))?.name ?? null),
  },
};
