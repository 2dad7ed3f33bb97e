import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import type { PreparedContent } from '../domain/content.ts';
import type { ProviderCredential } from '../domain/credential.ts';
import type { Job, JobItem, RemoteHandle } from '../domain/job.ts';
import type { ExecuteResult } from '../domain/program.ts';
import {
  afterTrouble,
  decideRemote,
  finalFailure,
  isEvent,
  isGivenUp,
  isLost,
  remoteTask,
  seen,
  type RemoteFailure,
  type RemoteNews,
} from '../domain/remote.ts';
import { jittered, LONGEST_PAUSE_MS, pauseBeforeLook } from '../domain/remote-pace.ts';
import type { RemoteState } from '../domain/remote-state.ts';
import { changeJob } from '../jobs/change-job.ts';
import type { Context } from '../jobs/context.ts';
import { ProviderError, type Provider, type RemoteResult } from '../providers/provider.ts';
import { reconcile } from '../providers/reconcile.ts';
import type { RemoteNote } from '../store/store.ts';
import type { Lanes } from './lanes.ts';
import { Loop } from './loop.ts';
import { noteTrouble } from './credential-trouble.ts';
import { readRun } from './stored-run.ts';

export interface FollowerOptions {
  /** How often it looks for what is due without being told. */
  readonly pollMs: number;
  /** A number in [0, 1). */
  readonly random?: () => number;
}

/** How many items are asked about side by side, over all providers. */
const AT_ONCE = 64;
/** What is taken is due again after this, should whoever took it be gone, in milliseconds. */
const LEASE_MS = 120_000;
/** While all calls under some credentials are taken, the next look is this far off, in milliseconds. */
const CROWDED_MS = 250;

/**
 * Follows what providers have: asks how it is at a pace that fits its place in the queue, fetches results once, sends
 * cancellations until they are answered, and finds out what became of submissions without an answer.
 */
export class Follower {
  readonly #ctx: Context;
  readonly #logger: Logger;
  readonly #lanes: Lanes;
  readonly #random: () => number;
  readonly #loop: Loop;
  readonly #closing = new AbortController();
  readonly #busy = new Set<Promise<void>>();
  #crowdedUntil = 0;
  #pauseMs: number;
  #unsubscribe: readonly (() => void)[] = [];

