import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { numberOf } from '../../domain/properties.ts';
import { MIGRATIONS } from '../sqlite/migrations.generated.ts';
import { CopyRefused } from './refused.ts';
import type { CopiedTable } from './tables.ts';

/** A node that was seen within this time may run; in milliseconds. */
const NODE_GONE_AFTER_MS = 60_000;

/** A value as the target takes it. */
export type Value = string | number | boolean | Buffer | null;

/** The database that is copied: only read, and all of it as it was at one moment. */
export class CopySource {
  readonly #db: Database.Database;
  readonly #path: string;
  readonly #version: unknown;

  /**
   * @param path - the database's file
   * @param now - the time, to tell whether a node still runs on it
   * @throws CopyRefused when it cannot be copied
   */
  constructor(path: string, now: number) {
    this.#path = path;
    try {
      this.#db = new Database(path, { readonly: true, fileMustExist: true });
    } catch (error) {
      throw new CopyRefused(`Cannot read the database ${path}: ${String(error)}`, { cause: error });
    }
    try {
      this.#db.function('number_of', { deterministic: true }, (text) => numberOf(String(text)));
      this.#refuseOtherVersion();
      this.#refuseRunningNodes(now);
      this.#version = this.#dataVersion();
      this.#db.exec('BEGIN');
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** The rows of a table in an order that stays the same, from a place on. */
  *rows(table: CopiedTable, skip = 0): Generator<readonly Value[]> {
    const columns = table.columns.map(({ name, from }) => `${from} AS "${name}"`).join(', ');
    const order = table.order ?? this.#primaryKey(table.name);
    const rows = this.#db
      .prepare(`SELECT ${columns} FROM ${table.from} ORDER BY ${order} LIMIT -1 OFFSET ?`)
      .raw()
      .iterate(skip) as IterableIterator<readonly Value[]>;
    for (const row of rows) yield row.map((value, place) => converted(value, table.columns[place]?.type));
  }

  /** Tells this database, as it is, from others: by how much each table holds, and whose it is. */
  fingerprint(tables: readonly CopiedTable[]): string {
    const counts = tables.map(({ name, from }) => [
      name,
      this.#db.prepare(`SELECT count(*) FROM ${from}`).pluck().get(),
    ]);
    const whose = this.#db.prepare('SELECT * FROM organizations ORDER BY id').all();
    return createHash('sha256')
      .update(JSON.stringify([counts, whose]))
      .digest('hex');
  }

  /** @throws CopyRefused when somebody wrote to it meanwhile */
  end(): void {
    this.#db.exec('COMMIT');
    if (this.#dataVersion() !== this.#version) {
      throw new CopyRefused(
        `The database ${this.#path} was written to while it was copied. Stop what runs on it, empty the target, and copy anew.`,
      );
    }
  }

  close(): void {
    this.#db.close();
  }

  #dataVersion(): unknown {
    return this.#db.pragma('data_version', { simple: true });
  }

  #primaryKey(table: string): string {
    const columns = this.#db
      .prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk')
      .pluck()
      .all(table) as string[];
    return columns.map((name) => `"${name}"`).join(', ');
  }

  #refuseOtherVersion(): void {
    const version = Number(this.#db.pragma('user_version', { simple: true }));
    if (version === MIGRATIONS.length) return;
    throw new CopyRefused(
      version === 0
        ? `The file ${this.#path} holds no database of Shotboard.`
        : `The database ${this.#path} has schema version ${version}; this Shotboard copies version ${MIGRATIONS.length}. ` +
            (version < MIGRATIONS.length
              ? 'Run "shotboard migrate" on it first.'
              : 'Copy it with the newer Shotboard that it belongs to.'),
    );
  }

  #refuseRunningNodes(now: number): void {
    const seen = this.#db
      .prepare('SELECT label, seen_at AS seenAt FROM nodes WHERE seen_at > ? ORDER BY seen_at DESC LIMIT 1')
      .get(now - NODE_GONE_AFTER_MS) as { readonly label: string; readonly seenAt: number } | undefined;
    if (!seen) return;
    throw new CopyRefused(
      `A server runs on ${this.#path} (${seen.label}, seen ${Math.max(0, Math.round((now - seen.seenAt) / 1000))} s ago). ` +
        'Stop it before copying; one that was killed counts as gone after a minute.',
    );
  }
}

function converted(value: Value, type: string | undefined): Value {
  if (value === null) return null;
  if (type === 'boolean') return value !== 0;
  // PostgreSQL keeps no NUL in a text: it becomes the sign that stands for it, as in every write.
  if (typeof value === 'string') return value.replaceAll('\0', '\u2400');
  return value;
}
