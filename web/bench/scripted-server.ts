import { createServer, type IncomingMessage, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import { aJob, NO_COUNTS } from './scripted-jobs.ts';

const BUILD = join(import.meta.dirname, '../build');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const ALLOWED = { __typename: 'Permission', allowed: true, code: null, message: null };

/**
 * Serves the built dashboard with one project of so many jobs, and sends changes of them at a steady rate: what
 * is measured is the page alone, on answers that cost nothing to make.
 */
export function scriptedServer(jobCount: number): {
  readonly server: Server;
  readonly change: (count: number) => void;
} {
  const jobs = Array.from({ length: jobCount }, (_, place) => aJob(jobCount - place, 1));
  const versions = jobs.map(() => 1);
  const watchers = new Map<WebSocket, string>();
  let next = 0;

  const server = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (pathname === '/graphql') {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ data: answer(await bodyOf(request), jobs) }));
        return;
      }
      const file = extname(pathname) ? pathname : '/index.html';
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
      response.end(await readFile(join(BUILD, file)));
    })().catch(() => response.writeHead(404).end());
  });

  new WebSocketServer({ server, path: '/graphql', handleProtocols: () => 'graphql-transport-ws' }).on(
    'connection',
    (socket) => {
      socket.on('message', (data: Buffer) => {
        const message: { type: string; id: string } = JSON.parse(data.toString());
        if (message.type === 'connection_init') socket.send('{"type":"connection_ack"}');
        if (message.type === 'ping') socket.send('{"type":"pong"}');
        if (message.type !== 'subscribe') return;
        watchers.set(socket, message.id);
        socket.send(update(message.id, []));
      });
      socket.on('close', () => watchers.delete(socket));
    },
  );

  return {
    server,
    change(count) {
      const changed = Array.from({ length: count }, () => {
        const place = next++ % jobCount;
        const version = (versions[place] = (versions[place] ?? 1) + 1);
        return aJob(jobCount - place, version);
      });
      for (const [socket, id] of watchers) socket.send(update(id, changed));
    },
  };
}

const update = (id: string, changed: readonly unknown[]) =>
  JSON.stringify({ type: 'next', id, payload: { data: { projectJobs: { changed, deleted: [] } } } });

interface Request {
  readonly operationName: string;
  readonly variables: { readonly after?: string | null; readonly first?: number };
}

async function bodyOf(request: IncomingMessage): Promise<Request> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return JSON.parse(body);
}

function answer({ operationName, variables }: Request, jobs: readonly unknown[]): unknown {
  const project = { __typename: 'Project', id: 'project', name: 'Measured', archivedAt: null };
  switch (operationName) {
    case 'Frame':
      return {
        viewer: {
          __typename: 'Viewer',
          user: { __typename: 'User', id: 'user', name: 'Reader' },
          organization: { __typename: 'Organization', id: 'organization', name: 'Lab' },
          isOrganizationAdmin: true,
          isPlatformAdmin: false,
        },
        projects: { __typename: 'ProjectConnection', nodes: [project] },
      };
    case 'ProjectPulse':
      return {
        project: {
          ...project,
          jobCounts: { __typename: 'StatusCounts', ...NO_COUNTS, total: jobs.length, running: jobs.length },
          actions: { __typename: 'ProjectActions', submit: ALLOWED },
        },
      };
    case 'ProjectJobsPage': {
      const from = Number(variables.after ?? 0);
      const to = Math.min(jobs.length, from + (variables.first ?? 100));
      const pageInfo = { hasNextPage: to < jobs.length, endCursor: String(to) };
      return {
        project: { ...project, jobs: { nodes: jobs.slice(from, to), pageInfo, totalCount: jobs.length } },
      };
    }
    default:
      return { job: null };
  }
}
