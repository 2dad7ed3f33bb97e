import '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Auth, Client, NotSignedIn, SignedIn } from './auth.ts';
import { sessionCookieName } from './cookies.ts';
import { RateLimit } from './rate-limit.ts';
import { isDeliberate, isSameOrigin } from './same-origin.ts';

export interface AuthRoutes {
  readonly auth: Auth;
  readonly now: () => number;
  /** Sets cookies for https alone. */
  readonly secureCookies: boolean;
}

/** How often an address may try to sign in, in a minute. */
const ATTEMPTS = 20;
const WINDOW_MS = 60_000;
/** How often somebody may try the password of one account, from wherever, in five minutes. */
const ATTEMPTS_AT_ACCOUNT = 10;
const ACCOUNT_WINDOW_MS = 5 * 60_000;
const MOST_CHARACTERS = 1_000;

/** How often a link may be sent to one e-mail, in an hour. */
const LINKS_AN_HOUR = 3;

/**
 * `GET /sign-in?code=`, `POST /sign-in`, `POST /sign-out`, and below `/auth` what else sets cookies or is open to
 * strangers: passwords, invitations and the way to an OpenID provider and back.
 */
export function addAuthRoutes(server: FastifyInstance, options: AuthRoutes): void {
  const { auth, now, secureCookies } = options;
  const ofAddress = new RateLimit(ATTEMPTS, WINDOW_MS);
  const ofAccount = new RateLimit(ATTEMPTS_AT_ACCOUNT, ACCOUNT_WINDOW_MS);
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: secureCookies } as const;
  const cookieName = sessionCookieName(secureCookies);

  const mustWait: MustWait = (reply, limit, key) => {
    const { waitSeconds } = limit.take(key, 1, now());
    if (waitSeconds === 0) return false;
    void reply
      .code(429)
      .header('retry-after', waitSeconds)
      .send({ error: `Too many attempts. Try again in ${waitSeconds} seconds.` });
    return true;
  };
  const give = (reply: FastifyReply, { cookies }: SignedIn): FastifyReply =>
    reply.header('set-cookie', [...cookies]).header('cache-control', 'no-store');

  server.get<{ Querystring: { code?: unknown } }>('/sign-in', async (request, reply) => {
    const { code } = request.query;
    // Without a code this is a page of the dashboard.
    if (code === undefined) return reply.callNotFound();
    // The code stands in the address: neither a cache nor another site may keep it.
    void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    if (mustWait(reply, ofAddress, request.ip)) return reply;
    const signedIn = isText(code) ? await auth.redeem(code, clientOf(request)) : null;
    if (!signedIn) return reply.redirect('/sign-in', 303);
    return give(reply, signedIn).redirect('/', 303);
  });

  server.post<{ Body: unknown }>('/sign-in', async (request, reply) => {
    if (!isMeant(request)) return refuse(reply);
    if (mustWait(reply, ofAddress, request.ip)) return reply;
    const { code, email, password } = fieldsOf(request.body);
    let answer: SignedIn | NotSignedIn;
    if (isText(email) && isText(password)) {
      if (mustWait(reply, ofAccount, email.trim().toLowerCase())) return reply;
      answer = await auth.signIn(email, password, clientOf(request));
    } else {
      answer = (isText(code) ? await auth.redeem(code, clientOf(request)) : null) ?? {
        refused: 'The code is wrong, used or too old.',
      };
    }
    if ('refused' in answer) return reply.code(401).send({ error: answer.refused });
    return give(reply, answer).code(204).send();
  });

  addPasswordRoutes(server, options, mustWait);
  addInvitationRoutes(server, options, give, mustWait);
  addOidcRoutes(server, options, mustWait);

  server.post('/sign-out', async (request, reply) => {
    // A page of this server names its origin; a form of another site would name its own.
    const deliberate = isDeliberate(request.headers) || request.headers.origin !== undefined;
    if (!isSameOrigin(request.headers) || !deliberate) return refuse(reply);
    const identity = await auth.viewerOf({ cookie: request.headers.cookie, address: request.ip });
    if (identity?.sessionId) await auth.signOut(identity.sessionId, identity.viewer.origin);
    return reply.clearCookie(cookieName, cookie).code(204).send();
  });
}

/** Sends 429 when there were too many attempts. */
type MustWait = (reply: FastifyReply, limit: RateLimit, key: string) => boolean;

