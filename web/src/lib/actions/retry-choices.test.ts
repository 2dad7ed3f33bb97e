import { describe, expect, test } from 'vitest';
import { retryChoices } from './retry-choices.ts';

const all = { kind: 'filter', owner: { projectId: 'proj_1' }, filter: {}, count: 9 } as const;

describe('what a retry of all that match offers', () => {
  test('members: items in ERROR, or everything anew', () => {
    expect(retryChoices({ ...all, isAdmin: false })).toEqual({
      statuses: ['ERROR'],
      strategies: ['DEFAULT', 'FULL_RESTART'],
    });
  });

  test('admins: every final status and every strategy', () => {
    expect(retryChoices({ ...all, isAdmin: true })).toEqual({
      statuses: ['ERROR', 'CANCELLED', 'TERMINATED', 'DEPLETED', 'COMPLETED'],
      strategies: ['DEFAULT', 'ALLOW_RESUBMIT', 'FORCE_RESUBMIT', 'FULL_RESTART'],
    });
  });
});
