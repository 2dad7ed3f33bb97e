import type { ProjectRole } from '../graphql/graphql.ts';

/** The roles in a project, from the least to the most permissive, in words. */
export const ROLES: readonly {
  readonly value: ProjectRole;
  readonly label: string;
  readonly hint: string;
}[] = [
  { value: 'READER', label: 'Reader', hint: 'Looks at jobs and results' },
  { value: 'CONTRIBUTOR', label: 'Contributor', hint: 'Also submits, reruns, retries and cancels jobs' },
  { value: 'MAINTAINER', label: 'Maintainer', hint: 'Also deletes jobs and archives the project' },
  { value: 'ADMINISTRATOR', label: 'Administrator', hint: 'Also gives roles' },
];

export function roleLabel(role: ProjectRole): string {
  return ROLES.find((each) => each.value === role)?.label ?? role;
}
