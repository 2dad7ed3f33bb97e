import { describe, expect, it } from 'vitest';
import { changed, refused, UNCHANGED } from '../../domain/change.ts';
import { refusal } from '../../domain/errors.ts';
import {
  cancelStep,
  completeStep,
  contentOf,
  failStep,
  newJob,
  PROJECT,
  projectOf,
  queueStep,
  retryStep,
  SIMULATOR,
  startStep,
  submit,
  TARGETS,
  USER,
} from '../../test/job-builder.ts';
import type { Subject } from '../conformance.ts';
import { brokenInvariants } from '../invariants.ts';
import type { Idempotency, NewJob, Store, SubmitOutcome } from '../store.ts';

const NO = refusal('FORBIDDEN', 'No.');
const REQUEST = {
  projectId: PROJECT.id,
  targetId: SIMULATOR,
  sourceId: null,
  programIds: [],
  idempotency: null,
} as const;
const keyOf = (fingerprint: string, key = 'key'): Idempotency => ({
  userId: USER.id,
  key,
  fingerprint,
  now: 1,
});

const submitWith = (store: Store, idempotency: Idempotency, fresh: NewJob): Promise<SubmitOutcome> =>
  store.submitJob({ ...REQUEST, idempotency }, () => fresh);

/** Starts and completes items of a job. */
async function complete(store: Store, jobId: string, text: string, now = 3_000): Promise<void> {
  const result = contentOf(text);
  await store.changeJob(jobId, 'all', (shown) => changed(shown, now - 1_000, [startStep(shown, 'w')]));
  await store.changeJob(jobId, 'all', (shown) => changed(shown, now, [completeStep(shown, result.id)]), {
    contents: [result],
  });
}

