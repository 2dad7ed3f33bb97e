import { afterAll, beforeAll, expect, test } from 'vitest';
import { submit } from '../test/job-builder.ts';
import { buildSchema } from './schema.ts';
import { startTestServer, type As, type TestServer } from '../test/test-server.ts';

let server: TestServer;
let stranger: As;
let reader: As;
let otherAdmin: As;
beforeAll(async () => {
  server = await startTestServer({ worker: false });
  await submit(server.store, { id: 'job_1' });
  // Of the user who submitted it: nobody else's, not even in the same organization.
  await server.store.addProviderCredential(
    {
      id: 'cred_1',
      provider: 'IONQ',
      name: 'Own',
      organizationId: 'org_1',
      userId: 'user_1',
      isDefault: true,
      hint: '…abcd',
      braket: null,
      createdBy: 'user_1',
      createdAt: 1,
      checkedAt: 1,
      trouble: null,
    },
    new Uint8Array(1),
  );
  await server.store.createGroup(
    { id: 'group_1', organizationId: 'org_1', name: 'Chemistry', priority: 5, createdAt: 1 },
    () => null,
  );
  const own = { userId: 'user_1', name: 'x', createdAt: 1, expiresAt: null, lastUsedAt: null };
  await server.store.addToken({ ...own, id: 'token_1', scopes: ['READ'] }, 'hash');
  server.sql("INSERT INTO sessions VALUES ('session_1', 'user_1', 'hash', 1e15, 1, 1, NULL, NULL)");
  const invitation = {
    id: 'invitation_1',
    organizationId: 'org_1',
    email: 'a@b',
    isOrganizationAdmin: false,
  };
  await server.store.addInvitation(
    { ...invitation, groupIds: [], invitedBy: null, createdAt: 1, expiresAt: 1e15 },
    'hash',
    () => null,
  );
  await server.store.createTeam({
    team: { id: 'team_1', name: 'Team', description: '', createdBy: 'user_1', createdAt: 1 },
    members: [{ userId: 'user_1', isManager: true }],
    invitations: [],
  });
  stranger = await server.person({ id: 'user_stranger' });
  reader = await server.person({ id: 'user_reader' }, { proj_1: 'READER' });
  otherAdmin = await server.person({ id: 'user_other', organizationId: 'org_2', isOrganizationAdmin: true });
});
afterAll(() => server.close());

