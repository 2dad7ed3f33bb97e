/**
 * A process of the engine: takes one task after the other from its parent and answers each.
 * A trap of the WASM module ends the process, because the module's memory is no longer sound then.
 */
import { Worker } from 'node:worker_threads';
import type { EngineTask } from '../domain/program.ts';
import { checkProgram, compileProgram } from './compile.ts';
import { executeProgram } from './execute.ts';
import type { ChildAnswer, ChildRequest } from './child-messages.ts';
import { CompilerTrap, loadQdk, seedRandomness, type Qdk } from './qdk.ts';
import { randomFromSeed } from './random.ts';
import { TaskFailure } from './source-error.ts';

// The module must never see the real source of randomness: a run would differ from its repetition.
seedRandomness(randomFromSeed(0));

let loading: Promise<Qdk> | null = null;
function qdk(): Promise<Qdk> {
  loading ??= loadQdk();
  return loading;
}

async function perform(task: EngineTask): Promise<ChildAnswer['answer']> {
  try {
    switch (task.kind) {
      case 'compile':
        return { kind: 'result', result: await compileProgram(await qdk(), task) };
      case 'check':
        return { kind: 'result', result: await checkProgram(await qdk(), task) };
      case 'execute':
        return { kind: 'result', result: await executeProgram(qdk, task) };
      default:
        return task satisfies never;
    }
  } catch (error) {
    if (error instanceof TaskFailure)
      return { kind: 'failure', failure: error.kind, message: error.message, diagnostics: error.diagnostics };
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'fault', trapped: error instanceof CompilerTrap, message };
  }
}

/** Ends this process when its parent is gone, even while the main thread is busy in an endless loop. */
function endWithParent(): void {
  const guard = `
    const parent = process.ppid;
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);
  `;
  new Worker(guard, { eval: true, execArgv: [] }).unref();
  process.on('disconnect', () => process.exit(0));
}

function send(message: ChildAnswer | { readonly ready: true }): void {
  process.send?.(message);
}

process.on('message', (request: ChildRequest) => {
  const before = process.cpuUsage();
  void perform(request.task).then((answer) => {
    const used = process.cpuUsage(before);
    send({ id: request.id, answer, cpuSeconds: (used.user + used.system) / 1e6, rssBytes: process.memoryUsage.rss() });
  });
});

endWithParent();
// The first run draws from the source of randomness more often than the later ones: it must not be a task's,
// or the counts of a seed would depend on which process it met.
await (await qdk()).run('operation Main() : Result { use q = Qubit(); H(q); MResetZ(q) }', 'qsharp', 1, null);
send({ ready: true });
