import { refusal, type Refusal } from '../domain/errors.ts';
import type { Job, JobId } from '../domain/job.ts';
import type { JobFilter, JobOwner } from '../domain/job-query.ts';
import { visibleJob, visibleOrganizationJobs, visibleProject } from './access.ts';
import { cancelJob } from './cancel-job.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { retryJob, type RetryInput } from './retry-job.ts';

/** Which jobs: by ids, or all of a project or an organization that match a filter. */
export type JobSelection =
  { readonly ids: readonly string[] } | { readonly of: JobOwner; readonly filter: JobFilter };

/** What became of one job. */
export interface BulkOutcome {
  readonly jobId: JobId;
  /** Null when there is none that the viewer may see. */
  readonly job: Job | null;
  /** Null when it was done. */
  readonly refusal: Refusal | null;
}

/** How many jobs are worked on side by side: enough for the store to gather them into one commit. */
const SIDE_BY_SIDE = 64;
const PAGE = 500;

/** Cancels many jobs. Each has its own outcome; one refusal stops nothing. */
export function cancelJobs(
  ctx: Context,
  viewer: Viewer,
  input: { readonly jobs: JobSelection; readonly reason?: string | null | undefined },
): Promise<Outcome<readonly BulkOutcome[]>> {
  return forEachJob(ctx, viewer, input.jobs, (jobId) =>
    cancelJob(ctx, viewer, { jobId, reason: input.reason }),
  );
}

/** Retries many jobs. Each has its own outcome; one refusal stops nothing. */
export function retryJobs(
  ctx: Context,
  viewer: Viewer,
  input: { readonly jobs: JobSelection } & Omit<RetryInput, 'jobId' | 'idempotencyKey'>,
): Promise<Outcome<readonly BulkOutcome[]>> {
  const { jobs, ...how } = input;
  return forEachJob(ctx, viewer, jobs, (jobId) => retryJob(ctx, viewer, { ...how, jobId }));
}

async function forEachJob(
  ctx: Context,
  viewer: Viewer,
  selection: JobSelection,
  deed: (jobId: JobId) => Promise<Outcome<{ readonly job: Job }>>,
): Promise<Outcome<readonly BulkOutcome[]>> {
  const chosen = await selectJobs(ctx, viewer, selection);
  if (!chosen.ok) return chosen;
  const outcomes: BulkOutcome[] = [];
  for (let from = 0; from < chosen.value.length; from += SIDE_BY_SIDE) {
    const some = chosen.value.slice(from, from + SIDE_BY_SIDE);
    outcomes.push(
      ...(await Promise.all(some.map(async (jobId) => outcomeOf(ctx, viewer, jobId, await deed(jobId))))),
    );
  }
  return done(outcomes);
}

async function outcomeOf(
  ctx: Context,
  viewer: Viewer,
  jobId: JobId,
  outcome: Outcome<{ readonly job: Job }>,
): Promise<BulkOutcome> {
  if (outcome.ok) return { jobId, job: outcome.value.job, refusal: null };
  const [first] = outcome.refusals;
  const no = first ?? refusal('INVALID_INPUT', 'It was refused.');
  // Some refusals come before anybody asks who may see the job.
  const seen = await visibleJob(ctx, viewer, jobId);
  return { jobId, job: seen.ok ? seen.value.job : null, refusal: no };
}

/** Whether the viewer sees the jobs of a project or an organization as a whole. */
async function seesJobsOf(ctx: Context, viewer: Viewer, owner: JobOwner): Promise<Outcome<unknown>> {
  return 'projectId' in owner
    ? visibleProject(ctx, viewer, owner.projectId, ['jobs', 'filter', 'projectId'])
    : visibleOrganizationJobs(ctx, viewer, owner.organizationId, [
        'jobs',
        'organizationFilter',
        'organizationId',
      ]);
}

async function selectJobs(
  ctx: Context,
  viewer: Viewer,
  selection: JobSelection,
): Promise<Outcome<readonly JobId[]>> {
  if ('ids' in selection) {
    const ids = [...new Set(selection.ids)];
    if (ids.length > ctx.limits.bulkIds) {
      return refuse(
        refusal('LIMIT_EXCEEDED', `${ids.length} ids are given; at most ${ctx.limits.bulkIds} are allowed.`, [
          'jobs',
          'ids',
        ]),
      );
    }
    return done(ids);
  }
  const { of: owner, filter } = selection;
  const seen = await seesJobsOf(ctx, viewer, owner);
  if (!seen.ok) return seen;
  // All ids are taken before the first job is changed: the changes may make jobs leave the filter.
  const ids: JobId[] = [];
  for (;;) {
    const page = await ctx.store.jobIds(owner, filter, ids.at(-1) ?? null, PAGE);
    ids.push(...page);
    if (page.length < PAGE) return done(ids);
  }
}
