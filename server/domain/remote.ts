import { changed, UNCHANGED, type Decision, type ItemStep, type JobSnapshot, type Step } from './change.ts';
import type {
  Cancellation,
  CancelOutcome,
  ContentId,
  CredentialId,
  ErrorDetail,
  FailureKind,
  Job,
  JobItem,
  RemoteHandle,
} from './job.ts';
import { providerTitle } from './credential.ts';
import {
  NO_PLACE,
  type CancelAnswer,
  type ProviderErrorKind,
  type RemoteState,
  type RemoteStatus,
} from './remote-state.ts';
import { isFinal } from './status.ts';
import type { ItemHappening } from './transitions.ts';

/**
 * The life of an item at a remote provider. The provider's answer decides; nothing is ever assumed of it.
 * An item that a provider has, or may have, carries a `RemoteHandle`:
 * intent (key stored, `remoteId` null) → handle (`remoteId` known) → final.
 */

/** How long a submission whose outcome is unknown is looked for before it is given up, in milliseconds. */
export const RECONCILE_MS = 15 * 60_000;
/** An intent older than this is no longer submitted by whoever stored it, but looked for, in milliseconds. */
export const FRESH_INTENT_MS = 10_000;

/** What is to be done about an item now. */
export type RemoteTask =
  /** Its submission has an unknown outcome: find out. */
  | 'reconcile'
  /** Ask for its cancellation. */
  | 'cancel'
  /** Ask how it is. */
  | 'poll'
  /** It is final, or no provider has it. */
  | 'nothing';

/** What to ask a provider about an item. */
export function remoteTask(job: Pick<Job, 'cancellation'>, item: JobItem): RemoteTask {
  if (item.remote === null || isFinal(item.status) || item.status === 'RETRYING') return 'nothing';
  if (item.remote.remoteId === null) return 'reconcile';
  return item.status === 'CANCELLING' && !isAnswered(job.cancellation, item.index) ? 'cancel' : 'poll';
}

/** Whether the provider has answered the cancellation of an item. */
export function isAnswered(cancellation: Cancellation | null, index: number): boolean {
  return cancellation?.requests.some((one) => one.itemIndex === index && one.outcome !== null) ?? false;
}

/** The intent to submit an item: stored before the provider is asked for anything. */
export function intentFor(
  given: {
    readonly provider: string;
    readonly credentialId: CredentialId;
    readonly key: string;
    readonly runId: ContentId;
    readonly credits: number;
  },
  now: number,
): RemoteHandle {
  return {
    ...given,
    keyAt: now,
    remoteId: null,
    rawStatus: null,
    answeredAt: null,
    place: NO_PLACE,
    failures: 0,
    trouble: null,
  };
}

/** What became known about one item, by the attempt and the key it was submitted under. */
export interface RemoteReport {
  readonly index: number;
  readonly attempt: number;
  readonly key: string;
  readonly news: RemoteNews;
}

export type RemoteNews =
  /** The provider has it, and says how it is. For COMPLETED see `completed`. */
  | { readonly kind: 'state'; readonly state: RemoteState }
  /** It completed and its result is fetched. */
  | {
      readonly kind: 'completed';
      readonly state: RemoteState;
      readonly resultId: ContentId;
    }
  /** A cancellation was asked for. */
  | { readonly kind: 'cancel-answer'; readonly answer: CancelAnswer }
  /** A cancellation was asked for and there was no answer. */
  | { readonly kind: 'cancel-unanswered'; readonly message: string }
  /**
   * The provider surely accepted nothing. What waits goes back to its place in the queue here without an event
   * (`Store.noteRemote`); what was cancelled meanwhile is cancelled.
   */
  | { readonly kind: 'withdrawn' }
  /** The provider lists nothing under the key, and has had time enough. */
  | { readonly kind: 'not-found' }
  /** It will never have a result; told by the provider, or found out while asking it. */
  | { readonly kind: 'failed'; readonly failure: RemoteFailure; readonly message: string };

