import type { Scope } from '../domain/scopes.ts';

/** Who asks. All but the first four are let in; of those with a role, it is one in the project `proj_1` of `org_1`. */
export const VIEWERS = [
  'nobody',
  'expired token',
  'revoked token',
  'disabled user',
  'member elsewhere',
  'admin elsewhere',
  'member without a role',
  'reader',
  'contributor',
  'maintainer',
  'administrator',
  'organization admin',
  'platform admin',
  'admin by a READ token',
  'admin by a JOBS token',
  'admin by an ADMIN token',
] as const;
export type MatrixViewer = (typeof VIEWERS)[number];

export type MatrixOutcome = 'ok' | 'FORBIDDEN' | 'NOT_FOUND' | 'UNAUTHENTICATED';

/**
 * Who may do what, as RULES says it.
 * - `project`: the least role; who has none is told as of what is not there. Admins act as ADMINISTRATOR.
 * - `organization`: its people see it; `admins`, `platform admins`: others of its people are forbidden; `admins alone`:
 *   to them it does not exist either.
 * - `owner`: the contributor, whose thing it is. `member`, `manager`: of a team; the contributor manages it, the
 *   reader is in it.
 * - `nothing`: nobody, whoever asks.
 */
export type Right =
  | { readonly project: 'READER' | 'CONTRIBUTOR' | 'MAINTAINER' | 'ADMINISTRATOR' }
  | { readonly organization: 'people' | 'admins' | 'admins alone' | 'platform admins' }
  | { readonly team: 'member' | 'manager' }
  | 'everybody'
  | 'owner'
  | 'group'
  | 'group admins'
  | 'own and admins'
  | 'platform admins'
  | 'platform admins alone'
  | 'nothing';

export interface MatrixRow {
  /** The root field, and which way of it where there are many. */
  readonly way: string;
  readonly right: Right;
  /** The scope a token must have; READ for what reads. */
  readonly scope: Scope;
  /** With `JOB`, `FINAL`, `PROJECT`, … in place of ids. */
  readonly ask: string;
  /** What the answer holds for who sees it, where a list is answered to all. */
  readonly shows?: string;
}

const ERRORS = 'errors { code message path }';
const read = (way: string, right: Right, ask: string, shows?: string): MatrixRow => ({
  way,
  right,
  scope: 'READ',
  ask,
  ...(shows !== undefined && { shows }),
});
const write = (scope: Scope, way: string, right: Right, input: string): MatrixRow => ({
  way,
  right,
  scope,
  ask: `mutation { ${way.split(' ', 1)[0]}(input: { ${input} }) { ${ERRORS} } }`,
});
const node = (type: string, right: Right, id: string): MatrixRow =>
  read(`node ${type}`, right, `{ node(id: "${id}") { id } }`);

const READER = { project: 'READER' } as const;
const CONTRIBUTOR = { project: 'CONTRIBUTOR' } as const;
const MAINTAINER = { project: 'MAINTAINER' } as const;
const ADMINISTRATOR = { project: 'ADMINISTRATOR' } as const;
const PEOPLE = { organization: 'people' } as const;
/** What an organization is given by those who run the platform. */
const PLATFORM = { organization: 'platform admins' } as const;
const ADMINS = { organization: 'admins' } as const;
const ADMINS_ALONE = { organization: 'admins alone' } as const;

/**
 * Every operation of the schema, each way to an object by its id, and every download. Inputs are such that whoever may
 * do it is refused for another reason or changes nothing: the world is the same for all who ask.
 */
