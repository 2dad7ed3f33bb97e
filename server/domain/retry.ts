import { changed, refused, UNCHANGED, type Decision, type ItemStep, type JobSnapshot } from './change.ts';
import { refusal, type Refusal } from './errors.ts';
import type { Job, JobItem } from './job.ts';
import type { Access } from './people.ts';
import { payersOf, refusesUse } from './quota.ts';
import { isHosted, type Target } from './target.ts';
import { forbids } from './permissions.ts';
import { RETRY_STRATEGIES, type RetryEffect, type RetryPreview, type RetryStrategy } from './retry-plan.ts';
import { FINAL_STATUSES, isFinal, type FinalStatus, type JobStatus } from './status.ts';

/** How to retry. */
export interface RetryRequest {
  readonly itemStatuses: readonly JobStatus[];
  readonly strategy: RetryStrategy;
  readonly acceptDuplicates: boolean;
  readonly reason: string | null;
}

export const DEFAULT_RETRY: RetryRequest = {
  itemStatuses: ['ERROR'],
  strategy: 'DEFAULT',
  acceptDuplicates: false,
  reason: null,
};

const MEMBER_STRATEGIES: readonly RetryStrategy[] = ['DEFAULT', 'FULL_RESTART'];

/** The strategies that somebody may use on this job (RULES: the table under "Retry", column "who"). */
export function retryStrategies(job: Job, access: Access, hosted: boolean): readonly RetryStrategy[] {
  return RETRY_STRATEGIES.filter((strategy) => refusesRetry(job, access, strategy, hosted) === null);
}

/**
 * Whether somebody may have the items re-synchronised that a provider has and that are not final
 * (RULES: "items that are stuck in a non-final state at a provider"). It makes no attempt and submits nothing.
 */
export function mayResynchronise(job: Job, access: Access, hosted: boolean): boolean {
  return !hosted && access.admin && !isFinal(job.status);
}

/** The final statuses that items of this job have: those that a retry may name to some effect. */
export function retryStatuses(job: Job): readonly FinalStatus[] {
  return FINAL_STATUSES.filter((status) => job.counts[status] > 0);
}

/** A retry was accepted, its items are not yet all final again, and nobody has asked to stop it since. */
export function isBeingRetried(job: Job): boolean {
  return job.attempt > 1 && !isFinal(job.status) && job.cancellation === null;
}

/**
 * Why somebody may not retry this job with this strategy; null when they may.
 * A job that is being retried is not refused here: asking again changes nothing.
 */
export function refusesRetry(
  job: Job,
  access: Access,
  strategy: RetryStrategy,
  hosted: boolean,
): Refusal | null {
  const forbidden = forbids(access, 'retry');
  if (forbidden) return forbidden;
  if (!isFinal(job.status)) {
    if (strategy === 'DEFAULT' && mayResynchronise(job, access, hosted)) return null;
    return refusal(
      'JOB_NOT_FINAL',
      `The job "${job.name}" is ${job.status}; it can be retried once it has ended.`,
    );
  }
  if (job.status === 'COMPLETED' && !(access.admin && strategy === 'FULL_RESTART')) {
    return refusal(
      'JOB_STATUS_NOT_ALLOWED',
      `The job "${job.name}" is COMPLETED: there is nothing to retry.${access.admin ? ' An admin may restart it with FULL_RESTART.' : ''}`,
    );
  }
  if (access.admin) return null;
  if (job.type !== 'COMPILE') {
    return refusal(
      'JOB_TYPE_NOT_ALLOWED',
      'Execute jobs are retried by organization admins; run it again as a new job instead.',
    );
  }
  if (job.status !== 'ERROR') {
    return refusal(
      'JOB_STATUS_NOT_ALLOWED',
      `The job "${job.name}" is ${job.status}; members may retry compile jobs in ERROR only.`,
    );
  }
  if (!MEMBER_STRATEGIES.includes(strategy)) {
    return refusal('STRATEGY_NOT_ALLOWED', `The strategy ${strategy} is for organization admins.`, [
      'strategy',
    ]);
  }
  return null;
}

/** What the strategy does to an item (RULES: the table under "Retry"). Null: it leaves it alone. */
export function retryEffect(item: JobItem, strategy: RetryStrategy, hosted: boolean): RetryEffect | null {
  if (hosted) return 'RUN_AGAIN';
  const handle = item.remote?.remoteId ?? null;
  switch (strategy) {
    case 'DEFAULT':
      // A submission whose outcome is unknown is looked up by its key: never a blind second one.
      return item.remote === null ? 'RUN_AGAIN' : 'RESYNCHRONISE';
    case 'ALLOW_RESUBMIT':
      return handle === null ? 'SUBMIT' : 'RESYNCHRONISE';
    case 'FORCE_RESUBMIT':
      return handle === null ? 'SUBMIT' : item.resultId === null ? 'SUBMIT_AGAIN' : null;
    case 'FULL_RESTART':
      return handle === null ? 'SUBMIT' : 'SUBMIT_AGAIN';
    default:
      return strategy satisfies never;
  }
}