/** `PROVIDER` it failed there; `PROGRAM` it is not taken there; `QUOTA` credits there ran out; `COST` above maxCost. */
export type RemoteFailure = 'PROVIDER' | 'PROGRAM' | 'QUOTA' | 'COST';
const FAILURES: Readonly<Record<RemoteFailure, { happening: ItemHappening; kind: FailureKind }>> = {
  PROVIDER: { happening: 'fail', kind: 'PROVIDER' },
  PROGRAM: { happening: 'fail', kind: 'PROGRAM' },
  QUOTA: { happening: 'deplete', kind: 'QUOTA' },
  COST: { happening: 'terminate', kind: 'LIMIT' },
};

/**
 * What to do when a provider did not take a submission (PROVIDERS: "Error kinds"):
 * `look-for` it may have it: find out, never send again blindly; `wait` nothing was accepted, it goes back to its place
 * in the queue here; `wait-for-device` the same, and nothing goes to the device for a while; or it failed for good.
 */
export type RefusalEffect = 'look-for' | 'wait' | 'wait-for-device' | RemoteFailure;
export const REFUSED_SUBMISSION: Readonly<Record<ProviderErrorKind, RefusalEffect>> = {
  'unknown-outcome': 'look-for',
  auth: 'wait',
  throttled: 'wait',
  transient: 'wait',
  'device-unavailable': 'wait-for-device',
  invalid: 'PROVIDER',
  'not-found': 'PROVIDER',
  conflict: 'PROVIDER',
  quota: 'QUOTA',
};

/** How a submission failed that its provider will never take; null where it may take it yet, or may have taken it. */
export function finalFailure(kind: ProviderErrorKind): RemoteFailure | null {
  const effect = REFUSED_SUBMISSION[kind];
  return effect === 'look-for' || effect === 'wait' || effect === 'wait-for-device' ? null : effect;
}

/** A task that its provider does not know is not given up before: what it lists may lag behind, in milliseconds. */
const UNKNOWN_TASK_MS = 10 * 60_000;

/** Whether a failure to look at an item is its end: its task is gone, or its result is of no form that is known. */
export function isLost(
  task: RemoteTask,
  kind: ProviderErrorKind,
  remote: Pick<RemoteHandle, 'keyAt'>,
  now: number,
): boolean {
  if (task === 'reconcile') return false;
  if (kind === 'not-found') return now - remote.keyAt > UNKNOWN_TASK_MS;
  return task === 'poll' && kind === 'invalid';
}

/** Whether a submission that nobody finds has had time enough to be found. */
export function isGivenUp(remote: Pick<RemoteHandle, 'keyAt'>, now: number): boolean {
  return now - remote.keyAt >= RECONCILE_MS;
}

/** Why an item is not submitted for its price (RULES: "A program may name `maxCost`"); null when it may be. */
export function tooDear(credits: number, maxCost: number | null): string | null {
  return maxCost === null || credits <= maxCost
    ? null
    : `It is estimated to cost ${credits} credits; at most ${maxCost} were allowed, so it was not submitted.`;
}

/** When to ask again about what is not final, in milliseconds since 1970; given the item as it will be. */
export type NextLook = (item: JobItem) => number;

/**
 * Records what providers said of a job's items. News of another attempt or key, and of what is final, change nothing.
 *
 * @param nextLook - when to ask about an item again
 */
export function decideRemote(
  snapshot: JobSnapshot,
  reports: readonly RemoteReport[],
  now: number,
  nextLook: NextLook,
): Decision {
  let { job } = snapshot;
  const items = new Map(snapshot.items.map((item) => [item.index, item]));
  const steps: Step[] = [];
  for (const report of reports) {
    const item = items.get(report.index);
    // The first word about an item counts; what follows is asked for again.
    items.delete(report.index);
    if (!item || item.attempt !== report.attempt || item.remote?.key !== report.key) continue;
    if (isFinal(item.status)) continue;
    const step = stepFor(job, item, report.news, now, nextLook);
    if (step === null) continue;
    steps.push(step);
    job = { ...job, ...step.job };
  }
  return steps.length === 0 ? UNCHANGED : changed(snapshot, now, steps);
}

