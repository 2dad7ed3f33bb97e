import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Auth } from '../auth/auth.ts';
import type { Context } from '../jobs/context.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import './fastify-types.ts';
import { addHealth } from './health.ts';
import type { HttpServer } from './server.ts';

/** The HTTP server of a node that answers no API: `/healthz`, `/readyz` and `/metrics`, and nothing else. */
export async function createProbeServer(options: {
  readonly ctx: Context;
  readonly auth: Pick<Auth, 'viewerOf'>;
  readonly logger: FastifyBaseLogger;
}): Promise<Pick<HttpServer, 'metrics' | 'listen' | 'drain' | 'close'>> {
  const { ctx, auth, logger } = options;
  const metrics = createMetrics(ctx);
  let draining = false;
  const fastify: FastifyInstance = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_024,
    requestTimeout: 10_000,
    connectionTimeout: 30_000,
    forceCloseConnections: true,
  });
  fastify.decorateRequest('identity', null);
  fastify.addHook('onRequest', async (request) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) request.identity = await auth.viewerOf({ authorization });
  });
  addHealth(fastify, { store: ctx.store, metrics, live: null, isDraining: () => draining });
  return {
    metrics,
    listen: (at) => fastify.listen(at),
    drain: () => {
      draining = true;
    },
    async close() {
      draining = true;
      await fastify.close();
    },
  };
}
