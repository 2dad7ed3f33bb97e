import { describe, expect, test } from 'vitest';
import {
  chooseCredential,
  mayUseCredential,
  reaches,
  refusesCredentialChange,
  refusesTarget,
  type ProviderCredential,
} from './credential.ts';
import type { User } from './people.ts';
import { aUser, QPU, SIMULATOR, T0 } from './test-samples.ts';
import type { Target } from './target.ts';

const CREDENTIAL: ProviderCredential = {
  id: 'cred_org',
  provider: 'IONQ',
  name: 'Lab',
  organizationId: 'org_1',
  userId: null,
  isDefault: true,
  hint: '…abcd',
  braket: null,
  createdBy: 'user_admin',
  createdAt: T0,
  checkedAt: T0,
  trouble: null,
};
const own = (userId: string, more: Partial<ProviderCredential> = {}): ProviderCredential => ({
  ...CREDENTIAL,
  id: `cred_${userId}`,
  userId,
  ...more,
});
const device = (provider: string, deviceId: string): Target => ({
  ...QPU,
  device: {
    provider,
    deviceId,
    maker: 'IonQ',
    simulator: false,
    dialect: 'IONQ',
    gates: null,
    minShots: 1,
    rawStatus: 'available',
    degraded: false,
    queueLength: null,
    price: null,
    refreshedAt: T0,
    trouble: null,
  },
});
const FORTE = device('IONQ', 'qpu.forte-1');
const user = (more: Partial<User> = {}): User => aUser({ organizationId: 'org_1', ...more });

test.each([
  ['a member, the organization’s', CREDENTIAL, user(), true, false],
  ['an organization admin, the organization’s', CREDENTIAL, user({ isOrganizationAdmin: true }), true, true],
  [
    'an admin of another organization',
    CREDENTIAL,
    user({ organizationId: 'org_2', isOrganizationAdmin: true }),
    false,
    false,
  ],
  ['a platform admin', CREDENTIAL, user({ organizationId: 'org_2', isPlatformAdmin: true }), true, true],
  ['somebody, their own', own('user_1'), user(), true, true],
  [
    'an organization admin, somebody else’s own',
    own('user_2'),
    user({ isOrganizationAdmin: true }),
    false,
    false,
  ],
  ['a platform admin, somebody else’s own', own('user_2'), user({ isPlatformAdmin: true }), false, false],
])('%s: use and manage', (_who, credential, viewer, use, manage) => {
  expect(mayUseCredential(credential, viewer)).toBe(use);
  expect(refusesCredentialChange(credential, viewer) === null).toBe(manage);
});

describe('the credentials of a job', () => {
  const job = { createdBy: 'user_1', organizationId: 'org_1', credentialId: null };
  const second = { ...CREDENTIAL, id: 'cred_second', isDefault: false };
  test.each<
    readonly [
      string,
      readonly ProviderCredential[],
      typeof job & { credentialId: string | null },
      string | null,
    ]
  >([
    ['the organization’s default', [second, CREDENTIAL], job, 'cred_org'],
    ['the submitter’s own before the organization’s', [CREDENTIAL, own('user_1')], job, 'cred_user_1'],
    ['never somebody else’s own', [own('user_2')], job, null],
    ['never another organization’s', [{ ...CREDENTIAL, organizationId: 'org_2' }], job, null],
    ['never another provider’s', [{ ...CREDENTIAL, provider: 'BRAKET' }], job, null],
    ['those it names', [CREDENTIAL, second], { ...job, credentialId: 'cred_second' } as never, 'cred_second'],
    [
      'none when those it names are not for it',
      [CREDENTIAL, own('user_2')],
      { ...job, credentialId: 'cred_user_2' } as never,
      null,
    ],
  ])('are %s', (_what, credentials, asked, expected) => {
    expect(chooseCredential(credentials, asked, FORTE)?.id ?? null).toBe(expected);
  });
});

test.each([
  ['arn:aws:braket:us-east-1::device/qpu/ionq/Forte-1', 'us-east-1', true],
  ['arn:aws:braket:us-east-1::device/qpu/ionq/Forte-1', 'eu-north-1', false],
  ['arn:aws:braket:::device/quantum-simulator/amazon/sv1', 'eu-north-1', true],
])('%s from %s: %s', (deviceId, region, expected) => {
  const braket: ProviderCredential = {
    ...CREDENTIAL,
    provider: 'BRAKET',
    braket: { region, bucket: 'amazon-braket-x', prefix: 'p' },
  };
  expect(reaches(braket, device('BRAKET', deviceId))).toBe(expected);
});

test.each([
  ['one that runs here', SIMULATOR, false, undefined],
  ['a remote one', FORTE, true, undefined],
  ['one that is offline: it queues', { ...FORTE, status: 'OFFLINE' as const }, true, undefined],
  ['one without credentials', FORTE, false, 'CREDENTIAL_MISSING'],
  ['one that was withdrawn', { ...FORTE, status: 'RETIRED' as const }, true, 'TARGET_RETIRED'],
])('submitting to %s', (_what, target, hasCredential, code) => {
  expect(refusesTarget(target, hasCredential)?.code).toBe(code);
});