function stepFor(job: Job, item: JobItem, news: RemoteNews, now: number, nextLook: NextLook): Step | null {
  switch (news.kind) {
    case 'state':
      return stateStep(job, item, news.state, now, nextLook);
    case 'completed':
      return finish(
        job,
        item,
        'complete',
        now,
        {
          remote: seen(item, news.state, now),
          resultId: news.resultId,
          message: null,
        },
        { credits: job.credits + (item.remote?.credits ?? 0) },
      );
    case 'cancel-answer':
      return cancelStep(job, item, news.answer, now, nextLook);
    case 'cancel-unanswered':
      return job.cancellation === null ? null : unanswered(job, job.cancellation, item, news.message, now);
    case 'withdrawn':
      return item.status === 'CANCELLING' && item.remote?.remoteId === null
        ? finish(job, item, 'confirmCancel', now, {
            remote: null,
            message: 'Cancelled before it was submitted.',
          })
        : null;
    case 'not-found':
      return notFoundStep(job, item, titleOf(item.remote), now);
    case 'failed':
      return failStep(job, item, news.failure, news.message, now);
    default:
      return news satisfies never;
  }
}

/** An item's handle, after its provider could not be asked about it. */
export function afterTrouble(remote: RemoteHandle, trouble: string): RemoteHandle {
  return { ...remote, failures: remote.failures + 1, trouble };
}

/** Whether what a provider tells of an item is an event of its job, and not only a note on its handle. */
export function isEvent(job: Pick<Job, 'cancellation'>, item: JobItem, state: RemoteState): boolean {
  if (item.remote?.remoteId === null) return true;
  return state.status !== null && happeningFor(item, state.status, job.cancellation !== null) !== null;
}

/** An item's handle, after the provider has told of it. */
export function seen(item: JobItem, state: RemoteState, now: number): RemoteHandle | null {
  return (
    item.remote && {
      ...item.remote,
      remoteId: item.remote.remoteId ?? state.remoteId,
      rawStatus: state.rawStatus,
      place: state.queue,
      answeredAt: now,
      failures: 0,
      trouble: null,
    }
  );
}

/** What a status that a provider tells does to an item that is not final; null: nothing. */
export function happeningFor(
  item: Pick<JobItem, 'status'>,
  told: RemoteStatus,
  cancelAsked: boolean,
): ItemHappening | null {
  switch (told) {
    case 'SUBMITTED':
    case 'QUEUED':
    case 'CANCELLING':
      return null;
    case 'RUNNING':
      return item.status === 'QUEUED' ? 'start' : null;
    // Only with its result: see `completed`.
    case 'COMPLETED':
      return null;
    case 'ERROR':
      return 'fail';
    case 'CANCELLED':
      if (item.status === 'CANCELLING') return 'confirmCancel';
      // Stopped at the provider, and not by a user of ours.
      return cancelAsked ? 'cancel' : 'terminate';
    case 'TERMINATED':
      return 'terminate';
    case 'DEPLETED':
      return 'deplete';
    default:
      return told satisfies never;
  }
}

function stateStep(
  job: Job,
  item: JobItem,
  state: RemoteState,
  now: number,
  nextLook: NextLook,
): Step | null {
  const remote = seen(item, state, now);
  const happening =
    state.status === null ? null : happeningFor(item, state.status, job.cancellation !== null);
  const isNew = item.remote?.remoteId === null;
  if (happening === null) {
    if (!isNew) return null;
    const where = `${titleOf(remote)} has item ${item.index} as ${state.remoteId}.`;
    return note({ kind: 'HANDED_OVER', message: where }, item, {
      remote,
      message: null,
      dueAt: item.status === 'CANCELLING' ? now : nextLook({ ...item, remote }),
    });
  }
  if (happening === 'start') {
    const running: JobItem = { ...item, status: 'RUNNING', remote, statusTimes: { RUNNING: now } };
    const set = { remote, fence: item.fence + 1, dueAt: nextLook(running) };
    return one('STARTED', { index: item.index, happening, set });
  }
  const message = state.message ?? wordsFor(happening, titleOf(remote));
  const failed = happening === 'fail' || happening === 'terminate' || happening === 'deplete';
  return finish(job, item, happening, now, {
    remote,
    message,
    ...(failed ? { errorDetail: detailOf(happening === 'deplete' ? 'QUOTA' : 'PROVIDER', message) } : {}),
  });
}

