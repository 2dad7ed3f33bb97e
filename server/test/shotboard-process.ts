import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';

/** The built program, as `npm start` runs it. */
const MAIN = new URL('../../dist/server/main.js', import.meta.url).pathname;
export const ADMIN_TOKEN = 'token-of-the-process-tests';

/** A folder for one installation's data, removed by `remove`. */
export function dataFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'shotboard-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** What a test sees of a process: a real Shotboard, on a free port of the loopback. */
export interface ShotboardProcess {
  readonly url: string;
  /** Empty for a node that serves no API. */
  readonly signInUrl: string;
  readonly child: ChildProcess;
  /** All it wrote on stdout and stderr. */
  output(): string;
  /** Asks over HTTP and answers the data; throws what the server calls an error. */
  ask<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>;
  watch(): Client;
  /** Sends a signal and waits for the end. */
  end(
    signal: NodeJS.Signals,
  ): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts the built program with data in a folder, and waits until it says where it listens. */
export async function startProcess(
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ShotboardProcess> {
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    env: {
      PATH: process.env['PATH'],
      SHOTBOARD_PORT: '0',
      SHOTBOARD_DATA: folder,
      SHOTBOARD_ADMIN_TOKEN: ADMIN_TOKEN,
      SHOTBOARD_LOG_LEVEL: 'warn',
      SHOTBOARD_LEASE_SECONDS: '1',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let output = '';
  const listening = new Promise<{ url: string; signInUrl: string }>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /listens on (\S+)\n(?:Open (\S+)|This node runs items)/.exec(output);
      if (found?.[1] && output.endsWith('\n')) resolve({ url: found[1], signInUrl: found[2] ?? '' });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`it ended with ${code ?? 'a signal'}: ${output}`)));
  });
  const { url, signInUrl } = await listening;
  return {
    url,
    signInUrl,
    child,
    output: () => output,
    async ask<Data>(query: string, variables: Record<string, unknown> = {}) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${ADMIN_TOKEN}` },
        body: JSON.stringify({ query, variables }),
      });
      const answer = (await response.json()) as { data?: Data; errors?: readonly { message: string }[] };
      if (!answer.data || answer.errors) throw new Error(JSON.stringify(answer.errors));
      return answer.data;
    },
    watch: () =>
      createClient({
        url: `${url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization: `Bearer ${ADMIN_TOKEN}` },
        retryAttempts: 0,
      }),
    async end(signal) {
      child.kill(signal);
      const [code, by] = (await ended) as [number | null, NodeJS.Signals | null];
      return { code, signal: by };
    },
  };
}

/** An event of a job as the tests ask for it. */
export interface SeenEvent {
  readonly version: number;
  readonly kind: string;
  readonly status: string;
  readonly items: readonly {
    readonly index: number;
    readonly status: string;
    readonly from: string | null;
  }[];
}

/** Follows a job from a version on until `enough` says so; answers what was seen. */
export async function follow(
  shotboard: ShotboardProcess,
  jobId: string,
  after: number,
  enough: (event: SeenEvent) => boolean,
): Promise<readonly SeenEvent[]> {
  const client = shotboard.watch();
  const seen: SeenEvent[] = [];
  try {
    const events = client.iterate<{ jobStatus: SeenEvent }>({
      query: `subscription ($jobId: ID!, $after: Int!) {
        jobStatus(jobId: $jobId, after: $after) { version kind status items { index status from } }
      }`,
      variables: { jobId, after },
    });
    for await (const { data } of events) {
      if (!data) continue;
      seen.push(data.jobStatus);
      if (enough(data.jobStatus)) break;
    }
  } finally {
    await client.dispose();
  }
  return seen;
}