/** Every way to a job or project, with an id of a real one and with one that never was. */
const WAYS: readonly (readonly [string, string])[] = [
  ['node', '{ node(id: "JOB") { id } }'],
  ['node of an item', '{ node(id: "item_NUMBER_0") { id } }'],
  ['node of a project', '{ node(id: "PROJECT") { id } }'],
  ['node of credentials', '{ node(id: "CREDENTIAL") { id } }'],
  ['providerCredentials', '{ providerCredentials { id name } }'],
  [
    'updateProviderCredential',
    'mutation { updateProviderCredential(input: { credentialId: "CREDENTIAL", name: "x" }) { credential { id } errors { code message path } } }',
  ],
  [
    'checkProviderCredential',
    'mutation { checkProviderCredential(input: { credentialId: "CREDENTIAL" }) { credential { id } errors { code message path } } }',
  ],
  [
    'removeProviderCredential',
    'mutation { removeProviderCredential(input: { credentialId: "CREDENTIAL" }) { removedCredentialId errors { code message path } } }',
  ],
  ['job', '{ job(id: "JOB") { id } }'],
  ['project', '{ project(id: "PROJECT") { id jobs { totalCount } } }'],
  ['projects', '{ projects { totalCount nodes { id } } }'],
  ['organization', '{ organization(id: "ORGANIZATION") { id name } }'],
  ['organization’s jobs', '{ organization(id: "ORGANIZATION") { id jobs { totalCount } } }'],
  ['node of an organization', '{ node(id: "ORGANIZATION") { id } }'],
  ['node of a user', '{ node(id: "USER") { id } }'],
  ['node of a group', '{ node(id: "GROUP") { id } }'],
  ['node of a team', '{ node(id: "TEAM") { id } }'],
  [
    'updateOrganization',
    'mutation { updateOrganization(input: { organizationId: "ORGANIZATION", name: "x" }) { organization { id } errors { code message path } } }',
  ],
  [
    'updateUser',
    'mutation { updateUser(input: { userId: "USER", priority: 1 }) { user { id } errors { code message path } } }',
  ],
  [
    'createGroup',
    'mutation { createGroup(input: { organizationId: "ORGANIZATION", name: "x" }) { group { id } errors { code message path } } }',
  ],
  [
    'updateGroup',
    'mutation { updateGroup(input: { groupId: "GROUP", name: "x" }) { group { id } errors { code message path } } }',
  ],
  [
    'setQuota',
    'mutation { setQuota(input: { ownerId: "GROUP", resource: CREDITS, limit: 1 }) { quota { limit } errors { code message path } } }',
  ],
  [
    'setQuota of a user',
    'mutation { setQuota(input: { ownerId: "USER", resource: CREDITS, limit: 1 }) { quota { limit } errors { code message path } } }',
  ],
  [
    'removeQuota',
    'mutation { removeQuota(input: { ownerId: "GROUP", resource: CREDITS }) { ownerId errors { code message path } } }',
  ],
  [
    'quotaGuard',
    '{ quotaGuard(input: { projectId: "PROJECT", targetId: "target_simulator" }) { allowed quotas { used } refusals { code } errors { code message path } } }',
  ],
  [
    'deleteGroup',
    'mutation { deleteGroup(input: { groupId: "GROUP" }) { deletedGroupId errors { code message path } } }',
  ],
  [
    'addGroupMember',
    'mutation { addGroupMember(input: { groupId: "GROUP", userId: "USER" }) { group { id } errors { code message path } } }',
  ],
  [
    'removeGroupMember',
    'mutation { removeGroupMember(input: { groupId: "GROUP", userId: "USER" }) { group { id } errors { code message path } } }',
  ],
  [
    'setProjectRole',
    'mutation { setProjectRole(input: { projectId: "PROJECT", subject: { userId: "USER" }, role: READER }) { project { id } errors { code message path } } }',
  ],
  [
    'setProjectRole of a team',
    'mutation { setProjectRole(input: { projectId: "PROJECT", subject: { teamId: "TEAM" }, role: READER }) { project { id } errors { code message path } } }',
  ],
  [
    'removeProjectRole',
    'mutation { removeProjectRole(input: { projectId: "PROJECT", subject: { userId: "USER" } }) { project { id } errors { code message path } } }',
  ],
  [
    'updateTeam',
    'mutation { updateTeam(input: { teamId: "TEAM", name: "x" }) { team { id } errors { code message path } } }',
  ],
  [
    'deleteTeam',
    'mutation { deleteTeam(input: { teamId: "TEAM" }) { deletedTeamId errors { code message path } } }',
  ],
  [
    'inviteToTeam',
    'mutation { inviteToTeam(input: { teamId: "TEAM", email: "a@b.example" }) { team { id } errors { code message path } } }',
  ],
  [
    'withdrawTeamInvitation',
    'mutation { withdrawTeamInvitation(input: { teamId: "TEAM", email: "a@b.example" }) { team { id } errors { code message path } } }',
  ],
  [
    'answerTeamInvitation',
    'mutation { answerTeamInvitation(input: { teamId: "TEAM", accept: true }) { team { id } errors { code message path } } }',
  ],
  [
    'setTeamManager',
    'mutation { setTeamManager(input: { teamId: "TEAM", userId: "USER", isManager: true }) { team { id } errors { code message path } } }',
  ],
  [
    'removeTeamMember',
    'mutation { removeTeamMember(input: { teamId: "TEAM", userId: "USER" }) { team { id } errors { code message path } } }',
  ],
  [
    'revokeApiToken',
    'mutation { revokeApiToken(input: { tokenId: "TOKEN" }) { revokedTokenId errors { code message path } } }',
  ],
  [
    'revokeSession',
    'mutation { revokeSession(input: { sessionId: "SESSION" }) { revokedSessionId errors { code message path } } }',
  ],
  [
    'inviteUser',
    'mutation { inviteUser(input: { organizationId: "ORGANIZATION", email: "x@y" }) { invitation { id } errors { code message path } } }',
  ],
  [
    'resendInvitation',
    'mutation { resendInvitation(input: { invitationId: "INVITATION" }) { invitation { id } errors { code message path } } }',
  ],
  [
    'revokeInvitation',
    'mutation { revokeInvitation(input: { invitationId: "INVITATION" }) { revokedInvitationId errors { code message path } } }',
  ],
  [
    'retryPreview',
    '{ retryPreview(input: { jobId: "JOB" }) { preview { itemCount } errors { code message path } } }',
  ],
  [
    'defineProperty',
    'mutation { defineProperty(input: { projectId: "PROJECT", name: "x", type: STRING }) { project { id } errors { code message path } } }',
  ],
  [
    'changeProperty',
    'mutation { changeProperty(input: { projectId: "PROJECT", name: "x", description: "y" }) { project { id } errors { code message path } } }',
  ],
  [
    'removeProperty',
    'mutation { removeProperty(input: { projectId: "PROJECT", name: "x" }) { project { id } errors { code message path } } }',
  ],
  [
    'updateProject',
    'mutation { updateProject(input: { projectId: "PROJECT", name: "x" }) { project { id } errors { code message path } } }',
  ],
  [
    'archiveProject',
    'mutation { archiveProject(input: { projectId: "PROJECT" }) { project { id } errors { code message path } } }',
  ],
  [
    'deleteProject',
    'mutation { deleteProject(input: { projectId: "PROJECT" }) { deletedProjectId errors { code message path } } }',
  ],
  [
    'rerunJob',
    'mutation { rerunJob(input: { jobId: "JOB", name: "x" }) { job { id } errors { code message path } } }',
  ],
  ['retryJob', 'mutation { retryJob(input: { jobId: "JOB" }) { job { id } errors { code message path } } }'],
  [
    'cancelJob',
    'mutation { cancelJob(input: { jobId: "JOB" }) { job { id } errors { code message path } } }',
  ],
  [
    'deleteJob',
    'mutation { deleteJob(input: { jobId: "JOB" }) { deletedJobId errors { code message path } } }',
  ],
  [
    'updateJob',
    'mutation { updateJob(input: { jobId: "JOB", description: "x" }) { job { id } errors { code message path } } }',
  ],
  [
    'retryJobs',
    'mutation { retryJobs(input: { jobs: { ids: ["JOB"] } }) { outcomes { jobId ok job { id } error { code message path } } errors { code } } }',
  ],
  [
    'cancelJobs',
    'mutation { cancelJobs(input: { jobs: { ids: ["JOB"] } }) { outcomes { jobId ok job { id } error { code message path } } errors { code } } }',
  ],
  [
    'cancelJobs by filter',
    'mutation { cancelJobs(input: { jobs: { filter: { projectId: "PROJECT" } } }) { outcomes { jobId } errors { code message path } } }',
  ],
  [
    'retryJobs of an organization',
    'mutation { retryJobs(input: { jobs: { organizationFilter: { organizationId: "ORGANIZATION" } } }) { outcomes { jobId } errors { code message path } } }',
  ],
  [
    'submitJob',
    `mutation { submitJob(input: { projectId: "PROJECT", name: "x", targetId: "target_simulator",
    definition: { execute: { programs: [{ name: "p", language: OPENQASM3, source: "x", shots: 1 }] } } }) { job { id } errors { code message path } } }`,
  ],
];
const fill = (query: string, number: string) =>
  query
    .replaceAll('JOB', `job_${number}`)
    .replaceAll('NUMBER', number)
    .replaceAll('TOKEN', `token_${number}`)
    .replaceAll('SESSION', `session_${number}`)
    .replaceAll('INVITATION', `invitation_${number}`)
    .replaceAll('CREDENTIAL', `cred_${number}`)
    .replaceAll('ORGANIZATION', `org_${number}`)
    .replaceAll('GROUP', `group_${number}`)
    .replaceAll('TEAM', `team_${number}`)
    .replaceAll('USER', `user_${number}`)
    .replaceAll('PROJECT', `proj_${number}`);

