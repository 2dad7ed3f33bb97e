import { PROVIDER_LABEL } from '../credentials/provider-label.ts';
import type { CancellationOutcome, RemotePartsFragment } from '../graphql/graphql.ts';
import { duration } from '../time/format.ts';
import type { Standing } from './item-places.svelte.ts';

/** What became of asking for an item to be stopped, in a word or two. */
export const OUTCOME_LABEL: Readonly<Record<CancellationOutcome, string>> = {
  LET_END: 'Ends by itself',
  ACCEPTED: 'Accepted, not ended yet',
  STOPPED: 'Stopped',
  REFUSED: 'Refused',
  TOO_LATE: 'Too late',
};

type Place = Pick<RemotePartsFragment, 'position' | 'positionIsLeast' | 'waitSeconds'>;

/** Where an item stands in its provider's queue: "3 ahead", "more than 2,000 ahead", "about 3 min". */
export function remotePlace({ position, positionIsLeast, waitSeconds }: Place): string | null {
  if (position !== null)
    return positionIsLeast
      ? `more than ${position.toLocaleString()} ahead`
      : `${position.toLocaleString()} ahead`;
  return waitSeconds === null ? null : `about ${duration(waitSeconds * 1000)}`;
}

/** A place in a queue for a narrow column, and in words; null where none is known. */
export function placeText(
  standing: Standing | undefined,
): { readonly short: string; readonly long: string } | null {
  if (!standing) return null;
  if (standing.position !== null) {
    const place = standing.position.toLocaleString();
    return { short: place, long: `place ${place} in the queue` };
  }
  const { remote } = standing;
  const place = remote && remotePlace(remote);
  if (!remote || !place) return null;
  const short =
    remote.position === null
      ? place.replace('about ', '~')
      : `${remote.positionIsLeast ? '>' : ''}${remote.position.toLocaleString()}`;
  return { short, long: `${place} at ${PROVIDER_LABEL[remote.provider]}` };
}

/** "2 stopped, 1 refused": how often each word occurs, in the order of their first. */
export function countedWords(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word.toLowerCase(), (counts.get(word.toLowerCase()) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}
