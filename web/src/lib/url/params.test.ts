import { expect, it } from 'vitest';
import { withParams } from './params.ts';

const url = new URL('http://x/jobs?sort=name&status=ERROR&status=QUEUED');

it.each([
  [{ sort: 'created' }, '/jobs?sort=created&status=ERROR&status=QUEUED'],
  [{ status: null }, '/jobs?sort=name'],
  [{ status: [], sort: '' }, '/jobs'],
  [{ name: 'a&b <i>', status: ['RUNNING'] }, '/jobs?name=a%26b+%3Ci%3E&sort=name&status=RUNNING'],
])('%j gives %s', (changes, address) => expect(withParams(url, changes)).toBe(address));
