/** With fewer measured runs than this an estimate would be a guess, and none is given. */
export const LEAST_SAMPLES = 5;

export interface StartEstimate {
  readonly p50Seconds: number | null;
  readonly p90Seconds: number | null;
  /** How many measured runs it rests on. */
  readonly samples: number;
}

/**
 * When a waiting item is likely to start: the items ahead, shared among the parallel places, each taking what
 * recent runs took. The spread of the sum of n independent runs grows with the root of n.
 *
 * @param runSeconds - run times of recent items of the target, in seconds
 * @param ahead - how many items stand before it
 * What runs now keeps its place for what is left of its run: of a run met at a random moment that is
 * (mean² + variance) / (2 · mean) on average (the mean residual life of renewal theory). Places that are free are
 * taken at once.
 *
 * @param parallel - how many items the target runs side by side; at least 1
 * @param running - how many run now
 */
export function startEstimate(
  runSeconds: readonly number[],
  ahead: number,
  parallel: number,
  running = parallel,
): StartEstimate {
  const samples = runSeconds.length;
  if (samples < LEAST_SAMPLES) return { p50Seconds: null, p90Seconds: null, samples };
  const mean = runSeconds.reduce((sum, one) => sum + one, 0) / samples;
  const variance = runSeconds.reduce((sum, one) => sum + (one - mean) ** 2, 0) / samples;
  const places = Math.max(1, parallel);
  const busy = Math.min(Math.max(0, running), places);
  if (ahead + busy < places) return { p50Seconds: 0, p90Seconds: 0, samples };
  const left = mean === 0 ? 0 : (busy * (mean ** 2 + variance)) / (2 * mean);
  // 1.2816: the 90th percentile of the standard normal distribution.
  const spread = (1.2816 * Math.sqrt((ahead + busy / 2) * variance)) / places;
  const wait = (ahead * mean + left) / places;
  return { p50Seconds: wait, p90Seconds: wait + spread, samples };
}

/**
 * How many items wait in a provider's own queue, as it writes it, for example `12` or `>50`; null when it does not
 * say. Of "more than" it is the least.
 */
export function providerQueueLength(text: string | null): number | null {
  const digits = /\d+/.exec(text?.replaceAll(',', '') ?? '')?.[0];
  return digits === undefined ? null : Number(digits);
}
