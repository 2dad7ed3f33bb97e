import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ScriptedServer } from './scripted-server.ts';
import { aProject, pageOf, runCli } from './testing.ts';

let server: ScriptedServer;
const ADA = {
  id: 'user_ada',
  name: 'Ada',
  email: 'ada@lab.example',
  isOrganizationAdmin: true,
  status: 'ACTIVE',
  priority: 5,
  groups: [{ id: 'group_1', name: 'Chemistry' }],
  defaultGroup: { id: 'group_1', name: 'Chemistry' },
};
const BORIS = {
  ...ADA,
  id: 'user_boris',
  name: 'Boris',
  email: null,
  isOrganizationAdmin: false,
  status: 'DISABLED',
  groups: [],
  defaultGroup: null,
};
const CHEMISTRY = {
  id: 'group_1',
  name: 'Chemistry',
  priority: 2,
  members: { totalCount: 1, nodes: [{ id: 'user_ada', name: 'Ada' }] },
};
const TEAM = {
  id: 'team_1',
  name: 'Atoms',
  description: '',
  members: [
    { isManager: true, user: { id: 'user_ada', name: 'Ada' } },
    { isManager: false, user: { id: 'user_eve', name: 'Eve' } },
  ],
  invitations: [{ email: 'x@lab.example' }],
  projects: [{ id: 'proj_1', name: 'First' }],
};
const INVITATION = {
  teamId: 'team_2',
  teamName: 'Ions',
  teamDescription: '',
  invitedBy: 'Zoe',
  createdAt: '2026-03-01T12:00:00.000Z',
};
const ROLES = {
  id: 'proj_1',
  name: 'First',
  viewerRole: 'ADMINISTRATOR',
  organization: { id: 'org_1' },
  members: [{ role: 'READER', user: { id: 'user_ada', name: 'Ada', email: 'ada@lab.example' } }],
  teams: [{ role: 'CONTRIBUTOR', team: { id: 'team_1', name: 'Atoms' } }],
};
const organization = { users: pageOf([ADA, BORIS]), groups: [CHEMISTRY] };

beforeEach(async () => {
  server = await ScriptedServer.start();
  server.script = {
    viewer: {
      user: { id: 'user_ada' },
      organization: { id: 'org_1', name: 'Lab' },
      teams: [TEAM],
      teamInvitations: [INVITATION],
    },
    organization,
    projects: pageOf([aProject({ id: 'proj_1' })]),
    project: ROLES,
  };
});
afterEach(() => server.stop());

/** Answers a mutation, runs a command and tells the input that it sent. */
async function inputOf(args: readonly string[], field: string, payload: object): Promise<unknown> {
  server.script = { ...server.script, [field]: { errors: [], ...payload } };
  const run = await runCli([...args], { server });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return server.variables.at(-1)?.['input'];
}

