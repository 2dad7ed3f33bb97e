import { openPostgresStore } from '../postgres/postgres-store.ts';
import { CopyRefused } from './refused.ts';
import { RowDigest } from './row-digest.ts';
import { CopySource, type Value } from './source.ts';
import { copiedTables, type CopiedTable } from './tables.ts';
import { CopyTarget, digestible } from './target.ts';

const BATCH_ROWS = 1_000;
const BATCH_BYTES = 4_000_000;

export interface CopyOptions {
  /** `sqlite://` and a file. */
  readonly from: string;
  /** `postgres://user:password@host:port/database` */
  readonly to: string;
  /** The time, in milliseconds since 1970. */
  readonly now: number;
  /** The most rows of a transaction. */
  readonly batchRows?: number;
  /** Called within each transaction, before it commits; `copied` rows of the table are there then. */
  readonly onProgress?: (table: string, copied: number) => void;
}

/** What a table holds on both sides. */
export interface CopiedCheck {
  readonly table: string;
  readonly sourceRows: number;
  readonly targetRows: number;
  readonly sourceHash: string;
  readonly targetHash: string;
}

export interface CopyReport {
  readonly tables: readonly CopiedCheck[];
  /** Whether every table holds the same on both sides; a server starts on the target only then. */
  readonly isSame: boolean;
  /** One sentence for each tally of usage that is not the sum of its jobs. */
  readonly wrongUsage: readonly string[];
}

/**
 * Copies a database in a file to an empty one on a PostgreSQL server, and compares what both hold. Interrupted, it goes
 * on where it was when called again. The source is only read.
 *
 * @throws CopyRefused with a sentence for people when it cannot be done
 */
export async function copyDatabase(options: CopyOptions): Promise<CopyReport> {
  const { from, to, now } = options;
  if (!from.startsWith('sqlite://')) throw new CopyRefused('--from must be sqlite:// and a file.');
  if (!/^postgres(?:ql)?:\/\//.test(to)) {
    throw new CopyRefused('--to must be postgres://user:password@host:port/database.');
  }
  const tables = copiedTables();
  const source = new CopySource(from.slice('sqlite://'.length), now);
  try {
    const target = await CopyTarget.open(to);
    try {
      const done = await target.begin(tables, source.fingerprint(tables));
      for (const table of tables) await copyTable(source, target, table, done.get(table.name) ?? 0, options);
      const checks: CopiedCheck[] = [];
      for (const table of tables) checks.push(await compared(source, target, table));
      const isSame = checks.every(
        (one) => one.sourceRows === one.targetRows && one.sourceHash === one.targetHash,
      );
      source.end();
      if (!isSame) return { tables: checks, isSame, wrongUsage: [] };
      await target.finish();
      return { tables: checks, isSame, wrongUsage: await wrongUsage(to) };
    } finally {
      await target.close();
    }
  } finally {
    source.close();
  }
}

async function copyTable(
  source: CopySource,
  target: CopyTarget,
  table: CopiedTable,
  done: number,
  { batchRows = BATCH_ROWS, onProgress = () => undefined }: CopyOptions,
): Promise<void> {
  let copied = done;
  let batch: (readonly Value[])[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    copied += batch.length;
    await target.add(table, batch, () => {
      onProgress(table.name, copied);
    });
    batch = [];
    bytes = 0;
  };
  for (const row of source.rows(table, done)) {
    batch.push(row);
    for (const value of row) bytes += typeof value === 'string' || Buffer.isBuffer(value) ? value.length : 8;
    if (batch.length >= batchRows || bytes >= BATCH_BYTES) await flush();
  }
  if (batch.length > 0) await flush();
}

async function compared(source: CopySource, target: CopyTarget, table: CopiedTable): Promise<CopiedCheck> {
  const read = new RowDigest();
  for (const row of source.rows(table)) read.add(digestible(row));
  const written = await target.digest(table);
  return {
    table: table.name,
    sourceRows: read.rows,
    targetRows: written.rows,
    sourceHash: read.hash,
    targetHash: written.hash,
  };
}

/** Adds everything up anew on the target. */
async function wrongUsage(to: string): Promise<readonly string[]> {
  // Every job is read: it takes as long as it takes.
  const store = await openPostgresStore(to, { statementMs: 0, size: 2 });
  try {
    return await store.wrongUsage();
  } finally {
    await store.close();
  }
}
