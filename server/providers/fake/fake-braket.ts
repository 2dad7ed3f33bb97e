import { CancelQuantumTaskRequest$, CreateQuantumTaskRequest$ } from '@aws-sdk/client-braket';
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

export const FAKE_BRAKET_KEYS = ['AKIAFAKEFAKEFAKEFAKE', 'AKIAFAKEFAKEFAKE2222'] as const;
export const FAKE_SIMULATOR = 'arn:aws:braket:::device/quantum-simulator/amazon/sv1';
export const FAKE_QPU = 'arn:aws:braket:us-east-1::device/qpu/ionq/Forte-1';

interface Device {
  readonly name: string;
  readonly maker: string;
  readonly type: 'QPU' | 'SIMULATOR';
  readonly qubits: number;
  readonly gates: readonly string[];
  readonly cost: { readonly price: number; readonly unit: string };
}
const SIMPLE = ['x', 'y', 'z', 'h', 's', 'si', 't', 'ti', 'v', 'vi', 'rx', 'ry', 'rz', 'cnot', 'swap'];
const DEVICES: Readonly<Record<string, Device>> = {
  [FAKE_SIMULATOR]: {
    name: 'SV1',
    maker: 'Amazon Braket',
    type: 'SIMULATOR',
    qubits: 20,
    cost: { price: 0.075, unit: 'minute' },
    gates: [...SIMPLE, 'i', 'cy', 'cz', 'xx', 'yy', 'zz', 'ccnot', 'cswap', 'phaseshift', 'cphaseshift'],
  },
  [FAKE_QPU]: {
    name: 'Forte 1',
    maker: 'IonQ',
    type: 'QPU',
    qubits: 20,
    cost: { price: 0.08, unit: 'shot' },
    gates: [...SIMPLE, 'xx', 'yy', 'zz'],
  },
};

/** The names and the required part of a structure, as the SDK's own model of the service has them. */
function membersOf(structure: typeof CreateQuantumTaskRequest$): {
  names: readonly string[];
  required: readonly string[];
} {
  const names = structure[4];
  return { names, required: names.slice(0, structure[6] ?? 0) };
}

// Lengths and patterns: Amazon Braket API Reference, "CreateQuantumTask" and "CancelQuantumTask".
const Create = z.object({
  clientToken: z.string().min(1).max(64),
  deviceArn: z
    .string()
    .max(256)
    .regex(/^arn:aws/),
  shots: z.int().min(0),
  outputS3Bucket: z.string().min(3).max(63),
  outputS3KeyPrefix: z.string().min(1).max(1024),
  action: z.string().min(1),
  tags: z
    .record(
      z.string().min(1).max(128),
      z
        .string()
        .max(256)
        .regex(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u),
    )
    .optional(),
});
const Action = z.strictObject({
  braketSchemaHeader: z.strictObject({
    name: z.literal('braket.ir.openqasm.program'),
    version: z.literal('1'),
  }),
  source: z.string().regex(/^OPENQASM 3/),
  inputs: z.record(z.string(), z.unknown()).optional(),
});
const Cancel = z.object({ clientToken: z.string().min(1).max(64) });
const Search = z.strictObject({
  filters: z.array(
    z.strictObject({ name: z.string(), values: z.array(z.string()), operator: z.string().optional() }),
  ),
  maxResults: z.int().min(1).max(100).optional(),
  nextToken: z.string().optional(),
});

const SIGNED =
  /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]{16,128})\/\d{8}\/[a-z0-9-]+\/(?:braket|s3)\/aws4_request, SignedHeaders=[a-z0-9;-]+, Signature=[0-9a-f]{64}$/;

const STATUSES: Readonly<Record<FakePhase, string>> = {
  created: 'CREATED',
  queued: 'QUEUED',
  running: 'RUNNING',
  cancelling: 'CANCELLING',
  completed: 'COMPLETED',
  failed: 'FAILED',
  cancelled: 'CANCELLED',
};
const TASK_PATH = /^\/quantum-task\/([^/]+)$/;
const CANCEL_PATH = /^\/quantum-task\/([^/]+)\/cancel$/;
const DEVICE_PATH = /^\/device\/([^/]+)$/;
const OBJECT_PATH = /^\/(amazon-braket-[a-z0-9-]+)\/(.+)$/;

