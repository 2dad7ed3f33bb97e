import type { Refusal } from '../domain/errors.ts';
import type { ProjectId } from '../domain/job.ts';
import type { Project } from '../domain/people.ts';
import type { PropertyDefinition } from '../domain/properties.ts';

/** A definition before and after a change; null where there is none. */
export interface PropertyChange {
  readonly project: Project;
  readonly before: PropertyDefinition | null;
  readonly after: PropertyDefinition | null;
}

/** What properties mean in each project. They go with their project. */
export interface PropertyStore {
  /** The definitions of each project, by name. */
  propertyDefinitions(ids: readonly ProjectId[]): Promise<readonly (readonly PropertyDefinition[])[]>;
  /**
   * Writes what `decide` makes of the definition of one name: a definition, or null for none. Null when there is no
   * such project.
   */
  changePropertyDefinition(
    projectId: ProjectId,
    name: string,
    decide: (
      project: Project,
      existing: readonly PropertyDefinition[],
    ) => { readonly definition: PropertyDefinition | null } | Refusal,
  ): Promise<PropertyChange | Refusal | null>;
}
