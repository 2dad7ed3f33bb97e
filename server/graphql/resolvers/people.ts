import {
  accessToJobsOf,
  administrates,
  maySeeOrganization,
  organizationActions,
  sightOf,
  visibleOrganizations,
} from '../../domain/organizations.ts';
import type { Group, User } from '../../domain/people.ts';
import type { UserScope } from '../../store/people-store.ts';
import type { RequestContext } from '../context.ts';
import { notThere } from '../faults.ts';
import { jobConnection } from '../job-lists.ts';
import type { UserConnectionModel } from '../models.ts';
import { connection, cursorOf, sliceOf, type CursorForm, type PageArguments } from '../pagination.ts';
import type { Resolvers } from '../schema-types.generated.ts';

const USERS: CursorForm = { kind: 'user', value: 'string' };
const ORGANIZATIONS: CursorForm = { kind: 'organization', value: 'string' };

/** A page of the users of a scope that the viewer is known to see. */
function userConnection(
  scope: UserScope,
  list: PageArguments & { readonly search?: string | null | undefined },
  { useCases: { store } }: RequestContext,
): Promise<UserConnectionModel> {
  const search = searchOf(list.search);
  const filter = search === null ? {} : { search };
  return connection(
    sliceOf(list, USERS),
    (slice) => store.listUsers(scope, filter, slice),
    (user) => cursorOf({ value: user.name, id: user.id }, USERS),
    () => store.countUsers(scope, filter),
  );
}

/** What is empty searches for nothing. */
function searchOf(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** How much of a user is told here: where somebody is named, the name at least. */
function sees(user: User, least: 'colleague' | 'all', { viewer }: RequestContext): boolean {
  const sight = sightOf(viewer.user, user, false);
  return sight === 'all' || sight === least;
}

/** Whether the viewer is in a group or looks after it. */
export async function seesGroup(group: Group, { viewer, loaders }: RequestContext): Promise<boolean> {
  if (administrates(viewer.user, group.organizationId)) return true;
  const own = await loaders.groupsOfUser.load(viewer.user.id);
  return own.some((each) => each.id === group.id);
}

export const people: Resolvers = {
  Query: {
    viewer: (_root, _args, { viewer }) => viewer,
    organizations: async (_root, { search, ...page }, { useCases: { store }, viewer, loaders }) => {
      const slice = sliceOf(page, ORGANIZATIONS);
      const text = searchOf(search);
      if (visibleOrganizations(viewer.user) === 'all') {
        return connection(
          slice,
          (wanted) => store.listOrganizations(text, wanted),
          (one) => cursorOf({ value: one.name, id: one.id }, ORGANIZATIONS),
          () => store.countOrganizations(text),
        );
      }
      const own = await loaders.organization.load(viewer.user.organizationId);
      const found =
        own && (text === null || own.name.toLowerCase().includes(text.toLowerCase())) ? [own] : [];
      return connection(
        slice,
        async ({ from }) => (from === null ? found : []),
        (one) => cursorOf({ value: one.name, id: one.id }, ORGANIZATIONS),
        () => found.length,
      );
    },
    organization: (_root, { id }, { viewer, loaders }) =>
      maySeeOrganization(viewer.user, id) ? loaders.organization.load(id) : null,
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
  User: {
    email: (user, _args, context) => (sees(user, 'colleague', context) ? user.email : null),
    isOrganizationAdmin: (user, _args, context) =>
      sees(user, 'colleague', context) ? user.isOrganizationAdmin : null,
    isPlatformAdmin: (user, _args, context) =>
      sees(user, 'colleague', context) ? user.isPlatformAdmin : null,
    status: (user, _args, context) => (sees(user, 'all', context) ? user.status : null),
    priority: (user, _args, context) => (sees(user, 'all', context) ? user.priority : null),
    groups: (user, _args, context) =>
      sees(user, 'all', context) ? context.loaders.groupsOfUser.load(user.id) : null,
    defaultGroup: (user, _args, context) =>
      sees(user, 'all', context) && user.defaultGroupId !== null
        ? context.loaders.group.load(user.defaultGroupId)
        : null,
    organization: ({ organizationId }, _args, { viewer, loaders }) =>
      maySeeOrganization(viewer.user, organizationId) ? loaders.organization.load(organizationId) : null,
  },
  UserConnection: {
    nodes: ({ edges }) => edges.map((edge) => edge.node),
    totalCount: ({ total }) => total(),
  },
  Group: {
    priority: async (group, _args, context) => ((await seesGroup(group, context)) ? group.priority : null),
    members: async (group, args, context) =>
      (await seesGroup(group, context)) ? userConnection({ groupId: group.id }, args, context) : null,
  },
  Organization: {
    // Who shares a project with an organization knows its name, and nothing of its people.
    users: ({ id }, args, context) =>
      maySeeOrganization(context.viewer.user, id)
        ? userConnection({ organizationId: id }, args, context)
        : null,
    groups: async ({ id }, _args, { useCases: { store }, viewer, loaders }) =>
      administrates(viewer.user, id)
        ? store.groupsOfOrganization(id)
        : viewer.user.organizationId === id
          ? loaders.groupsOfUser.load(viewer.user.id)
          : [],
    actions: (organization, _args, { viewer }) => organizationActions(viewer.user, organization),
    jobs: ({ id }, args, context) =>
      accessToJobsOf(id, context.viewer.user) && jobConnection({ organizationId: id }, args, context),
    jobCounts: ({ id }, _args, { viewer, loaders }) =>
      accessToJobsOf(id, viewer.user) && loaders.organizationJobCounts.load(id),
    submitters: async ({ id }, _args, { useCases, viewer, loaders }) => {
      if (!accessToJobsOf(id, viewer.user)) return null;
      const ids = await useCases.store.submitters({ organizationId: id });
      const users = await Promise.all(ids.map((userId) => loaders.user.load(userId)));
      return users.filter((user) => user !== null);
    },
  },
  OrganizationConnection: {
    nodes: ({ edges }) => edges.map((edge) => edge.node),
    totalCount: ({ total }) => total(),
  },
};
