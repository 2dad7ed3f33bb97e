import { createEngine } from '../engine/pool.ts';

/**
 * Measures the state vector beside the shot-by-shot engine, on dense random circuits in one engine process. The same
 * circuit takes the second way when a qubit is measured before the first gate.
 *
 *   npx tsx server/bench/engine.ts
 */
const CASES = [
  { qubits: 15, depth: 5, shots: 1_000, shotsOneByOne: 10 },
  { qubits: 20, depth: 20, shots: 10_000, shotsOneByOne: 0 },
];

/** Layers of rotations and entangling gates on all qubits; the angles repeat with the seed. */
function circuit(qubits: number, depth: number, begin = ''): string {
  let state = 7;
  const angle = () => ((state = (state * 48_271) % 2_147_483_647) / 2_147_483_647) * 6.28;
  const lines = [`OPENQASM 2.0; include "qelib1.inc"; qreg q[${qubits}]; creg c[${qubits}];`, begin];
  for (let layer = 0; layer < depth; layer += 1) {
    for (let q = 0; q < qubits; q += 1) lines.push(`u3(${angle()},${angle()},${angle()}) q[${q}];`);
    for (let q = layer % 2; q + 1 < qubits; q += 2) lines.push(`cx q[${q}],q[${q + 1}];`);
  }
  return [...lines, 'measure q -> c;'].join('\n');
}

const engine = createEngine({ size: 1 });
/** Milliseconds from the request to the result, the way to the process and back included. */
async function time(source: string, shots: number): Promise<number> {
  const begun = performance.now();
  const outcome = await engine.run(
    {
      kind: 'execute',
      program: { name: 'bench', language: 'OPENQASM2', source },
      shots,
      seed: 1,
      noise: null,
      maxQubits: 24,
    },
    { timeoutMs: 600_000 },
  );
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return performance.now() - begun;
}

const round = (n: number) => Math.round(n * 100) / 100;
await time(circuit(2, 1), 1);
await time(circuit(2, 1, 'measure q[0] -> c[0];'), 1);
for (const { qubits, depth, shots, shotsOneByOne } of CASES) {
  const ms: number[] = [];
  for (let n = 0; n < 5; n += 1) ms.push(await time(circuit(qubits, depth), shots));
  const median = ms.sort((a, b) => a - b)[2] ?? NaN;
  const slow =
    shotsOneByOne > 0
      ? ((await time(circuit(qubits, depth, 'measure q[0] -> c[0];'), shotsOneByOne)) / shotsOneByOne) * shots
      : null;
  console.log(
    JSON.stringify({
      figure: 'a dense circuit measured at its end, in ms',
      qubits,
      depth,
      shots,
      'state vector': round(median),
      ...(slow !== null && {
        [`shot by shot, from ${shotsOneByOne} shots`]: round(slow),
        ratio: round(slow / median),
      }),
    }),
  );
}
await engine.close();
