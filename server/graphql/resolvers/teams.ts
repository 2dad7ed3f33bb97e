import type { UserId } from '../../domain/job.ts';
import type { TeamState, User } from '../../domain/people.ts';
import { isInvited, managesTeam, maySeeTeam, teamActions } from '../../domain/teams.ts';
import {
  answerTeamInvitation,
  createTeam,
  deleteTeam,
  inviteToTeam,
  removeTeamMember,
  setTeamManager,
  updateTeam,
  withdrawTeamInvitation,
} from '../../jobs/teams.ts';
import type { Outcome } from '../../jobs/context.ts';
import type { RequestContext } from '../context.ts';
import { notThere } from '../faults.ts';
import type { Resolvers } from '../schema-types.generated.ts';

/** Somebody who is named in what the viewer sees. */
async function named(userId: UserId, { loaders }: RequestContext): Promise<User> {
  const user = await loaders.user.load(userId);
  if (!user) throw notThere('user', userId);
  return user;
}

const teamPayload = (outcome: Outcome<TeamState>) =>
  outcome.ok ? { team: outcome.value, errors: [] } : { team: null, errors: outcome.refusals };

export const teams: Resolvers = {
  Viewer: {
    teams: ({ user }, _args, { useCases }) => useCases.store.teamsOf(user.id),
    teamInvitations: async ({ user }, _args, { useCases, loaders }) => {
      const states = user.email === null ? [] : await useCases.store.teamsInviting(user.email);
      const shown = states.filter((state) => isInvited(user, state));
      return Promise.all(
        shown.map(async ({ team, invitations }) => {
          const invitation = invitations.find((one) => one.email === user.email);
          const inviter = invitation && (await loaders.user.load(invitation.invitedBy));
          return {
            teamId: team.id,
            teamName: team.name,
            teamDescription: team.description,
            invitedBy: inviter?.name ?? '',
            createdAt: invitation?.createdAt ?? team.createdAt,
          };
        }),
      );
    },
  },
  Team: {
    id: ({ team }) => team.id,
    name: ({ team }) => team.name,
    description: ({ team }) => team.description,
    createdAt: ({ team }) => team.createdAt,
    invitations: (state, _args, { viewer }) => (managesTeam(viewer.user, state) ? state.invitations : null),
    projects: async ({ team }, _args, { loaders }) => {
      const ids = await loaders.projectIdsOfTeam.load(team.id);
      const found = await Promise.all(ids.map((id) => loaders.project.load(id)));
      return found.filter((project) => project !== null);
    },
    actions: (state, _args, { viewer }) => teamActions(viewer.user, state),
  },
  TeamMember: {
    user: ({ userId }, _args, context) => named(userId, context),
  },
  Project: {
    members: async ({ id }, _args, { loaders }) => (await loaders.rolesInProject.load(id)).members,
    teams: async ({ id }, _args, { loaders }) => (await loaders.rolesInProject.load(id)).teams,
  },
  ProjectMember: {
    user: ({ userId }, _args, context) => named(userId, context),
  },
  ProjectTeam: {
    team: async ({ teamId }, _args, { loaders }) => {
      const team = await loaders.team.load(teamId);
      if (!team) throw notThere('team', teamId);
      return team;
    },
  },
  Mutation: {
    createTeam: async (_root, { input }, { useCases, viewer }) =>
      teamPayload(await createTeam(useCases, viewer, input)),
    updateTeam: async (_root, { input }, { useCases, viewer }) =>
      teamPayload(await updateTeam(useCases, viewer, input)),
    deleteTeam: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await deleteTeam(useCases, viewer, input);
      return outcome.ok
        ? { deletedTeamId: outcome.value.teamId, errors: [] }
        : { deletedTeamId: null, errors: outcome.refusals };
    },
    inviteToTeam: async (_root, { input }, { useCases, viewer }) =>
      teamPayload(await inviteToTeam(useCases, viewer, input)),
    withdrawTeamInvitation: async (_root, { input }, { useCases, viewer }) =>
      teamPayload(await withdrawTeamInvitation(useCases, viewer, input)),
    answerTeamInvitation: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await answerTeamInvitation(useCases, viewer, input);
      return outcome.ok
        ? { team: input.accept ? outcome.value : null, errors: [] }
        : { team: null, errors: outcome.refusals };
    },
    setTeamManager: async (_root, { input }, { useCases, viewer }) =>
      teamPayload(await setTeamManager(useCases, viewer, input)),
    removeTeamMember: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await removeTeamMember(useCases, viewer, input);
      if (!outcome.ok) return { removedUserId: null, team: null, errors: outcome.refusals };
      const team = maySeeTeam(viewer.user, outcome.value) ? outcome.value : null;
      return { removedUserId: input.userId, team, errors: [] };
    },
  },
};
