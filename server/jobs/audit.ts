import { auditEntry, type AuditAction, type AuditState, type Deed } from '../domain/audit.ts';
import type { Job } from '../domain/job.ts';
import type { Project } from '../domain/people.ts';
import type { Context, Viewer } from './context.ts';

/**
 * Does one write of the store and keeps in the audit, in the same transaction, what was done.
 *
 * @param write - calls one writing method of the store
 * @param deed - what its answer means; null for what was refused or changed nothing
 */
export function audited<Answer>(
  ctx: Pick<Context, 'store' | 'now' | 'newId'>,
  viewer: Viewer,
  write: () => Promise<Answer>,
  deed: (answer: Answer) => Deed | null,
): Promise<Answer> {
  return ctx.store.audited(write, (answer) => {
    const told = deed(answer);
    if (told === null) return [];
    return [auditEntry(ctx.newId('AuditEntry'), ctx.now(), viewer.user, viewer.origin, told)];
  });
}

/** Why a deed was done, and the key it came with, as its input says. */
export interface Wish {
  readonly reason?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** A deed on a job. */
export function jobDeed(
  action: AuditAction,
  job: Job,
  before: Job | null,
  after: Job | null,
  { reason, idempotencyKey }: Wish = {},
): Deed {
  return {
    action,
    subject: { type: 'Job', id: job.id, name: job.name },
    organizationId: job.organizationId,
    projectId: job.projectId,
    reason,
    idempotencyKey,
    before: before && stateOfJob(before),
    after: after && stateOfJob(after),
  };
}

function stateOfJob(job: Job): AuditState {
  return {
    status: job.status,
    attempt: job.attempt,
    description: job.description,
    properties: job.properties.map(({ name, value }) => `${name}=${value}`),
    target: job.targetId,
    items: job.definition.programs.length,
    rerunOf: job.rerunOf,
  };
}

/** A deed on a project. */
export function projectDeed(
  action: AuditAction,
  project: Project,
  before: Project | null,
  after: Project | null,
): Deed {
  const state = ({ name, description, archivedAt }: Project): AuditState => ({
    name,
    description,
    archived: archivedAt !== null,
  });
  return {
    action,
    subject: { type: 'Project', id: project.id, name: project.name },
    organizationId: project.organizationId,
    projectId: project.id,
    before: before && state(before),
    after: after && state(after),
  };
}
