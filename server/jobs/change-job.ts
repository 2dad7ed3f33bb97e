import type { Decision, JobSnapshot } from '../domain/change.ts';
import type { PreparedContent } from '../domain/content.ts';
import type { Job } from '../domain/job.ts';
import type { Idempotency, ItemSelection } from '../store/store.ts';
import { jobNotFound } from './access.ts';
import { done, refuse, type Context, type Outcome } from './context.ts';
import { keyReused } from './idempotency.ts';
import { noticeOf } from './notices.ts';

/** Changes a job as `decide` says, and tells those who watch once it is committed. */
export async function changeJob(
  ctx: Pick<Context, 'store' | 'bus'>,
  jobId: string,
  items: ItemSelection,
  decide: (snapshot: JobSnapshot) => Decision,
  extra: { readonly contents?: readonly PreparedContent[]; readonly idempotency?: Idempotency | null } = {},
): Promise<Outcome<{ readonly job: Job }>> {
  const outcome = await ctx.store.changeJob(jobId, items, decide, extra);
  switch (outcome.kind) {
    case 'changed':
      ctx.bus.publish([noticeOf(outcome.job, outcome.events)]);
      return done({ job: outcome.job });
    case 'unchanged':
      return done({ job: outcome.job });
    case 'refused':
      return refuse(...outcome.refusals);
    case 'key-reused':
      return refuse(keyReused());
    case 'not-found':
      return refuse(jobNotFound(jobId));
    default:
      return outcome satisfies never;
  }
}
