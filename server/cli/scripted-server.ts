import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, graphql } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

/** Answers of the root fields, by their names; a subscription answers with an async generator. */
export type Script = Readonly<Record<string, unknown>>;

export const TOKEN = 'secret-token';

/** For tests: a server that speaks the public API's real schema and protocols, and says what it is told to. */
export class ScriptedServer {
  readonly #http: Server;
  readonly #wss: WebSocketServer;
  script: Script = {};
  /** The variables of each request over HTTP, in order. */
  readonly variables: Readonly<Record<string, unknown>>[] = [];

  private constructor() {
    this.#http = createServer((request, response) => {
      void this.#answer(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(body);
      });
    });
    this.#wss = new WebSocketServer({ server: this.#http, path: '/graphql' });
    useServer(
      {
        schema,
        roots: { subscription: new Proxy({}, { get: (_, name) => this.script[String(name)] }) },
        onConnect: ({ connectionParams }) => connectionParams?.['authorization'] === `Bearer ${TOKEN}`,
      },
      this.#wss,
    );
  }

  static async start(): Promise<ScriptedServer> {
    const server = new ScriptedServer();
    await new Promise<void>((resolve) => void server.#http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    const address = server(this.#http.address());
    return `http://127.0.0.1:${address.port}`;
  }

  /** Ends every websocket: with a close code, or as if the cable were cut. */
  dropSockets(code?: number): void {
    for (const socket of this.#wss.clients) {
      if (code === undefined) socket.terminate();
      else socket.close(code);
    }
  }

  async stop(): Promise<void> {
    this.dropSockets();
    this.#wss.close();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: string }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      const errors = [{ message: 'Sign in first.', extensions: { code: 'UNAUTHENTICATED' } }];
      return { status: 401, body: JSON.stringify({ errors }) };
    }
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
      query: string;
      variables: Record<string, unknown>;
    };
    this.variables.push(variables);
    const result = await graphql({
      schema,
      source: query,
      variableValues: variables,
      rootValue: this.script,
    });
    return { status: 200, body: JSON.stringify(result) };
  }
}

function server(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address;
}
