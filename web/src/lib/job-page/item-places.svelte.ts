import { JobItemPlacesDocument, type RemotePartsFragment } from '../graphql/graphql.ts';
import { direct } from '../live/client.ts';
import { whileVisible } from '../targets/while-visible.svelte.ts';

const AGAIN_MS = 5_000;

/** Where an item stands: in a queue here, or at a provider. */
export interface Standing {
  readonly position: number | null;
  readonly remote: RemotePartsFragment | null;
}
/** The standing at the index of each item that waits, runs or is being cancelled. */
type Places = readonly (Standing | undefined)[];

/**
 * Where the open items of a job stand, by the item's index. Places move without the job, so they are asked for
 * again and again while anything is open. Called while a component is made.
 */
export function itemPlaces(
  job: () => { readonly id: string; readonly open: number; readonly version: number },
) {
  let places = $state.raw<Places>([]);
  const id = $derived(job().id);
  const version = $derived(job().version);
  const isOpen = $derived(job().open > 0);
  let isAsking = false;

  async function ask() {
    if (!isOpen || isAsking) return;
    isAsking = true;
    places = (await readPlaces(id)) ?? places;
    isAsking = false;
  }
  $effect(() => {
    if (isOpen && version > 0) void ask();
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
  const places: Standing[] = [];
  for (let after: string | null = null, more = true; more;) {
    const answer: Awaited<ReturnType<typeof readPage>> = await readPage(id, after);
    if (answer.error) return null;
    const page = answer.data?.job?.items;
    for (const { index, queue, remote } of page?.nodes ?? [])
      if (queue || remote) places[index] = { position: queue?.position ?? null, remote };
    after = page?.pageInfo.endCursor ?? null;
    more = page?.pageInfo.hasNextPage ?? false;
  }
  return places;
}

const readPage = (id: string, after: string | null) =>
  direct.query(JobItemPlacesDocument, { id, after }).toPromise();
