import { untrack } from 'svelte';
import {
  ProjectJobsChangesDocument,
  ProjectJobsPageDocument,
  type JobFilter,
  type JobOrder,
  type JobRowFragment,
} from '../graphql/graphql.ts';
import { direct } from './client.ts';
import { comparing, matchesFilter, NEWEST_FIRST } from './job-order.ts';
import { JobList, type JobListSnapshot } from './job-list.ts';
import { nextFrame } from './next-frame.ts';
import { messageFor } from './message.ts';

const PAGE_SIZE = 100;

const EMPTY: JobListSnapshot<JobRowFragment> = {
  rows: [],
  totalCount: 0,
  heldBack: 0,
  left: new Set(),
  hasMore: false,
  loading: true,
  loadingMore: false,
  error: null,
};

export interface ProjectJobsQuery {
  readonly projectId: string;
  readonly filter?: JobFilter;
  readonly orderBy?: JobOrder;
}

/**
 * The live list of a project's jobs. Called while a component is made; lives as long as it. When what is asked
 * for changes, a new list begins.
 */
export function projectJobs(query: () => ProjectJobsQuery) {
  let snapshot = $state.raw(EMPTY);
  let list: JobList<JobRowFragment> | undefined;
  let shownProject: string | undefined;
  // Compared by value: a new object with the same question must not begin a new list.
  const question = $derived(JSON.stringify(query()));

  $effect(() => {
    const asked: ProjectJobsQuery = JSON.parse(question);
    // Another question about the same project: the old answer stays until the new one is there.
    snapshot =
      asked.projectId === shownProject ? { ...untrack(() => snapshot), heldBack: 0, loading: true } : EMPTY;
    shownProject = asked.projectId;
    const begun = openList(asked, (next) => (snapshot = next));
    list = begun;
    begun.start();
    return () => begun.stop();
  });

  return {
    get snapshot() {
      return snapshot;
    },
    loadMore: () => void list?.loadMore(),
    refresh: () => void list?.refresh(),
    reveal: () => list?.reveal(),
    apply: (job: JobRowFragment) => list?.apply(job),
    remove: (id: string) => list?.remove(id),
  };
}

function openList(query: ProjectJobsQuery, show: (snapshot: JobListSnapshot<JobRowFragment>) => void) {
  const { projectId, filter = {}, orderBy = NEWEST_FIRST } = query;
  return new JobList<JobRowFragment>(
    {
      read: async (after) => {
        const result = await direct
          .query(ProjectJobsPageDocument, { projectId, filter, orderBy, first: PAGE_SIZE, after })
          .toPromise();
        if (result.error) throw new Error(messageFor(result.error));
        const jobs = result.data?.project?.jobs;
        if (!jobs) throw new Error('There is no such project, or you may not see it.');
        return {
          rows: jobs.nodes,
          endCursor: jobs.pageInfo.endCursor,
          hasMore: jobs.pageInfo.hasNextPage,
          totalCount: jobs.totalCount,
        };
      },
      watch: (update) => {
        const { unsubscribe } = direct
          .subscription(ProjectJobsChangesDocument, { projectId })
          .subscribe((result) => {
            if (result.data) update(result.data.projectJobs);
          });
        return unsubscribe;
      },
      matches: (job) => matchesFilter(job, filter),
      compare: comparing(orderBy),
      nextFrame,
    },
    show,
  );
}
