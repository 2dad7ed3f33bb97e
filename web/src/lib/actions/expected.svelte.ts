import { SvelteMap } from 'svelte/reactivity';
import type { JobStatus } from '../graphql/graphql.ts';

/** What a job will be seen as while the server is asked for an action: the status on the way to what was asked for. */
export type Expectation = Extract<JobStatus, 'CANCELLING' | 'RETRYING'> | 'DELETED';

const expectations = new SvelteMap<string, Expectation>();

/** What was asked for and is not answered yet. The answer, whatever it is, takes its place. */
export const expected = {
  of: (jobId: string): Expectation | null => expectations.get(jobId) ?? null,
  /** The status to show. */
  statusOf(job: { readonly id: string; readonly status: JobStatus }): JobStatus {
    const status = expectations.get(job.id);
    return status === undefined || status === 'DELETED' ? job.status : status;
  },
  /** @returns what takes it back */
  put(jobIds: readonly string[], expectation: Expectation): () => void {
    for (const id of jobIds) expectations.set(id, expectation);
    return () => {
      for (const id of jobIds) expectations.delete(id);
    };
  },
};
