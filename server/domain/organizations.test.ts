import { describe, expect, test } from 'vitest';
import {
  administrates,
  maySeeOrganization,
  organizationActions,
  sightOf,
  visibleOrganizations,
  type UserSight,
} from './organizations.ts';
import type { User } from './people.ts';
import { aUser } from './test-samples.ts';

const ORGANIZATION = { id: 'org_1', name: 'Lab' };
const KINDS = {
  member: aUser(),
  admin: aUser({ isOrganizationAdmin: true }),
  stranger: aUser({ organizationId: 'org_2' }),
  'admin of another': aUser({ organizationId: 'org_2', isOrganizationAdmin: true }),
  'platform admin': aUser({ organizationId: 'org_2', isPlatformAdmin: true }),
} satisfies Record<string, User>;

describe('an organization', () => {
  const cases: readonly [keyof typeof KINDS, sees: boolean, looksAfter: boolean][] = [
    ['member', true, false],
    ['admin', true, true],
    ['stranger', false, false],
    ['admin of another', false, false],
    ['platform admin', true, true],
  ];
  test.each(cases)('%s', (kind, sees, looksAfter) => {
    expect(maySeeOrganization(KINDS[kind], 'org_1')).toBe(sees);
    const isListed = visibleOrganizations(KINDS[kind]) === 'all' || KINDS[kind].organizationId === 'org_1';
    expect(isListed).toBe(sees);
    expect(administrates(KINDS[kind], 'org_1')).toBe(looksAfter);
    const actions = Object.values(organizationActions(KINDS[kind], ORGANIZATION));
    expect(actions.map((one) => one.allowed)).toEqual(actions.map(() => looksAfter));
  });

  test('says who may', () => {
    expect(organizationActions(KINDS.member, ORGANIZATION).manageUsers).toEqual({
      allowed: false,
      refusal: {
        code: 'FORBIDDEN',
        message: 'To look after users takes an admin of the organization.',
        path: [],
      },
    });
  });
});

describe('how much is seen of a user', () => {
  const USER = { id: 'user_9', organizationId: 'org_1' };
  const cases: readonly [keyof typeof KINDS, acquainted: boolean, UserSight][] = [
    ['member', false, 'colleague'],
    ['member', true, 'colleague'],
    ['admin', false, 'all'],
    ['stranger', false, 'nothing'],
    ['stranger', true, 'name'],
    ['admin of another', false, 'nothing'],
    ['admin of another', true, 'name'],
    ['platform admin', false, 'all'],
  ];
  test.each(cases)('%s, acquainted: %s', (kind, acquainted, sight) => {
    expect(sightOf(KINDS[kind], USER, acquainted)).toBe(sight);
  });
  test('oneself: all', () => {
    expect(sightOf(KINDS.member, KINDS.member, false)).toBe('all');
  });
});
