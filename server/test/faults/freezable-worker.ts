import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { DATABASES, databaseAt, type DatabaseName, type TestDatabase } from './databases.ts';
import { labNode } from './lab-node.ts';

/** A worker in a process of its own, whose beats and runs the test sees, and which it may freeze. */
export interface FreezableWorker {
  /** Resolves when it runs an item. */
  running(): Promise<void>;
  /** Resolves when it was told to stop a run. */
  aborted(): Promise<void>;
  /** Resolves when it goes on under another name. */
  rejoined(): Promise<void>;
  /** Lets its runs end; heard as soon as it is awake. */
  finish(): void;
  /** Resolves when it stands still: between two turns of its event loop, never in the middle of a transaction. */
  freeze(): Promise<void>;
  wake(): void;
  /** Stops it in order; answers its exit code. */
  stop(): Promise<number | null>;
}

/** Shorter than in the test's own process: it is to notice soon that it was taken for dead. */
const BEAT_EVERY_MS = 100;

export async function startFreezable(database: TestDatabase): Promise<FreezableWorker> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', import.meta.filename, database.name, database.address],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const lines: string[] = [];
  let look = (): void => undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    look();
  });
  const line = (wanted: string): Promise<void> =>
    new Promise((resolve, reject) => {
      look = () => {
        if (lines.includes(wanted)) resolve();
      };
      look();
      child.once('exit', () => reject(new Error(`The worker ended before it said "${wanted}".`)));
    });
  await line('started');
  return {
    running: () => line('running'),
    aborted: () => line('aborted'),
    rejoined: () => line('rejoined'),
    finish: () => void child.stdin.write('finish\n'),
    async freeze() {
      child.stdin.write('freeze\n');
      while (!(await stateOf(child.pid)).startsWith('T'));
    },
    wake: () => void child.kill('SIGCONT'),
    async stop() {
      child.kill('SIGCONT');
      child.stdin.end();
      return (await exit)[0];
    },
  };
}

/** The state of a process, as `ps` tells it: T is stopped. */
async function stateOf(pid = 0): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'state=', '-p', String(pid)]);
  return stdout.trim();
}

async function run(name: DatabaseName, address: string): Promise<void> {
  const store = await databaseAt(name, address);
  const node = labNode(store, undefined, undefined, 3 * BEAT_EVERY_MS);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const { engine, worker } = node;
  const runs = engine.run.bind(engine);
  engine.run = (task, options) => {
    options.signal?.addEventListener('abort', () => say('aborted'));
    // It hears of no abort: whatever it is told, its run ends late, and with a result.
    const run = runs(task, {});
    say('running');
    return run;
  };
  const commands = createInterface({ input: process.stdin });
  commands.on('line', (command) => {
    if (command === 'finish') engine.release();
    else process.kill(process.pid, 'SIGSTOP');
  });
  const name0 = worker.workerId;
  await worker.start();
  say('started');
  const look = setInterval(() => {
    if (worker.workerId === name0) return;
    clearInterval(look);
    say('rejoined');
  }, BEAT_EVERY_MS);
  await once(commands, 'close');
  clearInterval(look);
  engine.release();
  await node.end();
  await store.close();
}

if (process.argv[1] === import.meta.filename) {
  const [, , name, address = ''] = process.argv;
  await run(DATABASES.find((one) => one === name) ?? 'sqlite', address);
}
