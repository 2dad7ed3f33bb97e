import { describe, expect, test } from 'vitest';
import {
  amountText,
  checkQuotaLimit,
  cpuResource,
  creditUse,
  isNearlyUsedUp,
  leftOf,
  monthOf,
  monthStart,
  monthText,
  nextMonth,
  quotasThatApply,
  refusesClaim,
  refusesQuotaChange,
  refusesUse,
  resourcesOf,
  type Quota,
  type QuotaStanding,
} from './quota.ts';
import { TARGET_KINDS } from './target.ts';
import { ADMIN, aUser, COMPILER, HANDLE, INTENT, QPU, SIMULATOR, T0, targetNamed } from './test-samples.ts';
import { FINAL_STATUSES, JOB_STATUSES } from './status.ts';

const PAYERS = { organizationId: 'org_1', groupId: 'group_1', userId: 'user_1' };
const NOW = Date.UTC(2026, 10, 25, 12);

function standing(more: Partial<Quota> = {}, used = 0, reserved = 0): QuotaStanding {
  const quota: Quota = {
    ownerKind: 'GROUP',
    ownerId: 'group_1',
    organizationId: 'org_1',
    resource: 'SIMULATION',
    limit: 60,
    updatedAt: T0,
    updatedBy: ADMIN.userId,
    ...more,
  };
  return { quota, ownerName: 'Chemistry', used, reserved };
}
const need = (bytes = 0, credits = 0) => ({ bytes, credits });

describe('what a target uses', () => {
  test.each([
    ['COMPILER', ['COMPILATION', 'STORAGE']],
    ['SIMULATOR', ['SIMULATION', 'STORAGE']],
    ['NOISY_EMULATOR', ['SIMULATION', 'STORAGE']],
    ['SYNTAX_CHECKER', ['STORAGE']],
    ['REMOTE', ['CREDITS', 'STORAGE']],
  ] as const)('%s: %s', (kind, resources) => {
    expect(resourcesOf({ kind })).toEqual(resources);
  });
  test('CPU time is counted for what runs here, but for the syntax checker', () => {
    expect(TARGET_KINDS.filter((kind) => cpuResource({ kind }) !== null)).toEqual([
      'COMPILER',
      'SIMULATOR',
      'NOISY_EMULATOR',
    ]);
  });
});

describe('which quotas count', () => {
  const own = standing({ ownerKind: 'USER', ownerId: 'user_1', limit: 10 }, 1);
  const group = standing({ limit: 60 }, 55);
  const organization = standing({ ownerKind: 'ORGANIZATION', ownerId: 'org_1', limit: 1_000 }, 900);
  const others = [
    standing({ ownerId: 'group_2' }, 60),
    standing({ ownerKind: 'USER', ownerId: 'user_2' }, 60),
    standing({ resource: 'COMPILATION' }, 60),
  ];
  test('those of the organization, the group and the user, the tightest first', () => {
    expect(quotasThatApply([organization, ...others, own, group], PAYERS, SIMULATOR)).toEqual([
      group,
      own,
      organization,
    ]);
  });
  test('a job under no group uses none of a group', () => {
    expect(quotasThatApply([group, own], { ...PAYERS, groupId: null }, SIMULATOR)).toEqual([own]);
  });
  test('none set is no limit', () => {
    expect(refusesUse([], PAYERS, SIMULATOR, need(1e12, 1e12), NOW)).toEqual([]);
    expect(refusesClaim(others, PAYERS, SIMULATOR, 0, NOW)).toBeNull();
  });
});

describe('at submission', () => {
  const cases: readonly (readonly [
    string,
    QuotaStanding,
    typeof SIMULATOR,
    ReturnType<typeof need>,
    string | null,
  ])[] = [
    ['something left', standing({}, 59.9), SIMULATOR, need(), null],
    [
      'nothing left',
      standing({}, 60.2),
      SIMULATOR,
      need(),
      'The SIMULATION quota of the group "Chemistry" is used up: 60.2 of 60 CPU seconds used. It begins anew on 2026-12-01 (UTC).',
    ],
    [
      'a limit of 0 allows nothing',
      standing({ limit: 0 }),
      SIMULATOR,
      need(),
      'The SIMULATION quota of the group "Chemistry" is used up: 0 of 0 CPU seconds used. It begins anew on 2026-12-01 (UTC).',
    ],
    ['the other CPU time', standing({ resource: 'COMPILATION' }, 99), SIMULATOR, need(), null],
    ['compiling', standing({ resource: 'COMPILATION' }, 59), COMPILER, need(), null],
    [
      'a syntax check costs nothing',
      standing({ resource: 'COMPILATION' }, 99),
      targetNamed('Syntax checker'),
      need(),
      null,
    ],
    [
      'storage to the last byte',
      standing({ resource: 'STORAGE', limit: 10 }, 9.6),
      SIMULATOR,
      need(400_000),
      null,
    ],
    [
      'storage above it',
      standing({ resource: 'STORAGE', limit: 10 }, 9.6),
      SIMULATOR,
      need(400_001 + 999),
      'The STORAGE quota of the group "Chemistry" does not suffice: 9.6 of 10 MB used; this takes 0.401 more. Deleting jobs frees storage.',
    ],
    ['credits that suffice', standing({ resource: 'CREDITS', limit: 100 }, 80, 10), QPU, need(0, 10), null],
    [
      'credits with what is reserved',
      standing({ resource: 'CREDITS', limit: 100 }, 80, 12),
      QPU,
      need(0, 10),
      'The CREDITS quota of the group "Chemistry" does not suffice: 80 of 100 credits used, 12 reserved by what waits; this takes 10 more. It begins anew on 2026-12-01 (UTC).',
    ],
    ['credits on a hosted target', standing({ resource: 'CREDITS', limit: 0 }), SIMULATOR, need(), null],
  ];
  test.each(cases)('%s', (_, one, target, needed, message) => {
    const refusals = refusesUse([one], PAYERS, target, needed, NOW);
    expect(refusals.map(({ code }) => code)).toEqual(message === null ? [] : ['QUOTA_EXCEEDED']);
    expect(refusals[0]?.message ?? null).toBe(message);
  });
  test('of two quotas on a resource the tighter one is told, and each resource once', () => {
    const refusals = refusesUse(
      [
        standing({ ownerKind: 'ORGANIZATION', ownerId: 'org_1', limit: 100 }, 101),
        standing({ limit: 0 }, 5),
        standing({ resource: 'STORAGE', limit: 1 }, 2),
      ],
      PAYERS,
      SIMULATOR,
      need(1),
      NOW,
    );
    expect(refusals.map(({ message }) => message.split(' quota')[0])).toEqual([
      'The SIMULATION',
      'The STORAGE',
    ]);
  });
});

