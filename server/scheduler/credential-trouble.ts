import type { ProviderCredential } from '../domain/credential.ts';
import type { Store } from '../store/store.ts';

/** Keeps on credentials why their provider does not take them, for those who can mend it. */
export async function noteTrouble(
  store: Pick<Store, 'changeProviderCredential'>,
  { id }: ProviderCredential,
  trouble: string,
): Promise<void> {
  await store.changeProviderCredential(id, (before) => ({ ...before, trouble }));
}
