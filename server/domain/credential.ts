import { refusal, type Refusal } from './errors.ts';
import type { CredentialId, OrganizationId, UserId } from './job.ts';
import type { User } from './people.ts';
import { isHosted, type Target } from './target.ts';

/** The providers there are adapters for. */
export const PROVIDER_NAMES = ['BRAKET', 'IONQ'] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

/** As people write them. */
export const PROVIDER_TITLES: Readonly<Record<ProviderName, string>> = {
  BRAKET: 'AWS Braket',
  IONQ: 'IonQ',
};

/** A provider's title; its own name for one that is not known. */
export function providerTitle(name: string): string {
  return Object.hasOwn(PROVIDER_TITLES, name) ? PROVIDER_TITLES[name as ProviderName] : name; // it is a key
}

/** What is secret of credentials; sealed as soon as it is given and never told again. */
export type ProviderSecrets =
  | {
      readonly provider: 'BRAKET';
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken: string | null;
    }
  | { readonly provider: 'IONQ'; readonly apiKey: string };

/** Where tasks of Braket are created, and where it writes results to. */
export interface BraketSettings {
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
}

/** Credentials for a provider: of an organization, or of one user. The secrets are kept apart, sealed. */
export interface ProviderCredential {
  readonly id: CredentialId;
  readonly provider: ProviderName;
  readonly name: string;
  readonly organizationId: OrganizationId;
  /** Whose own they are; null: the organization's. */
  readonly userId: UserId | null;
  /** Taken when a job names none. One for each owner and provider. */
  readonly isDefault: boolean;
  /** The end of the key, to tell them apart. */
  readonly hint: string;
  readonly braket: BraketSettings | null;
  readonly createdBy: UserId;
  readonly createdAt: number;
  /** When the provider last took them. */
  readonly checkedAt: number | null;
  /** Why the provider did not take them the last time; null when it did. */
  readonly trouble: string | null;
}

export type CredentialOwner = 'ORGANIZATION' | 'USER';

/** Whether somebody may see and use credentials: their own, and those of their organization. */
export function mayUseCredential(credential: ProviderCredential, user: User): boolean {
  if (credential.userId !== null) return credential.userId === user.id;
  return credential.organizationId === user.organizationId || user.isPlatformAdmin;
}

/** Why somebody may not add, change or remove credentials of this owner; null when they may. */
export function refusesCredentialChange(
  owner: Pick<ProviderCredential, 'organizationId' | 'userId'>,
  user: User,
): Refusal | null {
  const mayManage =
    owner.userId === null
      ? user.isPlatformAdmin || (user.isOrganizationAdmin && owner.organizationId === user.organizationId)
      : owner.userId === user.id;
  return mayManage ? null : refusal('FORBIDDEN', "The organization's credentials are managed by its admins.");
}

/** The region that a device of Braket stands in; null for one that every region has, and for other providers. */
function regionOf(deviceId: string): string | null {
  const region = /^arn:aws[a-z-]*:braket:([a-z0-9-]*):/.exec(deviceId)?.[1] ?? '';
  return region === '' ? null : region;
}

/** Whether these credentials lead to a target. */
export function reaches(credential: ProviderCredential, target: Target): boolean {
  if (!target.device || target.device.provider !== credential.provider) return false;
  const region = regionOf(target.device.deviceId);
  return region === null || credential.braket === null || credential.braket.region === region;
}

/**
 * The credentials a job uses: those it names, else the submitter's default, else that of the job's organization.
 * Null when there are none.
 */
export function chooseCredential(
  credentials: readonly ProviderCredential[],
  job: {
    readonly createdBy: UserId;
    readonly organizationId: OrganizationId;
    readonly credentialId: CredentialId | null;
  },
  target: Target,
): ProviderCredential | null {
  const usable = credentials.filter(
    (one) =>
      reaches(one, target) &&
      (one.userId === null ? one.organizationId === job.organizationId : one.userId === job.createdBy),
  );
  if (job.credentialId !== null) return usable.find(({ id }) => id === job.credentialId) ?? null;
  const own = usable.filter(({ userId }) => userId !== null);
  const shared = usable.filter(({ userId }) => userId === null);
  const pick = (among: readonly ProviderCredential[]) => among.find((one) => one.isDefault) ?? among[0];
  return pick(own) ?? pick(shared) ?? null;
}

/** Why nothing may be submitted to a target now; null when it may. An offline target is no reason: it queues. */
export function refusesTarget(target: Target, hasCredential: boolean): Refusal | null {
  if (target.status === 'RETIRED') {
    return refusal('TARGET_RETIRED', `The target "${target.name}" was withdrawn.`, ['targetId']);
  }
  if (!isHosted(target) && !hasCredential) {
    return refusal(
      'CREDENTIAL_MISSING',
      `There are no credentials for ${providerTitle(target.device?.provider ?? '')} that lead to "${target.name}": add some, or ask an organization admin to.`,
      ['targetId'],
    );
  }
  return null;
}
