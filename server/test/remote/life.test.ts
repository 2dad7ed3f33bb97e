import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cancelJob } from '../../jobs/cancel-job.ts';
import { addProviderCredential, removeProviderCredential } from '../../jobs/provider-credentials.ts';
import { rerunJob } from '../../jobs/rerun-job.ts';
import { submitJob } from '../../jobs/submit-job.ts';
import { FAKE_QPU } from '../../providers/fake/fake-braket.ts';
import { PROJECT } from '../job-builder.ts';
import { brokenRemotely } from './ledger-check.ts';
import {
  BELL,
  BRAKET_CREDENTIAL,
  openRemoteLab,
  TARGET_OF,
  VIEWER,
  type ProviderChoice,
  type RemoteLab,
} from './remote-lab.ts';

const PROVIDERS: readonly ProviderChoice[] = ['BRAKET', 'IONQ'];
const MINUTE = 60_000;

let lab: RemoteLab;
beforeEach(async () => {
  lab = await openRemoteLab();
});
afterEach(() => lab.close());

async function sound(...jobIds: string[]): Promise<void> {
  expect(await brokenRemotely(lab.store(), jobIds, [lab.braket, lab.ionq])).toEqual([]);
}
async function textOf(id: string | null | undefined): Promise<Record<string, unknown>> {
  if (!id) throw new Error('nothing is stored');
  return JSON.parse((await lab.store().content(id)) ?? 'null') as Record<string, unknown>;
}