function titleOf(remote: RemoteHandle | null): string {
  return providerTitle(remote?.provider ?? '');
}

function wordsFor(happening: ItemHappening, provider: string): string {
  switch (happening) {
    case 'cancel':
    case 'confirmCancel':
      return 'Cancelled.';
    case 'terminate':
      return `${provider} stopped it, and not because of a cancellation from here.`;
    case 'deplete':
      return `Quota or credits at ${provider} ran out.`;
    default:
      return `It failed at ${provider}, which gave no reason.`;
  }
}

function cancelStep(
  job: Job,
  item: JobItem,
  answer: CancelAnswer,
  now: number,
  nextLook: NextLook,
): Step | null {
  if (item.status !== 'CANCELLING' || job.cancellation === null) return null;
  const provider = titleOf(item.remote);
  switch (answer.outcome) {
    // Also after `done` and `already-final` the provider's state is read, never assumed.
    case 'accepted':
    case 'done':
    case 'already-final': {
      const cancellation = answered(job.cancellation, item, 'ACCEPTED', `${provider} accepted it.`, now);
      return note(
        { kind: 'CANCEL_ANSWERED', message: `${provider} accepted the cancellation.`, job: { cancellation } },
        item,
        {
          remote: answer.state === null ? item.remote : seen(item, answer.state, now),
          dueAt: answer.outcome === 'accepted' ? nextLook(item) : now,
        },
      );
    }
    case 'refused': {
      const why = answer.message === null ? `${provider} refuses.` : `${provider} refuses: ${answer.message}`;
      const cancellation = answered(job.cancellation, item, 'REFUSED', why, now);
      const remote = answer.state === null ? item.remote : seen(item, answer.state, now);
      const runs = answer.state?.status === 'RUNNING' || item.statusTimes.RUNNING !== undefined;
      const step: ItemStep = {
        index: item.index,
        happening: runs ? 'refuseCancelRunning' : 'refuseCancelQueued',
        set: { remote, ...(runs ? { fence: item.fence + 1 } : {}), dueAt: nextLook(item) },
      };
      return { ...one('CANCEL_ANSWERED', step, why), job: { cancellation } };
    }
    default:
      return answer.outcome satisfies never;
  }
}

/** The provider did not answer: said once on the cancellation, which stays open. */
function unanswered(
  job: Job,
  cancellation: Cancellation,
  item: JobItem,
  message: string,
  now: number,
): Step | null {
  const before = cancellation.requests.find((one) => one.itemIndex === item.index);
  if (item.status !== 'CANCELLING' || before === undefined || before.sentAt !== null) return null;
  const requests = cancellation.requests.map((one) =>
    one === before ? { ...one, sentAt: now, answer: `${message} It is asked again.` } : one,
  );
  return {
    kind: 'CANCEL_ANSWERED',
    actor: null,
    message: `${message} The cancellation is sent again until there is an answer.`,
    job: { cancellation: { ...cancellation, requests } },
    items: [],
  };
}

function notFoundStep(job: Job, item: JobItem, provider: string, now: number): Step | null {
  if (item.remote?.remoteId !== null) return null;
  if (item.status === 'CANCELLING') {
    return finish(job, item, 'confirmCancel', now, {
      message: `Cancelled: ${provider} knows nothing of its submission.`,
    });
  }
  return failStep(
    job,
    item,
    'PROVIDER',
    `The outcome of its submission is unknown: ${provider} gave no answer and lists nothing under its key. It was not submitted again; an admin may retry it with ALLOW_RESUBMIT.`,
    now,
  );
}

