import type { Pool } from 'pg';
import { prepareContent } from '../prepared-content.ts';
import type { Store } from '../store.ts';
import { accountsStore } from './accounts.ts';
import { auditStore } from './audit.ts';
import { jobChanges } from './changes.ts';
import { migrate, openPool, type PoolLimits } from './connection.ts';
import { readContent, sweepContents } from './contents.ts';
import { fairStore } from './fair.ts';
import { JobRemoval } from './job-removal.ts';
import { JobRows } from './job-rows.ts';
import { jobLists } from './lists.ts';
import { nodeStore } from './nodes.ts';
import { notificationStore } from './notifications.ts';
import { peopleStore } from './people.ts';
import { projectStore } from './projects.ts';
import { propertyStore } from './properties.ts';
import { providerCredentialStore } from './provider-credentials.ts';
import { queueStore } from './queue.ts';
import { quotaStore } from './quotas.ts';
import { remoteStore } from './remote.ts';
import { PostgresSession } from './session.ts';
import { teamStore } from './teams.ts';
import { organizationStore } from './users.ts';

export interface PostgresOptions extends Partial<PoolLimits> {
  /** How long what failed is repeated while the database cannot be reached, in milliseconds. */
  readonly repeatMs?: number;
  /** How often connections are looked at that say nothing, in milliseconds. */
  readonly muteMs?: number;
}

/** Whoever waits for a lock outlives a node that stands still with it: the server ends that one's transaction first. */
const DEFAULT_LIMITS: PoolLimits = { size: 10, statementMs: 30_000, lockMs: 20_000, idleMs: 5_000 };
const DEFAULT_REPEAT_MS = 20_000;
const DEFAULT_MUTE_MS = 2_000;

/**
 * Opens the store on a PostgreSQL server, making or migrating its tables where needed.
 *
 * @param url - `postgres://user:password@host:port/database`
 * @throws NewerSchema when a newer Shotboard has changed the database
 */
export async function openPostgresStore(url: string, options: PostgresOptions = {}): Promise<Store> {
  const { repeatMs = DEFAULT_REPEAT_MS, muteMs = DEFAULT_MUTE_MS, ...limits } = options;
  const pool = openPool(url, { ...DEFAULT_LIMITS, ...limits }, (client) => session.prepare(client));
  const session: PostgresSession = new PostgresSession(pool, url, { repeatMs, muteMs }, async () => {
    // What cannot be swept now is swept later: the write itself is done.
    await sweepContents(session).catch(() => undefined);
  });
  try {
    await migrate(url, databaseName(url));
    await refuseHalfCopied(pool, databaseName(url));
    await session.forgetOldMarks();
  } catch (error) {
    await session.close();
    throw error;
  }
  const rows = new JobRows();
  const removal = new JobRemoval(rows);
  let ended: Promise<void> | null = null;
  return {
    ...peopleStore(session),
    ...organizationStore(session),
    ...teamStore(session),
    ...accountsStore(session),
    ...projectStore(session, removal),
    ...jobChanges(session, rows, removal),
    ...jobLists(session, rows),
    ...queueStore(session, rows),
    ...remoteStore(session, rows),
    ...nodeStore(session),
    ...auditStore(session),
    ...providerCredentialStore(session),
    ...propertyStore(session),
    ...quotaStore(session, rows),
    ...fairStore(session),
    ...notificationStore(session),
    prepareContent,
    content: (id) => readContent(session.read, id),
    async ping() {
      await pool.query('SELECT 1');
    },
    close: () => (ended ??= session.close()),
  };
}

/** @throws Error when a copy into the database was interrupted: what is there is not all */
async function refuseHalfCopied(pool: Pool, name: string): Promise<void> {
  const { rows } = await pool.query("SELECT to_regclass('copy_progress') IS NOT NULL AS unfinished");
  if (rows[0]?.unfinished !== true) return;
  throw new Error(
    `A copy into the database ${name} is not finished. Run the same "shotboard copy" again first.`,
  );
}

/** The database as people know it: host and name, no user and no password. */
export function databaseName(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'of the configuration';
  }
}
