import {
  GraphQLError,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
} from 'graphql';

/** The codes a client may see in `extensions.code`. Whatever has another one is a fault and is masked. */
const PUBLIC_CODES: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'DOCUMENT_NOT_TRUSTED',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'LIMIT_EXCEEDED',
  'NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'RATE_LIMITED',
  'TIMEOUT',
  'UNAUTHENTICATED',
]);

/** What is told of an error: one may repeat a value of the request, however long that is. */
const MESSAGE_CHARACTERS = 2_000;

/** An argument is wrong. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

/** The parser's stack ended before the brackets of the document did. */
export function tooDeep(): GraphQLError {
  return new GraphQLError('The document is nested too deep to be read.', {
    extensions: { code: 'GRAPHQL_PARSE_FAILED' },
  });
}

/** There is no such thing, or one may not see it: told alike. */
export function notThere(what: string, id: string): GraphQLError {
  return new GraphQLError(`There is no ${what} with id ${id}.`, { extensions: { code: 'NOT_FOUND' } });
}

/** A viewer, or an address, asks too much. `extensions.retryAfter` are the seconds to wait. */
export function tooManyRequests(retryAfter: number): GraphQLError {
  return new GraphQLError(`Too many requests: try again in ${retryAfter} seconds.`, {
    extensions: { code: 'RATE_LIMITED', retryAfter },
  });
}

/** A viewer, or an address, has too many subscriptions under way. */
export function tooManySubscriptions(most: number): GraphQLError {
  return new GraphQLError(
    `At most ${most} subscriptions of yours, or from where you are, may be under way at once.`,
    {
      extensions: { code: 'LIMIT_EXCEEDED' },
    },
  );
}

/** What is said to somebody who is not signed in. */
export const UNAUTHENTICATED = {
  message: 'Sign in first: by a session of the browser or by `Authorization: Bearer …`.',
  extensions: { code: 'UNAUTHENTICATED' },
} as const;

/**
 * The code of an error as a client shall see it. What graphql-js finds wrong with a request has no code and no
 * cause, or a cause of its own kind; everything else is a fault of ours.
 *
 * @returns null for a fault
 */
export function publicCode(error: GraphQLError): string | null {
  const { code } = error.extensions;
  if (typeof code === 'string' && PUBLIC_CODES.has(code)) return code;
  const cause = error.originalError;
  const found = cause === undefined || cause instanceof GraphQLError;
  return found && (code === undefined || code === 'INTERNAL_SERVER_ERROR') ? 'BAD_USER_INPUT' : null;
}

/** What leaves the server of an error: a public one as it is, of a fault nothing but that there was one. */
export function publicError(error: GraphQLError, requestId?: string): GraphQLFormattedError {
  const { locations, path } = error;
  const message = shortened(error.message);
  const where = { ...(locations && { locations }), ...(path && { path }) };
  const code = publicCode(error);
  const { retryAfter } = error.extensions;
  if (code !== null) {
    return { message, ...where, extensions: { code, ...(retryAfter !== undefined && { retryAfter }) } };
  }
  return { ...fault(requestId), ...where };
}

/** The place stands at the start of a message and the reason at its end. */
function shortened(message: string): string {
  const half = MESSAGE_CHARACTERS / 2;
  return message.length > MESSAGE_CHARACTERS
    ? `${message.slice(0, half)} … ${message.slice(-half)}`
    : message;
}

/**
 * What leaves the server of a result.
 *
 * @param onFault - told of every fault, with what it was
 */
export function publicResult(
  { data, errors }: { readonly [Part in 'data' | 'errors']?: ExecutionResult[Part] | undefined },
  requestId: string,
  onFault: (error: unknown) => void,
): FormattedExecutionResult {
  return {
    ...(errors && {
      errors: errors.map((error) => {
        if (publicCode(error) === null) onFault(error.originalError ?? error);
        return publicError(error, requestId);
      }),
    }),
    ...(data !== undefined && { data }),
  };
}

/** What is said of a fault: nothing but that there was one, and under which request it is recorded. */
export function fault(requestId?: string): GraphQLFormattedError {
  return { message: 'Something went wrong here.', extensions: faultExtensions(requestId) };
}

export function faultExtensions(requestId: string | undefined): Record<string, unknown> {
  return { code: 'INTERNAL_SERVER_ERROR', ...(requestId !== undefined && { requestId }) };
}
