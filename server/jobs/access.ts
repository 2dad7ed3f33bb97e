import { notFound, type Refusal } from '../domain/errors.ts';
import type { Job, JobId, OrganizationId, ProjectId } from '../domain/job.ts';
import { accessToJobsOf } from '../domain/organizations.ts';
import type { Access, Organization, Project } from '../domain/people.ts';
import { accessTo } from '../domain/permissions.ts';
import { checkIdType } from '../domain/submission.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';

/** What the viewer is in a project; null when they may not see it. */
export async function projectAccess(ctx: Context, viewer: Viewer, project: Project): Promise<Access | null> {
  const [roles] = await ctx.store.projectRoles(viewer.user.id, [project.id]);
  return accessTo(viewer.user, project, roles ?? []);
}

/** A project the viewer may see. To everyone else it does not exist. */
export async function visibleProject(
  ctx: Context,
  viewer: Viewer,
  id: ProjectId,
  path: readonly string[] = ['projectId'],
): Promise<Outcome<{ readonly project: Project; readonly access: Access }>> {
  const wrongType = checkIdType(id, 'Project', path);
  if (wrongType) return refuse(wrongType);
  const [project] = await ctx.store.projects([id]);
  const access = project && (await projectAccess(ctx, viewer, project));
  return project && access ? done({ project, access }) : refuse(notFound('project', id, path));
}

/** An organization whose jobs the viewer may see as a whole. To everyone else there are none. */
export async function visibleOrganizationJobs(
  ctx: Context,
  viewer: Viewer,
  id: OrganizationId,
  path: readonly string[] = ['organizationId'],
): Promise<Outcome<{ readonly organization: Organization; readonly access: Access }>> {
  const wrongType = checkIdType(id, 'Organization', path);
  if (wrongType) return refuse(wrongType);
  const [organization] = await ctx.store.organizations([id]);
  const access = accessToJobsOf(id, viewer.user);
  return organization && access ? done({ organization, access }) : refuse(notFound('organization', id, path));
}

/** A job the viewer may see, with its project. To everyone else it does not exist. */
export async function visibleJob(
  ctx: Context,
  viewer: Viewer,
  id: JobId,
  path: readonly string[] = ['jobId'],
): Promise<Outcome<{ readonly job: Job; readonly project: Project; readonly access: Access }>> {
  const wrongType = checkIdType(id, 'Job', path);
  if (wrongType) return refuse(wrongType);
  const [job] = await ctx.store.jobs([id]);
  const [project] = job ? await ctx.store.projects([job.projectId]) : [null];
  const access = project && (await projectAccess(ctx, viewer, project));
  return job && project && access ? done({ job, project, access }) : refuse(jobNotFound(id, path));
}

export function jobNotFound(id: JobId, path: readonly string[] = ['jobId']): Refusal {
  return notFound('job', id, path);
}
