import type { GroupId, JobType, OrganizationId, ProjectId, TargetId, UserId } from './job.ts';
import type { JobStatus } from './status.ts';

/** What a property of a job has to be. */
export interface PropertyCondition {
  readonly name: string;
  /** Null takes any. */
  readonly value: string | null;
  /** It is a number, and at least this. */
  readonly min?: number;
  /** It is a number, and at most this. */
  readonly max?: number;
}

/** Which jobs to take. All that is given must hold. */
export interface JobFilter {
  /** The name contains this text, upper and lower case alike; `%` and `_` stand for themselves. */
  readonly name?: string;
  readonly statuses?: readonly JobStatus[];
  readonly types?: readonly JobType[];
  readonly targetIds?: readonly TargetId[];
  /** For lists of an organization; of a project's own jobs all or none match. */
  readonly projectIds?: readonly ProjectId[];
  readonly createdByIds?: readonly UserId[];
  readonly groupIds?: readonly GroupId[];
  /** Has each of these. */
  readonly properties?: readonly PropertyCondition[];
  /** Inclusive. */
  readonly createdFrom?: number;
  /** Exclusive. */
  readonly createdTo?: number;
  readonly updatedFrom?: number;
  readonly updatedTo?: number;
}

export const JOB_ORDER_FIELDS = ['CREATED_AT', 'UPDATED_AT', 'NAME', 'STATUS'] as const;
export interface JobOrder {
  readonly field: (typeof JOB_ORDER_FIELDS)[number];
  readonly direction: 'ASC' | 'DESC';
}
export const NEWEST_FIRST: JobOrder = { field: 'CREATED_AT', direction: 'DESC' };

/** Where a job stands in an order: the value ordered by, then its id. */
export interface JobPosition {
  readonly value: string | number;
  readonly id: string;
}

/** A page of a list: `limit` rows after (or, read backwards, before) a position. */
export interface Slice<Position> {
  readonly limit: number;
  readonly from: Position | null;
  /** Read towards the start of the list. Rows come in the list's order all the same. */
  readonly backwards: boolean;
}

/** All jobs of a project, or of all projects of an organization. */
export type JobOwner = { readonly projectId: ProjectId } | { readonly organizationId: OrganizationId };

/** What lists are of: a project, an organization, or the jobs that rerun a job. */
export type JobScope = JobOwner | { readonly rerunOf: string };
