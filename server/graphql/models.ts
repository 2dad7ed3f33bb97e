import type { projectActions } from '../domain/actions.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { Refusal } from '../domain/errors.ts';
import type { ItemDelta, Job, JobDefinition, JobId, JobItem, RemoteHandle, TargetId } from '../domain/job.ts';
import type { Organization, Project, User } from '../domain/people.ts';
import type { Delivery, Notification } from '../domain/notification.ts';
import type { NodeReport } from '../jobs/list-nodes.ts';
import type { PageInfo } from './schema-types.generated.ts';

/** What stands behind the types of the API that are no domain type themselves. */

export interface EdgeModel<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** A page of a list. The total is counted only when it is asked for. */
export interface ConnectionModel<Node> {
  readonly edges: readonly EdgeModel<Node>[];
  readonly pageInfo: PageInfo;
  readonly total: () => number | Promise<number>;
}

export type UserEdgeModel = EdgeModel<User>;
export type UserConnectionModel = ConnectionModel<User>;
export type OrganizationEdgeModel = EdgeModel<Organization>;
export type OrganizationConnectionModel = ConnectionModel<Organization>;
export type NotificationEdgeModel = EdgeModel<Notification>;
export type NotificationConnectionModel = ConnectionModel<Notification>;
export type WebhookDeliveryEdgeModel = EdgeModel<Delivery>;
export type WebhookDeliveryConnectionModel = ConnectionModel<Delivery>;
export type AuditEdgeModel = EdgeModel<AuditEntry>;
export type AuditConnectionModel = ConnectionModel<AuditEntry>;
export type ProjectEdgeModel = EdgeModel<Project>;
export type ProjectConnectionModel = ConnectionModel<Project>;
export type JobEdgeModel = EdgeModel<Job>;
export type JobConnectionModel = ConnectionModel<Job>;
export type JobItemEdgeModel = EdgeModel<JobItem>;
export type JobItemConnectionModel = ConnectionModel<JobItem>;

export type ServerNodeModel = NodeReport;

export type ProjectActionsModel = ReturnType<typeof projectActions>;

export interface QueuePositionModel {
  readonly targetId: TargetId;
  readonly ahead: number;
  readonly isLeast: boolean;
}

export type CompileDefinitionModel = Extract<JobDefinition, { type: 'COMPILE' }>;
export type ExecuteDefinitionModel = Extract<JobDefinition, { type: 'EXECUTE' }>;

export interface ItemChangeModel extends ItemDelta {
  readonly jobId: JobId;
}

/** What a provider has of an item, and when it is asked about it next. */
export interface RemoteTaskModel {
  readonly handle: RemoteHandle;
  readonly dueAt: number | null;
}

export interface JobOutcomeModel {
  readonly jobId: JobId;
  readonly job: Job | null;
  readonly refusal: Refusal | null;
}
