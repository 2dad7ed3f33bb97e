/** Whose jobs a list shows: those of a project, or of all projects of an organization. */
export type JobOwner = { readonly projectId: string } | { readonly organizationId: string };

export const ownerId = (owner: JobOwner): string =>
  'projectId' in owner ? owner.projectId : owner.organizationId;
