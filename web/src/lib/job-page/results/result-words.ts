import type { JobStatus } from '../../graphql/graphql.ts';

/** Why an item has no result, and what comes next. */
export function absence(status: JobStatus): { readonly title: string; readonly text: string } {
  switch (status) {
    case 'SUBMITTED':
    case 'QUEUED':
    case 'RETRYING':
      return { title: 'Waiting for its turn', text: 'The result appears here as soon as there is one.' };
    case 'RUNNING':
      return { title: 'Running', text: 'The result appears here as soon as there is one.' };
    case 'CANCELLING':
      return { title: 'Being cancelled', text: 'Should it complete first, its result appears here.' };
    case 'COMPLETED':
      return { title: 'No result is stored', text: 'Rerun the job to compute it again.' };
    case 'ERROR':
      return { title: 'It failed', text: 'Retry the job, or rerun it as a new one.' };
    case 'CANCELLED':
      return { title: 'Cancelled before it had a result', text: 'Rerun the job as a new one to get one.' };
    case 'TERMINATED':
      return {
        title: 'Stopped before it had a result',
        text: 'A limit was reached or the provider stopped it.',
      };
    case 'DEPLETED':
      return { title: 'No quota was left', text: 'When there is quota again, rerun the job as a new one.' };
    default:
      return status satisfies never;
  }
}
