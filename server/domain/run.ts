import { changed, UNCHANGED, type Decision, type ItemStep, type JobSnapshot, type Step } from './change.ts';
import type { ContentId, ErrorDetail, FailureKind, JobItem } from './job.ts';
import type { EngineFailureKind } from './program.ts';
import { payersOf, refusesClaim } from './quota.ts';
import type { Target } from './target.ts';
import type { ItemHappening } from './transitions.ts';
import { isFinal } from './status.ts';

/** After how many lost workers an item is given up (RELIABILITY: "an item that kills its process 3 times"). */
export const MAX_LOSSES = 3;

/**
 * Items begin to run on a worker; each gets a fence of its own. Where a quota of the job's payers is used up they end
 * DEPLETED (RULES: "Checked at submission and again when an item is claimed").
 *
 * @param target - the job's; null: no quota is looked at
 */
export function decideStart(
  snapshot: JobSnapshot,
  workerId: string,
  now: number,
  target: Pick<Target, 'kind'> | null = null,
): Decision {
  const waiting = snapshot.items.filter((item) => item.status === 'QUEUED');
  if (waiting.length === 0) return UNCHANGED;
  const refused = target && refusesClaim(snapshot.quotas ?? [], payersOf(snapshot.job), target, 0, now);
  if (refused) return changed(snapshot, now, [depletion(waiting, refused.message)]);
  return changed(snapshot, now, [
    {
      kind: 'STARTED',
      actor: null,
      message: null,
      items: waiting.map((item) => ({
        index: item.index,
        happening: 'start',
        set: { workerId, fence: item.fence + 1 },
      })),
    },
  ]);
}

/** Items end for want of quota before they have begun. */
function depletion(waiting: readonly JobItem[], message: string): Step {
  const errorDetail: ErrorDetail = { kind: 'QUOTA', text: message, diagnostics: [] };
  const items = waiting.map(({ index }): ItemStep => {
    return { index, happening: 'deplete', set: { message, errorDetail } };
  });
  return { kind: 'FINISHED', actor: null, message: null, items };
}

/** How the run of one item ended. */
export type RunEnding =
  | { readonly kind: 'completed'; readonly resultId: ContentId; readonly cpuSeconds: number }
  | {
      readonly kind: 'failed';
      readonly failure: EngineFailureKind;
      readonly message: string;
      readonly detail: ErrorDetail;
      readonly cpuSeconds: number;
    };

/** A run that ended, told by the worker that held the fence. */
export interface RunReport {
  readonly index: number;
  readonly attempt: number;
  readonly fence: number;
  readonly ending: RunEnding;
}

/** What happens to an item whose run failed this way, and the kind of failure it is told as. */
const ENDINGS: Readonly<Record<EngineFailureKind, { happening: ItemHappening; kind: FailureKind }>> = {
  PROGRAM: { happening: 'fail', kind: 'PROGRAM' },
  LIMIT: { happening: 'fail', kind: 'LIMIT' },
  TIMEOUT: { happening: 'terminate', kind: 'TIMEOUT' },
  CRASH: { happening: 'fail', kind: 'CRASH' },
  // Stopped without a user's cancel: the worker is closing. The item goes back, it keeps its place.
  ABORTED: { happening: 'requeue', kind: 'CRASH' },
};

export function failureKindOf(failure: EngineFailureKind): FailureKind {
  return ENDINGS[failure].kind;
}

/** Whether a crash may be repeated: the item has not yet cost too many processes. */
function mayRepeat(item: JobItem): boolean {
  return item.restarts + 1 < MAX_LOSSES;
}

/**
 * Records how runs of a job's items ended. The first final write of an attempt wins; a report with an old fence,
 * or about an item that is final already, changes nothing and is recorded as ignored.
 */