  constructor(ctx: Context, logger: Logger, lanes: Lanes, options: FollowerOptions) {
    this.#ctx = ctx;
    this.#logger = logger;
    this.#lanes = lanes;
    this.#random = options.random ?? Math.random;
    this.#pauseMs = options.pollMs;
    const run = async (): Promise<void> => {
      await this.#take();
      const next = await ctx.store.nextDue();
      const wait = next === null ? options.pollMs : Math.max(next, this.#crowdedUntil) - ctx.now();
      this.#pauseMs = Math.min(options.pollMs, Math.max(20, wait));
    };
    // Every call under way listens to it.
    setMaxListeners(0, this.#closing.signal);
    this.#loop = new Loop('following', run, () => this.#pauseMs, logger);
  }

  start(): void {
    this.#unsubscribe = [
      this.#ctx.bus.subscribe((notices) => {
        if (notices.some((notice) => notice.due)) this.#loop.wake();
      }),
      this.#ctx.bus.hear('missed', () => this.#loop.wake()),
    ];
    this.#loop.start();
  }

  async stop(): Promise<void> {
    for (const end of this.#unsubscribe) end();
    this.#closing.abort();
    await this.#loop.stop();
    await Promise.all(this.#busy);
  }

  wake(): void {
    this.#loop.wake();
  }

  /** Looks at all that is due now, and waits for the answers. Answers how many items it looked at. */
  async pass(): Promise<number> {
    let looked = 0;
    for (;;) {
      this.#crowdedUntil = 0;
      const taken = await this.#take();
      await Promise.all(this.#busy);
      looked += taken;
      if (taken === 0) return looked;
    }
  }

  /**
   * Looks now at what a process that is gone had taken.
   *
   * @param which - `all` also at what it was submitting: only before anything is handed over, and where no other process
   *   works on the store; elsewhere somebody may be submitting it at this moment, and it is due soon by itself
   */
  async hasten(which: 'all' | 'accepted'): Promise<void> {
    const now = this.#ctx.now();
    await this.#ctx.store.hastenDue(now, now + LEASE_MS, which);
  }

  /** Takes what is due and begins to look at it. */
  async #take(): Promise<number> {
    const { store } = this.#ctx;
    let begun = 0;
    while (!this.#closing.signal.aborted) {
      const now = this.#ctx.now();
      const free = AT_ONCE - this.#busy.size;
      if (free <= 0 || now < this.#crowdedUntil) return begun;
      const due = await store.takeDue({
        now,
        again: now + LEASE_MS,
        horizon: now + 2 * LONGEST_PAUSE_MS,
        limit: free,
      });
      if (due.length === 0) return begun;
      const jobs = await store.jobs(due.map((item) => item.jobId));
      const ids = due.flatMap((item) => item.remote?.credentialId ?? []);
      const credentials = new Map(
        (await store.providerCredentials([...new Set(ids)])).flatMap((one) => (one ? [[one.id, one]] : [])),
      );
      const postponed: RemoteNote[] = [];
      due.forEach((item, n) => {
        const job = jobs[n];
        if (!job || item.remote === null) return;
        const credential = credentials.get(item.remote.credentialId);
        if (credential && !this.#lanes.enter(credential.id)) {
          const opensAt = Math.max(this.#lanes.opensAt(credential.id), now);
          if (opensAt <= now) this.#crowdedUntil = now + CROWDED_MS;
          const trouble = this.#lanes.troubleOf(credential.id);
          const remote = trouble === null ? item.remote : { ...item.remote, trouble };
          postponed.push({ item, remote, dueAt: opensAt + Math.round((0.2 + this.#random()) * 5_000) });
          return;
        }
        begun += 1;
        const one = this.#look(job, item, item.remote, credential ?? null)
          .catch((error: unknown) => {
            if (!this.#closing.signal.aborted)
              this.#logger.error(
                { err: error, jobId: job.id, index: item.index },
                'could not follow an item',
              );
          })
          .finally(() => {
            if (credential) this.#lanes.leave(credential.id);
            this.#busy.delete(one);
            this.#loop.wake();
          });
        this.#busy.add(one);
      });
      if (postponed.length > 0) await store.noteRemote(postponed);
    }
    return begun;
  }

  async #look(
    job: Job,
    item: JobItem,
    remote: RemoteHandle,
    credential: ProviderCredential | null,
  ): Promise<void> {
    const task = remoteTask(job, item);
    if (task === 'nothing') {
      await this.#ctx.store.noteRemote([{ item, remote, dueAt: null }]);
      return;
    }
    if (credential === null) {
      const gone = afterTrouble(remote, 'The credentials it was submitted with are gone.');
      await this.#ctx.store.noteRemote([{ item, remote: gone, dueAt: this.#ctx.now() + LONGEST_PAUSE_MS }]);
      return;
    }
    const provider = this.#ctx.providers.of(credential);
    try {
      if (task === 'reconcile') await this.#reconcile(job, item, remote, provider);
      else if (task === 'cancel') await this.#cancel(job, item, remote, provider);
      else await this.#poll(job, item, remote, provider);
      this.#lanes.answered(credential.id);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      this.#lanes.failed(credential.id, error);
      await this.#troubled(job, item, remote, credential, task, error);
    }
  }

  async #poll(job: Job, item: JobItem, remote: RemoteHandle, provider: Provider): Promise<void> {
    if (remote.remoteId === null) throw new Error('only what has a handle can be polled');
    const state = await provider.poll(remote.remoteId, { signal: this.#closing.signal });
    await this.#told(job, item, remote, provider, state);
  }

  /** Writes what a provider told of an item. */
  async #told(
    job: Job,
    item: JobItem,
    remote: RemoteHandle,
    provider: Provider,
    state: RemoteState,
  ): Promise<void> {
    if (state.status === 'COMPLETED') {
      if (remote.remoteId === null) await this.#record(job, item, remote, { kind: 'state', state });
      const { news, content } = await this.#fetch(remote, provider, state);
      return this.#record(job, item, remote, news, [content]);
    }
    if (isEvent(job, item, state)) return this.#record(job, item, remote, { kind: 'state', state });
    const after = seen(item, state, this.#ctx.now());
    const noted = { ...item, remote: after };
    await this.#ctx.store.noteRemote([{ item, remote: after, dueAt: this.#nextLook(noted) }]);
  }

  async #fetch(
    remote: RemoteHandle,
    provider: Provider,
    state: RemoteState,
  ): Promise<{ news: RemoteNews; content: PreparedContent }> {
    const prepared = await readRun(this.#ctx.store, remote.runId);
    const options = { signal: this.#closing.signal };
    const result = await provider.fetchResult(state.remoteId, prepared.run, options);
    const content = await this.#ctx.store.prepareContent(
      JSON.stringify(resultOf(result, prepared.run.program.statistics)),
    );
    return { news: { kind: 'completed', state, resultId: content.id }, content };
  }

  async #cancel(job: Job, item: JobItem, remote: RemoteHandle, provider: Provider): Promise<void> {
    if (remote.remoteId === null) throw new Error('only what has a handle can be cancelled');
    const answer = await provider.cancel(remote.remoteId, `cancel-${remote.key}`.slice(0, 64), {
      signal: this.#closing.signal,
    });
    await this.#record(job, item, remote, { kind: 'cancel-answer', answer });
  }

  /** Finds out what became of a submission without an answer. Never makes a second task. */
  async #reconcile(job: Job, item: JobItem, remote: RemoteHandle, provider: Provider): Promise<void> {
    const prepared = await readRun(this.#ctx.store, remote.runId);
    const options = { signal: this.#closing.signal };
    // What is to be cancelled is looked for, and not sent again even where that would be safe.
    const found =
      item.status === 'CANCELLING'
        ? await lookFor(provider, remote, options.signal)
        : await reconcile(provider, prepared, remote.key, remote.keyAt, options).catch((error: unknown) => {
            // Refused now says nothing of what was accepted before.
            const failure = error instanceof ProviderError ? finalFailure(error.kind) : null;
            if (error instanceof ProviderError && failure !== null)
              return lookFor(provider, remote, options.signal, { failure, message: error.message });
            throw error;
          });
    if (found.kind === 'refused') {
      const { failure, message } = found;
      return this.#record(job, item, remote, { kind: 'failed', failure, message });
    }
    if (found.kind === 'accepted') {
      if (found.duplicates.length > 0)
        this.#logger.warn(
          { jobId: job.id, index: item.index, key: remote.key },
          'the provider has several tasks under a key',
        );
      return this.#told(job, item, remote, provider, found.state);
    }
    if (isGivenUp(remote, this.#ctx.now())) return this.#record(job, item, remote, { kind: 'not-found' });
    const dueAt =
      this.#ctx.now() +
      jittered(Math.min(60_000, 2_000 + (this.#ctx.now() - remote.keyAt) / 4), this.#random());
    await this.#ctx.store.noteRemote([{ item, remote, dueAt }]);
  }

  /** A provider could not be asked, or gave an answer that is an end of its own. */
  async #troubled(
    job: Job,
    item: JobItem,
    remote: RemoteHandle,
    credential: ProviderCredential,
    task: 'reconcile' | 'cancel' | 'poll',
    error: ProviderError,
  ): Promise<void> {
    const { message } = error;
    if (isLost(task, error.kind, remote, this.#ctx.now()))
      return this.#record(job, item, remote, { kind: 'failed', failure: 'PROVIDER', message });
    if (task === 'cancel') await this.#record(job, item, remote, { kind: 'cancel-unanswered', message });
    if (error.kind === 'auth') await noteTrouble(this.#ctx.store, credential, message);
    const after = afterTrouble(remote, message);
    const pause = Math.max(this.#pause({ ...item, remote: after }), error.retryAfterMs ?? 0);
    const dueAt = Math.max(this.#ctx.now() + pause, this.#lanes.opensAt(credential.id));
    await this.#ctx.store.noteRemote([{ item, remote: after, dueAt }]);
  }

  #pause(item: JobItem): number {
    return jittered(pauseBeforeLook(item, this.#ctx.now()), this.#random());
  }

  #nextLook(item: JobItem): number {
    return this.#ctx.now() + this.#pause(item);
  }

  async #record(
    job: Job,
    item: JobItem,
    remote: RemoteHandle,
    news: RemoteNews,
    contents: readonly PreparedContent[] = [],
  ): Promise<void> {
    const report = { index: item.index, attempt: item.attempt, key: remote.key, news };
    await changeJob(
      this.#ctx,
      job.id,
      { indexes: [item.index] },
      (snapshot) => decideRemote(snapshot, [report], this.#ctx.now(), (one) => this.#nextLook(one)),
      { contents },
    );
  }
}

type Found =
  | { readonly kind: 'accepted'; readonly state: RemoteState; readonly duplicates: readonly RemoteState[] }
  | { readonly kind: 'not-found' }
  | ({ readonly kind: 'refused' } & FinalRefusal);

interface FinalRefusal {
  readonly failure: RemoteFailure;
  readonly message: string;
}

/** Looks for a task by its key. @param refusal - the provider said that it takes no such task */
async function lookFor(
  provider: Provider,
  remote: RemoteHandle,
  signal: AbortSignal,
  refusal?: FinalRefusal,
): Promise<Found> {
  const [state, ...duplicates] = await provider.findByKey(remote.key, remote.keyAt, { signal });
  if (state !== undefined) return { kind: 'accepted', state, duplicates };
  return refusal === undefined ? { kind: 'not-found' } : { kind: 'refused', ...refusal };
}

/** A device's result in the form of every other run's. */
function resultOf(result: RemoteResult, statistics: ExecuteResult['statistics']): ExecuteResult {
  return {
    kind: 'execute',
    shots: result.shots,
    registers: result.registers,
    seed: null,
    method: result.from === 'shots' ? 'DEVICE' : 'PROBABILITIES',
    statistics,
    cost: result.cost,
  };
}