class Refused extends Error {
  readonly answer: FakeAnswer;
  constructor(answer: FakeAnswer) {
    super('refused');
    this.answer = answer;
  }
}
const refused = (status: number, name: string, message: string): Refused =>
  new Refused(failure(status, name, message));
const invalid = (message: string): Refused => refused(400, 'ValidationException', message);

function failure(status: number, name: string, message: string): FakeAnswer {
  return { status, headers: { 'x-amzn-errortype': name }, body: { message } };
}

/** AWS Braket's REST interface, and S3's for results, on one address. Signatures are read, not verified. */
class BraketProtocol implements FakeProtocol {
  private count = 0;

  operationOf(method: string, path: string): FakeOperation | null {
    switch (`${method} ${path}`) {
      case 'POST /devices':
        return 'devices';
      case 'POST /quantum-task':
        return 'submit';
      case 'POST /quantum-tasks':
        return 'list';
    }
    if (method === 'GET' && DEVICE_PATH.test(path)) return 'devices';
    if (method === 'GET' && TASK_PATH.test(path)) return 'poll';
    if (method === 'PUT' && CANCEL_PATH.test(path)) return 'cancel';
    return method === 'GET' && OBJECT_PATH.test(path) ? 'result' : null;
  }

  failure(status: number, name: string, message: string): FakeAnswer {
    return failure(status, name, message);
  }

  handle(operation: FakeOperation, request: FakeRequest, ledger: FakeLedger): FakeAnswer {
    try {
      const signed = SIGNED.exec(request.headers.authorization ?? '');
      if (!signed || !FAKE_BRAKET_KEYS.some((key) => key === signed[1]))
        throw refused(403, 'UnrecognizedClientException', 'The security token included is invalid.');
      if (request.headers['x-amz-date'] === undefined) throw invalid('There is no x-amz-date.');
      switch (operation) {
        case 'devices':
          return request.method === 'POST' ? this.search(request, ledger) : this.device(request, ledger);
        case 'submit':
          return this.create(request, ledger);
        case 'list':
          return this.list(request, ledger);
        case 'poll':
          return this.read(request, ledger);
        case 'cancel':
          return this.cancel(request, ledger);
        case 'result':
          return this.result(request, ledger);
        case 'cost':
          throw refused(404, 'UnknownOperationException', 'Braket tells no cost.');
        default:
          return operation satisfies never;
      }
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      throw error;
    }
  }

  private create(request: FakeRequest, ledger: FakeLedger): FakeAnswer {
    const given = members(request.body, CreateQuantumTaskRequest$);
    const create = checked(Create, given);
    const action = checked(Action, parsed(create.action));
    const device = Object.hasOwn(DEVICES, create.deviceArn) ? DEVICES[create.deviceArn] : undefined;
    if (!device)
      throw refused(404, 'ResourceNotFoundException', `Device ${create.deviceArn} does not exist.`);
    const status = statusOf(create.deviceArn, ledger);
    if (status === 'RETIRED') throw refused(410, 'DeviceRetiredException', `${device.name} is retired.`);
    if (status !== 'ONLINE') throw refused(424, 'DeviceOfflineException', `${device.name} is not online.`);
    if (create.shots < 1 || create.shots > 100_000) throw invalid(`${create.shots} shots are not possible.`);
    // The token decides; it comes before anything that could make a second task.
    const earlier = ledger.tasks.find((task) => task.key === create.clientToken);
    if (earlier) {
      if (JSON.stringify(earlier.request) !== JSON.stringify(given))
        throw refused(409, 'ConflictException', 'The client token was used with other parameters.');
      return { status: 201, body: { quantumTaskArn: earlier.id } };
    }
    this.count += 1;
    const id = `arn:aws:braket:us-east-1:123456789012:quantum-task/00000000-0000-4000-8000-${String(this.count).padStart(12, '0')}`;
    ledger.accept({
      id,
      key: create.clientToken,
      deviceId: create.deviceArn,
      program: action.source,
      shots: create.shots,
      request: given,
    });
    return { status: 201, body: { quantumTaskArn: id } };
  }

