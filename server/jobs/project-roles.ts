import { notFound, refusal } from '../domain/errors.ts';
import type { Project, ProjectRole, RoleSubject } from '../domain/people.ts';
import { decideRole } from '../domain/roles.ts';
import { checkIdType } from '../domain/submission.ts';
import { visibleProject } from './access.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { maySeeUser } from './people-access.ts';

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
  const answer = await ctx.store.changeProjectRole(input.projectId, subject, (stored) =>
    decideRole(viewer.user, seen.value.access, stored, subject, role, seesUser, ctx.limits),
  );
  if (!answer) return refuse(notFound('project', input.projectId, ['projectId']));
  return 'code' in answer ? refuse(answer) : done(seen.value.project);
}

function subjectOf({ userId, teamId }: RoleInput): RoleSubject | null {
  if (typeof userId === 'string') return typeof teamId === 'string' ? null : { userId };
  return typeof teamId === 'string' ? { teamId } : null;
}
