import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { buildSchema } from '../graphql/schema.ts';
import { brokenInvariants } from '../store/invariants.ts';
import { ORGANIZATION, PROJECT, USER, submit } from './job-builder.ts';
import { RandomOperations, seeded, type RandomOperation } from './random-operations.ts';
import { startTestServer, type TestServer } from './test-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How long and from which seed: `FUZZ_SECONDS` and `FUZZ_SEED` of the environment. */
    fuzz: { readonly seconds: number; readonly seed: number };
  }
}

const { seconds, seed } = inject('fuzz');
/** Requests under way at once. */
const LANES = 8;
const faults: unknown[] = [];
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ operationLimits: { pointsPerMinute: 1e9 } });
  for (let n = 1; n <= 5; n += 1) await submit(server.store, { id: `job_${n}` });
});
afterAll(() => server.close());

/** What an answer may never be, whatever was asked. */
function complain(operation: RandomOperation, answer: string): void {
  if (/INTERNAL_SERVER_ERROR|\bat [\w.<>]+ \(|node_modules|SQLITE|SqliteError/.test(answer)) {
    faults.push({ ...operation, answer: answer.slice(0, 2_000) });
  }
}

async function askOverHttp(operation: RandomOperation): Promise<string> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token}` },
    body: JSON.stringify(operation),
  });
  const text = await response.text();
  if (response.status >= 500) faults.push({ ...operation, status: response.status, text });
  JSON.parse(text);
  return text;
}

/** Asks over a websocket of its own, since a client may break it. */
async function askOverWebsocket(operation: RandomOperation): Promise<string> {
  const client = createClient({
    url: `${server.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${server.token}` },
    retryAttempts: 0,
  });
  try {
    return await new Promise<string>((resolve) => {
      const heard: unknown[] = [];
      const stop = client.subscribe<unknown>(operation, {
        next: (result) => {
          heard.push(result);
          // A subscription goes on for ever: its first word is enough.
          if (operation.query.startsWith('subscription')) stop();
        },
        error: (error) => resolve(JSON.stringify(error instanceof Error ? error.message : error)),
        complete: () => resolve(JSON.stringify(heard)),
      });
    });
  } finally {
    await client.dispose();
  }
}

test(
  `random operations for ${seconds} s from seed ${seed}: no fault, and nothing broken afterwards`,
  async () => {
    const random = seeded(seed);
    const operations = new RandomOperations(buildSchema(), random, [
      PROJECT.id,
      USER.id,
      'job_none',
      ...[1, 2, 3, 4, 5].map((n) => `job_${n}`),
      ...(await server.store.listTargets()).map((target) => target.id),
    ]);
    const until = performance.now() + seconds * 1_000;
    let asked = 0;
    const lane = async () => {
      while (performance.now() < until && faults.length === 0) {
        asked += 1;
        const kind = random();
        const operation =
          kind < 0.35
            ? operations.broken()
            : operations.valid(kind < 0.7 ? 'query' : kind < 0.97 ? 'mutation' : 'subscription');
        // A subscription to something that never changes says nothing: only those to projects are waited for.
        const overWebsocket = operation.query.startsWith('subscription')
          ? operation.query.includes('projectJobs')
          : random() < 0.1;
        const answer = await (overWebsocket ? askOverWebsocket(operation) : askOverHttp(operation));
        complain(operation, answer);
        for (const [id] of answer.matchAll(/\b(?:job|proj|prog)_[0-9a-z]{26}\b/g)) {
          if (operations.ids.length < 200) operations.ids.push(id);
        }
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    expect(faults).toEqual([]);
    expect(asked).toBeGreaterThan(50);
    expect(await server.ask('{ viewer { user { id } } }')).toMatchObject({ status: 200 });
    const jobIds = await server.store.jobIds({ organizationId: ORGANIZATION.id }, {}, null, 10_000);
    expect(await brokenInvariants(server.store, jobIds)).toEqual([]);
  },
  seconds * 1_000 + 60_000,
);
