import Ban from '@lucide/svelte/icons/ban';
import CopyPlus from '@lucide/svelte/icons/copy-plus';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import Trash from '@lucide/svelte/icons/trash-2';
import type { MenuEntry } from '../ui/Menu.svelte';
import { openAction, type OpenAction } from './open-action.svelte.ts';
import { refusalOf, resynchronises, type ActionSubject, type JobAction } from './subject.ts';

const ENTRIES = [
  { action: 'rerun', label: 'Rerun as new job …', icon: CopyPlus, keys: 'r' },
  { action: 'retry', label: 'Retry …', icon: RotateCw },
  { action: 'cancel', label: 'Cancel …', icon: Ban, keys: 'c' },
  { action: 'delete', label: 'Delete …', icon: Trash, danger: true, separated: true },
] as const satisfies readonly (Omit<MenuEntry, 'onSelect'> & { action: JobAction })[];

/** The actions on jobs as entries of a menu: what is not allowed is there too, with the server's reason. */
export function jobMenuEntries(subject: ActionSubject, onDone: OpenAction['onDone']): readonly MenuEntry[] {
  return ENTRIES.map(({ action, ...entry }) => ({
    ...entry,
    ...(action === 'retry' && resynchronises(subject) ? { label: 'Re-synchronise …' } : {}),
    disabledReason: refusalOf(action, subject),
    onSelect: () => openAction.open(action, subject, onDone),
  }));
}
