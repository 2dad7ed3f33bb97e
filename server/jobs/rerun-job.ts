import { refusesRerun } from '../domain/actions.ts';
import { notFound } from '../domain/errors.ts';
import { groupOfRerun } from '../domain/groups.ts';
import type { Job } from '../domain/job.ts';
import { checkIdempotencyKey, checkName, newJob } from '../domain/submission.ts';
import { visibleJob } from './access.ts';
import { audited, jobDeed } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { idempotencyOf } from './idempotency.ts';
import { payersOf, refusesNewUse } from './new-use.ts';
import { settleSubmit } from './submit-job.ts';

export interface RerunInput {
  readonly jobId: string;
  readonly name: string;
  readonly idempotencyKey?: string | null | undefined;
}

/** Runs a job's definition again as a new job. The source may be in any state and is not touched. */
export async function rerunJob(
  ctx: Context,
  viewer: Viewer,
  input: RerunInput,
): Promise<Outcome<{ readonly job: Job; readonly source: Job }>> {
  const wrong =
    checkName(input.name, ctx.limits, ['name']) ?? checkIdempotencyKey(input.idempotencyKey, ctx.limits);
  if (wrong) return refuse(wrong);
  const seen = await visibleJob(ctx, viewer, input.jobId);
  if (!seen.ok) return seen;
  const { access } = seen.value;

  const [own] = await ctx.store.groupsOfUsers([viewer.user.id]);
  const outcome = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.submitJob(
        {
          projectId: null,
          targetId: null,
          sourceId: input.jobId,
          programIds: [],
          idempotency: idempotencyOf(ctx, viewer, input.idempotencyKey, 'rerunJob', input),
          payers: payersOf(viewer, own ?? [], ctx.now()),
        },
        ({ source, project, target, programs, quotas }) => {
          if (!source || !project) return [notFound('job', input.jobId, ['jobId'])];
          const refused = refusesRerun(source, target, project, access);
          if (refused || !target) return [refused ?? notFound('target', source.targetId, [])];
          const birth = {
            id: ctx.newId('Job'),
            name: input.name,
            description: source.description,
            properties: source.properties,
            createdBy: access.userId,
            groupId: groupOfRerun(viewer.user, own ?? [], source.groupId),
            rerunOf: source.id,
            now: ctx.now(),
          };
          const sizes = new Map([...programs].map(([id, { size }]) => [id, size]));
          const fresh = newJob(birth, project, target, source.definition);
          const tooMuch = refusesNewUse(quotas, fresh, target, sizes, birth.now);
          return tooMuch.length > 0 ? tooMuch : { ...fresh, programs: [] };
        },
      ),
    (told) => (told.kind === 'created' ? jobDeed('JOB_RERUN', told.job, null, told.job, input) : null),
  );
  const settled = settleSubmit(ctx, outcome);
  return settled.ok ? done({ job: settled.value.job, source: seen.value.job }) : settled;
}