/**
 * What a retry would do. The mutation uses this same function, so that it does what the preview said.
 *
 * @param hosted - the job's target runs here
 */
export function planRetry(
  snapshot: JobSnapshot,
  request: Pick<RetryRequest, 'itemStatuses' | 'strategy'>,
  hosted: boolean,
): RetryPreview {
  const { job, items } = snapshot;
  if (!isFinal(job.status)) return planResynchronisation(snapshot);
  const all = request.strategy === 'FULL_RESTART';
  const chosen = items.filter(
    (item) => isFinal(item.status) && (all || request.itemStatuses.includes(item.status)),
  );
  const planned = chosen.flatMap((item) => {
    const effect = retryEffect(item, request.strategy, hosted);
    return effect ? [{ item, effect }] : [];
  });
  const again = planned.filter(({ effect }) => effect !== 'RESYNCHRONISE');
  const completed = again.filter(({ item }) => item.status === 'COMPLETED').length;
  // An intent without a handle: the provider may or may not have it. With a handle: it surely had it.
  const duplicates = planned.filter(
    ({ item, effect }) => effect === 'SUBMIT_AGAIN' || (effect === 'SUBMIT' && item.remote !== null),
  ).length;

  const warnings: string[] = [];
  if (completed > 0)
    warnings.push(
      `${completed} completed ${plural(completed, 'item')} will run again; the earlier results stay readable as attempts.`,
    );
  if (duplicates > 0)
    warnings.push(`${duplicates} ${plural(duplicates, 'item')} may be submitted to the provider twice.`);
  if (request.strategy === 'FULL_RESTART' && planned.length > 0) {
    warnings.push(
      `All ${planned.length} ${plural(planned.length, 'item')} start afresh and use quota again.`,
    );
  }
  if (request.strategy === 'FORCE_RESUBMIT' && planned.length > 0 && duplicates === 0) {
    warnings.push(
      `${planned.length} ${plural(planned.length, 'item')} will be run again and may use quota again.`,
    );
  }
  const measured = again.map(({ item }) => item.cpuSeconds).filter((seconds) => seconds > 0);
  return {
    items: planned.map(({ item, effect }) => ({
      index: item.index,
      name: job.definition.programs[item.index]?.name ?? '',
      status: item.status,
      effect,
    })),
    needsConfirmation: warnings.length > 0,
    warnings,
    estimatedCpuSeconds: measured.length === 0 ? null : measured.reduce((sum, one) => sum + one, 0),
    estimatedCredits: again.reduce((sum, { item }) => sum + (item.remote?.credits ?? item.credits ?? 0), 0),
    possibleDuplicates: duplicates,
  };
}

/** What a retry of a job that has not ended does: it asks about what a provider has, and nothing else. */
function planResynchronisation({ job, items }: JobSnapshot): RetryPreview {
  const chosen = items.filter((item) => item.remote !== null && !isFinal(item.status));
  return {
    items: chosen.map(({ index, status }) => ({
      index,
      name: job.definition.programs[index]?.name ?? '',
      status,
      effect: 'RESYNCHRONISE',
    })),
    needsConfirmation: false,
    warnings: [],
    estimatedCpuSeconds: null,
    estimatedCredits: 0,
    possibleDuplicates: 0,
  };
}

function decideResynchronise(
  snapshot: JobSnapshot,
  access: Access,
  reason: string | null,
  now: number,
): Decision {
  const chosen = new Set(planResynchronisation(snapshot).items.map(({ index }) => index));
  if (chosen.size === 0) {
    // A retry of a job that is being retried changes nothing, wherever its items are.
    if (isBeingRetried(snapshot.job)) return UNCHANGED;
    return refused(
      refusal('NOTHING_TO_RETRY', `No provider has an item of the job "${snapshot.job.name}" now.`),
    );
  }
  const due = snapshot.items.filter((item) => chosen.has(item.index) && (item.dueAt ?? Infinity) > now);
  if (due.length === 0) return UNCHANGED;
  return changed(snapshot, now, [
    {
      kind: 'RESYNCHRONISED',
      actor: access.userId,
      message: reason,
      items: [],
      notes: due.map(({ index }) => ({ index, set: { dueAt: now } })),
    },
  ]);
}

