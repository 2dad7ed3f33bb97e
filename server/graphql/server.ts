import fastifyCompress from '@fastify/compress';
import proxyaddr from '@fastify/proxy-addr';
import fastifyCookie from '@fastify/cookie';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { constants } from 'node:zlib';
import type { Auth } from '../auth/auth.ts';
import { addAuthRoutes } from '../auth/routes.ts';
import { RateLimit } from '../auth/rate-limit.ts';
import { isSameOrigin } from '../auth/same-origin.ts';
import type { Context } from '../jobs/context.ts';
import { Channels } from '../live/channels.ts';
import { Live } from '../live/live.ts';
import { createMetrics, type Metrics } from '../telemetry/metrics.ts';
import { requestIdOf } from '../telemetry/request-id.ts';
import { createApollo } from './apollo.ts';
import { ContentCache } from './content-cache.ts';
import { requestContext, type Shared } from './context.ts';
import { addDashboard } from './dashboard-files.ts';
import { addEventStreams } from './event-streams.ts';
import { CONNECTION_LIMITS, LiveConnections, type ConnectionLimits } from './live-connections.ts';
import { addAuditDownload } from './audit-download.ts';
import { addUsageDownload } from './usage-download.ts';
import { addDownloads } from './downloads.ts';
import './fastify-types.ts';
import { EXECUTOR, Executor, type ExecutorOptions } from './executor.ts';
import { UNAUTHENTICATED, fault, notThere, publicError, tooManyRequests } from './faults.ts';
import { addGraphiqlFiles, sendGraphiql } from './graphiql.ts';
import { addHealth } from './health.ts';
import { OPERATION_LIMITS, refusesLength, type OperationLimits } from './limits.ts';
import { OperationChecker } from './operation-checker.ts';
import { PointBudget } from './point-budget.ts';
import { buildSchema } from './schema.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { TrustedDocuments } from './trusted-documents.ts';
import { SOCKET_LIMITS, addWebsockets, type SocketLimits } from './websockets.ts';

const PATH = '/graphql';

/** How long a client may take to send a request, and how often the server looks for those that took longer. */
export interface RequestTimeouts {
  readonly headersMs: number;
  /** Headers and body together. */
  readonly requestMs: number;
  readonly lookMs: number;
}
const REQUEST_TIMEOUTS: RequestTimeouts = { headersMs: 15_000, requestMs: 60_000, lookMs: 5_000 };

export interface HttpServerOptions {
  readonly ctx: Context;
  readonly auth: Auth;
  readonly logger: FastifyBaseLogger;
  /** The built dashboard; null for none. */
  readonly staticDir: string | null;
  readonly metrics?: Metrics;
  /** Sets cookies for https alone: where people reach the server over https. */
  readonly secureCookies?: boolean;
  readonly limits?: Partial<OperationLimits>;
  readonly sockets?: Partial<SocketLimits>;
  readonly connections?: Partial<ConnectionLimits>;
  readonly executor?: Partial<ExecutorOptions>;
  readonly timeouts?: Partial<RequestTimeouts>;
  /** The only documents that are taken; null takes all. */
  readonly trustedDocuments?: readonly string[] | null;
  /** Addresses of proxies whose word on a client's address counts; none when not given. */
  readonly trustedProxies?: readonly string[];
  /** Milliseconds between looks for lost notices; 0 for none. */
  readonly liveCheckEvery?: number;
}

export interface HttpServer {
  readonly fastify: FastifyInstance;
  readonly live: Live;
  readonly metrics: Metrics;
  /** Websockets and event streams. */
  readonly connections: LiveConnections;
  /** Starts to listen; answers the address. Port 0 takes a free one. */
  listen(at: { readonly host: string; readonly port: number }): Promise<string>;
  /** Says by `/readyz` that it takes no more. */
  drain(): void;
  /** Closes sockets, finishes requests that are under way and stops; cuts what is left at the deadline. */
  close(deadlineMs?: number): Promise<void>;
}

