import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Store } from '../store/store.ts';
import type { Live } from '../live/live.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import './fastify-types.ts';

export interface HealthOptions {
  readonly store: Pick<Store, 'ping'>;
  readonly metrics: Metrics;
  /** Null where nothing can be subscribed to. */
  readonly live: Pick<Live, 'readers'> | null;
  readonly isDraining: () => boolean;
}

/** `/healthz`: the process lives. `/readyz`: it takes requests. `/metrics`: for the signed-in and this machine. */
export function addHealth(
  server: FastifyInstance,
  { store, metrics, live, isDraining }: HealthOptions,
): void {
  server.get('/healthz', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ ok: true }),
  );

  server.get('/readyz', async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    if (isDraining()) return reply.code(503).send({ ok: false, reason: 'stopping' });
    try {
      await store.ping();
    } catch (error) {
      request.log.error({ err: error }, 'the database does not answer');
      return reply.code(503).send({ ok: false, reason: 'database' });
    }
    return reply.send({ ok: true });
  });

  server.get('/metrics', async (request, reply) => {
    if (!request.identity && !isThisMachine(request))
      return reply.code(401).send({ error: 'Sign in first.' });
    if (live) {
      metrics.subscriptions.set({ field: 'jobStatus' }, live.readers.jobs);
      metrics.subscriptions.set({ field: 'projectJobs' }, live.readers.projects);
      metrics.subscriptions.set({ field: 'organizationJobs' }, live.readers.organizations);
      metrics.subscriptions.set({ field: 'notifications' }, live.readers.notifications);
    }
    return reply
      .header('cache-control', 'no-store')
      .type(metrics.registry.contentType)
      .send(await metrics.registry.metrics());
  });
}

/** A proxy on this machine speaks for others, and says so. */
function isThisMachine({ headers, socket }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  return /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? '');
}
