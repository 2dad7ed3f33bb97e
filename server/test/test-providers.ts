import { createProviders, type ProvidersOptions } from '../providers/connect.ts';
import type { Providers } from '../providers/providers.ts';
import type { Store } from '../store/store.ts';

/** A key to seal secrets with, for tests. */
export const SECRET_KEY = Buffer.alloc(32, 7);

/** The real providers over a store, at other addresses: those of fakes, or of nobody. */
export function testProviders(
  store: Pick<Store, 'sealedSecrets'>,
  options: Partial<ProvidersOptions> = {},
): Providers {
  return createProviders({
    secretKey: SECRET_KEY,
    sealedSecrets: (id) => store.sealedSecrets(id),
    // The discard port: whoever forgets the address of a fake reaches nobody.
    endpoints: { braket: 'http://127.0.0.1:9', ionq: 'http://127.0.0.1:9/v0.4' },
    ...options,
  });
}
