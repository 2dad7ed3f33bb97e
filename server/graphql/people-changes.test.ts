import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestServer, type As, type TestServer } from '../test/test-server.ts';

let server: TestServer;
let admin: As;
let ada: As;
let boris: As;
let eve: As;
beforeEach(async () => {
  server = await startTestServer({ worker: false, liveCheckEvery: 50 });
  admin = await server.person({ id: 'user_admin', name: 'Admin', isOrganizationAdmin: true });
  ada = await server.person({ id: 'user_ada', name: 'Ada', email: 'ada@lab.example' });
  boris = await server.person({ id: 'user_boris', name: 'Boris', email: 'boris@lab.example' });
  eve = await server.person({
    id: 'user_eve',
    name: 'Eve',
    email: 'eve@atoms.example',
    organizationId: 'org_2',
  });
});
afterEach(() => server.close());

/** Sends one mutation and answers its payload. */
async function change(as: As, field: string, input: string, parts: string) {
  const { data, errors } = await server.ask(
    `mutation { ${field}(input: { ${input} }) { ${parts} errors { code message path } } }`,
    {},
    as,
  );
  expect(errors).toBeUndefined();
  return data[field];
}

const submission = (
  project: string,
  more = '',
) => `projectId: "${project}", name: "x", targetId: "target_simulator",
  definition: { execute: { programs: [{ name: "p", language: OPENQASM3, source: "x", shots: 1 }] } } ${more}`;

async function projectOf(as: As): Promise<string> {
  const { project } = await change(as, 'createProject', 'name: "Own"', 'project { id viewerRole }');
  expect(project.viewerRole).toBe('ADMINISTRATOR');
  return project.id;
}

test('jobs run under the group they name, else under the default', async () => {
  const group = async (name: string) =>
    (await change(admin, 'createGroup', `organizationId: "org_1", name: "${name}"`, 'group { id }')).group.id;
  const [chemistry, atoms] = [await group('Chemistry'), await group('Atoms')];
  for (const id of [chemistry, atoms]) {
    await change(admin, 'addGroupMember', `groupId: "${id}", userId: "user_ada"`, 'group { id }');
  }
  const project = await projectOf(ada);
  const submit = (more: string) =>
    change(ada, 'submitJob', submission(project, more), 'job { id group { name } }');
  const usual = await submit('');
  expect(usual.job.group).toEqual({ name: 'Chemistry' });
  const named = await submit('group: "Atoms"');
  expect(named.job.group).toEqual({ name: 'Atoms' });
  expect(await submit('group: "Physics"')).toEqual({
    job: null,
    errors: [
      { code: 'INVALID_INPUT', message: 'Not a member of any group with name: Physics', path: ['group'] },
    ],
  });

  const query = `query ($id: ID!, $groups: [ID!]) { project(id: $id) { jobs(filter: { groupIds: $groups }) { totalCount nodes { id } } } }`;
  const found = await server.ask(query, { id: project, groups: [atoms] }, ada);
  expect(found.data.project.jobs).toEqual({ totalCount: 1, nodes: [{ id: named.job.id }] });

  // A rerun stays in its source's group as long as its maker is in it.
  const rerun = () =>
    change(ada, 'rerunJob', `jobId: "${named.job.id}", name: "y"`, 'job { group { name } }');
  expect((await rerun()).job.group).toEqual({ name: 'Atoms' });
  await change(admin, 'removeGroupMember', `groupId: "${atoms}", userId: "user_ada"`, 'group { id }');
  expect((await rerun()).job.group).toEqual({ name: 'Chemistry' });

  // To another organization the group is not there.
  await server.store.changeProjectRole(project, { userId: 'user_eve' }, () => ({ role: 'READER' }));
  const seen = await server.ask(`{ job(id: "${usual.job.id}") { group { name } } }`, {}, eve);
  expect(seen.data).toEqual({ job: { group: null } });
});

