import { expect, it } from 'vitest';
import { proposedName } from './proposed-name.ts';

it.each([
  ['Bell', 'Bell (2)'],
  ['Bell (2)', 'Bell (3)'],
  ['Bell (9)', 'Bell (10)'],
  ['GHZ (n=3)', 'GHZ (n=3) (2)'],
  ['(4)', ' (5)'],
  ['x'.repeat(200), `${'x'.repeat(196)} (2)`],
])('%s is run again as %s', (name, proposed) => expect(proposedName(name)).toBe(proposed));
