import type { JobEvent } from '../../domain/job.ts';
import type { NotificationChanges } from '../../domain/notification.ts';
import type { JobChanges } from '../../live/live.ts';
import { badInput } from '../faults.ts';
import type { Resolvers } from '../schema-types.generated.ts';

export const subscriptions: Resolvers = {
  Subscription: {
    jobStatus: {
      subscribe: (_root, { jobId, after }, { live, viewer }) => {
        if ((after ?? 0) < 0) throw badInput(`\`after\` is ${after}; it must be 0 or above.`);
        return live.jobEvents(viewer, jobId, after ?? 0);
      },
      resolve: (event: JobEvent) => event,
    },
    projectJobs: {
      subscribe: (_root, { projectId }, { live, viewer }) => live.projectJobs(viewer, projectId),
      resolve: (changes: JobChanges) => changes,
    },
    organizationJobs: {
      subscribe: (_root, { organizationId }, { live, viewer }) =>
        live.organizationJobs(viewer, organizationId),
      resolve: (changes: JobChanges) => changes,
    },
    notifications: {
      subscribe: (_root, _args, { live, viewer }) => live.notifications(viewer),
      resolve: (changes: NotificationChanges) => changes,
    },
  },
};
