import type { AuditAction, AuditState, Deed } from '../domain/audit.ts';
import {
  mayUseCredential,
  providerTitle,
  refusesCredentialChange,
  type BraketSettings,
  type CredentialOwner,
  type ProviderCredential,
  type ProviderName,
  type ProviderSecrets,
} from '../domain/credential.ts';
import { notFound, refusal, type Refusal } from '../domain/errors.ts';
import type { CredentialId } from '../domain/job.ts';
import { checkIdType, checkName } from '../domain/submission.ts';
import { ProviderError } from '../providers/provider.ts';
import { audited } from './audit.ts';
import { done, refuse, type Context, type Outcome, type Viewer } from './context.ts';

/** Secrets as they are given: of exactly one provider. */
export interface SecretsInput {
  readonly braket?:
    | {
        readonly accessKeyId: string;
        readonly secretAccessKey: string;
        readonly sessionToken?: string | null | undefined;
        readonly region: string;
        readonly bucket: string;
        readonly prefix?: string | null | undefined;
      }
    | null
    | undefined;
  readonly ionq?: { readonly apiKey: string } | null | undefined;
}

/** The longest secret: session tokens of AWS have no published limit and a few thousand characters. */
const LONGEST_SECRET = 8_192;
const HINT_LENGTH = 4;

interface Given {
  readonly secrets: ProviderSecrets;
  readonly braket: BraketSettings | null;
  readonly hint: string;
}

/** The credentials the viewer may use. */
export async function usableCredentials(
  ctx: Pick<Context, 'store'>,
  viewer: Viewer,
): Promise<readonly ProviderCredential[]> {
  const all = await ctx.store.listProviderCredentials();
  return all.filter((one) => mayUseCredential(one, viewer.user));
}

/** Adds credentials, once their provider has taken them. */
export async function addProviderCredential(
  ctx: Context,
  viewer: Viewer,
  input: {
    readonly name: string;
    readonly owner: CredentialOwner;
    readonly makeDefault: boolean;
    readonly secrets: SecretsInput;
  },
): Promise<Outcome<ProviderCredential>> {
  const { user } = viewer;
  const owner = { organizationId: user.organizationId, userId: input.owner === 'USER' ? user.id : null };
  const forbidden = refusesCredentialChange(owner, user);
  if (forbidden) return refuse({ ...forbidden, path: ['owner'] });
  const wrong = checkName(input.name, ctx.limits, ['name']) ?? checkKey(ctx);
  if (wrong) return refuse(wrong);
  const given = readSecrets(input.secrets);
  if ('code' in given) return refuse(given);
  const refused = await tryOut(ctx, given);
  if (refused) return refuse(refused);
  const id = ctx.newId('ProviderCredential');
  const now = ctx.now();
  const added = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.addProviderCredential(
        {
          id,
          provider: given.secrets.provider,
          name: input.name,
          ...owner,
          isDefault: input.makeDefault,
          hint: given.hint,
          braket: given.braket,
          createdBy: user.id,
          createdAt: now,
          checkedAt: now,
          trouble: null,
        },
        ctx.providers.seal(id, given.secrets),
      ),
    (credential) => credentialDeed('CREDENTIAL_ADDED', null, credential),
  );
  ctx.bus.say('credentials');
  return done(added);
}

/** Changes the name of credentials, makes them the default, or gives them new secrets. */
export async function updateProviderCredential(
  ctx: Context,
  viewer: Viewer,
  input: {
    readonly credentialId: string;
    readonly name?: string | null | undefined;
    readonly makeDefault: boolean;
    readonly secrets?: SecretsInput | null | undefined;
  },
): Promise<Outcome<ProviderCredential>> {
  const seen = await managed(ctx, viewer, input.credentialId);
  if (!seen.ok) return seen;
  const { name = null, secrets = null } = input;
  const wrong =
    (name === null ? null : checkName(name, ctx.limits, ['name'])) ??
    (secrets === null ? null : checkKey(ctx));
  if (wrong) return refuse(wrong);
  const given = secrets === null ? null : readSecrets(secrets);
  if (given !== null && 'code' in given) return refuse(given);
  if (given !== null && given.secrets.provider !== seen.value.provider) {
    return refuse(
      refusal(
        'INVALID_INPUT',
        `These are credentials for ${providerTitle(seen.value.provider)}, not for ${providerTitle(given.secrets.provider)}.`,
        ['secrets'],
      ),
    );
  }
  const refused = given === null ? null : await tryOut(ctx, given);
  if (refused) return refuse(refused);
  const now = ctx.now();
  let before: ProviderCredential | null = null;
  const outcome = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.changeProviderCredential(
        input.credentialId,
        (stored) => ({
          ...(before = stored),
          name: name ?? stored.name,
          isDefault: stored.isDefault || input.makeDefault,
          ...(given ? { hint: given.hint, braket: given.braket, checkedAt: now, trouble: null } : {}),
        }),
        given ? ctx.providers.seal(input.credentialId, given.secrets) : undefined,
      ),
    (told) =>
      told && 'id' in told ? credentialDeed('CREDENTIAL_CHANGED', before, told, given !== null) : null,
  );
  ctx.providers.forget(input.credentialId);
  ctx.bus.say('credentials');
  return settle(outcome, input.credentialId);
}

