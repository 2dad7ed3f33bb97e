import { describe, expect, it } from 'vitest';
import { changed } from '../../domain/change.ts';
import { refusal } from '../../domain/errors.ts';
import type { Delivery, Following, JobEnding, Webhook } from '../../domain/notification.ts';
import { ORGANIZATION, PROJECT, submit, USER } from '../../test/job-builder.ts';
import type { Subject } from '../conformance.ts';

const FOLLOWING: Following = {
  userId: USER.id,
  projectId: PROJECT.id,
  jobId: null,
  level: 'ALL',
  byEmail: false,
  byWebhook: true,
};
const HOOK: Webhook = {
  id: 'webhook_1',
  name: 'Hook',
  url: 'https://example.org/',
  organizationId: ORGANIZATION.id,
  userId: USER.id,
  onlyFailures: false,
  isActive: true,
  createdAt: 1_000,
};
function endingOf(jobId: string, at: number): JobEnding {
  const { id: projectId, organizationId } = PROJECT;
  const id = `${jobId}/3`;
  return { id, jobId, projectId, organizationId, jobName: jobId, status: 'COMPLETED', message: null, at };
}
function deliveryOf(id: string, ending: JobEnding, dueAt: number): Delivery {
  return {
    id,
    webhookId: HOOK.id,
    userId: USER.id,
    ending,
    status: 'PENDING',
    attempts: 0,
    createdAt: dueAt,
    dueAt,
    responseCode: null,
    trouble: null,
    deliveredAt: null,
  };
}
const NEWEST = { limit: 10, from: null, backwards: false } as const;

