import { describe, expect, test } from 'vitest';
import { PROJECT_ROLES, type ProjectRole, type User } from './people.ts';
import { accessTo, forbids, LEAST_ROLE, visibleProjects, type Deed } from './permissions.ts';
import { aUser, member, PROJECT } from './test-samples.ts';

describe('who may do what', () => {
  const may: Readonly<Record<Deed, readonly ProjectRole[]>> = {
    view: ['READER', 'CONTRIBUTOR', 'MAINTAINER', 'ADMINISTRATOR'],
    submit: ['CONTRIBUTOR', 'MAINTAINER', 'ADMINISTRATOR'],
    rerun: ['CONTRIBUTOR', 'MAINTAINER', 'ADMINISTRATOR'],
    retry: ['CONTRIBUTOR', 'MAINTAINER', 'ADMINISTRATOR'],
    cancel: ['CONTRIBUTOR', 'MAINTAINER', 'ADMINISTRATOR'],
    update: ['CONTRIBUTOR', 'MAINTAINER', 'ADMINISTRATOR'],
    delete: ['MAINTAINER', 'ADMINISTRATOR'],
    updateProject: ['MAINTAINER', 'ADMINISTRATOR'],
    archive: ['MAINTAINER', 'ADMINISTRATOR'],
    giveRoles: ['ADMINISTRATOR'],
  };
  const deeds = Object.keys(LEAST_ROLE) as Deed[]; // the keys of a literal are its type's
  test.each(deeds.flatMap((deed) => PROJECT_ROLES.map((role) => [role, deed] as const)))(
    '%s: %s',
    (role, deed) => {
      const no = forbids(member(role), deed);
      expect(no === null).toBe(may[deed].includes(role));
      if (no) expect(no.code).toBe('FORBIDDEN');
    },
  );

  test('the refusal names the role that is needed and the one that is there', () => {
    expect(forbids(member('READER'), 'cancel')?.message).toBe(
      'To cancel jobs takes the role CONTRIBUTOR or above in this project; yours is READER.',
    );
  });
});

describe('what somebody is in a project', () => {
  const user = aUser();
  const elsewhere = { organizationId: 'org_2' };
  const cases: readonly [string, Partial<User>, readonly ProjectRole[], ProjectRole | null, boolean][] = [
    ['nobody', {}, [], null, false],
    ['a reader', {}, ['READER'], 'READER', false],
    [
      'the most permissive of own and team roles',
      {},
      ['READER', 'MAINTAINER', 'CONTRIBUTOR'],
      'MAINTAINER',
      false,
    ],
    ['a project Administrator is no admin', {}, ['ADMINISTRATOR'], 'ADMINISTRATOR', false],
    ['somebody of another organization with a role', elsewhere, ['CONTRIBUTOR'], 'CONTRIBUTOR', false],
    ['an organization admin', { isOrganizationAdmin: true }, [], 'ADMINISTRATOR', true],
    [
      'an organization admin with a lower role',
      { isOrganizationAdmin: true },
      ['READER'],
      'ADMINISTRATOR',
      true,
    ],
    ["another organization's admin", { ...elsewhere, isOrganizationAdmin: true }, [], null, false],
    [
      "another organization's admin with a role",
      { ...elsewhere, isOrganizationAdmin: true },
      ['READER'],
      'READER',
      false,
    ],
    ['a platform admin who is disabled', { isPlatformAdmin: true, status: 'DISABLED' }, [], null, false],
    ['a disabled Administrator', { status: 'DISABLED' }, ['ADMINISTRATOR'], null, false],
    ['a platform admin', { ...elsewhere, isPlatformAdmin: true }, [], 'ADMINISTRATOR', true],
  ];
  test.each(cases)('%s', (_, more, roles, role, admin) => {
    const access = accessTo({ ...user, ...more }, PROJECT, roles);
    expect(access).toEqual(role === null ? null : { userId: 'user_1', role, admin });
  });
});

const ID = aUser().id;
test.each([
  ['a member', {}, { kind: 'member', userId: ID }],
  [
    'an organization admin',
    { isOrganizationAdmin: true },
    { kind: 'organization', organizationId: 'org_1', userId: ID },
  ],
  ['a platform admin', { isPlatformAdmin: true }, { kind: 'all' }],
  ['both', { isPlatformAdmin: true, isOrganizationAdmin: true }, { kind: 'all' }],
])('the projects a list shows to %s', (_who, is, visibility) => {
  expect(visibleProjects(aUser(is))).toEqual(visibility);
});
