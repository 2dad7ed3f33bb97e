import { parseArgs } from 'node:util';
import type { DeviceDialect } from './domain/device-program.ts';
import { simulateDeviceText } from './engine/device-simulation.ts';
import { FAKE_BRAKET_KEYS, FAKE_QPU, fakeBraket } from './providers/fake/fake-braket.ts';
import { FAKE_IONQ_KEYS, fakeIonq } from './providers/fake/fake-ionq.ts';

/**
 * Starts fakes of the remote providers on this machine; their results are simulated.
 *
 *   npm run fake-providers -- [--braket-port 4101] [--ionq-port 4102]
 */
const { values } = parseArgs({
  options: {
    'braket-port': { type: 'string', default: '4101' },
    'ionq-port': { type: 'string', default: '4102' },
  },
});

const run = (dialect: DeviceDialect) => (text: string, shots: number, seed: number) =>
  simulateDeviceText(text, dialect, shots, seed, 20);
const braket = fakeBraket({ run: run('BRAKET') });
const ionq = fakeIonq({ run: run('IONQ') });
await braket.start(Number(values['braket-port']));
await ionq.start(Number(values['ionq-port']));

process.stdout.write(`Fake AWS Braket  ${braket.url}
  as endpoint of Braket and of S3; access key ${FAKE_BRAKET_KEYS[0]}, any secret, region us-east-1
  devices: ${FAKE_QPU} and others (SearchDevices); results in buckets named amazon-braket-…
Fake IonQ        ${ionq.url}/v0.4
  API key ${FAKE_IONQ_KEYS[0]}; backends qpu.forte-1 and simulator

What they accepted:  curl ${braket.url}/fake/ledger
Let a minute pass:   curl -d '{"ms":60000}' ${braket.url}/fake/advance
Change their ways:   curl -d '{"cancel":"refuse","queuedMs":600000}' ${braket.url}/fake/settings
  createdMs queuedMs runningMs cancellingMs listLagMs queueDepth rawStatus failure flipCompleted
  cancel: accept refuse ignore complete     devices: {"ID": "STATUS"}
Make things fail:    curl -d '[{"operation":"submit","kind":"drop"}]' ${ionq.url}/fake/faults
  operation: devices submit list poll cancel result cost any     times, status, name, message, retryAfter, ms
  kind: throttle fail error reset hang slow (before), fail-after broken drop hang-after (after it was done)
Stop with Ctrl+C.
`);
const stop = (): void => {
  void Promise.all([braket.close(), ionq.close()]);
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
