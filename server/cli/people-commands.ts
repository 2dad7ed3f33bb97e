import { Option, type Command } from 'commander';
import { refuseOn, type Api } from './api.ts';
import { oneOf, wholeNumber } from './arguments.ts';
import { wrongInput } from './exit.ts';
import { findProject, the } from './find.ts';
import type { CliIo } from './io.ts';
import { table } from './output.ts';
import { allNodes } from './pages.ts';
import {
  ADD_GROUP_MEMBER,
  CREATE_GROUP,
  DELETE_GROUP,
  GROUPS,
  OWN_ORGANIZATION,
  PEOPLE,
  PROJECT_ROLES,
  REMOVE_GROUP_MEMBER,
  REMOVE_PROJECT_ROLE,
  SET_PROJECT_ROLE,
  TEAMS,
  UPDATE_GROUP,
  UPDATE_USER,
  type Group,
  type ProjectRoles,
  type User,
} from './people-operations.ts';
import { withSession } from './session.ts';

interface Common {
  readonly json?: boolean;
  /** The organization's id; one's own when not given. */
  readonly organization?: string;
}
const ORGANIZATION = ['--organization <id>', "another organization's id, for platform admins"] as const;

async function organizationOf(api: Api, { organization }: Common): Promise<string> {
  return organization ?? (await api.ask(OWN_ORGANIZATION)).viewer.organization.id;
}

async function peopleOf(api: Api, organizationId: string, search: string | null): Promise<readonly User[]> {
  const read = async (after: string | null) => {
    const { organization } = await api.ask(PEOPLE, { organizationId, search, after });
    if (!organization?.users) throw wrongInput(`There is no organization with id ${organizationId}.`);
    return organization.users;
  };
  const users: User[] = [];
  for await (const user of allNodes(read)) users.push(user);
  return users;
}

/** Somebody of an organization by id, e-mail or name. */
async function findUser(api: Api, organizationId: string, asked: string): Promise<User> {
  const users = await peopleOf(api, organizationId, null);
  const byEmail = users.find(({ email }) => email !== null && email === asked.toLowerCase());
  return byEmail ?? the('user', asked, users);
}

interface PeopleOptions extends Common {
  readonly priority?: number;
  readonly enable?: boolean;
  readonly disable?: boolean;
  readonly admin?: boolean;
  readonly defaultGroup?: string;
}

/** `people`: who is in the organization; changes one of them. */
export function addPeople(command: Command, io: CliIo): void {
  command
    .description('List the people of your organization, or change one of them')
    .argument('[user]', 'whom to change: id, e-mail or name')
    .option('--priority <n>', 'their priority, 1 (high) to 10 (low)', wholeNumber(0))
    .option('--enable', 'they may sign in')
    .option('--disable', 'they may not sign in, and are signed out')
    .option('--admin', 'make them an admin of the organization')
    .option('--no-admin', 'make them an admin no more')
    .option('--default-group <name>', 'the group their jobs run under when they name none')
    .option(...ORGANIZATION)
    .action((user: string | undefined, options: PeopleOptions, self: Command) =>
      withSession(io, options, async ({ api, output }) => {
        const organizationId = await organizationOf(api, options);
        if (user === undefined) {
          const users = await peopleOf(api, organizationId, null);
          return output.list(
            users.map((one) => ({ user: one })),
            () => usersText(users),
          );
        }
        const found = await findUser(api, organizationId, user);
        // `--no-admin` gives the option a value even where nobody names it.
        const admin = self.getOptionValueSource('admin') === 'cli' ? options.admin : undefined;
        const wish = userWish(found, { ...options, admin });
        if (Object.keys(wish).length === 0) return output.result({ user: found }, () => usersText([found]));
        const { updateUser } = await api.ask(UPDATE_USER, { input: { userId: found.id, ...wish } });
        refuseOn(updateUser.errors);
        const changed = updateUser.user ?? found;
        await output.result({ user: changed }, () => usersText([changed]));
      }),
    );
}

