import type { Language, NoiseModel, Diagnostic } from './program.ts';
import type { QueuePlace } from './remote-state.ts';
import { isFinal, JOB_STATUSES, type JobStatus, type StatusCounts, type StatusTimes } from './status.ts';

/** Ids are opaque strings whose prefix names their type, for example `job_01h…`; see `ids.ts`. */
export type JobId = string;
export type ProjectId = string;
export type TargetId = string;
export type UserId = string;
export type OrganizationId = string;
export type GroupId = string;
export type TeamId = string;
export type ProgramId = string;
export type CredentialId = string;
/** The id of stored content: its SHA-256 in hexadecimal. */
export type ContentId = string;

export const JOB_TYPES = ['COMPILE', 'EXECUTE'] as const;
export type JobType = (typeof JOB_TYPES)[number];

/** A program of a job: its text is stored once under `programId`. */
export interface ProgramRef {
  readonly programId: ProgramId;
  readonly name: string;
  readonly language: Language;
}
/** A program to run, and how. */
export interface ExecuteProgramRef extends ProgramRef {
  readonly shots: number;
  readonly seed: number | null;
  /** The most credits it may cost. */
  readonly maxCost: number | null;
  /** Hardware credits it was estimated to cost when it was submitted; absent on hosted targets. */
  readonly estimatedCredits?: number;
}
/** What a job was asked to do. Never changes. */
export type JobDefinition =
  | { readonly type: 'COMPILE'; readonly programs: readonly ProgramRef[] }
  | {
      readonly type: 'EXECUTE';
      readonly programs: readonly ExecuteProgramRef[];
      readonly noise: NoiseModel | null;
      /** The credentials to use at the target's provider; null takes the default of whoever submitted it. */
      readonly credentialId?: CredentialId | null;
    };

export interface Property {
  readonly name: string;
  readonly value: string;
}

/**
 * What became of asking for one item to be stopped:
 * `LET_END` it is not interrupted and ends by itself; `ACCEPTED` the provider will try, it has not ended yet;
 * `STOPPED` it is cancelled; `REFUSED` the provider does not stop it; `TOO_LATE` it ended in another way first.
 */
export const CANCEL_OUTCOMES = ['LET_END', 'ACCEPTED', 'STOPPED', 'REFUSED', 'TOO_LATE'] as const;
export type CancelOutcome = (typeof CANCEL_OUTCOMES)[number];

/** What was asked of a worker or provider about one item, and what came back. */
export interface CancellationRequest {
  readonly itemIndex: number;
  readonly askedOf: string;
  /** When it was first sent to a provider, answered or not; null before, and for what runs here. */
  readonly sentAt: number | null;
  /** Null until there is an answer; it is repeated until then. */
  readonly outcome: CancelOutcome | null;
  /** For people: what came back, or why nothing has come back yet. */
  readonly answer: string | null;
  readonly answeredAt: number | null;
}
/** A wish to stop a job, and what came of it. */
export interface Cancellation {
  readonly requestedBy: UserId;
  readonly requestedAt: number;
  readonly reason: string | null;
  readonly requests: readonly CancellationRequest[];
}

/** Times are milliseconds since 1970 (UTC) everywhere in the domain. */
export interface Job {
  readonly id: JobId;
  readonly projectId: ProjectId;
  readonly organizationId: OrganizationId;
  /** The group it runs under: whose priority and quotas count; null for none. */
  readonly groupId: GroupId | null;
  readonly name: string;
  readonly description: string;
  readonly type: JobType;
  readonly targetId: TargetId;
  readonly status: JobStatus;
  readonly message: string | null;
  readonly errorDetail: string | null;
  /** The version of its last event. */
  readonly version: number;
  /** 1 at first, one more with each retry. */
  readonly attempt: number;
  readonly createdBy: UserId;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly statusTimes: StatusTimes;
  readonly counts: StatusCounts;
  readonly definition: JobDefinition;
  readonly properties: readonly Property[];
  readonly rerunOf: JobId | null;
  /** The cancellation asked for since the last retry. */
  readonly cancellation: Cancellation | null;
  /** CPU time of all attempts, in seconds. */
  readonly cpuSeconds: number;
  /** Hardware credits used. */
  readonly credits: number;
}

