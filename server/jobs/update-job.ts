import { decideUpdate } from '../domain/update.ts';
import type { Job, Property } from '../domain/job.ts';
import { checkLength, checkProperties } from '../domain/submission.ts';
import { visibleJob } from './access.ts';
import { changeJob, keepingChange } from './change-job.ts';
import { refuse, type Context, type Outcome, type Viewer } from './context.ts';

export interface UpdateInput {
  readonly jobId: string;
  readonly description?: string | null | undefined;
  readonly properties?: readonly Property[] | null | undefined;
}

/** Changes a job's description or properties; what is not given stays. */
export async function updateJob(
  ctx: Context,
  viewer: Viewer,
  input: UpdateInput,
): Promise<Outcome<{ readonly job: Job }>> {
  const wrong = [
    checkLength(input.description ?? '', ctx.limits.descriptionLength, ['description'], 'The description'),
    ...checkProperties(input.properties ?? [], ctx.limits, ['properties']),
  ].filter((one) => one !== null);
  if (wrong.length > 0) return refuse(...wrong);
  const seen = await visibleJob(ctx, viewer, input.jobId);
  if (!seen.ok) return seen;
  const [definitions] = await ctx.store.propertyDefinitions([seen.value.project.id]);
  return changeJob(
    ctx,
    input.jobId,
    'none',
    (snapshot) => decideUpdate(snapshot, seen.value.access, input, ctx.now(), definitions),
    { keep: keepingChange(ctx, viewer, 'JOB_CHANGED') },
  );
}
