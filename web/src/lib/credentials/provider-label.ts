import type { Provider } from '../graphql/graphql.ts';

/** How people write the providers. */
export const PROVIDER_LABEL: Readonly<Record<Provider, string>> = { BRAKET: 'AWS Braket', IONQ: 'IonQ' };
