import { jobActions } from '../../domain/actions.ts';
import type { Job } from '../../domain/job.ts';
import { maySeeOrganization } from '../../domain/organizations.ts';
import { finalOf, totalOf } from '../../domain/status.ts';
import type { RequestContext } from '../context.ts';
import { jobDownloads } from '../download-paths.ts';
import { badInput, notThere } from '../faults.ts';
import { itemConnection } from '../item-lists.ts';
import { jobConnection } from '../job-lists.ts';
import { size } from '../pagination.ts';
import type { Resolvers } from '../schema-types.generated.ts';

/** The most events of one answer. */
const MOST_EVENTS = 1_000;

async function projectOf(job: Job, { loaders }: RequestContext) {
  const project = await loaders.project.load(job.projectId);
  if (!project) throw notThere('project', job.projectId);
  return project;
}

export const jobs: Resolvers = {
  Query: {
    job: (_root, { id }, { loaders }) => loaders.job.load(id),
  },
  JobConnection: {
    nodes: ({ edges }) => edges.map((edge) => edge.node),
    totalCount: ({ total }) => total(),
  },
  Job: {
    project: (job, _args, context) => projectOf(job, context),
    target: async ({ targetId }, _args, { loaders }) => {
      const target = await loaders.target.load(targetId);
      if (!target) throw notThere('target', targetId);
      return target;
    },
    createdBy: async ({ createdBy }, _args, { loaders }) => {
      const user = await loaders.user.load(createdBy);
      if (!user) throw notThere('user', createdBy);
      return user;
    },
    group: ({ groupId, organizationId }, _args, { viewer, loaders }) =>
      groupId !== null && maySeeOrganization(viewer.user, organizationId)
        ? loaders.group.load(groupId)
        : null,
    items: (job, args, context) => itemConnection(job, args, context),
    item: ({ id, definition }, { index }, { loaders }) =>
      index >= 0 && index < definition.programs.length ? loaders.item.load({ jobId: id, index }) : null,
    itemCounts: ({ counts }) => counts,
    progress: ({ counts }) => finalOf(counts) / Math.max(1, totalOf(counts)),
    rerunOf: ({ rerunOf }, _args, { loaders }) => (rerunOf === null ? null : loaders.job.load(rerunOf)),
    // A rerun is made in its source's project: who sees the one sees the other.
    reruns: ({ id }, args, context) => jobConnection({ rerunOf: id }, args, context),
    queue: async ({ id, targetId }, _args, { loaders }) => {
      const first = await loaders.firstWaiting.load(id);
      const place = first && (await loaders.queuePlace.load({ jobId: id, index: first.index }));
      return place && { targetId, ...place };
    },
    cost: (job) => job,
    events: ({ id }, { after, first }, { useCases: { store } }) => {
      if ((after ?? 0) < 0) throw badInput(`\`after\` is ${after}; it must be 0 or above.`);
      return store.events(id, after ?? 0, size('first', first ?? 100, MOST_EVENTS));
    },
    actions: async (job, _args, context) => {
      const [project, target] = await Promise.all([
        projectOf(job, context),
        context.loaders.target.load(job.targetId),
      ]);
      const access = await context.loaders.access.load(project);
      if (!access) throw notThere('project', project.id);
      return jobActions(job, target, project, access);
    },
    downloads: (job) => jobDownloads(job),
  },
  JobCost: {
    cpuSeconds: (job) => job.cpuSeconds,
    credits: (job) => job.credits,
  },
  Cancellation: {
    requestedBy: ({ requestedBy }, _args, { loaders }) => loaders.user.load(requestedBy),
  },
  JobEvent: {
    actor: ({ actor }, _args, { loaders }) => (actor === null ? null : loaders.user.load(actor)),
    itemCounts: ({ counts }) => counts,
    items: ({ jobId, items }) => items.map((delta) => ({ ...delta, jobId })),
    job: ({ jobId }, _args, { loaders }) => loaders.job.load(jobId),
  },
};
