import { refused } from '../domain/change.ts';
import { notFound } from '../domain/errors.ts';
import type { Job } from '../domain/job.ts';
import type { RetryPreview } from '../domain/retry-plan.ts';
import {
  checkRetryRequest,
  decideRetry,
  nothingToRetry,
  planRetry,
  refusesAgain,
  refusesRetry,
  type RetryRequest,
} from '../domain/retry.ts';
import { checkIdempotencyKey, checkLength } from '../domain/submission.ts';
import { isHosted } from '../domain/target.ts';
import { visibleJob } from './access.ts';
import { changeJob, keepingChange } from './change-job.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { idempotencyOf } from './idempotency.ts';

export interface RetryInput extends Omit<RetryRequest, 'reason'> {
  readonly jobId: string;
  readonly reason?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** Runs a job's items again under the same name and id. */
export async function retryJob(
  ctx: Context,
  viewer: Viewer,
  input: RetryInput,
): Promise<Outcome<{ readonly job: Job }>> {
  const reason = input.reason ?? null;
  const wrong =
    checkLength(reason ?? '', ctx.limits.reasonLength, ['reason'], 'The reason') ??
    checkIdempotencyKey(input.idempotencyKey, ctx.limits);
  if (wrong) return refuse(wrong);
  const seen = await visibleJob(ctx, viewer, input.jobId);
  if (!seen.ok) return seen;
  const { job, access } = seen.value;
  const [target] = await ctx.store.targets([job.targetId]);
  return changeJob(
    ctx,
    input.jobId,
    'all',
    (snapshot) =>
      target
        ? decideRetry(snapshot, access, { ...input, reason }, target, ctx.now())
        : refused(notFound('target', job.targetId, [])),
    {
      idempotency: idempotencyOf(ctx, viewer, input.idempotencyKey, 'retryJob', input),
      quotasAt: ctx.now(),
      keep: keepingChange(ctx, viewer, 'JOB_RETRIED', input),
    },
  );
}

/** What a retry would do, before anything happens; refused as the retry itself would be. */
export async function previewRetry(
  ctx: Context,
  viewer: Viewer,
  input: Pick<RetryInput, 'jobId' | 'itemStatuses' | 'strategy'>,
): Promise<Outcome<RetryPreview>> {
  const wrong = checkRetryRequest(input);
  if (wrong) return refuse(wrong);
  const seen = await visibleJob(ctx, viewer, input.jobId);
  if (!seen.ok) return seen;
  const { job, access } = seen.value;
  const [target] = await ctx.store.targets([job.targetId]);
  const hosted = target ? isHosted(target) : true;
  const no = refusesRetry(job, access, input.strategy, hosted);
  if (no) return refuse(no);
  const items = await ctx.store.listItems(job.id, {
    statuses: null,
    after: -1,
    limit: ctx.limits.programsPerJob,
  });
  const preview = planRetry({ job, items }, input, hosted);
  if (preview.items.length === 0) return refuse(nothingToRetry(job, input));
  const payers = [job.organizationId, job.groupId, job.createdBy].filter((id) => id !== null);
  const quotas = await ctx.store.quotaStandings(payers, ctx.now());
  const tooMuch = target ? refusesAgain({ job, items, quotas }, preview, target, ctx.now()) : [];
  return tooMuch.length > 0 ? refuse(...tooMuch) : done(preview);
}