export const ROWS: readonly MatrixRow[] = [
  read('viewer', 'everybody', '{ viewer { user { id } } }'),
  node('Job', READER, 'JOB'),
  node('JobItem', READER, 'ITEM'),
  node('Project', READER, 'PROJECT'),
  node('Program', READER, 'PROGRAM'),
  node('Target', 'everybody', 'target_simulator'),
  node('User', PEOPLE, 'COLLEAGUE'),
  node('Organization', PEOPLE, 'ORGANIZATION'),
  node('Group', 'group', 'GROUP'),
  node('Team', { team: 'member' }, 'TEAM'),
  node('ProviderCredential', 'owner', 'CREDENTIAL'),
  node('Session', 'nothing', 'SESSION'),
  node('ApiToken', 'nothing', 'TOKEN'),
  node('Invitation', 'nothing', 'INVITATION'),
  node('Notification', 'nothing', 'NOTE'),
  node('Webhook', 'nothing', 'WEBHOOK'),
  node('Delivery', 'nothing', 'DELIVERY'),
  node('AuditEntry', 'nothing', 'AUDIT'),
  read('projects', READER, '{ projects { nodes { id } } }', 'proj_1'),
  read('project', READER, '{ project(id: "PROJECT") { id jobs { totalCount } } }'),
  read('organizations', PEOPLE, '{ organizations { nodes { id } } }', 'org_1'),
  read('organization', PEOPLE, '{ organization(id: "ORGANIZATION") { id } }'),
  read(
    'organization jobs',
    ADMINS_ALONE,
    '{ organization(id: "ORGANIZATION") { jobs { nodes { id } } } }',
    'job_1',
  ),
  read(
    'organization jobCounts',
    ADMINS_ALONE,
    '{ organization(id: "ORGANIZATION") { jobCounts { total } } }',
    'total',
  ),
  read(
    'organization submitters',
    ADMINS_ALONE,
    '{ organization(id: "ORGANIZATION") { submitters { id } } }',
    'user_1',
  ),
  read(
    'organization audit',
    ADMINS_ALONE,
    '{ organization(id: "ORGANIZATION") { audit { totalCount } } }',
    'totalCount',
  ),
  read(
    'organization webhooks',
    ADMINS_ALONE,
    '{ organization(id: "ORGANIZATION") { webhooks { id } } }',
    '"webhooks":[',
  ),
  read(
    'organization invitations',
    ADMINS_ALONE,
    '{ organization(id: "ORGANIZATION") { invitations { id } } }',
    'invitation_1',
  ),
  read(
    'organization users',
    PEOPLE,
    '{ organization(id: "ORGANIZATION") { users { nodes { id } } } }',
    'user_colleague',
  ),
  read('organization groups', 'group', '{ organization(id: "ORGANIZATION") { groups { id } } }', 'group_1'),
  // Others than admins are told what they themselves used.
  read(
    'organization usage',
    PEOPLE,
    '{ organization(id: "ORGANIZATION") { usage(from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z", by: [USER]) { __typename } } }',
    '"usage":[',
  ),
  read('job', READER, '{ job(id: "JOB") { id } }'),
  read('targets', 'everybody', '{ targets { id } }'),
  read('target', 'everybody', '{ target(id: "target_simulator") { id } }'),
  read('nodes', 'platform admins alone', '{ nodes { id } }', 'node_1'),
  read('providerCredentials', 'owner', '{ providerCredentials { id } }', 'cred_1'),
  read('retryPreview', CONTRIBUTOR, `{ retryPreview(input: { jobId: "FINAL" }) { ${ERRORS} } }`),
  read(
    'checkProgram',
    'everybody',
    `{ checkProgram(input: { targetId: "target_simulator", language: OPENQASM3, source: "", shots: 0 }) { ${ERRORS} } }`,
  ),
  read(
    'quotaGuard',
    READER,
    `{ quotaGuard(input: { projectId: "PROJECT", targetId: "target_simulator" }) { ${ERRORS} } }`,
  ),
  read('jobStatuses', 'everybody', '{ jobStatuses { status } }'),
  read('examplePrograms', 'everybody', '{ examplePrograms { name } }'),

  write(
    'JOBS',
    'submitJob',
    CONTRIBUTOR,
    'projectId: "ARCHIVED", name: "x", targetId: "target_simulator", definition: { execute: { programs: [{ name: "p", language: OPENQASM3, source: "x", shots: 1 }] } }',
  ),
  write('JOBS', 'rerunJob', CONTRIBUTOR, 'jobId: "JOB", name: "Again"'),
  write('JOBS', 'retryJob', CONTRIBUTOR, 'jobId: "FINAL"'),
  write('JOBS', 'cancelJob', CONTRIBUTOR, 'jobId: "FINAL"'),
  write('JOBS', 'updateJob', CONTRIBUTOR, 'jobId: "JOB", description: ""'),
  write('JOBS', 'deleteJob', MAINTAINER, 'jobId: "JOB"'),
  bulk('retryJobs by ids', CONTRIBUTOR, 'ids: ["FINAL"]'),
  bulk('cancelJobs by ids', CONTRIBUTOR, 'ids: ["FINAL"]'),
  bulk('retryJobs of a project', READER, 'filter: { projectId: "PROJECT", filter: { name: "none" } }'),
  bulk('cancelJobs of a project', READER, 'filter: { projectId: "PROJECT", filter: { name: "none" } }'),
  bulk(
    'retryJobs of an organization',
    ADMINS_ALONE,
    'organizationFilter: { organizationId: "ORGANIZATION", filter: { name: "none" } }',
  ),
  bulk(
    'cancelJobs of an organization',
    ADMINS_ALONE,
    'organizationFilter: { organizationId: "ORGANIZATION", filter: { name: "none" } }',
  ),
  write('ADMIN', 'createProject', 'everybody', 'name: ""'),
  write('ADMIN', 'updateProject', MAINTAINER, 'projectId: "PROJECT", name: "First project"'),
  write('ADMIN', 'archiveProject', MAINTAINER, 'projectId: "ARCHIVED"'),
  write('ADMIN', 'deleteProject', MAINTAINER, 'projectId: "PROJECT"'),
  write(
    'ADMIN',
    'setProjectRole',
    ADMINISTRATOR,
    'projectId: "PROJECT", subject: { userId: "COLLEAGUE_READER" }, role: READER',
  ),
  write(
    'ADMIN',
    'removeProjectRole',
    ADMINISTRATOR,
    'projectId: "PROJECT", subject: { userId: "GUEST_FRESH" }',
  ),
  write('JOBS', 'follow a project', READER, 'projectId: "PROJECT", level: NOTHING'),
  write('JOBS', 'follow a job', READER, 'jobId: "JOB", level: NOTHING'),
  write('JOBS', 'markNotificationsRead', 'everybody', 'ids: []'),
  write(
    'ADMIN',
    'addWebhook of an organization',
    ADMINS,
    'organizationId: "ORGANIZATION", name: "x", url: "https://hooks.example/x"',
  ),
  write('ADMIN', 'changeWebhook', 'owner', 'webhookId: "WEBHOOK", isActive: true'),
  write('ADMIN', 'removeWebhook', 'owner', 'webhookId: "WEBHOOK_FRESH"'),
  write('ADMIN', 'redeliverWebhook', 'nothing', 'deliveryId: "DELIVERY"'),
  write('ADMIN', 'defineProperty', MAINTAINER, 'projectId: "PROJECT", name: "kept_1", type: STRING'),
  write('ADMIN', 'changeProperty', MAINTAINER, 'projectId: "PROJECT", name: "kept_1", description: "x"'),
  write('ADMIN', 'removeProperty', MAINTAINER, 'projectId: "PROJECT", name: "PROPERTY_FRESH"'),
  write(
    'ADMIN',
    'setQuota of an organization',
    PLATFORM,
    'ownerId: "ORGANIZATION", resource: STORAGE, limit: 1e9',
  ),
  write('ADMIN', 'setQuota of a group', 'group admins', 'ownerId: "GROUP", resource: STORAGE, limit: 1e9'),
  write('ADMIN', 'setQuota of a user', ADMINS, 'ownerId: "COLLEAGUE", resource: STORAGE, limit: 1e9'),
  write('ADMIN', 'removeQuota', PLATFORM, 'ownerId: "ORGANIZATION", resource: CREDITS'),

  write(
    'ADMIN',
    'addProviderCredential',
    'everybody',
    'name: "", owner: USER, secrets: { ionq: { apiKey: "x" } }',
  ),
  write('ADMIN', 'updateProviderCredential', 'owner', 'credentialId: "CREDENTIAL", name: ""'),
  write('ADMIN', 'checkProviderCredential', 'owner', 'credentialId: "CREDENTIAL"'),
  write('ADMIN', 'removeProviderCredential', 'owner', 'credentialId: "CREDENTIAL_FRESH"'),

  write('ADMIN', 'updateProfile', 'everybody', 'name: ""'),
  write('ADMIN', 'createApiToken', 'everybody', 'name: "", scopes: [READ]'),
  write('ADMIN', 'revokeApiToken', 'owner', 'tokenId: "TOKEN_FRESH"'),
  write('ADMIN', 'revokeSession', 'owner', 'sessionId: "SESSION_FRESH"'),

  write('ADMIN', 'inviteUser', ADMINS, 'organizationId: "ORGANIZATION", email: "none"'),
  write('ADMIN', 'resendInvitation', ADMINS_ALONE, 'invitationId: "INVITATION"'),
  write('ADMIN', 'revokeInvitation', ADMINS_ALONE, 'invitationId: "INVITATION_FRESH"'),
  write('ADMIN', 'createOrganization', 'platform admins', 'name: "Quantum Lab"'),
  write('ADMIN', 'updateOrganization', ADMINS, 'organizationId: "ORGANIZATION", name: "Quantum Lab"'),
  write('ADMIN', 'updateUser', ADMINS, 'userId: "COLLEAGUE", priority: 99'),
  write('ADMIN', 'createGroup', ADMINS, 'organizationId: "ORGANIZATION", name: "group_1"'),
  write('ADMIN', 'updateGroup', 'group admins', 'groupId: "GROUP", priority: 5'),
  write('ADMIN', 'deleteGroup', 'group admins', 'groupId: "GROUP_FRESH"'),
  write('ADMIN', 'addGroupMember', 'group admins', 'groupId: "GROUP", userId: "CONTRIBUTOR"'),
  write('ADMIN', 'removeGroupMember', 'group admins', 'groupId: "GROUP", userId: "COLLEAGUE"'),

  write('ADMIN', 'createTeam', 'everybody', 'name: ""'),
  write('ADMIN', 'updateTeam', { team: 'manager' }, 'teamId: "TEAM", name: "team_1"'),
  write('ADMIN', 'deleteTeam', { team: 'manager' }, 'teamId: "TEAM_FRESH"'),
  write('ADMIN', 'inviteToTeam', { team: 'manager' }, 'teamId: "TEAM", email: "none"'),
  write('ADMIN', 'withdrawTeamInvitation', { team: 'manager' }, 'teamId: "TEAM", email: "none@nowhere"'),
  write('ADMIN', 'answerTeamInvitation', 'nothing', 'teamId: "TEAM", accept: true'),
  write(
    'ADMIN',
    'setTeamManager',
    { team: 'manager' },
    'teamId: "TEAM", userId: "COLLEAGUE_READER", isManager: false',
  ),
  write('ADMIN', 'removeTeamMember', { team: 'manager' }, 'teamId: "TEAM", userId: "CONTRIBUTOR"'),

  read('jobStatus', READER, 'subscription { jobStatus(jobId: "JOB") { version } }'),
  read('projectJobs', READER, 'subscription { projectJobs(projectId: "PROJECT") { deleted } }'),
  read(
    'organizationJobs',
    ADMINS_ALONE,
    'subscription { organizationJobs(organizationId: "ORGANIZATION") { deleted } }',
  ),
  read('notifications', 'everybody', 'subscription { notifications { unreadCount } }'),

  ...['FINAL.json', 'FINAL.csv'].map((file) =>
    read(`download jobs/${file}`, READER, `/download/jobs/${file}`),
  ),
  ...['ITEM.json', 'ITEM.csv', 'COMPILED.ll'].map((file) =>
    read(`download items/${file}`, READER, `/download/items/${file}`),
  ),
  read('download audit', ADMINS_ALONE, '/download/organizations/ORGANIZATION-audit.csv'),
];

