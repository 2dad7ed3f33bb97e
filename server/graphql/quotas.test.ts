import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../engine/pool.ts';
import { ORGANIZATION, PROJECT, USER } from '../test/job-builder.ts';
import { startTestServer, type As, type TestServer } from '../test/test-server.ts';

let server: TestServer;
const people: Record<'member' | 'admin' | 'foreign', As> = { member: {}, admin: {}, foreign: {} };

beforeEach(async () => {
  // The real engine: what quotas are compared with is what its processes measured.
  server = await startTestServer({ engine: createEngine({ size: 1, maxMemoryMb: 2048 }) });
  await server.store.createOrganization({ id: 'org_2', name: 'Elsewhere' }, () => null);
  const { member, admin, foreign } = {
    member: await server.person({ id: 'user_2', name: 'Bea' }, { [PROJECT.id]: 'CONTRIBUTOR' }),
    admin: await server.person({ id: 'user_3', name: 'Cyd', isOrganizationAdmin: true }),
    foreign: await server.person({
      id: 'user_4',
      name: 'Dov',
      organizationId: 'org_2',
      isOrganizationAdmin: true,
    }),
  };
  people.member = { cookie: member.cookie };
  people.admin = { cookie: admin.cookie };
  people.foreign = { cookie: foreign.cookie };
  await server.store.createGroup(
    { id: 'group_1', organizationId: ORGANIZATION.id, name: 'Chemistry', priority: 5, createdAt: 1 },
    () => null,
  );
});
afterEach(() => server.close());

const SET =
  'mutation ($o: ID!, $r: QuotaResource!, $l: Float!) { setQuota(input: { ownerId: $o, resource: $r, limit: $l }) { quota { ownerName used limit left unit } errors { code message path } } }';
async function set(ownerId: string, resource: string, limit: number, as?: As) {
  const { data } = await server.ask(SET, { o: ownerId, r: resource, l: limit }, as);
  return data.setQuota as {
    quota: { used: number; limit: number; left: number } | null;
    errors: { code: string; message: string }[];
  };
}
const SOURCE =
  'OPENQASM 3.0; include "stdgates.inc"; qubit[2] q; bit[2] c; h q[0]; cx q[0], q[1]; c = measure q;';
