import { afterAll, beforeAll, expect, test } from 'vitest';
import { submit } from '../test/job-builder.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ worker: false });
  for (let n = 1; n <= 7; n += 1) {
    await submit(server.store, {
      id: `job_${n}`,
      now: n * 1_000,
      items: n === 7 ? 5 : 1,
      job: {
        name: `${n % 2 ? 'Odd' : 'even'} ${n}`,
        targetId: n === 3 ? 'target_noisy_emulator' : 'target_simulator',
      },
      properties: n === 2 ? [{ name: '100%', value: 'a_b' }] : [],
    });
  }
});
afterAll(() => server.close());

const LIST = `query ($filter: JobFilter, $orderBy: JobOrder, $first: Int, $after: String, $last: Int, $before: String) {
  project(id: "proj_1") { jobs(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;

async function list(variables: object) {
  const { data, errors } = await server.ask(LIST, { ...variables });
  return {
    jobs: data?.project?.jobs,
    ids: data?.project?.jobs.nodes.map((job: { id: string }) => job.id),
    errors,
  };
}

const DOWN = ['job_7', 'job_6', 'job_5', 'job_4', 'job_3', 'job_2', 'job_1'];

test.each([
  ['CREATED_AT', 'DESC', DOWN],
  ['CREATED_AT', 'ASC', [...DOWN].reverse()],
  ['UPDATED_AT', 'DESC', DOWN],
  ['NAME', 'ASC', ['job_2', 'job_4', 'job_6', 'job_1', 'job_3', 'job_5', 'job_7']],
  ['STATUS', 'DESC', DOWN],
])('pages of jobs by %s %s fit together, forwards and backwards', async (field, direction, expected) => {
  const orderBy = { field, direction };
  const forwards: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { jobs, ids } = await list({ orderBy, first: 3, after });
    forwards.push(...ids);
    expect(jobs.totalCount).toBe(7);
    expect(jobs.pageInfo.hasPreviousPage).toBe(after !== null);
    after = jobs.pageInfo.endCursor;
    more = jobs.pageInfo.hasNextPage;
  }
  expect(forwards).toEqual(expected);
  const backwards: string[] = [];
  for (let before: string | null = null, more = true; more;) {
    const { jobs, ids } = await list({ orderBy, last: 3, before });
    backwards.unshift(...ids);
    before = jobs.pageInfo.startCursor;
    more = jobs.pageInfo.hasPreviousPage;
  }
  expect(backwards).toEqual(expected);
});

test('a page stays where it is when jobs are added', async () => {
  const { jobs } = await list({ first: 2 });
  await submit(server.store, { id: 'job_new', now: 99_000, job: { name: 'later' } });
  expect((await list({ first: 2, after: jobs.pageInfo.endCursor })).ids).toEqual(['job_5', 'job_4']);
  await server.store.deleteJob('job_new', () => null);
});

test.each([
  [{ name: 'ODD' }, ['job_7', 'job_5', 'job_3', 'job_1']],
  [{ name: '%' }, []],
  [{ name: '_' }, []],
  [{ name: "'" }, []],
  [{ statuses: ['QUEUED'] }, DOWN],
  [{ statuses: ['ERROR'] }, []],
  [{ types: ['COMPILE'] }, []],
  [{ targetIds: ['target_noisy_emulator'] }, ['job_3']],
  [{ createdByIds: ['user_1'] }, DOWN],
  [{ createdByIds: ['user_none'] }, []],
  [{ properties: [{ name: '100%' }] }, ['job_2']],
  [{ properties: [{ name: '100%', value: 'a_b' }] }, ['job_2']],
  [{ properties: [{ name: '100%', value: 'aXb' }] }, []],
  [{ createdFrom: '1970-01-01T00:00:06.000Z' }, ['job_7', 'job_6']],
  [{ createdTo: '1970-01-01T00:00:02Z' }, ['job_1']],
  [{ createdFrom: '1970-01-01T01:00:06+01:00', createdTo: null, name: null }, ['job_7', 'job_6']],
])('filter %j', async (filter, expected) => {
  const { ids, jobs, errors } = await list({ filter });
  expect(errors).toBeUndefined();
  expect(ids).toEqual(expected);
  expect(jobs.totalCount).toBe(expected.length);
});

test.each([
  [{ first: 0 }, '`first` is 0; it must be from 1 to 100.'],
  [{ first: 101 }, '`first` is 101; it must be from 1 to 100.'],
  [{ last: -1 }, '`last` is -1; it must be from 1 to 100.'],
  [{ first: 1, last: 1 }, 'Give either `first` with `after`, or `last` with `before`, not both.'],
  [{ after: 'rubbish' }, '`after` is "rubbish"; it must be a cursor of this list in this order.'],
  [
    { after: 'x'.repeat(5_000) },
    `\`after\` is "${'x'.repeat(60)}…"; it must be a cursor of this list in this order.`,
  ],
  [{ filter: { createdFrom: 'yesterday' } }, /DateTime cannot represent "yesterday"/],
  [{ filter: { createdFrom: '2026-02-30T00:00:00Z' } }, /DateTime cannot represent/],
  [{ filter: { createdFrom: 5 } }, /DateTime cannot represent 5/],
])('%j is refused in words', async (variables, message) => {
  const { errors } = await list(variables);
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors?.[0]?.message).toEqual(
    typeof message === 'string' ? message : expect.stringMatching(message),
  );
});

