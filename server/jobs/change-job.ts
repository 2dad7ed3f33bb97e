import type { AuditAction } from '../domain/audit.ts';
import type { Decision, JobSnapshot } from '../domain/change.ts';
import type { PreparedContent } from '../domain/content.ts';
import type { Job } from '../domain/job.ts';
import type { ChangeOutcome, Idempotency, ItemSelection } from '../store/store.ts';
import { jobNotFound } from './access.ts';
import { audited, jobDeed, type Wish } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { keyReused } from './idempotency.ts';
import { noticeOf } from './notices.ts';

/**
 * Makes the write and keeps in the audit what it did.
 *
 * @param before - the job as it was when the change was decided
 */
export type KeepChange = (
  write: () => Promise<ChangeOutcome>,
  before: () => Job | null,
) => Promise<ChangeOutcome>;

/** Keeps a change of a job in the audit, as this deed. */
export function keepingChange(
  ctx: Context,
  viewer: Viewer,
  action: AuditAction,
  wish: Wish = {},
): KeepChange {
  return (write, before) =>
    audited(ctx, viewer, write, (outcome) =>
      outcome.kind === 'changed' ? jobDeed(action, outcome.job, before(), outcome.job, wish) : null,
    );
}

/** Changes a job as `decide` says, and tells those who watch once it is committed. */
export async function changeJob(
  ctx: Pick<Context, 'store' | 'bus'>,
  jobId: string,
  items: ItemSelection,
  decide: (snapshot: JobSnapshot) => Decision,
  extra: {
    readonly contents?: readonly PreparedContent[];
    readonly idempotency?: Idempotency | null;
    /** Does the write and keeps what was done; what the system does by itself is told by the job's events. */
    readonly keep?: KeepChange;
    readonly quotasAt?: number;
  } = {},
): Promise<Outcome<{ readonly job: Job }>> {
  const { keep, ...rest } = extra;
  let before: Job | null = null;
  const write = (): Promise<ChangeOutcome> =>
    ctx.store.changeJob(
      jobId,
      items,
      (snapshot) => {
        before = snapshot.job;
        return decide(snapshot);
      },
      rest,
    );
  const outcome = await (keep ? keep(write, () => before) : write());
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
