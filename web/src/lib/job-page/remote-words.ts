import type { CancellationOutcome, Provider, RemotePartsFragment } from '../graphql/graphql.ts';
import { duration } from '../time/format.ts';
import type { Standing } from './item-places.svelte.ts';

/** How people write the providers. */
export const PROVIDER_LABEL: Readonly<Record<Provider, string>> = { BRAKET: 'AWS Braket', IONQ: 'IonQ' };

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
