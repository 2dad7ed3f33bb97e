import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT, projectOf, submit } from '../test/job-builder.ts';
import { startTestServer, type As, type TestServer } from '../test/test-server.ts';

let server: TestServer;
let admin: As;
let member: As;
let elsewhere: As;

beforeAll(async () => {
  server = await startTestServer({ worker: false });
  const second = projectOf({ id: 'proj_2', name: 'Second' });
  const foreign = projectOf({ id: 'proj_3', organizationId: 'org_2' });
  admin = await server.person({ id: 'user_admin', isOrganizationAdmin: true });
  member = await server.person({ id: 'user_member' }, { proj_1: 'MAINTAINER', proj_2: 'MAINTAINER' });
  elsewhere = await server.person({ id: 'user_else', organizationId: 'org_2', isOrganizationAdmin: true });
  await server.store.createProject(second);
  await server.store.createProject(foreign);
  for (let n = 1; n <= 6; n += 1) {
    const project = n % 2 ? PROJECT : second;
    await submit(server.store, {
      id: `job_${n}`,
      now: n * 1_000,
      project,
      job: { name: `Job ${n}`, createdBy: n === 6 ? 'user_member' : 'user_1' },
    });
  }
  await submit(server.store, { id: 'job_foreign', now: 500, project: foreign });
});
afterAll(() => server.close());

const LIST = `query ($id: ID!, $filter: JobFilter, $orderBy: JobOrder, $first: Int, $after: String) {
  organization(id: $id) {
    jobs(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      totalCount nodes { id project { name } createdBy { name } } pageInfo { endCursor hasNextPage }
    }
    jobCounts { total queued }
    submitters { id }
  }
}`;
const list = async (variables: object, as: As = admin, id = 'org_1') =>
  (await server.ask(LIST, { id, ...variables }, as)).data?.organization;
const idsOf = (found: { jobs: { nodes: { id: string }[] } }) => found.jobs.nodes.map(({ id }) => id);

describe('the jobs of an organization', () => {
  test('are those of all its projects and users, and of no other', async () => {
    const found = await list({});
    expect(idsOf(found)).toEqual(['job_6', 'job_5', 'job_4', 'job_3', 'job_2', 'job_1']);
    expect(found.jobs.nodes[0]).toMatchObject({
      project: { name: 'Second' },
      createdBy: { name: 'user_member' },
    });
    expect(found).toMatchObject({
      jobs: { totalCount: 6 },
      jobCounts: { total: 6, queued: 6 },
      submitters: [{ id: 'user_1' }, { id: 'user_member' }],
    });
  });

  test.each([
    [{ projectIds: ['proj_2'] }, ['job_6', 'job_4', 'job_2']],
    [{ projectIds: ['proj_1', 'proj_2'], createdByIds: ['user_member'] }, ['job_6']],
    [{ projectIds: ['proj_3'] }, []],
    [{ projectIds: [] }, []],
    [{ name: 'JOB 3' }, ['job_3']],
  ])('are filtered by %j', async (filter, ids) => {
    const found = await list({ filter });
    expect([idsOf(found), found.jobs.totalCount]).toEqual([ids, ids.length]);
  });

  test('come in every order, page by page', async () => {
    for (const field of ['CREATED_AT', 'UPDATED_AT', 'NAME', 'STATUS']) {
      const seen: string[] = [];
      for (let after: string | null = null; ;) {
        const found = await list({ orderBy: { field, direction: 'ASC' }, first: 4, after });
        seen.push(...idsOf(found));
        after = found.jobs.pageInfo.endCursor;
        if (!found.jobs.pageInfo.hasNextPage) break;
      }
      expect(seen).toEqual(['job_1', 'job_2', 'job_3', 'job_4', 'job_5', 'job_6']);
    }
  });

  test('do not exist to who is no admin of it', async () => {
    expect(await list({}, member)).toEqual({ jobs: null, jobCounts: null, submitters: null });
    expect(await list({}, elsewhere)).toBeNull();
    expect(idsOf(await list({}, elsewhere, 'org_2'))).toEqual(['job_foreign']);
    expect(idsOf(await list({}, { token: server.token }, 'org_2'))).toEqual(['job_foreign']);
  });

  test('are told by cursors that open nothing elsewhere', async () => {
    const { jobs } = await list({ first: 3 });
    const after = jobs.pageInfo.endCursor;
    expect(idsOf(await list({ after }, elsewhere, 'org_2'))).toEqual(['job_foreign']);
    expect(await list({ after }, elsewhere)).toBeNull();
  });
});

