import { JobItemPlacesDocument } from '../graphql/graphql.ts';
import { direct } from '../live/client.ts';
import { whileVisible } from '../targets/while-visible.svelte.ts';

const AGAIN_MS = 5_000;

/** The place in the queue at the index of each waiting item. */
type Places = readonly (number | undefined)[];

/**
 * Where the waiting items of a job stand in their queue, by the item's index. Places move without the job, so
 * they are asked for again and again while anything waits. Called while a component is made.
 */
export function itemPlaces(job: () => { readonly id: string; readonly waiting: number }) {
  let places = $state.raw<Places>([]);
  const id = $derived(job().id);
  const isWaiting = $derived(job().waiting > 0);
  let isAsking = false;

  async function ask() {
    if (!isWaiting || isAsking) return;
    isAsking = true;
    places = (await readPlaces(id)) ?? places;
    isAsking = false;
  }
  $effect(() => {
    if (isWaiting) void ask();
  });
  whileVisible(() => void ask(), AGAIN_MS);

  return {
    get all() {
      return places;
    },
  };
}

/** Null when the server does not answer: then the places are as they were. */
async function readPlaces(id: string): Promise<Places | null> {
  const places: number[] = [];
  for (let after: string | null = null, more = true; more;) {
    const answer: Awaited<ReturnType<typeof readPage>> = await readPage(id, after);
    if (answer.error) return null;
    const page = answer.data?.job?.items;
    for (const { index, queue } of page?.nodes ?? []) if (queue) places[index] = queue.position;
    after = page?.pageInfo.endCursor ?? null;
    more = page?.pageInfo.hasNextPage ?? false;
  }
  return places;
}

const readPage = (id: string, after: string | null) =>
  direct.query(JobItemPlacesDocument, { id, after }).toPromise();
