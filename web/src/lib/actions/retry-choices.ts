import type { JobStatus, RetryStrategy } from '../graphql/graphql.ts';
import type { ActionSubject } from './subject.ts';

/** What the dialog of a retry offers: which items, and how. */
export interface RetryChoices {
  readonly statuses: readonly JobStatus[];
  readonly strategies: readonly RetryStrategy[];
}

/** Of all that match nobody knows beforehand what each has: what the rules let members and admins ask for. */
const FOR_MEMBERS: RetryChoices = { statuses: ['ERROR'], strategies: ['DEFAULT', 'FULL_RESTART'] };
const FOR_ADMINS: RetryChoices = {
  statuses: ['ERROR', 'CANCELLED', 'TERMINATED', 'DEPLETED', 'COMPLETED'],
  strategies: ['DEFAULT', 'ALLOW_RESUBMIT', 'FORCE_RESUBMIT', 'FULL_RESTART'],
};

/** Of jobs at hand what the server offers for any of them. */
export function retryChoices(subject: ActionSubject): RetryChoices {
  if (subject.kind === 'filter') return subject.isAdmin ? FOR_ADMINS : FOR_MEMBERS;
  return {
    statuses: [...new Set(subject.jobs.flatMap((job) => job.actions.retryStatuses))],
    strategies: [...new Set(subject.jobs.flatMap((job) => job.actions.retryStrategies))],
  };
}
