import '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_COOKIE, type Auth } from './auth.ts';
import { RateLimit } from './rate-limit.ts';
import { isDeliberate, isSameOrigin } from './same-origin.ts';

export interface AuthRoutes {
  readonly auth: Auth;
  readonly now: () => number;
  /** Called when a session was signed out: its sockets are closed. */
  readonly onSignedOut: (sessionHash: string) => void;
  /** Sets cookies for https alone. */
  readonly secureCookies: boolean;
}

const ATTEMPTS = 20;
const WINDOW_MS = 60_000;

/** `GET /sign-in?code=`, `POST /sign-in`, `POST /sign-out`. */
export function addAuthRoutes(server: FastifyInstance, options: AuthRoutes): void {
  const { auth, now, onSignedOut, secureCookies } = options;
  const limit = new RateLimit(ATTEMPTS, WINDOW_MS);
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: secureCookies } as const;

  /** Redeems a code and sets the cookie; tells whether it did, or null when an answer was sent. */
  const signIn = async (
    code: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<boolean | null> => {
    const { waitSeconds } = limit.take(request.ip, 1, now());
    if (waitSeconds > 0) {
      await reply.code(429).header('retry-after', waitSeconds).send({ error: 'Too many attempts.' });
      return null;
    }
    const session = typeof code === 'string' && code.length <= 200 ? await auth.redeem(code) : null;
    if (!session) return false;
    void reply.setCookie(SESSION_COOKIE, session.secret, { ...cookie, maxAge: session.maxAgeSeconds });
    return true;
  };

  server.get<{ Querystring: { code?: unknown } }>('/sign-in', async (request, reply) => {
    const { code } = request.query;
    // Without a code this is a page of the dashboard.
    if (code === undefined) return reply.callNotFound();
    // The code stands in the address: neither a cache nor another site may keep it.
    void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    const done = await signIn(code, request, reply);
    return done === null ? reply : reply.redirect(done ? '/' : '/sign-in', 303);
  });

  server.post<{ Body: unknown }>('/sign-in', async (request, reply) => {
    if (!isSameOrigin(request.headers) || !isDeliberate(request.headers)) return refuse(reply);
    const { body } = request;
    const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
    const done = await signIn(code, request, reply);
    if (done === null) return reply;
    return done
      ? reply.code(204).send()
      : reply.code(401).send({ error: 'The code is wrong, used or too old.' });
  });

  server.post('/sign-out', async (request, reply) => {
    // A page of this server names its origin; a form of another site would name its own.
    const deliberate = isDeliberate(request.headers) || request.headers.origin !== undefined;
    if (!isSameOrigin(request.headers) || !deliberate) return refuse(reply);
    const identity = await auth.viewerOf({ cookie: request.headers.cookie });
    if (identity?.sessionHash) {
      await auth.signOut(identity.sessionHash);
      onSignedOut(identity.sessionHash);
    }
    return reply.clearCookie(SESSION_COOKIE, cookie).code(204).send();
  });
}

function refuse(reply: FastifyReply): FastifyReply {
  return reply.code(403).send({ error: 'Requests of other sites are refused.' });
}
