import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { takeEntries } from '../audit-scope.ts';
import { auditWriter } from './audit.ts';
import type { Connection } from './connection.ts';
import { GroupCommit, type BatchParticipant } from './group-commit.ts';
import * as schema from './schema.ts';
import { Tallies } from './tallies.ts';
import { UsageTallies } from './usage-tallies.ts';

/** What the parts of the store share. */
export interface Session {
  readonly db: Connection;
  /** For what is not hot; elsewhere a prepared statement costs a fraction. */
  readonly orm: BetterSQLite3Database<typeof schema>;
  readonly tallies: Tallies;
  readonly usage: UsageTallies;
  /** Runs a write with others in one transaction; resolves when it is durable. */
  readonly write: <T>(write: () => T) => Promise<T>;
  readonly commits: GroupCommit;
}

export function openSession(
  db: Connection,
  options: { readonly batchSize: number; readonly onDiskFailed: (error: unknown) => void },
): Session {
  const tallies = new Tallies(db);
  const usage = new UsageTallies(db);
  const commits = new GroupCommit(db, together(tallies, usage), options.batchSize, options.onDiskFailed);
  const insertEntries = auditWriter(db);
  const write: Session['write'] = (write) => {
    const entries = takeEntries();
    if (entries === null) return commits.run(write);
    return commits.run(() => {
      const answer = write();
      insertEntries(entries(answer));
      return answer;
    });
  };
  return { db, orm: drizzle(db, { schema }), tallies, usage, commits, write };
}

function together(a: BatchParticipant, b: BatchParticipant): BatchParticipant {
  return {
    keep: () => {
      a.keep();
      b.keep();
    },
    discard: () => {
      a.discard();
      b.discard();
    },
    flush: () => {
      a.flush();
      b.flush();
    },
    reset: () => {
      a.reset();
      b.reset();
    },
  };
}
