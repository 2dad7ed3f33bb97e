import { untrack } from 'svelte';
import type { TypedDocumentNode } from '@urql/core';
import { client } from './client.ts';
import type { ResumeContext } from './forward.ts';
import { JobFeed, type FeedObserver, type Versioned } from './job-feed.ts';
import { messageFor } from './message.ts';

/**
 * Watches a job while the component lives. The page gives its own document, so that it takes what it shows:
 * `subscription X($jobId: ID!, $after: Int!) { jobStatus(jobId: $jobId, after: $after) { version … job { id … } } }`.
 * The `job` of each event enters the cache, and what is shown from there changes by itself.
 *
 * @param after the last version the page has; 0 for all events
 */
export function watchJob<Event extends Versioned>(
  document: TypedDocumentNode<{ jobStatus: Event }, { jobId: string; after: number }>,
  job: () => { readonly id: string; readonly after: number },
  observer: FeedObserver<Event>,
): void {
  const jobId = $derived(job().id);
  $effect(() => {
    const id = jobId;
    const feed = new JobFeed<Event>(
      (after, sink) => {
        let isEndedByUs = false;
        const context: ResumeContext = {
          resume: () => ({ after: after() }),
          ended: () => isEndedByUs || sink.ended(),
        };
        const source = client.subscription(document, { jobId: id, after: after() }, { ...context });
        const { unsubscribe } = source.subscribe((result) => {
          if (result.error) sink.failed(messageFor(result.error));
          else if (result.data) sink.event(result.data.jobStatus);
        });
        return () => {
          isEndedByUs = true;
          unsubscribe();
        };
      },
      observer,
      // Only where it begins: later versions come through the feed itself.
      untrackedAfter(job),
    );
    feed.start();
    return () => feed.stop();
  });
}

const untrackedAfter = (job: () => { readonly after: number }) => untrack(() => job().after);
