/** A key and what it does on this page. */
export interface Shortcut {
  /** As `KeyboardEvent.key` says it: `/`, `j`, `?`, `Escape`; `mod+k` with Ctrl or ⌘. */
  readonly key: string;
  readonly label: string;
  /** Heading in the overview. */
  readonly group: string;
  readonly run: () => void;
}

export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The shortcut that a pressed key means; later ones win over earlier ones. */
export function shortcutFor(
  pressed: PressedKey,
  shortcuts: readonly Shortcut[],
  isTyping: boolean,
): Shortcut | undefined {
  if (pressed.altKey) return undefined;
  const hasMod = pressed.ctrlKey || pressed.metaKey;
  if (isTyping && !hasMod) return undefined;
  const wanted = hasMod ? `mod+${pressed.key.toLowerCase()}` : pressed.key;
  return shortcuts.findLast((each) => each.key === wanted);
}
