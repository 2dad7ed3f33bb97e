import type { SubmitRequest } from '../../domain/submission.ts';
import { cancelJobs, retryJobs, type JobSelection } from '../../jobs/bulk.ts';
import { cancelJob } from '../../jobs/cancel-job.ts';
import { deleteJob } from '../../jobs/delete-job.ts';
import { rerunJob } from '../../jobs/rerun-job.ts';
import { previewRetry, retryJob } from '../../jobs/retry-job.ts';
import { submitJob } from '../../jobs/submit-job.ts';
import { updateJob } from '../../jobs/update-job.ts';
import { jobFilter } from '../job-lists.ts';
import type {
  JobDefinitionInput,
  JobSelection as JobSelectionInput,
  Resolvers,
} from '../schema-types.generated.ts';

/** The defaults of the schema, for a client that says null. */
const ITEM_STATUSES = ['ERROR'] as const;

function selection({ ids, filter, organizationFilter }: JobSelectionInput): JobSelection {
  if (filter) return { of: { projectId: filter.projectId }, filter: jobFilter(filter.filter) };
  if (organizationFilter) {
    const { organizationId } = organizationFilter;
    return { of: { organizationId }, filter: jobFilter(organizationFilter.filter) };
  }
  return { ids: ids ?? [] };
}

/** A kind of noise that is null is none. */
function definition({ compile, execute }: JobDefinitionInput): SubmitRequest['definition'] {
  if (!execute) return { compile: compile ?? null };
  const { programs, noise, credentialId } = execute;
  return {
    execute: {
      programs,
      credentialId: credentialId ?? null,
      noise: noise
        ? {
            pauliX: noise.pauliX ?? 0,
            pauliY: noise.pauliY ?? 0,
            pauliZ: noise.pauliZ ?? 0,
            loss: noise.loss ?? 0,
          }
        : null,
    },
  };
}

export const jobMutations: Resolvers = {
  Query: {
    retryPreview: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await previewRetry(useCases, viewer, {
        jobId: input.jobId,
        itemStatuses: input.itemStatuses ?? ITEM_STATUSES,
        strategy: input.strategy ?? 'DEFAULT',
      });
      return outcome.ok
        ? { preview: outcome.value, errors: [] }
        : { preview: null, errors: outcome.refusals };
    },
  },
  Mutation: {
    submitJob: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await submitJob(useCases, viewer, {
        ...input,
        definition: definition(input.definition),
      });
      return outcome.ok ? { job: outcome.value.job, errors: [] } : { job: null, errors: outcome.refusals };
    },
    rerunJob: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await rerunJob(useCases, viewer, input);
      return outcome.ok
        ? { ...outcome.value, errors: [] }
        : { job: null, source: null, errors: outcome.refusals };
    },
    retryJob: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await retryJob(useCases, viewer, {
        ...input,
        itemStatuses: input.itemStatuses ?? ITEM_STATUSES,
        strategy: input.strategy ?? 'DEFAULT',
        acceptDuplicates: input.acceptDuplicates ?? false,
      });
      return outcome.ok ? { job: outcome.value.job, errors: [] } : { job: null, errors: outcome.refusals };
    },
    cancelJob: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await cancelJob(useCases, viewer, input);
      return outcome.ok ? { job: outcome.value.job, errors: [] } : { job: null, errors: outcome.refusals };
    },
    deleteJob: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await deleteJob(useCases, viewer, input);
      return outcome.ok
        ? { deletedJobId: outcome.value.jobId, errors: [] }
        : { deletedJobId: null, errors: outcome.refusals };
    },
    updateJob: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await updateJob(useCases, viewer, input);
      return outcome.ok ? { job: outcome.value.job, errors: [] } : { job: null, errors: outcome.refusals };
    },
    retryJobs: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await retryJobs(useCases, viewer, {
        jobs: selection(input.jobs),
        itemStatuses: input.itemStatuses ?? ITEM_STATUSES,
        strategy: input.strategy ?? 'DEFAULT',
        acceptDuplicates: input.acceptDuplicates ?? false,
        reason: input.reason ?? null,
      });
      return outcome.ok
        ? { outcomes: outcome.value, errors: [] }
        : { outcomes: [], errors: outcome.refusals };
    },
    cancelJobs: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await cancelJobs(useCases, viewer, {
        jobs: selection(input.jobs),
        reason: input.reason ?? null,
      });
      return outcome.ok
        ? { outcomes: outcome.value, errors: [] }
        : { outcomes: [], errors: outcome.refusals };
    },
  },
  JobError: {
    preview: ({ preview }) => preview ?? null,
  },
  JobOutcome: {
    ok: ({ refusal }) => refusal === null,
    error: ({ refusal }) => refusal,
  },
  RetryPreview: {
    itemCount: ({ items }) => items.length,
  },
};
