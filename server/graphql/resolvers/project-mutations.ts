import { archiveProject, createProject, deleteProject, updateProject } from '../../jobs/projects.ts';
import { changeProperty, defineProperty, removeProperty } from '../../jobs/properties.ts';
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
    defineProperty: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await defineProperty(useCases, viewer, input);
      return outcome.ok
        ? { project: outcome.value, errors: [] }
        : { project: null, errors: outcome.refusals };
    },
    changeProperty: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await changeProperty(useCases, viewer, input);
      return outcome.ok
        ? { project: outcome.value, errors: [] }
        : { project: null, errors: outcome.refusals };
    },
    removeProperty: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await removeProperty(useCases, viewer, input);
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