describe.each(PROVIDERS)('an item at %s', (provider) => {
  test('is handed over, runs and gives its counts; its life is told in events', async () => {
    lab.fakeOf(provider).set({ runningMs: 30_000 });
    const id = await lab.submit(provider);
    await lab.settle();
    const [waiting] = await lab.items(id);
    expect(waiting).toMatchObject({ status: 'QUEUED', remote: { provider, failures: 0, trouble: null } });
    expect(waiting?.remote?.remoteId).not.toBeNull();
    await lab.drive(2 * MINUTE, 1_000);

    const job = await lab.job(id);
    expect(job.status).toBe('COMPLETED');
    // 5 + 100 × (1 + 10×1 + 5×2) / 5000
    expect(job.credits).toBeCloseTo(5.42);
    const [item] = await lab.items(id);
    const result = await textOf(item?.resultId);
    expect(result).toMatchObject({ kind: 'execute', shots: 100, seed: null, method: 'DEVICE' });
    expect(result['cost'] === null).toBe(provider === 'BRAKET');
    const counts = (result['registers'] as { counts: Record<string, number> }[])[0]?.counts ?? {};
    expect(Object.keys(counts).sort()).toEqual(['00', '11']);
    const kinds = (await lab.store().events(id, 0, 100)).map(({ kind }) => kind);
    expect(kinds).toEqual(['SUBMITTED', 'QUEUED', 'HANDED_OVER', 'STARTED', 'FINISHED']);
    expect(lab.fakeOf(provider).arrived.result).toBe(1);
    await sound(id);
  });

  test('moves up in the queue without events, asked about more often as its turn comes', async () => {
    lab.fakeOf(provider).set({ queuedMs: 60 * MINUTE, queueDepth: 200 });
    const id = await lab.submit(provider);
    await lab.settle();
    const places: number[] = [];
    const pauses: number[] = [];
    for (let step = 0; step < 200; step += 1) {
      const due = await lab.store().nextDue();
      if (due === null) break;
      pauses.push(due - lab.now());
      lab.advance(Math.max(1, due - lab.now()));
      await lab.settle();
      const [item] = await lab.items(id);
      if (item?.status !== 'QUEUED') break;
      const { position, waitMs } = item.remote?.place ?? {};
      places.push(position ?? waitMs ?? -1);
    }
    expect(places.length).toBeGreaterThan(5);
    expect(places).toEqual(places.toSorted((a, b) => b - a));
    // Minutes when it is far, seconds when it is near; a few dozen questions in an hour.
    expect(Math.max(...pauses)).toBeGreaterThan(4 * MINUTE);
    expect(Math.min(...pauses.slice(-3))).toBeLessThan(10_000);
    expect(lab.fakeOf(provider).arrived.poll).toBeLessThan(80);
    expect((await lab.job(id)).version).toBe(4);
  });

  test('that fails there ends in ERROR with the provider’s reason', async () => {
    lab.fakeOf(provider).set({ failure: { code: 'CompilationError', message: 'The laser is out.' } });
    const id = await lab.submit(provider);
    await lab.drive(MINUTE, 5_000);
    expect(await lab.job(id)).toMatchObject({ status: 'ERROR', message: 'The laser is out.' });
    await sound(id);
  });

  test('keeps its last status beside one that is not known, in the provider’s words', async () => {
    const id = await lab.submit(provider);
    await lab.settle();
    lab.fakeOf(provider).set({ rawStatus: 'ON_HOLIDAY' });
    lab.advance(MINUTE);
    await lab.settle();
    expect((await lab.items(id))[0]).toMatchObject({ status: 'QUEUED', remote: { rawStatus: 'ON_HOLIDAY' } });
  });

  test('stands still while its device is offline, at its place, and goes on afterwards', async () => {
    const device = provider === 'BRAKET' ? FAKE_QPU : 'qpu.forte-1';
    lab.fakeOf(provider).set({ devices: { [device]: provider === 'BRAKET' ? 'OFFLINE' : 'unavailable' } });
    // The server does not know yet: it is the provider that says so.
    const [first, second] = [await lab.submit(provider), await lab.submit(provider)];
    await lab.drive(5 * MINUTE, MINUTE);
    expect(lab.fakeOf(provider).arrived.submit).toBe(0);
    expect((await lab.items(first))[0]).toMatchObject({ status: 'QUEUED', remote: null });
    await lab.scheduler().devices.pass();
    expect((await lab.store().targets([TARGET_OF[provider]]))[0]).toMatchObject({ status: 'OFFLINE' });
    expect(
      await lab.store().itemsAhead([
        { jobId: first, index: 0 },
        { jobId: second, index: 0 },
      ]),
    ).toEqual([0, 1]);
    // A job may still be submitted: it queues.
    const third = await lab.submit(provider);
    lab.fakeOf(provider).set({ devices: {} });
    await lab.scheduler().devices.pass();
    await lab.drive(2 * MINUTE, 5_000);
    for (const id of [first, second, third]) expect((await lab.job(id)).status).toBe('COMPLETED');
    await sound(first, second, third);
  });

  test('that would cost more than its maxCost is never submitted', async () => {
    const id = await lab.submit(provider, 1, { maxCost: 5.4 });
    await lab.drive(MINUTE, 10_000);
    expect(await lab.job(id)).toMatchObject({ status: 'TERMINATED' });
    expect((await lab.job(id)).message).toMatch(/5\.42 credits; at most 5\.4/);
    expect(lab.fakeOf(provider).ledger.tasks).toHaveLength(0);
  });

  describe('cancelled', () => {
    test.each([
      ['accept', 'CANCELLED', 'STOPPED'],
      ['refuse', 'COMPLETED', 'REFUSED'],
      ['ignore', 'COMPLETED', 'TOO_LATE'],
      ['complete', 'COMPLETED', 'TOO_LATE'],
    ] as const)('by a provider that would %s: %s, told as %s', async (mode, status, outcome) => {
      lab.fakeOf(provider).set({ cancel: mode });
      const id = await lab.submit(provider);
      await lab.settle();
      const cancelled = await cancelJob(lab.ctx(), VIEWER, { jobId: id, reason: 'enough' });
      expect(cancelled.ok && cancelled.value.job.status).toBe('CANCELLING');
      await lab.drive(2 * MINUTE, 1_000);
      const job = await lab.job(id);
      expect(job.status).toBe(status);
      expect(job.cancellation?.requests).toMatchObject([
        { itemIndex: 0, askedOf: provider, outcome, sentAt: expect.any(Number) as number },
      ]);
      expect(lab.fakeOf(provider).arrived.cancel).toBe(1);
      await sound(id);
    });

    test('is repeated until the provider answers, and says meanwhile why there is no answer', async () => {
      const fake = lab.fakeOf(provider);
      fake.set({ queuedMs: 60 * MINUTE });
      const id = await lab.submit(provider);
      await lab.settle();
      await cancelJob(lab.ctx(), VIEWER, { jobId: id });
      // A cancellation of IonQ begins with a look at the job.
      fake.fail({ operation: 'cancel', kind: 'fail', status: 503, times: 3 });
      await lab.settle();
      const [request] = (await lab.job(id)).cancellation?.requests ?? [];
      expect(request).toMatchObject({ outcome: null, sentAt: lab.now() });
      expect(request?.answer).toMatch(/503.*asked again/);
      await lab.drive(10 * MINUTE, 10_000);
      expect(await lab.job(id)).toMatchObject({ status: 'CANCELLED' });
      expect(fake.arrived.cancel).toBe(4);
      await sound(id);
    });

    test('before it was handed over: at once, and it is never submitted', async () => {
      const id = await lab.submit(provider);
      await cancelJob(lab.ctx(), VIEWER, { jobId: id });
      await lab.drive(MINUTE, 10_000);
      expect((await lab.job(id)).status).toBe('CANCELLED');
      expect(lab.fakeOf(provider).arrived.submit).toBe(0);
    });
  });

  test('stopped at the provider by somebody else is TERMINATED, and not by a cancel of ours', async () => {
    const id = await lab.submit(provider);
    await lab.settle();
    lab.fakeOf(provider).set({ cancel: 'accept' });
    const [task] = lab.fakeOf(provider).ledger.tasks;
    lab.fakeOf(provider).ledger.cancel(task?.id ?? '');
    await lab.drive(MINUTE, 5_000);
    expect(await lab.job(id)).toMatchObject({ status: 'TERMINATED', cancellation: null });
  });

  test('is refused at submission when the device does not take its program, with the line', async () => {
    const source =
      'OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; creg c[2];\nh q[0]; measure q -> c;\nif(c==1) x q[0];';
    await expect(lab.submit(provider, 1, { source })).rejects.toThrow(
      /TARGET_MISMATCH.*condition \(line 3\)/,
    );
  });
});

