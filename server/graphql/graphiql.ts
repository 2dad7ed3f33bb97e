import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { policyWith } from './security-headers.ts';

const { resolve } = createRequire(import.meta.url);

/** GraphiQL and React as their makers publish them, read from the installed packages. */
const FILES = {
  'react.js': 'react/umd/react.production.min.js',
  'react-dom.js': 'react-dom/umd/react-dom.production.min.js',
  'graphiql.js': 'graphiql/graphiql.min.js',
  'graphiql.css': 'graphiql/graphiql.min.css',
} as const;

/** GraphiQL's page. Its dialogs make a style element, which only the page's own nonce allows. */
const pageWith = (nonce: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>GraphiQL – Shotboard</title>
    <link rel="stylesheet" href="/graphiql/graphiql.css">
    <link rel="stylesheet" href="/graphiql/page.css">
  </head>
  <body>
    <div id="graphiql">Loading…</div>
    <script src="/graphiql/react.js"></script>
    <script src="/graphiql/react-dom.js"></script>
    <script src="/graphiql/graphiql.js"></script>
    <script nonce="${nonce}" src="/graphiql/start.js"></script>
  </body>
</html>
`;

const STYLE = 'html, body, #graphiql { height: 100%; margin: 0; }\n';

/** Queries over HTTP, subscriptions over a websocket of their own (graphql-transport-ws). */
const START = `'use strict';
(function () {
  // Read by GraphiQL's parts when they make a style element.
  window.__webpack_nonce__ = document.currentScript.nonce;
  const address = new URL('/graphql', location.href);
  const socketAddress = address.href.replace(/^http/, 'ws');

  async function overHttp(operation, headers) {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
      body: JSON.stringify(operation),
    });
    return response.json();
  }

  function overSocket(operation, headers) {
    return {
      subscribe(observer) {
        const socket = new WebSocket(socketAddress, 'graphql-transport-ws');
        const say = (message) => socket.send(JSON.stringify(message));
        const authorization = headers && (headers.authorization || headers.Authorization);
        let over = false;
        const end = (tell) => {
          if (over) return;
          over = true;
          tell();
          socket.close();
        };
        socket.onopen = () => say({ type: 'connection_init', payload: authorization ? { authorization } : {} });
        socket.onmessage = ({ data }) => {
          const message = JSON.parse(data);
          if (message.type === 'connection_ack') say({ id: '1', type: 'subscribe', payload: operation });
          if (message.type === 'ping') say({ type: 'pong' });
          if (message.type === 'next') observer.next(message.payload);
          if (message.type === 'error') end(() => observer.error({ errors: message.payload }));
          if (message.type === 'complete') end(() => observer.complete());
        };
        socket.onclose = ({ code, reason }) => end(() => observer.error(new Error(code + ' ' + reason)));
        return { unsubscribe: () => end(() => undefined) };
      },
    };
  }

  function isSubscription(options, operation) {
    const definitions = options && options.documentAST ? options.documentAST.definitions : [];
    return definitions.some(
      (definition) =>
        definition.operation === 'subscription' &&
        (!operation.operationName || (definition.name && definition.name.value === operation.operationName)),
    );
  }

  const fetcher = (operation, options) => {
    const headers = options && options.headers;
    return isSubscription(options, operation) ? overSocket(operation, headers) : overHttp(operation, headers);
  };

  ReactDOM.createRoot(document.getElementById('graphiql')).render(
    React.createElement(GraphiQL, { fetcher, defaultEditorToolsVisibility: true, shouldPersistHeaders: false }),
  );
})();
`;

/** Sends the page of GraphiQL to a browser. Everything it loads comes from this server. */
export function sendGraphiql(reply: FastifyReply): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .header('content-security-policy', policyWith(nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(pageWith(nonce));
}

/** Serves what the page of GraphiQL loads, under `/graphiql/`. */
export function addGraphiqlFiles(server: FastifyInstance): void {
  const add = (name: string, read: () => string) => {
    let text: string | undefined;
    server.get(`/graphiql/${name}`, async (_request, reply) => {
      // Read when it is first asked for: most servers never show GraphiQL.
      text ??= read();
      const type = name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8';
      return reply.header('cache-control', 'public, max-age=3600').type(type).send(text);
    });
  };
  for (const [name, path] of Object.entries(FILES)) add(name, () => packageFile(path));
  add('page.css', () => STYLE);
  add('start.js', () => START);
}

function packageFile(path: string): string {
  const [name = '', ...rest] = path.split('/');
  const folder = resolve(`${name}/package.json`).slice(0, -'package.json'.length);
  // The maps are not served: naming them would only make browsers ask.
  return readFileSync(folder + rest.join('/'), 'utf8').replace(/^\/[/*]# sourceMappingURL=.*$/gm, '');
}
