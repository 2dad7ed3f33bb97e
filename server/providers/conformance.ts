/**
 * What every provider must pass, against a fake that speaks its protocol over real sockets.
 * Adding a provider means passing this file. No test sleeps: time is a `ManualClock`.
 */
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceProgram } from '../domain/device-program.ts';
import { isFinal, type JobStatus } from '../domain/status.ts';
import type { FakeFault, FakeServer } from './fake/fake-server.ts';
import { ManualClock } from './fake/manual-clock.ts';
import {
  ProviderError,
  type PreparedRun,
  type Provider,
  type ProviderErrorKind,
  type RemoteRun,
} from './provider.ts';
import { reconcile } from './reconcile.ts';
import type { CallPolicy } from './remote-call.ts';

export interface ProviderHarness {
  readonly name: string;
  startFake(options: { now: () => number }): Promise<FakeServer>;
  /** @param secret - gives what the provider authorizes itself with */
  connect(fake: FakeServer, policy: Partial<CallPolicy>, secret: (refresh: boolean) => string): Provider;
  /** Two that are accepted. */
  readonly secrets: readonly [string, string];
  readonly deviceId: string;
  /** The provider's words for devices that take nothing. */
  readonly words: { readonly offline: string; readonly retired: string };
  /** How the provider tells each kind, where it has an answer of its own for it. */
  readonly errors: Readonly<Partial<Record<ProviderErrorKind, Pick<FakeFault, 'status' | 'name'>>>>;
  /** Writes OpenQASM 2 for the provider's devices. */
  write(source: string): DeviceProgram;
  /** A text that the provider's compiler refuses. */
  readonly badProgram: DeviceProgram;
}

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 4;
const HEAD = 'OPENQASM 2.0; include "qelib1.inc"; qreg q[3]; creg c[3];';

/** The numbers 0 ≤ x < 1 of a seed (mulberry32); the same seed gives the same run. */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function failureOf(call: Promise<unknown>): Promise<ProviderError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
  throw new Error('The call did not fail.');
}

