import type { JobSnapshot } from './change.ts';
import type { Cancellation, ErrorDetail, Job, JobDefinition, JobItem, JobType, RemoteHandle } from './job.ts';
import type { Access, Project, ProjectRole, User } from './people.ts';
import { JOB_STATUSES, NO_COUNTS, jobStatusOf, type JobStatus, type StatusCounts } from './status.ts';
import { hostedTargets, type Target } from './target.ts';

/** Jobs, people and places for the tests of the rules. */

export const T0 = 1_700_000_000_000;

export const PROJECT: Project = {
  id: 'proj_1',
  organizationId: 'org_1',
  name: 'Chemistry',
  description: '',
  createdAt: T0,
  updatedAt: T0,
  archivedAt: null,
};
export const ARCHIVED: Project = { ...PROJECT, archivedAt: T0 };

/** Somebody with a role in the project, who administrates nothing else. */
export function member(role: ProjectRole): Access {
  return { userId: `user_${role.toLowerCase()}`, role, admin: false };
}
/** An organization admin of the project's organization, or a platform admin. */
export const ADMIN: Access = { userId: 'user_admin', role: 'ADMINISTRATOR', admin: true };
export const CONTRIBUTOR = member('CONTRIBUTOR');
export const READER = member('READER');

export function targetNamed(name: string): Target {
  const target = hostedTargets(24, 100_000).find((one) => one.name === name);
  if (!target) throw new Error(`there is no hosted target ${name}`);
  return target;
}
export const SIMULATOR = targetNamed('Simulator');
export const COMPILER = targetNamed('QIR Base');
export const QPU: Target = {
  ...SIMULATOR,
  id: 'target_qpu',
  name: 'QPU',
  kind: 'REMOTE',
  maxQubits: 20,
  maxShots: null,
};

/** A provider's id is on record. */
export const HANDLE: RemoteHandle = {
  provider: 'acme',
  credentialId: 'cred_1',
  key: 'key-1',
  keyAt: T0,
  runId: 'sha-run',
  credits: 5.5,
  remoteId: 'task-1',
  rawStatus: null,
  answeredAt: null,
  place: { position: null, atLeast: false, waitMs: null },
  failures: 0,
  trouble: null,
};
/** A submission was begun, and nobody knows whether the provider has it. */
export const INTENT: RemoteHandle = { ...HANDLE, remoteId: null };

export function definitionWith(type: JobType, count: number): JobDefinition {
  const programs = Array.from({ length: count }, (_, index) => ({
    programId: `prog_${index}`,
    name: `program ${index}`,
    language: 'OPENQASM2' as const,
  }));
  return type === 'COMPILE'
    ? { type, programs }
    : {
        type,
        noise: null,
        programs: programs.map((one) => ({ ...one, shots: 10, seed: null, maxCost: null })),
      };
}

export function detail(text: string): ErrorDetail {
  return { kind: 'PROGRAM', text, diagnostics: [] };
}

export function anItem(status: JobStatus, more: Partial<JobItem> = {}): JobItem {
  const failed = status === 'ERROR' || status === 'TERMINATED' || status === 'DEPLETED';
  return {
    jobId: 'job_1',
    index: 0,
    targetId: SIMULATOR.id,
    status,
    attempt: 1,
    fence: 1,
    message: failed ? `item ${more.index ?? 0} is ${status}` : null,
    errorDetail: failed ? detail(`why item ${more.index ?? 0} is ${status}`) : null,
    statusTimes: { [status]: T0 },
    queuedAt: T0,
    resultId: status === 'COMPLETED' ? 'sha-old' : null,
    workerId: status === 'RUNNING' && !more.remote ? 'worker-1' : null,
    restarts: 0,
    cpuSeconds: 0,
    remote: null,
    dueAt: null,
    credits: null,
    ...more,
  };
}

export function countsOf(statuses: readonly JobStatus[]): StatusCounts {
  return statuses.reduce<StatusCounts>(
    (counts, status) => ({ ...counts, [status]: counts[status] + 1 }),
    NO_COUNTS,
  );
}

export const CANCELLATION: Cancellation = {
  requestedBy: 'user_contributor',
  requestedAt: T0,
  reason: null,
  requests: [],
};

/** A job with one item for each of the given; status and counts follow from them. */
export function jobWith(
  type: JobType,
  parts: readonly (JobStatus | Partial<JobItem>)[],
  more: Partial<Job> = {},
): JobSnapshot {
  const items = parts.map((part, index) =>
    typeof part === 'string' ? anItem(part, { index }) : anItem(part.status ?? 'QUEUED', { ...part, index }),
  );
  const counts = countsOf(items.map((item) => item.status));
  const status = jobStatusOf(counts, (more.cancellation ?? null) !== null);
  const job: Job = {
    id: 'job_1',
    projectId: PROJECT.id,
    organizationId: PROJECT.organizationId,
    groupId: null,
    name: 'Bell',
    description: '',
    type,
    targetId: type === 'COMPILE' ? COMPILER.id : SIMULATOR.id,
    status,
    message: null,
    errorDetail: null,
    version: 2,
    attempt: 1,
    createdBy: 'user_contributor',
    createdAt: T0,
    updatedAt: T0,
    statusTimes: { [status]: T0 },
    counts,
    definition: definitionWith(type, items.length),
    properties: [],
    rerunOf: null,
    cancellation: null,
    cpuSeconds: 0,
    credits: 0,
    ...more,
  };
  return { job, items };
}

/** The statuses of `among` as they stand in the enum's table. */
export function inOrder(among: Iterable<JobStatus>): readonly JobStatus[] {
  const set = new Set(among);
  return JOB_STATUSES.filter((status) => set.has(status));
}

/** A user of the samples' organization who is nobody's admin. */
export function aUser(more: Partial<User> = {}): User {
  return {
    id: 'user_1',
    name: 'Ada',
    email: null,
    organizationId: PROJECT.organizationId,
    isOrganizationAdmin: false,
    isPlatformAdmin: false,
    status: 'ACTIVE',
    priority: 5,
    defaultGroupId: null,
    createdAt: T0,
    ...more,
  };
}
