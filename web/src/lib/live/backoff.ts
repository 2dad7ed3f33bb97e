/**
 * Milliseconds to wait before the next attempt to connect: doubling from half a second to a quarter of a
 * minute, with up to half of it random, so that many pages do not come back in the same instant.
 *
 * @param attempt how many attempts have failed, from 0
 * @param random from 0 to 1
 */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(15_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
