import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import {
  CancelJobDocument,
  CancelJobsDocument,
  DeleteJobDocument,
  RerunJobDocument,
  RetryJobDocument,
  RetryJobsDocument,
  type JobRowFragment,
  type RetryStrategy,
  type JobStatus,
} from '../graphql/graphql.ts';
import { client } from '../live/client.ts';
import { messageFor } from '../live/message.ts';
import { each } from './each.ts';
import { selectionOf, type ActionJob, type ActionSubject } from './subject.ts';

/** What became of one job. */
export interface Outcome {
  readonly jobId: string;
  readonly name: string;
  /** The job after the action: the changed one, or the new one of a rerun; null when deleted or refused. */
  readonly job: JobRowFragment | null;
  /** Why it was not done; null when it was. */
  readonly refusal: string | null;
}

export interface RetryOptions {
  readonly itemStatuses: JobStatus[];
  readonly strategy: RetryStrategy;
  readonly acceptDuplicates: boolean;
  readonly reason: string | null;
}

/** @throws Error with a sentence for people when the server cannot be reached or fails */
export async function mutate<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const result = await client.mutation(document, variables).toPromise();
  if (result.error) throw new Error(messageFor(result.error));
  if (!result.data) throw new Error('The server gave no answer.');
  return result.data;
}

interface Payload {
  readonly job?: JobRowFragment | null;
  readonly errors: readonly { readonly message: string }[];
}

const outcomeOf = (source: ActionJob, payload: Payload): Outcome => ({
  jobId: source.id,
  name: source.name,
  job: payload.job ?? null,
  refusal: payload.errors[0]?.message ?? null,
});

/** @param key the same for every try of one wish, so that a repeated click makes no second job */
export async function rerun(source: ActionJob, name: string, key: string): Promise<Outcome> {
  const { rerunJob } = await mutate(RerunJobDocument, {
    input: { jobId: source.id, name, idempotencyKey: `${key}:${source.id}` },
  });
  return outcomeOf(source, rerunJob);
}

export async function retry(
  subject: ActionSubject,
  options: RetryOptions,
  key: string,
): Promise<readonly Outcome[]> {
  if (subject.kind === 'jobs' && subject.jobs.length === 1) {
    const [job] = subject.jobs;
    const { retryJob } = await mutate(RetryJobDocument, {
      input: { jobId: job.id, ...options, idempotencyKey: key },
    });
    return [outcomeOf(job, retryJob)];
  }
  const { retryJobs } = await mutate(RetryJobsDocument, {
    input: { jobs: selectionOf(subject), ...options },
  });
  return bulkOutcomes(retryJobs, subject);
}

export async function cancel(subject: ActionSubject, reason: string | null): Promise<readonly Outcome[]> {
  if (subject.kind === 'jobs' && subject.jobs.length === 1) {
    const [job] = subject.jobs;
    const { cancelJob } = await mutate(CancelJobDocument, { input: { jobId: job.id, reason } });
    return [outcomeOf(job, cancelJob)];
  }
  const { cancelJobs } = await mutate(CancelJobsDocument, { input: { jobs: selectionOf(subject), reason } });
  return bulkOutcomes(cancelJobs, subject);
}

export async function remove(job: ActionJob): Promise<Outcome> {
  const { deleteJob } = await mutate(DeleteJobDocument, { input: { jobId: job.id } });
  return outcomeOf(job, deleteJob);
}

/** Does the same to each job; a failure of one becomes its outcome and stops nothing. */
export const toEach = (
  jobs: readonly ActionJob[],
  act: (job: ActionJob) => Promise<Outcome>,
): Promise<readonly Outcome[]> =>
  each(jobs, (job) =>
    act(job).catch((cause: unknown) => ({
      jobId: job.id,
      name: job.name,
      job: null,
      refusal: cause instanceof Error ? cause.message : 'It failed.',
    })),
  );

interface BulkPayload {
  readonly outcomes: readonly {
    readonly jobId: string;
    readonly job: JobRowFragment | null;
    readonly error: { readonly message: string } | null;
    readonly ok: boolean;
  }[];
  readonly errors: readonly { readonly message: string }[];
}

function bulkOutcomes(payload: BulkPayload, subject: ActionSubject): readonly Outcome[] {
  const [refusal] = payload.errors;
  if (refusal) throw new Error(refusal.message);
  const names = new Map(subject.kind === 'jobs' ? subject.jobs.map((job) => [job.id, job.name]) : []);
  return payload.outcomes.map(({ jobId, job, ok, error }) => ({
    jobId,
    name: job?.name ?? names.get(jobId) ?? jobId,
    job,
    refusal: ok ? null : (error?.message ?? 'It was not done.'),
  }));
}
