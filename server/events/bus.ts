import type { JobId, OrganizationId, ProjectId, TargetId } from '../domain/job.ts';
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

export type JobListener = (notices: readonly JobNotice[]) => void;

/** Carries notices from whoever committed a change to whoever watches, on all nodes. */
export interface Bus {
  publish(notices: readonly JobNotice[]): void;
  /** @returns the function that ends the subscription */
  subscribe(listener: JobListener): () => void;
  close(): Promise<void>;
}
