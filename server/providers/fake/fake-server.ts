import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { CANCEL_MODES, FakeLedger, type FakeRun } from './ledger.ts';

export const OPERATIONS = ['devices', 'submit', 'list', 'poll', 'cancel', 'result', 'cost'] as const;
export type FakeOperation = (typeof OPERATIONS)[number];

/**
 * What goes wrong with the next requests of an operation:
 * before anything is done: `throttle` with Retry-After, `fail` with a status, `error` with the provider's own name,
 * `reset` the connection, `hang` without an answer, `slow` by so many milliseconds;
 * after it was done: `fail-after`, `broken` JSON, `drop` the connection, `hang-after`.
 */
const Fault = z.strictObject({
  operation: z.enum([...OPERATIONS, 'any']),
  kind: z.enum([
    'throttle',
    'fail',
    'error',
    'reset',
    'hang',
    'slow',
    'fail-after',
    'broken',
    'drop',
    'hang-after',
  ]),
  /** How many requests it meets. */
  times: z.int().min(1).default(1),
  status: z.int().min(400).max(599).default(500),
  name: z.string().default('InternalServiceException'),
  message: z.string().default('This was asked for.'),
  /** Milliseconds of `slow`. */
  ms: z.int().min(0).default(1_000),
  /** The value of Retry-After; null leaves it out. */
  retryAfter: z.union([z.string(), z.number()]).nullable().default(null),
});
export type FakeFault = z.input<typeof Fault>;

const Settings = z
  .strictObject({
    createdMs: z.number().min(0),
    queuedMs: z.number().min(0),
    runningMs: z.number().min(0),
    cancellingMs: z.number().min(0),
    listLagMs: z.number().min(0),
    queueDepth: z.int().min(1),
    cancel: z.enum(CANCEL_MODES),
    flipCompleted: z.boolean(),
    failure: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
    rawStatus: z.string().nullable(),
    devices: z.record(z.string(), z.string()),
  })
  .partial();
export type FakeChange = z.input<typeof Settings>;

export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is text already. */
  readonly body: unknown;
}
export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** The part of a fake that knows a provider's protocol. */
export interface FakeProtocol {
  /** What a request asks for; null for a path that the provider does not have. */
  operationOf(method: string, path: string): FakeOperation | null;
  handle(operation: FakeOperation, request: FakeRequest, ledger: FakeLedger): FakeAnswer;
  failure(status: number, name: string, message: string): FakeAnswer;
}

export interface FakeOptions {
  readonly run: FakeRun;
  /** Milliseconds since 1970; the machine's clock when absent. */
  readonly now?: () => number;
  /** Waits for the fault `slow`. */
  readonly pause?: (ms: number) => Promise<void>;
}

const MAX_BODY_BYTES = 10_000_000;

/** A provider's server on the loopback: its protocol, a ledger of what it accepted, and faults on request. */
export class FakeServer {
  readonly ledger: FakeLedger;
  /** How many requests of each operation have arrived. */
  readonly arrived: Record<FakeOperation, number>;
  /** Called when a request has arrived, before it is handled. */
  onArrival: (operation: FakeOperation) => void = () => undefined;
  private readonly protocol: FakeProtocol;
  private readonly server: Server;
  private readonly pause: (ms: number) => Promise<void>;
  private faults: z.output<typeof Fault>[] = [];
  private readonly waiting = new Set<() => void>();
  private skippedMs = 0;
  private address = '';

