import type { Identity } from '../auth/auth.ts';
import type { Context, Viewer } from '../jobs/context.ts';
import type { Channels } from '../live/channels.ts';
import type { Live } from '../live/live.ts';
import type { ContentCache } from './content-cache.ts';
import { createLoaders, type Loaders } from './loaders.ts';

/** What resolvers work with: who asks, what the use cases need, and the loaders of this request. */
export interface RequestContext {
  readonly viewer: Viewer;
  /** By what they are known, and what that may do. */
  readonly identity: Identity;
  readonly useCases: Context;
  readonly loaders: Loaders;
  readonly live: Live;
  readonly requestId: string;
}

/** What all requests have in common. */
export interface Shared {
  readonly useCases: Context;
  readonly live: Live;
  readonly channels: Channels;
  readonly contents: ContentCache;
}

export function requestContext(shared: Shared, identity: Identity, requestId: string): RequestContext {
  const { viewer } = identity;
  const { useCases, live, contents } = shared;
  let loaders: Loaders | undefined;
  return {
    viewer,
    identity,
    useCases,
    live,
    requestId,
    // Made when first asked for: subscriptions keep their context as long as they live and load nothing by it.
    get loaders() {
      return (loaders ??= createLoaders(useCases, viewer, contents));
    },
  };
}
