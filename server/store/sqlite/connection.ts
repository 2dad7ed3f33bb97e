import Database from 'better-sqlite3';
import { NewerSchema } from '../faults.ts';
import { MIGRATIONS } from './migrations.generated.ts';

export type Connection = Database.Database;

/**
 * Opens the database, making or migrating it where needed.
 *
 * @param path - the file; its folder must exist
 * @param busyTimeoutMs - how long a write waits for another process that writes
 * @throws NewerSchema when the file belongs to a newer version
 */
export function connect(path: string, busyTimeoutMs: number): Connection {
  const db = new Database(path, { timeout: busyTimeoutMs });
  try {
    db.pragma('journal_mode = WAL');
    // Set on every open: the driver's build defaults to NORMAL, and an acknowledged commit could go with the power.
    db.pragma('synchronous = FULL');
    db.pragma(`busy_timeout = ${busyTimeoutMs}`);
    db.pragma('temp_store = MEMORY');
    db.pragma('cache_size = -65536');
    // A page written by many commits is copied back once for all: fewer, larger checkpoints.
    db.pragma('wal_autocheckpoint = 8000');
    // So that the file of the log does not stay large for ever after a burst.
    db.pragma('journal_size_limit = 67108864');
    migrate(db, path);
    db.pragma('foreign_keys = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Brings the schema up to date. Of two processes that start at once one does it, and the other finds it done. */
function migrate(db: Connection, path: string): void {
  if (schemaVersion(db) === MIGRATIONS.length) return;
  db.pragma('foreign_keys = OFF');
  db.exec('BEGIN EXCLUSIVE');
  try {
    const version = schemaVersion(db);
    if (version > MIGRATIONS.length) {
      throw new NewerSchema(path, version, MIGRATIONS.length);
    }
    for (const migration of MIGRATIONS.slice(version)) db.exec(migration.sql);
    db.pragma(`user_version = ${MIGRATIONS.length}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function schemaVersion(db: Connection): number {
  return Number(db.pragma('user_version', { simple: true }));
}
