import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { openPostgresStore } from '../store/postgres/postgres-store.ts';
import { startPostgres, type PostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where `newPostgres` of `test/databases.ts` asks for a database. */
    readonly postgresOfRun: string;
  }
}

/** No database is ordered by a locale of its own by accident: what depends on it fails here. */
const LOCALE = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US' ENCODING 'UTF8'";
const TEMPLATE = 'shotboard_template';

/**
 * A PostgreSQL server for all tests of a run: started when the first asks for a database, in the process of the run,
 * so that it outlives the processes of the tests.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<PostgresServer> | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const start = async (): Promise<PostgresServer> => {
    const server = await startPostgres(['-c', 'fsync=off', '-c', 'max_connections=300']);
    await sql(server, `CREATE DATABASE ${TEMPLATE} ${LOCALE}`);
    await (await openPostgresStore(server.urlOf(TEMPLATE))).close();
    return server;
  };
  let made = 0;
  const make = async (kind: string): Promise<string> => {
    const server = await (starting ??= start());
    const name = `run_${(made += 1)}`;
    await sql(server, `CREATE DATABASE ${name} ${kind === 'empty' ? LOCALE : `TEMPLATE ${TEMPLATE}`}`);
    return server.urlOf(name);
  };

  const broker = createServer((request, response) => {
    // One after another: a template that is being copied cannot be copied again.
    turn = turn.then(async () => {
      try {
        const kind = (await bodyOf(request)) || 'migrated';
        response.end(await make(kind));
      } catch (error) {
        response.writeHead(500).end(String(error));
      }
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => broker.once('listening', resolve));
  const { port } = broker.address() as AddressInfo; // a TCP server has a port
  project.provide('postgresOfRun', `http://127.0.0.1:${port}`);

  return async () => {
    await new Promise((resolve) => broker.close(resolve));
    await (await starting)?.stop();
  };
}

async function sql(server: PostgresServer, text: string): Promise<void> {
  const client = new Client({ connectionString: server.urlOf('postgres') });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
