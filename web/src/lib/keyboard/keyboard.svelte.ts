import { untrack } from 'svelte';
import { shortcutFor, type Shortcut } from './shortcuts.ts';

let registered = $state.raw<readonly Shortcut[]>([]);

/** All shortcuts of what is shown now. */
export const keyboard = {
  get shortcuts() {
    return registered;
  },
};

/** Registers shortcuts while a component lives. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  $effect(() => {
    registered = [...untrack(() => registered), ...shortcuts];
    return () => (registered = registered.filter((each) => !shortcuts.includes(each)));
  });
}

/** The one listener of the page; put on the window by the frame. */
export function onKeydown(event: KeyboardEvent): void {
  // A dialog or an open menu has the keyboard for itself.
  if (event.defaultPrevented || document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]'))
    return;
  const shortcut = shortcutFor(event, registered, isTyping(event.target));
  // Enter on a link or a button is theirs.
  if (!shortcut || (event.key === 'Enter' && isPressable(event.target))) return;
  event.preventDefault();
  shortcut.run();
}

const isPressable = (target: EventTarget | null) =>
  target instanceof Element && target.closest('a, button, summary, [role="menuitem"]') !== null;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'))
  );
}
