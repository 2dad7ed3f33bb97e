import { z } from 'zod';
import {
  FakeServer,
  type FakeAnswer,
  type FakeOperation,
  type FakeOptions,
  type FakeProtocol,
  type FakeRequest,
} from './fake-server.ts';
import type { FakeLedger, FakePhase, FakeTask } from './ledger.ts';

export const FAKE_IONQ_KEYS = ['fake-ionq-key-1', 'fake-ionq-key-2'] as const;

const BACKENDS: Readonly<Record<string, number>> = { simulator: 20, 'qpu.forte-1': 20 };

// The schema CircuitJobCreationPayload of IonQ's OpenAPI document (v0.4), which allows no other members.
const Create = z.strictObject({
  // Letters, digits, spaces, hyphens and underscores: "Migrating to API v0.4".
  name: z
    .string()
    .regex(/^[a-zA-Z0-9 _-]+$/)
    .optional(),
  metadata: z.record(z.string().max(40), z.string().max(400)).optional(),
  shots: z.int().min(1).max(1_000_000).default(100),
  backend: z.string(),
  session_id: z.string().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  dry_run: z.boolean().optional(),
  noise: z.strictObject({ model: z.string(), seed: z.int().optional() }).optional(),
  type: z.literal('ionq.qasm3.v1'),
  input: z.strictObject({ data: z.string() }),
});

const STATUSES: Readonly<Record<FakePhase, string>> = {
  created: 'submitted',
  queued: 'ready',
  running: 'started',
  // IonQ has no status between: the job shows what it was until it is cancelled.
  cancelling: 'started',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'canceled',
};
const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized Error',
  404: 'Not Found Error',
  409: 'Conflict',
  429: 'Too Many Requests',
};
const JOB_PATH = /^\/v0\.4\/jobs\/([^/]+)$/;
const CANCEL_PATH = /^\/v0\.4\/jobs\/([^/]+)\/status\/cancel$/;
const COST_PATH = /^\/v0\.4\/jobs\/([^/]+)\/cost$/;
const RESULT_PATH = /^\/v0\.4\/jobs\/([^/]+)\/(?:results\/probabilities|artifacts\/([^/]+))$/;
const HISTOGRAM = 'ionq.result.histogram.json.v1';
const PROBABILITIES = 'ionq.result.probabilities.json.v1';

function failure(status: number, _name: string, message: string): FakeAnswer {
  return { status, body: { statusCode: status, error: TITLES[status] ?? 'Error', message } };
}

/** IonQ's REST interface v0.4. */
class IonqProtocol implements FakeProtocol {
  operationOf(method: string, path: string): FakeOperation | null {
    switch (`${method} ${path}`) {
      case 'GET /v0.4/backends':
        return 'devices';
      case 'POST /v0.4/jobs':
        return 'submit';
      case 'GET /v0.4/jobs':
        return 'list';
    }
    if (method === 'PUT' && CANCEL_PATH.test(path)) return 'cancel';
    if (method !== 'GET') return null;
    if (COST_PATH.test(path)) return 'cost';
    if (RESULT_PATH.test(path)) return 'result';
    return JOB_PATH.test(path) ? 'poll' : null;
  }

  failure(status: number, name: string, message: string): FakeAnswer {
    return failure(status, name, message);
  }

  handle(operation: FakeOperation, request: FakeRequest, ledger: FakeLedger): FakeAnswer {
    if (operation === 'devices') return backends(ledger);
    const key = request.headers.authorization ?? '';
    if (!FAKE_IONQ_KEYS.some((one) => key === `apiKey ${one}`))
      return failure(401, '', 'Invalid key provided.');
    switch (operation) {
      case 'submit':
        return create(request, ledger);
      case 'list':
        return list(request, ledger);
      case 'poll':
        return withJob(JOB_PATH, request, ledger, (task) => ({ status: 200, body: jobOf(task, ledger) }));
      case 'cancel':
        return withJob(CANCEL_PATH, request, ledger, (task) => cancel(task, ledger));
      case 'result':
        return withJob(RESULT_PATH, request, ledger, (task) => result(task, request));
      case 'cost':
        return withJob(COST_PATH, request, ledger, (task) => cost(task));
      default:
        return operation satisfies never;
    }
  }
}

function create(request: FakeRequest, ledger: FakeLedger): FakeAnswer {
  let given: unknown;
  try {
    given = JSON.parse(request.body);
  } catch {
    return failure(400, '', 'The request is not JSON.');
  }
  const { data, error } = Create.safeParse(given);
  if (error) return failure(400, '', z.prettifyError(error));
  if (!Object.hasOwn(BACKENDS, data.backend)) return failure(400, '', `"backend" was invalid.`);
  const status = ledger.settings.devices[data.backend] ?? 'available';
  if (status === 'retired') return failure(400, '', `${data.backend} is retired.`);
  // A backend that is not available keeps its queue; a bad program is accepted and fails later.
  const id = `617a1f8b-59d4-435d-aa33-${String(ledger.tasks.length + 1).padStart(12, '0')}`;
  ledger.accept({
    id,
    key: data.metadata?.shotboard_key ?? '',
    deviceId: data.backend,
    program: data.input.data,
    shots: data.shots,
    request: data,
  });
  return { status: 201, body: { id, status: 'submitted', session_id: null } };
}

