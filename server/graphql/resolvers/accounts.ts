import { administrates } from '../../domain/organizations.ts';
import { createApiToken, revokeApiToken, revokeSession, updateProfile } from '../../jobs/account.ts';
import { inviteUser, resendInvitation, revokeInvitation } from '../../jobs/invitations.ts';
import type { Resolvers } from '../schema-types.generated.ts';

/** The viewer's own account, and who is invited. */
export const accounts: Resolvers = {
  Viewer: {
    scopes: (_viewer, _args, { identity }) => identity.scopes,
    hasPassword: ({ user }, _args, { useCases: { store } }) => store.hasPassword(user.id),
    sessions: ({ user }, _args, { useCases: { store, now } }) => store.sessionsOf(user.id, now()),
    apiTokens: ({ user }, _args, { useCases: { store } }) => store.tokensOf(user.id),
  },
  Session: {
    isCurrent: ({ id }, _args, { identity }) => id === identity.sessionId,
  },
  Organization: {
    invitations: ({ id }, _args, { useCases: { store }, viewer }) =>
      administrates(viewer.user, id) ? store.invitationsOf(id) : null,
  },
  Invitation: {
    groups: async ({ groupIds }, _args, { loaders }) => {
      const groups = await Promise.all(groupIds.map((id) => loaders.group.load(id)));
      return groups.filter((group) => group !== null);
    },
    invitedBy: ({ invitedBy }, _args, { loaders }) =>
      invitedBy === null ? null : loaders.user.load(invitedBy),
    isExpired: ({ expiresAt }, _args, { useCases: { now } }) => expiresAt <= now(),
  },
  Mutation: {
    updateProfile: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await updateProfile(useCases, viewer, input);
      return outcome.ok ? { user: outcome.value, errors: [] } : { user: null, errors: outcome.refusals };
    },
    createApiToken: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await createApiToken(useCases, viewer, {
        ...input,
        expiresInDays: input.expiresInDays ?? null,
      });
      return outcome.ok
        ? { ...outcome.value, errors: [] }
        : { token: null, secret: null, errors: outcome.refusals };
    },
    revokeApiToken: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await revokeApiToken(useCases, viewer, input);
      return outcome.ok
        ? { revokedTokenId: outcome.value.id, errors: [] }
        : { revokedTokenId: null, errors: outcome.refusals };
    },
    revokeSession: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await revokeSession(useCases, viewer, input);
      return outcome.ok
        ? { revokedSessionId: outcome.value.sessionId, errors: [] }
        : { revokedSessionId: null, errors: outcome.refusals };
    },
    inviteUser: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await inviteUser(useCases, viewer, {
        ...input,
        isOrganizationAdmin: input.isOrganizationAdmin ?? false,
        groupIds: input.groupIds ?? [],
      });
      return outcome.ok
        ? { invitation: outcome.value, errors: [] }
        : { invitation: null, errors: outcome.refusals };
    },
    resendInvitation: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await resendInvitation(useCases, viewer, input);
      return outcome.ok
        ? { invitation: outcome.value, errors: [] }
        : { invitation: null, errors: outcome.refusals };
    },
    revokeInvitation: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await revokeInvitation(useCases, viewer, input);
      return outcome.ok
        ? { revokedInvitationId: outcome.value.id, errors: [] }
        : { revokedInvitationId: null, errors: outcome.refusals };
    },
  },
};
