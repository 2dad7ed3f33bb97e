import { untrack } from 'svelte';
import type { AnyVariables, CombinedError, RequestPolicy, TypedDocumentNode } from '@urql/core';
import { client, direct } from './client.ts';
import { messageFor } from './message.ts';

export interface QueryOptions<Variables> {
  readonly variables: Variables;
  /** Asks nothing while true. */
  readonly pause?: boolean;
  readonly requestPolicy?: RequestPolicy;
  /** Past the cache: for what is large, or a union whose parts have fields of one name and different shape. */
  readonly uncached?: boolean;
}

/**
 * The answer to a query, kept up to date by the cache. Called while a component is made; asks again when the
 * variables change, and keeps the old answer until the new one is there.
 */
export function query<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  options: () => QueryOptions<Variables>,
) {
  let data = $state.raw<Data | undefined>();
  let error = $state.raw<CombinedError | undefined>();
  let isLoading = $state(true);
  const question = $derived(JSON.stringify(options()));
  let asked = $state(0);

  $effect(() => {
    void question;
    const isRepeated = asked > 0;
    const { variables, pause, requestPolicy = 'cache-and-network', uncached = false } = untrack(options);
    if (pause) return;
    isLoading = true;
    const { unsubscribe } = (uncached ? direct : client)
      .query(document, variables, { requestPolicy: isRepeated ? 'network-only' : requestPolicy })
      .subscribe((result) => {
        if (result.data) data = result.data;
        error = result.error;
        isLoading = result.stale && result.data === undefined;
      });
    return unsubscribe;
  });

  return {
    get data() {
      return data;
    },
    get error() {
      return error;
    },
    /** What went wrong, in a sentence; null when nothing did. */
    get message() {
      return error ? messageFor(error) : null;
    },
    /** No answer yet. */
    get isLoading() {
      return isLoading && data === undefined;
    },
    refetch: () => asked++,
  };
}
