import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { createHandler, type OperationArgs } from 'graphql-sse';
import { isSameOrigin } from '../auth/same-origin.ts';
import type { Identity } from '../auth/auth.ts';
import { pullIterator } from '../live/pull-iterator.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { requestContext, type RequestContext, type Shared } from './context.ts';
import type { Executor } from './executor.ts';
import { UNAUTHENTICATED, publicResult } from './faults.ts';
import { FrameSubscriber, STREAM_FRAME, StreamWriter } from './frame-subscriber.ts';
import type { LiveConnection, LiveConnections } from './live-connections.ts';
import { asGraphqlError, subscribeLive } from './live-operations.ts';
import { isRefused, type OperationChecker, type OperationPrice } from './operation-checker.ts';

export interface EventStreamsOptions {
  readonly path: string;
  readonly shared: Shared;
  readonly connections: LiveConnections;
  readonly checker: OperationChecker;
  readonly executor: Executor;
  /** What may wait to be sent before a reader counts as slow, in bytes. */
  readonly backlogBytes: number;
  /** How long a reader may take nothing at all; above the 12 s between pings. */
  readonly stalledMs: number;
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
}

/** One event stream: one operation of one request. */
interface Stream extends LiveConnection {
  identity: Identity;
  readonly request: FastifyRequest;
  readonly writer: StreamWriter;
  price: OperationPrice | null;
  /** Its session ended, or the server stops. */
  isOver: boolean;
}

export interface EventStreams {
  /** Ends the streams there are. */
  close(): void;
}

/** GraphQL over server-sent events, an operation a connection: for networks that break websockets. */
export function addEventStreams(server: FastifyInstance, options: EventStreamsOptions): EventStreams {
  const { path, shared, connections, checker, executor, logger, metrics } = options;
  const streams = new Set<Stream>();
  const streamOf = new WeakMap<ExecutionArgs, Stream>();

  const publicOf = (result: ExecutionResult, { request: { id } }: Stream) =>
    publicResult(result, id, (err) => logger.error({ err, requestId: id }, 'fault'));
  const outgoing = (result: ExecutionResult, stream: Stream) =>
    ({
      // The library takes for a result only what has this field.
      data: undefined,
      ...publicOf(result, stream),
      ...(stream.price && { extensions: { cost: stream.price } }),
    }) as ExecutionResult;

  const handle = createHandler<FastifyRequest, Stream, RequestContext & Record<PropertyKey, unknown>>({
    // Only streams of one operation each: whose token it is would have to be remembered between requests.
    authenticate: () => null,
    validate: () => [],
    onSubscribe: ({ context: stream }, params) => {
      const checked = checker.check(params, stream.identity);
      if (isRefused(checked)) return outgoing({ errors: checked }, stream);
      stream.price = checked.price;
      const contextValue = requestContext(shared, stream.identity, stream.request.id);
      const args = { ...checked.args, contextValue } as OperationArgs<never>;
      streamOf.set(args, stream);
      return args;
    },
    execute: async (args) => {
      const stream = streamOf.get(args);
      const result = await executor.execute(args);
      return stream ? outgoing(result, stream) : result;
    },
    subscribe: async (args) => {
      const stream = streamOf.get(args);
      if (!stream) throw new Error('A subscription of no stream.');
      const subscriber = await subscribeLive(args, {
        shared,
        connections,
        connection: stream,
        writer: stream.writer,
        frame: STREAM_FRAME,
        requestId: stream.request.id,
        viewer: () => stream.identity.viewer,
        format: (result) => publicOf(result, stream),
      });
      if (!(subscriber instanceof FrameSubscriber)) return outgoing(subscriber, stream);
      let isTold = false;
      return pullIterator<ExecutionResult>({
        // Gives nothing, but for the fault that ended it.
        next: async () => {
          try {
            await subscriber.ended;
            return null;
          } catch (error) {
            if (isTold) return null;
            isTold = true;
            return { value: outgoing({ errors: [asGraphqlError(error)] }, stream) };
          }
        },
        stop: () => subscriber.end(),
      });
    },
    onOperation: (_context, _request, args, result) => {
      const type = getOperationAST(args.document, args.operationName)?.operation ?? 'none';
      const outcome = 'errors' in result ? 'error' : 'ok';
      metrics.operations.inc({ type, transport: 'event-stream', outcome });
    },
  });

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { identity, raw } = request;
    if (!identity) throw new Error('A request that was not admitted.');
    if (!isSameOrigin(request.headers))
      return reply.code(403).send(refusal('BAD_REQUEST', 'Requests of other sites are refused.'));
    const response = reply.raw;
    const stream: Stream = {
      address: request.ip,
      identity,
      request,
      writer: new StreamWriter(response, options.backlogBytes),
      price: null,
      isOver: false,
      signedOut: () => {
        stream.isOver = true;
        // Before its head is sent, `answer` sees to it.
        if (response.headersSent) response.end();
      },
    };
    if (!connections.hasRoomFor(request.ip)) {
      return reply
        .code(429)
        .header('retry-after', '60')
        .send(refusal('RATE_LIMITED', 'Too many open connections from here.'));
    }
    connections.add(stream);
    streams.add(stream);
    if (!connections.claim(stream, identity)) {
      connections.remove(stream);
      streams.delete(stream);
      return reply
        .code(429)
        .header('retry-after', '60')
        .send(refusal('RATE_LIMITED', 'Too many open connections of yours.'));
    }
    try {
      const [body, init] = await handle({
        method: request.method,
        url: request.url,
        headers: { get: (name) => raw.headers[name] as string | undefined },
        body: request.body as Record<PropertyKey, unknown> | null,
        raw: request,
        context: stream,
      });
      if (body === null || typeof body === 'string') {
        return await reply
          .code(init.status)
          .headers(init.headers ?? {})
          .send(body);
      }
      if (stream.isOver && !response.destroyed) {
        await body.return(undefined);
        return await reply.code(401).send({ errors: [UNAUTHENTICATED] });
      }
      reply.hijack();
      // Whoever left meanwhile has closed already: nothing would ever end the subscription.
      if (response.destroyed) await body.return(undefined);
      else {
        response.writeHead(init.status, { ...(reply.getHeaders() as OutgoingHttpHeaders), ...init.headers });
        await pump(body, stream, response);
      }
      return reply;
    } finally {
      streams.delete(stream);
      connections.remove(stream);
    }
  };

  /** Sends what the protocol has to say; the frames of a subscription go past it. */
  const pump = async (body: AsyncGenerator<string>, stream: Stream, response: ServerResponse) => {
    // One that takes nothing for so long is taken for dead: pings are written all the time.
    response.setTimeout(options.stalledMs, () => response.destroy());
    const onClose = () => void body.return(undefined);
    response.once('close', onClose);
    try {
      stream.writer.open();
      for await (const text of body) stream.writer.write(Buffer.from(text));
    } catch (error) {
      logger.error({ err: error, requestId: stream.request.id }, 'event stream');
    } finally {
      response.off('close', onClose);
      response.end();
    }
  };

  server.get(path, answer);
  server.post(path, answer);
  return {
    close() {
      for (const stream of streams) stream.signedOut();
    },
  };
}

function refusal(code: string, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}
