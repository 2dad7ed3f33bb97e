import {
  addGroupMember,
  createGroup,
  deleteGroup,
  removeGroupMember,
  updateGroup,
} from '../../jobs/groups.ts';
import { createOrganization, updateOrganization, updateUser } from '../../jobs/organizations.ts';
import { changeProjectRole } from '../../jobs/project-roles.ts';
import type { Resolvers } from '../schema-types.generated.ts';

export const peopleMutations: Resolvers = {
  Mutation: {
    createOrganization: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await createOrganization(useCases, viewer, input);
      return outcome.ok
        ? { organization: outcome.value, errors: [] }
        : { organization: null, errors: outcome.refusals };
    },
    updateOrganization: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await updateOrganization(useCases, viewer, input);
      return outcome.ok
        ? { organization: outcome.value, errors: [] }
        : { organization: null, errors: outcome.refusals };
    },
    updateUser: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await updateUser(useCases, viewer, {
        userId: input.userId,
        status: input.status ?? undefined,
        isOrganizationAdmin: input.isOrganizationAdmin ?? undefined,
        isPlatformAdmin: input.isPlatformAdmin ?? undefined,
        priority: input.priority ?? undefined,
        // Null takes the default away; what is not given stays.
        defaultGroupId: input.defaultGroupId,
      });
      return outcome.ok ? { user: outcome.value, errors: [] } : { user: null, errors: outcome.refusals };
    },
    createGroup: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await createGroup(useCases, viewer, input);
      return outcome.ok ? { group: outcome.value, errors: [] } : { group: null, errors: outcome.refusals };
    },
    updateGroup: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await updateGroup(useCases, viewer, input);
      return outcome.ok ? { group: outcome.value, errors: [] } : { group: null, errors: outcome.refusals };
    },
    deleteGroup: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await deleteGroup(useCases, viewer, input);
      return outcome.ok
        ? { deletedGroupId: outcome.value.groupId, errors: [] }
        : { deletedGroupId: null, errors: outcome.refusals };
    },
    addGroupMember: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await addGroupMember(useCases, viewer, input);
      return outcome.ok ? { group: outcome.value, errors: [] } : { group: null, errors: outcome.refusals };
    },
    removeGroupMember: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await removeGroupMember(useCases, viewer, input);
      return outcome.ok ? { group: outcome.value, errors: [] } : { group: null, errors: outcome.refusals };
    },
    setProjectRole: async (_root, { input }, { useCases, viewer, loaders }) => {
      const subject = { projectId: input.projectId, ...input.subject };
      const outcome = await changeProjectRole(useCases, viewer, subject, input.role);
      return outcome.ok
        ? { project: await loaders.project.load(input.projectId), errors: [] }
        : { project: null, errors: outcome.refusals };
    },
    removeProjectRole: async (_root, { input }, { useCases, viewer, loaders }) => {
      const subject = { projectId: input.projectId, ...input.subject };
      const outcome = await changeProjectRole(useCases, viewer, subject, null);
      return outcome.ok
        ? { project: await loaders.project.load(input.projectId), errors: [] }
        : { project: null, errors: outcome.refusals };
    },
  },
};
