import type { AuditAction, AuditState } from '../domain/audit.ts';
import { notFound, type Refusal } from '../domain/errors.ts';
import type { Access, Project } from '../domain/people.ts';
import {
  changeProperty as decideChange,
  defineProperty as decideDefinition,
  refusesRemoval,
  type DefinitionWish,
  type PropertyDefinition,
  type PropertyType,
} from '../domain/properties.ts';
import { visibleProject } from './access.ts';
import { audited } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';

interface Place {
  readonly projectId: string;
  readonly name: string;
}

/** Says what a property means in a project. Jobs that have it already keep what they have. */
export function defineProperty(
  ctx: Context,
  viewer: Viewer,
  input: Place & DefinitionWish & { readonly type: PropertyType },
): Promise<Outcome<Project>> {
  return change(ctx, viewer, input, 'PROPERTY_DEFINED', (project, access, existing) =>
    written(decideDefinition(project, access, existing, input.name, input, ctx.limits)),
  );
}

/** Changes what a property means; what is not given stays. */
export function changeProperty(
  ctx: Context,
  viewer: Viewer,
  input: Place & DefinitionWish,
): Promise<Outcome<Project>> {
  return change(ctx, viewer, input, 'PROPERTY_CHANGED', (project, access, existing) =>
    written(decideChange(project, access, existing, input.name, input, ctx.limits)),
  );
}

/** Removes a definition: the property is plain text from then on. */
export function removeProperty(ctx: Context, viewer: Viewer, input: Place): Promise<Outcome<Project>> {
  return change(
    ctx,
    viewer,
    input,
    'PROPERTY_REMOVED',
    (project, access, existing) =>
      refusesRemoval(project, access, existing, input.name) ?? { definition: null },
  );
}

type Decided = { readonly definition: PropertyDefinition | null } | Refusal;

function written(decided: PropertyDefinition | Refusal): Decided {
  return 'code' in decided ? decided : { definition: decided };
}

async function change(
  ctx: Context,
  viewer: Viewer,
  { projectId, name }: Place,
  action: AuditAction,
  decide: (project: Project, access: Access, existing: readonly PropertyDefinition[]) => Decided,
): Promise<Outcome<Project>> {
  const seen = await visibleProject(ctx, viewer, projectId);
  if (!seen.ok) return seen;
  const answer = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.changePropertyDefinition(projectId, name, (project, existing) =>
        decide(project, seen.value.access, existing),
      ),
    (told) => {
      if (!told || 'code' in told) return null;
      const [before, after] = [stateOf(told.before), stateOf(told.after)];
      if (JSON.stringify(before) === JSON.stringify(after)) return null;
      return {
        action,
        subject: { type: 'Property', id: `${projectId}/${name}`, name },
        organizationId: told.project.organizationId,
        projectId,
        before,
        after,
      };
    },
  );
  if (!answer) return refuse(notFound('project', projectId, ['projectId']));
  return 'code' in answer ? refuse(answer) : done(answer.project);
}

function stateOf(definition: PropertyDefinition | null): AuditState | null {
  if (!definition) return null;
  const { type, colour, isRequired, description } = definition;
  return { type, colour, isRequired, description };
}
