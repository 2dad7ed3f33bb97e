import type { Identity } from '../auth/auth.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null where nobody is signed in or it does not matter. */
    identity: Identity | null;
  }
}
