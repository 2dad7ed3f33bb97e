import type { Attempt, EventKind, ItemDelta, Job, JobEvent, JobItem, UserId } from './job.ts';
import { currentAttempt } from './job.ts';
import type { Refusal } from './errors.ts';
import type { QuotaStanding } from './quota.ts';
import { isFinal, jobStatusOf, type JobStatus, type StatusTimes } from './status.ts';
import { statusAfter, type ItemHappening } from './transitions.ts';

/** What is stored of a job: the job and the items that were asked for. */
export interface JobSnapshot {
  readonly job: Job;
  readonly items: readonly JobItem[];
  /** The quotas of the job's payers, where they were asked for. */
  readonly quotas?: readonly QuotaStanding[];
}

/** An item as it was and as it shall be. */
export interface ItemWrite {
  readonly before: JobItem;
  readonly after: JobItem;
  /** The attempt that ended and shall stay readable, when a new one begins. */
  readonly archived: Attempt | null;
}

/** What is to be written, all or nothing: the job's new row, the changed items, and one event per version. */
export interface JobChange {
  readonly before: Job;
  readonly job: Job;
  readonly items: readonly ItemWrite[];
  readonly events: readonly JobEvent[];
}

/** What a rule says to a command. */
export type Decision =
  | { readonly kind: 'change'; readonly change: JobChange }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

export const UNCHANGED: Decision = { kind: 'unchanged' };

export function refused(...refusals: readonly Refusal[]): Decision {
  return { kind: 'refused', refusals };
}

/** Something that happens to one item, and what else becomes of it. */
export interface ItemStep {
  readonly index: number;
  readonly happening: ItemHappening;
  /** Fields to set besides the status. */
  readonly set?: Partial<
    Pick<
      JobItem,
      | 'message'
      | 'errorDetail'
      | 'resultId'
      | 'workerId'
      | 'restarts'
      | 'cpuSeconds'
      | 'remote'
      | 'dueAt'
      | 'fence'
      | 'queuedAt'
    >
  >;
}

/** One event to be: what happened, who did it, and the items it concerns. */
export interface Step {
  readonly kind: EventKind;
  readonly actor: UserId | null;
  readonly message: string | null;
  /**
   * Fields of the job to set; its status, counts, times, message and version follow from the items.
   * `errorDetail: null` forgets the trouble told so far, so that it is told anew from the items at hand.
   */
  readonly job?: Partial<
    Pick<
      Job,
      'attempt' | 'cancellation' | 'description' | 'properties' | 'cpuSeconds' | 'credits' | 'errorDetail'
    >
  >;
  readonly items: readonly ItemStep[];
  /** What becomes known of items whose status stays as it is. */
  readonly notes?: readonly ItemNote[];
}

/** Something that becomes known of an item without a change of its status. */
export interface ItemNote {
  readonly index: number;
  readonly set: Partial<Pick<JobItem, 'remote' | 'dueAt' | 'message'>>;
}

/** Thrown for a step that the table of transitions does not know: a defect of the caller, never an answer. */
export class IllegalTransition extends Error {
  override readonly name = 'IllegalTransition';
}

/**
 * Applies steps to what is stored, in order; each becomes one event.
 *
 * @throws IllegalTransition when an item cannot take its step
 */
export function applySteps(snapshot: JobSnapshot, now: number, steps: readonly Step[]): JobChange {
  let job = snapshot.job;
  const writes = new Map<number, { before: JobItem; after: JobItem; archived: Attempt | null }>();
  const items = new Map(snapshot.items.map((item) => [item.index, item]));
  const events: JobEvent[] = [];

  for (const step of steps) {
    const counts = { ...job.counts };
    const deltas: ItemDelta[] = [];
    for (const { index, happening, set } of step.items) {
      const before = items.get(index);
      const to = before && statusAfter(before.status, happening);
      if (!before || !to) {
        throw new IllegalTransition(
          `item ${index} of ${job.id} is ${before?.status ?? 'not loaded'}: it cannot ${happening}`,
        );
      }
      const after = itemAfter(before, happening, to, set ?? {}, now);
      const write = writes.get(index);
      const archived = happening === 'retry' ? currentAttempt(before) : null;
      if (write) {
        write.after = after;
        write.archived ??= archived;
      } else writes.set(index, { before, after, archived });
      items.set(index, after);
      counts[before.status] -= 1;
      counts[to] += 1;
      deltas.push({
        index,
        from: before.status,
        to,
        attempt: after.attempt,
        fence: after.fence,
        message: after.message,
      });
    }
    for (const { index, set } of step.notes ?? []) {
      const before = items.get(index);
      if (!before) throw new IllegalTransition(`item ${index} of ${job.id} is not loaded`);
      const after = { ...before, ...set };
      const write = writes.get(index);
      if (write) write.after = after;
      else writes.set(index, { before, after, archived: null });
      items.set(index, after);
    }
    job = jobAfter({ ...job, ...step.job }, counts, items, now);
    events.push({
      jobId: job.id,
      version: job.version,
      at: now,
      kind: step.kind,
      actor: step.actor,
      message: step.message,
      status: job.status,
      counts,
      attempt: job.attempt,
      items: deltas,
    });
  }
  return { before: snapshot.job, job, items: [...writes.values()], events };
}

