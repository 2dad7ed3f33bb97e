import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isFinal, type JobStatus } from '../../domain/status.ts';
import { randomFromSeed } from '../../engine/random.ts';
import { cancelJob } from '../../jobs/cancel-job.ts';
import { retryJob, type RetryInput } from '../../jobs/retry-job.ts';
import type { FakeFault } from '../../providers/fake/fake-server.ts';
import { DATABASES } from '../faults/databases.ts';
import { brokenRemotely } from './ledger-check.ts';
import { openRemoteLab, VIEWER, type CrashPoint, type ProviderChoice, type RemoteLab } from './remote-lab.ts';

const PROVIDERS: readonly ProviderChoice[] = ['BRAKET', 'IONQ'];
const MINUTE = 60_000;

let lab: RemoteLab;
beforeEach(async () => {
  lab = await openRemoteLab();
});
afterEach(() => lab.close());

async function sound(jobIds: readonly string[]): Promise<void> {
  expect(await brokenRemotely(lab.store(), jobIds, [lab.braket, lab.ionq])).toEqual([]);
}
const retry = (jobId: string, more: Partial<RetryInput> = {}) =>
  retryJob(lab.ctx(), VIEWER, {
    jobId,
    itemStatuses: ['ERROR'],
    strategy: 'DEFAULT',
    acceptDuplicates: false,
    ...more,
  });

