import { notFound, type Refusal } from '../domain/errors.ts';
import type { TeamState } from '../domain/people.ts';
import { checkIdType } from '../domain/submission.ts';
import {
  checkTeam,
  decideAnswer,
  decideInvite,
  decideManager,
  decideRemoval,
  decideTeam,
  decideWithdrawal,
  newTeam,
  refusesTeamDelete,
} from '../domain/teams.ts';
import { audited } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { teamDeed } from './people-deeds.ts';

/** Makes a team, which the viewer manages. */
export async function createTeam(
  ctx: Context,
  viewer: Viewer,
  input: { readonly name: string; readonly description?: string | null | undefined },
): Promise<Outcome<TeamState>> {
  const texts = { name: input.name.trim(), description: input.description ?? '' };
  const wrong = checkTeam(texts, ctx.limits);
  if (wrong.length > 0) return refuse(...wrong);
  const state = newTeam(viewer.user, { id: ctx.newId('Team'), ...texts, now: ctx.now() });
  await audited(
    ctx,
    viewer,
    () => ctx.store.createTeam(state),
    () => teamDeed('TEAM_CREATED', null, state),
  );
  return done(state);
}

/** Changes a team's texts; what is not given stays. */
export async function updateTeam(
  ctx: Context,
  viewer: Viewer,
  input: {
    readonly teamId: string;
    readonly name?: string | null | undefined;
    readonly description?: string | null | undefined;
  },
): Promise<Outcome<TeamState>> {
  const wish = { name: input.name?.trim(), description: input.description ?? undefined };
  const wrong = checkTeam(wish, ctx.limits);
  if (wrong.length > 0) return refuse(...wrong);
  return changeTeam(ctx, viewer, input.teamId, (stored) => decideTeam(viewer.user, stored, wish));
}

/** Deletes a team. What its members saw through it they see no more. */
export async function deleteTeam(
  ctx: Context,
  viewer: Viewer,
  { teamId }: { readonly teamId: string },
): Promise<Outcome<{ readonly teamId: string }>> {
  const wrongType = checkIdType(teamId, 'Team', ['teamId']);
  if (wrongType) return refuse(wrongType);
  let before: TeamState | null = null;
  const answer = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.deleteTeam(teamId, (stored) => {
        before = stored;
        return refusesTeamDelete(viewer.user, stored);
      }),
    (told) => (told && 'deleted' in told ? teamDeed('TEAM_DELETED', before, null) : null),
  );
  if (!answer) return refuse(notFound('team', teamId, ['teamId']));
  return 'deleted' in answer ? done({ teamId }) : refuse(answer);
}

/** Invites an e-mail. The answer is the same whether or not somebody has it. */
export function inviteToTeam(
  ctx: Context,
  viewer: Viewer,
  input: { readonly teamId: string; readonly email: string },
): Promise<Outcome<TeamState>> {
  return changeTeam(ctx, viewer, input.teamId, (stored) =>
    decideInvite(viewer.user, stored, input.email, ctx.now(), ctx.limits),
  );
}

/** Takes an invitation back. */
export function withdrawTeamInvitation(
  ctx: Context,
  viewer: Viewer,
  input: { readonly teamId: string; readonly email: string },
): Promise<Outcome<TeamState>> {
  return changeTeam(ctx, viewer, input.teamId, (stored) =>
    decideWithdrawal(viewer.user, stored, input.email),
  );
}

/** Accepts an invitation of the viewer's, or declines it. */
export function answerTeamInvitation(
  ctx: Context,
  viewer: Viewer,
  input: { readonly teamId: string; readonly accept: boolean },
): Promise<Outcome<TeamState>> {
  return changeTeam(ctx, viewer, input.teamId, (stored) =>
    decideAnswer(viewer.user, stored, input.accept, ctx.now(), ctx.limits),
  );
}

/** Makes a member a manager, or a manager a member like others. */
export function setTeamManager(
  ctx: Context,
  viewer: Viewer,
  input: { readonly teamId: string; readonly userId: string; readonly isManager: boolean },
): Promise<Outcome<TeamState>> {
  return changeTeam(ctx, viewer, input.teamId, (stored) =>
    decideManager(viewer.user, stored, input.userId, input.isManager),
  );
}

/** Takes a member out of a team; one's own id leaves it. */
export function removeTeamMember(
  ctx: Context,
  viewer: Viewer,
  input: { readonly teamId: string; readonly userId: string },
): Promise<Outcome<TeamState>> {
  return changeTeam(ctx, viewer, input.teamId, (stored) => decideRemoval(viewer.user, stored, input.userId));
}

async function changeTeam(
  ctx: Context,
  viewer: Viewer,
  teamId: string,
  decide: (stored: TeamState) => TeamState | Refusal,
): Promise<Outcome<TeamState>> {
  const wrongType = checkIdType(teamId, 'Team', ['teamId']);
  if (wrongType) return refuse(wrongType);
  let before: TeamState | null = null;
  const answer = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.changeTeam(teamId, (stored) => {
        before = stored;
        return decide(stored);
      }),
    (told) => (told && !('code' in told) ? teamDeed('TEAM_CHANGED', before, told) : null),
  );
  if (!answer) return refuse(notFound('team', teamId, ['teamId']));
  return 'code' in answer ? refuse(answer) : done(answer);
}
