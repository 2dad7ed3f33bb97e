import type { JobStatus } from './status.ts';

export const RETRY_STRATEGIES = ['DEFAULT', 'ALLOW_RESUBMIT', 'FORCE_RESUBMIT', 'FULL_RESTART'] as const;
export type RetryStrategy = (typeof RETRY_STRATEGIES)[number];

/** What a retry does to an item. */
export type RetryEffect = 'RUN_AGAIN' | 'RESYNCHRONISE' | 'SUBMIT' | 'SUBMIT_AGAIN';

/** What a retry would do, before anything happens. */
export interface RetryPreview {
  readonly items: readonly {
    readonly index: number;
    readonly name: string;
    readonly status: JobStatus;
    readonly effect: RetryEffect;
  }[];
  /** It may use quota again or submit twice, so it must be accepted. */
  readonly needsConfirmation: boolean;
  /** What must be accepted, in sentences for people. */
  readonly warnings: readonly string[];
  /** CPU seconds it may use, from the items' last attempts; null where nothing was measured. */
  readonly estimatedCpuSeconds: number | null;
  readonly estimatedCredits: number;
  /** How many remote submissions might be duplicated. */
  readonly possibleDuplicates: number;
}
