import Building from '@lucide/svelte/icons/building-2';
import Buildings from '@lucide/svelte/icons/building';
import Cpu from '@lucide/svelte/icons/cpu';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import KeyRound from '@lucide/svelte/icons/key-round';
import Keyboard from '@lucide/svelte/icons/keyboard';
import ListChecks from '@lucide/svelte/icons/list-checks';
import LogOut from '@lucide/svelte/icons/log-out';
import Monitor from '@lucide/svelte/icons/monitor';
import Moon from '@lucide/svelte/icons/moon';
import Plus from '@lucide/svelte/icons/plus';
import Server from '@lucide/svelte/icons/server';
import Shapes from '@lucide/svelte/icons/shapes';
import UserCog from '@lucide/svelte/icons/user-cog';
import Sun from '@lucide/svelte/icons/sun';
import UserRound from '@lucide/svelte/icons/user-round';
import UsersRound from '@lucide/svelte/icons/users-round';
import type { Component } from 'svelte';
import { goto } from '$app/navigation';
import { appearance, THEMES } from '../frame/theme.svelte.ts';
import type { FrameQuery } from '../graphql/graphql.ts';
import { leave } from '../frame/leave.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly label: string;
  /** Heading it stands under. */
  readonly group: 'Jobs' | 'Go to' | 'Projects' | 'Appearance and account';
  readonly icon: Component<{ size?: number; 'aria-hidden'?: 'true' }>;
  /** At its right, fainter. */
  readonly hint?: string;
  /** Other words to find it by. */
  readonly words?: string;
  readonly run: () => void;
}

const THEME = {
  system: { label: 'Appearance as the system', icon: Monitor },
  light: { label: 'Light appearance', icon: Sun },
  dark: { label: 'Dark appearance', icon: Moon },
} as const;

/** What can be done from everywhere. */
export function commonEntries(
  projects: FrameQuery['projects']['nodes'],
  projectId: string | null,
  isAdmin: boolean,
  isPlatformAdmin: boolean,
  showShortcuts: () => void,
): readonly PaletteEntry[] {
  const place = (label: string, href: string, icon: PaletteEntry['icon'], words = ''): PaletteEntry => ({
    id: href,
    label,
    group: 'Go to',
    icon,
    words,
    run: () => void goto(href),
  });
  return [
    ...(projectId === null
      ? []
      : [
          place('Submit a job', `/projects/${projectId}/submit`, Plus, 'new create program run'),
          place('Jobs', `/projects/${projectId}`, ListChecks, 'list table'),
          place('People of the project', `/projects/${projectId}/people`, UserRound, 'roles members share'),
        ]),
    place('Projects', '/projects', FolderOpen),
    ...(isAdmin
      ? [
          place(
            'All jobs of the organization',
            '/organization/jobs',
            ListChecks,
            'everybody list table admin',
          ),
        ]
      : []),
    place('Organization', '/organization', Building, 'people users groups colleagues settings'),
    place('Teams', '/teams', UsersRound, 'share invite members'),
    place('Targets', '/targets', Cpu, 'queue simulator backend device'),
    place('Credentials', '/credentials', KeyRound, 'provider key secret aws braket ionq remote'),
    ...(isPlatformAdmin
      ? [
          place('Organizations', '/organizations', Buildings, 'companies all'),
          place('Nodes', '/nodes', Server, 'servers workers duties cluster'),
        ]
      : []),
    place('Statuses', '/statuses', Shapes, 'legend meaning help'),
    {
      id: 'shortcuts',
      label: 'Keyboard shortcuts',
      group: 'Go to',
      icon: Keyboard,
      words: 'help keys',
      run: showShortcuts,
    },
    ...projects.map(({ id, name }): PaletteEntry => ({
      id,
      label: name,
      group: 'Projects',
      icon: FolderOpen,
      words: `project ${name}`,
      run: () => void goto(`/projects/${id}`),
    })),
    ...THEMES.map((theme): PaletteEntry => ({
      id: `theme-${theme}`,
      ...THEME[theme],
      group: 'Appearance and account',
      words: 'theme mode colours',
      run: () => (appearance.theme = theme),
    })),
    {
      id: 'account',
      label: 'Your account',
      group: 'Appearance and account',
      icon: UserCog,
      words: 'profile password sessions api tokens',
      run: () => void goto('/account'),
    },
    {
      id: 'sign-out',
      label: 'Sign out',
      group: 'Appearance and account',
      icon: LogOut,
      words: 'log out leave',
      run: () => void leave(),
    },
  ];
}
