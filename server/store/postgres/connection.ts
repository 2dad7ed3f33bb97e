import { setTimeout as delay } from 'node:timers/promises';
import { Client, Pool, types, type ClientBase, type PoolConfig } from 'pg';
import { NewerSchema } from '../faults.ts';
import { mayWorkOn, statementsOf } from '../migration-rules.ts';
import { isInTheWay } from './faults.ts';
import { MIGRATIONS } from './migrations.generated.ts';

/** What a pool's connections keep to. */
export interface PoolLimits {
  /** The most connections. */
  readonly size: number;
  /** How long a statement may take, in milliseconds. */
  readonly statementMs: number;
  /** How long a statement may wait for a lock, in milliseconds. */
  readonly lockMs: number;
  /** How long a transaction may stand idle before the server ends its connection, in milliseconds. */
  readonly idleMs: number;
}

/** The least version of the server, as `server_version_num` tells it. */
const OLDEST_SERVER = 140_000;

/** Taken while the schema is made or migrated: any number that nobody else takes. */
const MIGRATION_LOCK = 5_073_614_001;

const INT8 = 20;

/** Whole numbers as numbers: the schema holds none that a JavaScript number does not. */
export const TYPES: PoolConfig['types'] = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser, // overloads
};

/** @param prepare - runs on each new connection before it is used */
export function openPool(
  url: string,
  limits: PoolLimits,
  prepare: (client: ClientBase) => Promise<void>,
): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: 'shotboard',
    max: limits.size,
    // A transaction's first statements are sent in one go.
    pipeline: true,
    types: TYPES,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    // Those that a network swallowed while they were idle are gone soon.
    idleTimeoutMillis: 10_000,
    maxLifetimeSeconds: 3_600,
    statement_timeout: limits.statementMs,
    lock_timeout: limits.lockMs,
    idle_in_transaction_session_timeout: limits.idleMs,
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- the pool waits for what it returns
    onConnect: prepare,
  });
  // A connection that breaks while it is idle is replaced when it is needed.
  pool.on('error', () => undefined);
  // One that is handed from query to query has nobody who listens for a moment, in which the server may end it.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

interface Migration {
  readonly sql: string;
  readonly worksFrom: number;
}

export interface MigrationOptions {
  /** This program's, when not given. */
  readonly migrations?: readonly Migration[];
  /** How long it waits for a table, and so keeps others from it, before it makes way, in milliseconds. */
  readonly lockMs?: number;
  /** How long the server waits for a process that went away in the midst of it, in milliseconds. */
  readonly idleMs?: number;
}

/** For how long a migration makes way and tries again, in milliseconds. */
const MAKES_WAY_MS = 600_000;

/**
 * Brings the schema up to date. Of several processes that start at once one does it, the others wait and find it done;
 * where one is killed half way, the next goes on. A database is made in one transaction. Nodes at work go on while it
 * is migrated: what only adds is done statement by statement, so that it never holds one table while it waits for
 * another, and what cannot have its table at once makes way and tries again.
 *
 * @param name - the database as people know it
 * @throws NewerSchema when a newer Shotboard has changed it; Error when the server is too old or not in UTF-8
 */
export async function migrate(url: string, name: string, options: MigrationOptions = {}): Promise<void> {
  const { migrations = MIGRATIONS, lockMs = 2_000, idleMs = 30_000 } = options;
  const client = new Client({
    connectionString: url,
    application_name: 'shotboard',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    idle_in_transaction_session_timeout: idleMs,
  });
  // Its queries fail; the event has nobody else to listen to it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await checkServer(client, name);
    const deadline = performance.now() + MAKES_WAY_MS;
    while ((await schemaOf(client, name, migrations.length)).version < migrations.length) {
      try {
        await client.query('BEGIN');
        await migrateStep(client, name, migrations, lockMs);
        await client.query('COMMIT');
      } catch (error) {
        if (!isInTheWay(error) || performance.now() > deadline) throw error;
        await client.query('ROLLBACK');
        await delay(200 + 800 * Math.random());
      }
    }
  } finally {
    // What is not committed by now goes with the connection.
    await client.end();
  }
}

async function checkServer(client: Client, name: string): Promise<void> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    "SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding",
  );
  if (Number(rows[0]?.version) < OLDEST_SERVER) {
    throw new Error(
      `The database ${name} runs on PostgreSQL ${rows[0]?.version}; Shotboard needs 14 or newer.`,
    );
  }
  if (rows[0]?.encoding !== 'UTF8') {
    throw new Error(`The database ${name} is encoded in ${rows[0]?.encoding}; Shotboard needs UTF8.`);
  }
}

/** Does what comes next, unless somebody else has done it by now. */
async function migrateStep(
  client: Client,
  name: string,
  migrations: readonly Migration[],
  lockMs: number,
): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
  const { version, step } = await schemaOf(client, name, migrations.length);
  const migration = migrations[version];
  if (!migration) return;
  let next = { version: migrations.length, step: 0 };
  if (version === 0) {
    for (const { sql } of migrations) await client.query(sql);
  } else {
    const statements = migration.worksFrom === 0 ? statementsOf(migration.sql) : [migration.sql];
    // Whoever waits for a table lets nobody pass who comes later.
    await client.query(`SET LOCAL lock_timeout = ${lockMs}`);
    await client.query(statements[step] ?? '');
    next = step + 1 < statements.length ? { version, step: step + 1 } : { version: version + 1, step: 0 };
  }
  const worksFrom = Math.max(...migrations.slice(0, next.version).map((one) => one.worksFrom));
  await client.query(
    'CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL, works_from integer NOT NULL); ' +
      'ALTER TABLE schema_version ADD COLUMN IF NOT EXISTS step integer DEFAULT 0 NOT NULL; ' +
      'DELETE FROM schema_version',
  );
  await client.query('INSERT INTO schema_version (version, works_from, step) VALUES ($1, $2, $3)', [
    next.version,
    worksFrom,
    next.step,
  ]);
}

/**
 * Which migrations the database has, 0 for none, and how many statements of the next one. One that is ahead is taken
 * as it is where the newer program left it so that this one works on it.
 *
 * @param known - how many migrations the program has
 * @throws NewerSchema when it is ahead by what this program does not work with
 */
async function schemaOf(
  client: Client,
  name: string,
  known: number,
): Promise<{ readonly version: number; readonly step: number }> {
  const table = await client.query("SELECT to_regclass('schema_version') AS there");
  if (table.rows[0]?.there === null) return { version: 0, step: 0 };
  const { rows } = await client.query<{ version: number; works_from: number; step?: number }>(
    'SELECT * FROM schema_version',
  );
  const { version = 0, works_from: worksFrom = 0, step = 0 } = rows[0] ?? {};
  if (version > known && !mayWorkOn({ version, worksFrom }, known)) {
    throw new NewerSchema(name, version, known);
  }
  return { version, step };
}
