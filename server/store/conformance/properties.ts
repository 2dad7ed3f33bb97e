import { describe, expect, it } from 'vitest';
import { refusal } from '../../domain/errors.ts';
import type { PropertyDefinition } from '../../domain/properties.ts';
import { PROJECT, submit } from '../../test/job-builder.ts';
import type { Subject } from '../conformance.ts';

const SHOTS: PropertyDefinition = {
  projectId: PROJECT.id,
  name: 'shots',
  type: 'INTEGER',
  colour: 'BLUE',
  isRequired: true,
  description: 'How many',
};

export function propertiesConformance({ store, reopen }: Subject): void {
  describe('definitions of properties', () => {
    it('are added, changed and removed as decided upon all there are, and go with their project', async () => {
      const note: PropertyDefinition = { ...SHOTS, name: 'note', type: 'STRING', isRequired: false };
      const put = (definition: PropertyDefinition) =>
        store().changePropertyDefinition(PROJECT.id, definition.name, () => ({ definition }));
      expect(await put(SHOTS)).toMatchObject({ project: { id: PROJECT.id }, before: null, after: SHOTS });
      await put(note);
      await reopen();
      expect(await store().propertyDefinitions([PROJECT.id, 'proj_none'])).toEqual([[note, SHOTS], []]);

      const no = refusal('FORBIDDEN', 'No.');
      expect(await store().changePropertyDefinition(PROJECT.id, 'note', () => no)).toEqual(no);
      expect(await store().changePropertyDefinition('proj_none', 'note', () => no)).toBeNull();
      const changed = { ...SHOTS, type: 'NUMBER' } as const;
      expect(await put(changed)).toMatchObject({ before: SHOTS, after: changed });
      let seen: readonly PropertyDefinition[] = [];
      const gone = await store().changePropertyDefinition(PROJECT.id, 'note', (_project, existing) => {
        seen = existing;
        return { definition: null };
      });
      expect(seen).toEqual([note, changed]);
      expect(gone).toMatchObject({ before: note, after: null });
      await store().deleteProject(PROJECT.id, () => null);
      expect(await store().propertyDefinitions([PROJECT.id])).toEqual([[]]);
    });

    it('jobs are found by the number that a value is', async () => {
      const values = ['1', '2.5', '-3', '1e2', 'many', '', '007'];
      for (const [n, value] of values.entries()) {
        const properties = [
          { name: 'x', value },
          { name: 'y', value: '5' },
        ];
        await submit(store(), { id: `job_${n}`, now: 1_000 + n, properties });
      }
      const found = async (wanted: { readonly min?: number; readonly max?: number }) => {
        const filter = { properties: [{ name: 'x', value: null, ...wanted }] };
        const where = { projectId: PROJECT.id };
        const ids = await store().jobIds(where, filter, null, 100);
        expect(await store().countJobs(where, filter)).toBe(ids.length);
        return ids.map((id) => values[Number(id.slice(4))]);
      };
      expect(await found({ min: 2 })).toEqual(['2.5', '1e2', '007']);
      expect(await found({ max: 2 })).toEqual(['1', '-3']);
      expect(await found({ min: 1, max: 7 })).toEqual(['1', '2.5', '007']);
      expect(await found({ min: 8, max: 9 })).toEqual([]);
    });
  });
}