export function notificationsConformance({ store, reopen }: Subject): void {
  /** Submits a job and lets it end. */
  const endJob = async (id: string, at = 2_000): Promise<void> => {
    await submit(store(), { id });
    for (const [kind, happening] of [
      ['STARTED', 'start'],
      ['FINISHED', 'complete'],
    ] as const) {
      await store().changeJob(id, 'all', (snapshot) =>
        changed(snapshot, at, [{ kind, actor: null, message: null, items: [{ index: 0, happening }] }]),
      );
    }
  };

  describe('who is told', () => {
    it('is what each said last, of a project and of a job, until they take it back', async () => {
      const ofJob: Following = { ...FOLLOWING, jobId: 'job_1', level: 'NOTHING' };
      expect(await store().setFollowing(FOLLOWING)).toEqual({ before: null });
      const changedTo = { ...FOLLOWING, level: 'FAILURES', byEmail: true } as const;
      expect(await store().setFollowing(changedTo)).toEqual({ before: FOLLOWING });
      await store().setFollowing(ofJob);
      await reopen();
      expect(await store().following(USER.id, PROJECT.id, null)).toEqual(changedTo);
      expect(await store().following(USER.id, PROJECT.id, 'job_2')).toBeNull();
      expect(await store().followings(USER.id)).toEqual([changedTo, ofJob]);
      expect(await store().followersOf(PROJECT.id, 'job_1')).toHaveLength(2);
      expect(await store().followersOf(PROJECT.id, 'job_2')).toEqual([changedTo]);
      await store().removeFollowing(USER.id, PROJECT.id, null);
      expect(await store().followings(USER.id)).toEqual([ofJob]);
      await store().deleteProject(PROJECT.id, () => null);
      expect(await store().followings(USER.id)).toEqual([]);
    });
  });

  describe('ends of jobs', () => {
    it('are stored with the final event where anybody may want to hear of them, once each', async () => {
      await endJob('job_0');
      expect(await store().endings(10)).toEqual([]);
      await store().setFollowing(FOLLOWING);
      await endJob('job_1', 3_000);
      await endJob('job_2', 2_000);
      await reopen();
      const endings = await store().endings(10);
      expect(endings.map(({ jobId, status, at }) => [jobId, status, at])).toEqual([
        ['job_2', 'COMPLETED', 2_000],
        ['job_1', 'COMPLETED', 3_000],
      ]);
      expect(await store().endings(1)).toEqual(endings.slice(0, 1));
    });

    it('are stored for the webhooks of their organization', async () => {
      await store().addWebhook({ ...HOOK, userId: null }, Buffer.from('sealed'));
      await endJob('job_1');
      expect(await store().endings(10)).toHaveLength(1);
    });

    it('are told by one alone, and outlive their job', async () => {
      await store().setFollowing(FOLLOWING);
      await endJob('job_1');
      await store().deleteJob('job_1', () => null);
      const [ending] = await store().endings(10);
      if (!ending) throw new Error('the end is kept');
      await store().addWebhook(HOOK, Buffer.from('sealed'));
      const note = { id: 'note_1', userId: USER.id, ending, readAt: null };
      const told = () => store().tell(ending.id, [note], [deliveryOf('delivery_1', ending, 5)]);
      expect(await told()).toBe(true);
      expect(await told()).toBe(false);
      expect(await store().endings(10)).toEqual([]);
      expect(await store().listNotifications(USER.id, false, NEWEST)).toEqual([note]);
      expect(await store().deliveries(['delivery_1', 'delivery_2'])).toEqual([
        deliveryOf('delivery_1', ending, 5),
        null,
      ]);
    });
  });

  /** Stores notifications and deliveries of ends at these times. */
  const tellAt = async (...times: readonly number[]): Promise<void> => {
    await store().setFollowing(FOLLOWING);
    await store().addWebhook(HOOK, Buffer.from('sealed'));
    for (const at of times) {
      await endJob(`job_${at}`, at);
      const [stored] = await store().endings(1);
      const ending = endingOf(`job_${at}`, at);
      const note = { id: `note_${at}`, userId: USER.id, ending, readAt: null };
      await store().tell(stored?.id ?? '', [note], [deliveryOf(`delivery_${at}`, ending, at)]);
    }
  };

  it('notifications are read newest first, page by page, and marked by whose they are alone', async () => {
    await tellAt(1_001, 1_002, 1_003);
    const ids = async (
      unreadOnly: boolean,
      slice: Parameters<ReturnType<typeof store>['listJobs']>[3] = NEWEST,
    ) => (await store().listNotifications(USER.id, unreadOnly, slice)).map(({ id }) => id);
    expect(await ids(false)).toEqual(['note_1003', 'note_1002', 'note_1001']);
    const from = { value: 1_003, id: 'note_1003' };
    expect(await ids(false, { limit: 1, from, backwards: false })).toEqual(['note_1002']);
    const end = { value: 1_001, id: 'note_1001' };
    expect(await ids(false, { limit: 1, from: end, backwards: true })).toEqual(['note_1002']);
    await store().markRead('user_other', null, 9);
    expect(await store().countNotifications(USER.id, true)).toBe(3);
    await store().markRead(USER.id, ['note_1002'], 9);
    expect(await ids(true)).toEqual(['note_1003', 'note_1001']);
    await store().markRead(USER.id, null, 10);
    expect(await store().countNotifications(USER.id, true)).toBe(0);
    expect(await store().countNotifications(USER.id, false)).toBe(3);
    expect((await store().listNotifications(USER.id, false, NEWEST)).map(({ readAt }) => readAt)).toEqual([
      10, 9, 10,
    ]);
    await store().forgetTold(1_002);
    expect(await ids(false)).toEqual(['note_1003', 'note_1002']);
  });

  it('deliveries are taken when due, by one alone, and noted by who took them', async () => {
    await tellAt(1_001, 1_002, 5_000);
    expect(await store().nextDelivery()).toBe(1_001);
    const [first, second] = await store().takeDeliveries(2_000, 3_000, 10);
    expect([first?.id, second?.id, first?.dueAt]).toEqual(['delivery_1001', 'delivery_1002', 3_000]);
    expect(await store().takeDeliveries(2_000, 3_000, 10)).toEqual([]);
    if (!first || !second) throw new Error('two are due');
    const done = {
      ...first,
      status: 'DELIVERED',
      attempts: 1,
      dueAt: null,
      responseCode: 204,
      deliveredAt: 2_100,
    } as const;
    expect(await store().noteDelivery(done, 3_000)).toBe(true);
    expect(await store().deliveries([done.id])).toEqual([done]);
    // Its lease ended and another took it: what the first one says no longer counts.
    await store().takeDeliveries(3_000, 4_000, 10);
    expect(await store().noteDelivery({ ...second, status: 'FAILED', dueAt: null }, 3_000)).toBe(false);
    expect(await store().nextDelivery()).toBe(4_000);
    expect(await store().redeliver(done.id, 3_500)).toMatchObject({ status: 'PENDING', dueAt: 3_500 });
    expect(await store().redeliver('delivery_none', 3_500)).toBeNull();
    expect(await store().nextDelivery()).toBe(3_500);
    expect((await store().listDeliveries(HOOK.id, NEWEST)).map(({ id }) => id)).toEqual([
      'delivery_5000',
      'delivery_1001',
      'delivery_1002',
    ]);
    expect(await store().countDeliveries(HOOK.id)).toBe(3);
  });

  it('webhooks are added, changed and removed with their deliveries; their secrets stay apart', async () => {
    await tellAt(1_001);
    const shared: Webhook = { ...HOOK, id: 'webhook_2', userId: null };
    await store().addWebhook(shared, Buffer.from('other'));
    await reopen();
    expect(await store().webhooksOf({ userId: USER.id })).toEqual([HOOK]);
    expect(await store().webhooksOf({ organizationId: ORGANIZATION.id })).toEqual([shared]);
    expect(Buffer.from((await store().sealedWebhookSecret(HOOK.id)) ?? []).toString()).toBe('sealed');
    expect(await store().sealedWebhookSecret('webhook_none')).toBeNull();
    const no = refusal('FORBIDDEN', 'No.');
    expect(await store().changeWebhook(HOOK.id, () => no)).toEqual(no);
    expect(await store().changeWebhook('webhook_none', () => no)).toBeNull();
    const after = { ...HOOK, isActive: false, name: 'Other' };
    expect(await store().changeWebhook(HOOK.id, () => after)).toEqual(after);
    expect(await store().webhooks([HOOK.id, 'webhook_none'])).toEqual([after, null]);
    expect(await store().removeWebhook(HOOK.id)).toEqual(after);
    expect(await store().removeWebhook(HOOK.id)).toBeNull();
    expect(await store().deliveries(['delivery_1001'])).toEqual([null]);
  });
}
