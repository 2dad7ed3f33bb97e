import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type As, type TestServer } from '../test/test-server.ts';

let server: TestServer;
let ada: As;
let admin: As;
let eveAdmin: As;

beforeAll(async () => {
  server = await startTestServer({ worker: false });
  ada = await server.person({ id: 'user_ada', name: 'Ada' }, { proj_1: 'MAINTAINER' });
  admin = await server.person({ id: 'user_admin', name: 'Admin', isOrganizationAdmin: true });
  eveAdmin = await server.person({
    id: 'user_eva',
    name: 'Eva',
    organizationId: 'org_2',
    isOrganizationAdmin: true,
  });
  const rename = `mutation ($input: UpdateProjectInput!) { updateProject(input: $input) { errors { message } } }`;
  await server.ask(rename, { input: { projectId: 'proj_1', name: '=HYPERLINK("x")' } }, ada);
  await server.ask(rename, { input: { projectId: 'proj_1', name: 'Chemistry' } }, ada);
});
afterAll(() => server.close());

const AUDIT = `query ($filter: AuditFilter, $after: String, $first: Int) { organization(id: "org_1") {
  audit(filter: $filter, after: $after, first: $first) { totalCount pageInfo { endCursor hasNextPage }
    nodes { action actorId actorName via address subjectType subjectId subjectName projectId changes { name before after } } } } }`;

test('admins read who did what, from where, and what it changed, page by page', async () => {
  const filter = { actions: ['PROJECT_CHANGED'] };
  const first = (await server.ask(AUDIT, { filter, first: 1 }, admin)).data.organization.audit;
  expect(first).toMatchObject({
    totalCount: 2,
    nodes: [
      {
        actorId: 'user_ada',
        actorName: 'Ada',
        via: 'SESSION',
        address: '127.0.0.1',
        subjectType: 'Project',
        subjectId: 'proj_1',
        projectId: 'proj_1',
        changes: [{ name: 'name', before: '=HYPERLINK("x")', after: 'Chemistry' }],
      },
    ],
  });
  const after = first.pageInfo.endCursor;
  const second = (await server.ask(AUDIT, { filter, after }, admin)).data.organization.audit;
  expect(second.nodes).toHaveLength(1);
});

test.each([
  [{ text: 'CHEMISTRY' }, 1],
  [{ text: 'ada', actions: ['PROJECT_CHANGED'] }, 2],
  [{ text: ' ', actions: ['PROJECT_CHANGED'] }, 2],
  [{ actorIds: ['user_eva'] }, 0],
  [{ subjectId: 'proj_1', projectId: 'proj_1' }, 2],
  [{ to: '2001-01-01T00:00:00Z' }, 0],
])('%o finds %i', async (filter, count) => {
  const { data } = await server.ask(AUDIT, { filter }, admin);
  expect(data.organization.audit.totalCount).toBe(count);
});

test('nobody else reads it, nor its file', async () => {
  expect((await server.ask(AUDIT, {}, ada)).data.organization.audit).toBeNull();
  expect((await server.ask(AUDIT, {}, eveAdmin)).data.organization).toBeNull();
  const statuses = await Promise.all([ada, eveAdmin, {}].map(async (as) => (await file('', as)).status));
  expect(statuses).toEqual([404, 404, 401]);
});

test('its file holds what the filter lets through, and no formula', async () => {
  const answer = await file('?action=PROJECT_CHANGED', admin);
  expect(answer.headers.get('content-disposition')).toContain('attachment');
  const lines = (await answer.text()).trim().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[2]).toContain(`"'=HYPERLINK(""x"")"`);
  expect((await file('?action=NONE', admin)).status).toBe(404);
  expect((await file('?from=yesterday', admin)).status).toBe(404);
});

function file(query: string, { cookie }: As): Promise<Response> {
  return fetch(`${server.url}/download/organizations/org_1-audit.csv${query}`, {
    headers: cookie === undefined ? {} : { cookie },
  });
}
