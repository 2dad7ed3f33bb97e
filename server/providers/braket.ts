/**
 * AWS Braket, by the official SDK.
 * Sources: Amazon Braket API Reference (2019-09-01) as modelled in `@aws-sdk/client-braket`; result documents:
 * `braket.task_result.gate_model_task_result` v1 of amazon-braket-schemas-python.
 */
import {
  BraketClient,
  CancelQuantumTaskCommand,
  CreateQuantumTaskCommand,
  GetDeviceCommand,
  GetQuantumTaskCommand,
  SearchDevicesCommand,
  SearchQuantumTasksCommand,
  type DeviceSummary,
  type GetQuantumTaskResponse,
  type QuantumTaskSummary,
} from '@aws-sdk/client-braket';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { isFinal } from '../domain/status.ts';
import { apportion, countRows, registersOf, type QubitCounts } from './counts.ts';
import {
  NO_PLACE,
  ProviderError,
  type CallOptions,
  type CancelAnswer,
  type PreparedRun,
  type Provider,
  type ProviderErrorKind,
  type QueuePlace,
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

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface BraketOptions {
  /** Where tasks are created, for example `us-east-1`; a device of another region needs a provider of its own. */
  readonly region: string;
  /** @param refresh - true when those given before were refused */
  readonly credentials: (refresh: boolean) => Promise<AwsCredentials>;
  /** Results are written there; Braket wants a name that begins with `amazon-braket-`. */
  readonly outputBucket: string;
  readonly outputPrefix: string;
  /** Other addresses than AWS's own. */
  readonly endpoint?: string;
  readonly s3Endpoint?: string;
  readonly allowLoopback?: boolean;
  readonly policy?: Partial<CallPolicy>;
}

const NAME = 'BRAKET';
const KEY_TAG = 'shotboard-key';
const NAME_TAG = 'shotboard-name';
const OPENQASM_ACTION = 'braket.ir.openqasm.program';
/** The clocks of the provider and of whoever made a key may differ by this much. */
const CLOCK_DIFFERENCE_MS = 3_600_000;
/** How many pages of a list are read at most. */
const MAX_PAGES = 200;
const MAX_RESULT_BYTES = 256 * 1024 * 1024;

const STATUSES: Readonly<Record<string, RemoteStatus>> = {
  CREATED: 'SUBMITTED',
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  CANCELLING: 'CANCELLING',
  COMPLETED: 'COMPLETED',
  FAILED: 'ERROR',
  CANCELLED: 'CANCELLED',
};

/** What a status of Braket means here; null for one that is not known. */
export function braketStatus(raw: string): RemoteStatus | null {
  return Object.hasOwn(STATUSES, raw) ? (STATUSES[raw] ?? null) : null;
}

/** Reads a queue position, which Braket writes as "3", ">2000" or "None". */
export function braketQueue(position: string | undefined): QueuePlace {
  const match = /^(>?)(\d{1,9})$/.exec(position?.trim() ?? '');
  return match ? { position: Number(match[2]), atLeast: match[1] === '>', waitMs: null } : NO_PLACE;
}

const ResultDocument = z.object({
  measurements: z.array(z.array(z.union([z.literal(0), z.literal(1)]))).nullish(),
  measurementProbabilities: z.record(z.string().regex(/^[01]+$/), z.number()).nullish(),
  measuredQubits: z.array(z.int().min(0)).nullish(),
});

/**
 * Reads a result document: qubit 0 stands leftmost there, in the order of `measuredQubits`.
 *
 * @param qubits - how many the program measures; numbered from 0
 * @returns null when the document is not of such a program
 */
export function braketCounts(
  document: unknown,
  qubits: number,
  shots: number,
): { counts: QubitCounts; shots: number; from: RemoteResult['from'] } | null {
  const { data } = ResultDocument.safeParse(document);
  if (data === undefined) return null;
  const order = data.measuredQubits ?? Array.from({ length: qubits }, (_, i) => i);
  const columns = Array.from({ length: qubits }, (_, qubit) => order.indexOf(qubit));
  if (columns.includes(-1)) return null;
  if (data.measurements && data.measurements.length > 0) {
    if (data.measurements.some((row) => row.length !== order.length)) return null;
    const rows = data.measurements.map((row) => columns.map((column) => row[column] ?? 0));
    return { counts: countRows(rows), shots: rows.length, from: 'shots' };
  }
  if (!data.measurementProbabilities) return null;
  const probabilities = new Map<string, number>();
  for (const [state, p] of Object.entries(data.measurementProbabilities)) {
    if (state.length !== order.length) return null;
    const key = columns.map((column) => state[column] ?? '0').reverse();
    probabilities.set(key.join(''), (probabilities.get(key.join('')) ?? 0) + p);
  }
  return { counts: apportion(probabilities, shots), shots, from: 'probabilities' };
}

const Capabilities = z.object({
  service: z
    .object({
      shotsRange: z.tuple([z.int(), z.int()]).nullish(),
      // In US dollars (amazon-braket-schemas-python, `DeviceCost`).
      deviceCost: z.object({ price: z.number(), unit: z.string() }).nullish(),
    })
    .nullish(),
  action: z
    .record(z.string(), z.object({ supportedOperations: z.array(z.string()).nullish() }).nullish())
    .nullish(),
  paradigm: z.object({ qubitCount: z.int().nullish() }).nullish(),
});

/** The kinds of Braket's and S3's errors by name; others go by their HTTP status. */
const ERROR_KINDS: Readonly<Record<string, ProviderErrorKind>> = {
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  SlowDown: 'throttled',
  DeviceOfflineException: 'device-unavailable',
  // A retired device never comes back: waiting for it would be for ever.
  DeviceRetiredException: 'invalid',
  ServiceQuotaExceededException: 'quota',
  ValidationException: 'invalid',
  ResourceNotFoundException: 'not-found',
  NoSuchKey: 'not-found',
  ConflictException: 'conflict',
  CredentialsProviderError: 'auth',
};

const SdkError = z.object({
  name: z.string(),
  message: z.string().catch(''),
  $metadata: z
    .object({ httpStatusCode: z.number().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  $response: z
    .object({
      statusCode: z.number().optional().catch(undefined),
      headers: z.record(z.string(), z.string()).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

type CallKind = 'read' | 'submit' | 'cancel';

/** What a failure of the SDK means; `submit` cannot know what happened when no clear answer came. */
export function braketError(
  error: unknown,
  call: CallKind,
  now: number,
  secrets: readonly string[],
): ProviderError {
  if (error instanceof ProviderError) return error;
  const unclear: ProviderErrorKind = call === 'submit' ? 'unknown-outcome' : 'transient';
  if (error instanceof CallTimeout) return new ProviderError(unclear, `Braket gave ${error.message}.`);
  if (neverSent(error)) return new ProviderError('transient', 'Braket could not be reached.');
  // Properties are read one by one: the SDK's errors carry getters and whole responses.
  const { name, message, $metadata, $response } = SdkError.parse(
    error instanceof Error
      ? { name: error.name, message: error.message, ...pick(error, '$metadata'), ...pick(error, '$response') }
      : { name: 'Error', message: '' },
  );
  const status = $response?.statusCode ?? $metadata?.httpStatusCode;
  const retryAfter = retryAfterOf($response?.headers?.['retry-after'], now);
  const named = Object.hasOwn(ERROR_KINDS, name) ? ERROR_KINDS[name] : undefined;
  if (named === undefined && (status === undefined || status < 400))
    return new ProviderError(unclear, `The connection to Braket broke, or its answer could not be read.`);
  const kind = named ?? kindOfStatus(status ?? 500, unclear);
  const said = cleanText(message, secrets);
  const where = `${cleanText(name, secrets)}${status === undefined ? '' : `, HTTP ${status}`}`;
  return new ProviderError(kind, `Braket answered ${where}${said === '' ? '' : `: ${said}`}`, retryAfter);
}

function pick(from: object, name: '$metadata' | '$response'): Record<string, unknown> {
  return name in from ? { [name]: (from as Record<string, unknown>)[name] } : {}; // `in` has shown that it is there
}

function kindOfStatus(status: number, unclear: ProviderErrorKind): ProviderErrorKind {
  if (status === 401 || status === 403) return 'auth';
  if (status === 404) return 'not-found';
  if (status === 409) return 'conflict';
  if (status === 429) return 'throttled';
  return status >= 500 || status === 408 ? unclear : 'invalid';
}

interface Clients {
  readonly braket: BraketClient;
  readonly s3: S3Client;
  readonly secrets: readonly string[];
}

/**
 * Connects to AWS Braket.
 *
 * @throws Error for an endpoint that is not https
 */
export function braketProvider(options: BraketOptions): Provider {
  return new BraketProvider(options);
}

class BraketProvider implements Provider {
  readonly name = NAME;
  readonly capabilities = {
    inputs: ['BRAKET'],
    idempotency: 'token',
    queuePosition: true,
    cost: false,
    cancelRunning: true,
  } as const;
  private readonly options: BraketOptions;
  private readonly policy: CallPolicy;
  private readonly described = new SharedReads<RemoteDeviceDetails>();
  private clients: Promise<Clients> | null = null;

  constructor(options: BraketOptions) {
    for (const endpoint of [options.endpoint, options.s3Endpoint])
      if (endpoint !== undefined) checkedEndpoint(endpoint, options.allowLoopback ?? false);
    this.options = options;
    this.policy = { ...DEFAULT_POLICY, ...options.policy };
  }

  async checkCredentials({ signal }: CallOptions = {}): Promise<void> {
    await this.read(signal, ({ braket }, abortSignal) =>
      braket.send(new SearchDevicesCommand({ filters: [], maxResults: 1 }), { abortSignal }),
    );
  }

  async listDevices({ signal }: CallOptions = {}): Promise<readonly RemoteDevice[]> {
    const devices: RemoteDevice[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const answer = await this.read(signal, ({ braket }, abortSignal) =>
        braket.send(new SearchDevicesCommand({ filters: [], nextToken }), { abortSignal }),
      );
      devices.push(...(answer.devices ?? []).map(deviceOf));
      nextToken = answer.nextToken;
      if (nextToken === undefined) return devices;
    }
    return devices;
  }

  async describeDevice(deviceId: string, { signal }: CallOptions = {}): Promise<RemoteDeviceDetails> {
    const answer = await this.read(signal, ({ braket }, abortSignal) =>
      braket.send(new GetDeviceCommand({ deviceArn: deviceId }), { abortSignal }),
    );
    const { data } = Capabilities.safeParse(jsonOf(String(answer.deviceCapabilities ?? '')));
    const action = data?.action?.[OPENQASM_ACTION];
    if (data === undefined || !action)
      throw new ProviderError('invalid', `The device ${answer.deviceName ?? deviceId} takes no OpenQASM.`);
    const [minShots, maxShots] = data.service?.shotsRange ?? [1, null];
    const waiting = answer.deviceQueueInfo?.find(
      ({ queue, queuePriority }) => queue === 'QUANTUM_TASKS_QUEUE' && queuePriority !== 'Priority',
    );
    return {
      ...deviceOf(answer),
      dialect: 'BRAKET',
      qubits: data.paradigm?.qubitCount ?? null,
      minShots: Math.max(1, minShots),
      maxShots,
      gates: action.supportedOperations
        ? new Set(action.supportedOperations.map((name) => name.toLowerCase()))
        : null,
      queueLength: waiting?.queueSize ?? null,
      price: priceOf(data.service?.deviceCost),
    };
  }

  async prepare(run: RemoteRun, options: CallOptions = {}): Promise<PreparedRun> {
    const { program, shots } = run;
    if (program.dialect !== 'BRAKET')
      throw new ProviderError('invalid', `Braket takes no program written for ${program.dialect}.`);
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
    if (shots < device.minShots || shots > (device.maxShots ?? Infinity))
      throw new ProviderError(
        'invalid',
        `${device.name} takes ${device.minShots} to ${device.maxShots ?? 'any number of'} shots, not ${shots}.`,
      );
    const action = {
      braketSchemaHeader: { name: OPENQASM_ACTION, version: '1' },
      source: program.text,
      inputs: {},
    };
    return { provider: NAME, run, payload: JSON.stringify(action) };
  }

  async submit(
    { run, payload }: PreparedRun,
    key: string,
    { signal }: CallOptions = {},
  ): Promise<RemoteState> {
    const command = (): CreateQuantumTaskCommand =>
      new CreateQuantumTaskCommand({
        clientToken: key,
        deviceArn: run.deviceId,
        shots: run.shots,
        outputS3Bucket: this.options.outputBucket,
        outputS3KeyPrefix: this.options.outputPrefix,
        action: payload,
        tags: { [KEY_TAG]: key, [NAME_TAG]: tagValue(run.name) },
      });
    const { quantumTaskArn } = await this.call('submit', signal, ({ braket }, abortSignal) =>
      braket.send(command(), { abortSignal }),
    );
    if (quantumTaskArn === undefined)
      throw new ProviderError('unknown-outcome', 'Braket answered without the name of the task.');
    return stateOf(quantumTaskArn, 'CREATED');
  }

  async findByKey(key: string, since: number, { signal }: CallOptions = {}): Promise<readonly RemoteState[]> {
    const found: QuantumTaskSummary[] = [];
    const from = new Date(since - CLOCK_DIFFERENCE_MS).toISOString();
    let nextToken: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const filters = [{ name: 'createdAt', operator: 'GTE' as const, values: [from] }];
      const answer = await this.read(signal, ({ braket }, abortSignal) =>
        braket.send(new SearchQuantumTasksCommand({ filters, maxResults: 100, nextToken }), { abortSignal }),
      );
      found.push(...(answer.quantumTasks ?? []).filter((task) => task.tags?.[KEY_TAG] === key));
      nextToken = answer.nextToken;
      if (nextToken === undefined)
        return found
          .toSorted((a, b) => Number(a.createdAt ?? 0) - Number(b.createdAt ?? 0))
          .map((task) => stateOf(task.quantumTaskArn ?? '', task.status ?? ''));
    }
    // Saying "none" would invite a second submission.
    throw new ProviderError('transient', `Braket lists more than ${MAX_PAGES} pages of tasks.`);
  }

  async poll(remoteId: string, options: CallOptions = {}): Promise<RemoteState> {
    const task = await this.task(remoteId, options);
    const { secrets } = await this.connected(false);
    return stateOf(remoteId, task.status ?? '', secrets, task);
  }

  async cancel(remoteId: string, key: string, options: CallOptions = {}): Promise<CancelAnswer> {
    try {
      const command = (): CancelQuantumTaskCommand =>
        new CancelQuantumTaskCommand({ quantumTaskArn: remoteId, clientToken: key });
      const { cancellationStatus } = await this.call('cancel', options.signal, ({ braket }, abortSignal) =>
        braket.send(command(), { abortSignal }),
      );
      const outcome = cancellationStatus === 'CANCELLED' ? 'done' : 'accepted';
      return { outcome, state: null, message: null };
    } catch (error) {
      if (!(error instanceof ProviderError) || (error.kind !== 'conflict' && error.kind !== 'invalid'))
        throw error;
      const state = await this.poll(remoteId, options);
      const final = state.status !== null && isFinal(state.status);
      return { outcome: final ? 'already-final' : 'refused', state, message: error.message };
    }
  }

  async fetchResult(remoteId: string, run: RemoteRun, options: CallOptions = {}): Promise<RemoteResult> {
    const task = await this.task(remoteId, options);
    if (task.status !== 'COMPLETED')
      throw new ProviderError('conflict', `The task is ${task.status ?? 'of no status'}: it has no result.`);
    const text = await this.read(options.signal, async ({ s3 }, abortSignal) => {
      const Key = `${task.outputS3Directory ?? ''}/results.json`;
      const answer = await s3.send(new GetObjectCommand({ Bucket: task.outputS3Bucket, Key }), {
        abortSignal,
      });
      if ((answer.ContentLength ?? 0) > MAX_RESULT_BYTES)
        throw new ProviderError('invalid', `The result is larger than ${MAX_RESULT_BYTES} bytes.`);
      const body = jsonOf((await answer.Body?.transformToString()) ?? '');
      if (body === undefined) throw new ProviderError('transient', 'The result is not JSON.');
      return body;
    });
    const counted = braketCounts(text, run.program.qubits, run.shots);
    if (counted === null)
      throw new ProviderError('invalid', 'The result is not of the form that Braket documents.');
    const { counts, shots, from } = counted;
    return { registers: registersOf(run.program, counts), shots, from, cost: null };
  }

  close(): void {
    const { clients } = this;
    this.clients = null;
    void clients?.then(
      ({ braket, s3 }) => {
        braket.destroy();
        s3.destroy();
      },
      () => undefined,
    );
  }

  private task(quantumTaskArn: string, { signal }: CallOptions): Promise<GetQuantumTaskResponse> {
    return this.read(signal, ({ braket }, abortSignal) =>
      braket.send(new GetQuantumTaskCommand({ quantumTaskArn, additionalAttributeNames: ['QueueInfo'] }), {
        abortSignal,
      }),
    );
  }

  private read<T>(
    signal: AbortSignal | undefined,
    send: (clients: Clients, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    return repeated(this.policy, signal, () => this.call('read', signal, send));
  }

  /** One call; credentials that are refused are fetched anew, once: a refused call has changed nothing. */
  private async call<T>(
    kind: CallKind,
    signal: AbortSignal | undefined,
    send: (clients: Clients, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const before = this.connected(false);
    try {
      return await this.once(kind, signal, before, send);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.kind !== 'auth') throw error;
      // Several calls may be refused together: the first one refreshes for all.
      const after = this.clients === before ? this.connected(true) : this.connected(false);
      return await this.once(kind, signal, after, send);
    }
  }

  private async once<T>(
    kind: CallKind,
    signal: AbortSignal | undefined,
    connecting: Promise<Clients>,
    send: (clients: Clients, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const clients = await connecting;
    signal?.throwIfAborted();
    try {
      return await limited(this.policy, signal, (own) => send(clients, own));
    } catch (error) {
      if (signal?.aborted && kind !== 'submit') throw error;
      throw braketError(error, kind, this.policy.clock.now(), clients.secrets);
    }
  }

  private connected(refresh: boolean): Promise<Clients> {
    if (this.clients !== null && !refresh) return this.clients;
    const connecting = this.connect(refresh);
    this.clients = connecting;
    // What failed is not kept: the next call asks for credentials again.
    connecting.catch(() => {
      if (this.clients === connecting) this.clients = null;
    });
    return connecting;
  }

  private async connect(refresh: boolean): Promise<Clients> {
    const { region, endpoint, s3Endpoint } = this.options;
    let credentials: AwsCredentials;
    try {
      credentials = await this.options.credentials(refresh);
    } catch {
      throw new ProviderError('auth', 'The credentials for Braket could not be read.');
    }
    // Submissions are repeated by the caller, who knows the key; reads by `repeated`, whose waits can be stopped.
    // Without a recent version of the schemas named, GetDevice leaves out what a device takes of OpenQASM.
    const customUserAgent = 'BraketSchemas/1.8.0';
    const shared = { region, credentials, maxAttempts: 1, customUserAgent };
    return {
      braket: new BraketClient({ ...shared, ...(endpoint === undefined ? {} : { endpoint }) }),
      s3: new S3Client({
        ...shared,
        ...(s3Endpoint === undefined ? {} : { endpoint: s3Endpoint, forcePathStyle: true }),
      }),
      secrets: [credentials.secretAccessKey, credentials.sessionToken ?? '', credentials.accessKeyId],
    };
  }
}

function priceOf(
  cost: { readonly price: number; readonly unit: string } | null | undefined,
): RemoteDeviceDetails['price'] {
  return cost ? { amount: cost.price, currency: 'USD', unit: cost.unit } : null;
}

function deviceOf(device: DeviceSummary): RemoteDevice {
  const rawStatus = device.deviceStatus ?? '';
  return {
    id: device.deviceArn ?? '',
    name: device.deviceName ?? '',
    maker: device.providerName ?? '',
    simulator: device.deviceType === 'SIMULATOR',
    // A status that is not known is not taken for one that accepts tasks.
    status: rawStatus === 'ONLINE' || rawStatus === 'RETIRED' ? rawStatus : 'OFFLINE',
    rawStatus,
    degraded: false,
  };
}

function stateOf(
  remoteId: string,
  rawStatus: string,
  secrets: readonly string[] = [],
  task?: GetQuantumTaskResponse,
): RemoteState {
  const reason = task?.failureReason;
  return {
    remoteId,
    status: braketStatus(rawStatus),
    rawStatus: cleanText(rawStatus, secrets),
    queue: braketQueue(task?.queueInfo?.position),
    message: reason === undefined ? null : cleanText(reason, secrets),
  };
}

/** What may stand in a tag's value (AWS "Tag naming limits"); the rest becomes a space. */
function tagValue(text: string): string {
  return text.replaceAll(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, ' ').slice(0, 256);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
