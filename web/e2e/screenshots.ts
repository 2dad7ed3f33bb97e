/**
 * Photographs the built dashboard for README.md, from a real server with real jobs:
 * `npm run build && npm run screenshots`.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BROKEN, compile, execute, loop, startBench } from './browser.ts';

const INTO = 'web/screenshots';
const example = (name: string) => readFileSync(join('server/examples', name), 'utf8');
const program = (name: string, shots: number, seed: number) => ({
  name: name.replace(/\.\w+$/, ''),
  language: name.endsWith('.qs') ? 'QSHARP' : 'OPENQASM2',
  source: example(name),
  shots,
  seed,
});
const ghz = (qubits: number) =>
  `OPENQASM 2.0; include "qelib1.inc"; qreg q[${qubits}]; creg c[${qubits}]; h q[0]; ${Array.from(
    { length: qubits - 1 },
    (_, place) => `cx q[${place}],q[${place + 1}];`,
  ).join(' ')} measure q -> c;`;
const ghzProgram = (qubits: number, shots: number) => ({
  name: `ghz-${qubits}`,
  language: 'OPENQASM2',
  source: ghz(qubits),
  shots,
  seed: qubits,
});

mkdirSync(INTO, { recursive: true });
const bench = await startBench({ SHOTBOARD_WORKERS: '2' });
const noise = { pauliX: 0.01, pauliY: 0.005, pauliZ: 0.01, loss: 0 };
const { execute: ideal } = execute(...[3, 4, 5].map((qubits) => ghzProgram(qubits, 2_000)));

await bench.submit('GHZ sweep', 'target_simulator', { execute: ideal });
await bench.submit('Broken include', 'target_qir_base', compile(BROKEN));
const noisy = await bench.submit('GHZ with Pauli noise', 'target_noisy_emulator', {
  execute: { programs: [ghzProgram(4, 4_000)], noise },
});
await bench.submit('Bell pairs, nightly', 'target_simulator', execute(program('bell-pair.qasm', 4_000, 7)));
await bench.submit(
  'Grover, one marked item',
  'target_simulator',
  execute(program('grover-search.qasm', 10_000, 3)),
);
await bench.submit(
  'Calibration sweep',
  'target_simulator',
  execute(loop, ...[7, 8, 9].map((each) => ghzProgram(each, 500)), loop),
);
await bench.submit('Waits its turn', 'target_simulator', execute(ghzProgram(10, 1_000)));

const jobs = await bench.open(undefined, { width: 1400 });
await jobs.getByText('Waits its turn').waitFor();
await jobs.getByRole('row').filter({ hasText: 'GHZ with Pauli noise' }).getByText('Completed').waitFor();
await jobs.getByRole('row').filter({ hasText: 'Calibration sweep' }).getByText('Running').waitFor();
await jobs.getByText(/^#1\./).waitFor();
await jobs.screenshot({ path: join(INTO, 'jobs.png') });

const results = await bench.open(`/jobs/${noisy}?tab=results`, { colorScheme: 'dark', width: 1400 });
await results.getByRole('region', { name: 'Register c' }).waitFor();
await results.screenshot({ path: join(INTO, 'results.png') });

const narrow = await bench.open(undefined, { width: 400 });
await narrow.getByText('Waits its turn').waitFor();
await narrow.screenshot({ path: join(INTO, 'narrow.png') });

if (bench.faults.length > 0) throw new Error(bench.faults.join('\n'));
await bench.close();
