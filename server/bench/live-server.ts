import { SYSTEM_ORIGIN } from '../jobs/context.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { useServer } from 'graphql-ws/use/ws';
import { pino } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import { createAuth } from '../auth/auth.ts';
import { ContentCache } from '../graphql/content-cache.ts';
import { requestContext } from '../graphql/context.ts';
import { notThere } from '../graphql/faults.ts';
import { buildSchema } from '../graphql/schema.ts';
import { createHttpServer } from '../graphql/server.ts';
import { Live } from '../live/live.ts';
import { heapInUse } from '../test/heap.ts';
import { changeJobTimes } from '../test/job-changes.ts';
import { USER, projectOf, submit } from '../test/job-builder.ts';
import { TOKEN, openBenchContext } from './bench-store.ts';

/** What is measured: Shotboard, a bare broadcast of the same bytes, and graphql-ws as it comes. */
export type Variant = 'shotboard' | 'broadcast' | 'graphql-ws';

/** What the parent asks for. */
export type Order =
  /** One change of the job of each topic from `from` on, `times` times, `everyMs` apart. */
  | {
      readonly do: 'change';
      readonly topics: readonly number[];
      readonly times: number;
      readonly everyMs: number;
    }
  | { readonly do: 'usage' }
  | { readonly do: 'end' };

/** What the server answers. */
export type Report =
  | { readonly is: 'listening'; readonly url: string }
  /** When each change was committed, in nanoseconds of the clock all processes share. */
  | { readonly is: 'changed'; readonly at: readonly (readonly [job: string, version: number, ns: string])[] }
  | { readonly is: 'usage'; readonly cpuUs: number; readonly bytes: number };

export const jobOf = (topic: number) => `job_${topic}`;
export const projectIdOf = (topic: number) => `proj_${topic}`;

/** Serves one variant in this process, and does what the parent orders. */
async function serve(variant: Variant, topics: number, bytes: Buffer): Promise<void> {
  const { ctx, remove } = await openBenchContext();
  const { store, bus } = ctx;
  for (let topic = 1; topic <= topics; topic += 1) {
    const project = projectOf({ id: projectIdOf(topic) });
    if (topic > 1) await store.createProject(project);
    await submit(store, { id: jobOf(topic), project, items: 5 });
  }
  const report = (message: Report) => process.send?.(message);
  const listening = (port: number) => report({ is: 'listening', url: `ws://127.0.0.1:${port}/graphql` });

  if (variant === 'shotboard') {
    const many = 1_000_000;
    const http = await createHttpServer({
      ctx,
      auth: createAuth({ store, adminToken: TOKEN, now: Date.now }),
      logger: pino({ level: 'silent' }),
      staticDir: null,
      limits: { pointsPerMinute: many },
      connections: {
        connections: many,
        connectionsPerAddress: many,
        connectionsPerViewer: many,
        subscriptionsPerViewer: many,
      },
    });
    const url = await http.listen({ host: '127.0.0.1', port: 0 });
    listening(Number(new URL(url).port));
  } else {
    const http = createServer();
    const wss = new WebSocketServer({ server: http, perMessageDeflate: false });
    if (variant === 'graphql-ws') {
      const live = new Live({ store, bus, notThere });
      const shared = { useCases: ctx, live, channels: null as never, contents: new ContentCache() };
      useServer(
        {
          schema: buildSchema(),
          context: () =>
            requestContext(
              shared,
              {
                viewer: { user: USER, origin: SYSTEM_ORIGIN },
                sessionId: null,
                tokenId: null,
                scopes: ['READ'],
              },
              'bench',
            ),
        },
        wss,
      );
    } else {
      const watchers = new Map<string, Set<WebSocket>>();
      wss.on('connection', (socket, request) => {
        const id = request.url?.split('=')[1] ?? '';
        const own = watchers.get(id) ?? new Set();
        watchers.set(id, own.add(socket));
      });
      bus.subscribe((notices) => {
        for (const { projectId } of notices) {
          for (const socket of watchers.get(projectId) ?? []) socket.send(bytes, { binary: false });
        }
      });
    }
    http.listen(0, '127.0.0.1', () => listening((http.address() as AddressInfo).port));
  }

  process.on('message', (order: Order) => {
    if (order.do === 'end') {
      remove();
      process.exit(0);
    }
    if (order.do === 'usage') {
      const { heap, buffers } = heapInUse();
      const { user, system } = process.cpuUsage();
      report({ is: 'usage', cpuUs: user + system, bytes: heap + buffers });
    } else void change(order);
  });

  const change = async ({ topics: changed, times, everyMs }: Extract<Order, { do: 'change' }>) => {
    const at: (readonly [string, number, string])[] = [];
    const unsubscribe = bus.subscribe((notices) => {
      const now = String(process.hrtime.bigint());
      for (const { jobId, version } of notices) at.push([jobId, version, now]);
    });
    const start = performance.now();
    for (let n = 0; n < times; n += 1) {
      for (const topic of changed) await changeJobTimes({ store, bus }, jobOf(topic), 1);
      const pause = start + (n + 1) * everyMs - performance.now();
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    }
    unsubscribe();
    report({ is: 'changed', at });
  };
}

const [, , variant, topics, bytes] = process.argv;
if (process.send) await serve(variant as Variant, Number(topics), Buffer.from(bytes ?? '', 'base64'));
