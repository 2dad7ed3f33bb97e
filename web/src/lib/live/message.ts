import type { CombinedError } from '@urql/core';

/** What went wrong, in a sentence for people. */
export function messageFor(error: CombinedError): string {
  if (error.networkError) return 'The server cannot be reached. What you see may be old.';
  return error.graphQLErrors[0]?.message ?? 'Something went wrong.';
}
