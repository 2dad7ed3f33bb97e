import Database from 'better-sqlite3';
import { numberOf } from '../../domain/properties.ts';
import { NewerSchema } from '../faults.ts';
import { mayWorkOn } from '../migration-rules.ts';
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
    db.function('number_of', { deterministic: true }, (text) => numberOf(String(text)));
    migrate(db, path);
    db.pragma('foreign_keys = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Brings the schema up to date. Of two processes that start at once one does it, and the other finds it done. A database
 * that is ahead is taken as it is where the newer program left it so that this one works on it.
 */
function migrate(db: Connection, path: string): void {
  if (isAhead(db, path) || schemaVersion(db) === MIGRATIONS.length) return;
  db.pragma('foreign_keys = OFF');
  db.exec('BEGIN EXCLUSIVE');
  try {
    if (isAhead(db, path)) {
      db.exec('ROLLBACK');
      return;
    }
    const version = schemaVersion(db);
    for (const migration of MIGRATIONS.slice(version)) db.exec(migration.sql);
    db.exec('CREATE TABLE IF NOT EXISTS schema_works_from (version INTEGER NOT NULL)');
    db.exec('DELETE FROM schema_works_from');
    const leastVersion = Math.max(...MIGRATIONS.map((migration) => migration.worksFrom));
    db.prepare('INSERT INTO schema_works_from VALUES (?)').run(leastVersion);
    db.pragma(`user_version = ${MIGRATIONS.length}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** @throws NewerSchema when it is ahead by what this program does not work with */
function isAhead(db: Connection, path: string): boolean {
  const version = schemaVersion(db);
  if (version <= MIGRATIONS.length) return false;
  const known = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'schema_works_from'").get();
  const least =
    known === undefined
      ? version
      : Number(db.prepare('SELECT max(version) FROM schema_works_from').pluck().get());
  if (!mayWorkOn({ version, worksFrom: least }, MIGRATIONS.length)) {
    throw new NewerSchema(path, version, MIGRATIONS.length);
  }
  return true;
}

function schemaVersion(db: Connection): number {
  return Number(db.pragma('user_version', { simple: true }));
}