/** Asks the provider again whether it takes credentials, and looks at its devices. */
export async function checkProviderCredential(
  ctx: Context,
  viewer: Viewer,
  input: { readonly credentialId: string },
): Promise<Outcome<ProviderCredential>> {
  const seen = await visible(ctx, viewer, input.credentialId);
  if (!seen.ok) return seen;
  const trouble = await ctx.providers
    .of(seen.value)
    .checkCredentials()
    .then(() => null, troubleOf);
  const now = ctx.now();
  const outcome = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.changeProviderCredential(input.credentialId, (before) => ({
        ...before,
        checkedAt: trouble === null ? now : before.checkedAt,
        trouble,
      })),
    (told) => (told && 'id' in told ? credentialDeed('CREDENTIAL_CHECKED', null, told) : null),
  );
  ctx.bus.say('credentials');
  return settle(outcome, input.credentialId);
}

/** Removes credentials that no item at a provider needs. */
export async function removeProviderCredential(
  ctx: Context,
  viewer: Viewer,
  input: { readonly credentialId: string },
): Promise<Outcome<{ readonly credentialId: CredentialId }>> {
  const seen = await managed(ctx, viewer, input.credentialId);
  if (!seen.ok) return seen;
  const outcome = await audited(
    ctx,
    viewer,
    () =>
      ctx.store.removeProviderCredential(input.credentialId, (credential, inUse) =>
        inUse === 0
          ? null
          : refusal(
              'CREDENTIAL_IN_USE',
              `${providerTitle(credential.provider)} has ${inUse} ${inUse === 1 ? 'item' : 'items'} that ${inUse === 1 ? 'was' : 'were'} submitted with "${credential.name}": wait for the end, or give it new secrets instead.`,
              ['credentialId'],
            ),
      ),
    (told) => (told && 'removed' in told ? credentialDeed('CREDENTIAL_REMOVED', told.removed, null) : null),
  );
  if (outcome === null) return refuse(credentialNotFound(input.credentialId));
  if ('code' in outcome) return refuse(outcome);
  ctx.providers.forget(input.credentialId);
  ctx.bus.say('credentials');
  return done({ credentialId: input.credentialId });
}

/** A deed on credentials. Of secrets it tells no more than that they are new. */
function credentialDeed(
  action: AuditAction,
  before: ProviderCredential | null,
  after: ProviderCredential | null,
  hasNewSecrets = after !== null && before === null,
): Deed | null {
  const credential = after ?? before;
  if (credential === null) return null;
  const state = ({ name, provider, userId, isDefault, trouble }: ProviderCredential): AuditState => ({
    name,
    provider,
    owner: userId === null ? 'ORGANIZATION' : 'USER',
    isDefault,
    trouble,
  });
  return {
    action,
    subject: { type: 'ProviderCredential', id: credential.id, name: credential.name },
    organizationId: credential.organizationId,
    before: before && state(before),
    after: after && { ...state(after), ...(hasNewSecrets ? { secrets: 'new' } : {}) },
  };
}

/** What is wrong with a provider, for people; a fault of ours is told as one. */
function troubleOf(error: unknown): string {
  if (error instanceof ProviderError) return error.message;
  throw error;
}

async function tryOut(ctx: Context, given: Given): Promise<Refusal | null> {
  try {
    await ctx.providers.tryOut(given.secrets, given.braket);
    return null;
  } catch (error) {
    const title = providerTitle(given.secrets.provider);
    return refusal(
      'CREDENTIAL_REFUSED',
      `Not saved, because ${title} did not take them: ${troubleOf(error)}`,
      ['secrets'],
    );
  }
}

