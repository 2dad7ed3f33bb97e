import type { TokenScope } from '../graphql/graphql.ts';

/** What a token may do, from the least to the most. */
export const SCOPE_WORDS: readonly {
  readonly scope: TokenScope;
  readonly label: string;
  readonly hint: string;
}[] = [
  { scope: 'READ', label: 'Read', hint: 'See what you see, and watch it live.' },
  { scope: 'JOBS', label: 'Jobs', hint: 'Also submit, rerun, retry, cancel, edit and delete jobs.' },
  { scope: 'ADMIN', label: 'Everything', hint: 'All that you may do, as an admin too.' },
];

/** The most that scopes allow, in a word. */
export function scopeLabel(scopes: readonly TokenScope[]): string {
  return SCOPE_WORDS.findLast(({ scope }) => scopes.includes(scope))?.label ?? 'Nothing';
}
