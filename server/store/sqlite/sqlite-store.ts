import { prepareContent } from '../prepared-content.ts';
import type { Store } from '../store.ts';
import { accountsStore } from './accounts.ts';
import { auditStore } from './audit.ts';
import { jobChanges } from './changes.ts';
import { connect } from './connection.ts';
import { Contents } from './contents.ts';
import { providerCredentialStore } from './provider-credentials.ts';
import { fairStore } from './fair.ts';
import { JobRemoval } from './job-removal.ts';
import { JobRows } from './job-rows.ts';
import { jobLists } from './lists.ts';
import { nodeStore } from './nodes.ts';
import { peopleStore } from './people.ts';
import { projectStore } from './projects.ts';
import { propertyStore } from './properties.ts';
import { queueStore } from './queue.ts';
import { QuotaReader, quotaStore } from './quotas.ts';
import { remoteStore } from './remote.ts';
import { openSession } from './session.ts';
import { TargetRows } from './target-rows.ts';
import { teamStore } from './teams.ts';
import { notificationStore } from './notifications.ts';
import { organizationStore } from './users.ts';

export interface SqliteOptions {
  /** How long a write waits for another process that writes, in milliseconds. */
  readonly busyTimeoutMs?: number;
  /** The most writes that share a transaction. */
  readonly batchSize?: number;
  /** Called once when the disk failed to sync: nothing is written after it, and the process should end. */
  readonly onDiskFailed?: (error: unknown) => void;
}

/**
 * Opens the embedded store, making or migrating its file where needed.
 *
 * @param path - the database's file; its folder must exist
 * @throws NewerSchema when a newer Shotboard has changed the file
 */
export async function openSqliteStore(path: string, options: SqliteOptions = {}): Promise<Store> {
  const db = connect(path, options.busyTimeoutMs ?? 5_000);
  const session = openSession(db, {
    batchSize: options.batchSize ?? 512,
    onDiskFailed: options.onDiskFailed ?? (() => undefined),
  });
  const contents = new Contents(db);
  const targets = new TargetRows(db);
  const rows = new JobRows(session, contents, targets);
  const quotas = new QuotaReader(session);
  const removal = new JobRemoval(session, contents, rows);
  const ping = db.prepare('SELECT 1');
  return {
    ...peopleStore(session),
    ...organizationStore(session),
    ...teamStore(session),
    ...accountsStore(session),
    ...projectStore(session, removal),
    ...jobChanges(session, rows, contents, removal, targets, quotas),
    ...jobLists(session, rows),
    ...queueStore(session, rows, targets, quotas),
    ...remoteStore(session, rows),
    ...nodeStore(session),
    ...auditStore(session),
    ...propertyStore(session),
    ...notificationStore(session),
    ...providerCredentialStore(session),
    ...quotaStore(session, rows, quotas),
    ...fairStore(session),
    prepareContent,
    content: (id) => contents.read(id),
    async ping() {
      ping.get();
    },
    async close() {
      if (!db.open) return;
      await session.commits.drain();
      db.close();
    },
  };
}
