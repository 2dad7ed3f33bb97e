import { listNodes } from '../../jobs/list-nodes.ts';
import type { Resolvers } from '../schema-types.generated.ts';

export const nodes: Resolvers = {
  Query: {
    nodes: (_root, _args, { useCases, viewer }) => listNodes(useCases, viewer),
  },
  ServerNode: {
    id: ({ node }) => node.id,
    role: ({ node }) => node.role,
    label: ({ node }) => node.label,
    version: ({ node }) => node.version,
    startedAt: ({ node }) => node.startedAt,
    lastSeenAt: ({ node }) => node.seenAt,
    slots: ({ node }) => node.slots,
    targets: async ({ node }, _args, { loaders }) => {
      const found = await Promise.all(node.targetIds.map((id) => loaders.target.load(id)));
      // A node of another version may serve targets that are not known here.
      return found.filter((target) => target !== null);
    },
    runningItems: ({ items }) => items,
  },
};