/** `applySteps` as a decision. */
export function changed(snapshot: JobSnapshot, now: number, steps: readonly Step[]): Decision {
  return { kind: 'change', change: applySteps(snapshot, now, steps) };
}

function itemAfter(
  item: JobItem,
  happening: ItemHappening,
  to: JobStatus,
  set: NonNullable<ItemStep['set']>,
  now: number,
): JobItem {
  const fresh: Partial<JobItem> =
    happening === 'retry'
      ? {
          attempt: item.attempt + 1,
          message: null,
          errorDetail: null,
          resultId: null,
          restarts: 0,
          cpuSeconds: 0,
          queuedAt: null,
        }
      : {};
  const next: JobItem = { ...item, ...fresh, ...set, status: to };
  return {
    ...next,
    workerId: to === 'RUNNING' ? next.workerId : null,
    // What a provider has is looked at at once when its status changes, unless the step says when.
    dueAt: isFinal(to) || next.remote === null ? null : (set.dueAt ?? now),
    queuedAt: to === 'QUEUED' ? (next.queuedAt ?? now) : next.queuedAt,
    statusTimes: withTime(next.statusTimes, to, now),
  };
}

function jobAfter(job: Job, counts: Job['counts'], items: ReadonlyMap<number, JobItem>, now: number): Job {
  const status = jobStatusOf(counts, job.cancellation !== null);
  const trouble = troubleOf(status, counts, items, job);
  return {
    ...job,
    counts,
    status,
    ...trouble,
    version: job.version + 1,
    updatedAt: Math.max(now, job.updatedAt),
    statusTimes: status === job.status ? job.statusTimes : withTime(job.statusTimes, status, now),
  };
}

/** The job's message: how many items went wrong, and the first that did. */
function troubleOf(
  status: JobStatus,
  counts: Job['counts'],
  items: ReadonlyMap<number, JobItem>,
  job: Job,
): Pick<Job, 'message' | 'errorDetail'> {
  const bad = counts.ERROR + counts.TERMINATED + counts.DEPLETED;
  if (bad === 0) {
    const stopped = status === 'CANCELLED' || status === 'CANCELLING';
    return { message: stopped ? (job.cancellation?.reason ?? null) : null, errorDetail: null };
  }
  // Not all items are loaded: what is known from before stands until something went wrong among those that are.
  const worst = [...items.values()]
    .filter((item) => FAILED.has(item.status))
    .sort((a, b) => a.index - b.index)[0];
  const detail =
    job.errorDetail ??
    (worst ? `${nameOf(job, worst)}: ${worst.errorDetail?.text ?? worst.message ?? ''}` : null);
  const total = job.definition.programs.length;
  if (total === 1)
    return { message: worst?.message ?? job.message, errorDetail: worst?.errorDetail?.text ?? detail };
  return {
    message: `${bad} of ${total} items failed. ${detail?.split('\n')[0] ?? ''}`.trim(),
    errorDetail: detail,
  };
}

const FAILED: ReadonlySet<JobStatus> = new Set(['ERROR', 'TERMINATED', 'DEPLETED']);

function nameOf(job: Job, item: JobItem): string {
  return job.definition.programs[item.index]?.name ?? `item ${item.index}`;
}

function withTime(times: StatusTimes, status: JobStatus, now: number): StatusTimes {
  return { ...times, [status]: now };
}
