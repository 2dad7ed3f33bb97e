import { Client, Pool, types, type ClientBase, type PoolConfig } from 'pg';
import { NewerSchema } from '../faults.ts';
import { mayWorkOn } from '../migration-rules.ts';
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
  return pool;
}

/**
 * Brings the schema up to date. Of several processes that start at once one does it, the others wait and find it done.
 *
 * @param name - the database as people know it
 * @throws NewerSchema when a newer Shotboard has changed it; Error when the server is too old or not in UTF-8
 */
export async function migrate(url: string, name: string): Promise<void> {
  const client = new Client({
    connectionString: url,
    application_name: 'shotboard',
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
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
    if ((await schemaVersion(client, name)) >= MIGRATIONS.length) return;
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    const version = await schemaVersion(client, name);
    if (version >= MIGRATIONS.length) return;
    for (const migration of MIGRATIONS.slice(version)) await client.query(migration.sql);
    const worksFrom = Math.max(...MIGRATIONS.map((migration) => migration.worksFrom));
    await client.query(
      'CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL, works_from integer NOT NULL)',
    );
    await client.query('DELETE FROM schema_version');
    await client.query('INSERT INTO schema_version VALUES ($1, $2)', [MIGRATIONS.length, worksFrom]);
    await client.query('COMMIT');
  } finally {
    // What is not committed by now goes with the connection.
    await client.end();
  }
}

/**
 * Which migrations the database has; 0 for none. One that is ahead is taken as it is where the newer program left it so
 * that this one works on it.
 *
 * @throws NewerSchema when it is ahead by what this program does not work with
 */
async function schemaVersion(client: Client, name: string): Promise<number> {
  const table = await client.query("SELECT to_regclass('schema_version') AS there");
  if (table.rows[0]?.there === null) return 0;
  const { rows } = await client.query<{ version: number; works_from: number }>(
    'SELECT * FROM schema_version',
  );
  const { version = 0, works_from: worksFrom = 0 } = rows[0] ?? {};
  if (version > MIGRATIONS.length && !mayWorkOn({ version, worksFrom }, MIGRATIONS.length)) {
    throw new NewerSchema(name, version, MIGRATIONS.length);
  }
  return version;
}