/** The HTTP server with everything on it: GraphQL over HTTP and websockets, signing in, downloads, dashboard. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { ctx, auth, logger, staticDir } = options;
  const metrics = options.metrics ?? createMetrics(ctx);
  const limits = { ...OPERATION_LIMITS, ...options.limits };
  const timeouts = { ...REQUEST_TIMEOUTS, ...options.timeouts };
  const { store, bus } = ctx;
  const checkEvery = options.liveCheckEvery === undefined ? {} : { checkEvery: options.liveCheckEvery };
  const live = new Live({ store, bus, notThere, ...checkEvery });
  const shared: Shared = {
    useCases: ctx,
    live,
    channels: new Channels(live, notThere),
    contents: new ContentCache(),
  };
  const budget = new PointBudget(limits.pointsPerMinute, ctx.now);
  const trusted = options.trustedDocuments ? new TrustedDocuments(options.trustedDocuments) : null;
  const checker = new OperationChecker(buildSchema(), limits, budget, trusted);
  const executor = new Executor(checker.schema, { ...EXECUTOR, ...options.executor });
  const trustedProxies = [...(options.trustedProxies ?? [])];
  const isTrusted = trustedProxies.length > 0 ? proxyaddr.compile(trustedProxies) : () => false;
  let draining = false;

  const fastify: FastifyInstance = Fastify({
    loggerInstance: logger,
    // Requests are logged by `addRequestLog`, in one line and without their addresses.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIdOf,
    requestIdHeader: false,
    // A source in JSON may be twice as long as it is: each line break and quote is written as two characters.
    bodyLimit: 2 * ctx.limits.sourceBytes + 512 * 1024,
    requestTimeout: timeouts.requestMs,
    connectionTimeout: 90_000,
    keepAliveTimeout: 30_000,
    trustProxy: isTrusted,
    forceCloseConnections: 'idle',
    http: { headersTimeout: timeouts.headersMs, connectionsCheckingInterval: timeouts.lookMs },
    routerOptions: { maxParamLength: 300 },
  });
  fastify.decorateRequest('identity', null);
  // Bodies are JSON or nothing: a form or plain text of another site is not even read.
  fastify.removeContentTypeParser('text/plain');
  addSecurityHeaders(fastify);
  addErrorHandler(fastify);
  addRequestLog(fastify, metrics);
  addAdmission(fastify, auth, budget, ctx.now);

  await fastify.register(fastifyCookie);
  await fastify.register(fastifyCompress, {
    threshold: 1_024,
    encodings: ['br', 'gzip', 'deflate'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });

  const apollo = createApollo({ checker, executor, logger, metrics });
  await apollo.start();
  const answer = fastifyApolloHandler(apollo, {
    context: (request) => {
      if (!request.identity) throw new Error('A request that was not admitted.');
      return Promise.resolve(requestContext(shared, request.identity, request.id));
    },
  });
  fastify.get(PATH, (request, reply) =>
    wantsPage(request) ? sendGraphiql(reply) : answer.call(fastify, request, reply),
  );
  fastify.post(PATH, (request, reply) => {
    // Before Apollo parses it. An address by GET is too short for such a document.
    const tooLong = refusesLength(documentIn(request.body), limits);
    if (!tooLong) return answer.call(fastify, request, reply);
    return answerError(request, reply.code(wantsStatus(request) ? 400 : 200), publicError(tooLong));
  });

  const sockets = { ...SOCKET_LIMITS, ...options.sockets };
  const connections = new LiveConnections(auth, { ...CONNECTION_LIMITS, ...options.connections }, (err) =>
    logger.error({ err }, 'renewing sessions'),
  );
  const websockets = addWebsockets({
    http: fastify.server,
    path: PATH,
    shared,
    auth,
    connections,
    addressOf: (request) => proxyaddr(request, isTrusted),
    checker,
    executor,
    sockets,
    logger,
    metrics,
  });
  const eventStreams = addEventStreams(fastify, {
    path: `${PATH}/stream`,
    shared,
    connections,
    checker,
    executor,
    backlogBytes: sockets.backlogBytes,
    stalledMs: sockets.pingMs + sockets.pongMs,
    logger,
    metrics,
  });
  addAuthRoutes(fastify, {
    auth,
    now: ctx.now,
    secureCookies: options.secureCookies ?? false,
  });
  addHealth(fastify, { store, metrics, live, isDraining: () => draining });
  addDownloads(fastify, shared);
  addAuditDownload(fastify, shared);
  addUsageDownload(fastify, shared);
  addGraphiqlFiles(fastify);
  await addDashboard(fastify, staticDir);

  return {
    fastify,
    live,
    metrics,
    connections,
    listen: (at) => fastify.listen(at),
    drain: () => {
      draining = true;
    },
    async close(deadlineMs = 10_000) {
      draining = true;
      const cut = setTimeout(() => fastify.server.closeAllConnections(), deadlineMs);
      live.close();
      connections.close();
      eventStreams.close();
      await Promise.all([websockets.close(Math.min(2_000, deadlineMs)), fastify.close()]);
      await apollo.stop();
      clearTimeout(cut);
    },
  };
}

/** What asks who it is before anything else, even before its body is read. */
const CLOSED = /^\/(graphql|download)(\/|\?|$)/;

