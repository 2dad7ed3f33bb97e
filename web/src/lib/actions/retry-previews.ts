import { RetryPreviewOfDocument, type JobStatus, type RetryStrategy } from '../graphql/graphql.ts';
import { direct } from '../live/client.ts';
import { messageFor } from '../live/message.ts';
import { each } from './each.ts';
import { sumOf, type RetryAnswer, type RetryForecast } from './retry-forecast.ts';

export interface RetryQuestion {
  readonly jobIds: readonly string[];
  readonly itemStatuses: readonly JobStatus[];
  readonly strategy: RetryStrategy;
}

/** Asks the server what a retry of each job would do. Nothing happens to them. */
export async function retryForecast(question: RetryQuestion): Promise<RetryForecast> {
  const { jobIds, itemStatuses, strategy } = question;
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