function bulk(way: string, right: Right, selection: string): MatrixRow {
  const field = way.split(' ', 1)[0];
  return {
    way,
    right,
    scope: 'JOBS',
    ask: `mutation { ${field}(input: { jobs: { ${selection} } }) { outcomes { jobId job { id } error { code message path } } ${ERRORS} } }`,
  };
}

const LADDER = ['READER', 'CONTRIBUTOR', 'MAINTAINER', 'ADMINISTRATOR'] as const;
const ROLE_OF: Readonly<Partial<Record<MatrixViewer, (typeof LADDER)[number]>>> = {
  reader: 'READER',
  contributor: 'CONTRIBUTOR',
  maintainer: 'MAINTAINER',
  administrator: 'ADMINISTRATOR',
};
const SHUT_OUT: ReadonlySet<MatrixViewer> = new Set([
  'nobody',
  'expired token',
  'revoked token',
  'disabled user',
]);
const TOKEN_SCOPE: Readonly<Partial<Record<MatrixViewer, Scope>>> = {
  'admin by a READ token': 'READ',
  'admin by a JOBS token': 'JOBS',
  'admin by an ADMIN token': 'ADMIN',
};
const SCOPE_LADDER: readonly Scope[] = ['READ', 'JOBS', 'ADMIN'];