function checkKey(ctx: Context): Refusal | null {
  return ctx.providers.canSeal
    ? null
    : refusal(
        'SECRET_KEY_MISSING',
        'This server has no key to encrypt secrets with. Start it with SHOTBOARD_SECRET_KEY set; README.md tells how.',
      );
}

/** Secrets in the form they are kept in, or what is wrong with them; never repeats a secret. */
function readSecrets({ braket, ionq }: SecretsInput): Given | Refusal {
  const blank = (text: string): boolean => text.trim() === '';
  const no = (field: string, what: string): Refusal =>
    refusal('INVALID_INPUT', what, ['secrets', braket ? 'braket' : 'ionq', field]);
  const checked = (field: string, text: string): Refusal | null => {
    if (blank(text)) return no(field, 'It must not be blank.');
    if (text.length > LONGEST_SECRET)
      return refusal(
        'LIMIT_EXCEEDED',
        `It has ${text.length} characters; at most ${LONGEST_SECRET} are allowed.`,
        no(field, '').path,
      );
    // What would end a header, or is no text at all.
    return /^[\x21-\x7e]+$/.test(text)
      ? null
      : no(field, 'It has characters that no key has, such as spaces.');
  };
  if (ionq) {
    const apiKey = ionq.apiKey.trim();
    return (
      checked('apiKey', apiKey) ?? {
        secrets: { provider: 'IONQ' satisfies ProviderName, apiKey },
        braket: null,
        hint: hintOf(apiKey),
      }
    );
  }
  if (!braket) return refusal('INVALID_INPUT', 'Give the secrets of one provider.', ['secrets']);
  const accessKeyId = braket.accessKeyId.trim();
  const secretAccessKey = braket.secretAccessKey.trim();
  const sessionToken = braket.sessionToken?.trim() || null;
  const region = braket.region.trim();
  const bucket = braket.bucket.trim();
  const prefix = (braket.prefix ?? 'shotboard').trim();
  const wrong =
    checked('accessKeyId', accessKeyId) ??
    checked('secretAccessKey', secretAccessKey) ??
    (sessionToken === null ? null : checked('sessionToken', sessionToken)) ??
    (/^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/.test(region)
      ? null
      : no('region', `"${region.slice(0, 40)}" is not a region of AWS, as us-east-1 is.`)) ??
    (/^amazon-braket-[a-z0-9.-]{1,49}$/.test(bucket)
      ? null
      : no('bucket', 'The bucket’s name begins with amazon-braket- and has at most 63 characters.')) ??
    (/^[A-Za-z0-9._/-]{1,200}$/.test(prefix)
      ? null
      : no('prefix', 'The prefix has 1 to 200 letters, digits and . _ / -.'));
  return (
    wrong ?? {
      secrets: { provider: 'BRAKET', accessKeyId, secretAccessKey, sessionToken },
      braket: { region, bucket, prefix },
      hint: hintOf(accessKeyId),
    }
  );
}

/** The end of a key; of a short one, which might be guessed from it, nothing. */
function hintOf(key: string): string {
  return key.length >= 4 * HINT_LENGTH ? `…${key.slice(-HINT_LENGTH)}` : '';
}

function credentialNotFound(id: string): Refusal {
  return notFound('credentials', id, ['credentialId']);
}

async function visible(ctx: Context, viewer: Viewer, id: string): Promise<Outcome<ProviderCredential>> {
  const wrong = checkIdType(id, 'ProviderCredential', ['credentialId']);
  if (wrong) return refuse(wrong);
  const [credential] = await ctx.store.providerCredentials([id]);
  return credential && mayUseCredential(credential, viewer.user)
    ? done(credential)
    : refuse(credentialNotFound(id));
}

async function managed(ctx: Context, viewer: Viewer, id: string): Promise<Outcome<ProviderCredential>> {
  const seen = await visible(ctx, viewer, id);
  if (!seen.ok) return seen;
  const forbidden = refusesCredentialChange(seen.value, viewer.user);
  return forbidden ? refuse(forbidden) : seen;
}

function settle(outcome: ProviderCredential | Refusal | null, id: CredentialId): Outcome<ProviderCredential> {
  if (outcome === null) return refuse(credentialNotFound(id));
  return 'code' in outcome ? refuse(outcome) : done(outcome);
}
