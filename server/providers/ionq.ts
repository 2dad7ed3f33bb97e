/**
 * IonQ, by its REST interface v0.4.
 * Source: the OpenAPI document of api.ionq.co/v0.4 ("Last updated: September 2, 2026") and docs.ionq.com.
 */
import { z } from 'zod';
import { isFinal } from '../domain/status.ts';
import { apportion, keyOfState, registersOf } from './counts.ts';
import {
  NO_PLACE,
  ProviderError,
  type CallOptions,
  type CancelAnswer,
  type PreparedRun,
  type Provider,
  type ProviderErrorKind,
  type RemoteCost,
  type RemoteDevice,
  type RemoteDeviceDetails,
  type RemoteResult,
  type RemoteRun,
  type RemoteState,
  type RemoteStatus,
} from './provider.ts';
import {
  CallTimeout,
  checkedEndpoint,
  cleanText,
  DEFAULT_POLICY,
  limited,
  neverSent,
  repeated,
  retryAfterOf,
  SharedReads,
  type CallPolicy,
} from './remote-call.ts';

export interface IonqOptions {
  /** @param refresh - true when the key given before was refused */
  readonly apiKey: (refresh: boolean) => Promise<string>;
  /** With the version in its path; IonQ's own when absent. */
  readonly endpoint?: string;
  readonly allowLoopback?: boolean;
  readonly policy?: Partial<CallPolicy>;
}

const NAME = 'IONQ';
const ENDPOINT = 'https://api.ionq.co/v0.4';
/** The name under which our key stands in a job's metadata: at most 40 characters. */
const KEY_METADATA = 'shotboard_key';
const MAX_SHOTS = 1_000_000;
/** A larger request is answered with 413. */
const MAX_REQUEST_BYTES = 10_000_000;
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const CLOCK_DIFFERENCE_MS = 3_600_000;
const MAX_PAGES = 400;

const STATUSES: Readonly<Record<string, RemoteStatus>> = {
  submitted: 'SUBMITTED',
  ready: 'QUEUED',
  started: 'RUNNING',
  // The name of `started` until v0.3; guides still show it.
  running: 'RUNNING',
  completed: 'COMPLETED',
  canceled: 'CANCELLED',
  failed: 'ERROR',
};
const FAILURES: Readonly<Record<string, RemoteStatus>> = {
  QuotaExhaustedError: 'DEPLETED',
  ContractExpiredError: 'DEPLETED',
  SystemCancel: 'TERMINATED',
};

/** What a status of IonQ means here, by the code of its failure; null for one that is not known. */
export function ionqStatus(raw: string, failure: string | null): RemoteStatus | null {
  const status = Object.hasOwn(STATUSES, raw) ? (STATUSES[raw] ?? null) : null;
  if (status !== 'ERROR' || failure === null) return status;
  return Object.hasOwn(FAILURES, failure) ? (FAILURES[failure] ?? status) : status;
}

const Job = z.object({
  id: z.string().min(1),
  status: z.string(),
  submitted_at: z.string().nullish(),
  predicted_wait_time_ms: z.number().nullish(),
  metadata: z.record(z.string(), z.string()).nullish().catch(null),
  failure: z.object({ code: z.string(), message: z.string() }).nullish().catch(null),
  results: z.record(z.string(), z.unknown()).nullish().catch(null),
});
type Job = z.infer<typeof Job>;
const Created = z.object({ id: z.string().min(1), status: z.string() });
const Jobs = z.object({ jobs: z.array(Job), next: z.string().nullish() });
const Backend = z.object({
  backend: z.string().min(1),
  status: z.string(),
  qubits: z.int().nullish(),
  average_queue_time: z.number().nullish(),
  degraded: z.boolean().nullish(),
});
const Artifact = z.object({ id: z.string().min(1) });
const StateMap = z.record(z.string().regex(/^\d+$/), z.number().min(0));
const Cost = z.object({
  cost: z.object({ value: z.number(), unit: z.string() }).nullish(),
});
/** Two forms are in use: `{statusCode, error, message}` and `{error: {type, message}}`. */
const Refused = z.union([
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
]);

const HISTOGRAM = 'ionq.result.histogram.json.v1';

/** Reads a map from states as decimal numbers, whose lowest bit is qubit 0; null when it is not of these qubits. */
export function ionqStates(document: unknown, qubits: number): ReadonlyMap<string, number> | null {
  const { data } = StateMap.safeParse(document);
  if (data === undefined) return null;
  const states = new Map<string, number>();
  for (const [state, value] of Object.entries(data)) {
    const key = keyOfState(state, qubits);
    if (key === null) return null;
    states.set(key, value);
  }
  return states.size > 0 ? states : null;
}