  private read(request: FakeRequest, ledger: FakeLedger): FakeAnswer {
    const task = taskOf(TASK_PATH, request, ledger);
    const names = request.query.getAll('additionalAttributeNames');
    if (names.some((name) => name !== 'QueueInfo')) throw invalid('Unknown additional attribute.');
    const position = ledger.position(task.id);
    const shown = position === null ? 'None' : position > 2000 ? '>2000' : String(position);
    return {
      status: 200,
      body: {
        ...summary(task, ledger),
        deviceParameters: '{}',
        ...(task.failure ? { failureReason: task.failure.message } : {}),
        ...(names.length > 0
          ? { queueInfo: { queue: 'QUANTUM_TASKS_QUEUE', position: shown, queuePriority: 'Normal' } }
          : {}),
      },
    };
  }

  private list(request: FakeRequest, ledger: FakeLedger): FakeAnswer {
    const { filters, maxResults = 10, nextToken } = checked(Search, parsed(request.body));
    const from = filters.find((one) => one.name === 'createdAt' && one.operator === 'GTE')?.values[0];
    const found = ledger.listed.filter((task) => from === undefined || task.acceptedAt >= Date.parse(from));
    const first = Number(nextToken ?? 0);
    const quantumTasks = found.slice(first, first + maxResults).map((task) => summary(task, ledger));
    const rest = first + maxResults < found.length ? { nextToken: String(first + maxResults) } : {};
    return { status: 200, body: { quantumTasks, ...rest } };
  }

  private cancel(request: FakeRequest, ledger: FakeLedger): FakeAnswer {
    const task = taskOf(CANCEL_PATH, request, ledger);
    checked(Cancel, { ...members(request.body, CancelQuantumTaskRequest$, ['quantumTaskArn']) });
    const answered = (cancellationStatus: string): FakeAnswer => ({
      status: 200,
      body: { quantumTaskArn: task.id, cancellationStatus },
    });
    const outcome = ledger.cancel(task.id);
    switch (outcome) {
      case 'cancelled':
        return answered('CANCELLED');
      case 'cancelling':
      case 'ignored':
        return answered('CANCELLING');
      case 'final':
        throw refused(409, 'ConflictException', `The task is ${STATUSES[task.phase]}.`);
      case 'refused':
        throw invalid('The task cannot be cancelled now.');
      default:
        return outcome satisfies never;
    }
  }

  private search(request: FakeRequest, ledger: FakeLedger): FakeAnswer {
    checked(Search, parsed(request.body));
    return { status: 200, body: { devices: Object.keys(DEVICES).map((arn) => listed(arn, ledger)) } };
  }

  private device(request: FakeRequest, ledger: FakeLedger): FakeAnswer {
    const arn = decodeURIComponent(DEVICE_PATH.exec(request.path)?.[1] ?? '');
    const device = Object.hasOwn(DEVICES, arn) ? DEVICES[arn] : undefined;
    if (!device) throw refused(404, 'ResourceNotFoundException', `Device ${arn} does not exist.`);
    const deviceCapabilities = JSON.stringify({
      service: { shotsRange: [1, 10_000], deviceCost: device.cost },
      // Amazon Braket API Reference, "GetDevice": without recent schemas named, OpenQASM is left out.
      action: /\bBraketSchemas\/1\.(?:[89]|\d{2,})/.test(String(request.headers['user-agent']))
        ? {
            'braket.ir.openqasm.program': {
              version: ['1'],
              actionType: 'braket.ir.openqasm.program',
              supportedOperations: device.gates,
            },
          }
        : {},
      paradigm: { qubitCount: device.qubits },
    });
    const deviceQueueInfo = [
      { queue: 'QUANTUM_TASKS_QUEUE', queueSize: String(ledger.waiting(arn)), queuePriority: 'Normal' },
    ];
    return { status: 200, body: { ...listed(arn, ledger), deviceCapabilities, deviceQueueInfo } };
  }

