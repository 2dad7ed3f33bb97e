import type { Command } from 'commander';
import { refuseOn, type Api } from './api.ts';
import { wrongInput } from './exit.ts';
import { the } from './find.ts';
import type { CliIo } from './io.ts';
import { table } from './output.ts';
import {
  ANSWER_TEAM_INVITATION,
  CREATE_TEAM,
  DELETE_TEAM,
  INVITE_TO_TEAM,
  REMOVE_TEAM_MEMBER,
  TEAMS,
  type Team,
} from './people-operations.ts';
import { withSession } from './session.ts';

interface TeamsOptions {
  readonly json?: boolean;
  readonly create?: boolean;
  readonly invite?: string;
  readonly accept?: boolean;
  readonly decline?: boolean;
  readonly leave?: boolean;
  readonly remove?: string;
  readonly delete?: boolean;
}

/** `teams`: one's teams and invitations; makes, changes, joins and leaves one. */
export function addTeams(command: Command, io: CliIo): void {
  command
    .description('List your teams and invitations, or change one of them')
    .argument('[team]', 'the team: id or name')
    .option('--create', 'make a team with this name')
    .option('--invite <email>', 'invite somebody of any organization')
    .option('--accept', 'join the team that invites you')
    .option('--decline', 'decline to join it')
    .option('--leave', 'leave the team')
    .option('--remove <user>', 'remove a member: id or name')
    .option('--delete', 'delete the team')
    .action((asked: string | undefined, options: TeamsOptions) =>
      withSession(io, options, async ({ api, output }) => {
        if (asked !== undefined && options.create) {
          const { createTeam } = await api.ask(CREATE_TEAM, { input: { name: asked } });
          refuseOn(createTeam.errors);
          return output.result({ team: createTeam.team }, () => teamsText(createTeam.team));
        }
        const { viewer } = await api.ask(TEAMS);
        if (asked === undefined) {
          const { teams, teamInvitations } = viewer;
          const documents = [
            ...teams.map((team) => ({ team })),
            ...teamInvitations.map((invitation) => ({ invitation })),
          ];
          return output.list(documents, () =>
            [
              teamsText(...teams),
              ...teamInvitations.map(
                ({ invitedBy, teamName, teamId }) => `${invitedBy} invites you to ${teamName} (${teamId})`,
              ),
            ].join('\n'),
          );
        }
        if (options.accept || options.decline) {
          const invited = viewer.teamInvitations.map(({ teamId, teamName }) => ({
            id: teamId,
            name: teamName,
          }));
          const { id, name } = the('invitation to a team', asked, invited);
          const input = { teamId: id, accept: options.accept === true };
          const { answerTeamInvitation } = await api.ask(ANSWER_TEAM_INVITATION, { input });
          refuseOn(answerTeamInvitation.errors);
          return output.result({ team: answerTeamInvitation.team }, () =>
            options.accept ? `You are in ${name}` : `Declined to join ${name}`,
          );
        }
        const changed = await changeTeam(api, the('team', asked, viewer.teams), viewer.user.id, options);
        await output.result(changed.document, () => changed.text);
      }),
    );
}

async function changeTeam(
  api: Api,
  team: Team,
  viewerId: string,
  { invite, leave, remove, delete: isDeleted }: TeamsOptions,
): Promise<{ readonly document: object; readonly text: string }> {
  const teamId = team.id;
  if (isDeleted) {
    const { deleteTeam } = await api.ask(DELETE_TEAM, { input: { teamId } });
    refuseOn(deleteTeam.errors);
    return { document: { deletedTeamId: teamId }, text: `Deleted ${team.name}` };
  }
  if (leave && remove !== undefined) throw wrongInput('Give --leave or --remove, not both.');
  if (leave || remove !== undefined) {
    const users = team.members.map(({ user }) => user);
    const userId = remove === undefined ? viewerId : the('member', remove, users).id;
    const { removeTeamMember } = await api.ask(REMOVE_TEAM_MEMBER, { input: { teamId, userId } });
    refuseOn(removeTeamMember.errors);
    const who = remove ?? 'You';
    return { document: { removedUserId: userId }, text: `${who} left ${team.name}` };
  }
  if (invite !== undefined) {
    const { inviteToTeam } = await api.ask(INVITE_TO_TEAM, { input: { teamId, email: invite } });
    refuseOn(inviteToTeam.errors);
    return { document: { team: inviteToTeam.team }, text: teamsText(inviteToTeam.team) };
  }
  return { document: { team }, text: teamsText(team) };
}

function teamsText(...teams: readonly (Team | null)[]): string {
  const rows = teams.flatMap((team) =>
    team
      ? [
          [
            team.id,
            team.name,
            team.members.map(({ user, isManager }) => (isManager ? `${user.name}*` : user.name)).join(', '),
            (team.invitations ?? []).map(({ email }) => email).join(', '),
            team.projects.map(({ name }) => name).join(', '),
          ],
        ]
      : [],
  );
  return table(['ID', 'NAME', 'MEMBERS (* MANAGES)', 'INVITED', 'PROJECTS'], rows);
}
