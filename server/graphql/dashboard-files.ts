import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Addresses that are no pages of the dashboard. */
const NOT_PAGES = /^\/(graphql|graphiql|download|healthz|readyz|metrics|sign-out|_app)(\/|\?|$)/;

/**
 * Serves the built dashboard: its files, and its one page for every address that is a page's. Without a build
 * every other address is not found.
 */
export async function addDashboard(server: FastifyInstance, folder: string | null): Promise<void> {
  if (folder !== null) {
    await server.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Files under `immutable` carry a hash of their content in their names.
        const fixed = path.includes('/_app/immutable/');
        void reply.header('cache-control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  server.setNotFoundHandler(async (request, reply) => {
    const { method, url } = request;
    const [path = ''] = url.split('?', 1);
    const isPage =
      (method === 'GET' || method === 'HEAD') && !NOT_PAGES.test(url) && !/\.[a-z0-9]+$/i.test(path);
    if (folder !== null && isPage) return reply.sendFile('index.html');
    return reply.code(404).send({ error: 'There is nothing here.' });
  });
}