describe.each(DATABASES)('%s', (database) => {
  beforeEach(async () => {
    if (database === 'sqlite') return;
    await lab.close();
    lab = await openRemoteLab({ database });
  });

  // What providers differ in does not depend on the database.
  describe.each(database === 'sqlite' ? PROVIDERS : ['BRAKET' as const])(
    '%s: a process that ends',
    (provider) => {
      test.each<readonly [CrashPoint, JobStatus]>([
        ['after submit', 'COMPLETED'],
        ['before poll', 'COMPLETED'],
        ['before result', 'COMPLETED'],
        ['after result', 'COMPLETED'],
      ])('%s: the next one finds the task; one was submitted, and it is %s', async (point, status) => {
        const id = await lab.submit(provider);
        lab.crashAt(point);
        // As long as it is up it does no more: it is gone in the middle of the call.
        await lab.settle();
        if (point !== 'after submit') {
          lab.advance(MINUTE);
          await lab.settle();
        }
        await lab.restart();
        await lab.drive(5 * MINUTE, 10_000);
        expect((await lab.job(id)).status).toBe(status);
        expect(lab.fakeOf(provider).ledger.tasks).toHaveLength(1);
        await sound([id]);
      });

      test.each(['before cancel', 'after cancel'] as const)(
        '%s: it is cancelled all the same',
        async (point) => {
          lab.fakeOf(provider).set({ queuedMs: 60 * MINUTE });
          const id = await lab.submit(provider);
          await lab.settle();
          await cancelJob(lab.ctx(), VIEWER, { jobId: id });
          lab.crashAt(point);
          await lab.settle();
          await lab.restart();
          await lab.drive(5 * MINUTE, 10_000);
          const job = await lab.job(id);
          expect(job.status).toBe('CANCELLED');
          expect(job.cancellation?.requests).toMatchObject([{ outcome: 'STOPPED' }]);
          await sound([id]);
        },
      );
    },
  );

  test('a process that ends before it submits: the same token where that is safe, else nothing is sent again', async () => {
    const braket = await lab.submit('BRAKET');
    lab.crashAt('before submit');
    await lab.settle();
    const ionq = await lab.submit('IONQ');
    lab.crashAt('before submit');
    await lab.settle();
    expect(lab.braket.arrived.submit + lab.ionq.arrived.submit).toBe(0);
    const keys = [...(await lab.items(braket)), ...(await lab.items(ionq))].map(({ remote }) => remote?.key);
    expect(keys.every((key) => typeof key === 'string')).toBe(true);
    await lab.restart();
    await lab.drive(20 * MINUTE, 15_000);
    expect((await lab.job(braket)).status).toBe('COMPLETED');
    expect(lab.braket.ledger.tasks.map(({ key }) => key)).toEqual([keys[0]]);
    expect(await lab.job(ionq)).toMatchObject({ status: 'ERROR' });
    expect((await lab.job(ionq)).message).toMatch(/outcome of its submission is unknown/);
    expect(lab.ionq.arrived.submit).toBe(0);
    await sound([braket, ionq]);

    // Looked for again, and never blindly sent: that takes an admin who accepts it.
    expect(await retry(ionq)).toMatchObject({ ok: true });
    await lab.drive(MINUTE, 10_000);
    expect((await lab.job(ionq)).status).toBe('ERROR');
    expect(lab.ionq.arrived.submit).toBe(0);
    const asked = await retry(ionq, { strategy: 'ALLOW_RESUBMIT' });
    expect(!asked.ok && asked.refusals[0]).toMatchObject({
      code: 'CONFIRMATION_REQUIRED',
      preview: { possibleDuplicates: 1, items: [{ effect: 'SUBMIT' }] },
    });
    expect(await retry(ionq, { strategy: 'ALLOW_RESUBMIT', acceptDuplicates: true })).toMatchObject({
      ok: true,
    });
    await lab.drive(5 * MINUTE, 5_000);
    expect((await lab.job(ionq)).status).toBe('COMPLETED');
    await sound([braket, ionq]);
  });

  test.each(['BRAKET', 'IONQ'] as const)(
    '%s: a stop does not wait for a provider that never answers, and what it accepted is found afterwards',
    async (provider) => {
      const fake = lab.fakeOf(provider);
      fake.fail({ operation: 'submit', kind: 'hang-after' });
      lab.bePatient();
      const id = await lab.submit(provider);
      const passing = lab.scheduler().handover.pass();
      await expect.poll(() => fake.ledger.tasks.length).toBe(1);
      await lab.restart();
      await passing;
      expect((await lab.items(id))[0]?.remote).toMatchObject({ remoteId: null });
      await lab.drive(5 * MINUTE, 5_000);
      expect((await lab.job(id)).status).toBe('COMPLETED');
      expect(fake.ledger.tasks).toHaveLength(1);
      await sound([id]);
    },
    20_000,
  );

  test('a process that is frozen between intent and submission does not submit when it wakes up', async () => {
    const jobs = [await lab.submit('BRAKET'), await lab.submit('IONQ')];
    lab.onIntent = () => lab.advance(MINUTE);
    await lab.scheduler().handover.pass();
    lab.onIntent = () => undefined;
    expect(lab.braket.arrived.submit + lab.ionq.arrived.submit).toBe(0);
    await lab.drive(20 * MINUTE, 15_000);
    // Under the same token it is safe to submit later; without one nobody knows, and nobody does.
    expect([lab.braket.ledger.tasks.length, lab.ionq.ledger.tasks.length]).toEqual([1, 0]);
    const statuses = await Promise.all(jobs.map(async (id) => (await lab.job(id)).status));
    expect(statuses).toEqual(['COMPLETED', 'ERROR']);
    await sound(jobs);
  });
});

