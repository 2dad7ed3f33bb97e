import { PROVIDER_NAMES, refusesCredentialChange, type ProviderName } from '../../domain/credential.ts';
import {
  addProviderCredential,
  checkProviderCredential,
  removeProviderCredential,
  updateProviderCredential,
  usableCredentials,
} from '../../jobs/provider-credentials.ts';
import type { Outcome } from '../../jobs/context.ts';
import type { ProviderCredential } from '../../domain/credential.ts';
import type { Resolvers } from '../schema-types.generated.ts';

/** A provider's name out of the store, which holds only those there are adapters for. */
function providerOf(name: string): ProviderName {
  const known = PROVIDER_NAMES.find((one) => one === name);
  if (!known) throw new Error(`the store holds something of the provider ${name}, which is not known`);
  return known;
}

const payload = (outcome: Outcome<ProviderCredential>) =>
  outcome.ok ? { credential: outcome.value, errors: [] } : { credential: null, errors: outcome.refusals };

/** What concerns remote providers: credentials, and what they have of jobs. */
export const remote: Resolvers = {
  Query: {
    providerCredentials: (_root, _args, { useCases, viewer }) => usableCredentials(useCases, viewer),
  },
  Mutation: {
    addProviderCredential: async (_root, { input }, { useCases, viewer }) =>
      payload(
        await addProviderCredential(useCases, viewer, { ...input, makeDefault: input.makeDefault ?? false }),
      ),
    updateProviderCredential: async (_root, { input }, { useCases, viewer }) =>
      payload(
        await updateProviderCredential(useCases, viewer, {
          ...input,
          makeDefault: input.makeDefault ?? false,
        }),
      ),
    checkProviderCredential: async (_root, { input }, { useCases, viewer }) =>
      payload(await checkProviderCredential(useCases, viewer, input)),
    removeProviderCredential: async (_root, { input }, { useCases, viewer }) => {
      const outcome = await removeProviderCredential(useCases, viewer, input);
      return outcome.ok
        ? { removedCredentialId: outcome.value.credentialId, errors: [] }
        : { removedCredentialId: null, errors: outcome.refusals };
    },
  },
  ProviderCredential: {
    owner: ({ userId }) => (userId === null ? 'ORGANIZATION' : 'USER'),
    createdBy: ({ createdBy }, _args, { loaders }) => loaders.user.load(createdBy),
    manage: (credential, _args, { viewer }) => {
      const no = refusesCredentialChange(credential, viewer.user);
      return no ? { allowed: false, refusal: no } : { allowed: true };
    },
  },
  TargetDevice: {
    provider: ({ provider }) => providerOf(provider),
  },
  RemoteTask: {
    provider: ({ handle }) => providerOf(handle.provider),
    remoteId: ({ handle }) => handle.remoteId,
    submittedAt: ({ handle }) => handle.keyAt,
    rawStatus: ({ handle }) => handle.rawStatus,
    answeredAt: ({ handle }) => handle.answeredAt,
    nextLookAt: ({ dueAt }) => dueAt,
    position: ({ handle }) => handle.place.position,
    positionIsLeast: ({ handle }) => handle.place.atLeast,
    waitSeconds: ({ handle }) => (handle.place.waitMs === null ? null : handle.place.waitMs / 1000),
    trouble: ({ handle }) => handle.trouble,
  },
};
