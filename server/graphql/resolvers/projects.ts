import { projectActions } from '../../domain/actions.ts';
import type { Access, Project } from '../../domain/people.ts';
import { visibleProjects } from '../../domain/permissions.ts';
import type { RequestContext } from '../context.ts';
import { notThere } from '../faults.ts';
import { jobConnection } from '../job-lists.ts';
import { connection, cursorOf, sliceOf, type CursorForm } from '../pagination.ts';
import type { Resolvers } from '../schema-types.generated.ts';

const BY_AGE: CursorForm = { kind: 'project', value: 'number' };

/** What the viewer is in a project they may see. */
async function accessOf(project: Project, { loaders }: RequestContext): Promise<Access> {
  const access = await loaders.access.load(project);
  if (!access) throw notThere('project', project.id);
  return access;
}

export const projects: Resolvers = {
  Query: {
    projects: (_root, { includeArchived, ...page }, { useCases: { store }, viewer }) => {
      const visibility = visibleProjects(viewer.user);
      const archivedToo = includeArchived ?? false;
      return connection(
        sliceOf(page, BY_AGE),
        (slice) => store.listProjects(visibility, archivedToo, slice),
        (project) => cursorOf({ value: project.createdAt, id: project.id }, BY_AGE),
        () => store.countProjects(visibility, archivedToo),
      );
    },
    project: (_root, { id }, { loaders }) => loaders.project.load(id),
  },
  ProjectConnection: {
    nodes: ({ edges }) => edges.map((edge) => edge.node),
    totalCount: ({ total }) => total(),
  },
  Project: {
    organization: async ({ organizationId }, _args, { loaders }) => {
      const found = await loaders.organization.load(organizationId);
      if (!found) throw notThere('organization', organizationId);
      return found;
    },
    viewerRole: async (project, _args, context) => (await accessOf(project, context)).role,
    viewerIsAdmin: async (project, _args, context) => (await accessOf(project, context)).admin,
    actions: async (project, _args, context) =>
      projectActions(
        project,
        await accessOf(project, context),
        await context.loaders.jobCounts.load(project.id),
      ),
    jobCounts: ({ id }, _args, { loaders }) => loaders.jobCounts.load(id),
    jobs: ({ id }, args, context) => jobConnection({ projectId: id }, args, context),
    propertyDefinitions: ({ id }, _args, { loaders }) => loaders.propertyDefinitions.load(id),
    propertyNames: ({ id }, _args, { useCases }) => useCases.store.propertyNames(id),
    submitters: async ({ id }, _args, { useCases, loaders }) => {
      const ids = await useCases.store.submitters({ projectId: id });
      const users = await Promise.all(ids.map((userId) => loaders.user.load(userId)));
      return users.filter((user) => user !== null);
    },
  },
  Permission: {
    code: (permission) => (permission.allowed ? null : permission.refusal.code),
    message: (permission) => (permission.allowed ? null : permission.refusal.message),
  },
};