function userWish(
  user: User,
  {
    priority,
    enable,
    disable,
    admin,
    defaultGroup,
  }: Omit<PeopleOptions, 'admin'> & { admin: boolean | undefined },
): object {
  if (enable && disable) throw wrongInput('Give --enable or --disable, not both.');
  return {
    ...(priority !== undefined && { priority }),
    ...(enable && { status: 'ACTIVE' }),
    ...(disable && { status: 'DISABLED' }),
    ...(admin !== undefined && { isOrganizationAdmin: admin }),
    ...(defaultGroup !== undefined && {
      defaultGroupId: the('group', defaultGroup, user.groups ?? []).id,
    }),
  };
}

function usersText(users: readonly User[]): string {
  const rows = users.map((user) => [
    user.id,
    user.name,
    user.email ?? '',
    [user.isOrganizationAdmin ? 'admin' : '', user.status === 'DISABLED' ? 'disabled' : '']
      .filter((word) => word !== '')
      .join(', '),
    user.priority === null ? '' : String(user.priority),
    (user.groups ?? []).map(({ name }) => name).join(', '),
  ]);
  return table(['ID', 'NAME', 'E-MAIL', '', 'PRIORITY', 'GROUPS'], rows);
}

interface GroupsOptions extends Common {
  readonly create?: boolean;
  readonly name?: string;
  readonly priority?: number;
  readonly add?: string;
  readonly remove?: string;
  readonly delete?: boolean;
}

/** `groups`: the groups of the organization; makes, changes and removes one. */
export function addGroups(command: Command, io: CliIo): void {
  command
    .description('List the groups of your organization, or change one of them')
    .argument('[group]', 'the group: id or name')
    .option('--create', 'make a group with this name')
    .option('--name <name>', 'give it another name')
    .option('--priority <n>', 'its priority, 1 (high) to 10 (low)', wholeNumber(0))
    .option('--add <user>', 'take somebody into it: id, e-mail or name')
    .option('--remove <user>', 'take somebody out of it')
    .option('--delete', 'remove the group; its members stay in the organization')
    .option(...ORGANIZATION)
    .action((asked: string | undefined, options: GroupsOptions) =>
      withSession(io, options, async ({ api, output }) => {
        const organizationId = await organizationOf(api, options);
        if (asked !== undefined && options.create) {
          const priority = options.priority === undefined ? {} : { priority: options.priority };
          const input = { organizationId, name: asked, ...priority };
          const { createGroup } = await api.ask(CREATE_GROUP, { input });
          refuseOn(createGroup.errors);
          return output.result({ group: createGroup.group }, () => groupsText(createGroup.group));
        }
        const groups = (await api.ask(GROUPS, { organizationId })).organization?.groups ?? [];
        if (asked === undefined) {
          return output.list(
            groups.map((group) => ({ group })),
            () => groupsText(...groups),
          );
        }
        const group = the('group', asked, groups);
        if (options.delete) {
          const { deleteGroup } = await api.ask(DELETE_GROUP, { input: { groupId: group.id } });
          refuseOn(deleteGroup.errors);
          return output.result({ deletedGroupId: group.id }, () => `Deleted ${group.name}`);
        }
        const changed = await changeGroup(api, organizationId, group, options);
        await output.result({ group: changed }, () => groupsText(changed));
      }),
    );
}

async function changeGroup(
  api: Api,
  organizationId: string,
  group: Group,
  { name, priority, add, remove }: GroupsOptions,
): Promise<Group> {
  let changed: Group | null = group;
  const groupId = group.id;
  if (name !== undefined || priority !== undefined) {
    const wish = { ...(name !== undefined && { name }), ...(priority !== undefined && { priority }) };
    const { updateGroup } = await api.ask(UPDATE_GROUP, { input: { groupId, ...wish } });
    refuseOn(updateGroup.errors);
    changed = updateGroup.group;
  }
  if (add !== undefined) {
    const userId = (await findUser(api, organizationId, add)).id;
    const { addGroupMember } = await api.ask(ADD_GROUP_MEMBER, { input: { groupId, userId } });
    refuseOn(addGroupMember.errors);
    changed = addGroupMember.group;
  }
  if (remove !== undefined) {
    const userId = (await findUser(api, organizationId, remove)).id;
    const { removeGroupMember } = await api.ask(REMOVE_GROUP_MEMBER, { input: { groupId, userId } });
    refuseOn(removeGroupMember.errors);
    changed = removeGroupMember.group;
  }
  return changed ?? group;
}

