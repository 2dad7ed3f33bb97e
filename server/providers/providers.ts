import type { BraketSettings, ProviderCredential, ProviderSecrets } from '../domain/credential.ts';
import type { CredentialId } from '../domain/job.ts';
import type { Provider } from './provider.ts';

/** The remote providers under the credentials that are stored. */
export interface Providers {
  /** Whether there is a key to seal secrets with. */
  readonly canSeal: boolean;
  /** Secrets as they are stored. @throws Error when there is no key */
  seal(id: CredentialId, secrets: ProviderSecrets): Uint8Array;
  /** Another secret, sealed with the same key. @throws Error when there is no key */
  sealText(of: string, secret: string): Uint8Array;
  /** @throws CannotUnseal, and Error when there is no key */
  unsealText(of: string, sealed: Uint8Array): string;
  /**
   * Asks the provider whether it takes secrets that are not stored yet.
   *
   * @throws ProviderError when it does not take them, or cannot be asked
   */
  tryOut(secrets: ProviderSecrets, braket: BraketSettings | null): Promise<void>;
  /** The provider under stored credentials, connected once for all who ask. */
  of(credential: ProviderCredential): Provider;
  /** Closes what is connected under credentials that were changed or removed. */
  forget(id: CredentialId): void;
  close(): void;
}
