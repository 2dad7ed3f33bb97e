import { createHash } from 'node:crypto';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import * as schema from './schema.ts';

/** A statement that each connection prepares once. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
}

export type Orm = NodePgDatabase<typeof schema>;

/** Where statements can be run: the pool, or the connection of a transaction. */
export interface Queries {
  /** The rows, each as an array of its columns. */
  rows<Row extends readonly unknown[]>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
  /** How many rows were written. */
  run(statement: Statement, values?: readonly unknown[]): Promise<number>;
  /** For what is not hot; elsewhere a prepared statement costs a fraction. */
  readonly orm: Orm;
}

const NAMES_KEPT = 400;
const names = new Map<string, string>();

/** A statement with a name made of its text; without one when there are too many texts to prepare them all. */
export function statement(text: string): Statement {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= NAMES_KEPT) return { text };
    name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    names.set(text, name);
  }
  return { name, text };
}

/** Rows as columns, for `unnest`: one array for each column, however many rows. */
export function columnsOf(rows: readonly (readonly unknown[])[], count: number): unknown[][] {
  return Array.from({ length: count }, (_, place) => rows.map((row) => row[place]));
}

/** Waits for all statements that were sent, then throws the fault of the first that failed. */
export async function all<T extends readonly unknown[]>(
  ...sent: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(sent);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as never; // in the order of `sent`
}

export type Query = (
  config: Record<string, unknown>,
) => Promise<{ rows: unknown[]; rowCount: number | null }>;

export function queriesOver(query: Query): Queries {
  let orm: Orm | null = null;
  return {
    async rows<Row extends readonly unknown[]>({ name, text }: Statement, values: readonly unknown[] = []) {
      const found = await query({ name, text, values: values.map(storable), rowMode: 'array' });
      return found.rows as Row[];
    },
    async run({ name, text }, values = []) {
      return (await query({ name, text, values: values.map(storable) })).rowCount ?? 0;
    },
    get orm() {
      // Drizzle calls `query(config, values)` of what it is given, and nothing else.
      const client = {
        query: (config: Record<string, unknown>, values: readonly unknown[] = []) =>
          query({ ...config, values: values.map(storable) }),
      };
      return (orm ??= drizzle(client as never, { schema }));
    },
  };
}

/** PostgreSQL keeps no NUL in a text: it becomes the sign that stands for it. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\u2400') : value;
  if (Array.isArray(value)) return value.map(storable);
  return value;
}
