import { archiveProject, createProject, deleteProject, updateProject } from '../../jobs/projects.ts';
import type { Resolvers } from '../schema-types.generated.ts';

export const projectMutations: Resolvers = {
  Mutation: {
    createProject: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await createProject(useCases, viewer, {
        name: input.name,
        description: input.description ?? '',
      });
      return outcome.ok
        ? { project: outcome.value, errors: [] }
        : { project: null, errors: outcome.refusals };
    },
    updateProject: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await updateProject(useCases, viewer, input);
      return outcome.ok
        ? { project: outcome.value, errors: [] }
        : { project: null, errors: outcome.refusals };
    },
    archiveProject: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await archiveProject(useCases, viewer, input);
      return outcome.ok
        ? { project: outcome.value, errors: [] }
        : { project: null, errors: outcome.refusals };
    },
    deleteProject: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await deleteProject(useCases, viewer, input);
      return outcome.ok
        ? { deletedProjectId: outcome.value.projectId, errors: [] }
        : { deletedProjectId: null, errors: outcome.refusals };
    },
  },
};
