import { describe, expect, it } from 'vitest';
import { changed, UNCHANGED } from '../../domain/change.ts';
import type { ProviderCredential } from '../../domain/credential.ts';
import { refusal } from '../../domain/errors.ts';
import type { JobItem, RemoteHandle } from '../../domain/job.ts';
import { intentFor } from '../../domain/remote.ts';
import { contentOf, ORGANIZATION, SIMULATOR, submit, TARGETS, USER } from '../../test/job-builder.ts';
import type { Subject } from '../conformance.ts';
import { brokenInvariants } from '../invariants.ts';
import type { Store } from '../store.ts';

const RUN = contentOf('{"a run": 1}');
const handle = (key: string, more: Partial<RemoteHandle> = {}): RemoteHandle => ({
  ...intentFor({ provider: 'IONQ', credentialId: 'cred_1', key, runId: RUN.id, credits: 5 }, 1_000),
  ...more,
});
const itemOf = async (store: Store, jobId: string, index = 0): Promise<JobItem> => {
  const [item] = await store.items([{ jobId, index }]);
  if (!item) throw new Error('there is no such item');
  return item;
};
const note = async (store: Store, jobId: string, remote: RemoteHandle | null, dueAt: number | null) =>
  store.noteRemote([{ item: await itemOf(store, jobId), remote, dueAt }], [RUN]);
const take = (store: Store, now: number, limit = 10) =>
  store.takeDue({ now, again: now + 100, horizon: now + 10_000, limit });

const credential = (id: string, more: Partial<ProviderCredential> = {}): ProviderCredential => ({
  id,
  provider: 'IONQ',
  name: id,
  organizationId: ORGANIZATION.id,
  userId: null,
  isDefault: false,
  hint: '…',
  braket: null,
  createdBy: USER.id,
  createdAt: 1_000,
  checkedAt: null,
  trouble: null,
  ...more,
});