function list(request: FakeRequest, ledger: FakeLedger): FakeAnswer {
  const limit = Math.min(100, Number(request.query.get('limit') ?? 25));
  const first = Number(request.query.get('next') ?? 0);
  const found = ledger.listed.toReversed();
  const jobs = found.slice(first, first + limit).map((task) => jobOf(task, ledger));
  const next = first + limit < found.length ? String(first + limit) : null;
  return { status: 200, body: { jobs, next } };
}

function cancel(task: FakeTask, ledger: FakeLedger): FakeAnswer {
  const outcome = ledger.cancel(task.id);
  switch (outcome) {
    case 'cancelled':
    case 'cancelling':
    case 'ignored':
    case 'final':
      // Its OpenAPI document has one answer, whatever became of the job.
      return { status: 200, body: { id: task.id, status: 'canceled' } };
    case 'refused':
      return failure(400, '', 'The job cannot be canceled.');
    default:
      return outcome satisfies never;
  }
}

function result(task: FakeTask, request: FakeRequest): FakeAnswer {
  if (task.phase !== 'completed' || !task.counts)
    return failure(404, '', 'Job not found or not yet completed.');
  const artifact = RESULT_PATH.exec(request.path)?.[2];
  const wanted = artifact === undefined ? PROBABILITIES : artifactsOf(task)[artifact];
  if (wanted === undefined) return failure(404, '', 'Job or artifact not found.');
  const states = Object.entries(task.counts.counts).map(([bits, count]): [string, number] => [
    // The lowest bit of the number is qubit 0, which stands rightmost.
    BigInt(`0b${bits}`).toString(),
    wanted === HISTOGRAM ? count : count / task.shots,
  ]);
  return { status: 200, body: Object.fromEntries(states) };
}

function cost(task: FakeTask): FakeAnswer {
  const value = { value: task.deviceId === 'simulator' ? 0 : task.shots / 100, unit: 'usd' };
  const done = task.phase === 'completed';
  return { status: 200, body: { dry_run: false, estimated_cost: value, ...(done ? { cost: value } : {}) } };
}

/** The ideal simulator gives probabilities alone. */
function artifactsOf(task: FakeTask): Readonly<Record<string, string>> {
  const probabilities = { [`${task.id}-p`]: PROBABILITIES };
  return task.deviceId === 'simulator' ? probabilities : { ...probabilities, [`${task.id}-h`]: HISTOGRAM };
}

function jobOf(task: FakeTask, ledger: FakeLedger): Record<string, unknown> {
  const position = ledger.position(task.id);
  const results = Object.entries(artifactsOf(task)).map(([id, format]) => [
    format,
    { id, format, media_type: 'application/json' },
  ]);
  return {
    id: task.id,
    status: ledger.settings.rawStatus ?? STATUSES[task.phase],
    type: 'ionq.qasm3.v1',
    backend: task.deviceId,
    dry_run: false,
    submitter_id: '64b03577072d45001c85e9c4',
    project_id: null,
    parent_job_id: null,
    session_id: null,
    metadata: task.request.metadata ?? null,
    name: task.request.name ?? null,
    submitted_at: new Date(task.acceptedAt).toISOString(),
    started_at: null,
    completed_at: task.endedAt === null ? null : new Date(task.endedAt).toISOString(),
    predicted_wait_time_ms: position === null ? null : position * 60_000,
    predicted_execution_duration_ms: null,
    execution_duration_ms: null,
    shots: task.shots,
    failure: task.failure,
    output: {},
    settings: {},
    stats: {},
    results: task.phase === 'completed' ? Object.fromEntries(results) : null,
    child_job_ids: null,
  };
}

function withJob(
  path: RegExp,
  request: FakeRequest,
  ledger: FakeLedger,
  answer: (task: FakeTask) => FakeAnswer,
): FakeAnswer {
  const task = ledger.find(decodeURIComponent(path.exec(request.path)?.[1] ?? ''));
  return task ? answer(task) : failure(404, '', 'Resource not found.');
}

function backends(ledger: FakeLedger): FakeAnswer {
  const body = Object.entries(BACKENDS).map(([backend, qubits]) => {
    const status = ledger.settings.devices[backend] ?? 'available';
    return {
      backend,
      status: status === 'degraded' ? 'available' : status,
      degraded: status === 'degraded',
      qubits,
      average_queue_time: 60_000,
      last_updated: '2026-01-01T00:00:00Z',
    };
  });
  return { status: 200, body };
}

/** A fake of IonQ; its endpoint is the server's address with `/v0.4`. */
export function fakeIonq(options: FakeOptions): FakeServer {
  return new FakeServer(new IonqProtocol(), options);
}
