import type { CallOptions, PreparedRun, Provider, RemoteState } from './provider.ts';

/** What is known about a submission whose answer was lost. */
export type Reconciled =
  | {
      readonly kind: 'accepted';
      readonly state: RemoteState;
      /** Further tasks under the same key; only where duplicates were made. */
      readonly duplicates: readonly RemoteState[];
    }
  /** Nothing is listed under the key yet: wait and ask again; send again only where duplicates were accepted. */
  | { readonly kind: 'not-found' };

/**
 * Finds out what became of a submission after `unknown-outcome` or a restart, without ever making a second task:
 * a provider with tokens is sent the same again, every other one is asked.
 *
 * @param prepared - exactly what was submitted
 * @param key - the key it was submitted under
 * @param since - when the key was stored, in milliseconds since 1970
 * @throws ProviderError as `submit` and `findByKey` do; the outcome is then still unknown
 */
export async function reconcile(
  provider: Provider,
  prepared: PreparedRun,
  key: string,
  since: number,
  options: CallOptions = {},
): Promise<Reconciled> {
  const { idempotency } = provider.capabilities;
  switch (idempotency) {
    case 'token':
      return { kind: 'accepted', state: await provider.submit(prepared, key, options), duplicates: [] };
    case 'client-id':
    case 'search': {
      const [state, ...duplicates] = await provider.findByKey(key, since, options);
      return state === undefined ? { kind: 'not-found' } : { kind: 'accepted', state, duplicates };
    }
    case 'none':
      return { kind: 'not-found' };
    default:
      return idempotency satisfies never;
  }
}