  constructor(protocol: FakeProtocol, { run, now = () => Date.now(), pause }: FakeOptions) {
    this.protocol = protocol;
    this.pause = pause ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
    this.ledger = new FakeLedger(run, () => now() + this.skippedMs);
    this.arrived = { devices: 0, submit: 0, list: 0, poll: 0, cancel: 0, result: 0, cost: 0 };
    this.server = createServer((request, response) => {
      this.serve(request, response).catch(() => response.destroy());
    });
  }

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    const { port: taken } = this.server.address() as AddressInfo; // it listens on a port, not on a pipe
    this.address = `http://127.0.0.1:${taken}`;
  }

  /** Its address, also after it was closed; empty before the start. */
  get url(): string {
    return this.address;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  /** Puts faults behind those that are still to come. */
  fail(...faults: readonly FakeFault[]): void {
    this.faults.push(...faults.map((fault) => Fault.parse(fault)));
  }

  clearFaults(): void {
    this.faults = [];
  }

  set(change: FakeChange): void {
    const known = Object.entries(Settings.parse(change)).filter(([, value]) => value !== undefined);
    this.ledger.settings = { ...this.ledger.settings, ...Object.fromEntries(known) };
  }

  /** Lets time pass for the tasks. */
  advance(ms: number): void {
    this.skippedMs += ms;
  }

  /** Resolves when so many requests of an operation have arrived since the start. */
  async seen(operation: FakeOperation, count: number): Promise<void> {
    while (this.arrived[operation] < count)
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.waiting.delete(wake);
          resolve();
        };
        this.waiting.add(wake);
      });
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', headers } = message;
    const url = new URL(message.url ?? '/', 'http://fake.invalid');
    const body = await readBody(message);
    if (body === null) {
      send(response, this.protocol.failure(413, 'RequestEntityTooLarge', 'The request is too large.'));
      return;
    }
    const request: FakeRequest = { method, path: url.pathname, query: url.searchParams, headers, body };
    if (url.pathname.startsWith('/fake/')) {
      send(response, this.control(request));
      return;
    }
    const operation = this.protocol.operationOf(method, url.pathname);
    if (operation === null) {
      send(
        response,
        this.protocol.failure(404, 'UnknownOperationException', `No ${method} ${url.pathname}.`),
      );
      return;
    }
    this.onArrival(operation);
    this.arrived[operation] += 1;
    const fault = this.nextFault(operation);
    // Whoever waits for the arrival goes on only after a fault that keeps silent has been chosen.
    for (const wake of [...this.waiting]) wake();
    const early = fault === null ? null : await this.beforehand(fault, response);
    if (early === 'silent') return;
    if (early !== null) {
      send(response, early);
      return;
    }
    const answer = this.protocol.handle(operation, request, this.ledger);
    if (fault === null || fault.kind === 'slow') send(response, answer);
    else if (fault.kind === 'drop') response.destroy();
    else if (fault.kind === 'broken') send(response, { ...answer, body: '{"quantumTaskArn": "arn:aws' });
    else if (fault.kind === 'fail-after')
      send(response, this.protocol.failure(fault.status, fault.name, fault.message));
  }

  /** What a fault does before the request is handled; null to go on. */
  private async beforehand(
    fault: z.output<typeof Fault>,
    response: ServerResponse,
  ): Promise<FakeAnswer | 'silent' | null> {
    switch (fault.kind) {
      case 'hang':
        return 'silent';
      case 'reset':
        response.destroy();
        return 'silent';
      case 'throttle':
        return this.told(429, 'ThrottlingException', 'Rate exceeded.', fault.retryAfter);
      case 'fail':
      case 'error':
        return this.told(fault.status, fault.name, fault.message, fault.retryAfter);
      case 'slow':
        await this.pause(fault.ms);
        return null;
      case 'fail-after':
      case 'broken':
      case 'drop':
      case 'hang-after':
        return null;
      default:
        return fault.kind satisfies never;
    }
  }

  private told(
    status: number,
    name: string,
    message: string,
    retryAfter: string | number | null,
  ): FakeAnswer {
    const answer = this.protocol.failure(status, name, message);
    if (retryAfter === null) return answer;
    return { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfter) } };
  }

  private nextFault(operation: FakeOperation): z.output<typeof Fault> | null {
    const fault = this.faults.find((one) => one.operation === operation || one.operation === 'any');
    if (!fault) return null;
    fault.times -= 1;
    if (fault.times === 0) this.faults = this.faults.filter((one) => one !== fault);
    return fault;
  }

  /** The remote control: `POST /fake/faults`, `POST /fake/settings`, `POST /fake/advance`, `GET /fake/ledger`. */
  private control({ method, path, body }: FakeRequest): FakeAnswer {
    try {
      const given: unknown = body === '' ? {} : JSON.parse(body);
      if (method === 'GET' && path === '/fake/ledger')
        return { status: 200, body: { tasks: this.ledger.tasks, arrived: this.arrived } };
      if (method === 'GET' && path === '/fake/arrived')
        return { status: 200, body: { arrived: this.arrived } };
      if (method === 'POST' && path === '/fake/faults') this.fail(...z.array(Fault).parse(given));
      else if (method === 'DELETE' && path === '/fake/faults') this.clearFaults();
      else if (method === 'POST' && path === '/fake/settings') this.set(Settings.parse(given));
      else if (method === 'POST' && path === '/fake/advance')
        this.advance(z.strictObject({ ms: z.number().min(0) }).parse(given).ms);
      else return { status: 404, body: { message: `The fake has no ${method} ${path}.` } };
      return { status: 200, body: { settings: this.ledger.settings, faults: this.faults } };
    } catch (error) {
      return { status: 400, body: { message: (error as Error).message } }; // from JSON.parse and zod alone
    }
  }
}

async function readBody(message: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status, headers = {}, body }: FakeAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