export function providerConformance(harness: ProviderHarness): void {
  describe(`${harness.name} as a provider`, () => {
    let clock: ManualClock;
    let fake: FakeServer;
    let provider: Provider;
    let run: RemoteRun;
    let prepared: PreparedRun;

    const connect = (policy: Partial<CallPolicy> = {}, secret = (_: boolean) => harness.secrets[0]) =>
      harness.connect(
        fake,
        { clock, random: () => 0.5, timeoutMs: TIMEOUT_MS, attempts: ATTEMPTS, ...policy },
        secret,
      );

    beforeEach(async () => {
      clock = new ManualClock();
      fake = await harness.startFake({ now: () => clock.now() });
      provider = connect();
      run = {
        deviceId: harness.deviceId,
        program: harness.write(`${HEAD} x q[0]; measure q -> c;`),
        shots: 100,
        name: 'Bell: 1/2 <b>',
      };
      prepared = await provider.prepare(run);
    });
    afterEach(async () => {
      expect(clock.open).toBe(0);
      provider.close();
      await fake.close();
    });

    const statusOf = async (id: string): Promise<JobStatus | null> => (await provider.poll(id)).status;
    const submitted = async (key = 'key-1'): Promise<string> =>
      (await provider.submit(prepared, key)).remoteId;

    describe('a task', () => {
      it('goes through all its statuses, and its result comes in our order of bits', async () => {
        const first = await provider.submit(prepared, 'key-1');
        expect(first.status).toBe('SUBMITTED');
        const id = first.remoteId;
        const seen = [await statusOf(id)];
        for (const ms of [1_000, 6_000, 3_000, 60_000]) {
          clock.advance(ms);
          seen.push(await statusOf(id));
        }
        expect(seen).toEqual(['SUBMITTED', 'QUEUED', 'RUNNING', 'COMPLETED', 'COMPLETED']);
        const result = await provider.fetchResult(id, run);
        expect(result.registers).toEqual([{ name: 'c', size: 3, counts: { '001': 100 } }]);
        expect(result.shots).toBe(100);
        expect(result.cost === null).toBe(!provider.capabilities.cost);
      });
      it('shows its place in the queue, which falls', async () => {
        const id = await submitted();
        const places: number[] = [];
        for (let i = 0; i < 3; i += 1) {
          clock.advance(2_000);
          const { queue } = await provider.poll(id);
          places.push(queue.position ?? queue.waitMs ?? -1);
          expect(queue.position !== null).toBe(provider.capabilities.queuePosition);
        }
        expect(places).toEqual(places.toSorted((a, b) => b - a));
        expect(places.at(-1)).toBeLessThan(places[0] ?? 0);
        clock.advance(60_000);
        expect((await provider.poll(id)).queue).toEqual({ position: null, atLeast: false, waitMs: null });
      });
      it('sorts bits into several registers, those never measured too', async () => {
        const source =
          'OPENQASM 2.0; include "qelib1.inc"; qreg q[4]; creg a[2]; creg b[3]; x q[3]; x q[1]; measure q[3] -> b[1]; measure q[1] -> a[0]; measure q[0] -> a[1];';
        run = { ...run, program: harness.write(source), shots: 7 };
        prepared = await provider.prepare(run);
        const id = await submitted();
        clock.advance(60_000);
        const { registers } = await provider.fetchResult(id, run);
        expect(registers).toEqual([
          { name: 'a', size: 2, counts: { '01': 7 } },
          { name: 'b', size: 3, counts: { '010': 7 } },
        ]);
      });
      it('has no result before its end', async () => {
        const id = await submitted();
        expect((await failureOf(provider.fetchResult(id, run))).kind).toBe('conflict');
      });
      it('fails with a reason when its program is refused', async () => {
        const id = (
          await provider.submit(await provider.prepare({ ...run, program: harness.badProgram }), 'k')
        ).remoteId;
        clock.advance(60_000);
        const state = await provider.poll(id);
        expect(state.status).toBe('ERROR');
        expect(state.message).not.toBeNull();
      });
      it('keeps a status that is not known in the words of the provider', async () => {
        const id = await submitted();
        fake.set({ rawStatus: 'ON_HOLIDAY' });
        expect(await provider.poll(id)).toMatchObject({ status: null, rawStatus: 'ON_HOLIDAY' });
      });
      it('that does not exist is not found', async () => {
        const id = (await submitted()).replace(/1$/, '9');
        expect((await failureOf(provider.poll(id))).kind).toBe('not-found');
      });
    });

    it('asks for a device once for all runs that are prepared side by side', async () => {
      const before = fake.arrived.devices;
      await Promise.all(Array.from({ length: 8 }, () => provider.prepare(run)));
      expect(fake.arrived.devices).toBe(before + 1);
    });

    describe('a key', () => {
      it('names one task, or all that were made under it', async () => {
        expect(await provider.findByKey('key-1', clock.now())).toEqual([]);
        const one = await submitted();
        await submitted('key-2');
        clock.advance(1);
        const two = await submitted();
        const found = (await provider.findByKey('key-1', clock.now())).map((state) => state.remoteId);
        if (provider.capabilities.idempotency === 'token') {
          expect(two).toBe(one);
          expect(found).toEqual([one]);
        } else expect(found).toEqual([one, two]);
      });
      it('is found among many', async () => {
        const id = await submitted('key-0');
        clock.advance(1_000);
        for (let i = 1; i <= 120; i += 1) await submitted(`key-${i}`);
        expect((await provider.findByKey('key-0', clock.now()))[0]?.remoteId).toBe(id);
      });
      it.each(['drop', 'fail-after', 'broken', 'hang-after'] as const)(
        'an answer that is lost (%s) never makes a second task',
        async (kind) => {
          fake.fail({ operation: 'submit', kind });
          const since = clock.now();
          const lost = failureOf(provider.submit(prepared, 'key-1'));
          await fake.seen('submit', 1);
          if (kind === 'hang-after') clock.advance(TIMEOUT_MS);
          expect((await lost).kind).toBe('unknown-outcome');
          // As after a restart: another provider object, the same stored key.
          const restarted = connect();
          const outcome = await reconcile(restarted, prepared, 'key-1', since);
          expect(outcome.kind).toBe('accepted');
          expect(fake.ledger.tasks).toHaveLength(1);
          if (outcome.kind === 'accepted') expect(outcome.state.remoteId).toBe(fake.ledger.tasks[0]?.id);
          restarted.close();
        },
      );
      it.each(['reset', 'hang', 'fail'] as const)(
        'a submission that never arrived (%s) is unknown as well',
        async (kind) => {
          fake.fail({ operation: 'submit', kind });
          const lost = failureOf(provider.submit(prepared, 'key-1'));
          await fake.seen('submit', 1);
          if (kind === 'hang') clock.advance(TIMEOUT_MS);
          expect((await lost).kind).toBe('unknown-outcome');
          expect(fake.ledger.tasks).toHaveLength(0);
          expect(fake.arrived.submit).toBe(1);
        },
      );
      it('a submission that is aborted under way is unknown', async () => {
        fake.fail({ operation: 'submit', kind: 'hang-after' });
        const abort = new AbortController();
        const lost = failureOf(provider.submit(prepared, 'key-1', { signal: abort.signal }));
        await fake.seen('submit', 1);
        abort.abort();
        expect((await lost).kind).toBe('unknown-outcome');
      });
      it('a submission that was throttled made nothing, and is not repeated here', async () => {
        fake.fail({ operation: 'submit', kind: 'throttle', retryAfter: 7 });
        const error = await failureOf(provider.submit(prepared, 'key-1'));
        expect(error).toMatchObject({ kind: 'throttled', retryAfterMs: 7_000 });
        expect(fake.arrived.submit).toBe(1);
        expect(fake.ledger.tasks).toHaveLength(0);
      });
    });

    describe('a cancellation', () => {
      it('takes effect when polling says so', async () => {
        const id = await submitted();
        clock.advance(2_000);
        expect((await provider.cancel(id, 'key-1')).outcome).toBe('accepted');
        expect((await provider.cancel(id, 'key-1')).outcome).toBe('accepted');
        clock.advance(1_000);
        expect(await statusOf(id)).toBe('CANCELLED');
      });
      it('is done at once where the provider does it at once', async () => {
        fake.set({ cancellingMs: 0 });
        const id = await submitted();
        expect((await provider.cancel(id, 'key-1')).outcome).toBe('done');
        expect(await statusOf(id)).toBe('CANCELLED');
      });
      it('comes too late for a task that has ended', async () => {
        const id = await submitted();
        clock.advance(60_000);
        const answer = await provider.cancel(id, 'key-1');
        expect(answer).toMatchObject({ outcome: 'already-final', state: { status: 'COMPLETED' } });
      });
      it('never turns a task that was seen completed into a cancelled one', async () => {
        fake.set({ flipCompleted: harness.name === 'ionq' });
        const id = await submitted();
        clock.advance(60_000);
        await provider.cancel(id, 'key-1');
        expect(await statusOf(id)).toBe('COMPLETED');
      });
      it('may be refused; the task goes on', async () => {
        fake.set({ cancel: 'refuse' });
        const id = await submitted();
        clock.advance(8_000);
        const answer = await provider.cancel(id, 'key-1');
        expect(answer).toMatchObject({ outcome: 'refused', state: { status: 'RUNNING' } });
        expect(answer.message).toMatch(/cancel/);
        clock.advance(60_000);
        expect(await statusOf(id)).toBe('COMPLETED');
      });
      it('may be ignored: what was accepted may still complete', async () => {
        fake.set({ cancel: 'ignore' });
        const id = await submitted();
        expect((await provider.cancel(id, 'key-1')).outcome).toBe('accepted');
        clock.advance(60_000);
        expect(await statusOf(id)).toBe('COMPLETED');
      });
      it('may meet the completion: that wins', async () => {
        fake.set({ cancel: 'complete' });
        const id = await submitted();
        const answer = await provider.cancel(id, 'key-1');
        expect(answer).toMatchObject({ outcome: 'already-final', state: { status: 'COMPLETED' } });
        expect((await provider.fetchResult(id, run)).shots).toBe(100);
      });
      it('that completes while it is under way is a completion', async () => {
        const id = await submitted();
        clock.advance(9_500);
        expect((await provider.cancel(id, 'key-1')).outcome).toBe('accepted');
        clock.advance(60_000);
        expect(await statusOf(id)).toBe('COMPLETED');
      });
      it('whose answer is lost can be asked for again', async () => {
        const id = await submitted();
        fake.fail({ operation: 'cancel', kind: 'drop' });
        expect((await failureOf(provider.cancel(id, 'key-1'))).kind).toBe('transient');
        clock.advance(1_000);
        const { outcome } = await provider.cancel(id, 'key-1');
        expect(['done', 'already-final']).toContain(outcome);
        expect(await statusOf(id)).toBe('CANCELLED');
      });
    });

    describe('errors', () => {
      it.each(Object.entries(harness.errors))('%s, on reading and on submitting', async (kind, fault) => {
        const id = await submitted();
        fake.fail({ operation: 'poll', kind: 'error', times: ATTEMPTS, ...fault });
        expect((await failureOf(provider.poll(id))).kind).toBe(kind);
        fake.fail({ operation: 'submit', kind: 'error', times: 2, ...fault });
        const own = kind === 'transient' ? 'unknown-outcome' : kind;
        expect((await failureOf(provider.submit(prepared, 'key-2'))).kind).toBe(own);
        expect(fake.ledger.tasks).toHaveLength(1);
      });
      it('transient: a provider that cannot be reached has not got a submission', async () => {
        await fake.close();
        // Without an open connection: one that breaks as it is used leaves the outcome unknown.
        const unconnected = connect();
        expect((await failureOf(unconnected.submit(prepared, 'key-1'))).kind).toBe('transient');
        expect((await failureOf(unconnected.poll('x'))).kind).toBe('transient');
        unconnected.close();
      });
      it('of credentials: they are fetched anew, once', async () => {
        const asked: boolean[] = [];
        const renewing = connect({}, (refresh) => {
          asked.push(refresh);
          return refresh ? harness.secrets[1] : 'AKIAOLDOLDOLDOLDOLD1';
        });
        expect((await renewing.findByKey('none', clock.now())).length).toBe(0);
        expect((await renewing.submit(prepared, 'key-1')).status).toBe('SUBMITTED');
        expect(asked).toEqual([false, true]);
        renewing.close();
        asked.length = 0;
        const refused = connect({}, (refresh) => {
          asked.push(refresh);
          return 'AKIAOLDOLDOLDOLDOLD1';
        });
        expect((await failureOf(refused.submit(prepared, 'key-2'))).kind).toBe('auth');
        expect(asked).toEqual([false, true]);
        expect((await failureOf(refused.checkCredentials())).kind).toBe('auth');
        await provider.checkCredentials();
        refused.close();
      });
      it('of credentials that cannot be read', async () => {
        const broken = connect({}, () => {
          throw new Error(`vault said ${harness.secrets[0]}`);
        });
        const error = await failureOf(broken.poll('x'));
        expect(error.kind).toBe('auth');
        expect(inspect(error, { depth: 8 })).not.toContain(harness.secrets[0]);
        broken.close();
      });
      it('hold no secret and no line break, whatever the provider says', async () => {
        const id = await submitted();
        const message = `bad \r\n\u001b[31m key ${harness.secrets[0]} sent`;
        for (const status of [400, 401, 409, 500]) {
          fake.fail({ operation: 'poll', kind: 'error', status, name: 'Odd', message, times: ATTEMPTS });
          const error = await failureOf(provider.poll(id));
          expect(error.message).toContain('key [secret] sent');
          expect(error.message).not.toMatch(/[\u0000-\u001f]/);
          expect(inspect(error, { depth: 8, showHidden: true })).not.toContain(harness.secrets[0]);
          fake.fail({ operation: 'submit', kind: 'error', status, name: 'Odd', message, times: 2 });
          const second = await failureOf(provider.submit(prepared, `key-${status}`));
          expect(inspect(second, { depth: 8, showHidden: true })).not.toContain(harness.secrets[0]);
          await fake.seen('submit', 1);
          // What an auth error's second try did not use up.
          await provider.findByKey('none', clock.now());
          fake.clearFaults();
        }
        fake.set({ failure: { code: 'InternalError', message } });
        const failed = await submitted('key-f');
        clock.advance(60_000);
        expect((await provider.poll(failed)).message).not.toContain(harness.secrets[0]);
      });
    });

    describe('a read', () => {
      it('waits as long as Retry-After says, in seconds or as a date', async () => {
        const id = await submitted();
        const date = new Date(clock.now() + 20_000).toUTCString();
        fake.fail(
          { operation: 'poll', kind: 'throttle', retryAfter: 3 },
          { operation: 'poll', kind: 'throttle', retryAfter: date },
          { operation: 'poll', kind: 'fail', status: 503 },
        );
        expect(await statusOf(id)).toBe('SUBMITTED');
        expect(clock.pauses).toEqual([3_000 + 250, 20_000 + 500, 1_000]);
      });
      it('does not wait longer than its caller allows: it tells', async () => {
        const id = await submitted();
        fake.fail({ operation: 'poll', kind: 'throttle', retryAfter: 3_600 });
        expect(await failureOf(provider.poll(id))).toMatchObject({
          kind: 'throttled',
          retryAfterMs: 3_600_000,
        });
        expect(clock.pauses).toEqual([]);
      });
      it('gives up after its attempts', async () => {
        const id = await submitted();
        fake.fail({ operation: 'poll', kind: 'reset', times: 100 });
        expect((await failureOf(provider.poll(id))).kind).toBe('transient');
        expect(fake.arrived.poll).toBe(ATTEMPTS);
        fake.clearFaults();
      });
      it('of a server that hangs ends in time, and is made again', async () => {
        const id = await submitted();
        fake.fail({ operation: 'poll', kind: 'hang' });
        const state = provider.poll(id);
        await fake.seen('poll', 1);
        clock.advance(TIMEOUT_MS - 1);
        clock.advance(1);
        expect((await state).rawStatus).not.toBe('');
        expect(fake.arrived.poll).toBe(2);
      });
      it('of broken JSON is made again, and is transient in the end', async () => {
        const id = await submitted();
        fake.fail({ operation: 'poll', kind: 'broken' });
        expect(await statusOf(id)).toBe('SUBMITTED');
        fake.fail({ operation: 'poll', kind: 'broken', times: ATTEMPTS });
        expect((await failureOf(provider.poll(id))).kind).toBe('transient');
        clock.advance(60_000);
        fake.fail({ operation: 'result', kind: 'broken' });
        expect((await provider.fetchResult(id, run)).shots).toBe(100);
      });
      it('can be stopped while it waits for an answer, and between attempts', async () => {
        const id = await submitted();
        const abort = new AbortController();
        fake.fail({ operation: 'poll', kind: 'hang' });
        const stopped = provider.poll(id, { signal: abort.signal });
        await fake.seen('poll', 1);
        abort.abort(new Error('enough'));
        await expect(stopped).rejects.toThrow('enough');
        const second = new AbortController();
        clock.onPause = () => second.abort(new Error('no more'));
        fake.fail({ operation: 'poll', kind: 'fail' });
        await expect(provider.poll(id, { signal: second.signal })).rejects.toThrow('no more');
        await expect(provider.poll(id, { signal: second.signal })).rejects.toThrow('no more');
        expect(fake.arrived.poll).toBe(2);
      });
    });

    describe('a device', () => {
      const { offline, retired } = harness.words;
      it('is listed as it is', async () => {
        const status = async (): Promise<string | undefined> =>
          (await provider.listDevices()).find((one) => one.id === harness.deviceId)?.status;
        expect(await status()).toBe('ONLINE');
        for (const [word, ours] of [
          [offline, 'OFFLINE'],
          [retired, 'RETIRED'],
          ['BEING_PAINTED', 'OFFLINE'],
        ] as const) {
          fake.set({ devices: { [harness.deviceId]: word } });
          expect(await status()).toBe(ours);
        }
      });
      it('that is offline holds the item; a retired one ends it', async () => {
        fake.set({ devices: { [harness.deviceId]: offline } });
        expect((await failureOf(provider.prepare(run))).kind).toBe('device-unavailable');
        fake.set({ devices: { [harness.deviceId]: retired } });
        expect((await failureOf(provider.prepare(run))).kind).toBe('invalid');
        expect((await failureOf(provider.submit(prepared, 'key-1'))).kind).toBe('invalid');
      });
      it('that does not exist is not found', async () => {
        const run9 = { ...run, deviceId: `${harness.deviceId}-9` };
        expect((await failureOf(provider.prepare(run9))).kind).toBe('not-found');
      });
      it('says how many qubits and shots it takes', async () => {
        const device = await provider.describeDevice(harness.deviceId);
        expect(device.qubits).toBe(20);
        expect((await failureOf(provider.prepare({ ...run, shots: 0 }))).message).toMatch(/shots, not 0/);
        const wide = { ...run, program: { ...run.program, qubits: 21 } };
        expect(await failureOf(provider.prepare(wide))).toMatchObject({
          kind: 'invalid',
          message: expect.stringMatching(/21 qubits.*20/) as string,
        });
      });
    });

    it('an endpoint that is neither https nor an allowed fake is refused before anything is sent', () => {
      for (const url of ['http://example.com', 'ftp://127.0.0.1', 'https://user:pw@example.com', 'nowhere'])
        expect(() => harness.connect({ ...fake, url } as FakeServer, {}, () => '')).toThrow(/endpoint/);
    });

    it(
      '1,000 interleavings of cancel and completion: one winner, one task',
      { timeout: 300_000 },
      async () => {
        const endings: Partial<Record<JobStatus, number>> = {};
        for (let seed = 1; seed <= 1_000; seed += 1) {
          const random = seeded(seed);
          const upTo = (n: number): number => Math.floor(random() * n);
          const modes = ['accept', 'accept', 'accept', 'refuse', 'ignore', 'complete'] as const;
          fake.set({
            createdMs: upTo(800),
            queuedMs: upTo(1_500),
            runningMs: upTo(1_500),
            cancellingMs: upTo(4) === 0 ? 0 : upTo(1_500),
            cancel: modes[upTo(modes.length)] ?? 'accept',
            flipCompleted: harness.name === 'ionq' && upTo(2) === 0,
          });
          // Time passes between any two things that the provider sees.
          fake.onArrival = () => clock.advance(upTo(500));
          const key = `seed-${seed}`;
          const since = clock.now();
          if (upTo(5) === 0) fake.fail({ operation: 'submit', kind: 'drop' });
          let id: string;
          try {
            id = (await provider.submit(prepared, key)).remoteId;
          } catch {
            const found = await reconcile(provider, prepared, key, since);
            if (found.kind !== 'accepted') throw new Error(`seed ${seed}: lost`);
            id = found.state.remoteId;
          }
          let final: JobStatus | null = null;
          const saw = (status: JobStatus | null): void => {
            if (final !== null) expect(status, `seed ${seed}`).toBe(final);
            else if (status !== null && isFinal(status)) final = status;
          };
          for (let step = 0, after = 0; step < 40 && after < 3; step += 1) {
            if (final !== null) after += 1;
            if (upTo(3) > 0) saw(await statusOf(id));
            else {
              if (upTo(5) === 0) fake.fail({ operation: 'cancel', kind: 'drop' });
              try {
                const { outcome, state } = await provider.cancel(id, key);
                const now = outcome === 'done' || outcome === 'already-final' ? await statusOf(id) : null;
                if (outcome === 'done') expect(now, `seed ${seed}`).toBe('CANCELLED');
                if (outcome === 'already-final')
                  expect(now !== null && isFinal(now), `seed ${seed}`).toBe(true);
                if (now !== null) saw(now);
                if (state !== null)
                  saw(
                    final === null && state.status !== null && !isFinal(state.status) ? null : state.status,
                  );
              } catch (error) {
                expect((error as ProviderError).kind, `seed ${seed}`).toBe('transient');
              }
              fake.clearFaults();
            }
          }
          fake.onArrival = () => undefined;
          clock.advance(60_000);
          const ended = await statusOf(id);
          saw(ended);
          expect(ended !== null && isFinal(ended), `seed ${seed}`).toBe(true);
          if (ended === 'COMPLETED') expect((await provider.fetchResult(id, run)).shots).toBe(100);
          expect(fake.ledger.tasks.filter((task) => task.key === key)).toHaveLength(1);
          if (ended !== null) endings[ended] = (endings[ended] ?? 0) + 1;
        }
        // Both win often enough for the race to have been run.
        expect(Math.min(endings.COMPLETED ?? 0, endings.CANCELLED ?? 0)).toBeGreaterThan(200);
        expect(fake.ledger.tasks).toHaveLength(1_000);
      },
    );
  });
}