test('a cursor of one order does not serve another', async () => {
  const { jobs } = await list({ first: 1, orderBy: { field: 'NAME', direction: 'ASC' } });
  const { errors } = await list({ first: 1, after: jobs.pageInfo.endCursor });
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('items and reruns are paged, the queue is told', async () => {
  const { data } = await server.ask(`{ job(id: "job_7") {
    queue { position ahead estimate { p50Seconds p90Seconds samples } }
    reruns(first: 1) { totalCount }
    items(first: 2) { totalCount nodes { index queue { position ahead } } pageInfo { endCursor hasNextPage } } } }`);
  // Five jobs for the simulator stand before it.
  expect(data.job.queue).toEqual({
    position: 6,
    ahead: 5,
    estimate: { p50Seconds: null, p90Seconds: null, samples: 0 },
  });
  expect(data.job.items.nodes).toEqual([
    { index: 0, queue: { position: 6, ahead: 5 } },
    { index: 1, queue: { position: 7, ahead: 6 } },
  ]);
  const rest = await server.ask(
    'query ($after: String) { job(id: "job_7") { items(after: $after, statuses: [QUEUED]) { totalCount nodes { index } pageInfo { hasNextPage } } } }',
    { after: data.job.items.pageInfo.endCursor },
  );
  expect(rest.data.job.items).toEqual({
    totalCount: 5,
    nodes: [{ index: 2 }, { index: 3 }, { index: 4 }],
    pageInfo: { hasNextPage: false },
  });
});

test('a list asks the store as often for one job as for seven', async () => {
  const calls = new Map<string, number>();
  const counting = await startTestServer({
    worker: false,
    storeOf: (store) =>
      new Proxy(store, {
        get: (target, name: keyof typeof store) => {
          const method = target[name];
          return (...args: never[]) => {
            calls.set(name, (calls.get(name) ?? 0) + 1);
            return (method as (...args: never[]) => unknown)(...args);
          };
        },
      }),
  });
  try {
    const query = `query ($first: Int) { project(id: "proj_1") { jobs(first: $first) { nodes {
      id project { name viewerRole } target { name queueLength } createdBy { name } queue { position estimate { samples } }
      actions { retry { allowed } } items(first: 1) { nodes { program { name source } } } } } } }`;
    for (let n = 0; n < 7; n += 1) await submit(counting.store, { id: `job_${n}`, now: n });
    const count = async (first: number) => {
      calls.clear();
      expect((await counting.ask(query, { first })).errors).toBeUndefined();
      // Each job's own page of items is its own question.
      calls.delete('listItems');
      // Held from the first request on.
      calls.delete('content');
      return Object.fromEntries(calls);
    };
    expect(await count(7)).toEqual(await count(1));
  } finally {
    await counting.close();
  }
});