function groupsText(...groups: readonly (Group | null)[]): string {
  const rows = groups.flatMap((group) =>
    group
      ? [
          [
            group.id,
            group.name,
            String(group.priority ?? ''),
            (group.members?.nodes ?? []).map(({ name }) => name).join(', '),
          ],
        ]
      : [],
  );
  return table(['ID', 'NAME', 'PRIORITY', 'MEMBERS'], rows);
}

const ROLES = ['READER', 'CONTRIBUTOR', 'MAINTAINER', 'ADMINISTRATOR'] as const;

interface RolesOptions extends Common {
  readonly project?: string;
  readonly user?: string;
  readonly team?: string;
  readonly role?: string;
  readonly remove?: boolean;
}

/** `roles`: who may do what in a project; gives a role, or takes it away. */
export function addRoles(command: Command, io: CliIo): void {
  command
    .description('List the roles in a project, give one, or take it away')
    .option('-p, --project <project>', 'name or id; not needed when there is only one')
    .option('--user <user>', 'whose role: id, e-mail or name')
    .option('--team <team>', 'whose role: id or name of one of your teams, or of one that has a role')
    .addOption(new Option('--role <role>', `the role to give: ${ROLES.join(', ')}`).argParser(oneOf(ROLES)))
    .option('--remove', 'take the role away')
    .action((options: RolesOptions) =>
      withSession(io, options, async ({ api, output }) => {
        const { id: projectId } = await findProject(api, options.project);
        const { project } = await api.ask(PROJECT_ROLES, { projectId });
        if (project === null) throw wrongInput(`There is no project with id ${projectId} any more.`);
        const changed = await changeRole(api, project, options);
        const shown = changed ?? project;
        const { members, teams } = shown;
        await output.list(
          [...members, ...teams].map((role) => ({ project: { id: shown.id, name: shown.name }, ...role })),
          () => rolesText(shown),
        );
      }),
    );
}

/** @returns the project as it became; null when nothing was to be changed */
async function changeRole(
  api: Api,
  project: ProjectRoles,
  { user, team, role, remove }: RolesOptions,
): Promise<ProjectRoles | null> {
  if (user === undefined && team === undefined) {
    if (role === undefined && !remove) return null;
    throw wrongInput('Say whose role it is with --user or --team.');
  }
  if (user !== undefined && team !== undefined) throw wrongInput('Give --user or --team, not both.');
  if ((role !== undefined) === (remove === true)) {
    throw wrongInput('Say which role with --role, or take it away with --remove.');
  }
  const subject =
    user === undefined
      ? { teamId: await teamId(api, project, team ?? '') }
      : { userId: await userId(api, project, user) };
  const input = { projectId: project.id, subject };
  if (role === undefined) {
    const { removeProjectRole } = await api.ask(REMOVE_PROJECT_ROLE, { input });
    refuseOn(removeProjectRole.errors);
    return removeProjectRole.project;
  }
  const { setProjectRole } = await api.ask(SET_PROJECT_ROLE, { input: { ...input, role } });
  refuseOn(setProjectRole.errors);
  return setProjectRole.project;
}

async function userId(api: Api, project: ProjectRoles, asked: string): Promise<string> {
  const member = project.members.find(({ user }) =>
    [user.id, user.email, user.name].some((word) => word?.toLowerCase() === asked.toLowerCase()),
  );
  return member?.user.id ?? (await findUser(api, project.organization.id, asked)).id;
}

async function teamId(api: Api, project: ProjectRoles, asked: string): Promise<string> {
  const own = (await api.ask(TEAMS)).viewer.teams;
  const shared = project.teams.map((each) => each.team);
  const known = [...shared, ...own.filter(({ id }) => !shared.some((each) => each.id === id))];
  return the('team', asked, known).id;
}

function rolesText({ members, teams }: ProjectRoles): string {
  const rows = [
    ...members.map(({ role, user }) => ['user', user.id, user.name, role]),
    ...teams.map(({ role, team }) => ['team', team.id, team.name, role]),
  ];
  return table(['', 'ID', 'NAME', 'ROLE'], rows);
}
