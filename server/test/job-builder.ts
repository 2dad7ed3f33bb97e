import { createHash } from 'node:crypto';
import type { Identity } from '../auth/auth.ts';
import type { PreparedContent } from '../domain/content.ts';
import type { Job, JobItem, JobEvent, Property } from '../domain/job.ts';
import type { Organization, Project, User } from '../domain/people.ts';
import { ALL_SCOPES } from '../domain/scopes.ts';
import { SYSTEM_ORIGIN } from '../jobs/context.ts';
import { NO_COUNTS } from '../domain/status.ts';
import { hostedTargets, type Target } from '../domain/target.ts';
import { applySteps, type JobSnapshot, type Step } from '../domain/change.ts';
import type { NewJob, NewProgram, Store } from '../store/store.ts';

/** Values for tests of the store: small, complete and legal. */

export const ORGANIZATION: Organization = { id: 'org_1', name: 'Quantum Lab' };
export const USER: User = {
  id: 'user_1',
  name: 'Ada',
  organizationId: ORGANIZATION.id,
  isOrganizationAdmin: true,
  isPlatformAdmin: true,
  email: null,
  status: 'ACTIVE',
  priority: 5,
  defaultGroupId: null,
  createdAt: 1_000,
};
export const PROJECT: Project = projectOf({ id: 'proj_1', name: 'First project' });
export const TARGETS: readonly Target[] = hostedTargets(24, 100_000);
export const SIMULATOR = 'target_simulator';

export function projectOf(fields: Partial<Project> = {}): Project {
  return {
    id: 'proj_1',
    organizationId: ORGANIZATION.id,
    name: 'Project',
    description: '',
    createdAt: 1_000,
    updatedAt: 1_000,
    archivedAt: null,
    ...fields,
  };
}

/** A user who is nobody's admin. */
export function userOf(fields: Partial<User> = {}): User {
  return { ...USER, isOrganizationAdmin: false, isPlatformAdmin: false, ...fields };
}

/** Somebody as a session of theirs shows them. */
export function identityOf(user: User, more: Partial<Identity> = {}): Identity {
  const viewer = { user, origin: SYSTEM_ORIGIN };
  return { viewer, sessionId: 'session_1', tokenId: null, scopes: ALL_SCOPES, ...more };
}

/** Makes the organization, the user, the project and the hosted targets. */
export async function seed(store: Store): Promise<void> {
  await store.bootstrap({ organization: ORGANIZATION, user: USER, project: PROJECT });
  await store.putTargets(TARGETS);
}

/** A text as a store takes it, without the store. */
export function contentOf(text: string): PreparedContent {
  const bytes = Buffer.from(text, 'utf8');
  return { id: createHash('sha256').update(bytes).digest('hex'), bytes, codec: 'plain', size: bytes.length };
}

export function programOf(source: string, projectId = PROJECT.id): NewProgram {
  const content = contentOf(source);
  const id = createHash('sha256').update(`${projectId} ${content.id}`).digest('hex').slice(0, 26);
  return { id: `prog_${id}`, projectId, name: 'bell', language: 'OPENQASM3', content };
}

export interface JobWishes {
  readonly id: string;
  readonly now?: number;
  readonly items?: number;
  /** Whether the items stand in the queue from the start (default), or are merely submitted. */
  readonly queued?: boolean;
  readonly source?: string;
  readonly properties?: readonly Property[];
  readonly project?: Project;
  /** Of each item, as one of a remote target. */
  readonly credits?: number;
  readonly job?: Partial<
    Pick<Job, 'name' | 'targetId' | 'createdBy' | 'groupId' | 'rerunOf' | 'type' | 'description'>
  >;
}

