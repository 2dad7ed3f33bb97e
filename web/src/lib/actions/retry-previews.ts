import {
  JobsThatMatchDocument,
  OrganizationJobsThatMatchDocument,
  RetryPreviewOfDocument,
  type JobStatus,
  type RetryStrategy,
} from '../graphql/graphql.ts';
import { direct } from '../live/client.ts';
import { messageFor } from '../live/message.ts';
import { each } from './each.ts';
import type { ActionSubject } from './subject.ts';
import { sumOf, type RetryAnswer, type RetryForecast } from './retry-forecast.ts';

/** Above this many jobs nobody waits for what a retry of each would do; it is a page of the API too. */
const MOST_LOOKED_AT = 100;

export interface RetryQuestion {
  readonly subject: ActionSubject;
  readonly itemStatuses: readonly JobStatus[];
  readonly strategy: RetryStrategy;
}

/** Whether it is told beforehand what a retry would do. */
export const canForecast = (subject: ActionSubject): boolean =>
  (subject.kind === 'jobs' ? subject.jobs.length : subject.count) <= MOST_LOOKED_AT;

/** Asks the server what a retry of each job would do. Nothing happens to them. */
export async function retryForecast(question: RetryQuestion): Promise<RetryForecast> {
  const { subject, itemStatuses, strategy } = question;
  const jobIds = await idsOf(subject);
  return sumOf(
    await each(jobIds, async (jobId): Promise<RetryAnswer> => {
      const input = { jobId, itemStatuses: [...itemStatuses], strategy };
      const { data, error } = await direct.query(RetryPreviewOfDocument, { input }).toPromise();
      const preview = data?.retryPreview.preview;
      if (preview) return { preview };
      return {
        refusal: error
          ? messageFor(error)
          : (data?.retryPreview.errors[0]?.message ?? 'The server gave no answer.'),
      };
    }),
  );
}

async function idsOf(subject: ActionSubject): Promise<readonly string[]> {
  if (subject.kind === 'jobs') return subject.jobs.map((job) => job.id);
  const { owner, filter } = subject;
  const jobs =
    'projectId' in owner
      ? (await direct.query(JobsThatMatchDocument, { ...owner, filter, first: MOST_LOOKED_AT }).toPromise())
          .data?.project?.jobs
      : (
          await direct
            .query(OrganizationJobsThatMatchDocument, { ...owner, filter, first: MOST_LOOKED_AT })
            .toPromise()
        ).data?.organization?.jobs;
  return jobs?.nodes.map((job) => job.id) ?? [];
}
