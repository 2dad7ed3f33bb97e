import type { BraketSettings, ProviderSecrets } from '../domain/credential.ts';
import type { CredentialId } from '../domain/job.ts';
import { braketProvider } from './braket.ts';
import { ionqProvider } from './ionq.ts';
import type { Provider } from './provider.ts';
import type { Providers } from './providers.ts';
import type { CallPolicy } from './remote-call.ts';
import { seal, unseal } from './seal.ts';

export interface ProvidersOptions {
  /** 32 bytes; null: secrets can be neither stored nor read. */
  readonly secretKey: Uint8Array | null;
  /** Reads what is stored of credentials. */
  readonly sealedSecrets: (id: CredentialId) => Promise<Uint8Array | null>;
  /** Other addresses than the providers' own: set by whoever runs the server, never by its users. */
  readonly endpoints: { readonly braket?: string; readonly ionq?: string };
  readonly policy?: Partial<CallPolicy>;
}

/**
 * Reads are repeated by the scheduler, which knows what else is due: an adapter repeats them once, for a hiccup.
 */
const READ_ATTEMPTS = 2;

/** @throws Error for an endpoint that is neither https nor on this machine */
export function createProviders(options: ProvidersOptions): Providers {
  const connected = new Map<CredentialId, Provider>();
  const policy = { attempts: READ_ATTEMPTS, ...options.policy };

  const keyed = (): Uint8Array => {
    if (options.secretKey === null) throw new Error('There is no key to seal secrets with.');
    return options.secretKey;
  };
  const stored = async (id: CredentialId): Promise<ProviderSecrets> => {
    const sealed = await options.sealedSecrets(id);
    if (sealed === null) throw new Error(`There are no credentials ${id}.`);
    // What is sealed under an id was written by `seal` below.
    return JSON.parse(unseal(sealed, id, keyed())) as ProviderSecrets;
  };

  return {
    canSeal: options.secretKey !== null,
    seal: (id, secrets) => seal(JSON.stringify(secrets), id, keyed()),
    sealText: (of, secret) => seal(secret, of, keyed()),
    unsealText: (of, sealed) => unseal(sealed, of, keyed()),
    async tryOut(secrets, braket) {
      const provider = open(secrets.provider, braket, async () => secrets);
      try {
        await provider.checkCredentials();
      } finally {
        provider.close();
      }
    },
    of(credential) {
      const known = connected.get(credential.id);
      if (known) return known;
      const fresh = open(credential.provider, credential.braket, () => stored(credential.id));
      connected.set(credential.id, fresh);
      return fresh;
    },
    forget(id) {
      connected.get(id)?.close();
      connected.delete(id);
    },
    close() {
      for (const provider of connected.values()) provider.close();
      connected.clear();
    },
  };

  function open(
    name: ProviderSecrets['provider'],
    braket: BraketSettings | null,
    secrets: () => Promise<ProviderSecrets>,
  ): Provider {
    switch (name) {
      case 'BRAKET': {
        if (braket === null) throw new Error('credentials of Braket have a region and a bucket');
        const endpoint = options.endpoints.braket;
        return braketProvider({
          region: braket.region,
          outputBucket: braket.bucket,
          outputPrefix: braket.prefix,
          credentials: async () => {
            const given = await secrets();
            if (given.provider !== 'BRAKET') throw new Error('these are not secrets of Braket');
            const { accessKeyId, secretAccessKey, sessionToken } = given;
            return { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }) };
          },
          ...(endpoint === undefined ? {} : { endpoint, s3Endpoint: endpoint, allowLoopback: true }),
          policy,
        });
      }
      case 'IONQ': {
        const endpoint = options.endpoints.ionq;
        return ionqProvider({
          apiKey: async () => {
            const given = await secrets();
            if (given.provider !== 'IONQ') throw new Error('these are not secrets of IonQ');
            return given.apiKey;
          },
          ...(endpoint === undefined ? {} : { endpoint, allowLoopback: true }),
          policy,
        });
      }
      default:
        return name satisfies never;
    }
  }
}
