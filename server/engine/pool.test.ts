import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { EngineOutcome, EngineTask, ExecuteResult, Language } from '../domain/program.ts';
import { createEngine } from './pool.ts';

// Real processes start and compile in here; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });
const engine = createEngine({ size: 1 });
afterAll(() => engine.close());

const ENDLESS = 'operation Main() : Unit { mutable n = 0; while n >= 0 { set n = 1 - n; } }';
const DYNAMIC = `OPENQASM 2.0; include "qelib1.inc"; qreg t[2]; creg z[2];
h t[0]; measure t[0]->z[0]; if(z==1) x t[1]; measure t[1]->z[1];`;

function program(language: Language, source: string): EngineTask & { kind: 'execute' } {
  return {
    kind: 'execute',
    program: { name: 'p', language, source },
    shots: 400,
    seed: 11,
    noise: null,
    maxQubits: 24,
  };
}
const run = (task: EngineTask): Promise<EngineOutcome> => engine.run(task, { timeoutMs: 60_000 });
async function execute(task: EngineTask): Promise<ExecuteResult> {
  const outcome = await run(task);
  if (!outcome.ok) throw new Error(outcome.message);
  if (outcome.result.kind !== 'execute') throw new Error('not a run');
  return outcome.result;
}
async function expectWorks(): Promise<void> {
  expect((await execute(program('OPENQASM2', DYNAMIC))).method).toBe('SHOTS');
}

describe('runs', () => {
  it('gives the same counts for a seed, whatever ran before', async () => {
    const first = await execute(program('OPENQASM2', DYNAMIC));
    await execute({ ...program('OPENQASM2', DYNAMIC), seed: 12 });
    const again = await execute(program('OPENQASM2', DYNAMIC));
    expect(again).toEqual(first);
    expect(Object.keys(first.registers[0]?.counts ?? {}).sort()).toEqual(['00', '11']);
    const other = await execute({ ...program('OPENQASM2', DYNAMIC), seed: 13 });
    expect(other.registers).not.toEqual(first.registers);
  });
  it('names the seed it drew', async () => {
    const result = await execute({ ...program('OPENQASM2', DYNAMIC), seed: null });
    expect(Number.isInteger(result.seed)).toBe(true);
    expect(await execute({ ...program('OPENQASM2', DYNAMIC), seed: result.seed })).toEqual(result);
  });
  it('marks lost qubits', async () => {
    const noise = { pauliX: 0, pauliY: 0, pauliZ: 0, loss: 0.3 };
    const result = await execute({ ...program('OPENQASM2', DYNAMIC), noise });
    expect(Object.keys(result.registers[0]?.counts ?? {}).some((key) => key.includes('-'))).toBe(true);
  });
  it('counts a program that always fails as the program’s fault', async () => {
    const outcome = await run(program('QSHARP', 'operation Main() : Int { fail "boom"; }'));
    expect(outcome).toMatchObject({ ok: false, kind: 'PROGRAM' });
    if (!outcome.ok) expect(outcome.message).toContain('boom');
    await expectWorks();
  });
  it.each([
    ['OPENQASM2', 'OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; h q;', 'PROGRAM', 'measures nothing'],
    ['OPENQASM3', 'OPENQASM 3.0; include "stdgates.inc"; qubit q; h q;', 'PROGRAM', 'measures nothing'],
    [
      'OPENQASM3',
      'include "stdgates.inc"; qubit[2] q; bit c; crz(-pi/2) q[0], q[1]; c = measure q[0]; while (c) { c = measure q[0]; }',
      'PROGRAM',
      'modulo 2π',
    ],
    ['OPENQASM2', 'include "qelib1.inc"; qreg q[30]; creg c[30]; h q; measure q->c;', 'LIMIT', '30 qubits'],
    [
      'QSHARP',
      'operation Main() : Result { use q = Qubit[30]; ApplyToEach(H, q); return M(q[0]); }',
      'LIMIT',
      '30 qubits',
    ],
  ] as const)('refuses %s %s', async (language, source, kind, text) => {
    const outcome = await run(program(language, source));
    expect(outcome).toMatchObject({ ok: false, kind });
    if (!outcome.ok)
      expect(outcome.message + outcome.diagnostics.map((d) => d.message).join()).toContain(text);
  });
  it('names registers of Q# and of OpenQASM 3', async () => {
    const q = await execute(
      program(
        'QSHARP',
        'operation Main() : (Result, Result[], Int) { use q = Qubit[2]; X(q[0]); let b = M(q[0]); return (b, MResetEachZ(q), 3); }',
      ),
    );
    expect(q.registers).toEqual([
      { name: 'result0', size: 1, counts: { '1': 400 } },
      { name: 'result1', size: 2, counts: { '01': 400 } },
      { name: 'result2', size: 0, counts: { '3': 400 } },
    ]);
    const three = await execute(
      program(
        'OPENQASM3',
        'include "stdgates.inc"; qubit[2] q; bit[3] a; bit b; x q[0]; a[0] = measure q[0]; b = measure q[1];',
      ),
    );
    expect(three.registers).toEqual([
      { name: 'a', size: 3, counts: { '001': 400 } },
      { name: 'b', size: 1, counts: { '0': 400 } },
    ]);
  });
});