type CallKind = 'read' | 'submit' | 'cancel';

/** The kind of an answer that is not a success. */
export function ionqErrorKind(status: number, call: CallKind): ProviderErrorKind {
  if (status === 401 || status === 403) return 'auth';
  if (status === 402) return 'quota';
  if (status === 404) return 'not-found';
  if (status === 409) return 'conflict';
  if (status === 429) return 'throttled';
  if (status >= 500 || status === 408) return call === 'submit' ? 'unknown-outcome' : 'transient';
  return 'invalid';
}

/**
 * Connects to IonQ.
 *
 * @throws Error for an endpoint that is not https
 */
export function ionqProvider(options: IonqOptions): Provider {
  return new IonqProvider(options);
}

class IonqProvider implements Provider {
  readonly name = NAME;
  readonly capabilities = {
    inputs: ['IONQ'],
    idempotency: 'search',
    queuePosition: false,
    cost: true,
    cancelRunning: true,
  } as const;
  private readonly options: IonqOptions;
  private readonly endpoint: string;
  private readonly policy: CallPolicy;
  private readonly described = new SharedReads<RemoteDeviceDetails>();
  private key: Promise<string> | null = null;

  constructor(options: IonqOptions) {
    this.options = options;
    this.endpoint = checkedEndpoint(
      options.endpoint ?? ENDPOINT,
      options.allowLoopback ?? false,
    ).href.replace(/\/$/, '');
    this.policy = { ...DEFAULT_POLICY, ...options.policy };
  }

  async checkCredentials({ signal }: CallOptions = {}): Promise<void> {
    // The list of backends is open to all.
    await this.read(Jobs, '/jobs?limit=1', signal);
  }

  async listDevices({ signal }: CallOptions = {}): Promise<readonly RemoteDevice[]> {
    const backends = await this.read(z.array(Backend), '/backends', signal);
    return backends.map(deviceOf);
  }

  async describeDevice(deviceId: string, { signal }: CallOptions = {}): Promise<RemoteDeviceDetails> {
    // The list, not the single one: the simulator is not among the names that `/backends/{backend}` documents.
    const backends = await this.read(z.array(Backend), '/backends', signal);
    const backend = backends.find((one) => one.backend === deviceId);
    if (backend === undefined)
      throw new ProviderError('not-found', `IonQ has no backend ${cleanText(deviceId, [])}.`);
    return {
      ...deviceOf(backend),
      dialect: 'IONQ',
      qubits: backend.qubits ?? null,
      minShots: 1,
      maxShots: MAX_SHOTS,
      // `supported_gates` names the gates of the JSON circuits; what OpenQASM may use is the dialect's.
      gates: null,
      queueLength: null,
      price: null,
    };
  }

  async prepare(run: RemoteRun, options: CallOptions = {}): Promise<PreparedRun> {
    const { program, shots } = run;
    if (program.dialect !== 'IONQ')
      throw new ProviderError('invalid', `IonQ takes no program written for ${program.dialect}.`);
    options.signal?.throwIfAborted();
    // Items that are handed over side by side ask for their device once.
    const device = await this.described.ask(run.deviceId, () => this.describeDevice(run.deviceId));
    if (device.status === 'RETIRED') throw new ProviderError('invalid', `${device.name} is retired.`);
    if (device.status !== 'ONLINE')
      throw new ProviderError('device-unavailable', `${device.name} is ${device.rawStatus}.`);
    if (device.qubits !== null && program.qubits > device.qubits)
      throw new ProviderError(
        'invalid',
        `The program uses ${program.qubits} qubits; ${device.name} has ${device.qubits}.`,
      );
    if (!Number.isInteger(shots) || shots < 1 || shots > MAX_SHOTS)
      throw new ProviderError('invalid', `IonQ takes 1 to ${MAX_SHOTS} shots, not ${shots}.`);
    const payload = JSON.stringify({
      type: 'ionq.qasm3.v1',
      backend: run.deviceId,
      shots,
      name: jobName(run.name),
      input: { data: program.text },
    });
    const bytes = Buffer.byteLength(payload);
    if (bytes > MAX_REQUEST_BYTES)
      throw new ProviderError('invalid', `The program is ${bytes} bytes; IonQ takes ${MAX_REQUEST_BYTES}.`);
    return { provider: NAME, run, payload };
  }

  async submit({ payload }: PreparedRun, key: string, { signal }: CallOptions = {}): Promise<RemoteState> {
    const body = { ...(JSON.parse(payload) as object), metadata: { [KEY_METADATA]: key } }; // written by `prepare`
    const job = await this.call('submit', Created, 'POST', '/jobs', signal, JSON.stringify(body));
    return stateOf({ id: job.id, status: job.status }, []);
  }

