/**
 * The fault suite: which test covers which row of the faults that the product must bear (S: SQLite, P: PostgreSQL).
 * Tests marked P take their database as a parameter; they run on those that `DATABASES` names.
 * After each the checker looks: `brokenInvariants`, `brokenCounts` and `leftBehind` of `store/invariants.ts`,
 * `brokenRemotely` for what providers accepted, `brokenHistory` for what clients were told.
 *
 * | fault | where |
 * |---|---|
 * | kill at any write of submit, claim, run, result, cancel, retry | `kills` (S, P: before and after each); real processes: `crash.test.ts` (S), `torture` (S, P) |
 * | kill around a submission to a provider | `remote/faults` (S, P), `remote/processes` (S), `torture` (S, P) |
 * | torn log, power loss | `disk`: replayed sector by sector (S); `sqlite-store.test.ts`: log cut anywhere (S). P: its server's own matter |
 * | engine throws, exits, dies, loops for ever; three times; all busy | `programs` (S, P); out of memory: `engine/pool.test.ts`, without a store |
 * | wall clock jumps | `workers` (S, P) |
 * | worker frozen past its lease | `workers` with SIGSTOP (S, P); `torture` (S, P) |
 * | node stands still, or is cut off, in the midst of a transaction | `standing-still` (P); on S a transaction is never open while its process waits |
 * | provider storms | `remote/faults` (S), `torture` (S, P) |
 * | cancel against completion, 1,000 times | hosted: `workers` (S, P); remote: `remote/faults` (S) |
 * | 50 retries at once | `workers`, from two nodes (S, P) |
 * | bulk cancel of 300 killed half way | `kills` (S, P) |
 * | websocket dropped, half-open | `sockets` (S), `torture` (S, P); slow reader, memory: `graphql/websockets.test.ts` (S) |
 * | PostgreSQL stopped, restarted, frozen, backends terminated | `postgres`, `torture`; in the moment of handing on: `store/postgres/connection.test.ts` (P) |
 * | the network to PostgreSQL cut, or swallowing | `store/postgres/mute.test.ts`, `torture` (P) |
 * | serialization failures, deadlocks | `contention`: in the midst, at the commit, a real deadlock (P) |
 * | the answer to a commit lost, by reset or silence | `lost-commits`: applied, not applied, applied late; submit, change, claim (P) |
 * | LISTEN connection killed or black-holed | `events/postgres-bus.test.ts`; as subscribers of the API see it, and a node cut off wholly: `live-on-nodes` (P) |
 * | disk full, failed sync | `disk`, the real program over `disk.c` (S), `torture` (S) |
 * | migrating twice at once | `sqlite-store.test.ts` (S); killed half way: `disk` (S); under load: `migrations` (S) |
 * | the same on P | `store/postgres`; killed, cut off, under load: `postgres-migrations` |
 * | SIGTERM with 50 running items; 20 sockets | `kills` (S, P) for the items; `programs` (S, P) for sockets, engines and the exit |
 * | all of it at once | `torture` (S, P) |
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { RandomSource } from '../../engine/random.ts';
import { openPostgresStore } from '../../store/postgres/postgres-store.ts';
import { openSqliteStore } from '../../store/sqlite/sqlite-store.ts';
import type { Store } from '../../store/store.ts';
import { startPostgres, type PostgresServer } from '../postgres-server.ts';

/** The databases that every fault is tried on. */
export const DATABASES = ['sqlite', 'postgres'] as const;
export type DatabaseName = (typeof DATABASES)[number];

/** A fault of the database itself; it is over when `make` resolves. */
export interface DatabaseFault {
  readonly name: string;
  make(random: RandomSource): Promise<unknown>;
}

/** An empty database of its own for one test. */
export interface TestDatabase {
  readonly name: DatabaseName;
  /** A folder for everything else that belongs to the test. */
  readonly folder: string;
  /** What a process of Shotboard is told, so that it finds the database. */
  readonly environment: Readonly<Record<string, string>>;
  /** Its file or its address. */
  readonly address: string;
  /** Whether several processes may work on it. */
  readonly shared: boolean;
  /** What can be broken of its server; nothing where there is none. */
  readonly faults: readonly DatabaseFault[];
  /** Opens it, as one more process would. Whoever opens it closes it. */
  open(): Promise<Store>;
  remove(): Promise<void>;
}

/** One server for all databases of a test file; started when it is needed first. */
let server: Promise<PostgresServer> | null = null;
export const postgres = (): Promise<PostgresServer> => (server ??= startPostgres());

/** Stops what was started for the tests of a file. */
export async function stopServers(): Promise<void> {
  await (await server)?.stop();
  server = null;
}

export async function newDatabase(name: DatabaseName): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'shotboard-faults-'));
  switch (name) {
    case 'sqlite': {
      const address = join(folder, 'shotboard.db');
      return {
        name,
        folder,
        environment: {},
        address,
        shared: false,
        faults: [],
        open: () => databaseAt(name, address),
        async remove() {
          rmSync(folder, { recursive: true, force: true });
        },
      };
    }
    case 'postgres': {
      const address = await (await postgres()).newDatabase();
      return {
        name,
        folder,
        environment: { SHOTBOARD_DATABASE_URL: address },
        address,
        shared: true,
        faults: serverFaults(address),
        open: () => databaseAt(name, address),
        async remove() {
          rmSync(folder, { recursive: true, force: true });
        },
      };
    }
    default:
      return name satisfies never;
  }
}

/** What can happen to a server of PostgreSQL while everybody works on it. */
function serverFaults(address: string): readonly DatabaseFault[] {
  return [
    { name: 'database crash', make: async () => (await postgres()).crash() },
    { name: 'database restart', make: async () => (await postgres()).restart() },
    {
      name: 'database freeze',
      make: async (random) => (await postgres()).freeze(500 + random.next() * 2_500),
    },
    {
      name: 'database terminates',
      make: (random) => terminateConnections(address, 0.2 + 0.8 * random.next()),
    },
  ];
}

/**
 * Ends the connections of all others who are on a database, as a failover does.
 *
 * @param share - which part of them, drawn by the server
 */
export async function terminateConnections(address: string, share = 1): Promise<void> {
  const client = new Client({ connectionString: address });
  await client.connect();
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity ' +
      'WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < $1',
    [share],
  );
  await client.end();
}

export function databaseAt(name: DatabaseName, address: string): Promise<Store> {
  switch (name) {
    case 'sqlite':
      return openSqliteStore(address);
    case 'postgres':
      return openPostgresStore(address);
    default:
      return name satisfies never;
  }
}
