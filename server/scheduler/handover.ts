import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import { hardwareCredits } from '../domain/cost.ts';
import { chooseCredential, providerTitle, type ProviderCredential } from '../domain/credential.ts';
import type { Job, JobId, JobItem, RemoteHandle, TargetId } from '../domain/job.ts';
import type { DeviceProgram } from '../domain/device-program.ts';
import {
  afterTrouble,
  decideHeld,
  decideNotTaken,
  decideRemote,
  FRESH_INTENT_MS,
  intentFor,
  REFUSED_SUBMISSION,
  tooDear,
  type RemoteFailure,
  type RemoteNews,
} from '../domain/remote.ts';
import { pauseBeforeLook } from '../domain/remote-pace.ts';
import { payersOf, refusesClaim } from '../domain/quota.ts';
import { isHosted, type Target } from '../domain/target.ts';
import { changeJob } from '../jobs/change-job.ts';
import { noticeOf } from '../jobs/notices.ts';
import type { Context } from '../jobs/context.ts';
import { FairWalk } from '../jobs/fair-walk.ts';
import { writeForDevice } from '../jobs/remote-programs.ts';
import { ProviderError, type PreparedRun, type Provider } from '../providers/provider.ts';
import type { Lanes } from './lanes.ts';
import { Loop } from './loop.ts';
import { noteTrouble } from './credential-trouble.ts';
import { storeRun } from './stored-run.ts';

export interface HandoverOptions {
  /** How often it looks for work without being told. */
  readonly pollMs: number;
  /** A key for one submission: 1 to 64 characters, never used twice. */
  readonly newKey: () => string;
  /** Milliseconds on a clock that never jumps. */
  readonly monotonic: () => number;
  /** How long a stop waits for the answers to what is being submitted, in milliseconds. */
  readonly goodbyeMs?: number;
}

const GOODBYE_MS = 5_000;
/** How many items are handed over side by side. */
const AT_ONCE = 16;
/** A device that takes nothing now is tried again after this, or when something is heard of it, in milliseconds. */
const DEVICE_PAUSE_MS = 60_000;
/** After a fault of ours nothing goes to the target for a while, in milliseconds. */
const FAULT_PAUSE_MS = 5_000;
/**
 * After this the follower asks about an intent that nothing came of, in milliseconds. Longer than `FRESH_INTENT_MS` and
 * the time limit of a call together: whoever stored the intent is done with it by then, or gone.
 */
const INTENT_LEASE_MS = 45_000;

/**
 * Hands waiting items of remote targets over to their providers: program written for the device, intent and key
 * stored, submitted once. Whatever is unclear after that is found out by the follower; nothing is submitted blindly.
 */
export class Handover {
  readonly #ctx: Context;
  readonly #logger: Logger;
  readonly #lanes: Lanes;
  readonly #options: HandoverOptions;
  readonly #loop: Loop;
  readonly #paused = new Map<TargetId, number>();
  readonly #busy = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();
  /** A submission under way goes on while the rest closes: whatever is told of it is worth having. */
  readonly #leaving = new AbortController();
  #unsubscribe: readonly (() => void)[] = [];

  constructor(ctx: Context, logger: Logger, lanes: Lanes, options: HandoverOptions) {
    this.#ctx = ctx;
    this.#logger = logger;
    this.#lanes = lanes;
    this.#options = options;
    // Every call under way listens to it.
    setMaxListeners(0, this.#closing.signal, this.#leaving.signal);
    this.#loop = new Loop(
      'handing over',
      () => this.#take().then(() => undefined),
      () => options.pollMs,
      logger,
    );
  }

