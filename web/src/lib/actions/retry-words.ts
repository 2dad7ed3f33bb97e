import type { RetryEffect, RetryStrategy } from '../graphql/graphql.ts';

/** What each strategy does, as the rules say it. */
export const STRATEGY: Readonly<Record<RetryStrategy, { readonly label: string; readonly hint: string }>> = {
  DEFAULT: {
    label: 'Standard',
    hint: 'Asks the provider again where it has the item, submits nothing; runs the others again.',
  },
  ALLOW_RESUBMIT: {
    label: 'Submit where nothing is on record',
    hint: 'As standard, and submits to the provider what has no handle.',
  },
  FORCE_RESUBMIT: {
    label: 'Submit again without a result',
    hint: 'Submits again what the provider has but gave no result for.',
  },
  FULL_RESTART: {
    label: 'Full restart',
    hint: 'Treats all items as fresh and redoes everything, completed ones too.',
  },
};

export const EFFECT: Readonly<Record<RetryEffect, string>> = {
  RUN_AGAIN: 'run again here',
  RESYNCHRONISE: 'asked for at the provider, nothing submitted',
  SUBMIT: 'submitted to the provider',
  SUBMIT_AGAIN: 'submitted to the provider again',
};

/** How many items meet which effect, the most frequent first. */
export function effectCounts(
  items: readonly { readonly effect: RetryEffect }[],
): readonly (readonly [RetryEffect, number])[] {
  const counts = new Map<RetryEffect, number>();
  for (const { effect } of items) counts.set(effect, (counts.get(effect) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