function addPasswordRoutes(server: FastifyInstance, { auth, now }: AuthRoutes, mustWait: MustWait): void {
  const ofAddress = new RateLimit(ATTEMPTS, WINDOW_MS);
  const links = new RateLimit(LINKS_AN_HOUR, 60 * 60_000);

  server.post<{ Body: unknown }>('/auth/forgot', async (request, reply) => {
    if (!isMeant(request)) return refuse(reply);
    if (mustWait(reply, ofAddress, request.ip)) return reply;
    const { email } = fieldsOf(request.body);
    if (isText(email) && links.take(email.trim().toLowerCase(), 1, now()).waitSeconds === 0) {
      // Answered before anything is looked for: neither answer nor time tells whether somebody has the address.
      auth.requestReset(email).catch((err: unknown) => request.log.error({ err }, 'resetting a password'));
    }
    return reply.code(202).send({});
  });

  server.post<{ Body: unknown }>('/auth/reset', async (request, reply) => {
    if (!isMeant(request)) return refuse(reply);
    if (mustWait(reply, ofAddress, request.ip)) return reply;
    const { token, password } = fieldsOf(request.body);
    const refused =
      isText(token) && isText(password)
        ? await auth.resetPassword(token, password)
        : 'Give the token of the link and a new password.';
    return refused === null ? reply.code(204).send() : reply.code(400).send({ error: refused });
  });

  server.post<{ Body: unknown }>('/auth/password', async (request, reply) => {
    if (!isMeant(request)) return refuse(reply);
    const identity = await auth.viewerOf({ cookie: request.headers.cookie, address: request.ip });
    if (!identity) return reply.code(401).send({ error: 'Sign in first.' });
    if (mustWait(reply, ofAddress, identity.viewer.user.id)) return reply;
    const { current, password } = fieldsOf(request.body);
    const refused = isText(password)
      ? await auth.changePassword(identity, isText(current) ? current : null, password)
      : 'Give a new password.';
    return refused === null ? reply.code(204).send() : reply.code(400).send({ error: refused });
  });
}

function addInvitationRoutes(
  server: FastifyInstance,
  { auth }: AuthRoutes,
  give: (reply: FastifyReply, signedIn: SignedIn) => FastifyReply,
  mustWait: MustWait,
): void {
  const ofAddress = new RateLimit(ATTEMPTS, WINDOW_MS);

  // By POST, so that the token stands in no address that is logged.
  server.post<{ Body: unknown }>('/auth/invitation', async (request, reply) => {
    if (!isMeant(request)) return refuse(reply);
    if (mustWait(reply, ofAddress, request.ip)) return reply;
    const { token } = fieldsOf(request.body);
    const found = isText(token) ? await auth.invitation(token) : null;
    if (!found)
      return reply.code(404).send({ error: 'This invitation was used or taken back, or is too old.' });
    const { invitation, organization } = found;
    return reply.header('cache-control', 'no-store').send({ email: invitation.email, organization });
  });

  server.post<{ Body: unknown }>('/auth/accept', async (request, reply) => {
    if (!isMeant(request)) return refuse(reply);
    if (mustWait(reply, ofAddress, request.ip)) return reply;
    const { token, name, password } = fieldsOf(request.body);
    if (!isText(token) || !isText(password)) {
      return reply.code(400).send({ error: 'Give the token of the link, a name and a password.' });
    }
    const answer = await auth.acceptInvitation(token, isText(name) ? name : '', password, clientOf(request));
    if ('refused' in answer) return reply.code(400).send({ error: answer.refused });
    return give(reply, answer).code(204).send();
  });
}

function addOidcRoutes(server: FastifyInstance, { auth }: AuthRoutes, mustWait: MustWait): void {
  const ofAddress = new RateLimit(ATTEMPTS, WINDOW_MS);

  /** What a page to sign in at offers. */
  server.get('/auth/methods', () => Promise.resolve({ oidc: auth.oidcName }));

  server.post<{ Body: unknown }>('/auth/oidc', async (request, reply) => {
    if (!isMeant(request)) return refuse(reply);
    if (mustWait(reply, ofAddress, request.ip)) return reply;
    const { next } = fieldsOf(request.body);
    const begun = await auth.beginOidc(isText(next) ? next : '/');
    if (!begun) return reply.code(404).send({ error: 'There is no single sign-on here.' });
    if ('refused' in begun) return reply.code(503).send({ error: begun.refused });
    return reply
      .header('set-cookie', [...begun.cookies])
      .header('cache-control', 'no-store')
      .send({ url: begun.url });
  });

  server.get('/auth/callback/oidc', async (request, reply) => {
    if (mustWait(reply, ofAddress, request.ip)) return reply;
    const query = request.url.split('?', 2)[1] ?? '';
    const { location, cookies } = await auth.finishOidc(query, request.headers.cookie, clientOf(request));
    return reply
      .header('set-cookie', [...cookies])
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .redirect(location, 303);
  });
}

function clientOf({ ip, headers }: FastifyRequest): Client {
  return { address: ip, userAgent: headers['user-agent'] ?? null };
}

/** The fields of a body in JSON; none where it is something else. */
function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MOST_CHARACTERS;
}

function isMeant({ headers }: FastifyRequest): boolean {
  return isSameOrigin(headers) && isDeliberate(headers);
}

function refuse(reply: FastifyReply): FastifyReply {
  return reply.code(403).send({ error: 'Requests of other sites are refused.' });
}
