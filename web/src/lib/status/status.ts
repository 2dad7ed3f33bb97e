import Ban from '@lucide/svelte/icons/ban';
import BatteryLow from '@lucide/svelte/icons/battery-low';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import CircleStop from '@lucide/svelte/icons/circle-stop';
import Hourglass from '@lucide/svelte/icons/hourglass';
import LoaderCircle from '@lucide/svelte/icons/loader-circle';
import OctagonAlert from '@lucide/svelte/icons/octagon-alert';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import TimerOff from '@lucide/svelte/icons/timer-off';
import type { Component } from 'svelte';
import type { JobStatus, StatusCountPartsFragment } from '../graphql/graphql.ts';

export interface StatusLook {
  readonly label: string;
  /** A shape of its own, so that nobody needs to tell colours apart. */
  readonly icon: Component<{ size?: number; class?: string; 'aria-hidden'?: 'true' }>;
  /** The CSS colour, readable as text on every ground of a page. */
  readonly colour: string;
  readonly count: keyof StatusCountPartsFragment;
}

/** How each status looks. What it means and allows is told by the server. */
export const STATUS: Readonly<Record<JobStatus, StatusLook>> = {
  SUBMITTED: {
    label: 'Submitted',
    icon: CircleDashed,
    colour: 'var(--status-submitted)',
    count: 'submitted',
  },
  QUEUED: { label: 'Queued', icon: Hourglass, colour: 'var(--status-queued)', count: 'queued' },
  RUNNING: { label: 'Running', icon: LoaderCircle, colour: 'var(--status-running)', count: 'running' },
  CANCELLING: {
    label: 'Cancelling',
    icon: CircleStop,
    colour: 'var(--status-cancelling)',
    count: 'cancelling',
  },
  RETRYING: { label: 'Retrying', icon: RotateCw, colour: 'var(--status-retrying)', count: 'retrying' },
  COMPLETED: { label: 'Completed', icon: CircleCheck, colour: 'var(--status-completed)', count: 'completed' },
  ERROR: { label: 'Error', icon: OctagonAlert, colour: 'var(--status-error)', count: 'error' },
  CANCELLED: { label: 'Cancelled', icon: Ban, colour: 'var(--status-cancelled)', count: 'cancelled' },
  TERMINATED: {
    label: 'Terminated',
    icon: TimerOff,
    colour: 'var(--status-terminated)',
    count: 'terminated',
  },
  DEPLETED: { label: 'Depleted', icon: BatteryLow, colour: 'var(--status-depleted)', count: 'depleted' },
};

/** From left to right in a bar: what is done, what failed, what goes on, what waits. */
export const BAR_ORDER: readonly JobStatus[] = [
  'COMPLETED',
  'ERROR',
  'TERMINATED',
  'DEPLETED',
  'CANCELLED',
  'RUNNING',
  'CANCELLING',
  'RETRYING',
  'QUEUED',
  'SUBMITTED',
];
