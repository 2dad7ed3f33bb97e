import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { migrate, TYPES } from '../postgres/connection.ts';
import { MIGRATIONS } from '../postgres/migrations.generated.ts';
import { databaseName } from '../postgres/postgres-store.ts';
import { CopyRefused } from './refused.ts';
import { RowDigest } from './row-digest.ts';
import type { Value } from './source.ts';
import type { CopiedTable } from './tables.ts';

/** Held while a copy goes on: any number that nobody else takes. */
const COPY_LOCK = 5_073_614_002;
/** Few: an event of a large job is long. */
const FETCHED_ROWS = 100;

/** The database that is filled. How far the copy came stands in it, written with the rows themselves. */
export class CopyTarget {
  readonly #client: Client;
  readonly #name: string;

  private constructor(client: Client, name: string) {
    this.#client = client;
    this.#name = name;
  }

  /**
   * Opens the target and makes its tables where there are none.
   *
   * @throws CopyRefused when its schema is another, or another copy goes on
   */
  static async open(url: string): Promise<CopyTarget> {
    const name = databaseName(url);
    const client = new Client({
      connectionString: url,
      application_name: 'shotboard copy',
      types: TYPES,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    // A connection that breaks fails the statement that waits for it.
    client.on('error', () => undefined);
    await client.connect();
    try {
      const lock = await client.query(`SELECT pg_try_advisory_lock(${COPY_LOCK}) AS held`);
      if (lock.rows[0]?.held !== true) throw new CopyRefused(`Another copy into ${name} goes on.`);
      const target = new CopyTarget(client, name);
      if (!(await target.#has('schema_version'))) await migrate(url, name);
      await target.#refuseOtherVersion();
      return target;
    } catch (error) {
      await client.end();
      throw error;
    }
  }

  /**
   * Begins a copy, or goes on with one that was interrupted.
   *
   * @returns by table, how many rows are there already
   * @throws CopyRefused when the database holds anything else
   */
  async begin(tables: readonly CopiedTable[], fingerprint: string): Promise<ReadonlyMap<string, number>> {
    if (!(await this.#has('copy_progress'))) {
      for (const { name } of tables) {
        const { rows } = await this.#client.query(`SELECT EXISTS (SELECT 1 FROM "${name}") AS filled`);
        if (rows[0]?.filled === true) {
          throw new CopyRefused(
            `The database ${this.#name} already holds data (in "${name}"). A copy needs an empty one: nothing was changed.`,
          );
        }
      }
      await this.#transaction(async () => {
        await this.#client.query(
          'CREATE TABLE copy_progress (name text PRIMARY KEY, copied bigint NOT NULL, source text NOT NULL)',
        );
        await this.#client.query(
          'INSERT INTO copy_progress SELECT name, 0, $2 FROM unnest($1::text[]) AS t (name)',
          [tables.map(({ name }) => name), fingerprint],
        );
      });
    }
    const { rows } = await this.#client.query<{ name: string; copied: number; source: string }>(
      'SELECT name, copied, source FROM copy_progress',
    );
    if (rows.some(({ source }) => source !== fingerprint)) {
      throw new CopyRefused(
        `The database ${this.#name} holds the beginning of a copy of another database, or of this one before it changed. ` +
          'Empty it and copy anew.',
      );
    }
    return new Map(rows.map(({ name, copied }) => [name, copied]));
  }

  /** Adds rows, and that they are there, in one transaction. */
  async add(
    { name, columns }: CopiedTable,
    rows: readonly (readonly Value[])[],
    beforeCommit: () => void,
  ): Promise<void> {
    const names = columns.map((column) => `"${column.name}"`).join(', ');
    const arrays = columns.map(({ type }, place) => `$${place + 1}::${type}[]`).join(', ');
    await this.#transaction(async () => {
      await this.#client.query(
        `INSERT INTO "${name}" (${names}) SELECT ${names} FROM unnest(${arrays}) WITH ORDINALITY AS t (${names}, place_) ORDER BY place_`,
        columns.map((_, place) => rows.map((row) => row[place])),
      );
      await this.#client.query('UPDATE copy_progress SET copied = copied + $2 WHERE name = $1', [
        name,
        rows.length,
      ]);
      beforeCommit();
    });
  }

  /** What a table holds now. */
  async digest({ name, columns }: CopiedTable): Promise<RowDigest> {
    const digest = new RowDigest();
    const values = columns.map(({ name: column, type }) =>
      type === 'bytea' ? `encode(sha256("${column}"), 'hex')` : `"${column}"`,
    );
    await this.#transaction(async () => {
      await this.#client.query(`DECLARE copied CURSOR FOR SELECT ${values.join(', ')} FROM "${name}"`);
      for (;;) {
        const { rows } = await this.#client.query<Value[]>({
          text: `FETCH ${FETCHED_ROWS} FROM copied`,
          rowMode: 'array',
        });
        for (const row of rows) digest.add(row);
        if (rows.length < FETCHED_ROWS) return;
      }
    });
    return digest;
  }

  /** Lets servers start on it. Contents that nothing names are left to their sweeping. */
  async finish(): Promise<void> {
    await this.#transaction(async () => {
      await this.#client.query(
        'INSERT INTO unnamed_contents (id) SELECT id FROM contents c ' +
          'WHERE NOT EXISTS (SELECT 1 FROM programs WHERE content_id = c.id) ' +
          'AND NOT EXISTS (SELECT 1 FROM items WHERE result_id = c.id OR run_id = c.id) ' +
          'AND NOT EXISTS (SELECT 1 FROM attempts WHERE result_id = c.id OR run_id = c.id)',
      );
      await this.#client.query('DROP TABLE copy_progress');
    });
    await this.#client.query('ANALYZE');
  }

  async close(): Promise<void> {
    await this.#client.end();
  }

  async #has(table: string): Promise<boolean> {
    const { rows } = await this.#client.query('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
    return rows[0]?.there === true;
  }

  async #refuseOtherVersion(): Promise<void> {
    const { rows } = await this.#client.query<{ version: number }>('SELECT version FROM schema_version');
    const version = rows[0]?.version ?? 0;
    if (version === MIGRATIONS.length) return;
    throw new CopyRefused(
      `The database ${this.#name} has schema version ${version}; this Shotboard copies into version ${MIGRATIONS.length}. ` +
        (version < MIGRATIONS.length
          ? 'Run "shotboard migrate" on it first, or give an empty database.'
          : 'Use the newer Shotboard that it belongs to.'),
    );
  }

  async #transaction(work: () => Promise<void>): Promise<void> {
    await this.#client.query('BEGIN');
    try {
      await work();
      await this.#client.query('COMMIT');
    } catch (error) {
      // With the connection gone there is nothing to take back.
      await this.#client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
}

/** A row as `digest` reads it from the target. */
export function digestible(row: readonly Value[]): readonly Value[] {
  return row.map((value) =>
    Buffer.isBuffer(value) ? createHash('sha256').update(value).digest('hex') : value,
  );
}