/** The kinds of failure of an item. */
export const FAILURE_KINDS = ['PROGRAM', 'LIMIT', 'TIMEOUT', 'CRASH', 'QUOTA', 'PROVIDER'] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** What went wrong with an item, in full. */
export interface ErrorDetail {
  readonly kind: FailureKind;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** An item handed to a provider, or about to be. */
export interface RemoteHandle {
  readonly provider: string;
  readonly credentialId: CredentialId;
  /** The key the submission was made under; stored before the call, one for each attempt that submits. */
  readonly key: string;
  /** When the key was stored: what is submitted under it is younger. */
  readonly keyAt: number;
  /** The run as it was, or is to be, submitted; see `StoredRun`. */
  readonly runId: ContentId;
  /** Hardware credits it is estimated to cost. */
  readonly credits: number;
  /** The provider's id; null while the outcome of the submission is unknown. */
  readonly remoteId: string | null;
  /** The status in the provider's own words, as it was last told. */
  readonly rawStatus: string | null;
  /** When the provider last answered about it. */
  readonly answeredAt: number | null;
  /** Its place in the provider's queue, as it was last told. */
  readonly place: QueuePlace;
  /** How often in a row the provider could not be asked. */
  readonly failures: number;
  /** Why it could not be asked the last time; null when it could. */
  readonly trouble: string | null;
}

/** One program of a job. The current attempt stands in the item itself; earlier ones are `Attempt`s. */
export interface JobItem {
  readonly jobId: JobId;
  /** Its place in the job, from 0. */
  readonly index: number;
  readonly targetId: TargetId;
  readonly status: JobStatus;
  /** Which run this is, from 1. */
  readonly attempt: number;
  /** Grows with each claim; a write with an older one is not accepted. */
  readonly fence: number;
  readonly message: string | null;
  readonly errorDetail: ErrorDetail | null;
  readonly statusTimes: StatusTimes;
  /** When it took its place in the queue: order is by this, then job, then index. Kept when it goes back. */
  readonly queuedAt: number | null;
  /** The result of this attempt. */
  readonly resultId: ContentId | null;
  /** The worker that runs it. */
  readonly workerId: string | null;
  /** How often its worker was lost and it was started again, in this attempt. */
  readonly restarts: number;
  readonly cpuSeconds: number;
  readonly remote: RemoteHandle | null;
  /** When its provider is to be asked about it next; null for what no provider has. */
  readonly dueAt: number | null;
  /** Hardware credits it is estimated to cost at a remote target; null on hosted ones, which cost none. */
  readonly credits: number | null;
}

/** An earlier run of an item, as it ended. */
export interface Attempt {
  readonly number: number;
  readonly status: JobStatus;
  readonly message: string | null;
  readonly errorDetail: ErrorDetail | null;
  readonly statusTimes: StatusTimes;
  readonly resultId: ContentId | null;
  readonly restarts: number;
  readonly cpuSeconds: number;
  readonly remote: RemoteHandle | null;
}

export const EVENT_KINDS = [
  'SUBMITTED',
  'QUEUED',
  'STARTED',
  'REQUEUED',
  'HELD',
  'HANDED_OVER',
  'RESYNCHRONISED',
  'FINISHED',
  'CANCEL_REQUESTED',
  'CANCEL_ANSWERED',
  'RETRIED',
  'UPDATED',
  'IGNORED',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** How one item changed in an event. */
export interface ItemDelta {
  readonly index: number;
  readonly from: JobStatus | null;
  readonly to: JobStatus;
  readonly attempt: number;
  readonly fence: number;
  readonly message: string | null;
}

/** One recorded change of a job, with the job's state right after. */
export interface JobEvent {
  readonly jobId: JobId;
  /** 1, 2, 3 … without a gap. */
  readonly version: number;
  readonly at: number;
  readonly kind: EventKind;
  /** Null when the system did it. */
  readonly actor: UserId | null;
  readonly message: string | null;
  readonly status: JobStatus;
  readonly counts: StatusCounts;
  readonly attempt: number;
  readonly items: readonly ItemDelta[];
}

/** The current attempt of an item, in the form of the earlier ones. */
export function currentAttempt(item: JobItem): Attempt {
  return {
    number: item.attempt,
    status: item.status,
    message: item.message,
    errorDetail: item.errorDetail,
    statusTimes: timesOfAttempt(item),
    resultId: item.resultId,
    restarts: item.restarts,
    cpuSeconds: item.cpuSeconds,
    remote: item.remote,
  };
}

/**
 * When the current attempt entered each status. The item itself keeps the last time of each over all its attempts
 * (RULES: "Each item and job keeps the time at which it last entered each status"); a retry begins an attempt.
 */
function timesOfAttempt({ attempt, status, statusTimes }: JobItem): StatusTimes {
  const begun = statusTimes.RETRYING;
  if (attempt === 1 || begun === undefined) return statusTimes;
  const own = JOB_STATUSES.filter((one) => {
    const time = statusTimes[one];
    // In the same millisecond as the retry stands what the attempt before ended in.
    return time !== undefined && (time > begun || (time === begun && (!isFinal(one) || one === status)));
  });
  return Object.fromEntries(own.map((one) => [one, statusTimes[one]]));
}

/** The contents that an item or attempt names: they stay stored for as long as it does. */
export function contentsOf(one: Pick<Attempt, 'resultId' | 'remote'>): readonly ContentId[] {
  return [one.resultId, one.remote?.runId ?? null].filter((id) => id !== null);
}
