import { notFound, refusal, type Refusal } from '../domain/errors.ts';
import type { FollowLevel, Following } from '../domain/notification.ts';
import { visibleJob, visibleProject } from './access.ts';
import { audited } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';

/** Says of which ends of a project's jobs, or of one job, the viewer wants to be told, and how. */
export async function follow(
  ctx: Context,
  viewer: Viewer,
  input: {
    readonly projectId?: string | null | undefined;
    readonly jobId?: string | null | undefined;
    readonly level: FollowLevel;
    readonly byEmail?: boolean | null | undefined;
    readonly byWebhook?: boolean | null | undefined;
  },
): Promise<Outcome<Following>> {
  const { projectId = null, jobId = null } = input;
  if ((projectId === null) === (jobId === null)) {
    return refuse(refusal('INVALID_INPUT', 'Give either a projectId or a jobId.'));
  }
  const ofJob = jobId === null ? null : await visibleJob(ctx, viewer, jobId);
  const seen = ofJob ?? (await visibleProject(ctx, viewer, projectId ?? ''));
  if (!seen.ok) return seen;
  const { project } = seen.value;
  const job = ofJob?.ok ? ofJob.value.job : null;
  const wrong = input.byEmail ? refusesMail(ctx, viewer) : null;
  if (wrong) return refuse(wrong);
  const following: Following = {
    userId: viewer.user.id,
    projectId: project.id,
    jobId: job?.id ?? null,
    level: input.level,
    byEmail: input.byEmail ?? false,
    byWebhook: input.byWebhook ?? false,
  };
  const stateOf = ({ level, byEmail, byWebhook }: Following) => ({ level, byEmail, byWebhook });
  await audited(
    ctx,
    viewer,
    () => ctx.store.setFollowing(following),
    ({ before }) =>
      before && JSON.stringify(stateOf(before)) === JSON.stringify(stateOf(following))
        ? null
        : {
            action: 'NOTIFICATION_CHANGED',
            subject: job
              ? { type: 'Job', id: job.id, name: job.name }
              : { type: 'Project', id: project.id, name: project.name },
            projectId: project.id,
            before: before && stateOf(before),
            after: stateOf(following),
          },
  );
  return done(following);
}

function refusesMail({ mailer }: Context, { user }: Viewer): Refusal | null {
  if (!mailer.sends) return refusal('INVALID_INPUT', 'This server sends no e-mail.', ['byEmail']);
  return user.email === null
    ? refusal('INVALID_INPUT', 'Your account has no e-mail address.', ['byEmail'])
    : null;
}

/** Marks notifications of the viewer as read; all when no ids are given. Those of others are left alone. */
export async function markRead(
  ctx: Context,
  viewer: Viewer,
  ids: readonly string[] | null,
): Promise<Outcome<{ readonly unread: number }>> {
  if (ids && ids.length > ctx.limits.bulkIds) {
    return refuse(
      refusal('LIMIT_EXCEEDED', `There are ${ids.length} ids; at most ${ctx.limits.bulkIds} are taken.`, [
        'ids',
      ]),
    );
  }
  await ctx.store.markRead(viewer.user.id, ids, ctx.now());
  ctx.bus.publishTold([viewer.user.id]);
  return done({ unread: await ctx.store.countNotifications(viewer.user.id, true) });
}

export function webhookNotFound(id: string): Refusal {
  return notFound('webhook', id, ['webhookId']);
}