describe.each(PROVIDERS)('%s: a submission', (provider) => {
  test.each<readonly [string, FakeFault]>([
    ['whose answer is dropped after it was accepted', { operation: 'submit', kind: 'drop' }],
    ['that hangs after it was accepted', { operation: 'submit', kind: 'hang-after' }],
    ['that is answered with 500 after it was accepted', { operation: 'submit', kind: 'fail-after' }],
    ['that is answered with broken JSON', { operation: 'submit', kind: 'broken' }],
  ])('%s is found, not repeated', async (_what, fault) => {
    lab.fakeOf(provider).fail(fault);
    const id = await lab.submit(provider);
    await lab.drive(5 * MINUTE, 5_000);
    expect((await lab.job(id)).status).toBe('COMPLETED');
    expect(lab.fakeOf(provider).ledger.tasks).toHaveLength(1);
    await sound([id]);
  });

  test('whose task is listed only minutes later is waited for, and not given up or repeated', async () => {
    lab.fakeOf(provider).set({ listLagMs: 6 * MINUTE });
    lab.fakeOf(provider).fail({ operation: 'submit', kind: 'drop' });
    const id = await lab.submit(provider);
    await lab.drive(10 * MINUTE, 10_000);
    expect((await lab.job(id)).status).toBe('COMPLETED');
    expect(lab.fakeOf(provider).ledger.tasks).toHaveLength(1);
    await sound([id]);
  });

  test('is not made for an item that is cancelled while its device is asked', async () => {
    const id = await lab.submit(provider);
    const cancelling: Promise<unknown>[] = [];
    lab.fakeOf(provider).onArrival = (operation) => {
      if (operation === 'devices' && cancelling.length === 0)
        cancelling.push(cancelJob(lab.ctx(), VIEWER, { jobId: id }));
    };
    lab.fakeOf(provider).fail({ operation: 'devices', kind: 'slow', ms: 50 });
    await lab.settle();
    await Promise.all(cancelling);
    await lab.drive(MINUTE, 10_000);
    expect((await lab.job(id)).status).toBe('CANCELLED');
    expect(lab.fakeOf(provider).arrived.submit).toBe(0);
    await sound([id]);
  });

  test('that is throttled is made again after the time the provider asks for, and not before', async () => {
    lab.fakeOf(provider).fail({ operation: 'submit', kind: 'throttle', retryAfter: 120, times: 1 });
    const id = await lab.submit(provider);
    await lab.drive(110_000, 10_000);
    expect(lab.fakeOf(provider).arrived.submit).toBe(1);
    expect((await lab.items(id))[0]).toMatchObject({ status: 'QUEUED', remote: null });
    await lab.drive(3 * MINUTE, 10_000);
    expect((await lab.job(id)).status).toBe('COMPLETED');
    await sound([id]);
  });

  test('that is cancelled while nobody knows whether it was accepted ends as the provider says', async () => {
    lab.fakeOf(provider).set({ queuedMs: 60 * MINUTE });
    lab
      .fakeOf(provider)
      .fail({ operation: 'submit', kind: 'drop' }, { operation: 'list', kind: 'fail', times: 2 });
    // A token makes a second try safe; it fails too.
    lab.fakeOf(provider).fail({ operation: 'submit', kind: 'fail', times: 1 });
    const id = await lab.submit(provider);
    await lab.scheduler().handover.pass();
    expect((await lab.items(id))[0]?.remote?.remoteId).toBeNull();
    await cancelJob(lab.ctx(), VIEWER, { jobId: id });
    await lab.drive(20 * MINUTE, 15_000);
    expect(await lab.job(id)).toMatchObject({
      status: 'CANCELLED',
      cancellation: { requests: [{ outcome: 'STOPPED' }] },
    });
    expect(lab.fakeOf(provider).ledger.tasks.map(({ phase }) => phase)).toEqual(['cancelled']);
    await sound([id]);
  });

  test('with credentials that are refused waits, says so, and goes on once they hold', async () => {
    const error = provider === 'BRAKET' ? { status: 403, name: 'AccessDeniedException' } : { status: 401 };
    lab.fakeOf(provider).fail({ operation: 'submit', kind: 'error', ...error, times: 2 });
    const id = await lab.submit(provider);
    await lab.drive(2 * MINUTE, 10_000);
    expect((await lab.items(id))[0]).toMatchObject({ status: 'QUEUED', remote: null });
    const troubled = (await lab.store().listProviderCredentials()).find((one) => one.provider === provider);
    expect(troubled?.trouble).toMatch(/40[13]/);
    await lab.scheduler().devices.pass();
    await lab.drive(6 * MINUTE, 10_000);
    expect((await lab.job(id)).status).toBe('COMPLETED');
    await sound([id]);
  });

  test('that the provider’s quota stops is DEPLETED', async () => {
    const error =
      provider === 'BRAKET' ? { status: 402, name: 'ServiceQuotaExceededException' } : { status: 402 };
    lab.fakeOf(provider).fail({ operation: 'submit', kind: 'error', ...error });
    const id = await lab.submit(provider);
    await lab.drive(MINUTE, 10_000);
    expect((await lab.job(id)).status).toBe('DEPLETED');
    await sound([id]);
  });
});