/** Those who work in an organization see it, whatever they may not see in it. */
const SEEN_BY_COLLEAGUES: ReadonlySet<string> = new Set([
  'organization',
  'inviteUser',
  'organization’s jobs',
  'node of an organization',
  'node of a user',
  'updateOrganization',
  'updateUser',
  'setQuota of a user',
  'createGroup',
]);

test.each(WAYS)('%s tells a stranger the same of a real id as of none', async (name, query) => {
  for (const as of SEEN_BY_COLLEAGUES.has(name) ? [otherAdmin] : [stranger, otherAdmin]) {
    const real = await server.ask(fill(query, '1'), {}, as);
    const none = await server.ask(fill(query, '9'), {}, as);
    expect(JSON.stringify(real).replaceAll(/_9\b/g, '_1')).toBe(
      JSON.stringify(none).replaceAll(/_9\b/g, '_1'),
    );
  }
});

/** Root fields that lead to nobody's jobs or projects, or are tried elsewhere. */
const OTHERS: Readonly<Record<string, string>> = {
  viewer: 'tells of the one who asks',
  updateProfile: 'changes the one who asks',
  createApiToken: 'makes a token of one’s own',
  organizations: 'people.test.ts',
  createOrganization: 'people.test.ts',
  createTeam: 'makes a team of one’s own',
  jobStatuses: 'the same for all',
  targets: 'the same for all',
  target: 'the same for all',
  examplePrograms: 'the same for all',
  checkProgram: 'reads no project',
  createProject: 'makes a project of one’s own',
  addProviderCredential: 'makes credentials of one’s own',
  jobStatus: 'websockets.test.ts and event-streams.test.ts',
  projectJobs: 'websockets.test.ts and event-streams.test.ts',
  organizationJobs: 'organization-jobs.test.ts',
  notifications: 'notifications.test.ts',
  nodes: 'nodes.test.ts',
  follow: 'matrix.test.ts',
  markNotificationsRead: 'matrix.test.ts',
  addWebhook: 'matrix.test.ts',
  changeWebhook: 'matrix.test.ts',
  removeWebhook: 'matrix.test.ts',
  redeliverWebhook: 'matrix.test.ts',
};

