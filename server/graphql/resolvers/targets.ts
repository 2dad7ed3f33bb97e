import { reaches, refusesTarget } from '../../domain/credential.ts';
import { providerQueueLength, startEstimate } from '../../domain/estimate.ts';
import { isHosted } from '../../domain/target.ts';
import type { RequestContext } from '../context.ts';
import type { Resolvers } from '../schema-types.generated.ts';

const MINUTES = 60;

async function estimate(targetId: string, ahead: number, { loaders, useCases }: RequestContext) {
  const target = await loaders.target.load(targetId);
  const runs = await loaders.recentRuns.load(targetId);
  const seconds = runs.map((run) => run.seconds);
  const { running } = await loaders.queueStats.load(targetId);
  if (target && !isHosted(target)) {
    // A device runs one after the other; what waits at its provider goes before what waits here.
    const there = providerQueueLength(target.device?.queueLength ?? null) ?? 0;
    return startEstimate(seconds, ahead + there, 1, running);
  }
  const slots = Math.max(useCases.engine.capacity, await loaders.slots.load(targetId));
  return startEstimate(seconds, ahead, slots, running);
}

export const targets: Resolvers = {
  Query: {
    targets: async (_root, { jobType }, { useCases: { store } }) => {
      const all = await store.listTargets();
      return jobType ? all.filter((target) => target.jobType === jobType) : all;
    },
    target: (_root, { id }, { loaders }) => loaders.target.load(id),
  },
  Target: {
    queueLength: async ({ id }, _args, { loaders }) => (await loaders.queueStats.load(id)).waiting,
    running: async ({ id }, _args, { loaders }) => (await loaders.queueStats.load(id)).running,
    estimate: async ({ id }, _args, context) => {
      const stats = await context.loaders.queueStats.load(id);
      return estimate(id, stats.waiting, context);
    },
    submit: async (target, _args, { loaders }) => {
      const usable = isHosted(target) ? [] : await loaders.usableCredentials.load('all');
      const no = refusesTarget(
        target,
        usable.some((one) => reaches(one, target)),
      );
      return no ? { allowed: false, refusal: no } : { allowed: true };
    },
    busyness: async (target, _args, { useCases: { store, now }, viewer }) => {
      if (isHosted(target)) return null;
      const { lanes } = await store.fairQueue(target.id, now());
      return {
        ownQueuedCredits: await store.queuedCredits(target.id, viewer.user.organizationId),
        organizationsWaiting: new Set(lanes.map(({ organizationId }) => organizationId)).size,
      };
    },
    device: ({ device }) => device ?? null,
    throughput: ({ id }, _args, { useCases: { store, now } }) =>
      store.finishedPerMinute(id, now() - MINUTES * 60_000, MINUTES),
  },
  QueuePosition: {
    position: ({ ahead }) => ahead + 1,
    estimate: ({ targetId, ahead }, _args, context) => estimate(targetId, ahead, context),
  },
};
