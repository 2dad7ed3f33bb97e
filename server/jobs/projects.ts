import { refusesArchive, refusesProjectDelete, refusesProjectUpdate } from '../domain/actions.ts';
import { notFound, type Refusal } from '../domain/errors.ts';
import type { Access, Project } from '../domain/people.ts';
import { checkLength, checkName } from '../domain/submission.ts';
import type { AuditAction } from '../domain/audit.ts';
import { audited, projectDeed } from './audit.ts';
import { visibleProject } from './access.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';

function checkTexts(ctx: Context, name: string | null, description: string | null): readonly Refusal[] {
  return [
    name === null ? null : checkName(name, ctx.limits, ['name']),
    checkLength(description ?? '', ctx.limits.descriptionLength, ['description'], 'The description'),
  ].filter((one) => one !== null);
}

/** Makes a project in the viewer's organization, and the viewer its Administrator. */
export async function createProject(
  ctx: Context,
  viewer: Viewer,
  input: { readonly name: string; readonly description?: string | null | undefined },
): Promise<Outcome<Project>> {
  const description = input.description ?? '';
  const wrong = checkTexts(ctx, input.name, description);
  if (wrong.length > 0) return refuse(...wrong);
  const now = ctx.now();
  const project: Project = {
    id: ctx.newId('Project'),
    organizationId: viewer.user.organizationId,
    name: input.name,
    description,
    createdAt: now,
    updatedAt: now,
    archivedAt: null,
  };
  await audited(
    ctx,
    viewer,
    () => ctx.store.createProject(project, viewer.user.id),
    () => projectDeed('PROJECT_CREATED', project, null, project),
  );
  return done(project);
}

/** Changes a project's name or description; what is not given stays. */
export async function updateProject(
  ctx: Context,
  viewer: Viewer,
  input: {
    readonly projectId: string;
    readonly name?: string | null | undefined;
    readonly description?: string | null | undefined;
  },
): Promise<Outcome<Project>> {
  const wrong = checkTexts(ctx, input.name ?? null, input.description ?? null);
  if (wrong.length > 0) return refuse(...wrong);
  return changeProject(ctx, viewer, 'PROJECT_CHANGED', input.projectId, (project, access) => {
    const no = refusesProjectUpdate(project, access);
    if (no) return no;
    return {
      ...project,
      name: input.name ?? project.name,
      description: input.description ?? project.description,
      updatedAt: ctx.now(),
    };
  });
}

/** Archives a project: it stays readable and takes nothing new. */
export async function archiveProject(
  ctx: Context,
  viewer: Viewer,
  input: { readonly projectId: string },
): Promise<Outcome<Project>> {
  return changeProject(ctx, viewer, 'PROJECT_ARCHIVED', input.projectId, (project, access) => {
    const now = ctx.now();
    return refusesArchive(project, access) ?? { ...project, archivedAt: now, updatedAt: now };
  });
}

/** Deletes an archived project with all its jobs. */
export async function deleteProject(
  ctx: Context,
  viewer: Viewer,
  input: { readonly projectId: string },
): Promise<Outcome<{ readonly projectId: string }>> {
  const seen = await visibleProject(ctx, viewer, input.projectId);
  if (!seen.ok) return seen;
  let before = seen.value.project;
  const answer = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.deleteProject(input.projectId, (project, counts) => {
        before = project;
        return refusesProjectDelete(project, counts, seen.value.access);
      }),
    (told) => (told && 'deleted' in told ? projectDeed('PROJECT_DELETED', before, before, null) : null),
  );
  if (!answer) return refuse(notFound('project', input.projectId, ['projectId']));
  return 'deleted' in answer ? done({ projectId: input.projectId }) : refuse(answer);
}

async function changeProject(
  ctx: Context,
  viewer: Viewer,
  action: AuditAction,
  projectId: string,
  decide: (project: Project, access: Access) => Project | Refusal,
): Promise<Outcome<Project>> {
  const seen = await visibleProject(ctx, viewer, projectId);
  if (!seen.ok) return seen;
  let before = seen.value.project;
  const answer = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.changeProject(projectId, (project) => {
        before = project;
        return decide(project, seen.value.access);
      }),
    (told) => (told && 'id' in told ? projectDeed(action, told, before, told) : null),
  );
  if (!answer) return refuse(notFound('project', projectId, ['projectId']));
  return 'code' in answer ? refuse(answer) : done(answer);
}
