import { afterEach, beforeEach, describe } from 'vitest';
import { accountsConformance } from './conformance/accounts.ts';
import { auditConformance } from './conformance/audit.ts';
import { jobsConformance } from './conformance/jobs.ts';
import { listsConformance } from './conformance/lists.ts';
import { membersConformance } from './conformance/members.ts';
import { nodesConformance } from './conformance/nodes.ts';
import { notificationsConformance } from './conformance/notifications.ts';
import { peopleConformance } from './conformance/people.ts';
import { propertiesConformance } from './conformance/properties.ts';
import { remoteConformance } from './conformance/remote.ts';
import { queueConformance } from './conformance/queue.ts';
import { fairConformance } from './conformance/fair.ts';
import { quotasConformance } from './conformance/quotas.ts';
import { seed } from '../test/job-builder.ts';
import type { Store } from './store.ts';

/** A store for one test, on a database of its own. */
export interface OpenedStore {
  readonly store: Store;
  /** Closes the store and opens its database again. */
  readonly reopen: () => Promise<Store>;
  /** Closes it and removes the database. */
  readonly dispose: () => Promise<void>;
}

/** What a test works with. */
export interface Subject {
  /** Seeded with `ORGANIZATION`, `USER`, `PROJECT` and the hosted targets of job-builder. */
  readonly store: () => Store;
  readonly reopen: () => Promise<Store>;
  /** A second database, empty. */
  readonly openEmpty: () => Promise<OpenedStore>;
  /** Whether writes that come together are made one after another, in the order in which they came. */
  readonly inOrder: boolean;
}

/**
 * What every store must do. Adding a database means passing this.
 *
 * @param name - of the store, for the report
 * @param open - makes an empty database and opens it
 * @param inOrder - whether writes that come together are made one after another, in the order in which they came
 */
export function storeConformance(
  name: string,
  open: () => Promise<OpenedStore>,
  { inOrder }: Pick<Subject, 'inOrder'> = { inOrder: true },
): void {
  describe(`${name}: conformance`, () => {
    let opened: OpenedStore | null = null;
    let store: Store | null = null;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
      await seed(store);
    });
    afterEach(async () => {
      await opened?.dispose();
      opened = null;
    });

    const subject: Subject = {
      store: () => {
        if (!store) throw new Error('The store is open in tests alone.');
        return store;
      },
      reopen: async () => {
        if (!opened) throw new Error('The store is open in tests alone.');
        return (store = await opened.reopen());
      },
      openEmpty: open,
      inOrder,
    };
    peopleConformance(subject);
    membersConformance(subject);
    accountsConformance(subject);
    jobsConformance(subject);
    remoteConformance(subject);
    listsConformance(subject);
    queueConformance(subject);
    auditConformance(subject);
    propertiesConformance(subject);
    notificationsConformance(subject);
    nodesConformance(subject);
    quotasConformance(subject);
    fairConformance(subject);
  });
}