describe('compile and check', () => {
  it('compiles a circuit that measures nothing', async () => {
    const source = 'OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; ry(-pi/2) q[0]; cx q[0],q[1];';
    const outcome = await run({
      kind: 'compile',
      program: { name: 'p', language: 'OPENQASM2', source },
      profile: 'BASE',
    });
    if (!outcome.ok || outcome.result.kind !== 'compile') throw new Error(JSON.stringify(outcome));
    expect(outcome.result.output).toContain('double -1.57079632679489');
    expect(outcome.result.statistics).toMatchObject({ qubits: 2, depth: 2, gates: { ry: 1, cx: 1 } });
    expect(outcome.result.circuit?.columns).toHaveLength(2);
  });
  it('places the errors of Q#', async () => {
    const source = 'operation Main() : Result {\n use q = Qubit();\n return Foo(q);\n}';
    const outcome = await run({
      kind: 'check',
      program: { name: 'p', language: 'QSHARP', source },
      profile: 'UNRESTRICTED',
    });
    expect(outcome).toMatchObject({
      ok: true,
      result: { valid: false, diagnostics: [{ line: 3, column: 9, endColumn: 12 }] },
    });
  });
  it('names the line of a condition that a profile lacks', async () => {
    const outcome = await run({
      kind: 'compile',
      program: { name: 'p', language: 'OPENQASM2', source: DYNAMIC },
      profile: 'BASE',
    });
    expect(outcome).toMatchObject({ ok: false, kind: 'PROGRAM', diagnostics: [{ line: 2 }] });
  });
});

describe('processes', () => {
  it('stops an endless loop on request, and before it began', async () => {
    const abort = new AbortController();
    const running = engine.run(program('QSHARP', ENDLESS), { signal: abort.signal, timeoutMs: 60_000 });
    const queued = engine.run(program('QSHARP', ENDLESS), { signal: abort.signal, timeoutMs: 60_000 });
    abort.abort();
    expect(await running).toMatchObject({ ok: false, kind: 'ABORTED' });
    expect(await queued).toMatchObject({ ok: false, kind: 'ABORTED' });
    expect(
      await engine.run(program('QSHARP', ENDLESS), { signal: abort.signal, timeoutMs: 1 }),
    ).toMatchObject({ kind: 'ABORTED' });
    await expectWorks();
  });
  it('stops what takes too long', async () => {
    const outcome = await engine.run(program('QSHARP', ENDLESS), { timeoutMs: 1500 });
    expect(outcome).toMatchObject({ ok: false, kind: 'TIMEOUT' });
    if (!outcome.ok) expect(outcome.message).toContain('1.5 s');
    expect(outcome.cpuSeconds).toBeGreaterThan(0);
    await expectWorks();
  });
  it('tells of a process that was killed, and goes on', async () => {
    const running = run(program('QSHARP', ENDLESS));
    for (const pid of engine.pids()) process.kill(pid, 'SIGKILL');
    expect(await running).toMatchObject({ ok: false, kind: 'CRASH' });
    await expectWorks();
  });
  it('stops a process that takes too much memory', async () => {
    const small = createEngine({ size: 1, maxMemoryMb: 40 });
    expect(await small.run(program('QSHARP', ENDLESS), { timeoutMs: 60_000 })).toMatchObject({
      ok: false,
      kind: 'LIMIT',
    });
    await small.close();
    expect(await small.run(program('QSHARP', ENDLESS), { timeoutMs: 60_000 })).toMatchObject({
      kind: 'ABORTED',
    });
  });
});

const examples = new URL('../examples/', import.meta.url);
describe('examples', () => {
  it.each(readdirSync(examples))('%s runs', async (file) => {
    const source = readFileSync(new URL(file, examples), 'utf8');
    const language: Language = file.endsWith('.qs')
      ? 'QSHARP'
      : source.includes('OPENQASM 3')
        ? 'OPENQASM3'
        : 'OPENQASM2';
    const result = await execute(program(language, source));
    for (const register of result.registers)
      expect(Object.values(register.counts).reduce((a, b) => a + b, 0)).toBe(400);
    if (file === 'bernstein-vazirani.qasm') expect(result.registers[0]?.counts).toEqual({ '1011': 400 });
    if (file === 'grover-search.qasm') expect(result.registers[0]?.counts['101']).toBeGreaterThan(350);
  });
});
