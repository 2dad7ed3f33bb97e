import DataLoader from 'dataloader';
import type { JobId, JobItem, TargetId } from '../domain/job.ts';
import type { Access, Project } from '../domain/people.ts';
import { accessTo } from '../domain/permissions.ts';
import type { EngineResult } from '../domain/program.ts';
import { queuePlaces } from '../jobs/queue-places.ts';
import { usableCredentials } from '../jobs/provider-credentials.ts';
import type { Context, Viewer } from '../jobs/context.ts';
import type { ContentCache } from './content-cache.ts';

/** One item of a job. */
export interface ItemKey {
  readonly jobId: JobId;
  readonly index: number;
}
const byItem = { cacheKeyFn: (key: ItemKey) => `${key.jobId} ${key.index}` };

export type Loaders = ReturnType<typeof createLoaders>;

/** How many of a target's last runs an estimate rests on. */
const RUNS = 100;

/**
 * Loads what resolvers ask for one by one in as few calls of the store as there are kinds of things. Made anew for
 * each request and each live update, so that nothing is stale. Projects, jobs and items that the viewer may not
 * see come as null, as if there were none.
 */
export function createLoaders(ctx: Context, viewer: Viewer, contents: ContentCache) {
  const { store } = ctx;

  const access = new DataLoader(
    async (projects: readonly Project[]): Promise<readonly (Access | null)[]> => {
      const roles = await store.projectRoles(
        viewer.user.id,
        projects.map((project) => project.id),
      );
      return projects.map((project, n) => accessTo(viewer.user, project, roles[n] ?? []));
    },
    { cacheKeyFn: (project: Project) => project.id },
  );

  const project = new DataLoader(async (ids: readonly string[]) => {
    const found = await store.projects(ids);
    return Promise.all(found.map(async (one) => (one && (await access.load(one)) ? one : null)));
  });

  const job = new DataLoader(async (ids: readonly JobId[]) => {
    const found = await store.jobs(ids);
    return Promise.all(found.map(async (one) => (one && (await project.load(one.projectId)) ? one : null)));
  });

  const content = new DataLoader((ids: readonly string[]) =>
    Promise.all(ids.map((id) => contents.get(id, (missing) => store.content(missing)))),
  );

  const program = new DataLoader(async (ids: readonly string[]) => {
    const found = await store.programs(ids);
    return Promise.all(found.map(async (one) => (one && (await project.load(one.projectId)) ? one : null)));
  });

  return {
    access,
    project,
    job,
    content,
    program,
    /** The items of jobs that are known to be visible. */
    item: new DataLoader(
      (keys: readonly ItemKey[]): Promise<readonly (JobItem | null)[]> => store.items(keys),
      byItem,
    ),
    attempts: new DataLoader((keys: readonly ItemKey[]) => store.attempts(keys), byItem),
    result: new DataLoader(async (ids: readonly string[]) => {
      const texts = await content.loadMany(ids);
      // What is stored under a result's id was written by this program as an EngineResult.
      return texts.map((text) => (typeof text === 'string' ? (JSON.parse(text) as EngineResult) : null));
    }),
    /** For fields that name somebody who did something, and for what checks how much is seen of them. */
    user: new DataLoader((ids: readonly string[]) => store.users(ids)),
    /** Whether the viewer shares a team or a project with each. */
    isAcquainted: new DataLoader((ids: readonly string[]) => store.areAcquainted(viewer.user.id, ids)),
    organization: new DataLoader((ids: readonly string[]) => store.organizations(ids)),
    /** For what checks who may see them. */
    group: new DataLoader((ids: readonly string[]) => store.groups(ids)),
    team: new DataLoader((ids: readonly string[]) => store.teams(ids)),
    rolesInProject: new DataLoader((ids: readonly string[]) => store.rolesInProjects(ids)),
    projectIdsOfTeam: new DataLoader((ids: readonly string[]) => store.projectsOfTeams(ids)),
    groupsOfUser: new DataLoader((ids: readonly string[]) => store.groupsOfUsers(ids)),
    /** For the node that checks who may use them. */
    providerCredential: new DataLoader((ids: readonly string[]) => store.providerCredentials(ids)),
    /** All that the viewer may use: few, and asked for by every target. */
    usableCredentials: new DataLoader(async (keys: readonly 'all'[]) => {
      const usable = await usableCredentials(ctx, viewer);
      return keys.map(() => usable);
    }),
    target: new DataLoader((ids: readonly TargetId[]) => store.targets(ids)),
    /** Of projects that are known to be visible. */
    propertyDefinitions: new DataLoader((ids: readonly string[]) => store.propertyDefinitions(ids)),
    jobCounts: new DataLoader((ids: readonly string[]) => store.jobCounts(ids)),
    organizationJobCounts: new DataLoader((ids: readonly string[]) => store.organizationJobCounts(ids)),
    /** How many items of each target can run side by side, over all nodes that serve it. */
    slots: new DataLoader(async (ids: readonly TargetId[]) => {
      const nodes = await store.nodes();
      return ids.map((id) =>
        nodes.reduce((sum, node) => sum + (node.targetIds.includes(id) ? node.slots : 0), 0),
      );
    }),
    queueStats: new DataLoader((ids: readonly TargetId[]) => store.queueStats(ids)),
    firstWaiting: new DataLoader((ids: readonly JobId[]) => store.firstWaiting(ids)),
    queuePlace: new DataLoader((keys: readonly ItemKey[]) => queuePlaces(ctx, keys), byItem),
    recentRuns: new DataLoader((ids: readonly TargetId[]) =>
      Promise.all(ids.map((id) => store.recentRuns(id, RUNS))),
    ),
  };
}
