import type { Refusal } from '../domain/errors.ts';
import type { Job, JobItem, ProgramId } from '../domain/job.ts';
import type { Group } from '../domain/people.ts';
import { refusesUse, type QuotaStanding } from '../domain/quota.ts';
import type { Target } from '../domain/target.ts';
import type { SubmitPayers } from '../store/quota-store.ts';
import type { Viewer } from './context.ts';

/**
 * Whose quotas a submission has to be shown.
 *
 * @param own - the groups the viewer is in: the job will run under one of them, or under none
 */
export function payersOf(viewer: Viewer, own: readonly Group[], now: number): SubmitPayers {
  return { groupIds: own.map(({ id }) => id), userId: viewer.user.id, now };
}

/**
 * Why a new job may not be stored for want of quota; empty when it may.
 *
 * @param sizes - of its programs, in bytes
 */
export function refusesNewUse(
  quotas: readonly QuotaStanding[],
  fresh: { readonly job: Job; readonly items: readonly JobItem[] },
  target: Target,
  sizes: ReadonlyMap<ProgramId, number>,
  now: number,
): readonly Refusal[] {
  if (quotas.length === 0) return [];
  const { organizationId, groupId, createdBy, definition } = fresh.job;
  const named = new Set(definition.programs.map(({ programId }) => programId));
  const bytes = [...named].reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0);
  const credits = fresh.items.reduce((sum, item) => sum + (item.credits ?? 0), 0);
  const payers = { organizationId, groupId, userId: createdBy };
  return refusesUse(quotas, payers, target, { bytes, credits }, now);
}
