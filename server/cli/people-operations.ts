import { z } from 'zod';
import type { Operation } from './operations.ts';
import { named, pageInfo } from './shapes.ts';

/** What the commands about people, groups, teams and roles ask of the public API. */

const ERRORS = 'errors { code message path }';
const errors = z.array(z.object({ code: z.string(), message: z.string(), path: z.array(z.string()) }));

const USER = 'id name email isOrganizationAdmin status priority groups { id name } defaultGroup { id name }';
const user = named.extend({
  email: z.string().nullable(),
  isOrganizationAdmin: z.boolean().nullable(),
  status: z.string().nullable(),
  priority: z.number().nullable(),
  groups: z.array(named).nullable(),
  defaultGroup: named.nullable(),
});
export type User = z.infer<typeof user>;

export const OWN_ORGANIZATION = {
  document: 'query OwnOrganization { viewer { organization { id name } } }',
  answer: z.object({ viewer: z.object({ organization: named }) }),
} satisfies Operation<unknown>;

export const PEOPLE = {
  document: `query People($organizationId: ID!, $search: String, $after: String) {
    organization(id: $organizationId) {
      users(search: $search, first: 100, after: $after) {
        nodes { ${USER} }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`,
  answer: z.object({
    organization: z.object({ users: z.object({ nodes: z.array(user), pageInfo }).nullable() }).nullable(),
  }),
} satisfies Operation<unknown>;

export const UPDATE_USER = {
  document: `mutation UpdateUser($input: UpdateUserInput!) {
    updateUser(input: $input) { user { ${USER} } ${ERRORS} }
  }`,
  answer: z.object({ updateUser: z.object({ user: user.nullable(), errors }) }),
} satisfies Operation<unknown>;

const GROUP = 'id name priority members(first: 100) { totalCount nodes { id name } }';
const group = named.extend({
  priority: z.number().nullable(),
  members: z.object({ totalCount: z.number(), nodes: z.array(named) }).nullable(),
});
export type Group = z.infer<typeof group>;

export const GROUPS = {
  document: `query Groups($organizationId: ID!) { organization(id: $organizationId) { groups { ${GROUP} } } }`,
  answer: z.object({ organization: z.object({ groups: z.array(group) }).nullable() }),
} satisfies Operation<unknown>;

export const CREATE_GROUP = {
  document: `mutation CreateGroup($input: CreateGroupInput!) {
    createGroup(input: $input) { group { ${GROUP} } ${ERRORS} }
  }`,
  answer: z.object({ createGroup: z.object({ group: group.nullable(), errors }) }),
} satisfies Operation<unknown>;

export const UPDATE_GROUP = {
  document: `mutation UpdateGroup($input: UpdateGroupInput!) {
    updateGroup(input: $input) { group { ${GROUP} } ${ERRORS} }
  }`,
  answer: z.object({ updateGroup: z.object({ group: group.nullable(), errors }) }),
} satisfies Operation<unknown>;

export const DELETE_GROUP = {
  document: `mutation DeleteGroup($input: DeleteGroupInput!) {
    deleteGroup(input: $input) { deletedGroupId ${ERRORS} }
  }`,
  answer: z.object({ deleteGroup: z.object({ deletedGroupId: z.string().nullable(), errors }) }),
} satisfies Operation<unknown>;

export const ADD_GROUP_MEMBER = {
  document: `mutation AddGroupMember($input: GroupMemberInput!) {
    addGroupMember(input: $input) { group { ${GROUP} } ${ERRORS} }
  }`,
  answer: z.object({ addGroupMember: z.object({ group: group.nullable(), errors }) }),
} satisfies Operation<unknown>;

export const REMOVE_GROUP_MEMBER = {
  document: `mutation RemoveGroupMember($input: GroupMemberInput!) {
    removeGroupMember(input: $input) { group { ${GROUP} } ${ERRORS} }
  }`,
  answer: z.object({ removeGroupMember: z.object({ group: group.nullable(), errors }) }),
} satisfies Operation<unknown>;

const TEAM =
  'id name description members { isManager user { id name } } invitations { email } projects { id name }';
