import { expect } from 'vitest';
import { changed } from '../../domain/change.ts';
import { brokenCounts, brokenInvariants } from '../../store/invariants.ts';
import type { Store } from '../../store/store.ts';
import { newJob, PROJECT, seed, SIMULATOR, startStep, submit } from '../job-builder.ts';

/** Three writes that must be made once, whatever happens to their transactions. */

const HELD = 'job_held';

/** What they are made on. */
export async function seedForWrites(store: Store): Promise<void> {
  await seed(store);
  await submit(store, { id: HELD, items: 4 });
  await store.addWorker('worker_1', 0);
}

type Answer = Promise<{ readonly decided: number; readonly told: unknown }>;
export interface Write {
  /** Makes a write; answers how often it was decided, and what was told of it. */
  make(store: Store): Answer;
  readonly told: unknown;
}

export const change: Write = {
  told: ['changed', 1],
  async make(store) {
    let decided = 0;
    const outcome = await store.changeJob(HELD, { indexes: [0] }, (shown) => {
      decided += 1;
      return changed(shown, 2_000, [startStep(shown, 'worker_1')]);
    });
    return { decided, told: [outcome.kind, outcome.kind === 'changed' && outcome.job.counts.RUNNING] };
  },
};
export const claim: Write = {
  told: [
    [HELD, 1],
    [HELD, 1],
  ],
  async make(store) {
    let decided = 0;
    const { claimed } = await store.claim(
      { workerId: 'worker_1', targetIds: [SIMULATOR], limit: 2 },
      (shown) => {
        decided += 1;
        return changed(shown, 2_000, [startStep(shown, 'worker_1')]);
      },
    );
    // Which ones is open: others hold some until the server has noticed that they are gone.
    return { decided, told: claimed.map(({ item }) => [item.jobId, item.fence]) };
  },
};
const submission: Write = {
  told: 'created',
  async make(store) {
    let decided = 0;
    const fresh = newJob({ id: 'job_fresh', items: 2 });
    const { kind } = await store.submitJob(
      { projectId: PROJECT.id, targetId: SIMULATOR, sourceId: null, programIds: [], idempotency: null },
      () => {
        decided += 1;
        return fresh;
      },
    );
    return { decided, told: kind };
  },
};
export const WRITES: readonly Write[] = [change, claim, submission];

/** What is there when each was made once. */
export async function expectOnce(store: Store, told: readonly Write[] = WRITES): Promise<void> {
  const running = (told.includes(change) ? 1 : 0) + (told.includes(claim) ? 2 : 0);
  const fresh = told.includes(submission) ? 2 : 0;
  expect(await store.queueStats([SIMULATOR])).toEqual([{ waiting: 4 + fresh - running, running }]);
  const ids = await store.jobIds({ projectId: PROJECT.id }, {}, null, 10);
  expect(ids.length).toBe(fresh === 0 ? 1 : 2);
  expect(await brokenInvariants(store, ids)).toEqual([]);
  expect(await brokenCounts(store, [PROJECT.id])).toEqual([]);
}
