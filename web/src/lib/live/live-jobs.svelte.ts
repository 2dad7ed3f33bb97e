import { untrack } from 'svelte';
import {
  OrganizationJobsChangesDocument,
  OrganizationJobsPageDocument,
  ProjectJobsChangesDocument,
  ProjectJobsPageDocument,
  type JobFilter,
  type JobOrder,
  type JobRowFragment,
} from '../graphql/graphql.ts';
import { direct } from './client.ts';
import { comparing, matchesFilter, NEWEST_FIRST } from './job-order.ts';
import type { JobOwner } from './job-owner.ts';
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

export interface JobsQuery {
  readonly owner: JobOwner;
  readonly filter?: JobFilter;
  readonly orderBy?: JobOrder;
}

/**
 * The live list of a project's or an organization's jobs. Called while a component is made; lives as long as it. When what is asked
 * for changes, a new list begins.
 */
export function liveJobs(query: () => JobsQuery) {
  let snapshot = $state.raw(EMPTY);
  let list: JobList<JobRowFragment> | undefined;
  let shownOwner: string | undefined;
  // Compared by value: a new object with the same question must not begin a new list.
  const question = $derived(JSON.stringify(query()));

  $effect(() => {
    const asked: JobsQuery = JSON.parse(question);
    const owner = JSON.stringify(asked.owner);
    // Another question about the same jobs: the old answer stays until the new one is there.
    snapshot = owner === shownOwner ? { ...untrack(() => snapshot), heldBack: 0, loading: true } : EMPTY;
    shownOwner = owner;
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

interface PageQuestion {
  readonly filter: JobFilter;
  readonly orderBy: JobOrder;
  readonly first: number;
  readonly after: string | null;
}

async function readPage(owner: JobOwner, question: PageQuestion) {
  if ('projectId' in owner) {
    const { data, error } = await direct
      .query(ProjectJobsPageDocument, { ...owner, ...question })
      .toPromise();
    if (error) throw new Error(messageFor(error));
    if (!data?.project) throw new Error('There is no such project, or you may not see it.');
    return data.project.jobs;
  }
  const { data, error } = await direct
    .query(OrganizationJobsPageDocument, { ...owner, ...question })
    .toPromise();
  if (error) throw new Error(messageFor(error));
  const jobs = data?.organization?.jobs;
  if (!jobs) throw new Error('The jobs of an organization are there for its admins.');
  return jobs;
}

function openList(query: JobsQuery, show: (snapshot: JobListSnapshot<JobRowFragment>) => void) {
  const { owner, filter = {}, orderBy = NEWEST_FIRST } = query;
  return new JobList<JobRowFragment>(
    {
      read: async (after) => {
        const jobs = await readPage(owner, { filter, orderBy, first: PAGE_SIZE, after });
        return {
          rows: jobs.nodes,
          endCursor: jobs.pageInfo.endCursor,
          hasMore: jobs.pageInfo.hasNextPage,
          totalCount: jobs.totalCount,
        };
      },
      watch: (update) => {
        const { unsubscribe } =
          'projectId' in owner
            ? direct.subscription(ProjectJobsChangesDocument, owner).subscribe(({ data }) => {
                if (data) update(data.projectJobs);
              })
            : direct.subscription(OrganizationJobsChangesDocument, owner).subscribe(({ data }) => {
                if (data) update(data.organizationJobs);
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
