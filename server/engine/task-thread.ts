/**
 * The thread of a child process that holds the WASM module. The module seeds its generator of random numbers
 * once, at its first draw (also while it compiles), and keeps it: a thread that has drawn must not simulate for another task.
 */
import { randomInt } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { checkProgram, compileProgram } from './compile.ts';
import { deviceProgram } from './device-program.ts';
import { executeProgram } from './execute.ts';
import type { ThreadAnswer, ThreadRequest } from './child-messages.ts';
import { CompilerTrap, loadQdk, seedRandomness } from './qdk.ts';
import { randomFromSeed } from './random.ts';
import { TaskFailure } from './source-error.ts';

const qdk = await loadQdk();
await qdk.warmUp();

async function perform({ task, uncounted }: ThreadRequest): Promise<ThreadAnswer> {
  let used = false;
  let simulating = false;
  const seed = task.kind === 'execute' ? (task.seed ?? randomInt(2 ** 31)) : 0;
  seedRandomness(randomFromSeed(seed), () => (used = true));
  try {
    switch (task.kind) {
      case 'compile': {
        const result = await compileProgram(qdk, task);
        return { used, answer: { kind: 'result', result } };
      }
      case 'check': {
        const result = await checkProgram(qdk, task);
        return { used, answer: { kind: 'result', result } };
      }
      case 'execute': {
        const result = await executeProgram(qdk, task, seed, {
          uncounted,
          onSimulate: () => (simulating = true),
        });
        return { used, answer: { kind: 'result', result } };
      }
      case 'device':
        return {
          used,
          answer: {
            kind: 'result',
            result: { kind: 'device', program: deviceProgram(task.program, task.device) },
          },
        };
      default:
        return task satisfies never;
    }
  } catch (error) {
    if (error instanceof TaskFailure)
      return {
        used,
        answer: {
          kind: 'failure',
          failure: error.kind,
          message: error.message,
          diagnostics: error.diagnostics,
        },
      };
    const message = error instanceof Error ? error.message : String(error);
    const counting = error instanceof CompilerTrap && task.kind === 'execute' && !simulating;
    return { used: true, answer: { kind: 'fault', message, counting } };
  }
}

parentPort?.on('message', (request: ThreadRequest) => {
  void perform(request).then((answer) => parentPort?.postMessage(answer));
});
parentPort?.postMessage({ ready: true });
