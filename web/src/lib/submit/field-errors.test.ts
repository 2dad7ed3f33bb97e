import { expect, it } from 'vitest';
import { errorsByField, fieldOf, refusedPrograms, withoutField } from './field-errors.ts';

it.each([
  [['name'], 'name'],
  [['input', 'name'], 'name'],
  [['targetId'], 'targetId'],
  [['definition', 'execute', 'programs', '12', 'shots'], 'programs.12.shots'],
  [['definition', 'compile', 'programs', '0', 'source'], 'programs.0.source'],
  [['definition', 'compile', 'programs', '0', 'programId'], 'programs.0'],
  [['definition', 'compile', 'programs'], 'programs'],
  [['definition', 'execute', 'noise', 'pauliX'], 'noise.pauliX'],
  [['definition', 'execute', 'noise'], 'noise'],
  [['properties', '3', 'value'], 'properties.3'],
  [['definition'], 'form'],
  [['projectId'], 'form'],
  [['idempotencyKey'], 'form'],
  [[], 'form'],
])('%j is shown at %s', (path, field) => expect(fieldOf(path)).toBe(field));

it('puts refusals about one field together and takes them away when it is edited', () => {
  const errors = errorsByField([
    { path: ['definition', 'execute', 'programs', '1', 'shots'], message: 'Too many.' },
    { path: ['definition', 'execute', 'programs', '1', 'shots'], message: 'Not whole.' },
    { path: ['definition', 'execute', 'programs', '10', 'seed'], message: 'Negative.' },
  ]);
  expect(errors.get('programs.1.shots')).toBe('Too many. Not whole.');
  expect([...refusedPrograms(errors)]).toEqual([1, 10]);
  expect([...withoutField(errors, 'programs.1').keys()]).toEqual(['programs.10.seed']);
  expect(withoutField(errors, 'name')).toBe(errors);
});
