import { notThere } from '../faults.ts';
import type { Resolvers } from '../schema-types.generated.ts';

export const people: Resolvers = {
  Query: {
    viewer: (_root, _args, { viewer }) => viewer,
  },
  Viewer: {
    user: ({ user }) => user,
    organization: async ({ user }, _args, { loaders }) => {
      const found = await loaders.organization.load(user.organizationId);
      if (!found) throw notThere('organization', user.organizationId);
      return found;
    },
    isOrganizationAdmin: ({ user }) => user.isOrganizationAdmin,
    isPlatformAdmin: ({ user }) => user.isPlatformAdmin,
  },
};
