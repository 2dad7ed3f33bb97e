import { z } from 'zod';
import { CliExit, EXIT, reasonOf, wrongInput, type ExitCode, type Problem } from './exit.ts';
import type { CliIo } from './io.ts';
import type { Operation } from './operations.ts';
import type { Refusals } from './shapes.ts';

const DEFAULT_URL = 'http://127.0.0.1:4000';
const NOT_ALLOWED = new Set(['UNAUTHENTICATED', 'FORBIDDEN']);

/** Where the server is, and who asks. */
export interface Connection {
  readonly http: URL;
  readonly websocket: URL;
  readonly authorization: string;
}

/**
 * Reads the connection from the environment.
 *
 * @throws CliExit when the address is none, or the token is missing or malformed
 */
export function connectionFrom(env: CliIo['env']): Connection {
  const address = env['SHOTBOARD_URL']?.trim() || DEFAULT_URL;
  const http = URL.canParse(address) ? new URL(address) : undefined;
  if (http?.protocol !== 'http:' && http?.protocol !== 'https:') {
    throw wrongInput(`SHOTBOARD_URL is "${address}"; it must be an address such as ${DEFAULT_URL}.`);
  }
  if (http.username !== '' || http.password !== '') {
    throw wrongInput(
      'SHOTBOARD_URL must not hold a user or a password; the token goes into SHOTBOARD_TOKEN.',
    );
  }
  http.pathname = `${http.pathname.replace(/(\/graphql)?\/*$/, '')}/graphql`;
  http.search = '';
  http.hash = '';
  const token = env['SHOTBOARD_TOKEN']?.trim() ?? '';
  if (token === '') {
    throw new CliExit(
      EXIT.notAllowed,
      'SHOTBOARD_TOKEN is not set: set it to an API token of the server, for example the value of SHOTBOARD_ADMIN_TOKEN that `shotboard serve` was started with.',
    );
  }
  if (!/^[\u0021-\u007e]+$/.test(token)) {
    throw new CliExit(EXIT.notAllowed, 'SHOTBOARD_TOKEN holds characters that no token has; copy it again.');
  }
  const websocket = new URL(http);
  websocket.protocol = http.protocol === 'https:' ? 'wss:' : 'ws:';
  return { http, websocket, authorization: `Bearer ${token}` };
}

/** Errors of GraphQL, over HTTP and over websockets. */
export const errorsShape = z.array(
  z.object({
    message: z.string(),
    path: z.array(z.union([z.string(), z.number()])).optional(),
    extensions: z.record(z.string(), z.unknown()).optional(),
  }),
);
const answerShape = z.object({ data: z.unknown().optional(), errors: errorsShape.optional() });

/** Asks the public API over HTTP. Everything that goes wrong is a {@link CliExit}. */
export class Api {
  readonly connection: Connection;
  readonly #fetch: CliIo['fetch'];
  readonly #signal: AbortSignal;

  /** @param signal - aborted when the user stops the command */
  constructor(connection: Connection, fetch: CliIo['fetch'], signal: AbortSignal) {
    this.connection = connection;
    this.#fetch = fetch;
    this.#signal = signal;
  }

  async ask<Answer>(operation: Operation<Answer>, variables: object = {}): Promise<Answer> {
    const { status, body } = await this.#post(JSON.stringify({ query: operation.document, variables }));
    const answer = answerShape.safeParse(parseJson(body));
    if (!answer.success) throw notGraphQL(this.connection, status, body);
    const { data, errors } = answer.data;
    if (errors && errors.length > 0) throw exitForErrors(errors);
    if (data === undefined || data === null) throw notGraphQL(this.connection, status, body);
    return understand(operation, data);
  }

  async #post(body: string): Promise<{ status: number; body: string }> {
    try {
      const response = await this.#fetch(this.connection.http, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json;q=0.9',
          authorization: this.connection.authorization,
        },
        body,
        // The token is for this address alone.
        redirect: 'error',
        signal: this.#signal,
      });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      if (this.#signal.aborted) throw new CliExit(EXIT.interrupted);
      throw cannotReach(this.connection, reasonOf(error));
    }
  }
}

/** The server is not there, or went away. */
export function cannotReach(connection: Connection, reason: string): CliExit {
  return new CliExit(
    EXIT.unreachable,
    `Cannot reach the server at ${connection.http.origin}: ${reason}. Is it running, and is SHOTBOARD_URL right?`,
  );
}

/**
 * An answer in the shape its operation promises.
 *
 * @throws CliExit when the server speaks of something else
 */
export function understand<Answer>(operation: Operation<Answer>, data: unknown): Answer {
  const answer = operation.answer.safeParse(data);
  if (answer.success) return answer.data;
  throw new CliExit(
    EXIT.unreachable,
    `The server's answer is not what this version understands: ${z.prettifyError(answer.error)}`,
  );
}

/** What errors of GraphQL (not refusals, which are data) end the command with. */
export function exitForErrors(errors: z.infer<typeof errorsShape>): CliExit {
  const problems = errors.map(({ message, path, extensions }): Problem => {
    const code = extensions?.['code'];
    const requestId = extensions?.['requestId'];
    return {
      message: typeof requestId === 'string' ? `${message} [${requestId}]` : message,
      ...(typeof code === 'string' && { code }),
      ...(path && { path }),
    };
  });
  return new CliExit(exitCodeOf(problems), problems);
}

function exitCodeOf(problems: readonly Problem[]): ExitCode {
  if (problems.some(({ code }) => code === 'INTERNAL_SERVER_ERROR')) return EXIT.unreachable;
  return problems.some(({ code }) => code !== undefined && NOT_ALLOWED.has(code))
    ? EXIT.notAllowed
    : EXIT.refused;
}

/** A refusal; only those about jobs have a preview. */
type Refused = Omit<Refusals[number], 'preview'> & { readonly preview?: Refusals[number]['preview'] };

/**
 * Goes on when nothing was refused.
 *
 * @throws CliExit with each refusal
 */
export function refuseOn(errors: readonly Refused[]): void {
  if (errors.length === 0) return;
  const problems = errors.map(({ code, message, path, preview }) => ({
    code,
    message,
    path,
    ...(preview && { preview }),
  }));
  throw new CliExit(exitCodeOf(problems), problems);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Something answered that is not the API: a proxy, another program, or a server that refuses before it reads. */
function notGraphQL(connection: Connection, status: number, body: string): CliExit {
  const said = z.object({ message: z.string() }).safeParse(parseJson(body));
  const message = said.success ? `: ${said.data.message}` : '';
  if (status === 401 || status === 403) {
    return new CliExit(
      EXIT.notAllowed,
      `The server does not accept SHOTBOARD_TOKEN (HTTP ${status})${message}`,
    );
  }
  if (status === 413) {
    return new CliExit(EXIT.refused, `The request is too large for the server (HTTP 413)${message}`);
  }
  return new CliExit(
    EXIT.unreachable,
    `${connection.http.href} does not answer as a Shotboard server does (HTTP ${status})${message}`,
  );
}