export function jobsConformance({ store, reopen }: Subject): void {
  describe('submitting', () => {
    it('stores job, items, events and programs, and keeps them', async () => {
      const fresh = newJob({ id: 'job_1', items: 40, properties: [{ name: 'a', value: 'ü' }] });
      expect(await store().submitJob(REQUEST, () => fresh)).toEqual({ kind: 'created', job: fresh.job });
      const again = await reopen();
      expect(await again.jobs(['job_1', 'job_x'])).toEqual([fresh.job, null]);
      expect(await again.listItems('job_1', { statuses: null, after: -1, limit: 50 })).toEqual(fresh.items);
      expect(await again.listItems('job_1', { statuses: ['QUEUED'], after: 37, limit: 50 })).toEqual(
        fresh.items.slice(38),
      );
      expect(
        await again.listItems('job_1', { statuses: ['RUNNING', 'ERROR'], after: -1, limit: 50 }),
      ).toEqual([]);
      expect(await again.events('job_1', 0, 10)).toEqual(fresh.events);
      expect(await again.events('job_1', 1, 10)).toEqual(fresh.events.slice(1));
      const [program] = await again.programs([fresh.programs[0]?.id ?? '']);
      expect(await again.content(program?.contentId ?? '')).toBe('OPENQASM 3.0; qubit q; h q;');
      expect(await brokenInvariants(again, ['job_1'])).toEqual([]);
    });

    it('shows what is decided upon: project, target, source and programs of the project alone', async () => {
      const other = projectOf({ id: 'proj_2' });
      await store().createProject(other);
      await submit(store(), { id: 'job_1', source: 'own' });
      await submit(store(), { id: 'job_2', source: 'foreign', project: other });
      const own = newJob({ id: 'job_1', source: 'own' }).programs[0]?.id ?? '';
      const foreign = newJob({ id: 'job_2', source: 'foreign', project: other }).programs[0]?.id ?? '';
      await store().submitJob({ ...REQUEST, programIds: [own, foreign] }, (context) => {
        expect(context.project).toEqual(PROJECT);
        expect(context.target).toEqual(TARGETS.find(({ id }) => id === SIMULATOR));
        expect([...context.programs.keys()]).toEqual([own]);
        return [NO];
      });
      await store().submitJob(
        { ...REQUEST, projectId: null, targetId: null, sourceId: 'job_2' },
        (context) => {
          expect(context.source?.id).toBe('job_2');
          expect(context.project?.id).toBe('proj_2');
          expect(context.target?.id).toBe(SIMULATOR);
          return [NO];
        },
      );
      const nothing = { project: null, target: null, source: null };
      await store().submitJob({ ...REQUEST, projectId: 'x', targetId: 'x', sourceId: 'x' }, (context) => {
        expect(context).toMatchObject(nothing);
        return [NO];
      });
    });

    it('stores nothing when refused or when it fails, and harms no other', async () => {
      expect(await store().submitJob(REQUEST, () => [NO])).toEqual({ kind: 'refused', refusals: [NO] });
      await submit(store(), { id: 'job_1' });
      const outcomes = await Promise.allSettled([
        submit(store(), { id: 'job_1' }),
        store().submitJob(REQUEST, () => ({ ...newJob({ id: 'job_2' }), programs: [], items: [] })),
        store().submitJob(REQUEST, () => ({ ...newJob({ id: 'job_3', source: 'unknown' }), programs: [] })),
        store().submitJob(REQUEST, () => {
          throw new Error('a defect');
        }),
        submit(store(), { id: 'job_4' }),
      ]);
      const told = outcomes.map(({ status }) => status === 'fulfilled');
      expect(told).toEqual([false, true, false, false, true]);
      expect((await store().jobs(['job_1', 'job_3', 'job_4'])).map((job) => job?.id)).toEqual([
        'job_1',
        undefined,
        'job_4',
      ]);
      expect(await store().countJobs({ projectId: PROJECT.id }, {})).toBe(3);
    });

    it('answers the same key with the same job, and refuses it for another request', async () => {
      const outcomes = await Promise.all(
        ['job_1', 'job_2', 'job_3'].map((id) => submitWith(store(), keyOf('a'), newJob({ id }))),
      );
      expect(outcomes.map(({ kind }) => kind)).toEqual(['created', 'repeated', 'repeated']);
      expect(outcomes[2]).toMatchObject({ job: { id: 'job_1' } });
      expect(await submitWith(store(), keyOf('b'), newJob({ id: 'job_4' }))).toEqual({ kind: 'key-reused' });
      await store().deleteJob('job_1', () => null);
      expect(await submitWith(store(), keyOf('a'), newJob({ id: 'job_5' }))).toEqual({
        kind: 'repeated',
        job: null,
      });
    });
  });

  describe('changing', () => {
    it('writes what is decided, and tells it', async () => {
      await submit(store(), { id: 'job_1', items: 3 });
      const outcome = await store().changeJob('job_1', { indexes: [1, 9] }, (shown) => {
        expect(shown.items.map(({ index }) => index)).toEqual([1]);
        return changed(shown, 2_000, [startStep(shown, 'w')]);
      });
      expect(outcome).toMatchObject({
        kind: 'changed',
        job: { status: 'RUNNING', version: 3, updatedAt: 2_000 },
      });
      const [job] = await store().jobs(['job_1']);
      expect(outcome).toMatchObject({ job: job ?? {} });
      const [item] = await store().items([{ jobId: 'job_1', index: 1 }]);
      expect(item).toMatchObject({ status: 'RUNNING', workerId: 'w', fence: 1 });
      expect(await brokenInvariants(store(), ['job_1'])).toEqual([]);
    });

    it('keeps description and properties in step with the filters', async () => {
      await submit(store(), { id: 'job_1', properties: [{ name: 'a', value: '1' }] });
      const properties = [{ name: 'b', value: '2' }];
      const step = { kind: 'UPDATED', actor: USER.id, message: null, items: [] } as const;
      await store().changeJob('job_1', 'none', (shown) =>
        changed(shown, 2_000, [{ ...step, job: { description: 'new', properties } }]),
      );
      const [job] = await store().jobs(['job_1']);
      expect(job).toMatchObject({ description: 'new', properties });
      expect(await store().propertyNames(PROJECT.id)).toEqual(['b']);
    });

    it('writes nothing when refused, unchanged or unknown', async () => {
      const job = await submit(store(), { id: 'job_1' });
      expect(await store().changeJob('job_x', 'all', () => UNCHANGED)).toEqual({ kind: 'not-found' });
      expect(await store().changeJob('job_1', 'all', () => UNCHANGED)).toEqual({ kind: 'unchanged', job });
      expect(await store().changeJob('job_1', 'all', () => refused(NO))).toEqual({
        kind: 'refused',
        job,
        refusals: [NO],
      });
    });

    it('does not accept a write about an attempt, fence or version that is no longer', async () => {
      await submit(store(), { id: 'job_1' });
      const stale: { shown?: Parameters<typeof startStep>[0] } = {};
      await store().changeJob('job_1', 'all', (shown) => {
        stale.shown = shown;
        return changed(shown, 2_000, [startStep(shown, 'w1')]);
      });
      const { shown } = stale;
      if (!shown) throw new Error('It was not decided.');
      const late = changed(shown, 3_000, [startStep(shown, 'w2')]);
      await expect(store().changeJob('job_1', 'all', () => late)).rejects.toThrow();
      const lateItem = store().changeJob('job_1', 'all', (now) =>
        changed({ job: now.job, items: shown.items }, 3_000, [startStep(shown, 'w2')]),
      );
      await expect(lateItem).rejects.toThrow();
      const [item] = await store().items([{ jobId: 'job_1', index: 0 }]);
      expect(item).toMatchObject({ workerId: 'w1', fence: 1 });
      expect(await brokenInvariants(store(), ['job_1'])).toEqual([]);
    });

    it('decides one after the other: of many one wins, and is the one that is stored', async () => {
      await submit(store(), { id: 'job_1' });
      const attempts = Array.from({ length: 50 }, (_, n) =>
        store().changeJob('job_1', 'all', (shown) =>
          shown.items[0]?.status === 'QUEUED'
            ? changed(shown, 2_000 + n, [startStep(shown, `w${n}`)])
            : UNCHANGED,
        ),
      );
      const kinds = (await Promise.all(attempts)).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'changed')).toHaveLength(1);
      const [item] = await store().items([{ jobId: 'job_1', index: 0 }]);
      expect(item?.workerId).toBe(`w${kinds.indexOf('changed')}`);
    });

    it('knows the same key again', async () => {
      await submit(store(), { id: 'job_1' });
      await submit(store(), { id: 'job_2' });
      const cancel = (jobId: string, idempotency: Idempotency): ReturnType<Store['changeJob']> =>
        store().changeJob(jobId, 'all', (shown) => changed(shown, 2_000, [cancelStep(shown)]), {
          idempotency,
        });
      expect((await cancel('job_1', keyOf('a'))).kind).toBe('changed');
      expect(await cancel('job_1', keyOf('a'))).toMatchObject({
        kind: 'unchanged',
        job: { status: 'CANCELLED' },
      });
      expect((await cancel('job_1', keyOf('b'))).kind).toBe('key-reused');
      expect((await cancel('job_2', keyOf('a'))).kind).toBe('key-reused');
      await store().changeJob('job_2', 'all', () => refused(NO), { idempotency: keyOf('c', 'other') });
      expect((await cancel('job_2', keyOf('c', 'other'))).kind).toBe('changed');
    });

    it('keeps earlier attempts with their results', async () => {
      await submit(store(), { id: 'job_1', items: 2 });
      await complete(store(), 'job_1', 'first');
      await store().changeJob('job_1', { indexes: [0] }, (shown) =>
        changed(shown, 4_000, [retryStep(shown), queueStep(shown.items)]),
      );
      await store().changeJob('job_1', { indexes: [0] }, (shown) =>
        changed(shown, 5_000, [startStep(shown, 'w'), failStep(shown, 'It broke.')]),
      );
      const [first, second] = await store().attempts([
        { jobId: 'job_1', index: 0 },
        { jobId: 'job_1', index: 1 },
      ]);
      expect(first).toMatchObject([{ number: 1, status: 'COMPLETED', resultId: contentOf('first').id }]);
      expect(second).toEqual([]);
      expect(await brokenInvariants(store(), ['job_1'])).toEqual([]);
    });
  });

  describe('contents', () => {
    it.each(['', 'short', 'ü€𝄞', 'long '.repeat(1_000)])('come back as they were', async (text) => {
      const prepared = await store().prepareContent(text);
      expect(prepared.id).toBe(contentOf(text).id);
      expect(prepared.size).toBe(Buffer.byteLength(text));
      await submit(store(), { id: 'job_1' });
      await store().changeJob('job_1', 'all', (shown) => changed(shown, 2_000, [startStep(shown, 'w')]));
      const done = await store().changeJob(
        'job_1',
        'all',
        (shown) => changed(shown, 3_000, [completeStep(shown, prepared.id)]),
        { contents: [prepared, await store().prepareContent('not referred to')] },
      );
      expect(done.kind).toBe('changed');
      expect(await store().content(prepared.id)).toBe(text);
      expect(await store().content(contentOf('not referred to').id)).toBeNull();
    });

    it('must be given or stored', async () => {
      await submit(store(), { id: 'job_1' });
      await store().changeJob('job_1', 'all', (shown) => changed(shown, 2_000, [startStep(shown, 'w')]));
      const write = store().changeJob('job_1', 'all', (shown) =>
        changed(shown, 3_000, [completeStep(shown, 'none')]),
      );
      await expect(write).rejects.toThrow();
      expect((await store().jobs(['job_1']))[0]?.status).toBe('RUNNING');
    });

    it('stay while something names them, and go with the last job that does', async () => {
      for (const id of ['job_1', 'job_2']) {
        await submit(store(), { id, items: 2, source: 'program' });
        await complete(store(), id, 'result');
      }
      const texts = (): Promise<(string | null)[]> =>
        Promise.all(['program', 'result'].map((text) => store().content(contentOf(text).id)));
      expect(await store().deleteJob('job_1', () => NO)).toEqual(NO);
      expect(await store().deleteJob('job_1', () => null)).toMatchObject({ deleted: { id: 'job_1' } });
      expect(await store().deleteJob('job_1', () => null)).toBeNull();
      expect(await texts()).toEqual(['program', 'result']);
      expect(await store().events('job_1', 0, 10)).toEqual([]);
      expect(await store().items([{ jobId: 'job_1', index: 0 }])).toEqual([null]);
      await store().changeJob('job_2', 'all', (shown) => changed(shown, 9_000, [retryStep(shown)]));
      expect(await texts()).toEqual(['program', 'result']);
      await store().deleteJob('job_2', () => null);
      expect(await texts()).toEqual([null, null]);
      expect(await store().countJobs({ projectId: PROJECT.id }, {})).toBe(0);
    });
  });
}
