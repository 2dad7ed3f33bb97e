import { and, asc, eq, sql } from 'drizzle-orm';
import type { PropertyDefinition } from '../../domain/properties.ts';
import type { PropertyStore } from '../property-store.ts';
import { projects, propertyDefinitions } from './schema.ts';
import type { Session } from './session.ts';

export function propertyStore({ orm, write }: Session): PropertyStore {
  const definitionsOf = orm
    .select()
    .from(propertyDefinitions)
    .where(eq(propertyDefinitions.projectId, sql.placeholder('id')))
    .orderBy(asc(propertyDefinitions.name))
    .prepare();
  const of = (id: string): readonly PropertyDefinition[] => definitionsOf.all({ id });

  return {
    async propertyDefinitions(ids) {
      return ids.map(of);
    },

    changePropertyDefinition: (projectId, name, decide) =>
      write(() => {
        const project = orm.select().from(projects).where(eq(projects.id, projectId)).get();
        if (!project) return null;
        const existing = of(projectId);
        const decided = decide(project, existing);
        if ('code' in decided) return decided;
        const { definition } = decided;
        orm
          .delete(propertyDefinitions)
          .where(and(eq(propertyDefinitions.projectId, projectId), eq(propertyDefinitions.name, name)))
          .run();
        if (definition) orm.insert(propertyDefinitions).values(definition).run();
        return { project, before: existing.find((one) => one.name === name) ?? null, after: definition };
      }),
  };
}
