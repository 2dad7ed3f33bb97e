import { ApolloServer, HeaderMap, type ApolloServerPlugin, type HTTPGraphQLHead } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyBaseLogger } from 'fastify';
import { GraphQLError, OperationTypeNode, type ExecutionResult } from 'graphql';
import type { Metrics } from '../telemetry/metrics.ts';
import type { RequestContext } from './context.ts';
import type { Executor } from './executor.ts';
import { fault, faultExtensions, publicError, publicResult, tooDeep } from './faults.ts';
import { isRefused, type OperationChecker, type OperationPrice } from './operation-checker.ts';

export interface ApolloOptions {
  readonly checker: OperationChecker;
  readonly executor: Executor;
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
}

/** GraphQL over HTTP. Nothing is reported to anybody, and nothing is loaded from elsewhere. */
export function createApollo(options: ApolloOptions): ApolloServer<RequestContext> {
  const { logger } = options;
  const { schema, limits, documents } = options.checker;
  return new ApolloServer<RequestContext>({
    schema,
    // Documents are validated by `checker`, once for all transports.
    dangerouslyDisableValidation: true,
    parseOptions: { maxTokens: limits.tokens },
    documentStore: {
      get: (key) => Promise.resolve(documents.get(key)),
      set: (key, document) => Promise.resolve(void documents.set(key, document)),
      delete: (key) => Promise.resolve(documents.delete(key)),
    },
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: {
      debug: (message: unknown) => logger.debug(String(message)),
      info: (message: unknown) => logger.info(String(message)),
      warn: (message: unknown) => logger.warn(String(message)),
      error: (message: unknown) => logger.error(String(message)),
    },
    formatError: (_formatted, error) =>
      error instanceof GraphQLError ? publicError(isTooDeep(error) ? tooDeep() : error) : fault(),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      requestPlugin(options),
    ],
  });
}

/** Apollo takes an overflow of the parser's stack for a mistake of syntax, and tells it as it is. */
function isTooDeep({ extensions, originalError }: GraphQLError): boolean {
  const cause = originalError instanceof GraphQLError ? originalError.originalError : originalError;
  return extensions['code'] === 'GRAPHQL_PARSE_FAILED' && cause instanceof RangeError;
}

/** Checks and executes as every transport does, counts operations, and sets the statuses of GraphQL over HTTP. */
function requestPlugin({
  checker,
  executor,
  logger,
  metrics,
}: ApolloOptions): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () => {
      let price: OperationPrice | null = null;
      return Promise.resolve({
        responseForOperation: async ({ document, request, contextValue }) => {
          const { requestId, identity } = contextValue;
          const checked = checker.checkParsed(document, request, identity);
          let result: ExecutionResult;
          if (isRefused(checked)) result = { errors: checked };
          else {
            ({ price } = checked);
            const later = checked.operation.operation === OperationTypeNode.SUBSCRIPTION;
            result = later ? NOT_HERE : await executor.execute({ ...checked.args, contextValue });
          }
          const onFault = (err: unknown) => logger.error({ err, requestId }, 'fault');
          return {
            http: httpOf(result),
            body: { kind: 'single', singleResult: publicResult(result, requestId, onFault) },
          };
        },
        willSendResponse: ({ request, response, operation, contextValue }) => {
          if (response.body.kind !== 'single') return Promise.resolve();
          const { singleResult } = response.body;
          if (price) singleResult.extensions = { ...singleResult.extensions, cost: price };
          metrics.operations.inc({
            type: operation?.operation ?? 'none',
            transport: 'http',
            outcome: singleResult.errors ? 'error' : 'ok',
          });
          if (singleResult.errors?.some((error) => error.extensions?.['code'] === 'INTERNAL_SERVER_ERROR')) {
            singleResult.errors = singleResult.errors.map((error) =>
              error.extensions?.['code'] === 'INTERNAL_SERVER_ERROR'
                ? { ...error, extensions: faultExtensions(contextValue.requestId) }
                : error,
            );
          }
          // GraphQL over HTTP: with application/json a well-formed request is answered with 200, whatever the
          // document is worth; with application/graphql-response+json the status tells.
          const accepts = request.http?.headers.get('accept') ?? '';
          const tells = accepts.includes('application/graphql-response+json');
          const wellFormed = singleResult.errors?.every((error) =>
            OF_DOCUMENT.has(error.extensions?.['code']),
          );
          if (!tells && wellFormed && response.http.status === 400) response.http.status = 200;
          return Promise.resolve();
        },
      });
    },
  };
}

/** What HTTP tells of a result: an answer without data has a status of its own. */
function httpOf({ data, errors }: ExecutionResult): HTTPGraphQLHead {
  const headers = new HeaderMap();
  if (data !== undefined) return { headers };
  const { code, retryAfter } = errors?.[0]?.extensions ?? {};
  if (code === 'RATE_LIMITED') headers.set('retry-after', String(retryAfter));
  return { headers, status: STATUS[String(code)] ?? 400 };
}

const STATUS: Readonly<Record<string, number>> = { FORBIDDEN: 403, RATE_LIMITED: 429, TIMEOUT: 503 };

/** One answer cannot tell what happens later. */
const NOT_HERE: ExecutionResult = {
  errors: [
    new GraphQLError(
      'Subscribe over a websocket (graphql-transport-ws) at /graphql, or over an event stream at /graphql/stream.',
      { extensions: { code: 'BAD_REQUEST' } },
    ),
  ],
};

/** Errors about the document or its variables, not about the HTTP request. */
const OF_DOCUMENT: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'DOCUMENT_NOT_TRUSTED',
  'LIMIT_EXCEEDED',
  'FORBIDDEN',
]);
