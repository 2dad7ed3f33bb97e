import { getContext, setContext } from 'svelte';
import type { OrganizationPartsFragment } from '../graphql/graphql.ts';

const KEY = Symbol('organization');

/** The organization whose page this is. Reading it is reactive. */
export interface OrganizationOfPage {
  readonly organization: OrganizationPartsFragment;
  /** The viewer looks after it. */
  readonly isAdmin: boolean;
  /** Reads it anew, after its name changed. */
  readonly refetch: () => void;
}

/** For the layout of an organization's pages: what is below it is only shown once there is one. */
export function provideOrganization(read: () => OrganizationOfPage): void {
  setContext(KEY, {
    get organization() {
      return read().organization;
    },
    get isAdmin() {
      return read().isAdmin;
    },
    refetch: () => read().refetch(),
  } satisfies OrganizationOfPage);
}

/** For the pages below the layout, and what they are made of. */
export function organizationOfPage(): OrganizationOfPage {
  return getContext(KEY);
}
