import { printedMailer } from '../mail/mailer.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ID_PREFIXES } from '../domain/ids.ts';
import { DEFAULT_LIMITS } from '../domain/limits.ts';
import type { Job } from '../domain/job.ts';
import type { User } from '../domain/people.ts';
import { decideReports, decideStart } from '../domain/run.ts';
import { MemoryBus } from '../events/memory-bus.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { PROJECT, SIMULATOR, USER, seed, userOf } from '../test/job-builder.ts';
import { testProviders } from '../test/test-providers.ts';
import { ScriptedEngine } from '../test/scripted-engine.ts';
import { cancelJobs, retryJobs } from './bulk.ts';
import { cancelJob } from './cancel-job.ts';
import { checkProgram } from './check-program.ts';
import { SYSTEM_ORIGIN, type Context, type Outcome, type Viewer } from './context.ts';
import { deleteJob } from './delete-job.ts';
import { rerunJob } from './rerun-job.ts';
import { previewRetry, retryJob } from './retry-job.ts';
import { submitJob, type SubmitInput } from './submit-job.ts';

const ADMIN: Viewer = { user: USER, origin: SYSTEM_ORIGIN };
/** Somebody of another organization, with no role anywhere. */
const STRANGER: Viewer = { user: person('user_stranger', 'org_2'), origin: SYSTEM_ORIGIN };
/** An admin, but of that other organization. */
const FOREIGN_ADMIN: Viewer = {
  user: { ...person('user_boss', 'org_2'), isOrganizationAdmin: true },
  origin: SYSTEM_ORIGIN,
};

function person(id: string, organizationId: string): User {
  return userOf({ id, name: id, organizationId });
}

let folder = '';
let store: Store;
let ctx: Context;
let now = 1_000;
let ids = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shotboard-jobs-'));
  store = await openSqliteStore(join(folder, 'shotboard.db'));
  await seed(store);
  ctx = {
    store,
    bus: new MemoryBus(),
    engine: new ScriptedEngine(),
    checker: new ScriptedEngine(),
    webhookHosts: [],
    providers: testProviders(store),
    mailer: printedMailer(() => undefined),
    publicUrl: () => 'http://localhost',
    accessEnded: () => undefined,
    limits: DEFAULT_LIMITS,
    now: () => (now += 1),
    newId: (type) => `${ID_PREFIXES[type]}_0${(ids += 1)}`,
  };
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function input(more: Partial<SubmitInput> = {}): SubmitInput {
  const program = { name: 'bell', language: 'OPENQASM2', source: 'OPENQASM 2.0;', shots: 10 } as const;
  return {
    projectId: PROJECT.id,
    targetId: SIMULATOR,
    name: 'Bell',
    definition: { execute: { programs: [program, program] } },
    ...more,
  };
}
function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
}
function codesOf(outcome: Outcome<unknown>): readonly string[] {
  return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
}
async function submitted(more: Partial<SubmitInput> = {}): Promise<Job> {
  return valueOf(await submitJob(ctx, ADMIN, input(more))).job;
}
/** Runs the job's first item into an error, and cancels the other. */
async function failed(): Promise<Job> {
  const { id } = await submitted();
  const first = { indexes: [0] };
  await store.changeJob(id, first, (snapshot) => decideStart(snapshot, 'worker_1', now));
  const detail = { kind: 'PROGRAM' as const, text: 'no such gate', diagnostics: [] };
  const ending = {
    kind: 'failed' as const,
    failure: 'PROGRAM' as const,
    message: 'wrong',
    detail,
    cpuSeconds: 1,
  };
  await store.changeJob(id, first, (snapshot) =>
    decideReports(snapshot, [{ index: 0, attempt: 1, fence: 1, ending }], now),
  );
  const { job } = valueOf(await cancelJob(ctx, ADMIN, { jobId: id }));
  expect(job).toMatchObject({ status: 'ERROR', counts: { ERROR: 1, CANCELLED: 1 } });
  return job;
}
const RETRY = { itemStatuses: ['ERROR'], strategy: 'DEFAULT', acceptDuplicates: false } as const;