test.each(PROVIDERS)(
  '%s gone for an hour: asked seldom meanwhile, and nothing is lost or doubled',
  async (provider) => {
    const fake = lab.fakeOf(provider);
    fake.set({ queuedMs: 10 * MINUTE });
    const before = await lab.submit(provider, 20);
    await lab.settle();
    const port = Number(new URL(fake.url).port);
    await fake.close();
    const during = await lab.submit(provider, 20);
    const cancelled = await lab.submit(provider, 2);
    await cancelJob(lab.ctx(), VIEWER, { jobId: cancelled });
    const asked = { ...fake.arrived };
    await lab.drive(60 * MINUTE, MINUTE);
    expect(fake.arrived).toEqual(asked);
    const [waiting] = await lab.items(before);
    expect(waiting?.remote?.trouble).toMatch(/could not be reached|connection/i);
    // The circuit is open: of an hour of failures only a few dozen were tried.
    expect(waiting?.remote?.failures).toBeLessThan(30);
    await fake.start(port);
    await lab.drive(60 * MINUTE, MINUTE);
    for (const id of [before, during]) expect((await lab.job(id)).status).toBe('COMPLETED');
    expect((await lab.job(cancelled)).status).toBe('CANCELLED');
    expect(fake.ledger.tasks).toHaveLength(40);
    await sound([before, during, cancelled]);
  },
);

test(
  'storms of 429, 500, 503, broken answers, resets and hanging calls: everything ends, once',
  { timeout: 240_000 },
  async () => {
    const source = randomFromSeed(11);
    const random = (): number => source.next();
    const kinds = [
      'throttle',
      'fail',
      'reset',
      'slow',
      'fail-after',
      'broken',
      'drop',
      'hang',
      'hang-after',
    ] as const;
    const ids = [await lab.submit('BRAKET', 60), await lab.submit('IONQ', 60)];
    const ends = async (): Promise<boolean> =>
      (await Promise.all(ids.map((id) => lab.job(id)))).every((job) => isFinal(job.status));
    for (let minute = 0; minute < 240 && !(await ends()); minute += 1) {
      for (const fake of [lab.braket, lab.ionq]) {
        fake.clearFaults();
        for (let n = 0; n < 6 && minute < 40; n += 1) {
          const kind = kinds[Math.floor(random() * kinds.length)] ?? 'fail';
          fake.fail({
            operation: 'any',
            kind,
            times: 1 + Math.floor(random() * 3),
            status: random() < 0.5 ? 500 : 503,
            retryAfter: random() < 0.5 ? Math.floor(random() * 40) : null,
            ms: 1,
          });
        }
      }
      if (minute % 7 === 3) await lab.restart();
      await lab.drive(MINUTE, 20_000);
    }
    for (const id of ids) {
      const items = await lab.items(id);
      expect(items.filter((item) => !isFinal(item.status))).toEqual([]);
      // What nobody can tell the fate of is never sent again: it ends in ERROR, and only at the provider without tokens.
      const lost = items.filter((item) => item.status !== 'COMPLETED');
      expect(lost.every((item) => item.status === 'ERROR' && item.remote?.remoteId === null)).toBe(true);
      if (id === ids[0]) expect(lost).toEqual([]);
    }
    await sound(ids);
  },
);

test(
  '1,000 seeded interleavings of cancel and completion: the provider’s end is the end',
  { timeout: 240_000 },
  async () => {
    const endings: Partial<Record<JobStatus, number>> = {};
    const ids: string[] = [];
    for (let number = 1; number <= 1_000; number += 1) {
      const provider = PROVIDERS[number % 2] ?? 'BRAKET';
      const fake = lab.fakeOf(provider);
      const source = randomFromSeed(number);
      const random = (): number => source.next();
      const upTo = (n: number): number => Math.floor(random() * n);
      const modes = ['accept', 'accept', 'accept', 'refuse', 'ignore', 'complete'] as const;
      fake.set({
        createdMs: upTo(800),
        queuedMs: upTo(3_000),
        runningMs: upTo(3_000),
        cancellingMs: upTo(4) === 0 ? 0 : upTo(3_000),
        cancel: modes[upTo(modes.length)] ?? 'accept',
        flipCompleted: provider === 'IONQ' && upTo(2) === 0,
      });
      const id = await lab.submit(provider);
      ids.push(id);
      await lab.settle();
      // Time passes between any two things that the provider sees.
      fake.onArrival = () => lab.advance(upTo(700));
      lab.advance(upTo(6_000));
      if (upTo(2) === 0) await lab.settle();
      if (upTo(5) === 0) fake.fail({ operation: 'cancel', kind: 'drop' });
      await cancelJob(lab.ctx(), VIEWER, { jobId: id });
      await lab.settle();
      fake.clearFaults();
      fake.onArrival = () => undefined;
      await lab.drive(2 * MINUTE, MINUTE);
      const job = await lab.job(id);
      const phase = fake.ledger.tasks.at(-1)?.phase;
      expect([job.status, phase], `seed ${number}`).toEqual(
        phase === 'completed' ? ['COMPLETED', 'completed'] : ['CANCELLED', 'cancelled'],
      );
      endings[job.status] = (endings[job.status] ?? 0) + 1;
    }
    await sound(ids);
    // Both win often enough for the race to have been run.
    expect(Math.min(endings.COMPLETED ?? 0, endings.CANCELLED ?? 0)).toBeGreaterThan(150);
  },
);

