import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleOff from '@lucide/svelte/icons/circle-off';
import PowerOff from '@lucide/svelte/icons/power-off';
import Wrench from '@lucide/svelte/icons/wrench';
import type { Component } from 'svelte';
import type { TargetStatus } from '../graphql/graphql.ts';

interface TargetStatusLook {
  readonly label: string;
  readonly icon: Component<{ size?: number; 'aria-hidden'?: 'true' }>;
  readonly colour: string;
  /** What it means for a job that is submitted now; null when it simply runs. */
  readonly meaning: string | null;
}

export const TARGET_STATUS: Readonly<Record<TargetStatus, TargetStatusLook>> = {
  ONLINE: { label: 'Online', icon: CircleCheck, colour: 'var(--status-completed)', meaning: null },
  OFFLINE: {
    label: 'Offline',
    icon: PowerOff,
    colour: 'var(--warn)',
    meaning: 'Jobs wait here until it is back.',
  },
  MAINTENANCE: {
    label: 'Maintenance',
    icon: Wrench,
    colour: 'var(--warn)',
    meaning: 'Jobs wait here until the maintenance is over.',
  },
  RETIRED: { label: 'Withdrawn', icon: CircleOff, colour: 'var(--ink-faint)', meaning: 'It takes no jobs.' },
};
