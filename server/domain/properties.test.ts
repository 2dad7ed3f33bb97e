import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from './limits.ts';
import type { Access, Project } from './people.ts';
import {
  changeProperty,
  checkDefined,
  defineProperty,
  numberOf,
  refusesRemoval,
  refusesValue,
  type PropertyDefinition,
  type PropertyType,
} from './properties.ts';

const PROJECT: Project = {
  id: 'proj_1',
  organizationId: 'org_1',
  name: 'P',
  description: '',
  createdAt: 1,
  updatedAt: 1,
  archivedAt: null,
};
const MAINTAINER: Access = { userId: 'user_1', role: 'MAINTAINER', admin: false };
function property(name: string, type: PropertyType, isRequired = false): PropertyDefinition {
  return { projectId: 'proj_1', name, type, isRequired, colour: 'GREY', description: '' };
}

describe('values by type', () => {
  test.each<[PropertyType, string, boolean]>([
    ['STRING', 'anything', true],
    ['STRING', ' ', false],
    ['INTEGER', '42', true],
    ['INTEGER', '-7', true],
    ['INTEGER', '4.2', false],
    ['INTEGER', '1234567890123456', false],
    ['INTEGER', '', false],
    ['NUMBER', '0.25', true],
    ['NUMBER', '1e-3', true],
    ['NUMBER', '.5', true],
    ['NUMBER', '1e999', false],
    ['NUMBER', 'Infinity', false],
    ['NUMBER', '0x10', false],
    ['NUMBER', '1,5', false],
    ['BOOLEAN', 'true', true],
    ['BOOLEAN', 'True', false],
    ['BOOLEAN', '1', false],
  ])('%s takes %j: %s', (type, value, fits) => {
    expect(refusesValue(property('x', type), value, [])).toEqual(fits ? null : expect.anything());
  });

  test('a refusal names the place, the value and the type', () => {
    expect(refusesValue(property('shots', 'INTEGER'), 'many', ['properties', '0', 'value'])).toEqual({
      code: 'INVALID_INPUT',
      message:
        'The property "shots" is INTEGER and takes a whole number of at most 15 digits, as 42, not "many".',
      path: ['properties', '0', 'value'],
    });
  });
});

test.each([
  ['1', 1],
  ['-2.5e3', -2500],
  ['abc', null],
  ['', null],
  [' 1', null],
])('as a number %j is %s', (text, number) => expect(numberOf(text)).toBe(number));

describe('the properties of a job', () => {
  const definitions = [property('run', 'INTEGER', true), property('note', 'STRING')];
  const messages = (
    given: { name: string; value: string }[],
    had: { name: string; value: string }[] | null = null,
  ) => checkDefined(given, definitions, had, ['properties']).map(({ path }) => path.join('.'));

  test.each([
    ['all is given', [{ name: 'run', value: '1' }], []],
    ['a required one is missing', [], ['properties']],
    ['a wrong value', [{ name: 'run', value: 'x' }], ['properties.0.value']],
    [
      'names without a definition',
      [
        { name: 'run', value: '1' },
        { name: 'free', value: 'x' },
      ],
      [],
    ],
  ])('at submission: %s', (_what, given, wrong) => expect(messages(given)).toEqual(wrong));

  test('a change keeps what was there, and may not take away what is required', () => {
    expect(messages([{ name: 'run', value: 'x' }], [{ name: 'run', value: 'x' }])).toEqual([]);
    expect(messages([], [{ name: 'run', value: '1' }])).toEqual(['properties']);
    expect(messages([], [])).toEqual([]);
    expect(messages([{ name: 'run', value: 'y' }], [{ name: 'run', value: 'x' }])).toEqual([
      'properties.0.value',
    ]);
  });
});

describe('definitions', () => {
  const define = (
    name: string,
    access = MAINTAINER,
    project = PROJECT,
    existing = [property('a', 'STRING')],
  ) => defineProperty(project, access, existing, name, { type: 'NUMBER' }, DEFAULT_LIMITS);

  test('are made by maintainers, with what is usual', () => {
    expect(define('b')).toEqual(property('b', 'NUMBER'));
  });
  test.each([
    ['a name that is taken', 'a', MAINTAINER, PROJECT, 'NAME_TAKEN'],
    ['a blank name', ' ', MAINTAINER, PROJECT, 'INVALID_INPUT'],
    ['a long name', 'x'.repeat(101), MAINTAINER, PROJECT, 'LIMIT_EXCEEDED'],
    ['a contributor', 'b', { ...MAINTAINER, role: 'CONTRIBUTOR' } as const, PROJECT, 'FORBIDDEN'],
    ['an archived project', 'b', MAINTAINER, { ...PROJECT, archivedAt: 5 }, 'PROJECT_ARCHIVED'],
  ])('refuse %s', (_what, name, access, project, code) => {
    expect(define(name, access, project)).toMatchObject({ code });
  });
  test('are bounded in number', () => {
    const many = Array.from({ length: 50 }, (_, n) => property(`p${n}`, 'STRING'));
    expect(define('b', MAINTAINER, PROJECT, many)).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });
  test('change in what is given, and go', () => {
    const existing = [property('a', 'STRING')];
    const change = (name: string) =>
      changeProperty(PROJECT, MAINTAINER, existing, name, { isRequired: true }, DEFAULT_LIMITS);
    expect(change('a')).toEqual(property('a', 'STRING', true));
    expect(change('b')).toMatchObject({ code: 'NOT_FOUND' });
    expect(refusesRemoval(PROJECT, MAINTAINER, existing, 'a')).toBeNull();
    expect(refusesRemoval(PROJECT, MAINTAINER, existing, 'b')).toMatchObject({ code: 'NOT_FOUND' });
  });
});
