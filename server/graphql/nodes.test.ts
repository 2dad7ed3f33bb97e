import { afterAll, beforeAll, expect, test } from 'vitest';
import { changed } from '../domain/change.ts';
import { takeDuty } from '../domain/server-node.ts';
import { SIMULATOR, startStep, submit } from '../test/job-builder.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';

const NODES = `{ nodes {
  id role label version startedAt lastSeenAt slots running duties targets { id } runningItems { index job { id } }
} }`;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ worker: false });
  const { store } = server;
  const common = { version: '1.0.0', startedAt: 1_000, seenAt: 2_000, beat: 0 } as const;
  await store.putNode({
    ...common,
    id: 'node_1',
    role: 'WORKER',
    label: 'cellar',
    workerId: 'worker_1',
    slots: 40,
    targetIds: [SIMULATOR, 'target_of_tomorrow'],
  });
  await store.putNode({
    ...common,
    id: 'node_2',
    role: 'API',
    label: 'door',
    workerId: null,
    slots: 0,
    targetIds: [],
  });
  await store.addWorker('worker_1', 0);
  await submit(store, { id: 'job_1', items: 25 });
  await store.claim({ workerId: 'worker_1', targetIds: [SIMULATOR], limit: 23 }, (shown) =>
    changed(shown, 5_000, [startStep(shown, 'worker_1')]),
  );
  await store.changeDuty('rescue', () => takeDuty(null, 'rescue', 'node_1', null));
  await store.changeDuty('cleaning', () => takeDuty(null, 'cleaning', 'node_gone', null));
});
afterAll(() => server.close());

test('platform admins see who is there, what they run and who has which duty', async () => {
  const { data } = await server.ask(NODES);
  expect(data.nodes).toEqual([
    {
      id: 'node_1',
      role: 'WORKER',
      label: 'cellar',
      version: '1.0.0',
      startedAt: '1970-01-01T00:00:01.000Z',
      lastSeenAt: '1970-01-01T00:00:02.000Z',
      slots: 40,
      running: 23,
      duties: ['rescue'],
      targets: [{ id: SIMULATOR }],
      runningItems: Array.from({ length: 20 }, (_, index) => ({ index, job: { id: 'job_1' } })),
    },
    {
      id: 'node_2',
      role: 'API',
      label: 'door',
      version: '1.0.0',
      startedAt: '1970-01-01T00:00:01.000Z',
      lastSeenAt: '1970-01-01T00:00:02.000Z',
      slots: 0,
      running: 0,
      duties: [],
      targets: [],
      runningItems: [],
    },
  ]);
});

test.each([
  ['an organization admin', { isOrganizationAdmin: true }],
  ['a member', {}],
])('%s sees none', async (_, fields) => {
  const { cookie } = await server.person({ id: `user_of_${Object.keys(fields).length}`, ...fields });
  const { data } = await server.ask(NODES, {}, { cookie });
  expect(data.nodes).toEqual([]);
});