test('no root field of the schema is left out', () => {
  const schema = buildSchema();
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const fields = roots.flatMap((root) => Object.keys(root?.getFields() ?? {}));
  const tried = new Set(WAYS.map(([name]) => name.split(' ', 1)[0]));
  expect(Object.keys(OTHERS).filter((field) => !fields.includes(field))).toEqual([]);
  expect(fields.filter((field) => !tried.has(field) && !(field in OTHERS))).toEqual([]);
});

test('a cursor of a project opens nothing elsewhere, and its project to nobody', async () => {
  const { data } = await server.ask('{ project(id: "proj_1") { jobs(first: 1) { edges { cursor } } } }');
  const { cursor } = data.project.jobs.edges[0];
  const created = await server.ask(
    'mutation { createProject(input: { name: "Own" }) { project { id } } }',
    {},
    otherAdmin,
  );
  const list = `query ($id: ID!, $after: String, $before: String) {
    project(id: $id) { jobs(first: 5, after: $after) { nodes { id } } past: jobs(last: 5, before: $before) { nodes { id } } }
  }`;
  const ask = (id: string) => server.ask(list, { id, after: cursor, before: cursor }, otherAdmin);
  expect((await ask(created.data.createProject.project.id)).data).toEqual({
    project: { jobs: { nodes: [] }, past: { nodes: [] } },
  });
  expect(await ask('proj_1')).toEqual(await ask('proj_9'));
});

test('people of another organization do not exist', async () => {
  const query = '{ node(id: "user_1") { id } organization: node(id: "org_1") { id } }';
  expect((await server.ask(query, {}, otherAdmin)).data).toEqual({ node: null, organization: null });
});

test('a reader sees, and is told why not more; buttons and commands agree', async () => {
  const { data } = await server.ask(
    '{ job(id: "job_1") { project { viewerRole actions { submit { code } } } actions { cancel { allowed code message } rerun { code } } } }',
    {},
    reader,
  );
  expect(data.job).toMatchObject({
    project: { viewerRole: 'READER', actions: { submit: { code: 'FORBIDDEN' } } },
    actions: { cancel: { allowed: false, code: 'FORBIDDEN' }, rerun: { code: 'FORBIDDEN' } },
  });
  const cancelled = await server.ask(
    'mutation { cancelJob(input: { jobId: "job_1" }) { errors { code message } } }',
    {},
    reader,
  );
  const { code, message } = data.job.actions.cancel;
  expect(cancelled.data.cancelJob.errors).toEqual([{ code, message }]);
});
