import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MemoryBus } from '../events/memory-bus.ts';
import { isPublicAddress, postWebhook } from '../mail/post-webhook.ts';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import { newPostgres } from '../test/databases.ts';
import { endJob as endJobAt } from '../test/job-changes.ts';
import { startTestServer, type As, type TestServer } from '../test/test-server.ts';
import { Deliveries } from './deliveries.ts';

interface Call {
  readonly id: string;
  readonly body: string;
  readonly signature: string;
}

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (name) => {
  let server: TestServer;
  let ada: As;
  let receiver: Server;
  let url: string;
  let calls: Call[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  let deliveries: Deliveries;
  let now: number;

  let drop: (() => Promise<void>) | null = null;
  beforeEach(async () => {
    const database = name === 'PostgreSQL' ? await newPostgres() : null;
    drop = database?.drop ?? null;
    server = await startTestServer({
      worker: false,
      ...(database && {
        on: { store: await openPostgresStore(database.url, { size: 3 }), bus: new MemoryBus() },
      }),
    });
    ada = await server.person(
      { id: 'user_ada', name: 'Ada', email: 'ada@lab.example' },
      { proj_1: 'CONTRIBUTOR' },
    );
    calls = [];
    answer = (_request, response) => response.writeHead(204).end();
    receiver = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const { 'shotboard-delivery': id, 'shotboard-signature': signature } = request.headers;
        calls.push({ id: String(id), signature: String(signature), body });
        answer(request, response);
      });
    });
    await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`; // it listens by TCP
    now = Date.now();
    const ctx = { ...server.ctx, now: () => now };
    deliveries = new Deliveries(ctx, pino({ level: 'silent' }), {
      pollMs: 60_000,
      random: () => 0.5,
      post: { timeoutMs: 300 },
    });
  });
  afterEach(async () => {
    receiver.closeAllConnections();
    receiver.close();
    await server.close();
    await drop?.();
  });

  const ERRORS = 'errors { code message path }';
  async function mutate(field: string, type: string, input: object, selection: string, as = ada) {
    const query = `mutation ($input: ${type}!) { answer: ${field}(input: $input) { ${selection} ${ERRORS} } }`;
    return (await server.ask(query, { input }, as)).data.answer;
  }
  async function addWebhook(as = ada, more: object = {}) {
    const input = { name: 'Hook', url, ...more };
    return mutate('addWebhook', 'AddWebhookInput', input, 'webhook { id } secret', as);
  }
  const follow = (input: object, as = ada) =>
    mutate('follow', 'FollowInput', { projectId: 'proj_1', ...input }, 'following { level }', as);

  const endJob = (id: string, happening?: 'complete' | 'fail') => endJobAt(server.store, id, now, happening);

  const VIEWER = `{ viewer { unreadNotifications notifications { totalCount nodes { id jobName status isRead } }
  webhooks { deliveries { nodes { id jobId status attempts responseCode trouble nextAttemptAt } } } } }`;
  const told = async (as = ada) => (await server.ask(VIEWER, {}, as)).data.viewer;

  /** What README.md shows. */
  function isGenuine({ signature, body }: Call, secret: string): boolean {
    const parts = Object.fromEntries(signature.split(',').map((part) => part.split('=')));
    const right = createHmac('sha256', secret).update(`${parts.t}.${body}`).digest();
    return timingSafeEqual(Buffer.from(parts.v1 ?? '', 'hex'), right);
  }

  test('who follows a project is told of ends in the dashboard and by a signed call', async () => {
    const { secret } = await addWebhook();
    expect((await follow({ level: 'ALL', byWebhook: true })).errors).toEqual([]);
    await endJob('job_1');
    await deliveries.pass();
    const viewer = await told();
    expect(viewer).toMatchObject({
      unreadNotifications: 1,
      notifications: { nodes: [{ jobName: 'Job job_1', status: 'COMPLETED', isRead: false }] },
    });
    expect(viewer.webhooks[0].deliveries.nodes).toMatchObject([
      { status: 'DELIVERED', attempts: 1, responseCode: 204, trouble: null },
    ]);
    const [call] = calls;
    if (!call) throw new Error('the webhook was not called');
    expect(isGenuine(call, secret)).toBe(true);
    expect(isGenuine({ ...call, body: call.body.replace('job_1', 'job_2') }, secret)).toBe(false);
    expect(JSON.parse(call.body)).toMatchObject({
      event: 'job.ended',
      job: { id: 'job_1', status: 'COMPLETED' },
    });

    expect(
      await mutate('markNotificationsRead', 'MarkNotificationsReadInput', {}, 'unreadCount'),
    ).toMatchObject({ unreadCount: 0 });
    expect((await told()).notifications.nodes[0].isRead).toBe(true);
  });

  test('only failures, and nothing where nobody asked', async () => {
    await endJob('job_0', 'fail');
    expect(await server.store.endings(10)).toEqual([]);
    await follow({ level: 'FAILURES' });
    await endJob('job_1');
    await endJob('job_2', 'fail');
    await deliveries.pass();
    expect((await told()).notifications.nodes).toMatchObject([{ jobName: 'Job job_2', status: 'ERROR' }]);
  });

  test('what is stored with the final event outlives the process that died before it was sent', async () => {
    await addWebhook();
    await follow({ level: 'ALL', byWebhook: true });
    await endJob('job_1');
    expect(await server.store.endings(10)).toHaveLength(1);
    expect(calls).toEqual([]);
    // A process that took the delivery and died: its lease ends, another sends it.
    const ctx = { ...server.ctx, now: () => now };
    const dying = new Deliveries(ctx, pino({ level: 'silent' }), {
      pollMs: 60_000,
      post: { timeoutMs: 300 },
    });
    answer = (_request, response) => response.destroy();
    await dying.pass();
    expect(calls).toHaveLength(1);
    answer = (_request, response) => response.writeHead(200).end();
    now += 61_000;
    await deliveries.pass();
    expect(calls.map(({ id }) => id)).toEqual([calls[0]?.id, calls[0]?.id]);
  });

  test('a receiver that fails is tried again under the same id, until a day has passed', async () => {
    await addWebhook();
    await follow({ level: 'ALL', byWebhook: true });
    await endJob('job_1');
    answer = (_request, response) => response.writeHead(500).end('x'.repeat(100_000));
    await deliveries.pass();
    const [first] = (await told()).webhooks[0].deliveries.nodes;
    expect(first).toMatchObject({
      status: 'PENDING',
      attempts: 1,
      responseCode: 500,
      trouble: 'It answered 500.',
    });
    expect(Date.parse(first.nextAttemptAt) - now).toBe(22_500);
    for (let n = 0; n < 40; n += 1) {
      now = (await server.store.nextDelivery()) ?? now;
      await deliveries.pass();
    }
    const [given] = (await told()).webhooks[0].deliveries.nodes;
    expect(given).toMatchObject({ status: 'FAILED', nextAttemptAt: null });
    expect(new Set(calls.map(({ id }) => id)).size).toBe(1);

    answer = (_request, response) => response.writeHead(200).end();
    await mutate(
      'redeliverWebhook',
      'RedeliverWebhookInput',
      { deliveryId: given.id },
      'delivery { status }',
    );
    await deliveries.pass();
    expect((await told()).webhooks[0].deliveries.nodes).toMatchObject([{ status: 'DELIVERED' }]);
  });

  test.each<[string, (response: ServerResponse) => void, string]>([
    [
      'redirects',
      (r) => r.writeHead(302, { location: '/elsewhere' }).end(),
      'It redirects; redirects are not followed.',
    ],
    ['never answers', () => undefined, 'It did not answer in time.'],
    ['hangs up', (r) => r.destroy(), 'It could not be reached: ECONNRESET.'],
  ])('a receiver that %s', async (_what, respond, trouble) => {
    await addWebhook();
    await follow({ level: 'ALL', byWebhook: true });
    await endJob('job_1');
    answer = (_request, response) => respond(response);
    await deliveries.pass();
    expect(calls).toHaveLength(1);
    expect((await told()).webhooks[0].deliveries.nodes).toMatchObject([{ status: 'PENDING', trouble }]);
  });

  test('whoever loses the project is told nothing more, nor what was on its way', async () => {
    await addWebhook();
    await follow({ level: 'ALL', byWebhook: true });
    await endJob('job_1');
    answer = (_request, response) => response.writeHead(500).end();
    await deliveries.pass();
    await server.store.changeProjectRole('proj_1', { userId: 'user_ada' }, () => ({ role: null }));
    await endJob('job_2');
    now += 3_600_000;
    await deliveries.pass();
    expect(calls).toHaveLength(1);
    const viewer = await told();
    expect(viewer.notifications.totalCount).toBe(1);
    expect(viewer.webhooks[0].deliveries.nodes).toMatchObject([
      { status: 'FAILED', trouble: 'They may no longer see the project.' },
    ]);
  });

  test("an organization's webhook is its admins', and told of all its jobs", async () => {
    const admin = await server.person({ id: 'user_admin', name: 'Admin', isOrganizationAdmin: true });
    const refused = await addWebhook(ada, { organizationId: 'org_1' });
    expect(refused.errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    const { webhook } = await addWebhook(admin, { organizationId: 'org_1', onlyFailures: true });
    await endJob('job_1');
    await endJob('job_2', 'fail');
    await deliveries.pass();
    expect(calls.map(({ body }) => JSON.parse(body).job.id)).toEqual(['job_2']);
    const eve = await server.person({ id: 'user_eve', organizationId: 'org_2', isOrganizationAdmin: true });
    for (const other of [ada, eve]) {
      const remove = await mutate(
        'removeWebhook',
        'RemoveWebhookInput',
        { webhookId: webhook.id },
        'removedWebhookId',
        other,
      );
      expect(remove.errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    }
  });

  test('secrets are sealed, told once, and kept out of the audit', async () => {
    const { webhook, secret } = await addWebhook(ada, { url: `${url}/token-of-the-receiver` });
    const sealed = await server.store.sealedWebhookSecret(webhook.id);
    expect(Buffer.from(sealed ?? []).includes(secret)).toBe(false);
    const [entry] = await server.store.listAudit(
      'org_1',
      { actions: ['WEBHOOK_ADDED'] },
      { limit: 1, from: null, backwards: false },
    );
    expect(JSON.stringify(entry)).not.toMatch(/token-of-the-receiver/);
    expect(JSON.stringify(entry)).not.toContain(secret);
  });

  test('a name that leads inside is not called, nor one of whose addresses one does', async () => {
    const call = { url: 'https://inside.example/', deliveryId: 'd', body: '{}', secret: 's', now: 0 };
    for (const addresses of [['10.0.0.7'], ['93.184.216.34', '127.0.0.1']]) {
      const resolve = async () => addresses.map((address) => ({ address, family: 4 }));
      expect(await postWebhook(call, { hosts: [], resolve })).toEqual({
        code: null,
        trouble: 'inside.example is no address of the public internet; it is not called.',
      });
    }
    const port = new URL(url).port;
    const plain = { ...call, url: `http://127.0.0.1:${port}/` };
    expect((await postWebhook(plain, { hosts: [] })).code).toBeNull();
    expect(calls).toEqual([]);
  });
});

test.each([
  ['169.254.169.254', false],
  ['10.0.0.1', false],
  ['192.168.1.1', false],
  ['127.0.0.1', false],
  ['0.0.0.0', false],
  ['100.64.0.1', false],
  ['::1', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['::ffff:10.0.0.1', false],
  ['64:ff9b::a00:1', false],
  ['93.184.216.34', true],
  ['2606:2800:220:1::1', true],
])('%s is public: %s', (address, isPublic) => expect(isPublicAddress(address)).toBe(isPublic));
