import type { Provider, ProviderSecretsInput } from '../graphql/graphql.ts';

/** The fields of a provider's credentials, in the order to ask for them; named as the API names them. */
export const FIELDS: Readonly<Record<Provider, readonly SecretField[]>> = {
  IONQ: [{ name: 'apiKey', label: 'API key', isSecret: true }],
  BRAKET: [
    { name: 'accessKeyId', label: 'Access key id', isSecret: false },
    { name: 'secretAccessKey', label: 'Secret access key', isSecret: true },
    {
      name: 'sessionToken',
      label: 'Session token',
      isSecret: true,
      hint: 'optional, of temporary credentials',
    },
    { name: 'region', label: 'Region', isSecret: false, initial: 'us-east-1' },
    { name: 'bucket', label: 'Bucket for results', isSecret: false, initial: 'amazon-braket-' },
    { name: 'prefix', label: 'Folder in it', isSecret: false, initial: 'shotboard' },
  ],
};

export interface SecretField {
  readonly name: string;
  readonly label: string;
  /** Not shown while it is typed. */
  readonly isSecret: boolean;
  readonly hint?: string;
  readonly initial?: string;
}

/** What is in the fields, by their names. */
export type SecretValues = Readonly<Record<string, string>>;

export const initialValues = (provider: Provider): SecretValues =>
  Object.fromEntries(FIELDS[provider].map(({ name, initial = '' }) => [name, initial]));

/** Whether everything that is needed is filled in. */
export const isFilledIn = (provider: Provider, values: SecretValues): boolean =>
  FIELDS[provider].every(({ name, hint }) => hint !== undefined || (values[name] ?? '').trim() !== '');

/** The values as the API takes them. */
export function secretsInput(provider: Provider, values: SecretValues): ProviderSecretsInput {
  const value = (name: string): string => (values[name] ?? '').trim();
  if (provider === 'IONQ') return { ionq: { apiKey: value('apiKey') } };
  return {
    braket: {
      accessKeyId: value('accessKeyId'),
      secretAccessKey: value('secretAccessKey'),
      sessionToken: value('sessionToken') || null,
      region: value('region'),
      bucket: value('bucket'),
      prefix: value('prefix'),
    },
  };
}

/** Refusals by field: the last part of a path names it; what is about no field stands under `form`. */
export function errorsOf(
  provider: Provider,
  errors: readonly { readonly path: readonly string[]; readonly message: string }[],
): ReadonlyMap<string, string> {
  const known = new Set(['name', 'owner', ...FIELDS[provider].map(({ name }) => name)]);
  return new Map(
    errors.map(({ path, message }) => {
      const field = path.at(-1) ?? '';
      return [known.has(field) ? field : 'form', message];
    }),
  );
}
