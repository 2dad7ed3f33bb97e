import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyBaseLogger } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Metrics } from '../telemetry/metrics.ts';
import type { RequestContext } from './context.ts';
import { fault, faultExtensions, publicCode, publicError } from './faults.ts';
import { operationCost, refusesCost, sizeRule, type OperationLimits } from './limits.ts';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly limits: OperationLimits;
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
}

/** GraphQL over HTTP. Nothing is reported to anybody, and nothing is loaded from elsewhere. */
export function createApollo(options: ApolloOptions): ApolloServer<RequestContext> {
  const { schema, limits, logger } = options;
  return new ApolloServer<RequestContext>({
    schema,
    validationRules: [sizeRule(limits)],
    parseOptions: { maxTokens: limits.tokens },
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
    formatError: (_formatted, error) => (error instanceof GraphQLError ? publicError(error) : fault()),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      requestPlugin(options),
    ],
  });
}

/** Limits the cost, logs faults, counts operations, and sets the status codes of GraphQL over HTTP. */
function requestPlugin({ limits, logger, metrics }: ApolloOptions): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ schema, document, operation, request }) => {
          if (!operation) return Promise.resolve();
          const cost = operationCost(schema, document, operation, request.variables ?? {});
          const refused = refusesCost(cost, limits);
          return refused ? Promise.reject(refused) : Promise.resolve();
        },
        didEncounterErrors: ({ errors, contextValue }) => {
          for (const error of errors) {
            if (publicCode(error) === null) {
              logger.error({ err: error.originalError ?? error, requestId: contextValue.requestId }, 'fault');
            }
          }
          return Promise.resolve();
        },
        willSendResponse: ({ request, response, operation, contextValue }) => {
          if (response.body.kind !== 'single') return Promise.resolve();
          const { singleResult } = response.body;
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
      }),
  };
}

/** Errors about the document or its variables, not about the HTTP request. */
const OF_DOCUMENT: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'LIMIT_EXCEEDED',
]);