describe('retry at a provider', () => {
  test('DEFAULT collects what completed there after all, and submits nothing', async () => {
    const id = await lab.submit('IONQ');
    await lab.settle();
    // Its result cannot be read when it completes: the item ends in ERROR, with its handle.
    lab.ionq.fail({ operation: 'result', kind: 'error', status: 400 });
    await lab.drive(MINUTE, 5_000);
    expect((await lab.job(id)).status).toBe('ERROR');
    expect(await retry(id)).toMatchObject({ ok: true });
    await lab.drive(MINUTE, 5_000);
    const [item] = await lab.items(id);
    expect(item).toMatchObject({ status: 'COMPLETED', attempt: 2 });
    expect(lab.ionq.arrived.submit).toBe(1);
    await sound([id]);
  });

  test.each([
    ['FORCE_RESUBMIT', ['ERROR'], 1],
    ['FULL_RESTART', ['ERROR'], 2],
  ] as const)(
    '%s submits again once duplicates are accepted: %s of two items',
    async (strategy, itemStatuses, again) => {
      const id = await lab.submit('IONQ', 2);
      await lab.settle();
      lab.ionq.fail({ operation: 'result', kind: 'error', status: 400 });
      await lab.drive(MINUTE, 5_000);
      const statuses = (await lab.items(id)).map(({ status }) => status).sort();
      expect(statuses).toEqual(['COMPLETED', 'ERROR']);
      const refused = await retry(id, { strategy, itemStatuses });
      expect(!refused.ok && refused.refusals[0]).toMatchObject({
        code: 'CONFIRMATION_REQUIRED',
        preview: { possibleDuplicates: again, estimatedCredits: 5.42 * again },
      });
      expect(lab.ionq.arrived.submit).toBe(2);
      expect(await retry(id, { strategy, itemStatuses, acceptDuplicates: true })).toMatchObject({ ok: true });
      await lab.drive(MINUTE, 5_000);
      expect((await lab.job(id)).status).toBe('COMPLETED');
      expect(lab.ionq.ledger.tasks).toHaveLength(2 + again);
      await sound([id]);
    },
  );

  test('of a job that has not ended asks the provider at once, makes no attempt, and tells who wished it', async () => {
    lab.braket.set({ queuedMs: 60 * MINUTE, queueDepth: 3_000 });
    const id = await lab.submit('BRAKET', 2);
    await lab.drive(MINUTE, 10_000);
    const polls = lab.braket.arrived.poll;
    await lab.settle();
    expect(lab.braket.arrived.poll).toBe(polls);
    const again = await retry(id, { reason: 'stuck?' });
    expect(again.ok && again.value.job).toMatchObject({ status: 'QUEUED', attempt: 1 });
    await lab.settle();
    expect(lab.braket.arrived.poll).toBe(polls + 2);
    const items = await lab.items(id);
    expect(items.map(({ attempt, remote }) => [attempt, remote?.answeredAt])).toEqual([
      [1, lab.now()],
      [1, lab.now()],
    ]);
    const last = (await lab.store().events(id, 0, 100)).at(-1);
    expect(last).toMatchObject({ kind: 'RESYNCHRONISED', message: 'stuck?', actor: VIEWER.user.id });
    expect(lab.braket.arrived.submit).toBe(2);
    await sound([id]);
  });
});
