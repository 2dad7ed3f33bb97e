import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '../domain/people.ts';
import { SYSTEM_ORIGIN, type Viewer } from '../jobs/context.ts';
import { withinScopes } from '../domain/scopes.ts';
import { PROJECT, projectOf, USER, submit } from '../test/job-builder.ts';
import { changeJobTimes, endJob, removeJob, upTo } from '../test/job-changes.ts';
import { liveOf, notThere } from '../test/test-live.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';
import { Message, type Subscriber } from './channel.ts';
import { Channels, type Operation } from './channels.ts';
import type { Live } from './live.ts';

let server: TestServer;
let live: Live;
let channels: Channels;
let renders: number;

beforeEach(async () => {
  server = await startTestServer({ worker: false });
  live = liveOf(server);
  channels = new Channels(live, notThere);
  renders = 0;
  await submit(server.store, { id: 'job_1' });
});
afterEach(async () => {
  live.close();
  await server.close();
});

/** Tells what an event is about, and through whose eyes. */
const operation = (key = 'operation', isPersonal = false): Operation => ({
  key,
  isPersonal,
  render: (event, viewer) => {
    renders += 1;
    const told =
      'version' in event
        ? { version: event.version }
        : 'added' in event
          ? { added: event.added.map(({ id }) => id), unread: event.unreadCount }
          : { jobs: event.changed.map(({ id, version }) => [id, version]), deleted: event.deleted };
    return Promise.resolve(new Message({ data: { ...told, eyes: viewer.user.id } }));
  },
});

/** A client with as much room as the test gives it. */
class Client implements Subscriber {
  readonly viewer: Viewer;
  readonly messages: Message[] = [];
  isFull = false;
  ended: string | null = null;
  leave: () => void = () => {};
  #waiting: (() => void)[] = [];
  #heard: (() => void)[] = [];

  constructor(user: User = USER) {
    this.viewer = { user, origin: SYSTEM_ORIGIN };
  }

