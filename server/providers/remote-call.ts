import { ProviderError, type ProviderErrorKind } from './provider.ts';

/** Time, as calls to providers see it. */
export interface CallClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason when that comes first. */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `expire` after so many milliseconds, unless what it returned is called first. */
  deadline(ms: number, expire: () => void): () => void;
}

export const systemClock: CallClock = {
  now: () => Date.now(),
  pause: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason as Error); // an AbortSignal's reason is what its owner gave, by default an Error
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      if (signal?.aborted) stop();
      else signal?.addEventListener('abort', stop, { once: true });
    }),
  deadline: (ms, expire) => {
    const timer = setTimeout(expire, ms);
    return () => clearTimeout(timer);
  },
};

/** How calls to a provider behave. */
export interface CallPolicy {
  readonly clock: CallClock;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** The time limit of one call, in milliseconds. */
  readonly timeoutMs: number;
  /** How often a read is made at most. */
  readonly attempts: number;
  /** The longest a read waits for its next attempt; a provider that asks for more is told to the caller. */
  readonly maxPauseMs: number;
}

export const DEFAULT_POLICY: CallPolicy = {
  clock: systemClock,
  random: Math.random,
  timeoutMs: 30_000,
  attempts: 5,
  maxPauseMs: 30_000,
};

/** Why a call without an answer failed, before it is known whether it was a read. */
export class CallTimeout extends Error {
  constructor(ms: number) {
    super(`no answer within ${ms / 1000} seconds`);
    this.name = 'CallTimeout';
  }
}

/**
 * Makes one call under a time limit.
 *
 * @throws CallTimeout when the time is up; the signal's reason when it aborts; else what the call throws
 */
export async function limited<T>(
  policy: CallPolicy,
  signal: AbortSignal | undefined,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const own = new AbortController();
  let stop: (error: unknown) => void = () => undefined;
  // A library may swallow the abort while it reads a body: the race ends the wait in any case.
  const stopped = new Promise<never>((_, reject) => (stop = reject));
  stopped.catch(() => undefined);
  const abort = (reason: unknown): void => {
    stop(reason);
    own.abort(reason);
  };
  const follow = (): void => abort(signal?.reason);
  signal?.addEventListener('abort', follow, { once: true });
  const cancelDeadline = policy.clock.deadline(policy.timeoutMs, () =>
    abort(new CallTimeout(policy.timeoutMs)),
  );
  const running = call(own.signal);
  running.catch(() => undefined);
  try {
    return await Promise.race([running, stopped]);
  } finally {
    cancelDeadline();
    signal?.removeEventListener('abort', follow);
  }
}

const FIRST_PAUSE_MS = 500;
const REPEATED: ReadonlySet<ProviderErrorKind> = new Set(['throttled', 'transient']);

/**
 * How long to wait before the next attempt: "full jitter", never less than the provider asks for.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 *
 * @param failures - how many attempts have failed, from 1
 */
export function pauseBefore(failures: number, retryAfterMs: number | undefined, policy: CallPolicy): number {
  const ceiling = Math.min(policy.maxPauseMs, FIRST_PAUSE_MS * 2 ** (failures - 1));
  const jitter = policy.random() * ceiling;
  return retryAfterMs === undefined ? jitter : retryAfterMs + jitter;
}

/** Makes a read, again on `throttled` and `transient`, until it answers or the attempts are used up. */
export async function repeated<T>(
  policy: CallPolicy,
  signal: AbortSignal | undefined,
  read: () => Promise<T>,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ProviderError) || !REPEATED.has(error.kind)) throw error;
      const tooLong = (error.retryAfterMs ?? 0) > policy.maxPauseMs;
      if (failures >= policy.attempts || tooLong) throw error;
      await policy.clock.pause(pauseBefore(failures, error.retryAfterMs, policy), signal);
    }
  }
}

/** Reads that are asked for while the same one is under way share its answer. */
export class SharedReads<T> {
  readonly #underWay = new Map<string, Promise<T>>();

  /** @param read - not to be stopped by one of those who share it */
  ask(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.#underWay.get(key);
    if (known) return known;
    const asked = read().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, asked);
    return asked;
  }
}

/**
 * The waiting time of a Retry-After header: seconds, or a date (RFC 9110, 10.2.3).
 *
 * @returns milliseconds; undefined when there is none or it cannot be read
 */
export function retryAfterOf(header: string | null | undefined, now: number): number | undefined {
  if (header === null || header === undefined) return undefined;
  const seconds = Number(header);
  if (header.trim() !== '' && Number.isFinite(seconds)) return Math.max(0, 1000 * seconds);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The longest text of a provider that is shown or stored. */
const MAX_TEXT = 500;
const CONTROLS = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/**
 * A provider's own words, safe to log and to show: without secrets, control characters and excess length.
 *
 * @param secrets - texts that never appear, in whole
 */
export function cleanText(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (secret.length > 0) clean = clean.replaceAll(secret, '[secret]');
  clean = clean.replaceAll(CONTROLS, ' ').trim();
  return clean.length > MAX_TEXT ? `${clean.slice(0, MAX_TEXT)}…` : clean;
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * The address of a provider, checked before a secret is sent to it.
 *
 * @param allowLoopback - plain http to this machine is allowed, for fakes
 * @throws Error for anything but https
 */
export function checkedEndpoint(endpoint: string, allowLoopback: boolean): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url === null) throw new Error('The endpoint of a provider is not a URL.');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new Error(`The endpoint of a provider is an address and a path alone (host ${url.hostname}).`);
  const loopback = LOOPBACK.has(url.hostname);
  if (url.protocol === 'https:' || (allowLoopback && loopback && url.protocol === 'http:')) return url;
  throw new Error(
    `The endpoint of a provider is https, not ${url.protocol}//${url.hostname}${loopback ? ' (plain http to this machine has to be allowed)' : ''}.`,
  );
}

/** What a failed connection says about the request: whether it can have reached the provider. */
export function neverSent(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string' && NOT_CONNECTED.has(at.code)) return true;
    if (at instanceof AggregateError && at.errors.length > 0 && at.errors.every(neverSent)) return true;
  }
  return false;
}
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