/** A new job whose items run the same program. */
export function newJob(wishes: JobWishes): NewJob {
  const {
    id,
    now = 1_000,
    items: size = 1,
    project = PROJECT,
    source = 'OPENQASM 3.0; qubit q; h q;',
  } = wishes;
  const program = programOf(source, project.id);
  const targetId = wishes.job?.targetId ?? SIMULATOR;
  const { programId, name, language } = { programId: program.id, ...program };
  const counts = { ...NO_COUNTS, SUBMITTED: size };
  const job: Job = {
    id,
    projectId: project.id,
    organizationId: project.organizationId,
    groupId: null,
    name: `Job ${id}`,
    description: '',
    type: 'EXECUTE',
    targetId,
    status: 'SUBMITTED',
    message: null,
    errorDetail: null,
    version: 1,
    attempt: 1,
    createdBy: USER.id,
    createdAt: now,
    updatedAt: now,
    statusTimes: { SUBMITTED: now },
    counts,
    definition: {
      type: 'EXECUTE',
      noise: null,
      programs: Array.from({ length: size }, () => ({
        programId,
        name,
        language,
        shots: 100,
        seed: 1,
        maxCost: null,
      })),
    },
    properties: wishes.properties ?? [],
    rerunOf: null,
    cancellation: null,
    cpuSeconds: 0,
    credits: 0,
    ...wishes.job,
  };
  const items = Array.from({ length: size }, (_, index): JobItem => ({
    ...submittedItem(id, index, targetId, now),
    credits: wishes.credits ?? null,
  }));
  const submitted: JobEvent = {
    jobId: id,
    version: 1,
    at: now,
    kind: 'SUBMITTED',
    actor: job.createdBy,
    message: null,
    status: 'SUBMITTED',
    counts,
    attempt: 1,
    items: items.map(({ index }) => ({
      index,
      from: null,
      to: 'SUBMITTED',
      attempt: 1,
      fence: 0,
      message: null,
    })),
  };
  if (wishes.queued === false) return { job, items, events: [submitted], programs: [program] };
  const change = applySteps({ job, items }, now, [queueStep(items)]);
  return {
    job: change.job,
    items: change.items.map(({ after }) => after),
    events: [submitted, ...change.events],
    programs: [program],
  };
}

function submittedItem(jobId: string, index: number, targetId: string, now: number): JobItem {
  return {
    jobId,
    index,
    targetId,
    status: 'SUBMITTED',
    attempt: 1,
    fence: 0,
    message: null,
    errorDetail: null,
    statusTimes: { SUBMITTED: now },
    queuedAt: null,
    resultId: null,
    workerId: null,
    restarts: 0,
    cpuSeconds: 0,
    remote: null,
    dueAt: null,
    credits: null,
  };
}

/** Submits a job whose project and target exist. */
export async function submit(store: Store, wishes: JobWishes): Promise<Job> {
  const fresh = newJob(wishes);
  const outcome = await store.submitJob(
    {
      projectId: fresh.job.projectId,
      targetId: fresh.job.targetId,
      sourceId: null,
      programIds: [],
      idempotency: null,
    },
    () => fresh,
  );
  if (outcome.kind !== 'created') throw new Error(`The job was not created but ${outcome.kind}.`);
  return outcome.job;
}

// ---- Steps, as the use cases take them ---------------------------------------------------------------------------

export function queueStep(items: readonly JobItem[]): Step {
  return {
    kind: 'QUEUED',
    actor: null,
    message: null,
    items: items.map(({ index }) => ({ index, happening: 'queue' })),
  };
}

/** A worker takes all items it is shown. */
export function startStep(snapshot: JobSnapshot, workerId: string): Step {
  return {
    kind: 'STARTED',
    actor: null,
    message: null,
    items: snapshot.items.map(({ index, fence }) => ({
      index,
      happening: 'start',
      set: { workerId, fence: fence + 1 },
    })),
  };
}

export function requeueStep(snapshot: JobSnapshot): Step {
  return {
    kind: 'REQUEUED',
    actor: null,
    message: null,
    items: snapshot.items.map(({ index, fence, restarts }) => ({
      index,
      happening: 'requeue',
      set: { fence: fence + 1, restarts: restarts + 1 },
    })),
  };
}

export function completeStep(snapshot: JobSnapshot, resultId: string): Step {
  return {
    kind: 'FINISHED',
    actor: null,
    message: null,
    job: { cpuSeconds: snapshot.job.cpuSeconds + 0.5 * snapshot.items.length },
    items: snapshot.items.map(({ index }) => ({
      index,
      happening: 'complete',
      set: { resultId, cpuSeconds: 0.5 },
    })),
  };
}

export function failStep(snapshot: JobSnapshot, message: string): Step {
  return {
    kind: 'FINISHED',
    actor: null,
    message: null,
    items: snapshot.items.map(({ index }) => ({ index, happening: 'fail', set: { message } })),
  };
}

export function retryStep(snapshot: JobSnapshot): Step {
  return {
    kind: 'RETRIED',
    actor: USER.id,
    message: null,
    job: { attempt: snapshot.job.attempt + 1, cancellation: null },
    items: snapshot.items.map(({ index }) => ({ index, happening: 'retry' })),
  };
}

export function cancelStep(snapshot: JobSnapshot): Step {
  return {
    kind: 'CANCEL_REQUESTED',
    actor: USER.id,
    message: null,
    items: snapshot.items.map(({ index }) => ({ index, happening: 'cancel' })),
  };
}
