import { untrack } from 'svelte';
import {
  JobChangesDocument,
  JobHistoryDocument,
  JobItemRowsDocument,
  JobPageDocument,
} from '../graphql/graphql.ts';
import { client, direct } from '../live/client.ts';
import { watchJob } from '../live/job-events.svelte.ts';
import { messageFor } from '../live/message.ts';
import { withChanges, withEvents, type ItemRow, type JobEvent } from './history.ts';

const AGAIN_MS = 2_000;

/**
 * All events of a job and its items as they are now: first what is stored, then what happens. Called while a
 * component is made that knows the job's version; lives as long as it.
 */
export function jobHistory(job: () => { readonly id: string; readonly version: number }) {
  let stored = $state.raw<readonly JobEvent[]>([]);
  let live = $state.raw<readonly JobEvent[]>([]);
  let rows = $state.raw<readonly ItemRow[]>([]);
  let isComplete = $state(false);
  let loadFailure = $state<string | null>(null);
  let watchFailure = $state<string | null>(null);
  let isDeleted = $state(false);
  // What happens while the history is read waits until it is whole, so that there is never a gap.
  const events = $derived(isComplete ? withEvents(stored, live) : stored);
  const items = $derived(withChanges(rows, events));

  async function load(id: string, isOld: () => boolean): Promise<void> {
    for (let more = true; more;) {
      const { data, error } = await direct
        .query(JobHistoryDocument, { id, after: stored.at(-1)?.version ?? 0 })
        .toPromise();
      if (isOld()) return;
      if (error) {
        loadFailure = messageFor(error);
        return retry(() => load(id, isOld), isOld);
      }
      const page = data?.job?.events ?? [];
      stored = withEvents(stored, page);
      more = page.length > 0 && (stored.at(-1)?.version ?? 0) < (data?.job?.version ?? 0);
    }
    const version = stored.at(-1)?.version ?? 0;
    const read: ItemRow[] = [];
    for (let after: string | null = null, more = true; more;) {
      const answer: Awaited<ReturnType<typeof readItems>> = await readItems(id, after);
      if (isOld()) return;
      if (answer.error) {
        loadFailure = messageFor(answer.error);
        return retry(() => load(id, isOld), isOld);
      }
      const page = answer.data?.job?.items;
      read.push(...(page?.nodes ?? []).map((row) => ({ ...row, version })));
      after = page?.pageInfo.endCursor ?? null;
      more = page?.pageInfo.hasNextPage ?? false;
    }
    rows = read;
    loadFailure = null;
    isComplete = true;
  }

  const jobId = $derived(job().id);
  $effect(() => {
    const id = jobId;
    let isEnded = false;
    stored = [];
    live = [];
    rows = [];
    isComplete = false;
    loadFailure = null;
    untrack(() => void load(id, () => isEnded));
    return () => (isEnded = true);
  });

  // From the version the page was read at: what came before is in the history, and doubles are left out.
  watchJob(JobChangesDocument, () => ({ id: job().id, after: job().version }), {
    events: (fresh) => {
      live = withEvents(live, fresh);
    },
    failed: (message) => {
      watchFailure = message;
      // It may have been deleted while the connection was lost: then the page learns it from this.
      const variables = { id: job().id };
      void client.query(JobPageDocument, variables, { requestPolicy: 'network-only' }).toPromise();
    },
    ended: () => (isDeleted = true),
  });
  return {
    /** In order, without a gap. */
    get events() {
      return events;
    },
    get items() {
      return items;
    },
    /** All that is stored has been read. */
    get isComplete() {
      return isComplete;
    },
    /** Why what is stored could not be read yet; it is tried again by itself. */
    get loadFailure() {
      return loadFailure;
    },
    /** Why changes no longer arrive. */
    get watchFailure() {
      return watchFailure;
    },
    get isDeleted() {
      return isDeleted;
    },
  };
}

/** Reading failed, as when the server starts anew: once more after a while. */
function retry(read: () => Promise<void>, isOld: () => boolean): void {
  setTimeout(() => {
    if (!isOld()) void read();
  }, AGAIN_MS);
}

const readItems = (id: string, after: string | null) =>
  direct.query(JobItemRowsDocument, { id, after }).toPromise();

export type JobHistory = ReturnType<typeof jobHistory>;