describe('what somebody may not see does not exist', () => {
  const unknown = 'job_00';
  test('a job of another organization answers like an id that was never given out', async () => {
    const { id } = await submitted();
    const deeds = [
      (jobId: string) => cancelJob(ctx, STRANGER, { jobId }),
      (jobId: string) => retryJob(ctx, STRANGER, { jobId, ...RETRY }),
      (jobId: string) => rerunJob(ctx, STRANGER, { jobId, name: 'again' }),
      (jobId: string) => deleteJob(ctx, STRANGER, { jobId }),
      (jobId: string) => previewRetry(ctx, STRANGER, { jobId, ...RETRY }),
    ];
    for (const deed of deeds) {
      const there = JSON.stringify(await deed(id)).replaceAll(id, 'ID');
      expect(there).toBe(JSON.stringify(await deed(unknown)).replaceAll(unknown, 'ID'));
      expect(there).toContain('NOT_FOUND');
    }
  });

  test.each(['a reason', 'x'.repeat(2_001)])(
    'nor in bulk, whatever else is wrong with the command',
    async (reason) => {
      const { id } = await submitted();
      const jobs = { ids: [id, unknown] };
      for (const outcome of [
        await cancelJobs(ctx, FOREIGN_ADMIN, { jobs, reason }),
        await retryJobs(ctx, FOREIGN_ADMIN, { jobs, reason, ...RETRY }),
      ]) {
        const [there, nowhere] = valueOf(outcome);
        expect(there).toMatchObject({ jobId: id, job: null });
        expect(there?.refusal?.code).toBe(nowhere?.refusal?.code);
      }
      expect(await store.jobs([id])).toMatchObject([{ status: 'QUEUED', version: 2 }]);
    },
  );
});

test('in bulk each job has its own outcome; one refusal stops nothing', async () => {
  const [ended, open] = [await failed(), await submitted()];
  const outcomes = valueOf(
    await cancelJobs(ctx, ADMIN, { jobs: { ids: [ended.id, 'nonsense', open.id, open.id] } }),
  );
  expect(outcomes.map(({ job, refusal }) => [job?.status ?? null, refusal?.code ?? null])).toEqual([
    ['ERROR', 'JOB_IN_FINAL_STATE'],
    [null, 'NOT_FOUND'],
    ['CANCELLED', null],
  ]);
});

describe('the same idempotency key stands for the same request', () => {
  test('submit: the first job again; another body is refused', async () => {
    const first = await submitted({ idempotencyKey: 'k' });
    expect((await submitted({ idempotencyKey: 'k' })).id).toBe(first.id);
    expect(codesOf(await submitJob(ctx, ADMIN, input({ idempotencyKey: 'k', name: 'other' })))).toEqual([
      'IDEMPOTENCY_KEY_REUSED',
    ]);
  });

  test('rerun: one new job', async () => {
    const { id } = await submitted();
    const again = () => rerunJob(ctx, ADMIN, { jobId: id, name: 'Bell (2)', idempotencyKey: 'r' });
    const [one, two] = [valueOf(await again()), valueOf(await again())];
    expect(two.job.id).toBe(one.job.id);
    expect(one.job).toMatchObject({ rerunOf: id, name: 'Bell (2)', definition: one.source.definition });
    expect(await store.jobs([id])).toMatchObject([{ version: 2 }]);
  });

  test('retry: one new attempt, even after that has ended', async () => {
    const { id } = await failed();
    const again = () => retryJob(ctx, ADMIN, { jobId: id, ...RETRY, idempotencyKey: 't' });
    expect(valueOf(await again()).job).toMatchObject({ attempt: 2, status: 'RUNNING' });
    valueOf(await cancelJob(ctx, ADMIN, { jobId: id }));
    expect(valueOf(await again()).job).toMatchObject({ attempt: 2, status: 'CANCELLED' });
  });

  test('a key whose job is deleted says so', async () => {
    const { id } = await submitted({ idempotencyKey: 'd' });
    valueOf(await cancelJob(ctx, ADMIN, { jobId: id }));
    valueOf(await deleteJob(ctx, ADMIN, { jobId: id }));
    const outcome = await submitJob(ctx, ADMIN, input({ idempotencyKey: 'd' }));
    expect(outcome).toMatchObject({
      refusals: [
        { code: 'NOT_FOUND', message: 'The job that was made with this idempotency key is deleted.' },
      ],
    });
  });
});

test('50 retries of one job at once: one new attempt', async () => {
  const { id } = await failed();
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, () => retryJob(ctx, ADMIN, { jobId: id, ...RETRY })),
  );
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  expect(await store.jobs([id])).toMatchObject([{ attempt: 2 }]);
});

test('the preview tells what the retry then does', async () => {
  const { id } = await failed();
  const how = { jobId: id, itemStatuses: ['ERROR', 'CANCELLED'], strategy: 'FULL_RESTART' } as const;
  const preview = valueOf(await previewRetry(ctx, ADMIN, how));
  expect(await retryJob(ctx, ADMIN, { ...how, acceptDuplicates: false })).toMatchObject({
    refusals: [{ code: 'CONFIRMATION_REQUIRED', preview }],
  });
  expect(valueOf(await retryJob(ctx, ADMIN, { ...how, acceptDuplicates: true })).job.counts.QUEUED).toBe(
    preview.items.length,
  );
});

test.each([0, -1])('a check with %i shots is refused, as a job would be', async (shots) => {
  const outcome = await checkProgram(ctx, ADMIN, {
    targetId: SIMULATOR,
    language: 'OPENQASM2',
    source: 'x',
    shots,
  });
  expect(codesOf(outcome)).toEqual(['INVALID_INPUT']);
});
