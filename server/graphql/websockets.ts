import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import { GraphQLError, getOperationAST, type ExecutionArgs } from 'graphql';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Auth } from '../auth/auth.ts';
import { isSameOrigin } from '../auth/same-origin.ts';
import type { Viewer } from '../jobs/context.ts';
import { pullIterator } from '../live/pull-iterator.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { requestIdOf } from '../telemetry/request-id.ts';
import { requestContext, type Shared } from './context.ts';
import type { Executor } from './executor.ts';
import { publicResult } from './faults.ts';
import { subscribeLive } from './live-operations.ts';
import { isRefused, type OperationChecker, type OperationPrice } from './operation-checker.ts';
import { FrameSubscriber, SocketWriter, websocketFrame } from './frame-subscriber.ts';
import type { LiveConnection, LiveConnections } from './live-connections.ts';

/** How websockets are kept; a dead peer is gone after at most `pingMs` + `pongMs`. */
export interface SocketLimits {
  readonly initMs: number;
  readonly pingMs: number;
  readonly pongMs: number;
  /** Of a message that comes in. */
  readonly frameBytes: number;
  /** What may wait to be sent on a socket before its reader counts as slow. */
  readonly backlogBytes: number;
  readonly subscriptionsPerSocket: number;
}

export const SOCKET_LIMITS: SocketLimits = {
  initMs: 5_000,
  pingMs: 10_000,
  pongMs: 10_000,
  frameBytes: 64 * 1024,
  backlogBytes: 128 * 1024,
  subscriptionsPerSocket: 100,
};

/** Close codes beyond those of graphql-ws. */
const GOING_AWAY = 1001;
const TOO_MANY_SOCKETS = 4429;

export interface WebsocketOptions {
  readonly http: Server;
  readonly path: string;
  readonly shared: Shared;
  readonly auth: Auth;
  readonly connections: LiveConnections;
  /** The client's address, as the first proxy that is not trusted tells it. */
  readonly addressOf: (request: IncomingMessage) => string;
  readonly checker: OperationChecker;
  readonly executor: Executor;
  readonly sockets: SocketLimits;
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
}

interface Connection extends LiveConnection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly writer: SocketWriter;
  readonly id: string;
}

/** Where an operation came from. */
interface OperationOf {
  readonly connection: Connection;
  readonly id: string;
  readonly viewer: () => Viewer;
  readonly price: OperationPrice;
}

export interface Websockets {
  /** Takes no new sockets and closes those there are; cuts those that do not answer in time. */
  close(withinMs: number): Promise<void>;
}