test('without credentials nothing is submitted: refused with the reason, held when they go later', async () => {
  const [aws] = await lab.store().listProviderCredentials();
  const held = await lab.submit('BRAKET');
  const credentialId = aws?.id ?? '';
  expect(await removeProviderCredential(lab.ctx(), VIEWER, { credentialId })).toMatchObject({ ok: true });
  await expect(lab.submit('BRAKET')).rejects.toThrow(/CREDENTIAL_MISSING.*AWS Braket/);
  await lab.drive(5 * MINUTE, MINUTE);
  expect((await lab.items(held))[0]).toMatchObject({
    status: 'QUEUED',
    remote: null,
    message: 'It waits for credentials: there are none for AWS Braket that its job may use.',
  });
  const kinds = (await lab.store().events(held, 0, 100)).map(({ kind }) => kind);
  expect(kinds).toEqual(['SUBMITTED', 'QUEUED', 'HELD']);
  // A job of the other provider behind it is not held up.
  const other = await lab.submit('IONQ');
  await lab.drive(MINUTE, 5_000);
  expect((await lab.job(other)).status).toBe('COMPLETED');
  const added = await addProviderCredential(lab.ctx(), VIEWER, BRAKET_CREDENTIAL);
  expect(added.ok).toBe(true);
  await lab.drive(MINUTE, 5_000);
  expect(await lab.job(held)).toMatchObject({ status: 'COMPLETED', message: null });
  expect((await lab.items(held))[0]?.message).toBeNull();
  await sound(held, other);
});