  start(): void {
    this.#unsubscribe = [
      this.#ctx.bus.subscribe((notices) => {
        if (notices.some((notice) => notice.waiting)) this.#loop.wake();
      }),
      this.#ctx.bus.hear('missed', () => this.#loop.wake()),
    ];
    this.#loop.start();
  }

  /**
   * Submits nothing more. What is under way is waited for, but not for a provider that does not answer: whoever follows
   * finds out what became of the intent, as after a crash.
   */
  async stop(): Promise<void> {
    for (const end of this.#unsubscribe) end();
    this.#closing.abort();
    await this.#loop.stop();
    const goodbye = setTimeout(() => this.#leaving.abort(), this.#options.goodbyeMs ?? GOODBYE_MS);
    await Promise.all(this.#busy.values());
    clearTimeout(goodbye);
  }

  /** Something was heard of devices or credentials: what was held may go on. */
  wake(): void {
    this.#paused.clear();
    this.#loop.wake();
  }

  /** Hands over all that can be handed over now, and waits for the answers. Answers how many items it tried. */
  async pass(): Promise<number> {
    let tried = 0;
    for (;;) {
      const begun = await this.#take();
      await Promise.all(this.#busy.values());
      tried += begun;
      if (begun === 0 || this.#closing.signal.aborted) return tried;
    }
  }

  /** Begins to hand over what waits and may go now. */
  async #take(): Promise<number> {
    const targets = await this.#ctx.store.listTargets();
    const open = targets.filter(
      (target) => !isHosted(target) && target.status === 'ONLINE' && this.#mayGo(target),
    );
    if (open.length === 0) return 0;
    const credentials = await this.#ctx.store.listProviderCredentials();
    let begun = 0;
    for (const target of open) begun += await this.#serve(target, credentials);
    return begun;
  }

  #mayGo(target: Target): boolean {
    const room = this.#busy.size < AT_ONCE && !this.#closing.signal.aborted;
    return room && (this.#paused.get(target.id) ?? 0) <= this.#ctx.now();
  }

  /** Goes along the fair queue of a target. What is held does not stand in the way of what comes after it. */
  async #serve(target: Target, credentials: readonly ProviderCredential[]): Promise<number> {
    let begun = 0;
    const { store, limits, now } = this.#ctx;
    const walk = await FairWalk.begin(store, target.id, now() - limits.fairWindowHours * 3_600_000);
    const held: { job: Job; item: JobItem }[] = [];
    const jobs = new Map<JobId, Job | null>();
    while (this.#mayGo(target)) {
      const place = await walk.next();
      if (!place) break;
      if (this.#busy.has(keyOf(place))) {
        // On its way: what it costs counts as soon as its intent is stored.
        walk.took(place.credits);
        continue;
      }
      if (!jobs.has(place.jobId)) jobs.set(place.jobId, (await store.jobs([place.jobId]))[0] ?? null);
      const [item] = await store.items([place]);
      const job = jobs.get(place.jobId);
      if (!job || item?.status !== 'QUEUED' || item.remote !== null) continue;
      const credential = credentialOf(job, credentials, target);
      if (!credential) {
        held.push({ job, item });
        continue;
      }
      if (!this.#mayGo(target)) break;
      if (!this.#lanes.enter(credential.id)) continue;
      begun += 1;
      walk.took(place.credits);
      this.#begin(job, item, target, credential);
    }
    await this.#hold(held, target);
    return begun;
  }

  /** Tells those whose items wait for credentials, job by job, unless they were told. */
  async #hold(held: readonly { readonly job: Job; readonly item: JobItem }[], target: Target): Promise<void> {
    const message = `It waits for credentials: there are none for ${providerTitle(target.device?.provider ?? '')} that its job may use.`;
    const untold = held.filter(({ item }) => item.message !== message);
    for (const jobId of new Set(untold.map(({ job }) => job.id))) {
      const indexes = untold.flatMap(({ job, item }) => (job.id === jobId ? [item.index] : []));
      await changeJob(this.#ctx, jobId, { indexes }, (snapshot) =>
        decideHeld(snapshot, new Set(indexes), message, this.#ctx.now()),
      );
    }
  }

  #begin(job: Job, item: JobItem, target: Target, credential: ProviderCredential): void {
    const key = keyOf(item);
    const one = this.#handOver(job, item, target, credential)
      .catch((error: unknown) => {
        this.#paused.set(target.id, this.#ctx.now() + FAULT_PAUSE_MS);
        this.#logger.error({ err: error, jobId: job.id, index: item.index }, 'could not hand an item over');
      })
      .finally(() => {
        this.#lanes.leave(credential.id);
        this.#busy.delete(key);
        this.#loop.wake();
      });
    this.#busy.set(key, one);
  }

  async #handOver(job: Job, item: JobItem, target: Target, credential: ProviderCredential): Promise<void> {
    const program = await this.#write(job, item, target);
    if (program === null) return;
    const ref = job.definition.type === 'EXECUTE' ? job.definition.programs[item.index] : undefined;
    if (!ref || !target.device) throw new Error(`item ${item.index} of ${job.id} is not one to hand over`);
    const credits = hardwareCredits(program.statistics, ref.shots);
    const dear = tooDear(credits, ref.maxCost);
    if (dear !== null) return this.#end(job, item, 'COST', dear);

    const provider = this.#ctx.providers.of(credential);
    const run = {
      deviceId: target.device.deviceId,
      program,
      shots: ref.shots,
      name: `${job.name} · ${ref.name}`,
    };
    let prepared: PreparedRun;
    try {
      prepared = await provider.prepare(run, { signal: this.#closing.signal });
      this.#lanes.answered(credential.id);
    } catch (error) {
      return this.#refused(job, item, target, credential, error, null);
    }
    const content = await storeRun(this.#ctx.store, prepared);
    const storedAt = this.#options.monotonic();
    const remote = intentFor(
      {
        provider: provider.name,
        credentialId: credential.id,
        key: this.#options.newKey(),
        runId: content.id,
        credits,
      },
      this.#ctx.now(),
    );
    const dueAt = remote.keyAt + INTENT_LEASE_MS;
    const written = await this.#ctx.store.intend(
      { item, remote, dueAt },
      [content],
      remote.keyAt,
      (stored, quotas) => refusesClaim(quotas, payersOf(stored), target, credits, remote.keyAt),
    );
    // Cancelled, retried or taken by another node since it was read.
    if (written === 'stale') return;
    if (written !== 'written') return this.#end(job, item, 'QUOTA', written.message);
    const held = { ...item, remote, dueAt };
    // A process that was frozen meanwhile must not submit: the follower may have looked for it already.
    if (this.#options.monotonic() - storedAt > FRESH_INTENT_MS) return;
    await this.#submit(job, held, target, credential, provider, prepared, remote);
  }

  async #submit(
    job: Job,
    item: JobItem,
    target: Target,
    credential: ProviderCredential,
    provider: Provider,
    prepared: PreparedRun,
    remote: RemoteHandle,
  ): Promise<void> {
    try {
      const state = await provider.submit(prepared, remote.key, { signal: this.#leaving.signal });
      this.#lanes.answered(credential.id);
      await this.#record(job, item, remote, { kind: 'state', state });
    } catch (error) {
      await this.#refused(job, item, target, credential, error, remote);
    }
  }

  /** What to do when a provider did not take an item. */
  async #refused(
    job: Job,
    item: JobItem,
    target: Target,
    credential: ProviderCredential,
    error: unknown,
    remote: RemoteHandle | null,
  ): Promise<void> {
    if (!(error instanceof ProviderError)) {
      if (this.#closing.signal.aborted) return;
      throw error;
    }
    this.#lanes.failed(credential.id, error);
    if (error.kind === 'auth') await noteTrouble(this.#ctx.store, credential, error.message);
    const effect = REFUSED_SUBMISSION[error.kind];
    switch (effect) {
      case 'look-for':
        // Without an intent nothing was submitted.
        if (remote === null) return;
        this.#logger.warn(
          { jobId: job.id, index: item.index, err: error },
          'outcome of a submission unknown',
        );
        await this.#ctx.store.noteRemote([
          { item, remote: afterTrouble(remote, error.message), dueAt: this.#ctx.now() },
        ]);
        return this.#tellDue(job);
      case 'wait-for-device':
        this.#paused.set(target.id, this.#ctx.now() + DEVICE_PAUSE_MS);
        return this.#withdraw(job, item, remote);
      case 'wait':
        return this.#withdraw(job, item, remote);
      default:
        return this.#fail(job, item, remote, effect, error.message);
    }
  }

  /** Nothing was accepted: the item waits here again, at its old place; one that was cancelled meanwhile ends. */
  async #withdraw(job: Job, item: JobItem, remote: RemoteHandle | null): Promise<void> {
    if (remote === null) return;
    const [kept] = await this.#ctx.store.noteRemote([{ item, remote: null, dueAt: null }]);
    if (!kept) await this.#record(job, item, remote, { kind: 'withdrawn' });
  }

  async #fail(
    job: Job,
    item: JobItem,
    remote: RemoteHandle | null,
    failure: RemoteFailure,
    message: string,
  ): Promise<void> {
    if (remote === null) return this.#end(job, item, failure, message);
    return this.#record(job, item, remote, { kind: 'failed', failure, message });
  }

  async #record(job: Job, item: JobItem, remote: RemoteHandle, news: RemoteNews): Promise<void> {
    const report = { index: item.index, attempt: item.attempt, key: remote.key, news };
    await changeJob(this.#ctx, job.id, { indexes: [item.index] }, (snapshot) =>
      decideRemote(
        snapshot,
        [report],
        this.#ctx.now(),
        (one) => this.#ctx.now() + pauseBeforeLook(one, this.#ctx.now()),
      ),
    );
  }

  async #end(job: Job, item: JobItem, failure: RemoteFailure, message: string): Promise<void> {
    await changeJob(this.#ctx, job.id, { indexes: [item.index] }, (snapshot) =>
      decideNotTaken(snapshot, item, failure, message, this.#ctx.now()),
    );
  }

  /** The item's program as its device takes it; null when it does not, which ends the item. */
  async #write(job: Job, item: JobItem, target: Target): Promise<DeviceProgram | null> {
    const ref = job.definition.programs[item.index];
    const [program] = ref ? await this.#ctx.store.programs([ref.programId]) : [null];
    const source = program ? await this.#ctx.store.content(program.contentId) : null;
    if (!ref || source === null)
      throw new Error(`the program of item ${item.index} of ${job.id} is not stored`);
    const outcome = await writeForDevice(
      this.#ctx,
      target,
      { name: ref.name, language: ref.language, source },
      this.#closing.signal,
    );
    if (outcome === null) throw new Error(`the target ${target.id} has no device`);
    if (!outcome.ok) {
      // The engine is closing: the item waits for the next start.
      if (outcome.kind === 'ABORTED') return null;
      if (outcome.kind === 'CRASH') throw new Error(outcome.message);
      await this.#end(job, item, 'PROGRAM', outcome.message);
      return null;
    }
    if (outcome.result.kind !== 'device')
      throw new Error(`the engine answered with a ${outcome.result.kind}`);
    return outcome.result.program;
  }

  #tellDue(job: Job): void {
    this.#ctx.bus.publish([{ ...noticeOf(job, []), due: true }]);
  }
}

function credentialOf(
  job: Job,
  credentials: readonly ProviderCredential[],
  target: Target,
): ProviderCredential | null {
  const credentialId = job.definition.type === 'EXECUTE' ? (job.definition.credentialId ?? null) : null;
  return chooseCredential(credentials, { ...job, credentialId }, target);
}

function keyOf({ jobId, index }: Pick<JobItem, 'jobId' | 'index'>): string {
  return `${jobId}:${index}`;
}
