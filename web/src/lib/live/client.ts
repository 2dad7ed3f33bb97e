import {
  Client,
  fetchExchange,
  mapExchange,
  subscriptionExchange,
  type CombinedError,
  type Exchange,
} from '@urql/core';
import { cache } from './cache.ts';
import { forwardOver } from './forward.ts';
import { NewestJobs } from './newest-jobs.ts';
import { createSocket } from './socket.ts';

type Listener = () => void;
const signedOutListeners = new Set<Listener>();

/** Calls back whenever the server says that nobody is signed in. @returns what ends that */
export function onSignedOut(listener: Listener): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

const signedOut = () => signedOutListeners.forEach((listener) => listener());

/** The server said that nobody is signed in. */
export function isSignedOut(error: CombinedError): boolean {
  const response: unknown = error.response;
  const status = response instanceof Response ? response.status : 0;
  return status === 401 || error.graphQLErrors.some((each) => each.extensions['code'] === 'UNAUTHENTICATED');
}

const { protocol, host } = location;
const socket = createSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/graphql`, signedOut);

const watchSession = mapExchange({
  onError: (error) => {
    if (isSignedOut(error)) signedOut();
  },
});

const clientWith = (exchanges: Exchange[]) =>
  new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: { credentials: 'same-origin' },
    exchanges: [
      watchSession,
      ...exchanges,
      fetchExchange,
      subscriptionExchange({ forwardSubscription: forwardOver(socket) }),
    ],
  });

const newest = new NewestJobs();
const settleJobs = mapExchange({
  onResult: (result) => ({ ...result, data: newest.settle(result.data) }),
});

/** Reads, changes and watches through the normalised cache: what one part learns, all parts show. */
export const client = clientWith([cache(), settleJobs]);

/** Without the cache: for long lists and busy feeds, which hold their own rows and must not grow. */
export const direct = clientWith([]);