function failStep(job: Job, item: JobItem, failure: RemoteFailure, message: string, now: number): Step {
  const { happening, kind } = FAILURES[failure];
  return finish(job, item, happening, now, { message, errorDetail: detailOf(kind, message) });
}

function detailOf(kind: FailureKind, text: string): ErrorDetail {
  return { kind, text, diagnostics: [] };
}

/** An item ends; a cancellation that was asked for it learns what came of it. */
function finish(
  job: Job,
  item: JobItem,
  happening: ItemHappening,
  now: number,
  set: NonNullable<ItemStep['set']>,
  more: Step['job'] = {},
): Step {
  const stopped = happening === 'confirmCancel' || happening === 'cancel';
  const open = job.cancellation?.requests.find(
    (request) =>
      request.itemIndex === item.index && (request.outcome === null || request.outcome === 'ACCEPTED'),
  );
  const cancellation =
    job.cancellation && open
      ? answered(
          job.cancellation,
          item,
          stopped ? 'STOPPED' : 'TOO_LATE',
          stopped ? (set.message ?? 'Cancelled.') : 'It ended before the cancellation took effect.',
          now,
        )
      : null;
  const step = one(item.status === 'CANCELLING' ? 'CANCEL_ANSWERED' : 'FINISHED', {
    index: item.index,
    happening,
    set,
  });
  return { ...step, job: { ...more, ...(cancellation ? { cancellation } : {}) } };
}

function answered(
  cancellation: Cancellation,
  item: JobItem,
  outcome: CancelOutcome,
  answer: string,
  now: number,
): Cancellation {
  return {
    ...cancellation,
    requests: cancellation.requests.map((one) =>
      one.itemIndex === item.index
        ? { ...one, sentAt: one.sentAt ?? now, outcome, answer, answeredAt: now }
        : one,
    ),
  };
}

function one(kind: Step['kind'], step: ItemStep, message: string | null = null): Step {
  return { kind, actor: null, message, items: [step] };
}

function note(
  {
    kind,
    message,
    job,
  }: { readonly kind: Step['kind']; readonly message: string; readonly job?: Step['job'] },
  item: JobItem,
  set: NonNullable<Step['notes']>[number]['set'],
): Step {
  return {
    kind,
    actor: null,
    message,
    ...(job ? { job } : {}),
    items: [],
    notes: [{ index: item.index, set }],
  };
}

/**
 * Ends an item that waits here and will never be submitted: its device takes no such program, or it costs too much.
 *
 * @param waiting - the item, by the attempt it was looked at in
 */
export function decideNotTaken(
  snapshot: JobSnapshot,
  waiting: Pick<JobItem, 'index' | 'attempt'>,
  failure: RemoteFailure,
  message: string,
  now: number,
): Decision {
  const item = snapshot.items.find(({ index }) => index === waiting.index);
  if (item?.status !== 'QUEUED' || item.attempt !== waiting.attempt || item.remote !== null) return UNCHANGED;
  return changed(snapshot, now, [failStep(snapshot.job, item, failure, message, now)]);
}

/** Says of items that wait here what they wait for besides their turn; once, as long as it stays the same. */
export function decideHeld(
  snapshot: JobSnapshot,
  indexes: ReadonlySet<number>,
  message: string,
  now: number,
): Decision {
  const held = snapshot.items.filter(
    (item) =>
      indexes.has(item.index) && item.status === 'QUEUED' && item.remote === null && item.message !== message,
  );
  if (held.length === 0) return UNCHANGED;
  const notes = held.map(({ index }) => ({ index, set: { message } }));
  return changed(snapshot, now, [{ kind: 'HELD', actor: null, message, items: [], notes }]);
}
