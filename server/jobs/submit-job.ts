import { createHash } from 'node:crypto';
import { notFound, refusal, type Refusal } from '../domain/errors.ts';
import type { Job, ProgramId, ProgramRef } from '../domain/job.ts';
import type { Access, Group, User } from '../domain/people.ts';
import { groupOfSubmission } from '../domain/groups.ts';
import { checkDefined } from '../domain/properties.ts';
import { forbids } from '../domain/permissions.ts';
import { ID_PREFIXES } from '../domain/ids.ts';
import {
  checkPlace,
  checkSubmission,
  definitionOf,
  newJob,
  type ProgramRequest,
  type SubmitRequest,
} from '../domain/submission.ts';
import type { NewJob, NewProgram, SubmitContext, SubmitOutcome } from '../store/store.ts';
import { visibleProject } from './access.ts';
import { audited, jobDeed } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';
import { idempotencyOf, keyReused } from './idempotency.ts';
import { payersOf, refusesNewUse } from './new-use.ts';
import { noticeOf } from './notices.ts';
import { checkRemote } from './remote-programs.ts';

export interface SubmitInput extends SubmitRequest {
  /** The name of the group it runs under; the user's default group when not given. */
  readonly group?: string | null | undefined;
}

/** Submits a job. Nothing is stored when anything is refused. */
export async function submitJob(
  ctx: Context,
  viewer: Viewer,
  input: SubmitInput,
): Promise<Outcome<{ readonly job: Job }>> {
  const wrong = checkSubmission(input, ctx.limits);
  if (wrong.length > 0) return refuse(...wrong);
  const seen = await visibleProject(ctx, viewer, input.projectId);
  if (!seen.ok) return seen;

  // Nothing is looked at for somebody who may not submit: that is refused below, with the rest.
  const remote = forbids(seen.value.access, 'submit')
    ? { refusals: [], credits: [] }
    : await checkRemote(ctx, viewer, input, seen.value.project.organizationId);

  const asked: readonly ProgramRequest[] =
    input.definition.compile?.programs ?? input.definition.execute?.programs ?? [];
  const [definitions] = await ctx.store.propertyDefinitions([input.projectId]);
  const unfit = checkDefined(input.properties ?? [], definitions ?? [], null, ['properties']);
  const [own] = await ctx.store.groupsOfUsers([viewer.user.id]);
  const brought = await Promise.all(asked.map((program) => prepareProgram(ctx, input.projectId, program)));
  const outcome = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.submitJob(
        {
          projectId: input.projectId,
          targetId: input.targetId,
          sourceId: null,
          programIds: asked.flatMap((program) => program.programId ?? []),
          idempotency: idempotencyOf(ctx, viewer, input.idempotencyKey, 'submitJob', input),
          payers: payersOf(viewer, own ?? [], ctx.now()),
        },
        // Told only to a new request: the same one again is given the first answer, whatever has changed since.
        (stored) => {
          const decided = decideSubmit(
            ctx,
            input,
            viewer.user,
            seen.value.access,
            own ?? [],
            brought,
            remote.credits,
            stored,
          );
          const others = [...unfit, ...remote.refusals];
          return 'job' in decided && others.length > 0 ? others : decided;
        },
      ),
    (told) => (told.kind === 'created' ? jobDeed('JOB_SUBMITTED', told.job, null, told.job, input) : null),
  );
  return settleSubmit(ctx, outcome);
}

function decideSubmit(
  ctx: Context,
  input: SubmitInput,
  user: User,
  access: Access,
  own: readonly Group[],
  brought: readonly (NewProgram | null)[],
  credits: readonly number[],
  { project, target, programs, quotas }: SubmitContext,
): NewJob | readonly Refusal[] {
  const forbidden = forbids(access, 'submit');
  if (forbidden) return [forbidden];
  if (!project) return [notFound('project', input.projectId, ['projectId'])];
  if (!target) return [notFound('target', input.targetId, ['targetId'])];

  const kind = input.definition.compile ? 'compile' : 'execute';
  const asked: readonly ProgramRequest[] = input.definition[kind]?.programs ?? [];
  const missing: Refusal[] = [];
  const refs = asked.flatMap((program, index): ProgramRef[] => {
    const known = brought[index] ?? (program.programId ? programs.get(program.programId) : undefined);
    if (!known) {
      missing.push(
        notFound('program', program.programId ?? '', [
          'definition',
          kind,
          'programs',
          String(index),
          'programId',
        ]),
      );
      return [];
    }
    return [{ programId: known.id, name: program.name ?? known.name, language: known.language }];
  });
  if (missing.length > 0) return missing;

  const group = groupOfSubmission(user, own, input.group ?? null);
  if ('code' in group) return [group];

  const definition = definitionOf(input, refs, credits);
  const refusals = checkPlace(project, target, definition, ctx.limits);
  if (refusals.length > 0) return refusals;
  const birth = {
    id: ctx.newId('Job'),
    name: input.name,
    description: input.description ?? '',
    properties: input.properties ?? [],
    createdBy: access.userId,
    groupId: group.groupId,
    rerunOf: null,
    now: ctx.now(),
  };
  const unique = new Map(brought.flatMap((program) => (program ? [[program.id, program]] : [])));
  const sizes = new Map(
    refs.map(({ programId: id }) => [id, unique.get(id)?.content.size ?? programs.get(id)?.size ?? 0]),
  );
  const fresh = newJob(birth, project, target, definition);
  const refused = refusesNewUse(quotas, fresh, target, sizes, birth.now);
  return refused.length > 0 ? refused : { ...fresh, programs: [...unique.values()] };
}

async function prepareProgram(
  ctx: Context,
  projectId: string,
  asked: ProgramRequest,
): Promise<NewProgram | null> {
  const { name, language, source } = asked;
  if (!name || !language || source === null || source === undefined) return null;
  const content = await ctx.store.prepareContent(source);
  return { id: programIdOf(projectId, language, content.id), projectId, name, language, content };
}

/** The same text in the same language and project has the same id. */
function programIdOf(projectId: string, language: string, contentId: string): ProgramId {
  const hash = createHash('sha256').update(`${projectId}\n${language}\n${contentId}`).digest('hex');
  return `${ID_PREFIXES.Program}_${hash.slice(0, 32)}`;
}

/** What a submission came to, and word of it to those who watch. */
export function settleSubmit(ctx: Context, outcome: SubmitOutcome): Outcome<{ readonly job: Job }> {
  switch (outcome.kind) {
    case 'created':
      ctx.bus.publish([{ ...noticeOf(outcome.job, []), waiting: true }]);
      return done({ job: outcome.job });
    case 'repeated':
      return outcome.job
        ? done({ job: outcome.job })
        : refuse(
            refusal('NOT_FOUND', 'The job that was made with this idempotency key is deleted.', [
              'idempotencyKey',
            ]),
          );
    case 'key-reused':
      return refuse(keyReused());
    case 'refused':
      return refuse(...outcome.refusals);
    default:
      return outcome satisfies never;
  }
}
