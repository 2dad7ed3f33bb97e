import { and, asc, eq, inArray } from 'drizzle-orm';
import type { PropertyDefinition } from '../../domain/properties.ts';
import type { PropertyStore } from '../property-store.ts';
import type { Orm } from './queries.ts';
import { projects, propertyDefinitions } from './schema.ts';
import type { Session } from './session.ts';

export function propertyStore({ read, writeAlone }: Session): PropertyStore {
  const of = (orm: Orm, ids: readonly string[]): Promise<readonly PropertyDefinition[]> =>
    orm
      .select()
      .from(propertyDefinitions)
      .where(inArray(propertyDefinitions.projectId, [...ids]))
      .orderBy(asc(propertyDefinitions.name));

  return {
    async propertyDefinitions(ids) {
      if (ids.length === 0) return [];
      const found = await of(read.orm, ids);
      return ids.map((id) => found.filter(({ projectId }) => projectId === id));
    },

    changePropertyDefinition: (projectId, name, decide) =>
      writeAlone(async ({ orm }) => {
        const [project] = await orm.select().from(projects).where(eq(projects.id, projectId));
        if (!project) return null;
        const existing = await of(orm, [projectId]);
        const decided = decide(project, existing);
        if ('code' in decided) return decided;
        const { definition } = decided;
        await orm
          .delete(propertyDefinitions)
          .where(and(eq(propertyDefinitions.projectId, projectId), eq(propertyDefinitions.name, name)));
        if (definition) await orm.insert(propertyDefinitions).values(definition);
        return { project, before: existing.find((one) => one.name === name) ?? null, after: definition };
      }),
  };
}