  private result(request: FakeRequest, ledger: FakeLedger): FakeAnswer {
    const [, bucket, key] = OBJECT_PATH.exec(request.path) ?? [];
    const task = ledger.tasks.find(
      (one) =>
        one.request.outputS3Bucket === bucket && `${directoryOf(one)}/results.json` === decodeURI(key ?? ''),
    );
    if (!task?.counts || task.phase !== 'completed')
      return {
        status: 404,
        headers: { 'content-type': 'application/xml' },
        body: '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>There is no such key.</Message></Error>',
      };
    const { counts, qubits } = task.counts;
    // Braket writes qubit 0 leftmost.
    const measurements = Object.entries(counts).flatMap(([bits, count]) =>
      Array.from({ length: count }, () => [...bits].reverse().map(Number)),
    );
    return {
      status: 200,
      body: {
        braketSchemaHeader: { name: 'braket.task_result.gate_model_task_result', version: '1' },
        measurements,
        measuredQubits: Array.from({ length: qubits }, (_, i) => i),
        taskMetadata: { id: task.id, shots: task.shots, deviceId: task.deviceId },
      },
    };
  }
}

function checked<T>(form: z.ZodType<T>, given: unknown): T {
  const { data, error } = form.safeParse(given);
  if (error) throw invalid(z.prettifyError(error));
  return data as T; // there was no error
}
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('The request is not JSON.');
  }
}

/** The members of a request: those of the model and no others. `inPath` are not in the body. */
function members(
  body: string,
  structure: typeof CreateQuantumTaskRequest$,
  inPath: readonly string[] = [],
): Record<string, unknown> {
  const given = checked(z.record(z.string(), z.unknown()), parsed(body));
  const { names, required } = membersOf(structure);
  for (const name of Object.keys(given))
    if (!names.includes(name) || inPath.includes(name)) throw invalid(`There is no member ${name}.`);
  for (const name of required)
    if (!(name in given) && !inPath.includes(name)) throw invalid(`The member ${name} is missing.`);
  return given;
}

function taskOf(path: RegExp, request: FakeRequest, ledger: FakeLedger): FakeTask {
  const arn = decodeURIComponent(path.exec(request.path)?.[1] ?? '');
  const task = ledger.find(arn);
  if (!task) throw refused(404, 'ResourceNotFoundException', `Quantum task ${arn} does not exist.`);
  return task;
}
function directoryOf(task: FakeTask): string {
  return `${String(task.request.outputS3KeyPrefix)}/${task.id.split('/')[1] ?? ''}`;
}
function statusOf(arn: string, ledger: FakeLedger): string {
  return ledger.settings.devices[arn] ?? 'ONLINE';
}
function listed(deviceArn: string, ledger: FakeLedger): Record<string, unknown> {
  const device = DEVICES[deviceArn];
  return {
    deviceArn,
    deviceName: device?.name,
    providerName: device?.maker,
    deviceType: device?.type,
    deviceStatus: statusOf(deviceArn, ledger),
  };
}
function summary(task: FakeTask, ledger: FakeLedger): Record<string, unknown> {
  return {
    quantumTaskArn: task.id,
    status: ledger.settings.rawStatus ?? STATUSES[task.phase],
    deviceArn: task.deviceId,
    shots: task.shots,
    outputS3Bucket: task.request.outputS3Bucket,
    outputS3Directory: directoryOf(task),
    createdAt: new Date(task.acceptedAt).toISOString(),
    ...(task.endedAt === null ? {} : { endedAt: new Date(task.endedAt).toISOString() }),
    tags: task.request.tags,
  };
}

/** A fake of AWS Braket; the official SDK works on it unmodified, with its `endpoint` set. */
export function fakeBraket(options: FakeOptions): FakeServer {
  return new FakeServer(new BraketProtocol(), options);
}
