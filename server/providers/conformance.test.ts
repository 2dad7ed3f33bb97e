import type { DeviceDialect, DeviceProgram } from '../domain/device-program.ts';
import { deviceProgram } from '../engine/device-program.ts';
import { simulateDeviceText } from '../engine/device-simulation.ts';
import { braketProvider } from './braket.ts';
import { providerConformance } from './conformance.ts';
import { FAKE_BRAKET_KEYS, FAKE_QPU, fakeBraket } from './fake/fake-braket.ts';
import { FAKE_IONQ_KEYS, fakeIonq } from './fake/fake-ionq.ts';
import { ionqProvider } from './ionq.ts';

const run = (dialect: DeviceDialect) => (text: string, shots: number, seed: number) =>
  simulateDeviceText(text, dialect, shots, seed);
const write = (dialect: DeviceDialect) => (source: string) =>
  deviceProgram({ name: 'p', language: 'OPENQASM2', source }, { dialect, maxQubits: null, gates: null });
const badProgram = (dialect: DeviceDialect): DeviceProgram => {
  const program = write(dialect)('OPENQASM 2.0; qreg q[1]; creg c[1]; measure q -> c;');
  return { ...program, text: `${program.text}frobnicate q[0];\n` };
};

providerConformance({
  name: 'braket',
  startFake: async ({ now }) => {
    const fake = fakeBraket({ run: run('BRAKET'), now });
    await fake.start();
    return fake;
  },
  connect: (fake, policy, secret) =>
    braketProvider({
      region: 'us-east-1',
      credentials: async (refresh) => {
        const accessKeyId = secret(refresh);
        return { accessKeyId, secretAccessKey: `secret of ${accessKeyId}` };
      },
      outputBucket: 'amazon-braket-shotboard',
      outputPrefix: 'tasks',
      endpoint: fake.url,
      s3Endpoint: fake.url,
      allowLoopback: true,
      policy,
    }),
  secrets: FAKE_BRAKET_KEYS,
  deviceId: FAKE_QPU,
  words: { offline: 'OFFLINE', retired: 'RETIRED' },
  errors: {
    auth: { status: 403, name: 'AccessDeniedException' },
    invalid: { status: 400, name: 'ValidationException' },
    quota: { status: 402, name: 'ServiceQuotaExceededException' },
    'device-unavailable': { status: 424, name: 'DeviceOfflineException' },
    throttled: { status: 429, name: 'ThrottlingException' },
    transient: { status: 500, name: 'InternalServiceException' },
    'not-found': { status: 404, name: 'ResourceNotFoundException' },
    conflict: { status: 409, name: 'ConflictException' },
  },
  write: write('BRAKET'),
  badProgram: badProgram('BRAKET'),
});

providerConformance({
  name: 'ionq',
  startFake: async ({ now }) => {
    const fake = fakeIonq({ run: run('IONQ'), now });
    await fake.start();
    return fake;
  },
  connect: (fake, policy, secret) =>
    ionqProvider({
      apiKey: async (refresh) => secret(refresh),
      endpoint: `${fake.url}/v0.4`,
      allowLoopback: true,
      policy,
    }),
  secrets: FAKE_IONQ_KEYS,
  deviceId: 'qpu.forte-1',
  words: { offline: 'unavailable', retired: 'retired' },
  errors: {
    auth: { status: 401 },
    invalid: { status: 400 },
    quota: { status: 402 },
    throttled: { status: 429 },
    transient: { status: 502 },
    'not-found': { status: 404 },
    conflict: { status: 409 },
  },
  write: write('IONQ'),
  badProgram: badProgram('IONQ'),
});
