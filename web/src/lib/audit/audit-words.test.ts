import { expect, test } from 'vitest';
import { asChoice, subjectPath, valueName } from './audit-words.ts';

test.each([
  ['isDefault', 'is default'],
  ['name', 'name'],
  ['defaultGroupId', 'default group id'],
])('%s reads %s', (name, words) => expect(valueName(name)).toBe(words));

test.each([
  ['Job', 'job_1', '/jobs/job_1'],
  ['Project', 'proj_1', '/projects/proj_1'],
  ['Team', 'team_1', null],
])('a %s has its page', (type, id, path) => expect(subjectPath(type, id)).toBe(path));

test('choices begin with a capital', () => expect(asChoice('JOB_RERUN')).toBe('Reran a job'));