const team = named.extend({
  description: z.string(),
  members: z.array(z.object({ isManager: z.boolean(), user: named })),
  invitations: z.array(z.object({ email: z.string() })).nullable(),
  projects: z.array(named),
});
export type Team = z.infer<typeof team>;
const teamPayload = z.object({ team: team.nullable(), errors });

export const TEAMS = {
  document: `query Teams {
    viewer { user { id } teams { ${TEAM} } teamInvitations { teamId teamName teamDescription invitedBy createdAt } }
  }`,
  answer: z.object({
    viewer: z.object({
      user: z.object({ id: z.string() }),
      teams: z.array(team),
      teamInvitations: z.array(
        z.object({
          teamId: z.string(),
          teamName: z.string(),
          teamDescription: z.string(),
          invitedBy: z.string(),
          createdAt: z.string(),
        }),
      ),
    }),
  }),
} satisfies Operation<unknown>;

export const CREATE_TEAM = {
  document: `mutation CreateTeam($input: CreateTeamInput!) { createTeam(input: $input) { team { ${TEAM} } ${ERRORS} } }`,
  answer: z.object({ createTeam: teamPayload }),
} satisfies Operation<unknown>;

export const INVITE_TO_TEAM = {
  document: `mutation InviteToTeam($input: TeamInvitationInput!) {
    inviteToTeam(input: $input) { team { ${TEAM} } ${ERRORS} }
  }`,
  answer: z.object({ inviteToTeam: teamPayload }),
} satisfies Operation<unknown>;

export const ANSWER_TEAM_INVITATION = {
  document: `mutation AnswerTeamInvitation($input: AnswerTeamInvitationInput!) {
    answerTeamInvitation(input: $input) { team { ${TEAM} } ${ERRORS} }
  }`,
  answer: z.object({ answerTeamInvitation: teamPayload }),
} satisfies Operation<unknown>;

export const REMOVE_TEAM_MEMBER = {
  document: `mutation RemoveTeamMember($input: TeamMemberInput!) {
    removeTeamMember(input: $input) { removedUserId ${ERRORS} }
  }`,
  answer: z.object({ removeTeamMember: z.object({ removedUserId: z.string().nullable(), errors }) }),
} satisfies Operation<unknown>;

export const DELETE_TEAM = {
  document: `mutation DeleteTeam($input: DeleteTeamInput!) {
    deleteTeam(input: $input) { deletedTeamId ${ERRORS} }
  }`,
  answer: z.object({ deleteTeam: z.object({ deletedTeamId: z.string().nullable(), errors }) }),
} satisfies Operation<unknown>;

const ROLES_IN = `id name viewerRole organization { id }
  members { role user { id name email } } teams { role team { id name } }`;
const rolesIn = named.extend({
  viewerRole: z.string(),
  organization: z.object({ id: z.string() }),
  members: z.array(z.object({ role: z.string(), user: named.extend({ email: z.string().nullable() }) })),
  teams: z.array(z.object({ role: z.string(), team: named })),
});
export type ProjectRoles = z.infer<typeof rolesIn>;

export const PROJECT_ROLES = {
  document: `query ProjectRoles($projectId: ID!) { project(id: $projectId) { ${ROLES_IN} } }`,
  answer: z.object({ project: rolesIn.nullable() }),
} satisfies Operation<unknown>;

export const SET_PROJECT_ROLE = {
  document: `mutation SetProjectRole($input: SetProjectRoleInput!) {
    setProjectRole(input: $input) { project { ${ROLES_IN} } ${ERRORS} }
  }`,
  answer: z.object({ setProjectRole: z.object({ project: rolesIn.nullable(), errors }) }),
} satisfies Operation<unknown>;

export const REMOVE_PROJECT_ROLE = {
  document: `mutation RemoveProjectRole($input: RemoveProjectRoleInput!) {
    removeProjectRole(input: $input) { project { ${ROLES_IN} } ${ERRORS} }
  }`,
  answer: z.object({ removeProjectRole: z.object({ project: rolesIn.nullable(), errors }) }),
} satisfies Operation<unknown>;
