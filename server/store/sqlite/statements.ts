import type Database from 'better-sqlite3';
import type { Connection } from './connection.ts';

/** Statements whose text is put together from a filter, prepared once for each text. */
export class Statements {
  readonly #db: Connection;
  readonly #prepared = new Map<string, Database.Statement>();
  readonly #most: number;

  constructor(db: Connection, most = 500) {
    this.#db = db;
    this.#most = most;
  }

  get(text: string): Database.Statement {
    let statement = this.#prepared.get(text);
    if (!statement) {
      if (this.#prepared.size >= this.#most) this.#prepared.clear();
      this.#prepared.set(text, (statement = this.#db.prepare(text)));
    }
    return statement;
  }
}
