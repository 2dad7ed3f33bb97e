import { untrack } from 'svelte';
import { JobChangesDocument, JobHistoryDocument, JobItemRowsDocument } from '../graphql/graphql.ts';
import { direct } from '../live/client.ts';
import { watchJob } from '../live/job-events.svelte.ts';
import { messageFor } from '../live/message.ts';
import { withChanges, withEvents, type ItemRow, type JobEvent } from './history.ts';

/**
 * All events of a job and its items as they are now: first what is stored, then what happens. Called while a
 * component is made that knows the job's version; lives as long as it.
 */
export function jobHistory(job: () => { readonly id: string; readonly version: number }) {
  let stored = $state.raw<readonly JobEvent[]>([]);
  let live = $state.raw<readonly JobEvent[]>([]);
  let rows = $state.raw<readonly ItemRow[]>([]);
  let isComplete = $state(false);
  let failure = $state<string | null>(null);
  let isDeleted = $state(false);
  // What happens while the history is read waits until it is whole, so that there is never a gap.
  const events = $derived(isComplete ? withEvents(stored, live) : stored);
  const items = $derived(withChanges(rows, events));

  async function load(id: string, isOld: () => boolean) {
    for (let more = true; more;) {
      const { data, error } = await direct
        .query(JobHistoryDocument, { id, after: stored.at(-1)?.version ?? 0 })
        .toPromise();
      if (isOld()) return;
      if (error) return void (failure = messageFor(error));
      const page = data?.job?.events ?? [];
      stored = withEvents(stored, page);
      more = page.length > 0 && (stored.at(-1)?.version ?? 0) < (data?.job?.version ?? 0);
    }
    const version = stored.at(-1)?.version ?? 0;
    for (let after: string | null = null, more = true; more;) {
      const answer: Awaited<ReturnType<typeof readItems>> = await readItems(id, after);
      if (isOld()) return;
      if (answer.error) return void (failure = messageFor(answer.error));
      const page = answer.data?.job?.items;
      rows = [...rows, ...(page?.nodes ?? []).map((row) => ({ ...row, version }))];
      after = page?.pageInfo.endCursor ?? null;
      more = page?.pageInfo.hasNextPage ?? false;
    }
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
    failure = null;
    untrack(() => void load(id, () => isEnded));
    return () => (isEnded = true);
  });

  // From the version the page was read at: what came before is in the history, and doubles are left out.
  watchJob(JobChangesDocument, () => ({ id: job().id, after: job().version }), {
    events: (fresh) => {
      live = withEvents(live, fresh);
    },
    failed: (message) => (failure = message),
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
    get failure() {
      return failure;
    },
    get isDeleted() {
      return isDeleted;
    },
  };
}

const readItems = (id: string, after: string | null) =>
  direct.query(JobItemRowsDocument, { id, after }).toPromise();

export type JobHistory = ReturnType<typeof jobHistory>;
