import { itemId } from '../../domain/ids.ts';
import { currentAttempt, type Attempt, type Job, type JobItem } from '../../domain/job.ts';
import type { EngineResult } from '../../domain/program.ts';
import type { RequestContext } from '../context.ts';
import { itemDownloads } from '../download-paths.ts';
import { notThere } from '../faults.ts';
import type { Resolvers } from '../schema-types.generated.ts';

const RESULT_TYPES = {
  compile: 'CompileResult',
  execute: 'ExecuteResult',
  check: 'CheckResult',
} as const satisfies Record<EngineResult['kind'], string>;

async function jobOf({ jobId }: JobItem, { loaders }: RequestContext): Promise<Job> {
  const job = await loaders.job.load(jobId);
  if (!job) throw notThere('job', jobId);
  return job;
}

async function programRefOf(item: JobItem, context: RequestContext) {
  const job = await jobOf(item, context);
  const ref = job.definition.programs[item.index];
  if (!ref) throw notThere('item', itemId(item.jobId, item.index));
  return ref;
}

function resultOf({ resultId }: JobItem | Attempt, { loaders }: RequestContext) {
  return resultId === null ? null : loaders.result.load(resultId);
}

export const items: Resolvers = {
  JobItemConnection: {
    nodes: ({ edges }) => edges.map((edge) => edge.node),
    totalCount: ({ total }) => total(),
  },
  JobItem: {
    id: ({ jobId, index }) => itemId(jobId, index),
    job: (item, _args, context) => jobOf(item, context),
    program: async (item, _args, context) => {
      const ref = await programRefOf(item, context);
      const program = await context.loaders.program.load(ref.programId);
      if (!program) throw notThere('program', ref.programId);
      return { ...program, name: ref.name };
    },
    name: async (item, _args, context) => (await programRefOf(item, context)).name,
    attempts: async (item, _args, { loaders }) => {
      const earlier = await loaders.attempts.load({ jobId: item.jobId, index: item.index });
      return [...earlier, currentAttempt(item)];
    },
    result: (item, _args, context) => resultOf(item, context),
    remote: ({ remote, dueAt }) => remote && { handle: remote, dueAt },
    queue: async ({ jobId, index, targetId }, _args, { loaders }) => {
      const place = await loaders.queuePlace.load({ jobId, index });
      return place && { targetId, ...place };
    },
    downloads: async (item, _args, context) => itemDownloads(item, (await jobOf(item, context)).type),
  },
  Attempt: {
    result: (attempt, _args, context) => resultOf(attempt, context),
    remote: ({ remote }) => remote && { handle: remote, dueAt: null },
  },
  JobResult: {
    __resolveType: ({ kind }) => RESULT_TYPES[kind],
  },
  ItemChange: {
    itemId: ({ jobId, index }) => itemId(jobId, index),
    status: ({ to }) => to,
  },
};
