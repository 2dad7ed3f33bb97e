import { signOut } from '../session/session.ts';
import { toasts } from '../ui/toasts.svelte.ts';

/** Signs out, or says that it could not. */
export async function leave(): Promise<void> {
  const failure = await signOut();
  if (failure) toasts.show('error', failure);
}
