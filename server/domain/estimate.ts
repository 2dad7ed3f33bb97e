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
 * @param parallel - how many items the target runs side by side; at least 1
 */
export function startEstimate(runSeconds: readonly number[], ahead: number, parallel: number): StartEstimate {
  const samples = runSeconds.length;
  if (samples < LEAST_SAMPLES) return { p50Seconds: null, p90Seconds: null, samples };
  const mean = runSeconds.reduce((sum, one) => sum + one, 0) / samples;
  const variance = runSeconds.reduce((sum, one) => sum + (one - mean) ** 2, 0) / samples;
  const places = Math.max(1, parallel);
  const rounds = ahead / places;
  // 1.2816: the 90th percentile of the standard normal distribution.
  const spread = (1.2816 * Math.sqrt(ahead * variance)) / places;
  return { p50Seconds: rounds * mean, p90Seconds: rounds * mean + spread, samples };
}
