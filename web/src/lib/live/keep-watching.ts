import { backoff } from './backoff.ts';

/** How one try to watch does. */
export interface Try {
  /** Something came: the next trouble is the first again. */
  readonly works: () => void;
  /** It ended, or was refused: it is begun anew after a pause. */
  readonly ended: () => void;
}

/**
 * Watches something for as long as it is wanted. A lost socket is the affair of the client of the protocol; this begins
 * anew what the server ended or refused, a little later each time.
 *
 * @param begin - begins to watch; answers how that is stopped
 * @returns what ends it
 */
export function keepWatching(begin: (current: Try) => () => void): () => void {
  let tries = 0;
  let stop = (): void => undefined;

  function start(): void {
    let isCurrent = true;
    // Stopping what has ended says once more that it ended, to nobody.
    const end = begin({
      works: () => {
        if (isCurrent) tries = 0;
      },
      ended: () => {
        if (!isCurrent) return;
        isCurrent = false;
        const pause = setTimeout(
          () => {
            end();
            start();
          },
          backoff(tries, Math.random()),
        );
        tries += 1;
        stop = () => {
          clearTimeout(pause);
          end();
        };
      },
    });
    if (!isCurrent) return;
    stop = () => {
      isCurrent = false;
      end();
    };
  }
  start();
  return () => stop();
}
