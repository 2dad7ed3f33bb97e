import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, subscriptionExchange } from '@urql/core';
// The file that graphql-ws loads: graphql refuses to work with a second copy of itself.
import { buildSchema } from 'graphql/index.js';
import { createClient } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { forwardOver, type ResumeContext } from './forward.ts';
import { JobFeed, type Versioned } from './job-feed.ts';

const LAST_VERSION = 6;
const schema = buildSchema(`
  type Query { ok: Boolean }
  type Event { version: Int! }
  type Subscription { jobStatus(jobId: ID!, after: Int!): Event! }
`);

/** Versions that each connection asked to go on after. */
const asked: number[] = [];
const http = createServer();
const sockets = new WebSocketServer({ server: http });

useServer(
  {
    schema,
    roots: {
      subscription: {
        // Loses the connection after every second event, until all have been sent.
        async *jobStatus({ after }: { after: number }) {
          asked.push(after);
          for (let version = after + 1; version <= LAST_VERSION; version++) {
            yield { jobStatus: { version } };
            if (version === after + 2 && version < LAST_VERSION) {
              for (const each of sockets.clients) setImmediate(() => each.terminate());
              await new Promise(() => {});
            }
          }
        },
      },
    },
  },
  sockets,
);

beforeAll(() => new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready)));
afterAll(() => {
  for (const each of sockets.clients) each.terminate();
  http.close();
});

it('goes on after the last version seen when the connection is lost, and says when the server ends', async () => {
  const { port } = http.address() as AddressInfo; // Listening on a port, so the address is no string.
  const socket = createClient({
    url: `ws://127.0.0.1:${port}`,
    webSocketImpl: WebSocket,
    retryWait: () => Promise.resolve(),
    shouldRetry: () => true,
  });
  const client = new Client({
    url: 'http://none',
    preferGetMethod: false,
    exchanges: [subscriptionExchange({ forwardSubscription: forwardOver(socket) })],
  });
  const seen: number[] = [];
  const ended = vi.fn();
  const feed = new JobFeed<Versioned>(
    (after, sink) => {
      const context: ResumeContext = { resume: () => ({ after: after() }), ended: sink.ended };
      const { unsubscribe } = client
        .subscription<{ jobStatus: Versioned }>(
          'subscription ($jobId: ID!, $after: Int!) { jobStatus(jobId: $jobId, after: $after) { version } }',
          { jobId: 'job', after: after() },
          { ...context },
        )
        .subscribe(({ data }) => {
          if (data) sink.event(data.jobStatus);
        });
      return unsubscribe;
    },
    { events: (events) => seen.push(...events.map((each) => each.version)), ended },
  );
  feed.start();
  await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce(), { timeout: 5_000 });
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
  expect(asked).toEqual([0, 2, 4]);
  await socket.dispose();
});
