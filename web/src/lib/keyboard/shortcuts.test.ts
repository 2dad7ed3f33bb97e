import { expect, it } from 'vitest';
import { shortcutFor, type Shortcut } from './shortcuts.ts';

const shortcut = (key: string, label = key): Shortcut => ({ key, label, group: '', run: () => {} });
const shortcuts = [shortcut('j'), shortcut('?'), shortcut('mod+k'), shortcut('j', 'of the page')];
const press = (key: string, mod = false) => ({ key, ctrlKey: mod, metaKey: false, altKey: false });

it.each([
  ['a key', press('?'), false, '?'],
  ['the last registered wins', press('j'), false, 'of the page'],
  ['text that is typed is text', press('j'), true, undefined],
  ['with Ctrl, also while typing', press('K', true), true, 'mod+k'],
  ['Ctrl and a plain shortcut are two things', press('j', true), false, undefined],
] as const)('%s', (_, pressed, isTyping, label) => {
  expect(shortcutFor(pressed, shortcuts, isTyping)?.label).toBe(label);
});
