import { describe, expect, it } from 'vitest';
import type { FairLane } from '../../domain/fair-queue.ts';
import { intentFor } from '../../domain/remote.ts';
import type { Target } from '../../domain/target.ts';
import { contentOf, ORGANIZATION, submit, TARGETS, USER, userOf } from '../../test/job-builder.ts';
import type { Subject } from '../conformance.ts';
import type { FairPlace } from '../fair-store.ts';
import type { Store } from '../store.ts';

const MINUTE = 60_000;
const NOW = 30_000_000 * MINUTE;
const DEVICE: Target = { ...(TARGETS[0] as Target), id: 'target_device', kind: 'REMOTE' };
const RUN = contentOf('{"a run": 1}');
const GROUP = {
  id: 'group_1',
  organizationId: ORGANIZATION.id,
  name: 'Chemistry',
  priority: 2,
  createdAt: 1,
};

async function waiting(
  store: Store,
  id: string,
  now: number,
  more: { readonly createdBy?: string; readonly groupId?: string; readonly items?: number } = {},
): Promise<void> {
  const { items = 1, createdBy = USER.id, groupId = null } = more;
  await submit(store, { id, now, items, credits: 8, job: { targetId: DEVICE.id, createdBy, groupId } });
}
async function handOver(store: Store, jobId: string, at: number, credits = 7): Promise<void> {
  const [item] = await store.items([{ jobId, index: 0 }]);
  if (!item) throw new Error('there is no such item');
  const made = { provider: 'IONQ', credentialId: 'cred_1', key: `k ${jobId}`, runId: RUN.id, credits };
  const remote = intentFor(made, at);
  expect(await store.intend({ item, remote, dueAt: at }, [RUN], at, () => null)).toBe('written');
}
const laneOf = (more: Partial<FairLane> = {}): FairLane => ({
  organizationId: ORGANIZATION.id,
  groupId: null,
  groupPriority: 5,
  userId: USER.id,
  userPriority: 5,
  oldest: NOW,
  ...more,
});
const placesOf = (places: readonly FairPlace[]): readonly string[] =>
  places.map(({ jobId, index }) => `${jobId}/${index}`);

export function fairConformance({ store }: Subject): void {
  describe('fair queues', () => {
    it('hold what waits for remote targets in lanes of organization, group and user', async () => {
      await store().putTargets([DEVICE]);
      await store().createGroup(GROUP, () => null);
      await store().addUser(userOf({ id: 'user_2', name: 'Bea', priority: 3 }));
      await waiting(store(), 'job_b', NOW + 2);
      await waiting(store(), 'job_a', NOW + 1, { items: 2 });
      await waiting(store(), 'job_c', NOW, { groupId: GROUP.id });
      await waiting(store(), 'job_d', NOW + 3, { createdBy: 'user_2', groupId: GROUP.id });
      await submit(store(), { id: 'job_hosted', now: NOW });
      const { lanes, costs } = await store().fairQueue(DEVICE.id, 0);
      expect(lanes).toEqual([
        laneOf({ oldest: NOW + 1 }),
        laneOf({ groupId: GROUP.id, groupPriority: 2 }),
        laneOf({ groupId: GROUP.id, groupPriority: 2, userId: 'user_2', userPriority: 3, oldest: NOW + 3 }),
      ]);
      expect(costs).toEqual([]);
      const [mine] = lanes;
      if (!mine) throw new Error('there is no lane');
      const first = await store().fairPlaces(DEVICE.id, mine, null, 2);
      expect(placesOf(first)).toEqual(['job_a/0', 'job_a/1']);
      expect(first[0]).toEqual({ jobId: 'job_a', index: 0, queuedAt: NOW + 1, credits: 8 });
      expect(placesOf(await store().fairPlaces(DEVICE.id, mine, first[1] ?? null, 2))).toEqual(['job_b/0']);
      expect(await store().queuedCredits(DEVICE.id, ORGANIZATION.id)).toBe(40);
      expect(await store().queuedCredits(DEVICE.id, 'org_x')).toBe(0);
      expect(await store().fairQueue('target_x', 0)).toEqual({ lanes: [], costs: [] });
    });

    it('know what each lane had handed over since a time, and forget what was not taken', async () => {
      await store().putTargets([DEVICE]);
      for (const id of ['job_a', 'job_b', 'job_c']) await waiting(store(), id, NOW);
      await handOver(store(), 'job_a', NOW, 7);
      await handOver(store(), 'job_b', NOW + 10 * MINUTE, 9);
      const costs = async (since: number) =>
        (await store().fairQueue(DEVICE.id, since)).costs.map(({ credits }) => credits);
      expect((await store().fairQueue(DEVICE.id, NOW)).costs).toEqual([
        { organizationId: ORGANIZATION.id, groupId: null, userId: USER.id, credits: 16 },
      ]);
      expect(await costs(NOW + MINUTE)).toEqual([9]);
      expect(await costs(NOW + 11 * MINUTE)).toEqual([]);
      expect((await store().fairQueue(DEVICE.id, NOW)).lanes).toHaveLength(1);
      const [item] = await store().items([{ jobId: 'job_b', index: 0 }]);
      if (!item) throw new Error('there is no such item');
      await store().noteRemote([{ item, remote: null, dueAt: null }]);
      expect(await costs(NOW)).toEqual([7]);
    });
  });
}
