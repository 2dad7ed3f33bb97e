import { refusesDelete } from '../domain/actions.ts';
import { visibleJob, jobNotFound } from './access.ts';
import { audited, jobDeed } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { deletionNotice } from './notices.ts';

/** Removes a job that has ended, its items and results. */
export async function deleteJob(
  ctx: Context,
  viewer: Viewer,
  input: { readonly jobId: string },
): Promise<Outcome<{ readonly jobId: string }>> {
  const seen = await visibleJob(ctx, viewer, input.jobId);
  if (!seen.ok) return seen;
  const answer = await audited(
    ctx,
    viewer,
    () => ctx.store.deleteJob(input.jobId, (job) => refusesDelete(job, seen.value.access)),
    (told) => (told && 'deleted' in told ? jobDeed('JOB_DELETED', told.deleted, told.deleted, null) : null),
  );
  if (!answer) return refuse(jobNotFound(input.jobId));
  if (!('deleted' in answer)) return refuse(answer);
  ctx.bus.publish([deletionNotice(answer.deleted)]);
  return done({ jobId: input.jobId });
}
