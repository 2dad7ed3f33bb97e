/**
 * A process of the engine: takes one task after the other from its parent, has each done by a thread, and
 * answers. A thread that is spent is replaced while the process waits.
 */
import { Worker } from 'node:worker_threads';
import type { ChildAnswer, ChildRequest, TaskAnswer, ThreadAnswer, ThreadRequest } from './child-messages.ts';

const fromSource = import.meta.url.endsWith('.ts');
const THREAD = new URL(fromSource ? './task-thread.ts' : './task-thread.js', import.meta.url);
/** Node 20 does not carry a loader of TypeScript over into threads: from sources, the thread registers it itself. */
const SOURCE_BOOTSTRAP = `import(${JSON.stringify(fromSource ? import.meta.resolve('tsx/esm/api') : '')})
  .then(({ register }) => { register(); return import(${JSON.stringify(THREAD.href)}); });`;

/** A thread, and who waits for its next message: first that it is ready, then an answer. */
interface TaskThread {
  readonly worker: Worker;
  readonly ready: Promise<unknown>;
  waiting: { readonly resolve: (message: unknown) => void; readonly reject: (error: Error) => void } | null;
}

function startThread(): TaskThread {
  const resourceLimits = { maxOldGenerationSizeMb: 2048 };
  const worker = fromSource
    ? new Worker(SOURCE_BOOTSTRAP, { eval: true, execArgv: [], resourceLimits })
    : new Worker(THREAD, { execArgv: [], resourceLimits });
  const started: { waiting: TaskThread['waiting'] } = { waiting: null };
  const ready = new Promise<unknown>((resolve, reject) => (started.waiting = { resolve, reject }));
  ready.catch(() => {});
  const thread: TaskThread = { worker, ready, waiting: started.waiting };
  worker.on('message', (message: unknown) => thread.waiting?.resolve(message));
  worker.on('error', (error) =>
    thread.waiting?.reject(error instanceof Error ? error : new Error(String(error))),
  );
  worker.on('exit', () => thread.waiting?.reject(new Error('the thread ended')));
  return thread;
}

/** Compiling goes on in a thread that has drawn random numbers; a simulation needs one that has not. */
const threads = { compiler: startThread(), simulator: startThread() };
type Role = keyof typeof threads;

async function perform(request: ThreadRequest): Promise<TaskAnswer> {
  const role: Role = request.task.kind === 'execute' ? 'simulator' : 'compiler';
  const mine = threads[role];
  try {
    await mine.ready;
    const message = await new Promise<unknown>((resolve, reject) => {
      mine.waiting = { resolve, reject };
      mine.worker.postMessage(request);
    });
    const { used, answer } = message as ThreadAnswer; // task-thread.ts sends nothing else after it is ready
    if (answer.kind === 'fault' || (used && role === 'simulator')) replaceThread(role);
    // The compiler breaks on some programs that run well, for example on one that always fails.
    if (answer.kind === 'fault' && answer.counting && !request.uncounted)
      return await perform({ ...request, uncounted: true });
    return answer;
  } catch (error) {
    replaceThread(role);
    return {
      kind: 'fault',
      message: error instanceof Error ? error.message : String(error),
      counting: false,
    };
  }
}

function replaceThread(role: Role): void {
  threads[role].waiting = null;
  void threads[role].worker.terminate();
  threads[role] = startThread();
}

function send(message: ChildAnswer | { readonly ready: true }): void {
  process.send?.(message);
}

process.on('message', (request: ChildRequest) => {
  const before = process.cpuUsage();
  void perform({ task: request.task, uncounted: false }).then((answer) => {
    const used = process.cpuUsage(before);
    const cpuSeconds = (used.user + used.system) / 1e6;
    send({ id: request.id, answer, cpuSeconds, rssBytes: process.memoryUsage.rss() });
  });
});

// The thread may be in an endless loop; this one is not, and ends the process with its parent.
process.on('disconnect', () => process.exit(0));
await Promise.all([threads.compiler.ready, threads.simulator.ready]);
send({ ready: true });
