import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type As, type TestServer } from '../test/test-server.ts';

let server: TestServer;
let ada: As;
let boris: As;
let admin: As;
let eve: As;
let eveAdmin: As;

beforeAll(async () => {
  server = await startTestServer({ worker: false });
  const { store } = server;
  ada = await server.person({ id: 'user_ada', name: 'Ada', email: 'ada@lab.example' }, { proj_1: 'READER' });
  boris = await server.person({ id: 'user_boris', name: 'Boris', email: 'boris@lab.example' });
  admin = await server.person({ id: 'user_admin', name: 'Admin', isOrganizationAdmin: true });
  eve = await server.person({
    id: 'user_eve',
    name: 'Eve',
    email: 'eve@atoms.example',
    organizationId: 'org_2',
  });
  eveAdmin = await server.person({
    id: 'user_eva',
    name: 'Eva',
    organizationId: 'org_2',
    isOrganizationAdmin: true,
  });
  for (const name of ['Chemistry', 'Atoms']) {
    const group = {
      id: `group_${name.toLowerCase()}`,
      organizationId: 'org_1',
      name,
      priority: 3,
      createdAt: 1,
    };
    await store.createGroup(group, () => null);
  }
  await store.changeUser('user_ada', ({ user }) => ({
    user: { ...user, defaultGroupId: 'group_chemistry' },
    groupIds: ['group_chemistry'],
  }));
});
afterAll(() => server.close());

const PERSON = `id name email isOrganizationAdmin status priority groups { name } defaultGroup { name } organization { name }`;

test('colleagues see names and e-mails, admins and oneself all', async () => {
  const query = `{ node(id: "user_ada") { ... on User { ${PERSON} } } }`;
  const common = { id: 'user_ada', name: 'Ada', email: 'ada@lab.example', isOrganizationAdmin: false };
  const organization = { name: 'Quantum Lab' };
  const all = {
    ...common,
    status: 'ACTIVE',
    priority: 5,
    groups: [{ name: 'Chemistry' }],
    defaultGroup: { name: 'Chemistry' },
    organization,
  };
  expect((await server.ask(query, {}, admin)).data.node).toEqual(all);
  expect((await server.ask(query, {}, ada)).data.node).toEqual(all);
  expect((await server.ask(query, {}, boris)).data.node).toEqual({
    ...common,
    status: null,
    priority: null,
    groups: null,
    defaultGroup: null,
    organization,
  });
  expect((await server.ask(query, {}, eve)).data.node).toBeNull();
  expect((await server.ask(query, {}, eveAdmin)).data.node).toBeNull();
});

test('who shares a project with somebody elsewhere sees their name, and nothing more', async () => {
  await server.store.changeProjectRole('proj_1', { userId: 'user_eve' }, () => ({ role: 'READER' }));
  const query = `{ node(id: "user_ada") { ... on User { ${PERSON} } }
    project(id: "proj_1") { organization { name users { totalCount } groups { id } actions { manageUsers { allowed } } } } }`;
  const { data } = await server.ask(query, {}, eve);
  expect(data.node).toEqual({
    id: 'user_ada',
    name: 'Ada',
    email: null,
    isOrganizationAdmin: null,
    status: null,
    priority: null,
    groups: null,
    defaultGroup: null,
    organization: null,
  });
  expect(data.project.organization).toEqual({
    name: 'Quantum Lab',
    users: null,
    groups: [],
    actions: { manageUsers: { allowed: false } },
  });
  await server.store.changeProjectRole('proj_1', { userId: 'user_eve' }, () => ({ role: null }));
  expect((await server.ask(query, {}, eve)).data).toEqual({ node: null, project: null });
});

test('an organization lists its users in pages, and is found by name', async () => {
  const query = `query ($search: String, $after: String) { organization(id: "org_1") {
    users(first: 2, search: $search, after: $after) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } } }`;
  const first = (await server.ask(query, {}, boris)).data.organization.users;
  expect(first).toMatchObject({ totalCount: 4, nodes: [{ name: 'Ada' }, { name: 'Ada' }] });
  const second = (await server.ask(query, { after: first.pageInfo.endCursor }, boris)).data.organization
    .users;
  expect(second).toMatchObject({
    nodes: [{ name: 'Admin' }, { name: 'Boris' }],
    pageInfo: { hasNextPage: false },
  });
  expect((await server.ask(query, { search: 'BORIS@' }, boris)).data.organization.users).toMatchObject({
    totalCount: 1,
    nodes: [{ name: 'Boris' }],
  });
  expect((await server.ask(query, {}, eve)).data.organization).toBeNull();
});

test('groups are seen by their members and by admins', async () => {
  const query = `{ organization(id: "org_1") { groups { name priority members { totalCount } } }
    own: node(id: "group_chemistry") { id } other: node(id: "group_atoms") { id } none: node(id: "group_none") { id } }`;
  const chemistry = { name: 'Chemistry', priority: 3, members: { totalCount: 1 } };
  const atoms = { name: 'Atoms', priority: 3, members: { totalCount: 0 } };
  expect((await server.ask(query, {}, admin)).data).toEqual({
    organization: { groups: [atoms, chemistry] },
    own: { id: 'group_chemistry' },
    other: { id: 'group_atoms' },
    none: null,
  });
  expect((await server.ask(query, {}, ada)).data).toEqual({
    organization: { groups: [chemistry] },
    own: { id: 'group_chemistry' },
    other: null,
    none: null,
  });
  expect((await server.ask(query, {}, boris)).data).toEqual({
    organization: { groups: [] },
    own: null,
    other: null,
    none: null,
  });
  expect((await server.ask(query, {}, eveAdmin)).data).toEqual({
    organization: null,
    own: null,
    other: null,
    none: null,
  });
});

test('platform admins see every organization, others their own', async () => {
  const query = '{ organizations { totalCount nodes { name } } organization(id: "org_2") { name } }';
  const all = [{ name: 'Other' }, { name: 'Quantum Lab' }];
  expect((await server.ask(query)).data).toEqual({
    organizations: { totalCount: 2, nodes: all },
    organization: { name: 'Other' },
  });
  expect((await server.ask(query, {}, admin)).data).toEqual({
    organizations: { totalCount: 1, nodes: [{ name: 'Quantum Lab' }] },
    organization: null,
  });
});