  deliver(message: Message): void {
    if (this.isFull) throw new Error('Delivered to one without room.');
    this.messages.push(message);
    this.#ring();
  }
  onceReady(callback: () => void): void {
    if (this.isFull) this.#waiting.push(callback);
    else callback();
  }
  end(error?: Error): void {
    this.ended = error?.message ?? 'done';
    this.leave();
    this.#ring();
  }
  makeRoom(): void {
    this.isFull = false;
    for (const callback of this.#waiting.splice(0)) callback();
  }
  /** Waits until something holds of what was told. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#heard.push(resolve));
  }
  get versions(): readonly unknown[] {
    return this.messages.map(({ result }) => result.data?.['version']);
  }
  get updates(): readonly unknown[] {
    return this.messages.map(({ result }) => result.data);
  }
  #ring(): void {
    for (const callback of this.#heard.splice(0)) callback();
  }
}

async function watchJob(client: Client, after = 0, key?: string): Promise<Client> {
  const { topic, return: close } = await live.jobEvents(client.viewer, 'job_1', after);
  await close(undefined);
  client.leave = await channels.watch(topic, operation(key), client);
  return client;
}
async function watchProject(client: Client): Promise<Client> {
  const topic = { kind: 'project', projectId: PROJECT.id } as const;
  client.leave = await channels.watch(topic, operation(), client);
  await client.until(() => client.messages.length > 0);
  return client;
}
const change = (times: number, jobId = 'job_1') => changeJobTimes(server, jobId, times);
/** Lets everything that waits for nothing but its turn have it. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the events of a job', () => {
  test('are made once for all who watch by the same operation, and once for another', async () => {
    const clients = await Promise.all(upTo(50).map(() => watchJob(new Client(), 2)));
    const other = await watchJob(new Client(), 2, 'another operation');
    expect(channels.size).toEqual({ subscriptions: 51, channels: 2 });
    await change(3);
    for (const client of [...clients, other]) await client.until(() => client.messages.length === 3);
    expect(renders).toBe(6);
    for (const client of clients) {
      expect(client.versions).toEqual([3, 4, 5]);
      expect(client.messages[0]?.bytes).toBe(clients[0]?.messages[0]?.bytes);
    }
    for (const client of [...clients, other]) client.leave();
    await settle();
    expect(channels.size).toEqual({ subscriptions: 0, channels: 0 });
    expect(live.readers.jobs).toBe(0);
  });

  test('come to late ones from where they stand, and then with all others', async () => {
    const early = await watchJob(new Client(), 0);
    await change(200);
    await early.until(() => early.messages.length === 202);
    const [late, level, ahead] = [
      await watchJob(new Client(), 0),
      await watchJob(new Client(), 202),
      await watchJob(new Client(), 204),
    ];
    await late.until(() => late.messages.length === 202);
    await change(5);
    await ahead.until(() => ahead.messages.length === 3);
    await late.until(() => late.messages.length === 207);
    expect(late.versions).toEqual(upTo(207));
    expect(level.versions).toEqual(upTo(207, 203));
    expect(ahead.versions).toEqual(upTo(207, 205));
  });

  test('wait for one who has no room, not in memory, and hold up nobody', async () => {
    const quick = await watchJob(new Client(), 2);
    const slow = await watchJob(new Client(), 2);
    slow.isFull = true;
    await change(300);
    await quick.until(() => quick.messages.length === 300);
    expect(slow.messages).toHaveLength(0);
    slow.makeRoom();
    await slow.until(() => slow.messages.length === 300);
    expect(slow.versions).toEqual(upTo(302, 3));
    await change(1);
    await slow.until(() => slow.messages.length === 301);
    expect(slow.versions.at(-1)).toBe(303);
  });

  test('go on for who comes at the moment the last one leaves', async () => {
    const first = await watchJob(new Client(), 2);
    const { topic, return: close } = await live.jobEvents(first.viewer, 'job_1', 2);
    await close(undefined);
    const next = new Client();
    const joining = channels.watch(topic, operation(), next);
    first.leave();
    next.leave = await joining;
    await settle();
    await change(1);
    await next.until(() => next.messages.length === 1 || next.ended !== null);
    expect([next.ended, next.versions]).toEqual([null, [3]]);
  });

  test('end with the job', async () => {
    const client = await watchJob(new Client(), 2);
    await removeJob(server, 'job_1');
    await client.until(() => client.ended !== null);
    expect(client.ended).toBe('done');
    await settle();
    expect(channels.size).toEqual({ subscriptions: 0, channels: 0 });
  });

  test('I6: full, empty, gone and back, each is told each version once, in order', async () => {
    let round = 0;
    const step = fc.record({
      changes: fc.nat(4),
      who: fc.nat(3),
      deed: fc.constantFrom('fill', 'empty', 'leave', 'none'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        round += 1;
        const jobId = `job_x${round}`;
        await submit(server.store, { id: jobId });
        const seen = upTo(4).map((): unknown[] => []);
        const open = async (place: number) => {
          const client = new Client();
          const after = Number(seen[place]?.at(-1) ?? 0);
          const { topic, return: close } = await live.jobEvents(client.viewer, jobId, after);
          await close(undefined);
          client.leave = await channels.watch(topic, operation(), client);
          return client;
        };
        const clients = await Promise.all([0, 1, 2, 3].map(open));
        const takeFrom = (place: number) =>
          seen[place]?.push(
            ...(clients[place]?.messages.splice(0) ?? []).map(({ result }) => result.data?.['version']),
          );
        let version = 2;
        for (const { changes, who, deed } of steps) {
          const client = clients[who];
          if (!client) continue;
          if (deed === 'fill') client.isFull = true;
          if (deed === 'empty') client.makeRoom();
          if (deed === 'leave') {
            client.leave();
            client.makeRoom();
            takeFrom(who);
            clients[who] = await open(who);
          }
          await changeJobTimes(server, jobId, changes);
          version += changes;
        }
        for (const [place, client] of clients.entries()) {
          client.makeRoom();
          await client.until(() => (seen[place]?.length ?? 0) + client.messages.length >= version);
          takeFrom(place);
          expect(seen[place]).toEqual(upTo(version));
          client.leave();
        }
      }),
      { numRuns: 60 },
    );
    await settle();
    expect(channels.size).toEqual({ subscriptions: 0, channels: 0 });
    expect(live.readers.jobs).toBe(0);
  });
});

describe('the jobs of a project', () => {
  test('go on for who comes at the moment the last one leaves', async () => {
    const first = await watchProject(new Client());
    const joining = watchProject(new Client());
    first.leave();
    const next = await joining;
    await settle();
    await change(1);
    await next.until(() => next.messages.length === 2 || next.ended !== null);
    expect([next.ended, next.updates.length]).toEqual([null, 2]);
  });

  test('an empty update comes first, then each once for all', async () => {
    const clients = await Promise.all(upTo(20).map(() => watchProject(new Client())));
    await change(1);
    for (const client of clients) await client.until(() => client.messages.length === 2);
    expect(clients[0]?.updates).toEqual([
      { jobs: [], deleted: [], eyes: USER.id },
      { jobs: [['job_1', 3]], deleted: [], eyes: USER.id },
    ]);
    expect(new Set(clients.map((client) => client.messages[1]?.bytes)).size).toBe(1);
    expect(renders).toBe(2);
  });

  test('one without room is told the latest states when there is room again', async () => {
    await submit(server.store, { id: 'job_2' });
    const [quick, slow] = [await watchProject(new Client()), await watchProject(new Client())];
    slow.isFull = true;
    for (const jobId of ['job_1', 'job_2', 'job_1']) {
      const told = quick.messages.length;
      await change(2, jobId);
      await quick.until(() => quick.messages.length > told);
    }
    await removeJob(server, 'job_2');
    await quick.until(() => quick.messages.some(({ result }) => `${result.data?.['deleted']}` === 'job_2'));
    expect(slow.messages).toHaveLength(1);
    slow.makeRoom();
    await slow.until(() => slow.messages.length > 1);
    expect(slow.updates.slice(1)).toEqual([{ jobs: [['job_1', 6]], deleted: ['job_2'], eyes: USER.id }]);
    await change(1);
    await slow.until(() => slow.messages.length > 2);
    expect(slow.updates.at(-1)).toMatchObject({ jobs: [['job_1', 7]] });
  });

  test('one who missed thousands is told to read anew', async () => {
    const quick = await watchProject(new Client());
    const slow = await watchProject(new Client());
    slow.isFull = true;
    const notices = upTo(2_500).map((n) => ({ jobId: `job_gone${n}`, projectId: PROJECT.id, version: 2 }));
    server.bus.publish(
      notices.map(
        (notice) => ({ ...notice, targetId: 'target_simulator', finished: [], deleted: true }) as never,
      ),
    );
    const count = () =>
      quick.messages.reduce((sum, { result }) => sum + (result.data?.['deleted'] as unknown[]).length, 0);
    await quick.until(() => count() === 2_500);
    slow.makeRoom();
    await slow.until(() => slow.messages.length > 1);
    await settle();
    expect(slow.updates.slice(1)).toEqual([{ jobs: [], deleted: [], eyes: USER.id }]);
  });
});

describe('notifications', () => {
  const watch = async (client: Client): Promise<Client> => {
    const topic = { kind: 'notifications', userId: client.viewer.user.id } as const;
    client.leave = await channels.watch(topic, operation(), client);
    await client.until(() => client.messages.length > 0);
    return client;
  };
  let told: number;
  beforeEach(async () => {
    told = 0;
    const following = { userId: USER.id, projectId: PROJECT.id, jobId: null, level: 'ALL' } as const;
    await server.store.setFollowing({ ...following, byEmail: false, byWebhook: false });
  });
  /** Tells `USER` of so many ends, and says so or not. */
  async function tell(count: number, says = true): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      told += 1;
      await endJob(server.store, `job_n${told}`, told);
      const [ending] = await server.store.endings(1);
      if (!ending) throw new Error('It did not end.');
      const id = `notification_${told}`;
      await server.store.tell(ending.id, [{ id, userId: USER.id, ending, readAt: null }], []);
    }
    if (says) server.bus.publishTold([USER.id]);
  }
  const added = (from: number, to: number) => upTo(to, from).map((n) => `notification_${n}`);

  test('come in order, to their user alone, and what is read elsewhere is told as a count', async () => {
    const [first, second] = [await watch(new Client()), await watch(new Client())];
    const eve = await watch(new Client((await server.person({ id: 'user_eve' })).user));
    await tell(2, false);
    await server.store.markRead(USER.id, ['notification_1'], 1);
    server.bus.publishTold([USER.id]);
    for (const client of [first, second]) await client.until(() => client.messages.length === 2);
    await tell(1);
    for (const client of [first, second]) await client.until(() => client.messages.length === 3);
    await server.store.markRead(USER.id, null, 1);
    server.bus.publishTold([USER.id, 'user_eve']);
    for (const client of [first, second]) {
      await client.until(() => client.messages.length === 4);
      expect(client.updates).toMatchObject([
        { added: [], unread: 0 },
        { added: added(1, 2), unread: 1 },
        { added: added(3, 3), unread: 2 },
        { added: [], unread: 0 },
      ]);
    }
    expect(eve.updates).toMatchObject([{ added: [], unread: 0 }]);
    expect(live.readers.notifications).toBe(3);
    for (const client of [first, second, eve]) client.leave();
    expect(live.readers.notifications).toBe(0);
  });

  test('one without room is told all of it at once when there is some', async () => {
    const slow = await watch(new Client());
    const quick = await watch(new Client());
    slow.isFull = true;
    await tell(1);
    await quick.until(() => quick.messages.length === 2);
    await tell(2);
    await quick.until(() => quick.messages.length === 3);
    await tell(3);
    await quick.until(() => quick.messages.length === 4);
    slow.makeRoom();
    await slow.until(() => slow.messages.length === 3);
    expect(slow.updates.slice(1)).toMatchObject([
      { added: added(1, 1), unread: 1 },
      { added: added(2, 6), unread: 6 },
    ]);
  });

  test('lost word is made up for by a look, and at once where it is known to be lost', async () => {
    const client = await watch(new Client());
    await tell(1, false);
    for (let n = 0; n < 5; n += 1) await live.checkNow();
    await client.until(() => client.messages.length === 2);
    await tell(1, false);
    server.bus.say('missed');
    await client.until(() => client.messages.length === 3);
    expect(client.updates.slice(1)).toMatchObject([{ added: added(1, 1) }, { added: added(2, 2) }]);
  });

  test('whoever is disabled is ended and told nothing more', async () => {
    const { user } = await server.person({ id: 'user_eve' });
    const client = await watch(new Client(user));
    server.sql("UPDATE users SET status = 'DISABLED' WHERE id = ?", user.id);
    await live.checkNow();
    expect(client.ended).toBe('no notifications user_eve');
    expect(live.readers.notifications).toBe(0);
    await expect(watch(new Client(user))).rejects.toThrow('no notifications');
    const topic = { kind: 'notifications', userId: USER.id } as const;
    const other = new Client((await server.person({ id: 'user_mallory' })).user);
    await expect(channels.watch(topic, operation(), other)).rejects.toThrow('no notifications');
  });
});

