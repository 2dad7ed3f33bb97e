import { describe, expect, it } from 'vitest';
import { changed } from '../../domain/change.ts';
import { refusal } from '../../domain/errors.ts';
import type { JobItem, RemoteHandle } from '../../domain/job.ts';
import type { Quota, QuotaResource, QuotaStanding } from '../../domain/quota.ts';
import { intentFor } from '../../domain/remote.ts';
import type { Target } from '../../domain/target.ts';
import {
  cancelStep,
  completeStep,
  contentOf,
  failStep,
  newJob,
  ORGANIZATION,
  PROJECT,
  projectOf,
  queueStep,
  retryStep,
  SIMULATOR,
  startStep,
  submit,
  TARGETS,
  USER,
  userOf,
  type JobWishes,
} from '../../test/job-builder.ts';
import type { Subject } from '../conformance.ts';
import type { Store } from '../store.ts';

const NOVEMBER = Date.UTC(2026, 10, 25);
const DECEMBER = Date.UTC(2026, 11, 2);
const RESULT = contentOf('{"a result": 1}');
const RUN = contentOf('{"a run": 1}');
const SOURCE = 'OPENQASM 3.0; qubit q; h q;';
const DEVICE: Target = { ...(TARGETS[0] as Target), id: 'target_device', kind: 'REMOTE' };

