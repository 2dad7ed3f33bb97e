import type { Context, Viewer } from '../jobs/context.ts';
import type { Channels } from '../live/channels.ts';
import type { Live } from '../live/live.ts';
import type { ContentCache } from './content-cache.ts';
import { createLoaders, type Loaders } from './loaders.ts';

/** What resolvers work with: who asks, what the use cases need, and the loaders of this request. */
export interface RequestContext {
  readonly viewer: Viewer;
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

export function requestContext(shared: Shared, viewer: Viewer, requestId: string): RequestContext {
  const { useCases, live, contents } = shared;
  return { viewer, useCases, live, requestId, loaders: createLoaders(useCases, viewer, contents) };
}