/** Wrong values in a retry's options. */
export function checkRetryRequest(request: Pick<RetryRequest, 'itemStatuses'>): Refusal | null {
  if (request.itemStatuses.length === 0) {
    return refusal('INVALID_INPUT', `Name at least one of ${FINAL_STATUSES.join(', ')}.`, ['itemStatuses']);
  }
  const wrong = request.itemStatuses.find((status) => !isFinal(status));
  return wrong === undefined
    ? null
    : refusal(
        'INVALID_INPUT',
        `${wrong} is not final; only items in ${FINAL_STATUSES.join(', ')} can be retried.`,
        ['itemStatuses'],
      );
}

/**
 * Retries a job. A retry of a job that is being retried changes nothing.
 *
 * @param snapshot - the job with all its items
 */
export function decideRetry(
  snapshot: JobSnapshot,
  access: Access,
  request: RetryRequest,
  target: Pick<Target, 'kind'>,
  now: number,
): Decision {
  const { job } = snapshot;
  const hosted = isHosted(target);
  const forbidden = forbids(access, 'retry');
  if (forbidden) return refused(forbidden);
  const wrong = checkRetryRequest(request);
  if (wrong) return refused(wrong);
  if (request.strategy === 'DEFAULT' && mayResynchronise(job, access, hosted))
    return decideResynchronise(snapshot, access, request.reason, now);
  if (isBeingRetried(job)) return UNCHANGED;
  const no = refusesRetry(job, access, request.strategy, hosted);
  if (no) return refused(no);

  const preview = planRetry(snapshot, request, hosted);
  if (preview.items.length === 0) return refused(nothingToRetry(job, request));
  if (preview.needsConfirmation && !request.acceptDuplicates) {
    return refused({
      ...refusal(
        'CONFIRMATION_REQUIRED',
        `${preview.warnings.join(' ')} Repeat with acceptDuplicates: true to accept it.`,
        ['acceptDuplicates'],
      ),
      preview,
    });
  }
  const tooMuch = refusesAgain(snapshot, preview, target, now);
  if (tooMuch.length > 0) return refused(...tooMuch);
  const keepsHandle = new Set(
    preview.items.filter(({ effect }) => effect === 'RESYNCHRONISE').map(({ index }) => index),
  );
  // A submission that is asked about again is counted once, when its result comes.
  const credits = snapshot.items.reduce(
    (sum, { index, status, remote }) =>
      keepsHandle.has(index) && status === 'COMPLETED' ? sum - (remote?.credits ?? 0) : sum,
    job.credits,
  );
  const retried = preview.items.map(({ index }): ItemStep => ({
    index,
    happening: 'retry',
    ...(keepsHandle.has(index) ? {} : { set: { remote: null } }),
  }));
  return changed(snapshot, now, [
    {
      kind: 'RETRIED',
      actor: access.userId,
      message: request.reason,
      // The trouble told so far may be that of an item that runs again.
      job: { attempt: job.attempt + 1, cancellation: null, errorDetail: null, credits },
      items: retried,
    },
    {
      kind: 'QUEUED',
      actor: null,
      message: null,
      items: retried.map(({ index }) => ({ index, happening: 'queue' })),
    },
  ]);
}

/** Why quotas do not allow what a retry would use again; empty when they do. What is only asked about uses nothing. */
export function refusesAgain(
  { job, quotas = [] }: JobSnapshot,
  preview: RetryPreview,
  target: Pick<Target, 'kind'>,
  now: number,
): readonly Refusal[] {
  if (preview.items.every(({ effect }) => effect === 'RESYNCHRONISE')) return [];
  return refusesUse(quotas, payersOf(job), target, { bytes: 0, credits: preview.estimatedCredits }, now);
}

/** Why there is nothing to retry, with what there is instead. */
export function nothingToRetry(job: Job, request: Pick<RetryRequest, 'itemStatuses' | 'strategy'>): Refusal {
  const named = request.itemStatuses.filter((status) => job.counts[status] > 0);
  if (named.length > 0) {
    return refusal(
      'NOTHING_TO_RETRY',
      `Every item that is ${named.join(' or ')} has its result: ${request.strategy} submits only those without one.`,
      ['strategy'],
    );
  }
  const there = FINAL_STATUSES.filter((status) => job.counts[status] > 0)
    .map((status) => `${job.counts[status]} ${status}`)
    .join(', ');
  return refusal(
    'NOTHING_TO_RETRY',
    `No item is ${request.itemStatuses.join(' or ')}. The job has ${there}: name the statuses to retry.`,
    ['itemStatuses'],
  );
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}