export function decideReports(snapshot: JobSnapshot, reports: readonly RunReport[], now: number): Decision {
  const items = new Map(snapshot.items.map((item) => [item.index, item]));
  const finished: ItemStep[] = [];
  const requeued: ItemStep[] = [];
  const ignored: RunReport[] = [];
  const told = new Set<number>();
  let cpuSeconds = snapshot.job.cpuSeconds;

  for (const report of reports) {
    const item = items.get(report.index);
    cpuSeconds += report.ending.cpuSeconds;
    if (
      !item ||
      item.fence !== report.fence ||
      item.attempt !== report.attempt ||
      item.status !== 'RUNNING' ||
      told.has(item.index)
    ) {
      ignored.push(report);
      continue;
    }
    told.add(item.index);
    const step = orCancelled(snapshot, stepFor(item, report.ending));
    (step.happening === 'requeue' ? requeued : finished).push(step);
  }
  const steps = [
    ...(finished.length > 0
      ? [{ kind: 'FINISHED' as const, actor: null, message: null, job: { cpuSeconds }, items: finished }]
      : []),
    ...(requeued.length > 0
      ? [
          {
            kind: 'REQUEUED' as const,
            actor: null,
            message: 'The run was interrupted; the items wait again.',
            job: { cpuSeconds },
            items: requeued,
          },
        ]
      : []),
    ...ignored
      .filter((report) => report.ending.kind === 'completed' || report.ending.failure !== 'ABORTED')
      .map((report) => ({
        kind: 'IGNORED' as const,
        actor: null,
        message: `A result of item ${report.index} came too late and changes nothing.`,
        job: { cpuSeconds },
        items: [],
      })),
  ];
  if (steps.length > 0) return changed(snapshot, now, steps);
  // Nothing to tell, but what was stopped (a cancelled item, as a rule) has used CPU time until then.
  if (cpuSeconds === snapshot.job.cpuSeconds) return UNCHANGED;
  const { job } = snapshot;
  return {
    kind: 'change',
    change: {
      before: job,
      job: { ...job, cpuSeconds, updatedAt: Math.max(now, job.updatedAt) },
      items: [],
      events: [],
    },
  };
}

/** An item of a cancelled job never goes back to its queue: what would be put back is cancelled instead. */
function orCancelled(snapshot: JobSnapshot, step: ItemStep): ItemStep {
  if (step.happening !== 'requeue' || snapshot.job.cancellation === null) return step;
  return { index: step.index, happening: 'cancel', set: { ...step.set, message: 'Cancelled.' } };
}

function stepFor(item: JobItem, ending: RunEnding): ItemStep {
  const cpuSeconds = item.cpuSeconds + ending.cpuSeconds;
  if (ending.kind === 'completed') {
    return {
      index: item.index,
      happening: 'complete',
      set: { resultId: ending.resultId, cpuSeconds, message: null },
    };
  }
  const { failure, message, detail } = ending;
  if (failure === 'CRASH' && mayRepeat(item)) {
    return {
      index: item.index,
      happening: 'requeue',
      set: { restarts: item.restarts + 1, cpuSeconds, message: `${message} It will be tried again.` },
    };
  }
  if (failure === 'ABORTED') return { index: item.index, happening: 'requeue', set: { cpuSeconds } };
  const text = failure === 'CRASH' ? `${message} It was tried ${item.restarts + 1} times.` : message;
  return {
    index: item.index,
    happening: ENDINGS[failure].happening,
    set: {
      message: text,
      errorDetail: { ...detail, text: failure === 'CRASH' ? text : detail.text },
      cpuSeconds,
    },
  };
}

/**
 * Puts items back whose worker was lost, or gives them up when that has happened too often.
 *
 * @param workers - the workers that are gone; a worker's id never comes back
 * @param lost - whether they were lost (counts against the item), or stopped in order
 */
export function decideRelease(
  snapshot: JobSnapshot,
  workers: ReadonlySet<string>,
  lost: boolean,
  now: number,
): Decision {
  const held = snapshot.items.filter(
    (item) => item.status === 'RUNNING' && item.workerId !== null && workers.has(item.workerId),
  );
  if (held.length === 0) return UNCHANGED;
  const gaveUp = `Its worker was lost ${MAX_LOSSES} times while it ran; it is not tried again.`;
  const all = held.map((item): ItemStep => {
    const restarts = item.restarts + (lost ? 1 : 0);
    if (!lost || mayRepeat(item)) {
      return orCancelled(snapshot, { index: item.index, happening: 'requeue', set: { restarts } });
    }
    const errorDetail: ErrorDetail = { kind: 'CRASH', text: gaveUp, diagnostics: [] };
    return { index: item.index, happening: 'fail', set: { message: gaveUp, errorDetail } };
  });
  const back = all.filter((step) => step.happening === 'requeue');
  const over = all.filter((step) => step.happening !== 'requeue');
  const message = lost
    ? 'The worker was lost; the items wait again.'
    : 'The worker stopped; the items wait again.';
  return changed(snapshot, now, [
    ...(back.length > 0 ? [{ kind: 'REQUEUED' as const, actor: null, message, items: back }] : []),
    ...(over.length > 0 ? [{ kind: 'FINISHED' as const, actor: null, message: null, items: over }] : []),
  ]);
}

/** Whether a worker should stop what it runs for this item: it was cancelled, or is no longer the worker's. */
export function shouldStop(
  item: JobItem | null,
  held: { readonly attempt: number; readonly fence: number },
): boolean {
  return (
    item === null ||
    isFinal(item.status) ||
    item.fence !== held.fence ||
    item.attempt !== held.attempt ||
    item.status === 'QUEUED'
  );
}
