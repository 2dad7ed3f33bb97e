import { Client } from 'pg';
import { inject } from 'vitest';
// Says what a run provides, also to programs that are checked without it.
import type {} from './postgres-of-run.ts';

/** A database of its own on the run's PostgreSQL server. */
export interface TestDatabase {
  readonly url: string;
  /** No connection may be open any more. */
  drop(): Promise<void>;
}

/** Databases with tables and nothing in them: making one takes longer than emptying it. */
const emptied: string[] = [];

/**
 * Makes a database on the PostgreSQL server of the run, which starts when it is asked for the first time.
 *
 * @param kind - with the tables of this Shotboard, or without any
 */
export async function newPostgres(kind: 'migrated' | 'empty' = 'migrated'): Promise<TestDatabase> {
  const url = (kind === 'migrated' ? emptied.pop() : undefined) ?? (await made(kind));
  return {
    url,
    drop: async () => {
      if (kind === 'empty') return;
      await empty(url);
      emptied.push(url);
    },
  };
}

async function made(kind: string): Promise<string> {
  const response = await fetch(inject('postgresOfRun'), { method: 'POST', body: kind });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

async function empty(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_version'",
    );
    // Without triggers, so that neither references nor the audit stand in the way.
    const deletes = rows.map(({ name }) => `DELETE FROM "${name}";`).join(' ');
    await client.query(`SET session_replication_role = replica; ${deletes}`);
  } finally {
    await client.end();
  }
}