describe('at the claim', () => {
  test('CPU time that ran out meanwhile', () => {
    expect(refusesClaim([standing({}, 59)], PAYERS, SIMULATOR, 0, NOW)).toBeNull();
    expect(refusesClaim([standing({}, 60)], PAYERS, SIMULATOR, 0, NOW)).toMatchObject({
      code: 'QUOTA_EXCEEDED',
    });
  });
  test('credits count with what was used, not with what others have reserved', () => {
    const one = standing({ resource: 'CREDITS', limit: 100 }, 80, 500);
    expect(refusesClaim([one], PAYERS, QPU, 20, NOW)).toBeNull();
    expect(refusesClaim([one], PAYERS, QPU, 20.5, NOW)?.message).toContain('this takes 20.5 more');
  });
  test('storage that is exactly full holds what it holds', () => {
    const full = standing({ resource: 'STORAGE', limit: 10 }, 10);
    expect(refusesClaim([full], PAYERS, SIMULATOR, 0, NOW)).toBeNull();
    expect(refusesClaim([{ ...full, used: 10.1 }], PAYERS, SIMULATOR, 0, NOW)).not.toBeNull();
  });
});

test('what is left, and when little is', () => {
  expect(leftOf(standing({ limit: 10 }, 6, 1))).toBe(3);
  expect(leftOf(standing({ limit: 10 }, 16))).toBe(0);
  expect(isNearlyUsedUp(standing({ limit: 10 }, 8.9))).toBe(false);
  expect(isNearlyUsedUp(standing({ limit: 10 }, 8, 1))).toBe(true);
  expect(amountText(1 / 3)).toBe('0.333');
});

test.each([
  [Date.UTC(2026, 10, 30, 23, 59, 59, 999), 202611, '2026-11', Date.UTC(2026, 11, 1)],
  [Date.UTC(2026, 11, 1), 202612, '2026-12', Date.UTC(2027, 0, 1)],
  [Date.UTC(2027, 0, 1), 202701, '2027-01', Date.UTC(2027, 1, 1)],
  [Date.UTC(2028, 1, 29, 12), 202802, '2028-02', Date.UTC(2028, 2, 1)],
])('months are those of UTC: %i', (time, month, text, next) => {
  expect([monthOf(time), monthText(month), nextMonth(time)]).toEqual([month, text, next]);
  expect(monthOf(monthStart(month))).toBe(month);
  expect(monthOf(monthStart(month) - 1)).not.toBe(month);
});

describe('credits of an item', () => {
  test.each(JOB_STATUSES)('%s', (status) => {
    const ended = (FINAL_STATUSES as readonly string[]).includes(status);
    const costs = status === 'COMPLETED' || !ended;
    for (const remote of [HANDLE, INTENT]) {
      expect(creditUse({ status, remote, credits: 3 })).toEqual(
        costs ? { reserved: 0, used: 5.5, month: 202311 } : { reserved: 0, used: 0, month: 0 },
      );
    }
    expect(creditUse({ status, remote: null, credits: 3 }).reserved).toBe(ended ? 0 : 3);
    expect(creditUse({ status, remote: null, credits: null })).toEqual({ reserved: 0, used: 0, month: 0 });
  });
});

describe('who sets quotas', () => {
  const member = aUser();
  const admin = aUser({ isOrganizationAdmin: true });
  const foreign = aUser({ isOrganizationAdmin: true, organizationId: 'org_2' });
  const platform = aUser({ isPlatformAdmin: true, organizationId: 'org_2' });
  test.each([
    ['member', member, false, false, false],
    ['organization admin', admin, false, true, true],
    ['admin of another organization', foreign, false, false, false],
    ['platform admin', platform, true, true, true],
  ] as const)('%s', (_, user, organization, group, one) => {
    const may = (kind: Quota['ownerKind']) =>
      refusesQuotaChange(user, { kind, organizationId: 'org_1' }) === null;
    expect([may('ORGANIZATION'), may('GROUP'), may('USER')]).toEqual([organization, group, one]);
  });
  test.each([0, 0.5, 1e12])('%f is a limit', (limit) => expect(checkQuotaLimit(limit)).toBeNull());
  test.each([-1, NaN, Infinity, 1e13])('%f is none', (limit) =>
    expect(checkQuotaLimit(limit)).toMatchObject({ code: 'INVALID_INPUT', path: ['limit'] }),
  );
});
