import type { JobId, OrganizationId, ProjectId, TargetId, UserId } from '../domain/job.ts';
import type { JobStatus } from '../domain/status.ts';

/**
 * Word that a job changed. A wake-up, never the truth: what changed is read from the store, so that a notice
 * may be lost, doubled or late without harm.
 */
export interface JobNotice {
  readonly jobId: JobId;
  readonly projectId: ProjectId;
  readonly organizationId: OrganizationId;
  readonly targetId: TargetId;
  /** The version of the job's last event. */
  readonly version: number;
  readonly deleted: boolean;
  /** Items wait that did not wait before: there is something to claim. */
  readonly waiting: boolean;
  /** Items were cancelled that may be running: whoever runs them should look. */
  readonly cancelled: boolean;
  /** A provider should be asked about items of it, now. */
  readonly due: boolean;
  /** The final statuses that items reached, one for each of them. */
  readonly finished: readonly JobStatus[];
}

/** Whether this process published a notice, or another node. Each notice is `HERE` on one node alone. */
export type NoticeOrigin = 'HERE' | 'ELSEWHERE';

export type JobListener = (notices: readonly JobNotice[], from: NoticeOrigin) => void;
/** Called with users whose notifications changed: new ones came, or some were read. */
export type UserListener = (userIds: readonly UserId[]) => void;

/** Word that is about no job. */
export type Word =
  /** Notices may have been lost: whoever watches something should look for itself. */
  | 'missed'
  /** Credentials for providers were added, changed or removed. */
  | 'credentials';

/** Carries notices from whoever committed a change to whoever watches, on all nodes. */
export interface Bus {
  publish(notices: readonly JobNotice[]): void;
  /** @returns the function that ends the subscription */
  subscribe(listener: JobListener): () => void;
  /** Says that the notifications of these users changed. */
  publishTold(userIds: readonly UserId[]): void;
  /** @returns the function that ends it */
  hearTold(listener: UserListener): () => void;
  /** Says a word to all nodes, this one too. */
  say(word: Word): void;
  /** @returns the function that ends it */
  hear(word: Word, listener: () => void): () => void;
  /** Sends what was published, as far as that goes, and lets go of everything. */
  close(): Promise<void>;
}