const CANCEL = `mutation ($jobs: JobSelection!) {
  cancelJobs(input: { jobs: $jobs }) { outcomes { jobId ok } errors { code message path } } }`;

describe('what is done to all that match', () => {
  const cancel = async (organizationFilter: object, as: As) =>
    (await server.ask(CANCEL, { jobs: { organizationFilter } }, as)).data?.cancelJobs;

  test.each([
    ['a member', () => member],
    ['an admin of another organization', () => elsewhere],
  ])('is refused to %s as of an organization that never was', async (_who, as) => {
    const real = await cancel({ organizationId: 'org_1' }, as());
    const none = await cancel({ organizationId: 'org_9' }, as());
    expect(real).toMatchObject({
      outcomes: [],
      errors: [{ code: 'NOT_FOUND', path: ['jobs', 'organizationFilter', 'organizationId'] }],
    });
    expect(JSON.stringify(real).replaceAll('org_1', 'org_9')).toBe(JSON.stringify(none));
  });

  test('reaches the jobs of every project, those of the filter alone', async () => {
    const one = await cancel(
      { organizationId: 'org_1', filter: { projectIds: ['proj_2'], name: '4' } },
      admin,
    );
    expect(one).toEqual({ outcomes: [{ jobId: 'job_4', ok: true }], errors: [] });
    const { outcomes } = await cancel({ organizationId: 'org_1', filter: { statuses: ['QUEUED'] } }, admin);
    expect(outcomes.map(({ jobId, ok }: { jobId: string; ok: boolean }) => [jobId, ok])).toEqual(
      ['job_1', 'job_2', 'job_3', 'job_5', 'job_6'].map((id) => [id, true]),
    );
    expect((await list({})).jobCounts).toEqual({ total: 6, queued: 0 });
    const [foreign] = await server.store.jobs(['job_foreign']);
    expect(foreign?.status).toBe('QUEUED');
  });

  test('is one of ids, a project, or an organization', async () => {
    const { errors } = await server.ask(
      CANCEL,
      { jobs: { ids: [], organizationFilter: { organizationId: 'org_1' } } },
      admin,
    );
    expect(errors?.[0]?.message).toMatch(/Exactly one key must be specified/i);
  });
});

test('watching them tells of every project, and of what is told to who asks alone', async () => {
  const updates = server.watch(admin).iterate<{
    organizationJobs: { changed: { id: string; createdBy: { status: string } }[] };
  }>({ query: 'subscription { organizationJobs(organizationId: "org_1") { changed { id createdBy { status } } deleted } }' });
  expect((await updates.next()).value.data?.organizationJobs.changed).toEqual([]);
  const rerun = await server.ask(
    'mutation { rerunJob(input: { jobId: "job_2", name: "Again" }) { job { id } errors { message } } }',
  );
  const { id } = rerun.data.rerunJob.job;
  const { value } = await updates.next();
  expect(value.data?.organizationJobs.changed).toEqual([{ id, createdBy: { status: 'ACTIVE' } }]);
  await updates.return?.();

  const refused = server
    .watch(member)
    .iterate({ query: 'subscription { organizationJobs(organizationId: "org_1") { deleted } }' });
  expect((await refused.next()).value).toMatchObject({
    errors: [{ message: 'There is no organization with id org_1.', extensions: { code: 'NOT_FOUND' } }],
  });
});
