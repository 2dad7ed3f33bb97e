import type { RetryEffect, RetryPreviewPartsFragment } from '../graphql/graphql.ts';

/** What retries of some jobs would do together. */
export interface RetryForecast {
  readonly jobs: number;
  readonly items: readonly { readonly effect: RetryEffect }[];
  readonly needsConfirmation: boolean;
  readonly warnings: readonly string[];
  /** Of the items that were measured; null when none was. */
  readonly cpuSeconds: number | null;
  readonly credits: number;
  readonly possibleDuplicates: number;
  /** Why jobs would be refused, each reason once, with how many it concerns. */
  readonly refusals: readonly { readonly message: string; readonly jobs: number }[];
}

/** What the server says of one job: what would be done, or why nothing. */
export type RetryAnswer =
  { readonly preview: Omit<RetryPreviewPartsFragment, '__typename'> } | { readonly refusal: string };

/** Adds up what was said of each job. */
export function sumOf(answers: readonly RetryAnswer[]): RetryForecast {
  const previews = answers.flatMap((answer) => ('preview' in answer ? [answer.preview] : []));
  const refusals = new Map<string, number>();
  for (const answer of answers)
    if ('refusal' in answer) refusals.set(answer.refusal, (refusals.get(answer.refusal) ?? 0) + 1);
  const measured = previews.flatMap(({ estimatedCpuSeconds }) => estimatedCpuSeconds ?? []);
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  return {
    jobs: previews.length,
    items: previews.flatMap((preview) => preview.items),
    needsConfirmation: previews.some((preview) => preview.needsConfirmation),
    warnings: [...new Set(previews.flatMap((preview) => preview.warnings))],
    cpuSeconds: measured.length === 0 ? null : total(measured),
    credits: total(previews.map((preview) => preview.estimatedCredits)),
    possibleDuplicates: total(previews.map((preview) => preview.possibleDuplicates)),
    refusals: [...refusals].map(([message, jobs]) => ({ message, jobs })),
  };
}
