import { createClient as createSseClient } from 'graphql-sse';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Deliveries } from '../scheduler/deliveries.ts';
import { endJob } from '../test/job-changes.ts';
import { startTestServer, type As, type TestServer } from '../test/test-server.ts';

let server: TestServer;
let ada: As;
let eve: As;
let deliveries: Deliveries;
beforeEach(async () => {
  server = await startTestServer({ worker: false });
  ada = await server.person({ id: 'user_ada' }, { proj_1: 'READER' });
  eve = await server.person({ id: 'user_eve' }, { proj_1: 'READER' });
  deliveries = new Deliveries(server.ctx, pino({ level: 'silent' }), { pollMs: 60_000 });
});
afterEach(() => server.close());

const WATCH = 'subscription { notifications { added { jobName status isRead } unreadCount } }';
interface Update {
  readonly added: readonly { readonly jobName: string }[];
  readonly unreadCount: number;
}
/** What somebody is told, update by update. */
function watch(as: As, transport: string) {
  const headers = { cookie: as.cookie ?? '' };
  const streams = createSseClient({ url: `${server.url}/graphql/stream`, headers, retryAttempts: 0 });
  const client = transport === 'websocket' ? server.watch(as) : streams;
  const results = client.iterate<{ notifications: Update }>({ query: WATCH });
  return async () => (await results.next()).value?.data?.notifications;
}
const follow = (as: As) =>
  server.ask(
    'mutation { follow(input: { projectId: "proj_1", level: ALL }) { errors { message } } }',
    {},
    as,
  );
const markAllRead = (as: As) =>
  server.ask('mutation { markNotificationsRead(input: {}) { unreadCount } }', {}, as);

test.each(['websocket', 'event stream'])(
  'by %s, all tabs of a user hear of ends and of what is read, and nobody else does',
  async (transport) => {
    await follow(ada);
    const tabs = [watch(ada, transport), watch(ada, transport)];
    const other = watch(eve, transport);
    const next = () => Promise.all(tabs.map((tab) => tab()));
    const nothing = { added: [], unreadCount: 0 };
    expect(await next()).toEqual([nothing, nothing]);
    expect(await other()).toEqual(nothing);

    await endJob(server.store, 'job_1', 1);
    await endJob(server.store, 'job_2', 2, 'fail');
    await deliveries.pass();
    const heard = [];
    for (let last: Update | undefined; last?.unreadCount !== 2;) {
      const [first, second] = await next();
      expect(first).toEqual(second);
      heard.push(...(first?.added ?? []));
      last = first;
    }
    expect(heard).toEqual([
      { jobName: 'Job job_1', status: 'COMPLETED', isRead: false },
      { jobName: 'Job job_2', status: 'ERROR', isRead: false },
    ]);

    await markAllRead(ada);
    expect(await next()).toEqual([nothing, nothing]);
    expect(await watch(ada, transport)()).toEqual(nothing);

    // The first that Eve hears after the empty update is about her own.
    await follow(eve);
    await endJob(server.store, 'job_3', 3);
    await deliveries.pass();
    expect(await other()).toMatchObject({ added: [{ jobName: 'Job job_3' }], unreadCount: 1 });
  },
);

test('a store that does not answer ends nothing: what it had to say is told when it does', async () => {
  let fails = false;
  await server.close();
  server = await startTestServer({
    worker: false,
    storeOf: (store) => ({
      ...store,
      countNotifications: (...args) =>
        fails ? Promise.reject(new Error('no answer')) : store.countNotifications(...args),
    }),
  });
  ada = await server.person({ id: 'user_ada' }, { proj_1: 'READER' });
  deliveries = new Deliveries(server.ctx, pino({ level: 'silent' }), { pollMs: 60_000 });
  await follow(ada);
  const next = watch(ada, 'websocket');
  await next();
  const coming = next();
  fails = true;
  await endJob(server.store, 'job_1', 1);
  await deliveries.pass();
  await server.http.live.checkNow();
  fails = false;
  await server.http.live.checkNow();
  expect(await coming).toMatchObject({ added: [{ jobName: 'Job job_1' }], unreadCount: 1 });
});