const quotaOf = (more: Partial<Quota> = {}): Quota => ({
  ownerKind: 'USER',
  ownerId: USER.id,
  organizationId: ORGANIZATION.id,
  resource: 'SIMULATION',
  limit: 60,
  updatedAt: NOVEMBER,
  updatedBy: USER.id,
  ...more,
});
async function setQuota(store: Store, quota: Quota): Promise<void> {
  await store.changeQuota(quota.ownerId, quota.resource, () => ({ quota }));
}
/** What is used of each resource by an owner, and reserved; with quotas that nothing reaches. */
async function usedBy(store: Store, ownerId: string, now = NOVEMBER): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const resource of ['COMPILATION', 'SIMULATION', 'STORAGE', 'CREDITS'] as const) {
    const kind = ownerId.startsWith('org') ? 'ORGANIZATION' : ownerId.startsWith('group') ? 'GROUP' : 'USER';
    await setQuota(store, quotaOf({ ownerId, ownerKind: kind, resource, limit: 1e9 }));
    const standing = (await store.quotaStandings([ownerId], now)).find(
      (one) => one.quota.resource === resource,
    );
    if (standing && standing.used !== 0) found[resource] = standing.used;
    if (standing && standing.reserved !== 0) found['RESERVED'] = standing.reserved;
  }
  return found;
}
async function finish(store: Store, jobId: string, now: number): Promise<void> {
  await store.changeJob(jobId, 'all', (shown) => changed(shown, now, [startStep(shown, 'w')]));
  await store.changeJob(jobId, 'all', (shown) => changed(shown, now, [completeStep(shown, RESULT.id)]), {
    contents: [RESULT],
  });
}
const megabytes = (...texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
const onDevice = (wishes: JobWishes): JobWishes => ({
  now: NOVEMBER,
  credits: 8,
  ...wishes,
  job: { targetId: DEVICE.id, ...wishes.job },
});
const itemOf = async (store: Store, jobId: string, index = 0): Promise<JobItem> => {
  const [item] = await store.items([{ jobId, index }]);
  if (!item) throw new Error('there is no such item');
  return item;
};
const handle = (key: string, keyAt = NOVEMBER): RemoteHandle =>
  intentFor({ provider: 'IONQ', credentialId: 'cred_1', key, runId: RUN.id, credits: 7 }, keyAt);
const intend = async (store: Store, jobId: string, remote: RemoteHandle | null = handle('k')) =>
  store.intend({ item: await itemOf(store, jobId), remote, dueAt: 1 }, [RUN], NOVEMBER, () => null);

export function quotasConformance({ store, reopen }: Subject): void {
  describe('quotas', () => {
    it('are set on organizations, groups and users, changed and removed', async () => {
      const group = {
        id: 'group_1',
        organizationId: ORGANIZATION.id,
        name: 'Chemistry',
        priority: 5,
        createdAt: 1,
      };
      await store().createGroup(group, () => null);
      await setQuota(store(), quotaOf());
      await setQuota(store(), quotaOf({ ownerKind: 'GROUP', ownerId: group.id, resource: 'CREDITS' }));
      await setQuota(store(), quotaOf({ ownerKind: 'ORGANIZATION', ownerId: ORGANIZATION.id, limit: 100.5 }));
      const told = (all: readonly QuotaStanding[]) =>
        all.map(({ quota, ownerName }) => [quota.ownerKind, ownerName, quota.resource, quota.limit]);
      const all = await store().quotasOfOrganization(ORGANIZATION.id, NOVEMBER);
      expect(told(all)).toEqual([
        ['ORGANIZATION', 'Quantum Lab', 'SIMULATION', 100.5],
        ['GROUP', 'Chemistry', 'CREDITS', 60],
        ['USER', 'Ada', 'SIMULATION', 60],
      ]);
      const again = await store().changeQuota(USER.id, 'SIMULATION', (owner, stored) => {
        expect(owner).toEqual({ kind: 'USER', id: USER.id, organizationId: ORGANIZATION.id, name: 'Ada' });
        expect(stored).toEqual(quotaOf());
        return { quota: quotaOf({ limit: 5, updatedAt: DECEMBER }) };
      });
      expect(again).toEqual({ before: quotaOf(), quota: quotaOf({ limit: 5, updatedAt: DECEMBER }) });
      expect(
        await store().changeQuota(USER.id, 'SIMULATION', () => refusal('FORBIDDEN', 'No.')),
      ).toMatchObject({ code: 'FORBIDDEN' });
      await store().changeQuota(ORGANIZATION.id, 'SIMULATION', () => ({ quota: null }));
      await reopen();
      expect(told(await store().quotasOfOrganization(ORGANIZATION.id, NOVEMBER))).toEqual([
        ['GROUP', 'Chemistry', 'CREDITS', 60],
        ['USER', 'Ada', 'SIMULATION', 5],
      ]);
      expect(await store().quotasOfOrganization('org_x', NOVEMBER)).toEqual([]);
      expect(await store().changeQuota('user_x', 'STORAGE', () => ({ quota: null }))).toBeNull();
      expect(await store().quotaOwner('group_x')).toBeNull();
    });

    it('of a group go with it', async () => {
      const group = {
        id: 'group_1',
        organizationId: ORGANIZATION.id,
        name: 'Chemistry',
        priority: 5,
        createdAt: 1,
      };
      await store().createGroup(group, () => null);
      await setQuota(store(), quotaOf({ ownerKind: 'GROUP', ownerId: group.id }));
      await store().deleteGroup(group.id, () => null);
      expect(await store().quotasOfOrganization(ORGANIZATION.id, NOVEMBER)).toEqual([]);
    });

    it('are shown to whoever decides about a submission, a change or a claim', async () => {
      await setQuota(store(), quotaOf());
      await setQuota(store(), quotaOf({ resource: 'STORAGE', limit: 1 }));
      await submit(store(), { id: 'job_1', now: NOVEMBER });
      const limits = (all: readonly QuotaStanding[] | undefined) =>
        all?.map(({ quota, used }) => [quota.resource, used > 0]);
      const expected = [
        ['SIMULATION', false],
        ['STORAGE', true],
      ];
      const shown: unknown[] = [];
      await store().changeJob(
        'job_1',
        'none',
        (snapshot) => {
          shown.push(limits(snapshot.quotas));
          return { kind: 'unchanged' };
        },
        { quotasAt: NOVEMBER },
      );
      await store().addWorker('w', 0);
      await store().claim(
        { workerId: 'w', targetIds: [SIMULATOR], limit: 1, quotasAt: NOVEMBER },
        (snapshot) => {
          shown.push(limits(snapshot.quotas));
          return { kind: 'unchanged' };
        },
      );
      const request = {
        projectId: PROJECT.id,
        targetId: SIMULATOR,
        sourceId: null,
        programIds: [],
        idempotency: null,
      };
      const payers = { userId: USER.id, groupIds: [], now: NOVEMBER };
      await store().submitJob({ ...request, payers }, ({ quotas }) => {
        shown.push(limits(quotas));
        return [refusal('QUOTA_EXCEEDED', 'No.')];
      });
      expect(shown).toEqual([expected, expected, expected]);
      await store().submitJob(request, ({ quotas }) => {
        expect(quotas).toEqual([]);
        return [refusal('QUOTA_EXCEEDED', 'No.')];
      });
    });
  });

  describe('usage', () => {
    it('counts CPU time in the month in which it was measured, for everybody it is of', async () => {
      await submit(store(), { id: 'job_1', now: NOVEMBER, items: 2, job: { groupId: 'group_1' } });
      await finish(store(), 'job_1', NOVEMBER);
      await submit(store(), { id: 'job_2', now: NOVEMBER });
      await finish(store(), 'job_2', DECEMBER);
      await store().createGroup(
        { id: 'group_1', organizationId: ORGANIZATION.id, name: 'Chemistry', priority: 5, createdAt: 1 },
        () => null,
      );
      const storage = {
        all: megabytes(SOURCE, SOURCE, '{"a result": 1}', '{"a result": 1}', '{"a result": 1}'),
        group: megabytes(SOURCE, '{"a result": 1}', '{"a result": 1}'),
      };
      expect(await usedBy(store(), USER.id)).toEqual({ SIMULATION: 1, STORAGE: storage.all });
      expect(await usedBy(store(), ORGANIZATION.id, DECEMBER)).toEqual({
        SIMULATION: 0.5,
        STORAGE: storage.all,
      });
      expect(await usedBy(store(), 'group_1')).toEqual({ SIMULATION: 1, STORAGE: storage.group });
      await reopen();
      expect(await usedBy(store(), USER.id)).toEqual({ SIMULATION: 1, STORAGE: storage.all });
      expect(await store().wrongUsage()).toEqual([]);
    });

    it('of compilers is another; syntax checks cost nothing but what is stored', async () => {
      for (const [id, targetId] of [
        ['job_1', 'target_qir_base'],
        ['job_2', 'target_syntax_checker'],
      ] as const) {
        await submit(store(), { id, now: NOVEMBER, job: { targetId } });
        await finish(store(), id, NOVEMBER);
      }
      expect(await usedBy(store(), USER.id)).toMatchObject({ COMPILATION: 0.5 });
      expect(await usedBy(store(), USER.id)).not.toHaveProperty('SIMULATION');
      expect(await store().wrongUsage()).toEqual([]);
    });

    it('stays when a job is deleted, but for what it held', async () => {
      await submit(store(), { id: 'job_1', now: NOVEMBER });
      await finish(store(), 'job_1', NOVEMBER);
      await store().changeJob('job_1', 'all', (shown) =>
        changed(shown, NOVEMBER, [retryStep(shown), queueStep(shown.items)]),
      );
      await finish(store(), 'job_1', NOVEMBER);
      const [result, source] = ['{"a result": 1}', SOURCE];
      expect(await usedBy(store(), USER.id)).toEqual({
        SIMULATION: 1,
        STORAGE: megabytes(source, result, result),
      });
      expect(await store().wrongUsage()).toEqual([]);
      await store().deleteJob('job_1', () => null);
      expect(await usedBy(store(), USER.id)).toEqual({ SIMULATION: 1 });
      expect(await store().wrongUsage()).toEqual([]);
    });

    it('of a project that is deleted is the same', async () => {
      const project = projectOf({ id: 'proj_2' });
      await store().createProject(project);
      await store().putTargets([DEVICE]);
      await submit(store(), { id: 'job_1', now: NOVEMBER, project });
      await finish(store(), 'job_1', NOVEMBER);
      await Promise.all([
        submit(store(), onDevice({ id: 'job_2', project })),
        store().deleteProject('proj_2', () => null),
      ]);
      expect(await usedBy(store(), USER.id)).toEqual({ SIMULATION: 0.5 });
      expect(await store().wrongUsage()).toEqual([]);
    });

    it('is undone with the write that failed', async () => {
      await submit(store(), { id: 'job_1', now: NOVEMBER });
      const fresh = newJob({ id: 'job_1', now: NOVEMBER });
      const failing = store().submitJob(
        { projectId: PROJECT.id, targetId: SIMULATOR, sourceId: null, programIds: [], idempotency: null },
        () => fresh,
      );
      await expect(failing).rejects.toThrow();
      expect(await usedBy(store(), USER.id)).toEqual({ STORAGE: megabytes(SOURCE) });
    });

    it('is added up by what is asked for', async () => {
      const other = userOf({ id: 'user_2', name: 'Bea' });
      await store().addUser(other);
      await store().createProject(projectOf({ id: 'proj_2' }));
      const work: readonly (readonly [string, string, string, string | null, number])[] = [
        ['job_1', USER.id, 'proj_1', null, NOVEMBER],
        ['job_2', other.id, 'proj_1', 'group_1', NOVEMBER],
        ['job_3', other.id, 'proj_2', 'group_1', DECEMBER],
      ];
      for (const [id, createdBy, projectId, groupId, now] of work) {
        await submit(store(), {
          id,
          now,
          project: projectOf({ id: projectId }),
          job: { createdBy, groupId },
        });
        await finish(store(), id, now);
      }
      const report = async (
        more: Partial<Parameters<Store['usage']>[0]>,
        resource: QuotaResource = 'SIMULATION',
      ) =>
        (
          await store().usage({
            organizationId: ORGANIZATION.id,
            userId: null,
            from: 202611,
            to: 202612,
            by: [],
            limit: 100,
            ...more,
          })
        )
          .filter((row) => row.resource === resource)
          .map(({ month, userId, groupId, projectId, amount }) => [
            month,
            userId,
            groupId,
            projectId,
            amount,
          ]);
      expect(await report({})).toEqual([[null, null, null, null, 1.5]]);
      expect(await report({ to: 202611 })).toEqual([[null, null, null, null, 1]]);
      expect(await report({ by: ['MONTH'] })).toEqual([
        [202611, null, null, null, 1],
        [202612, null, null, null, 0.5],
      ]);
      expect(await report({ by: ['USER', 'PROJECT'] })).toEqual([
        [null, 'user_1', null, 'proj_1', 0.5],
        [null, 'user_2', null, 'proj_1', 0.5],
        [null, 'user_2', null, 'proj_2', 0.5],
      ]);
      expect(await report({ by: ['GROUP'], userId: 'user_2' })).toEqual([[null, null, 'group_1', null, 1]]);
      expect(await report({ organizationId: 'org_x' })).toEqual([]);
      expect(
        (
          await store().usage({
            organizationId: ORGANIZATION.id,
            userId: null,
            from: 1,
            to: 2,
            by: ['USER'],
            limit: 1,
          })
        ).length,
      ).toBe(1);
      expect(await report({ by: ['MONTH'] }, 'STORAGE')).toMatchObject([
        [null, null, null, null, expect.closeTo(3 * megabytes(SOURCE, '{"a result": 1}'), 9)],
      ]);
    });
  });

  describe('credits', () => {
    it('are reserved by what waits, counted when it is handed over, and given back by what fails', async () => {
      await store().putTargets([DEVICE]);
      await submit(store(), onDevice({ id: 'job_1', items: 2 }));
      expect(await usedBy(store(), USER.id)).toMatchObject({ RESERVED: 16 });
      expect(await intend(store(), 'job_1')).toBe('written');
      expect(await usedBy(store(), USER.id)).toMatchObject({ RESERVED: 8, CREDITS: 7 });
      expect(await usedBy(store(), USER.id, DECEMBER)).not.toHaveProperty('CREDITS');
      expect(await store().wrongUsage()).toEqual([]);
      await store().changeJob('job_1', { indexes: [0] }, (shown) =>
        changed(shown, DECEMBER, [failStep(shown, 'no')]),
      );
      await store().changeJob('job_1', { indexes: [1] }, (shown) =>
        changed(shown, DECEMBER, [cancelStep(shown)]),
      );
      expect(await usedBy(store(), USER.id)).not.toHaveProperty('CREDITS');
      expect(await usedBy(store(), USER.id)).not.toHaveProperty('RESERVED');
      expect(await store().wrongUsage()).toEqual([]);
    });

    it('of a submission that was not taken are reserved again', async () => {
      await store().putTargets([DEVICE]);
      await submit(store(), onDevice({ id: 'job_1' }));
      await intend(store(), 'job_1');
      await store().noteRemote([{ item: await itemOf(store(), 'job_1'), remote: null, dueAt: null }]);
      const used = await usedBy(store(), USER.id);
      expect(used).toMatchObject({ RESERVED: 8 });
      expect(used).not.toHaveProperty('CREDITS');
      expect(await store().wrongUsage()).toEqual([]);
    });

    it('of a result stay, and a second submission counts beside it', async () => {
      await store().putTargets([DEVICE]);
      await submit(store(), onDevice({ id: 'job_1' }));
      const complete = async () => {
        await store().changeJob(
          'job_1',
          'all',
          (shown) =>
            changed(shown, NOVEMBER, [
              {
                kind: 'FINISHED',
                actor: null,
                message: null,
                job: { credits: shown.job.credits + 7 },
                items: [{ index: 0, happening: 'complete', set: { resultId: RESULT.id } }],
              },
            ]),
          { contents: [RESULT] },
        );
      };
      await intend(store(), 'job_1');
      await complete();
      expect(await usedBy(store(), USER.id)).toMatchObject({ CREDITS: 7 });
      await store().changeJob('job_1', 'all', (shown) =>
        changed(shown, NOVEMBER, [
          { ...retryStep(shown), items: [{ index: 0, happening: 'retry', set: { remote: null } }] },
          queueStep(shown.items),
        ]),
      );
      expect(await usedBy(store(), USER.id)).toMatchObject({ CREDITS: 7, RESERVED: 8 });
      await intend(store(), 'job_1', handle('second'));
      await complete();
      expect(await usedBy(store(), USER.id)).toMatchObject({ CREDITS: 14 });
      expect(await store().wrongUsage()).toEqual([]);
      await store().deleteJob('job_1', () => null);
      expect(await usedBy(store(), USER.id)).toEqual({ CREDITS: 14 });
      expect(await store().wrongUsage()).toEqual([]);
    });

    it('an intent is refused by what the quotas say, or for an item that is no longer as it was', async () => {
      await store().putTargets([DEVICE]);
      await setQuota(store(), quotaOf({ resource: 'CREDITS' }));
      await submit(store(), onDevice({ id: 'job_1' }));
      const item = await itemOf(store(), 'job_1');
      const note = { item, remote: handle('k'), dueAt: 1 };
      const refused = await store().intend(note, [RUN], NOVEMBER, (job, standings) => {
        expect(job.id).toBe('job_1');
        expect(standings).toMatchObject([{ used: 0, reserved: 8 }]);
        return refusal('QUOTA_EXCEEDED', 'No.');
      });
      expect(refused).toEqual(refusal('QUOTA_EXCEEDED', 'No.'));
      expect((await itemOf(store(), 'job_1')).remote).toBeNull();
      expect(await store().intend(note, [RUN], NOVEMBER, () => null)).toBe('written');
      expect(await store().intend(note, [RUN], NOVEMBER, () => null)).toBe('stale');
      expect(
        await store().intend({ ...note, item: { ...item, jobId: 'job_x' } }, [RUN], NOVEMBER, () => null),
      ).toBe('stale');
    });
  });
}
