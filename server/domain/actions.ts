import { refusesCancel } from './cancel.ts';
import { refusal, type Refusal } from './errors.ts';
import type { Job } from './job.ts';
import type { Access, Project } from './people.ts';
import { forbids } from './permissions.ts';
import { isBeingRetried, mayResynchronise, refusesRetry, retryStatuses, retryStrategies } from './retry.ts';
import type { RetryStrategy } from './retry-plan.ts';
import { finalOf, totalOf, type FinalStatus, type StatusCounts } from './status.ts';
import { isHosted, type Target } from './target.ts';

/** Whether something may be done now, and if not, why. */
export type Permission = { readonly allowed: true } | { readonly allowed: false; readonly refusal: Refusal };

export function permission(no: Refusal | null): Permission {
  return no ? { allowed: false, refusal: no } : { allowed: true };
}

/** Why somebody may not rerun this job; null when they may. An offline target does not matter: it queues. */
export function refusesRerun(
  job: Job,
  target: Target | null,
  project: Project,
  access: Access,
): Refusal | null {
  const forbidden = forbids(access, 'rerun');
  if (forbidden) return forbidden;
  if (project.archivedAt !== null) {
    return refusal('PROJECT_ARCHIVED', `The project "${project.name}" is archived and takes no new jobs.`);
  }
  if (!target || target.status === 'RETIRED') {
    return refusal('TARGET_RETIRED', `The target "${target?.name ?? job.targetId}" was withdrawn.`);
  }
  return null;
}

/** Why somebody may not delete this job; null when they may. */
export function refusesDelete(job: Job, access: Access): Refusal | null {
  const forbidden = forbids(access, 'delete');
  if (forbidden) return forbidden;
  if (finalOf(job.counts) < totalOf(job.counts)) {
    return refusal(
      'JOB_NOT_FINAL',
      `The job "${job.name}" is ${job.status}; cancel it or wait for its end before deleting it.`,
    );
  }
  return null;
}

export interface JobActions {
  readonly rerun: Permission;
  readonly retry: Permission;
  readonly retryStatuses: readonly FinalStatus[];
  readonly retryStrategies: readonly RetryStrategy[];
  /** A retry now asks providers about what they have, and does nothing else. */
  readonly retryResynchronises: boolean;
  readonly cancel: Permission;
  readonly delete: Permission;
  readonly update: Permission;
}

/** What somebody may do with a job now: from the same functions as the mutations. */
export function jobActions(job: Job, target: Target | null, project: Project, access: Access): JobActions {
  const hosted = target === null || isHosted(target);
  const strategies = retryStrategies(job, access, hosted);
  const resynchronises = mayResynchronise(job, access, hosted);
  // What would change nothing (a retry of a retry, a second cancel) is not refused, but offered to nobody either.
  const retrying =
    forbids(access, 'retry') ??
    (isBeingRetried(job) && !resynchronises
      ? refusal('JOB_NOT_FINAL', `The job "${job.name}" is being retried already.`)
      : refusesRetry(job, access, strategies[0] ?? 'DEFAULT', hosted));
  return {
    rerun: permission(refusesRerun(job, target, project, access)),
    retry: permission(retrying),
    retryStatuses: retrying || resynchronises ? [] : retryStatuses(job),
    retryStrategies: retrying ? [] : strategies,
    retryResynchronises: resynchronises,
    cancel: permission(
      refusesCancel(job, access) ??
        (job.cancellation
          ? refusal('JOB_STATUS_NOT_ALLOWED', `The job "${job.name}" is being cancelled already.`)
          : null),
    ),
    delete: permission(refusesDelete(job, access)),
    update: permission(forbids(access, 'update')),
  };
}

/** Why a project may not be changed in name or description; null when it may. */
export function refusesProjectUpdate(project: Project, access: Access): Refusal | null {
  return forbids(access, 'updateProject') ?? archived(project);
}

/** Why a project may not be archived; null when it may. */
export function refusesArchive(project: Project, access: Access): Refusal | null {
  return forbids(access, 'archive') ?? archived(project);
}

/** Why a project may not be deleted; null when it may. It is archived first, and all its jobs have ended. */
export function refusesProjectDelete(
  project: Project,
  jobCounts: StatusCounts,
  access: Access,
): Refusal | null {
  const forbidden = forbids(access, 'delete');
  if (forbidden) return forbidden;
  if (project.archivedAt === null) {
    return refusal(
      'PROJECT_NOT_ARCHIVED',
      `The project "${project.name}" is in use; archive it before deleting it.`,
    );
  }
  const open = totalOf(jobCounts) - finalOf(jobCounts);
  return open > 0
    ? refusal(
        'JOB_NOT_FINAL',
        `Jobs of the project "${project.name}" that have not ended: ${open}. Cancel them or wait before deleting it.`,
      )
    : null;
}

function archived(project: Project): Refusal | null {
  return project.archivedAt === null
    ? null
    : refusal('PROJECT_ARCHIVED', `The project "${project.name}" is archived.`);
}

/**
 * What somebody may do with a project now.
 *
 * @param jobCounts - how many of its jobs are in each status; null leaves them out of account
 */
export function projectActions(
  project: Project,
  access: Access,
  jobCounts: StatusCounts,
): Readonly<Record<'submit' | 'update' | 'archive' | 'delete' | 'giveRoles', Permission>> {
  return {
    submit: permission(forbids(access, 'submit') ?? archived(project)),
    update: permission(refusesProjectUpdate(project, access)),
    archive: permission(refusesArchive(project, access)),
    delete: permission(refusesProjectDelete(project, jobCounts, access)),
    giveRoles: permission(forbids(access, 'giveRoles')),
  };
}