async function submit(as?: As, targetId = 'target_simulator') {
  const programs = [{ name: 'bell', language: 'OPENQASM3', source: SOURCE, shots: 200 }];
  const { data } = await server.ask(
    'mutation ($i: SubmitJobInput!) { submitJob(input: $i) { job { id } errors { code message } } }',
    { i: { projectId: PROJECT.id, targetId, name: 'Bell', definition: { execute: { programs } } } },
    as,
  );
  return data.submitJob as { job: { id: string } | null; errors: { code: string; message: string }[] };
}
async function ended(id: string): Promise<{ status: string; message: string | null }> {
  for (;;) {
    const [job] = await server.store.jobs([id]);
    if (job?.statusTimes[job.status] && ['COMPLETED', 'ERROR', 'DEPLETED'].includes(job.status)) return job;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('who may set quotas', () => {
  test.each([
    ['admin of the platform', undefined, [true, true, true]],
    ['admin of the organization', 'admin', ['FORBIDDEN', true, true]],
    ['member', 'member', ['FORBIDDEN', 'NOT_FOUND', 'FORBIDDEN']],
    ['admin of another organization', 'foreign', ['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']],
  ] as const)('%s', async (_, who, expected) => {
    const as = who && people[who];
    const found = [];
    for (const owner of [ORGANIZATION.id, 'group_1', USER.id]) {
      const { quota, errors } = await set(owner, 'CREDITS', 5, as);
      found.push(quota ? true : errors[0]?.code);
      const removed = await server.ask(
        'mutation ($o: ID!) { removeQuota(input: { ownerId: $o, resource: CREDITS }) { ownerId errors { code } } }',
        { o: owner },
        as,
      );
      expect(removed.data.removeQuota.errors[0]?.code ?? true).toBe(found.at(-1));
    }
    expect(found).toEqual(expected);
  });

  test('a limit that is none is refused, and changes nothing', async () => {
    expect((await set(USER.id, 'STORAGE', -1)).errors).toMatchObject([{ code: 'INVALID_INPUT' }]);
    expect(await server.store.quotasOfOrganization(ORGANIZATION.id, Date.now())).toEqual([]);
  });

  test('it is kept in the audit', async () => {
    await set(USER.id, 'STORAGE', 5);
    await set(USER.id, 'STORAGE', 7);
    const entries = await server.store.listAudit(
      ORGANIZATION.id,
      { actions: ['QUOTA_SET'] },
      { limit: 10, from: null, backwards: false },
    );
    expect(entries.map(({ before, after }) => [before?.['limit'] ?? null, after?.['limit']])).toEqual([
      [5, 7],
      [null, 5],
    ]);
  });
});

test(
  'jobs run until the quota is used up; then submission says so and stores nothing',
  { timeout: 60_000 },
  async () => {
    await set(USER.id, 'SIMULATION', 0.001);
    const first = await submit();
    if (!first.job) throw new Error(JSON.stringify(first.errors));
    expect((await ended(first.job.id)).status).toBe('COMPLETED');
    const refused = await submit();
    expect(refused).toMatchObject({ job: null, errors: [{ code: 'QUOTA_EXCEEDED' }] });
    expect(refused.errors[0]?.message).toMatch(
      /^The SIMULATION quota of the user "Ada" is used up: 0\.\d+ of 0\.001 CPU seconds used\. It begins anew on \d{4}-\d\d-01 \(UTC\)\.$/,
    );
    const again = await server.ask(
      'mutation ($id: ID!) { rerunJob(input: { jobId: $id, name: "again" }) { errors { code } } }',
      { id: first.job.id },
    );
    expect(again.data.rerunJob.errors).toEqual([{ code: 'QUOTA_EXCEEDED' }]);
    const { data } = await server.ask(`{ project(id: "${PROJECT.id}") { jobs { totalCount } }
    quotaGuard(input: { projectId: "${PROJECT.id}", targetId: "target_simulator" }) { allowed refusals { message } quotas { left isNearlyUsedUp } }
    viewer { quotas { resource used } } }`);
    expect(data.project.jobs.totalCount).toBe(1);
    expect(data.quotaGuard).toEqual({
      allowed: false,
      refusals: [{ message: refused.errors[0]?.message }],
      quotas: [{ left: 0, isNearlyUsedUp: true }],
    });
    expect(data.viewer.quotas).toMatchObject([{ resource: 'SIMULATION' }]);
    // Others are not concerned, and a higher limit lets it through.
    expect((await submit(people.member)).job).not.toBeNull();
    await set(USER.id, 'SIMULATION', 1_000);
    expect((await submit()).job).not.toBeNull();
    expect(await server.store.wrongUsage()).toEqual([]);
  },
);

test(
  'what waits is DEPLETED at the claim when the quota has shrunk meanwhile',
  { timeout: 60_000 },
  async () => {
    server.sql("UPDATE targets SET status = 'OFFLINE' WHERE id = 'target_simulator'");
    await server.store.createGroup(
      { id: 'group_2', organizationId: ORGANIZATION.id, name: 'Physics', priority: 5, createdAt: 1 },
      () => null,
    );
    const { job } = await submit();
    if (!job) throw new Error('it was not submitted');
    await set(ORGANIZATION.id, 'SIMULATION', 0);
    server.sql("UPDATE targets SET status = 'ONLINE' WHERE id = 'target_simulator'");
    const { status, message } = await ended(job.id);
    expect(status).toBe('DEPLETED');
    expect(message).toContain('The SIMULATION quota of the organization "Quantum Lab" is used up');
  },
);

test(
  'usage is told by what it is split by: to admins all, to others their own',
  { timeout: 60_000 },
  async () => {
    for (const as of [undefined, people.member]) {
      const { job } = await submit(as);
      if (job) await ended(job.id);
    }
    const ask = async (as?: As) => {
      const query = `query ($from: DateTime!, $to: DateTime!) { organization(id: "${ORGANIZATION.id}") {
      quotas { limit } usage(from: $from, to: $to, by: [USER, PROJECT, MONTH]) { resource unit month amount user { name } projectName } } }`;
      const now = new Date().toISOString();
      const { data } = await server.ask(query, { from: now, to: now }, as);
      return data.organization as {
        usage: { resource: string; amount: number; user: { name: string } }[];
      } | null;
    };
    const rows = (await ask(people.admin))?.usage ?? [];
    expect(rows.map(({ resource, user }) => [resource, user.name]).sort()).toEqual([
      ['SIMULATION', 'Ada'],
      ['SIMULATION', 'Bea'],
      ['STORAGE', 'Ada'],
      ['STORAGE', 'Bea'],
    ]);
    for (const { amount } of rows) expect(amount).toBeGreaterThan(0);
    expect((await ask(people.member))?.usage.map(({ user }) => user.name)).toEqual(['Bea', 'Bea']);
    expect(await ask(people.foreign)).toBeNull();
  },
);

test('usage as a file: guarded as the list is, and no cell is a formula', { timeout: 60_000 }, async () => {
  server.sql("UPDATE users SET name = '=1+1' WHERE id = 'user_2'");
  for (const as of [undefined, people.member]) {
    const { job } = await submit(as);
    if (job) await ended(job.id);
  }
  const month = new Date().toISOString().slice(0, 7);
  const get = async (as: As, file = `${ORGANIZATION.id}.csv?from=${month}&to=${month}`) => {
    const response = await fetch(`${server.url}/download/usage/${file}`, {
      headers: { cookie: as.cookie ?? '' },
    });
    return { status: response.status, lines: (await response.text()).trim().split('\r\n') };
  };
  const all = await get(people.admin);
  expect(all.lines[0]).toBe('month,user id,user,group id,group,project id,project,resource,unit,amount');
  expect(all.lines).toHaveLength(5);
  expect(all.lines.filter((line) => line.includes(`"'=1+1"`))).toHaveLength(2);
  expect((await get({})).status).toBe(401);
  const own = await get(people.member);
  expect(own.lines.slice(1).every((line) => line.includes('"user_2"'))).toBe(true);
  for (const [as, file] of [
    [people.foreign, undefined],
    [people.admin, `${ORGANIZATION.id}.csv?from=2026-13&to=${month}`],
    [people.admin, 'org_9.csv?from=2026-01&to=2026-02'],
  ] as const) {
    expect((await get(as, file)).status).toBe(404);
  }
});