describe('people', () => {
  test('lists them, for people and for programs', async () => {
    const plain = await runCli(['people'], { server });
    expect(plain.code).toBe(0);
    for (const text of ['user_ada', 'ada@lab.example', 'admin', 'Chemistry', 'user_boris', 'disabled']) {
      expect(plain.stdout).toContain(text);
    }
    const json = await runCli(['people', '--json'], { server });
    expect(
      json.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([{ user: ADA }, { user: BORIS }]);
  });

  test.each([
    [['people', 'ada@lab.example', '--priority', '2'], { userId: 'user_ada', priority: 2 }],
    [['people', 'boris', '--enable'], { userId: 'user_boris', status: 'ACTIVE' }],
    [
      ['people', 'user_ada', '--disable', '--no-admin'],
      { userId: 'user_ada', status: 'DISABLED', isOrganizationAdmin: false },
    ],
    [['people', 'Boris', '--admin'], { userId: 'user_boris', isOrganizationAdmin: true }],
    [['people', 'Ada', '--default-group', 'chemistry'], { userId: 'user_ada', defaultGroupId: 'group_1' }],
  ])('%j', async (args, input) => {
    expect(await inputOf(args, 'updateUser', { user: ADA })).toEqual(input);
  });

  test('one is shown when nothing is to be changed, and nobody is told by name', async () => {
    const shown = await runCli(['people', 'Ada', '--json'], { server });
    expect(JSON.parse(shown.stdout)).toEqual({ user: ADA });
    const nobody = await runCli(['people', 'Zoe'], { server });
    expect(nobody).toMatchObject({ code: 2, stdout: '' });
    expect(nobody.stderr).toContain('There is no user "Zoe"');
  });

  test('what is refused is told with its place', async () => {
    const errors = [{ code: 'LAST_ADMIN', message: 'Ada is the last.', path: ['status'] }];
    server.script = { ...server.script, updateUser: { user: null, errors } };
    const run = await runCli(['people', 'Ada', '--disable'], { server });
    expect(run).toMatchObject({ code: 2, stdout: '', stderr: 'error: Ada is the last. (status)\n' });
  });
});

describe('groups', () => {
  test('lists them', async () => {
    const run = await runCli(['groups', '--json'], { server });
    expect(JSON.parse(run.stdout)).toEqual({ group: CHEMISTRY });
  });

  test.each([
    [
      ['groups', 'Atoms', '--create', '--priority', '3'],
      'createGroup',
      { organizationId: 'org_1', name: 'Atoms', priority: 3 },
    ],
    [
      ['groups', 'Chemistry', '--name', 'Physics', '--priority', '1'],
      'updateGroup',
      { groupId: 'group_1', name: 'Physics', priority: 1 },
    ],
    [['groups', 'group_1', '--add', 'Boris'], 'addGroupMember', { groupId: 'group_1', userId: 'user_boris' }],
    [
      ['groups', 'group_1', '--remove', 'Ada'],
      'removeGroupMember',
      { groupId: 'group_1', userId: 'user_ada' },
    ],
    [['groups', 'Chemistry', '--delete'], 'deleteGroup', { groupId: 'group_1' }],
  ])('%j', async (args, field, input) => {
    expect(await inputOf(args, field, { group: CHEMISTRY, deletedGroupId: 'group_1' })).toEqual(input);
  });
});

describe('teams', () => {
  test('lists teams and invitations', async () => {
    const plain = await runCli(['teams'], { server });
    expect(plain.stdout).toContain('Ada*, Eve');
    expect(plain.stdout).toContain('Zoe invites you to Ions (team_2)');
    const json = await runCli(['teams', '--json'], { server });
    expect(
      json.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([{ team: TEAM }, { invitation: INVITATION }]);
  });

  test.each([
    [['teams', 'New', '--create'], 'createTeam', { name: 'New' }],
    [
      ['teams', 'Atoms', '--invite', 'y@lab.example'],
      'inviteToTeam',
      { teamId: 'team_1', email: 'y@lab.example' },
    ],
    [['teams', 'Ions', '--accept'], 'answerTeamInvitation', { teamId: 'team_2', accept: true }],
    [['teams', 'Ions', '--decline'], 'answerTeamInvitation', { teamId: 'team_2', accept: false }],
    [['teams', 'Atoms', '--remove', 'Eve'], 'removeTeamMember', { teamId: 'team_1', userId: 'user_eve' }],
    [['teams', 'Atoms', '--leave'], 'removeTeamMember', { teamId: 'team_1', userId: 'user_ada' }],
    [['teams', 'Atoms', '--delete'], 'deleteTeam', { teamId: 'team_1' }],
  ])('%j', async (args, field, input) => {
    const payload = { team: TEAM, removedUserId: 'user_eve', deletedTeamId: 'team_1' };
    expect(await inputOf(args, field, payload)).toEqual(input);
  });
});

describe('roles', () => {
  test('lists users and teams', async () => {
    const run = await runCli(['roles', '--json'], { server });
    const project = { id: 'proj_1', name: 'First' };
    expect(
      run.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { project, ...ROLES.members[0] },
      { project, ...ROLES.teams[0] },
    ]);
  });

  test.each([
    [
      ['roles', '--user', 'Boris', '--role', 'reader'],
      'setProjectRole',
      { projectId: 'proj_1', subject: { userId: 'user_boris' }, role: 'READER' },
    ],
    [
      ['roles', '--user', 'ada@lab.example', '--remove'],
      'removeProjectRole',
      { projectId: 'proj_1', subject: { userId: 'user_ada' } },
    ],
    [
      ['roles', '--team', 'atoms', '--role', 'MAINTAINER'],
      'setProjectRole',
      { projectId: 'proj_1', subject: { teamId: 'team_1' }, role: 'MAINTAINER' },
    ],
  ])('%j', async (args, field, input) => {
    expect(await inputOf(args, field, { project: ROLES })).toEqual(input);
  });

  test.each([
    [['roles', '--role', 'READER'], 'Say whose role it is'],
    [['roles', '--user', 'Ada', '--team', 'Atoms', '--remove'], 'not both'],
    [['roles', '--user', 'Ada'], 'Say which role'],
  ])('%j is refused', async (args, text) => {
    const run = await runCli(args, { server });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(text);
  });
});