/** GraphQL over websockets (graphql-transport-ws) on the port of the HTTP server. */
export function addWebsockets(options: WebsocketOptions): Websockets {
  const {
    http,
    path,
    shared,
    auth,
    connections,
    checker,
    executor,
    sockets: most,
    logger,
    metrics,
  } = options;
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: most.frameBytes,
    perMessageDeflate: false,
    handleProtocols,
  });
  const open = new Set<Connection>();
  const operationOf = new WeakMap<ExecutionArgs, OperationOf>();
  let closing = false;

  const protocol = makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: most.initMs,
    onConnect: async ({ connectionParams, extra }) => {
      const { authorization } = connectionParams ?? {};
      const { cookie } = extra.request.headers;
      const identity = await auth.viewerOf(
        authorization === undefined || authorization === null
          ? { cookie, address: extra.address }
          : { authorization: String(authorization), address: extra.address },
      );
      if (!identity) {
        extra.socket.close(CloseCode.Unauthorized, 'Sign in first');
        return false;
      }
      if (!connections.claim(extra, identity)) {
        extra.socket.close(TOO_MANY_SOCKETS, 'Too many connections');
        return false;
      }
      return true;
    },
    onSubscribe: ({ extra, subscriptions }, id, payload) => {
      const { identity } = extra;
      if (!identity) return [new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } })];
      if (Object.keys(subscriptions).length > most.subscriptionsPerSocket) {
        const message = `At most ${most.subscriptionsPerSocket} operations may be under way on a websocket.`;
        return [new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED' } })];
      }
      const known = () => extra.identity ?? identity;
      const viewer = () => known().viewer;
      const refused = checker.admit(viewer());
      if (refused) return [refused];
      const checked = checker.check(payload, known());
      if (isRefused(checked)) return checked;
      const ready = { ...checked.args, contextValue: requestContext(shared, known(), extra.id) };
      operationOf.set(ready, { connection: extra, id, viewer, price: checked.price });
      return ready;
    },
    execute: (args) => executor.execute(args),
    subscribe: async (args) => {
      const from = operationOf.get(args);
      if (!from) throw new Error('A subscription of no connection.');
      const { connection, id, viewer } = from;
      const subscriber = await subscribeLive(args, {
        shared,
        connections,
        connection,
        writer: connection.writer,
        frame: websocketFrame(id),
        requestId: connection.id,
        viewer,
        format: (result) => outgoing(result, connection),
      });
      if (!(subscriber instanceof FrameSubscriber)) return subscriber;
      return pullIterator<never>({
        next: async () => {
          await subscriber.ended;
          return null;
        },
        stop: () => subscriber.end(),
      });
    },
    onOperation: (_ctx, _id, _payload, args, result) => {
      const operation = getOperationAST(args.document, args.operationName);
      const type = operation?.operation ?? 'none';
      metrics.operations.inc({ type, transport: 'websocket', outcome: 'errors' in result ? 'error' : 'ok' });
    },
    onNext: ({ extra }, _id, _payload, args, result) => {
      const price = operationOf.get(args)?.price;
      return { ...outgoing(result, extra), ...(price && { extensions: { cost: price } }) };
    },
    onError: ({ extra }, _id, _payload, errors) => outgoing({ errors }, extra).errors ?? [],
  });

  const outgoing = (result: Parameters<typeof publicResult>[0], { id: requestId }: Connection) =>
    publicResult(result, requestId, (err) => logger.error({ err, requestId }, 'fault'));

  wss.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const connection: Connection = {
      socket,
      request,
      id: requestIdOf(request),
      writer: new SocketWriter(socket, most.backlogBytes),
      address: options.addressOf(request),
      identity: null,
      signedOut: () => socket.close(CloseCode.Unauthorized, 'Signed out'),
    };
    connections.add(connection);
    open.add(connection);
    metrics.sockets.set(open.size);
    socket.on('error', (error) => logger.debug({ err: error, requestId: connection.id }, 'websocket'));

    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        // Answers when the bytes are handed over: a slow reader is sent nothing more meanwhile.
        send: (data) =>
          new Promise((resolve) => {
            if (socket.readyState === socket.OPEN) socket.send(data, () => resolve());
            else resolve();
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) => {
          socket.on('message', (data) => {
            // A peer that does not answer its close frame may send for half a minute more: it was signed out, or broke a rule.
            if (socket.readyState !== socket.OPEN) return;
            // Frames are small (`maxPayload`), so that they always come as one buffer.
            handle((data as Buffer).toString('utf8')).catch((error: unknown) => {
              logger.error({ err: error, requestId: connection.id }, 'websocket message');
              socket.close(CloseCode.InternalServerError, 'Internal server error');
            });
          });
        },
      },
      connection,
    );
    const stopPinging = keepAlive(socket, most);
    socket.once('close', (code, reason) => {
      stopPinging();
      connections.remove(connection);
      open.delete(connection);
      metrics.sockets.set(open.size);
      closed(code, reason.toString()).catch((error: unknown) =>
        logger.error({ err: error }, 'websocket close'),
      );
    });
  });

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const [address] = (request.url ?? '').split('?', 1);
    if (address !== path) return refuseUpgrade(socket, '404 Not Found');
    if (!isSameOrigin(request.headers)) return refuseUpgrade(socket, '403 Forbidden');
    if (closing) return refuseUpgrade(socket, '503 Service Unavailable');
    if (!connections.hasRoomFor(options.addressOf(request))) {
      return refuseUpgrade(socket, '429 Too Many Requests');
    }
    wss.handleUpgrade(request, socket, head, (opened) => wss.emit('connection', opened, request));
  };
  http.on('upgrade', onUpgrade);

  return {
    async close(withinMs) {
      closing = true;
      const left = [...open];
      const gone = left.map(
        ({ socket }) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
      );
      for (const { socket } of left) socket.close(GOING_AWAY, 'The server is stopping');
      const cut = setTimeout(() => left.forEach(({ socket }) => socket.terminate()), withinMs);
      await Promise.all(gone);
      clearTimeout(cut);
      http.off('upgrade', onUpgrade);
      wss.close();
    },
  };
}

/** Pings, and cuts a peer that does not answer. */
function keepAlive(socket: WebSocket, { pingMs, pongMs }: SocketLimits): () => void {
  let cut: NodeJS.Timeout | undefined;
  const ping = setInterval(() => {
    if (socket.readyState !== socket.OPEN) return;
    cut ??= setTimeout(() => socket.terminate(), pongMs);
    socket.ping();
  }, pingMs);
  socket.on('pong', () => {
    clearTimeout(cut);
    cut = undefined;
  });
  return () => {
    clearInterval(ping);
    clearTimeout(cut);
  };
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
