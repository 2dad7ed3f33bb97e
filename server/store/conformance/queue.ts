import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changed, refused, UNCHANGED, type Decision, type JobSnapshot } from '../../domain/change.ts';
import { refusal } from '../../domain/errors.ts';
import { isFinal } from '../../domain/status.ts';
import {
  cancelStep,
  completeStep,
  contentOf,
  failStep,
  PROJECT,
  queueStep,
  requeueStep,
  retryStep,
  SIMULATOR,
  startStep,
  submit,
  TARGETS,
} from '../../test/job-builder.ts';
import type { Subject } from '../conformance.ts';
import { brokenInvariants } from '../invariants.ts';
import type { ClaimedItem, Store } from '../store.ts';

const EMULATOR = 'target_noisy_emulator';
const BOTH = [SIMULATOR, EMULATOR];
const placesOf = (items: readonly ClaimedItem[]): string[] =>
  items.map(({ item }) => `${item.jobId}/${item.index}`);

function claim(
  store: Store,
  workerId: string,
  limit: number,
  targetIds = BOTH,
  now = 5_000,
): ReturnType<Store['claim']> {
  return store.claim({ workerId, targetIds, limit }, (shown) =>
    changed(shown, now, [startStep(shown, workerId)]),
  );
}

export function queueConformance({ store, reopen, inOrder }: Subject): void {
  describe('targets', () => {
    it('are brought up to date, and keep their status', async () => {
      expect(await store().listTargets()).toEqual(TARGETS);
      const [first] = TARGETS;
      if (!first) throw new Error('There are targets.');
      await store().putTargets([{ ...first, name: 'Renamed', status: 'OFFLINE' }]);
      expect(await store().targets([first.id, 'target_x'])).toEqual([{ ...first, name: 'Renamed' }, null]);
      expect((await store().listTargets()).map(({ id }) => id)).toEqual(TARGETS.map(({ id }) => id));
    });
  });

  describe('queues', () => {
    it('give items first in, first out, over jobs and targets', async () => {
      await store().addWorker('w', 0);
      await submit(store(), { id: 'job_b', now: 1_000, items: 3 });
      await submit(store(), { id: 'job_a', now: 2_000, items: 2, job: { targetId: EMULATOR } });
      await submit(store(), { id: 'job_c', now: 1_500 });
      await submit(store(), { id: 'job_d', now: 1_000, queued: false });
      expect(await store().queueStats([...BOTH, 'target_x'])).toEqual([
        { waiting: 4, running: 0 },
        { waiting: 2, running: 0 },
        { waiting: 0, running: 0 },
      ]);
      const keys = [
        { jobId: 'job_c', index: 0 },
        { jobId: 'job_b', index: 1 },
        { jobId: 'job_a', index: 1 },
        { jobId: 'job_d', index: 0 },
        { jobId: 'job_x', index: 0 },
      ];
      expect(await store().itemsAhead(keys)).toEqual([3, 1, 1, null, null]);
      const first = await claim(store(), 'w', 2);
      expect(placesOf(first.claimed)).toEqual(['job_b/0', 'job_b/1']);
      expect(first.changed.map(({ job, events }) => [job.id, job.version, events.length])).toEqual([
        ['job_b', 3, 1],
      ]);
      expect(await store().firstWaiting(['job_b', 'job_a', 'job_d'])).toEqual([
        { index: 2 },
        { index: 0 },
        null,
      ]);
      expect(placesOf((await claim(store(), 'w', 10)).claimed)).toEqual([
        'job_b/2',
        'job_c/0',
        'job_a/0',
        'job_a/1',
      ]);
      expect((await claim(store(), 'w', 10)).claimed).toEqual([]);
      expect(await store().queueStats([SIMULATOR])).toEqual([{ waiting: 0, running: 4 }]);
    });

    it('of a target that is not online keep their items', async () => {
      const [first] = TARGETS;
      if (!first) throw new Error('There are targets.');
      await store().putTargets([{ ...first, id: 'target_off', status: 'OFFLINE' }]);
      await store().addWorker('w', 0);
      await submit(store(), { id: 'job_1', job: { targetId: 'target_off' } });
      expect((await claim(store(), 'w', 10, ['target_off', 'target_x'])).claimed).toEqual([]);
      expect(await store().queueStats(['target_off'])).toEqual([{ waiting: 1, running: 0 }]);
    });

    it('go on behind a job that is refused', async () => {
      await store().addWorker('w', 0);
      for (const n of [1, 2, 3, 4]) await submit(store(), { id: `job_${n}`, now: n * 1_000, items: 3 });
      const decide = (shown: JobSnapshot): Decision => {
        if (shown.job.id === 'job_1') return UNCHANGED;
        if (shown.job.id === 'job_2') return refused(refusal('QUOTA_EXCEEDED', 'No.'));
        if (shown.job.id === 'job_3') return changed(shown, 5_000, [cancelStep(shown)]);
        return changed(shown, 5_000, [startStep(shown, 'w')]);
      };
      const { claimed, changed: jobs } = await store().claim(
        { workerId: 'w', targetIds: BOTH, limit: 2 },
        decide,
      );
      expect(placesOf(claimed)).toEqual(['job_4/0', 'job_4/1']);
      expect(jobs.map(({ job }) => job.id)).toEqual(['job_3', 'job_4']);
      expect((await store().firstWaiting(['job_1', 'job_2'])).map((place) => place?.index)).toEqual([0, 0]);
      expect(await brokenInvariants(store(), ['job_1', 'job_2', 'job_3', 'job_4'])).toEqual([]);
    });

    it('give no item twice, however many workers claim at once', async () => {
      const workers = Array.from({ length: 8 }, (_, n) => `w${n}`);
      for (const worker of workers) await store().addWorker(worker, 0);
      for (let n = 0; n < 20; n += 1)
        await submit(store(), { id: `job_${10 + n}`, now: 1_000 + n, items: 1 + (n % 7) });
      const claims = await Promise.all(Array.from({ length: 40 }, (_, n) => claim(store(), `w${n % 8}`, 3)));
      const places = claims.flatMap(({ claimed }) => placesOf(claimed));
      expect(new Set(places).size).toBe(places.length);
      for (const { claimed } of claims) expect(placesOf(claimed)).toEqual(placesOf(claimed).sort());
      const jobs = Array.from({ length: 20 }, (_, n) => ({ id: `job_${10 + n}`, size: 1 + (n % 7) }));
      expect(inOrder ? places : places.sort()).toEqual(
        jobs.flatMap(({ id, size }) => Array.from({ length: size }, (_, i) => `${id}/${i}`)),
      );
    });

    it('tell how long items ran and how many finished in each minute', async () => {
      await store().addWorker('w', 0);
      const result = contentOf('r');
      for (let n = 0; n < 3; n += 1) {
        await submit(store(), { id: `job_${n}`, now: 1_000 + n });
        await claim(store(), 'w', 1, BOTH, 100_000);
        await store().changeJob(
          `job_${n}`,
          'all',
          (shown) => changed(shown, 110_000 + n * 60_000, [completeStep(shown, result.id)]),
          { contents: [result] },
        );
      }
      await submit(store(), { id: 'job_never_ran' });
      await store().changeJob('job_never_ran', 'all', (shown) =>
        changed(shown, 111_000, [cancelStep(shown)]),
      );
      const again = await reopen();
      expect(await again.recentRuns(SIMULATOR, 2)).toEqual([
        { seconds: 130, finishedAt: 230_000 },
        { seconds: 70, finishedAt: 170_000 },
      ]);
      expect(await again.finishedPerMinute(SIMULATOR, 60_000, 4)).toEqual([2, 1, 1, 0]);
      expect(await again.recentRuns(EMULATOR, 2)).toEqual([]);
    });
  });

  describe('workers', () => {
    it('are taken for dead only while their beat stands still', async () => {
      await store().addWorker('w', 0);
      expect(await store().workers()).toEqual([{ workerId: 'w', beat: 0 }]);
      expect(await store().beat('w')).toBe(true);
      expect(await store().removeWorker('w', 0)).toEqual({ removed: false, held: [] });
      expect(await store().removeWorker('w', 1)).toEqual({ removed: true, held: [] });
      expect(await store().beat('w')).toBe(false);
      expect(await store().workers()).toEqual([]);
    });

    it('leave items that are found until they are put back', async () => {
      await store().addWorker('w', 0);
      await store().addWorker('alive', 0);
      await submit(store(), { id: 'job_1', items: 2 });
      await submit(store(), { id: 'job_2', now: 2_000 });
      await claim(store(), 'w', 2);
      await claim(store(), 'alive', 1);
      expect(await store().orphans(10)).toEqual([]);
      const held = [
        { jobId: 'job_1', index: 0 },
        { jobId: 'job_1', index: 1 },
      ];
      expect(await store().removeWorker('w', 0)).toEqual({ removed: true, held });
      expect(await store().removeWorker('w', 0)).toEqual({ removed: true, held });
      expect(await store().orphans(10)).toEqual(held);
      expect(await store().orphans(1)).toEqual(held.slice(0, 1));
      await store().changeJob('job_1', 'all', (shown) => changed(shown, 6_000, [requeueStep(shown)]));
      expect(await store().orphans(10)).toEqual([]);
      expect(placesOf((await claim(store(), 'alive', 10)).claimed)).toEqual(['job_1/0', 'job_1/1']);
      await submit(store(), { id: 'job_3' });
      expect((await claim(store(), 'w', 10)).claimed).toEqual([]);
    });
  });

  it('whatever happens in whatever order, the invariants hold and the totals add up', async () => {
    for (const worker of ['w0', 'w1']) await store().addWorker(worker, 0);
    const result = await store().prepareContent('result '.repeat(200));
    const command = fc.record({
      what: fc.constantFrom('submit', 'claim', 'complete', 'fail', 'cancel', 'retry', 'requeue', 'delete'),
      job: fc.nat(5),
      item: fc.nat(2),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 20, maxLength: 60 }), async (commands) => {
        run += 1;
        const prefix = `job_${run}_`;
        let now = 1_000 * run;
        const alive = new Set<string>();
        const lastOf = new Map<string, Promise<unknown>>();
        const act = ({ what, job, item }: (typeof commands)[number], at: number): Promise<unknown> => {
          const jobId = `${prefix}${job}`;
          const on = (decide: (shown: JobSnapshot) => Decision): Promise<unknown> =>
            store().changeJob(jobId, { indexes: [item] }, decide, { contents: [result] });
          const when = (
            status: string,
            step: (shown: JobSnapshot) => ReturnType<typeof cancelStep>,
          ): Promise<unknown> =>
            on((shown) =>
              shown.items[0]?.status === status ? changed(shown, at, [step(shown)]) : UNCHANGED,
            );
          switch (what) {
            case 'submit':
              return submit(store(), { id: jobId, now: at, items: 3 });
            case 'claim':
              return claim(store(), `w${item % 2}`, 2, BOTH, at);
            case 'complete':
              return when('RUNNING', (shown) => completeStep(shown, result.id));
            case 'fail':
              return when('RUNNING', (shown) => failStep(shown, 'It broke.'));
            case 'cancel':
              return when('QUEUED', cancelStep);
            case 'requeue':
              return when('RUNNING', requeueStep);
            case 'retry':
              return on((shown) => {
                const status = shown.items[0]?.status;
                if (!status || !isFinal(status)) return UNCHANGED;
                return changed(shown, at, [retryStep(shown), queueStep(shown.items)]);
              });
            case 'delete':
              return store().deleteJob(jobId, () => null);
          }
        };
        const writes = commands.map((command) => {
          const at = (now += 1);
          // What comes together is written in the order in which it came, or else waits here for what came before.
          if (inOrder || command.what === 'claim') return act(command, at);
          const before = lastOf.get(`${command.job}`) ?? Promise.resolve();
          const own = before.then(
            () => act(command, at),
            () => act(command, at),
          );
          lastOf.set(`${command.job}`, own);
          return own;
        });
        for (const [n, { status }] of (await Promise.allSettled(writes)).entries()) {
          const { what, job } = commands[n] ?? { what: 'claim', job: 0 };
          if (status === 'fulfilled' && what === 'submit') alive.add(`${prefix}${job}`);
          if (status === 'fulfilled' && what === 'delete') alive.delete(`${prefix}${job}`);
        }
        const ids = await store().jobIds({ projectId: PROJECT.id }, {}, null, 1_000);
        expect(ids.filter((id) => id.startsWith(prefix))).toEqual([...alive].sort());
        expect(await brokenInvariants(store(), ids)).toEqual([]);

        const items = (
          await Promise.all(ids.map((id) => store().listItems(id, { statuses: null, after: -1, limit: 10 })))
        ).flat();
        const inStatus = (status: string): number => items.filter((one) => one.status === status).length;
        expect(await store().queueStats([SIMULATOR])).toEqual([
          { waiting: inStatus('QUEUED'), running: inStatus('RUNNING') },
        ]);
        const jobs = await store().jobs(ids);
        const [counts] = await store().jobCounts([PROJECT.id]);
        for (const [status, count] of Object.entries(counts ?? {})) {
          expect(count).toBe(jobs.filter((job) => job?.status === status).length);
        }
        const named = items.some(({ resultId }) => resultId !== null);
        if (named) expect(await store().content(result.id)).not.toBeNull();
      }),
      { numRuns: 25, seed: 11 },
    );
    for (const id of await store().jobIds({ projectId: PROJECT.id }, {}, null, 1_000)) {
      await store().deleteJob(id, () => null);
    }
    expect(await store().content(result.id)).toBeNull();
    expect(await store().queueStats([SIMULATOR])).toEqual([{ waiting: 0, running: 0 }]);
  });
}