  async findByKey(key: string, since: number, { signal }: CallOptions = {}): Promise<readonly RemoteState[]> {
    const from = since - CLOCK_DIFFERENCE_MS;
    const found: Job[] = [];
    const secrets = [await this.authorized(false)];
    let next: string | null = null;
    let newest = Infinity;
    let falling = true;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query = next === null ? '' : `&next=${encodeURIComponent(next)}`;
      const answer: z.infer<typeof Jobs> = await this.read(Jobs, `/jobs?limit=100${query}`, signal);
      found.push(...answer.jobs.filter((job) => job.metadata?.[KEY_METADATA] === key));
      const times = answer.jobs.map((job) => Date.parse(job.submitted_at ?? ''));
      for (const time of times) {
        // The order of the list is not documented: older pages are skipped only while it is seen to fall.
        falling &&= time <= newest;
        newest = time;
      }
      next = answer.next ?? null;
      const past = falling && times.length > 1 && newest < from;
      if (next === null || past)
        return found
          .toSorted((a, b) => Date.parse(a.submitted_at ?? '') - Date.parse(b.submitted_at ?? ''))
          .map((job) => stateOf(job, secrets));
    }
    // Saying "none" would invite a second submission.
    throw new ProviderError('transient', `IonQ lists more than ${MAX_PAGES} pages of jobs.`);
  }

  async poll(remoteId: string, { signal }: CallOptions = {}): Promise<RemoteState> {
    const job = await this.job(remoteId, signal);
    return stateOf(job, [await this.authorized(false)]);
  }

  async cancel(remoteId: string, _key: string, options: CallOptions = {}): Promise<CancelAnswer> {
    // Read first: whether a completed job turns into a cancelled one when it is cancelled is told differently.
    const before = await this.poll(remoteId, options);
    if (before.status === 'CANCELLED') return { outcome: 'done', state: before, message: null };
    if (before.status !== null && isFinal(before.status))
      return { outcome: 'already-final', state: before, message: null };
    let refusal: string | null = null;
    try {
      const path = `/jobs/${encodeURIComponent(remoteId)}/status/cancel`;
      await this.call('cancel', z.unknown(), 'PUT', path, options.signal);
    } catch (error) {
      if (!(error instanceof ProviderError) || (error.kind !== 'conflict' && error.kind !== 'invalid'))
        throw error;
      refusal = error.message;
    }
    const state = await this.poll(remoteId, options);
    if (state.status === 'CANCELLED') return { outcome: 'done', state, message: null };
    if (state.status !== null && isFinal(state.status))
      return { outcome: 'already-final', state, message: refusal };
    return { outcome: refusal === null ? 'accepted' : 'refused', state, message: refusal };
  }

  async fetchResult(
    remoteId: string,
    { program, shots }: RemoteRun,
    { signal }: CallOptions = {},
  ): Promise<RemoteResult> {
    const job = await this.job(remoteId, signal);
    if (job.status !== 'completed')
      throw new ProviderError('conflict', `The job is ${cleanText(job.status, [])}: it has no result.`);
    const path = `/jobs/${encodeURIComponent(remoteId)}`;
    const histogram = Artifact.safeParse(job.results?.[HISTOGRAM]).data;
    // The formats v2 name registers, but no source says in which order they write bits: v1 is documented.
    const document = await this.read(
      z.unknown(),
      histogram ? `${path}/artifacts/${encodeURIComponent(histogram.id)}` : `${path}/results/probabilities`,
      signal,
    );
    const states = ionqStates(document, program.qubits);
    if (states === null)
      throw new ProviderError('invalid', 'The result is not of the form that IonQ documents.');
    const counts = histogram ? states : apportion(states, shots);
    return {
      registers: registersOf(program, counts),
      shots: [...counts.values()].reduce((sum, n) => sum + n, 0),
      from: histogram ? 'shots' : 'probabilities',
      cost: await this.cost(path, signal),
    };
  }

  close(): void {
    this.key = null;
  }

  /** A result is worth more than its price: when that cannot be read, it is unknown. */
  private async cost(path: string, signal: AbortSignal | undefined): Promise<RemoteCost | null> {
    try {
      return (await this.read(Cost, `${path}/cost`, signal)).cost ?? null;
    } catch (error) {
      if (error instanceof ProviderError) return null;
      throw error;
    }
  }

  private job(remoteId: string, signal: AbortSignal | undefined): Promise<Job> {
    return this.read(Job, `/jobs/${encodeURIComponent(remoteId)}`, signal);
  }

  private read<T>(form: z.ZodType<T>, path: string, signal: AbortSignal | undefined): Promise<T> {
    return repeated(this.policy, signal, () => this.call('read', form, 'GET', path, signal));
  }

  /** One call; a key that is refused is fetched anew, once: a refused call has changed nothing. */
  private async call<T>(
    kind: CallKind,
    form: z.ZodType<T>,
    method: string,
    path: string,
    signal: AbortSignal | undefined,
    body?: string,
  ): Promise<T> {
    const once = async (asked: Promise<string>): Promise<T> => {
      const key = await asked;
      signal?.throwIfAborted();
      try {
        return await limited(this.policy, signal, (own) =>
          this.exchange(kind, form, method, path, key, own, body),
        );
      } catch (error) {
        if (error instanceof ProviderError || (signal?.aborted && kind !== 'submit')) throw error;
        throw brokenCall(error, kind);
      }
    };
    const before = this.authorized(false);
    try {
      return await once(before);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.kind !== 'auth') throw error;
      return await once(this.key === before ? this.authorized(true) : this.authorized(false));
    }
  }

  private async exchange<T>(
    kind: CallKind,
    form: z.ZodType<T>,
    method: string,
    path: string,
    key: string,
    signal: AbortSignal,
    body: string | undefined,
  ): Promise<T> {
    const response = await fetch(this.endpoint + path, {
      method,
      signal,
      // A redirect would carry the key to an address that nobody has checked.
      redirect: 'error',
      headers: {
        authorization: `apiKey ${key}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    const document = jsonOf(await limitedText(response, kind));
    if (!response.ok) {
      const said = cleanText(Refused.safeParse(document).data ?? '', [key]);
      throw new ProviderError(
        ionqErrorKind(response.status, kind),
        `IonQ answered HTTP ${response.status}${said === '' ? '' : `: ${said}`}`,
        retryAfterOf(response.headers.get('retry-after'), this.policy.clock.now()),
      );
    }
    const { data, success } = form.safeParse(document);
    if (!success || document === undefined)
      throw new ProviderError(
        kind === 'submit' ? 'unknown-outcome' : 'transient',
        'IonQ gave an answer that cannot be read.',
      );
    return data as T; // `success` says that it is of the form
  }

  private authorized(refresh: boolean): Promise<string> {
    if (this.key !== null && !refresh) return this.key;
    const asked = this.options.apiKey(refresh).catch(() => {
      throw new ProviderError('auth', 'The key for IonQ could not be read.');
    });
    this.key = asked;
    asked.catch(() => {
      if (this.key === asked) this.key = null;
    });
    return asked;
  }
}

function brokenCall(error: unknown, kind: CallKind): ProviderError {
  if (neverSent(error)) return new ProviderError('transient', 'IonQ could not be reached.');
  const unclear: ProviderErrorKind = kind === 'submit' ? 'unknown-outcome' : 'transient';
  if (error instanceof CallTimeout) return new ProviderError(unclear, `IonQ gave ${error.message}.`);
  return new ProviderError(unclear, 'The connection to IonQ broke.');
}

async function limitedText(response: Response, kind: CallKind): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES)
      throw new ProviderError(
        kind === 'submit' ? 'unknown-outcome' : 'invalid',
        `IonQ's answer is larger than ${MAX_ANSWER_BYTES} bytes.`,
      );
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function deviceOf({ backend, status, degraded }: z.infer<typeof Backend>): RemoteDevice {
  return {
    id: backend,
    name: backend,
    maker: 'IonQ',
    simulator: backend === 'simulator',
    // A status that is not known is not taken for one that accepts jobs.
    status: status === 'available' ? 'ONLINE' : status === 'retired' ? 'RETIRED' : 'OFFLINE',
    rawStatus: status,
    degraded: degraded ?? false,
  };
}

function stateOf(job: Pick<Job, 'id' | 'status'> & Partial<Job>, secrets: readonly string[]): RemoteState {
  const { failure } = job;
  const waitMs = job.predicted_wait_time_ms ?? null;
  return {
    remoteId: job.id,
    status: ionqStatus(job.status, failure?.code ?? null),
    rawStatus: cleanText(failure ? `${job.status} (${failure.code})` : job.status, secrets),
    queue: waitMs === null ? NO_PLACE : { ...NO_PLACE, waitMs },
    message: failure ? cleanText(failure.message, secrets) : null,
  };
}

/** A job's name may hold letters, digits, spaces, hyphens and underscores ("Migrating to API v0.4"). */
function jobName(name: string): string {
  return (
    name
      .replaceAll(/[^a-zA-Z0-9 _-]+/g, ' ')
      .trim()
      .slice(0, 100) || 'Shotboard'
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
