import { decideCancel } from '../domain/cancel.ts';
import type { Job } from '../domain/job.ts';
import { checkLength } from '../domain/submission.ts';
import { visibleJob } from './access.ts';
import { changeJob, keepingChange } from './change-job.ts';
import { refuse, type Context, type Outcome, type Viewer } from './context.ts';

export interface CancelInput {
  readonly jobId: string;
  readonly reason?: string | null | undefined;
}

/** Tries to stop a job as soon as possible. Cancelling twice is the same cancellation. */
export async function cancelJob(
  ctx: Context,
  viewer: Viewer,
  input: CancelInput,
): Promise<Outcome<{ readonly job: Job }>> {
  const reason = input.reason ?? null;
  const tooLong = checkLength(reason ?? '', ctx.limits.reasonLength, ['reason'], 'The reason');
  if (tooLong) return refuse(tooLong);
  const seen = await visibleJob(ctx, viewer, input.jobId);
  if (!seen.ok) return seen;
  return changeJob(
    ctx,
    input.jobId,
    'all',
    (snapshot) => decideCancel(snapshot, seen.value.access, reason, ctx.now()),
    { keep: keepingChange(ctx, viewer, 'JOB_CANCELLED', { reason }) },
  );
}