test('groups take users of their own organization, and priorities from 1 to 10', async () => {
  const made = await change(
    admin,
    'createGroup',
    'organizationId: "org_1", name: "Chemistry", priority: 2',
    'group { id priority members { totalCount } }',
  );
  expect(made.group).toMatchObject({ priority: 2, members: { totalCount: 0 } });
  const { id } = made.group;
  const codes = async (as: As, field: string, input: string) =>
    (await change(as, field, input, '__typename')).errors.map((one: { code: string }) => one.code);
  expect(await codes(admin, 'createGroup', 'organizationId: "org_1", name: "chemistry"')).toEqual([
    'NAME_TAKEN',
  ]);
  expect(await codes(admin, 'updateGroup', `groupId: "${id}", priority: 11`)).toEqual(['INVALID_INPUT']);
  expect(await codes(admin, 'addGroupMember', `groupId: "${id}", userId: "user_eve"`)).toEqual(['NOT_FOUND']);
  expect(await codes(server, 'addGroupMember', `groupId: "${id}", userId: "user_eve"`)).toEqual([
    'INVALID_INPUT',
  ]);
  expect(await codes(ada, 'updateGroup', `groupId: "${id}", priority: 1`)).toEqual(['NOT_FOUND']);
  expect(await codes(admin, 'addGroupMember', `groupId: "${id}", userId: "user_ada"`)).toEqual([]);
  expect(await codes(ada, 'updateGroup', `groupId: "${id}", priority: 1`)).toEqual(['FORBIDDEN']);
  expect(await codes(ada, 'createGroup', 'organizationId: "org_1", name: "Mine"')).toEqual(['FORBIDDEN']);
  expect(await codes(ada, 'updateUser', 'userId: "user_ada", priority: 1')).toEqual(['FORBIDDEN']);
  expect(await codes(ada, 'updateUser', 'userId: "user_ada", defaultGroupId: null')).toEqual([]);
  expect(await codes(admin, 'deleteGroup', `groupId: "${id}"`)).toEqual([]);
});

test('who is disabled is signed out at once', async () => {
  const changed = await change(
    admin,
    'updateUser',
    'userId: "user_ada", status: DISABLED',
    'user { status }',
  );
  expect(changed).toEqual({ user: { status: 'DISABLED' }, errors: [] });
  expect((await server.ask('{ viewer { user { id } } }', {}, ada)).status).toBe(401);
});

test('roles are given to colleagues, and taken away', async () => {
  const project = await projectOf(ada);
  const see = async (as: As) =>
    (await server.ask(`{ project(id: "${project}") { viewerRole } }`, {}, as)).data.project;
  expect(await see(boris)).toBeNull();
  const set = (subject: string, role: string) =>
    change(
      ada,
      'setProjectRole',
      `projectId: "${project}", subject: { ${subject} }, role: ${role}`,
      'project { members { user { name } role } }',
    );
  expect((await set('userId: "user_boris"', 'READER')).project.members).toEqual([
    { user: { name: 'Ada' }, role: 'ADMINISTRATOR' },
    { user: { name: 'Boris' }, role: 'READER' },
  ]);
  expect(await see(boris)).toEqual({ viewerRole: 'READER' });
  const unknown = (id: string) => [
    { code: 'NOT_FOUND', message: `There is no user with id ${id}.`, path: ['userId'] },
  ];
  expect((await set('userId: "user_eve"', 'READER')).errors).toEqual(unknown('user_eve'));
  expect((await set('userId: "user_none"', 'READER')).errors).toEqual(unknown('user_none'));
  expect((await set('userId: "user_ada"', 'READER')).errors[0].code).toBe('LAST_ADMIN');
  const removed = await change(
    ada,
    'removeProjectRole',
    `projectId: "${project}", subject: { userId: "user_boris" }`,
    'project { id }',
  );
  expect(removed).toEqual({ project: { id: project }, errors: [] });
  expect(await see(boris)).toBeNull();
});

const TEAM = 'team { id members { user { id name email } isManager } invitations { email } }';

test('a team shares a project with another organization, until it does not', async () => {
  const project = await projectOf(ada);
  const { team } = await change(ada, 'createTeam', 'name: "Atoms"', TEAM);
  expect(team.members).toEqual([
    { user: { id: 'user_ada', name: 'Ada', email: 'ada@lab.example' }, isManager: true },
  ]);

  // Whoever invites cannot tell whether there is somebody.
  const invite = (email: string) =>
    change(ada, 'inviteToTeam', `teamId: "${team.id}", email: "${email}"`, 'team { id }');
  expect(await invite('nobody@atoms.example')).toEqual(await invite('Eve@atoms.example'));
  const mine = '{ viewer { teams { name } teamInvitations { teamId teamName invitedBy } } }';
  expect((await server.ask(mine, {}, eve)).data.viewer).toEqual({
    teams: [],
    teamInvitations: [{ teamId: team.id, teamName: 'Atoms', invitedBy: 'Ada' }],
  });
  expect((await server.ask(`{ node(id: "${team.id}") { id } }`, {}, eve)).data.node).toBeNull();
  const accept = () =>
    change(
      eve,
      'answerTeamInvitation',
      `teamId: "${team.id}", accept: true`,
      'team { name members { user { name email } } invitations { email } }',
    );
  expect(await accept()).toEqual({
    team: {
      name: 'Atoms',
      members: [
        { user: { name: 'Ada', email: null } },
        { user: { name: 'Eve', email: 'eve@atoms.example' } },
      ],
      invitations: null,
    },
    errors: [],
  });
  expect((await accept()).errors[0].code).toBe('NOT_FOUND');

  const see = async () =>
    (
      await server.ask(
        `{ project(id: "${project}") { viewerRole members { user { name email } } teams { team { name } role } } }`,
        {},
        eve,
      )
    ).data.project;
  expect(await see()).toBeNull();
  await change(
    ada,
    'setProjectRole',
    `projectId: "${project}", subject: { teamId: "${team.id}" }, role: CONTRIBUTOR`,
    'project { id }',
  );
  expect(await see()).toEqual({
    viewerRole: 'CONTRIBUTOR',
    members: [{ user: { name: 'Ada', email: null } }],
    teams: [{ team: { name: 'Atoms' }, role: 'CONTRIBUTOR' }],
  });

  // What is open by the team ends when its member leaves, and no later change is told.
  const events = server.watch(eve).iterate<{ projectJobs: { deleted: readonly string[] } }>({
    query: `subscription { projectJobs(projectId: "${project}") { deleted } }`,
  });
  expect((await events.next()).value?.data).toEqual({ projectJobs: { deleted: [] } });
  const left = await change(
    eve,
    'removeTeamMember',
    `teamId: "${team.id}", userId: "user_eve"`,
    'removedUserId team { id }',
  );
  expect(left).toEqual({ removedUserId: 'user_eve', team: null, errors: [] });
  expect(await see()).toBeNull();
  const told = await events.next().then(
    () => 'an event',
    ([error]: readonly { readonly extensions: { readonly code: string } }[]) => error?.extensions.code,
  );
  expect(told).toBe('NOT_FOUND');
  await change(ada, 'submitJob', submission(project), 'job { id }');
  expect((await events.next()).done).toBe(true);
});