export function remoteConformance({ store, reopen }: Subject): void {
  describe('what providers have', () => {
    it('a handle is written without an event, and the item waits here no longer', async () => {
      await submit(store(), { id: 'job_1' });
      expect((await store().queueStats([SIMULATOR]))[0]?.waiting).toBe(1);
      expect(await note(store(), 'job_1', handle('k'), 5_000)).toEqual([true]);
      expect(await itemOf(store(), 'job_1')).toMatchObject({
        status: 'QUEUED',
        remote: handle('k'),
        dueAt: 5_000,
      });
      expect((await store().jobs(['job_1']))[0]?.version).toBe(2);
      expect((await store().queueStats([SIMULATOR]))[0]?.waiting).toBe(0);
      expect(await store().waitingItems(SIMULATOR, null, 10)).toEqual([]);
      expect(await store().content(RUN.id)).toBe('{"a run": 1}');
      expect(await brokenInvariants(store(), ['job_1'])).toEqual([]);
    });

    it('of two who write a handle at once one succeeds; whoever read something older does not', async () => {
      await submit(store(), { id: 'job_1' });
      const item = await itemOf(store(), 'job_1');
      const both = await Promise.all([
        store().noteRemote([{ item, remote: handle('a'), dueAt: 1 }], [RUN]),
        store().noteRemote([{ item, remote: handle('b'), dueAt: 1 }], [RUN]),
      ]);
      expect(both.flat().filter(Boolean)).toHaveLength(1);
      const now = await itemOf(store(), 'job_1');
      await store().changeJob('job_1', 'all', (shown) =>
        changed(shown, 2_000, [
          {
            kind: 'STARTED',
            actor: null,
            message: null,
            items: [{ index: 0, happening: 'start', set: { fence: 1 } }],
          },
        ]),
      );
      expect(await store().noteRemote([{ item: now, remote: handle('c'), dueAt: 1 }])).toEqual([false]);
    });

    it('a handle that is taken back gives the item its old place, and lets go of the run', async () => {
      await submit(store(), { id: 'job_1', now: 1_000 });
      await submit(store(), { id: 'job_2', now: 2_000 });
      await note(store(), 'job_1', handle('k'), 5_000);
      await note(store(), 'job_1', null, null);
      expect((await store().waitingItems(SIMULATOR, null, 10)).map(({ jobId }) => jobId)).toEqual([
        'job_1',
        'job_2',
      ]);
      const [first] = await store().waitingItems(SIMULATOR, null, 1);
      const rest = await store().waitingItems(SIMULATOR, first ?? null, 10);
      expect(rest.map(({ jobId }) => jobId)).toEqual(['job_2']);
      expect(await store().content(RUN.id)).toBeNull();
    });

    it('what is due is taken once, the longest due first, and again when nobody came back', async () => {
      for (const [id, dueAt] of [
        ['job_1', 3_000],
        ['job_2', 2_000],
        ['job_3', 9_000],
      ] as const) {
        await submit(store(), { id });
        await note(store(), id, handle(id), dueAt);
      }
      expect(await store().nextDue()).toBe(2_000);
      const taken = await Promise.all([take(store(), 4_000, 1), take(store(), 4_000)]);
      expect(taken.flat().map(({ jobId, dueAt }) => [jobId, dueAt])).toEqual([
        ['job_2', 4_100],
        ['job_1', 4_100],
      ]);
      expect(await take(store(), 4_050)).toEqual([]);
      expect((await take(store(), 4_100)).map(({ jobId }) => jobId)).toEqual(['job_1', 'job_2']);
      await reopenedKeeps(4_150);
    });

    async function reopenedKeeps(now: number): Promise<void> {
      const again = await reopen();
      expect(await take(again, now)).toEqual([]);
      await again.hastenDue(now, now + 100, 'all');
      expect((await take(again, now)).map(({ jobId }) => jobId)).toEqual(['job_1', 'job_2']);
    }

    it('what a provider has can be made due without what is being submitted', async () => {
      for (const [id, remoteId] of [
        ['job_1', null],
        ['job_2', 'task-2'],
        ['job_3', 'task-3'],
      ] as const) {
        await submit(store(), { id });
        await note(store(), id, handle(id, { remoteId }), id === 'job_3' ? 5_000 : 3_000);
      }
      await store().hastenDue(1_000, 4_000, 'accepted');
      expect((await take(store(), 1_000)).map(({ jobId }) => jobId)).toEqual(['job_2']);
      await store().hastenDue(1_000, 4_000, 'all');
      expect((await take(store(), 1_000)).map(({ jobId }) => jobId)).toEqual(['job_1', 'job_2']);
    });

    it('a clock that was set back leaves nothing behind', async () => {
      await submit(store(), { id: 'job_1' });
      await note(store(), 'job_1', handle('k'), 100_000);
      expect(await take(store(), 50_000)).toHaveLength(1);
    });

    it('nothing is due that is final; a retry keeps the run of each attempt, and deletion lets go of all', async () => {
      await submit(store(), { id: 'job_1' });
      await note(store(), 'job_1', handle('k', { remoteId: 'task-1' }), 2_000);
      const result = contentOf('{"kind":"execute"}');
      await store().changeJob(
        'job_1',
        'all',
        (shown) =>
          changed(shown, 3_000, [
            {
              kind: 'FINISHED',
              actor: null,
              message: null,
              items: [{ index: 0, happening: 'complete', set: { resultId: result.id } }],
            },
          ]),
        { contents: [result] },
      );
      expect(await store().nextDue()).toBeNull();
      await store().changeJob('job_1', 'all', (shown) =>
        changed(shown, 4_000, [
          {
            kind: 'RETRIED',
            actor: USER.id,
            message: null,
            job: { attempt: 2 },
            items: [{ index: 0, happening: 'retry', set: { remote: null } }],
          },
        ]),
      );
      const [attempts] = await store().attempts([{ jobId: 'job_1', index: 0 }]);
      expect(attempts?.[0]?.remote?.remoteId).toBe('task-1');
      expect(await store().content(RUN.id)).not.toBeNull();
      expect(await store().content(result.id)).not.toBeNull();
      await store().deleteJob('job_1', () => null);
      expect(await store().content(RUN.id)).toBeNull();
      expect(await store().content(result.id)).toBeNull();
    });

    it('a note in an event changes a handle and no status', async () => {
      await submit(store(), { id: 'job_1' });
      await note(store(), 'job_1', handle('k'), 9_000);
      await store().changeJob('job_1', 'all', (shown) =>
        changed(shown, 3_000, [
          {
            kind: 'RESYNCHRONISED',
            actor: USER.id,
            message: null,
            items: [],
            notes: [{ index: 0, set: { dueAt: 3_000 } }],
          },
        ]),
      );
      expect(await store().nextDue()).toBe(3_000);
      expect(await store().changeJob('job_1', 'none', () => UNCHANGED)).toMatchObject({
        job: { version: 3 },
      });
      expect(await brokenInvariants(store(), ['job_1'])).toEqual([]);
    });

    it('a target’s status follows its provider, and stays when the hosted ones are put', async () => {
      const [target] = TARGETS;
      if (!target) throw new Error('there are no targets');
      await store().refreshTargets([{ ...target, status: 'OFFLINE' }]);
      await store().putTargets(TARGETS);
      expect((await store().targets([target.id]))[0]?.status).toBe('OFFLINE');
    });
  });

  describe('credentials for providers', () => {
    it('are kept with their sealed secrets, the first of an owner and provider as the default', async () => {
      const added = await store().addProviderCredential(credential('cred_1'), Uint8Array.of(1, 2, 3));
      expect(added).toEqual({ ...credential('cred_1'), isDefault: true });
      await store().addProviderCredential(credential('cred_2', { createdAt: 2_000 }), Uint8Array.of(4));
      const again = await reopen();
      expect(await again.listProviderCredentials()).toEqual([
        added,
        credential('cred_2', { createdAt: 2_000 }),
      ]);
      expect([...((await again.sealedSecrets('cred_1')) ?? [])]).toEqual([1, 2, 3]);
      expect(await again.sealedSecrets('cred_9')).toBeNull();
      expect(await again.providerCredentials(['cred_9', 'cred_1'])).toEqual([null, added]);
    });

    it('have one default for each owner and provider, whatever is added, changed and removed', async () => {
      const defaults = async () =>
        (await store().listProviderCredentials()).filter((one) => one.isDefault).map((one) => one.id);
      await store().addProviderCredential(credential('cred_1'), Uint8Array.of(1));
      await store().addProviderCredential(
        credential('cred_2', { isDefault: true, createdAt: 2 }),
        Uint8Array.of(1),
      );
      await store().addProviderCredential(
        credential('cred_3', { userId: USER.id, createdAt: 3 }),
        Uint8Array.of(1),
      );
      await store().addProviderCredential(
        credential('cred_4', { provider: 'BRAKET', createdAt: 4 }),
        Uint8Array.of(1),
      );
      expect(await defaults()).toEqual(['cred_2', 'cred_3', 'cred_4']);
      await store().changeProviderCredential(
        'cred_1',
        (one) => ({ ...one, isDefault: true }),
        Uint8Array.of(9),
      );
      expect([...((await store().sealedSecrets('cred_1')) ?? [])]).toEqual([9]);
      expect((await defaults()).sort()).toEqual(['cred_1', 'cred_3', 'cred_4']);
      await store().removeProviderCredential('cred_1', () => null);
      expect((await defaults()).sort()).toEqual(['cred_2', 'cred_3', 'cred_4']);
    });

    it('are changed and removed only as was decided, told how many items need them', async () => {
      await store().addProviderCredential(credential('cred_1'), Uint8Array.of(1));
      await submit(store(), { id: 'job_1' });
      await note(store(), 'job_1', handle('k'), 5_000);
      const no = refusal('CREDENTIAL_IN_USE', 'no');
      const used: number[] = [];
      const refused = await store().removeProviderCredential('cred_1', (_one, inUse) => {
        used.push(inUse);
        return no;
      });
      expect([used, refused]).toEqual([[1], no]);
      expect(await store().changeProviderCredential('cred_1', () => no)).toEqual(no);
      expect(await store().changeProviderCredential('cred_9', (one) => one)).toBeNull();
      expect(await store().removeProviderCredential('cred_9', () => null)).toBeNull();
      expect(await store().removeProviderCredential('cred_1', () => null)).toMatchObject({
        removed: { id: 'cred_1' },
      });
      expect(await store().listProviderCredentials()).toEqual([]);
    });
  });
}