/** What somebody is told. */
export function expectedOutcome({ right, scope }: MatrixRow, viewer: MatrixViewer): MatrixOutcome {
  if (SHUT_OUT.has(viewer)) return 'UNAUTHENTICATED';
  const own = TOKEN_SCOPE[viewer];
  if (own === undefined) return outcomeOf(right, viewer);
  if (SCOPE_LADDER.indexOf(own) < SCOPE_LADDER.indexOf(scope)) return 'FORBIDDEN';
  // Only with the scope ADMIN the user acts as an admin.
  return outcomeOf(right, own === 'ADMIN' ? 'organization admin' : 'member without a role');
}

function outcomeOf(right: Right, viewer: MatrixViewer): MatrixOutcome {
  const isPlatform = viewer === 'platform admin';
  const isAdmin = isPlatform || viewer === 'organization admin';
  const isElsewhere = viewer === 'member elsewhere' || viewer === 'admin elsewhere';
  const among = (holds: boolean, otherwise: MatrixOutcome): MatrixOutcome => (holds ? 'ok' : otherwise);
  switch (right) {
    case 'everybody':
      return 'ok';
    case 'nothing':
      return 'NOT_FOUND';
    case 'owner':
      return among(viewer === 'contributor', 'NOT_FOUND');
    case 'group':
      return among(isAdmin || viewer === 'contributor', 'NOT_FOUND');
    case 'group admins':
      return among(isAdmin, viewer === 'contributor' ? 'FORBIDDEN' : 'NOT_FOUND');
    case 'own and admins':
      return among(isAdmin || viewer === 'contributor', 'FORBIDDEN');
    case 'platform admins':
      return among(isPlatform, 'FORBIDDEN');
    case 'platform admins alone':
      return among(isPlatform, 'NOT_FOUND');
  }
  if ('project' in right) {
    if (isAdmin) return 'ok';
    const role = ROLE_OF[viewer];
    if (role === undefined) return 'NOT_FOUND';
    return among(LADDER.indexOf(role) >= LADDER.indexOf(right.project), 'FORBIDDEN');
  }
  if ('team' in right) {
    if (isPlatform || viewer === 'contributor') return 'ok';
    if (viewer !== 'reader') return 'NOT_FOUND';
    return among(right.team === 'member', 'FORBIDDEN');
  }
  if (isElsewhere) return 'NOT_FOUND';
  if (right.organization === 'platform admins') return among(isPlatform, 'FORBIDDEN');
  if (isAdmin || right.organization === 'people') return 'ok';
  return right.organization === 'admins' ? 'FORBIDDEN' : 'NOT_FOUND';
}
