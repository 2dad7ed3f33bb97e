import {
  ArchiveProjectDocument,
  CreateProjectDocument,
  DeleteProjectDocument,
  UpdateProjectDocument,
} from '../graphql/graphql.ts';
import { mutate } from '../actions/perform.ts';

export interface ProjectTexts {
  readonly name: string;
  readonly description: string;
}

/** What was refused, in a sentence; null when it was done. */
type Refusal = string | null;

const refusalIn = (payload: { readonly errors: readonly { readonly message: string }[] }): Refusal =>
  payload.errors[0]?.message ?? null;

/** @returns the new project's id, or what was refused */
export async function createProject(
  texts: ProjectTexts,
): Promise<{ readonly id: string | null; readonly refusal: Refusal }> {
  const { createProject: payload } = await mutate(CreateProjectDocument, { input: texts });
  return { id: payload.project?.id ?? null, refusal: refusalIn(payload) };
}

export async function updateProject(projectId: string, texts: ProjectTexts): Promise<Refusal> {
  return refusalIn((await mutate(UpdateProjectDocument, { input: { projectId, ...texts } })).updateProject);
}

export async function archiveProject(projectId: string): Promise<Refusal> {
  return refusalIn((await mutate(ArchiveProjectDocument, { input: { projectId } })).archiveProject);
}

export async function deleteProject(projectId: string): Promise<Refusal> {
  return refusalIn((await mutate(DeleteProjectDocument, { input: { projectId } })).deleteProject);
}