/** How often an address may show wrong credentials, or none, in a minute. */
const STRANGERS_PER_MINUTE = 600;

function addAdmission(fastify: FastifyInstance, auth: Auth, budget: PointBudget, now: () => number): void {
  const strangers = new RateLimit(STRANGERS_PER_MINUTE, 60_000);
  fastify.addHook('onRequest', async (request, reply) => {
    const { headers, url, method } = request;
    const closed = CLOSED.test(url);
    if (!closed && !url.startsWith('/metrics')) return;
    if (!isSameOrigin(headers) && method !== 'GET') {
      return reply.code(403).send(errorBody('Requests of other sites are refused.', 'BAD_REQUEST'));
    }
    request.identity = await auth.viewerOf({
      authorization: headers.authorization,
      cookie: headers.cookie,
      address: request.ip,
      requestId: request.id,
    });
    if (!closed) return;
    if (wantsPage(request)) return request.identity ? undefined : reply.redirect('/sign-in', 303);
    const { waitSeconds } = request.identity
      ? budget.admit(request.identity.viewer)
      : strangers.take(request.ip, 1, now());
    if (waitSeconds > 0) {
      const refused = publicError(tooManyRequests(waitSeconds));
      return answerError(request, reply.code(429).header('retry-after', waitSeconds), refused);
    }
    if (request.identity) return;
    return answerError(request, reply.code(401).header('www-authenticate', 'Bearer'), UNAUTHENTICATED);
  });
}

/** Answers in the type that GraphQL over HTTP asks for. */
function answerError(request: FastifyRequest, reply: FastifyReply, error: object): FastifyReply {
  const type = wantsStatus(request)
    ? 'application/graphql-response+json; charset=utf-8'
    : 'application/json; charset=utf-8';
  return reply.type(type).send(JSON.stringify({ errors: [error] }));
}

/** GraphQL over HTTP: with this type the status tells what came of a document, with JSON it is 200. */
function wantsStatus({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('application/graphql-response+json') ?? false;
}

function documentIn(body: unknown): string {
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : '';
  return typeof query === 'string' ? query : '';
}

/** A browser that opens the address, not a program that queries it. */
function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && /^\/graphql\/?$/.test(url) && /\btext\/html\b/.test(headers.accept ?? '');
}

function addRequestLog(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    // The address of a request is made of its Host; one that is no host would make every address invalid.
    if (!/^[\w.:[\]-]{1,255}$/.test(request.headers.host ?? 'none')) {
      return reply.code(400).send(errorBody('The Host header is no host.', 'BAD_REQUEST'));
    }
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    const seconds = reply.elapsedTime / 1_000;
    metrics.httpSeconds.observe({ method, route, status: String(reply.statusCode) }, seconds);
    // The route and not the address: that of a sign-in holds its code.
    request.log.info(
      { method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    );
    done();
  });
}

function addErrorHandler(fastify: FastifyInstance): void {
  fastify.setErrorHandler((error: FastifyError, request, reply: FastifyReply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) {
      const message =
        status === 413
          ? `The request is too large: at most ${String(fastify.initialConfig.bodyLimit)} bytes.`
          : error.message;
      return reply.code(status).send(errorBody(message, 'BAD_REQUEST'));
    }
    request.log.error({ err: error }, 'fault');
    return reply.code(status).send({ errors: [fault(request.id)] });
  });
}

function errorBody(message: string, code: string) {
  return { errors: [{ message, extensions: { code } }] };
}