describe('who may watch', () => {
  test('what is told to each differently is shared with nobody', async () => {
    const ada = await server.person({ id: 'user_ada' }, { proj_1: 'READER' });
    const eve = await server.person({ id: 'user_eve' }, { proj_1: 'READER' });
    const clients = [new Client(ada.user), new Client(eve.user)];
    const topic = { kind: 'project', projectId: PROJECT.id } as const;
    for (const client of clients) {
      client.leave = await channels.watch(topic, operation('personal', true), client);
      await client.until(() => client.messages.length > 0);
    }
    await change(1);
    for (const client of clients) {
      await client.until(() => client.messages.length > 1);
      expect(client.messages.map(({ result }) => result.data?.['eyes'])).toEqual([
        client.viewer.user.id,
        client.viewer.user.id,
      ]);
      client.leave();
    }
  });

  test('admins share the jobs of their organization, until they are admins no more', async () => {
    const second = projectOf({ id: 'proj_2' });
    await server.store.createProject(second);
    await submit(server.store, { id: 'job_2', project: second });
    const admin = (id: string) => server.person({ id, isOrganizationAdmin: true });
    const ada = await admin('user_ada');
    const clients = [new Client(ada.user), new Client((await admin('user_eve')).user), new Client()];
    const topic = { kind: 'organization', organizationId: PROJECT.organizationId } as const;
    for (const client of clients) {
      client.leave = await channels.watch(topic, operation(), client);
      await client.until(() => client.messages.length > 0);
    }
    expect(channels.size).toEqual({ subscriptions: 3, channels: 1 });
    await change(1);
    await change(1, 'job_2');
    const jobsTold = (client: Client) =>
      new Set(
        client.messages.flatMap(({ result }) => (result.data?.['jobs'] as [string][]).map(([id]) => id)),
      );
    for (const client of clients) await client.until(() => jobsTold(client).size === 2);
    server.sql('UPDATE users SET is_organization_admin = 0 WHERE id = ?', ada.user.id);
    await live.checkNow();
    expect(clients.map(({ ended }) => ended)).toEqual(['no organization org_1', null, null]);
    const before = clients[0]?.messages.length;
    await change(1);
    await clients[1]?.until(() => clients[1]?.messages.length === 4);
    expect(clients[0]?.messages.length).toBe(before);
    for (const client of clients) client.leave();
  });

  test('a token that acts as no admin sees nothing as one', async () => {
    const ada = await server.person({ id: 'user_ada', isOrganizationAdmin: true });
    const byToken = { user: withinScopes(ada.user, ['READ']), origin: SYSTEM_ORIGIN };
    const bySession = { user: ada.user, origin: SYSTEM_ORIGIN };
    for (const watch of [
      (viewer: Viewer) => live.jobEvents(viewer, 'job_1', 0),
      (viewer: Viewer) => live.projectJobs(viewer, PROJECT.id),
      (viewer: Viewer) => live.organizationJobs(viewer, PROJECT.organizationId),
    ]) {
      const stream = await watch(bySession);
      await stream.return(undefined);
      await expect(watch(byToken)).rejects.toThrow('no ');
    }
  });

  test('what is shared is shared only by those with the same rights', async () => {
    const [reader, another] = await Promise.all(
      ['user_a', 'user_b'].map((id) => server.person({ id }, { [PROJECT.id]: 'READER' })),
    );
    const { user: maintainer } = await server.person({ id: 'user_m' }, { [PROJECT.id]: 'MAINTAINER' });
    const clients = await Promise.all(
      [reader?.user, another?.user, maintainer, USER].map((user) => watchJob(new Client(user), 2)),
    );
    expect(channels.size).toEqual({ subscriptions: 4, channels: 3 });
    await change(1);
    for (const client of clients) await client.until(() => client.messages.length === 1);
    expect(clients.map((client) => client.updates[0])).toMatchObject([
      { eyes: 'user_a' },
      { eyes: 'user_a' },
      { eyes: 'user_m' },
      { eyes: USER.id },
    ]);
  });

  test('whoever loses the role is ended and told nothing more; the others go on', async () => {
    const { user } = await server.person({ id: 'user_r' }, { [PROJECT.id]: 'READER' });
    const [lost, kept] = [await watchJob(new Client(user), 2), await watchJob(new Client(), 2)];
    const project = await watchProject(new Client(user));
    server.sql('DELETE FROM project_members WHERE user_id = ?', user.id);
    await live.checkNow();
    expect([lost.ended, project.ended]).toEqual(['no job job_1', 'no project proj_1']);
    await change(1);
    await kept.until(() => kept.messages.length === 1);
    expect(lost.messages).toHaveLength(0);
    expect(project.messages).toHaveLength(1);
    expect(channels.size).toEqual({ subscriptions: 1, channels: 1 });
  });

  test('whose rights change is seated anew, and misses nothing', async () => {
    const { user } = await server.person({ id: 'user_r' }, { [PROJECT.id]: 'READER' });
    const client = await watchJob(new Client(user), 2);
    const other = await server.person({ id: 'user_s' }, { [PROJECT.id]: 'READER' });
    const same = await watchJob(new Client(other.user), 2);
    await change(2);
    await client.until(() => client.messages.length === 2);
    server.sql("UPDATE project_members SET role = 'MAINTAINER' WHERE user_id = ?", user.id);
    await live.checkNow();
    expect(channels.size).toEqual({ subscriptions: 2, channels: 2 });
    await change(2);
    await client.until(() => client.messages.length === 4);
    expect(client.versions).toEqual([3, 4, 5, 6]);
    await same.until(() => same.messages.length === 4);
    expect(same.versions).toEqual([3, 4, 5, 6]);
  });
});