test('credentials that the provider needs for what it has are not removed', async () => {
  const [aws] = await lab.store().listProviderCredentials();
  await lab.submit('BRAKET');
  await lab.settle();
  const outcome = await removeProviderCredential(lab.ctx(), VIEWER, { credentialId: aws?.id ?? '' });
  expect(!outcome.ok && outcome.refusals[0]).toMatchObject({ code: 'CREDENTIAL_IN_USE' });
  expect(!outcome.ok && outcome.refusals[0]?.message).toMatch(/1 item that was submitted with "AWS"/);
  await lab.drive(MINUTE, 5_000);
  expect(await removeProviderCredential(lab.ctx(), VIEWER, { credentialId: aws?.id ?? '' })).toMatchObject({
    ok: true,
  });
});

test('the same request again gives the first job, also when its credentials are gone since', async () => {
  const request = {
    projectId: PROJECT.id,
    targetId: TARGET_OF.IONQ,
    name: 'Once',
    idempotencyKey: 'once',
    definition: {
      execute: { programs: [{ name: 'p', language: 'OPENQASM2' as const, source: BELL, shots: 10 }] },
    },
  };
  const first = await submitJob(lab.ctx(), VIEWER, request);
  for (const { id } of await lab.store().listProviderCredentials())
    await removeProviderCredential(lab.ctx(), VIEWER, { credentialId: id });
  const again = await submitJob(lab.ctx(), VIEWER, request);
  expect(again.ok && again.value.job.id).toBe(first.ok && first.value.job.id);
  const other = await submitJob(lab.ctx(), VIEWER, { ...request, name: 'Twice' });
  expect(!other.ok && other.refusals[0]?.code).toBe('IDEMPOTENCY_KEY_REUSED');
});

test('a rerun of a remote job is another task, under a key of its own', async () => {
  const id = await lab.submit('BRAKET');
  await lab.drive(MINUTE, 5_000);
  const again = await rerunJob(lab.ctx(), VIEWER, { jobId: id, name: 'Again' });
  if (!again.ok) throw new Error(again.refusals[0]?.message);
  await lab.drive(MINUTE, 5_000);
  expect((await lab.job(again.value.job.id)).status).toBe('COMPLETED');
  await sound(id, again.value.job.id);
  expect(lab.braket.ledger.tasks).toHaveLength(2);
});

test('what a target cannot take is refused with place, value and limit', async () => {
  const submit = (program: object) =>
    submitJob(lab.ctx(), VIEWER, {
      projectId: PROJECT.id,
      targetId: TARGET_OF.BRAKET,
      name: 'x',
      definition: {
        execute: { programs: [{ name: 'p', language: 'OPENQASM2', source: BELL, shots: 100, ...program }] },
      },
    });
  const wide = 'OPENQASM 2.0; include "qelib1.inc"; qreg q[21]; creg c[21]; h q; measure q -> c;';
  const cases = [
    [{ shots: 10_001 }, 'LIMIT_EXCEEDED', /10001 shots.*at most 10000/],
    [{ source: wide }, 'LIMIT_EXCEEDED', /21 qubits; the device has 20/],
    [{ language: 'QSHARP', source: 'operation Main() : Unit {}' }, 'TARGET_MISMATCH', /does not take QSHARP/],
  ] as const;
  for (const [program, code, message] of cases) {
    const outcome = await submit(program);
    if (outcome.ok) throw new Error('it was taken');
    expect(outcome.refusals).toHaveLength(1);
    expect(outcome.refusals[0]?.code).toBe(code);
    expect(outcome.refusals[0]?.message).toMatch(message);
  }
  expect(lab.braket.arrived.submit).toBe(0);
});
