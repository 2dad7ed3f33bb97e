import type { Deed } from '../domain/audit.ts';
import { notFound, refusal } from '../domain/errors.ts';
import type { Project, ProjectRole, RoleSubject } from '../domain/people.ts';
import { decideRole, roleOf } from '../domain/roles.ts';
import { checkIdType } from '../domain/submission.ts';
import { visibleProject } from './access.ts';
import { audited } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { maySeeUser } from './people-access.ts';
import { roleDeed } from './people-deeds.ts';

export interface RoleInput {
  readonly projectId: string;
  /** One of the two. */
  readonly userId?: string | null | undefined;
  readonly teamId?: string | null | undefined;
}

/**
 * Gives a user or a team a role in a project, or another one; takes it away.
 *
 * @param role - null takes it away
 */
export async function changeProjectRole(
  ctx: Context,
  viewer: Viewer,
  input: RoleInput,
  role: ProjectRole | null,
): Promise<Outcome<Project>> {
  const subject = subjectOf(input);
  if (!subject) return refuse(refusal('INVALID_INPUT', 'Name either a user or a team.', ['subject']));
  const wrongType =
    'userId' in subject
      ? checkIdType(subject.userId, 'User', ['userId'])
      : checkIdType(subject.teamId, 'Team', ['teamId']);
  if (wrongType) return refuse(wrongType);
  const seen = await visibleProject(ctx, viewer, input.projectId);
  if (!seen.ok) return seen;
  const [user] = 'userId' in subject ? await ctx.store.users([subject.userId]) : [];
  const seesUser = user ? await maySeeUser(ctx, viewer, user) : false;
  let deed: Deed | null = null;
  const answer = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.changeProjectRole(input.projectId, subject, (stored) => {
        const { access } = seen.value;
        const decided = decideRole(viewer.user, access, stored, subject, role, seesUser, ctx.limits);
        const name = stored.user?.name ?? stored.team?.team.name ?? '';
        const before = roleOf(stored, subject);
        deed = 'code' in decided ? null : roleDeed(stored.project, subject, name, before, decided.role);
        return decided;
      }),
    () => deed,
  );
  if (!answer) return refuse(notFound('project', input.projectId, ['projectId']));
  return 'code' in answer ? refuse(answer) : done(seen.value.project);
}

function subjectOf({ userId, teamId }: RoleInput): RoleSubject | null {
  if (typeof userId === 'string') return typeof teamId === 'string' ? null : { userId };
  return typeof teamId === 'string' ? { teamId } : null;
}
