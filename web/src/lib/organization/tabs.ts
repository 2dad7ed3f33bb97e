/** The pages of an organization, in the order of their tabs: `/organizations/ID/PATH`. */
export interface OrganizationTab {
  readonly path: string;
  readonly label: string;
  /** Nothing on it is for others. */
  readonly forAdmins: boolean;
}

export const ORGANIZATION_TABS: readonly OrganizationTab[] = [
  { path: 'jobs', label: 'Jobs', forAdmins: true },
  { path: 'people', label: 'People', forAdmins: false },
  { path: 'groups', label: 'Groups', forAdmins: false },
  { path: 'quotas', label: 'Quotas', forAdmins: false },
  { path: 'usage', label: 'Usage', forAdmins: false },
  { path: 'audit', label: 'Audit', forAdmins: true },
  { path: 'settings', label: 'Settings', forAdmins: true },
];
