import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours are the page's own, so that light and dark need nothing of their own here. */
const highlighting = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--status-retrying)' },
  { tag: tags.typeName, color: 'var(--status-queued)' },
  { tag: [tags.atom, tags.number, tags.bool], color: 'var(--status-running)' },
  { tag: tags.string, color: 'var(--status-completed)' },
  { tag: tags.comment, color: 'var(--ink-faint)', fontStyle: 'italic' },
  { tag: [tags.meta, tags.labelName], color: 'var(--status-terminated)' },
  { tag: tags.function(tags.variableName), color: 'var(--accent)' },
  { tag: [tags.operator, tags.punctuation], color: 'var(--ink-soft)' },
]);

const theme = EditorView.theme({
  '&': {
    height: '100%',
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    fontSize: '0.8125rem',
  },
  '&.cm-focused': { outline: 'none' },
  // Over the gutter too, which an outline would be hidden by.
  '&.cm-focused::after': {
    content: '""',
    position: 'absolute',
    inset: '0',
    zIndex: '300',
    pointerEvents: 'none',
    border: '2px solid var(--focus)',
  },
  '.cm-scroller': { fontFamily: 'var(--editor-font)', lineHeight: '1.55' },
  '.cm-content': { padding: '0.5rem 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 0.75rem 0 0.5rem' },
  '.cm-gutters': {
    backgroundColor: 'var(--surface)',
    color: 'var(--ink-faint)',
    border: 'none',
  },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--hover) 65%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--selected)',
  },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--selected)',
    outline: '1px solid var(--line-strong)',
  },
  '.cm-placeholder': { color: 'var(--ink-faint)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    borderRadius: '0.375rem',
    boxShadow: 'var(--shadow)',
    maxWidth: 'min(36rem, 90vw)',
  },
  '.cm-diagnostic': { fontFamily: 'var(--font-sans, sans-serif)', padding: '0.25rem 0.5rem' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--accent)' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--danger)', backgroundImage: 'none' },
  '.cm-lintRange-warning': { textDecoration: 'underline wavy var(--warn)', backgroundImage: 'none' },
  '.cm-lintRange-info': { textDecoration: 'underline dotted var(--accent)', backgroundImage: 'none' },
  '.cm-gutter-lint': { width: '1.1rem' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--ink)', borderColor: 'var(--line)' },
  // The page's own look of fields and buttons ends at the editor's root.
  '.cm-panel.cm-search': { padding: '0.5rem', fontFamily: 'var(--font-sans, sans-serif)' },
  '.cm-panel.cm-search label': { fontSize: '0.75rem' },
  '.cm-textfield, .cm-button': {
    font: 'inherit',
    fontSize: '0.75rem',
    color: 'var(--ink)',
    backgroundColor: 'var(--surface)',
    backgroundImage: 'none',
    border: '1px solid var(--line-strong)',
    borderRadius: '0.25rem',
    padding: '0.2rem 0.5rem',
    verticalAlign: 'middle',
  },
  '.cm-button:hover, .cm-button:active': { backgroundColor: 'var(--hover)', backgroundImage: 'none' },
  '.cm-textfield:focus-visible, .cm-button:focus-visible, .cm-panel button:focus-visible': {
    outline: '2px solid var(--focus)',
    outlineOffset: '1px',
  },
  '.cm-panel.cm-search [name=close]': { color: 'var(--ink)', fontSize: '1rem', padding: '0 0.25rem' },
  '.cm-panel.cm-panel-lint ul [aria-selected]': { backgroundColor: 'var(--selected)', color: 'var(--ink)' },
});

export const appearance = [theme, syntaxHighlighting(highlighting)];
