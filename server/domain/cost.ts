import type { ProgramStatistics } from './program.ts';
import { isHosted, type Target } from './target.ts';

/**
 * Hardware credits of a circuit: `5 + C * (N1q + 10*N2q + 5*Nm) / 5000`.
 * Source: RULES.md "Quotas and cost", after the hardware quantum credit of Quantinuum's user guide.
 *
 * @param statistics - gate counts; `measurements` counts state preparations and measurements together
 * @param shots - how often it runs
 */
export function hardwareCredits(
  statistics: Pick<ProgramStatistics, 'oneQubitGates' | 'twoQubitGates' | 'measurements'>,
  shots: number,
): number {
  const { oneQubitGates, twoQubitGates, measurements } = statistics;
  return 5 + (shots * (oneQubitGates + 10 * twoQubitGates + 5 * measurements)) / 5000;
}

/** The credits a program is estimated to cost on a target; hosted targets cost none. */
export function estimatedCredits(
  target: Pick<Target, 'kind'>,
  statistics: ProgramStatistics,
  shots: number,
): number {
  return isHosted(target) ? 0 : hardwareCredits(statistics, shots);
}