test('a declined invitation looks to the team like one that nobody answered', async () => {
  const { team } = await change(ada, 'createTeam', 'name: "Atoms"', TEAM);
  await change(ada, 'inviteToTeam', `teamId: "${team.id}", email: "eve@atoms.example"`, 'team { id }');
  const before = await server.ask(
    `{ node(id: "${team.id}") { ... on Team { ${'invitations { email createdAt }'} } } }`,
    {},
    ada,
  );
  await change(eve, 'answerTeamInvitation', `teamId: "${team.id}", accept: false`, 'team { id }');
  const after = await server.ask(
    `{ node(id: "${team.id}") { ... on Team { ${'invitations { email createdAt }'} } } }`,
    {},
    ada,
  );
  expect(after).toEqual(before);
  expect(
    (await server.ask('{ viewer { teamInvitations { teamId } } }', {}, eve)).data.viewer.teamInvitations,
  ).toEqual([]);
});

test('organizations are made and renamed by whom they concern', async () => {
  const make = (as: As) => change(as, 'createOrganization', 'name: "New"', 'organization { name }');
  expect((await make(admin)).errors[0].code).toBe('FORBIDDEN');
  expect(await make(server)).toEqual({ organization: { name: 'New' }, errors: [] });
  expect((await make(server)).errors[0].code).toBe('NAME_TAKEN');
  const rename = (as: As, name: string) =>
    change(as, 'updateOrganization', `organizationId: "org_1", name: "${name}"`, 'organization { name }');
  expect((await rename(ada, 'Mine')).errors[0].code).toBe('FORBIDDEN');
  // That another one has the name is told only to who sees all.
  expect(await rename(admin, 'New')).toEqual({ organization: { name: 'New' }, errors: [] });
  expect((await rename(server, 'Other')).errors[0].code).toBe('NAME_TAKEN');
});

test('each change is kept in the audit, what is refused is not', async () => {
  const project = await projectOf(ada);
  await change(admin, 'createGroup', 'organizationId: "org_1", name: "Chemistry"', 'group { id }');
  await change(admin, 'createGroup', 'organizationId: "org_1", name: "Chemistry"', 'group { id }');
  await change(admin, 'updateUser', 'userId: "user_ada", priority: 2', 'user { id }');
  await change(ada, 'updateUser', 'userId: "user_ada", priority: 1', 'user { id }');
  await change(
    ada,
    'setProjectRole',
    `projectId: "${project}", subject: { userId: "user_boris" }, role: READER`,
    'project { id }',
  );
  const actions = ['PROJECT_CREATED', 'GROUP_CREATED', 'USER_CHANGED', 'ROLE_GIVEN'] as const;
  const newest = await server.store.listAudit(
    'org_1',
    { actions },
    { limit: 100, from: null, backwards: false },
  );
  const entries = newest.toReversed();
  expect(
    entries.map(({ action, actorName, before, after }) => ({ action, actorName, before, after })),
  ).toEqual([
    expect.objectContaining({ action: 'PROJECT_CREATED', actorName: 'Ada' }),
    { action: 'GROUP_CREATED', actorName: 'Admin', before: null, after: { name: 'Chemistry', priority: 5 } },
    { action: 'USER_CHANGED', actorName: 'Admin', before: { priority: 5 }, after: { priority: 2 } },
    { action: 'ROLE_GIVEN', actorName: 'Ada', before: null, after: { role: 'READER' } },
  ]);
});
