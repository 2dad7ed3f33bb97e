import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { Command } from 'commander';
import { addClientCommands, runProgram } from './commands.ts';
import type { CliIo } from './io.ts';
import { TOKEN, type ScriptedServer } from './scripted-server.ts';

/** What a run of the command line left. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of stdout as documents. */
  readonly documents: readonly unknown[];
  readonly files: ReadonlyMap<string, string>;
}

interface World {
  readonly server?: ScriptedServer;
  readonly env?: CliIo['env'];
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly isTTY?: boolean;
  /** `emit('interrupt')` presses Ctrl-C. */
  readonly keys?: EventEmitter;
  readonly pause?: CliIo['pause'];
}

/** Runs the command line as a process would, with its world in memory. */
export async function runCli(args: readonly string[], world: World = {}): Promise<Run> {
  const stdout = collector();
  const stderr = Object.assign(collector(), { isTTY: world.isTTY === true, columns: 80 });
  const written = new Map<string, string>();
  const keys = world.keys ?? new EventEmitter();
  const url = world.server === undefined ? {} : { SHOTBOARD_URL: world.server.url };
  const io: CliIo = {
    stdout,
    stderr,
    env: world.env ?? { ...url, SHOTBOARD_TOKEN: TOKEN },
    isTTY: world.isTTY === true,
    fetch: globalThis.fetch,
    readFile: (path) => {
      const content = world.files?.[path];
      if (path.endsWith('/')) return Promise.reject(fileError('EISDIR'));
      if (content === undefined) return Promise.reject(fileError('ENOENT'));
      return Promise.resolve(typeof content === 'string' ? new TextEncoder().encode(content) : content);
    },
    writeFile: (path, text) => {
      if (path.endsWith('/')) return Promise.reject(fileError('EISDIR'));
      written.set(path, text);
      return Promise.resolve();
    },
    onInterrupt: (stop) => {
      keys.on('interrupt', stop);
      return () => keys.off('interrupt', stop);
    },
    pause: world.pause ?? (() => Promise.resolve()),
  };
  const program = new Command('shotboard');
  addClientCommands(program, io);
  const code = await runProgram(program, args, io);
  const documents = args.includes('--json') ? stdout.text.split('\n').filter(Boolean).map(parse) : [];
  return { code, stdout: stdout.text, stderr: stderr.text, documents, files: written };
}

function parse(line: string): unknown {
  return JSON.parse(line);
}

function fileError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function collector(): Writable & { text: string } {
  const stream = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        stream.text += chunk.toString();
        done();
      },
    }),
    { text: '' },
  );
  return stream;
}

const NONE = {
  submitted: 0,
  queued: 0,
  running: 0,
  cancelling: 0,
  retrying: 0,
  completed: 0,
  error: 0,
  cancelled: 0,
  terminated: 0,
  depleted: 0,
};

/** Counts with `total` items, all in one status. */
function allIn(status: string, total = 1): object {
  return { ...NONE, total, [status.toLowerCase()]: total };
}

/** A job as the API answers with it. */
export function aJob(over: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const status = typeof over['status'] === 'string' ? over['status'] : 'SUBMITTED';
  return {
    id: 'job_1',
    name: 'bell',
    type: 'EXECUTE',
    status,
    message: null,
    version: 1,
    attempt: 1,
    progress: 0,
    createdAt: '2026-03-01T12:00:00.000Z',
    project: { id: 'project_1', name: 'First' },
    target: { id: 'target_simulator', name: 'Simulator' },
    itemCounts: allIn(status),
    ...over,
  };
}

/** An event of a job with one item. */
export function anEvent(version: number, status: string, kind = 'STARTED'): object {
  const items = [{ itemId: 'item_1', index: 0, from: null, status, attempt: 1, message: null }];
  const at = `2026-03-01T12:00:0${version % 10}.000Z`;
  return { version, at, kind, message: null, status, attempt: 1, itemCounts: allIn(status), items };
}

export function aProject(over: Readonly<Record<string, unknown>> = {}): object {
  return {
    id: 'project_1',
    name: 'First',
    description: '',
    archivedAt: null,
    viewerRole: 'CONTRIBUTOR',
    jobCounts: allIn('COMPLETED', 2),
    ...over,
  };
}

export function aTarget(over: Readonly<Record<string, unknown>> = {}): object {
  return {
    id: 'target_simulator',
    name: 'Simulator',
    description: '',
    kind: 'SIMULATOR',
    status: 'ONLINE',
    jobType: 'EXECUTE',
    languages: ['OPENQASM2', 'OPENQASM3', 'QSHARP'],
    maxQubits: 24,
    maxShots: 100_000,
    acceptsNoise: false,
    queueLength: 0,
    running: 0,
    ...over,
  };
}

/** A connection's page that holds everything. */
export function pageOf(nodes: readonly unknown[]): object {
  return { nodes, pageInfo: { hasNextPage: false, endCursor: null } };
}

/** An item that ran, with counts of two registers. */
export const RAN = {
  index: 0,
  name: 'bell',
  status: 'COMPLETED',
  message: null,
  errorDetail: null,
  result: {
    __typename: 'ExecuteResult',
    shots: 1024,
    seed: 7,
    method: 'statevector',
    registers: [
      { name: 'c', size: 2, counts: { '00': 512, '11': 512 } },
      { name: 'd', size: 1, counts: { '0': 1024 } },
    ],
  },
};
