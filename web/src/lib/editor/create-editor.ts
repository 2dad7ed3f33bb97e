import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { appearance } from './appearance.ts';
import { markOf, type Diagnostic } from './diagnostics.ts';
import { MODES, type EditorLanguage } from './modes.ts';

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly language: EditorLanguage;
  /** Read to screen readers. */
  readonly label: string;
  /** The id of the element that describes it. */
  readonly describedBy?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly isReadOnly: boolean;
  readonly onChange: (text: string) => void;
}

export interface EditorHandle {
  setText: (text: string) => void;
  setLanguage: (language: EditorLanguage) => void;
  setDiagnostics: (diagnostics: readonly Diagnostic[]) => void;
  /** Puts the cursor there and the editor in focus. Counts from 1. */
  goTo: (line: number, column: number) => void;
  destroy: () => void;
}

/** Without Mod-Enter, which submits the form around the editor. */
const commands = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter');

/** The editor itself; in a module of its own, so that a page loads it only when it shows a program. */
export function createEditor(options: EditorOptions): EditorHandle {
  const language = new Compartment();
  const { isReadOnly } = options;
  // In a root of its own the editor's styles are adopted sheets; in the page they would be inline ones, which its
  // policy forbids.
  const root = options.parent.shadowRoot ?? options.parent.attachShadow({ mode: 'open' });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        lineNumbers(),
        drawSelection(),
        bracketMatching(),
        appearance,
        language.of(MODES[options.language]),
        EditorView.contentAttributes.of({
          'aria-label': options.label,
          tabindex: '0',
          ...(options.describedBy && { 'aria-describedby': options.describedBy }),
          ...(isReadOnly && { 'aria-readonly': 'true' }),
        }),
        isReadOnly
          ? [EditorState.readOnly.of(true), EditorView.editable.of(false)]
          : [
              history(),
              indentUnit.of('  '),
              // Esc and then Tab leaves the editor, which the view does by itself. F8 goes to the next diagnostic.
              keymap.of([indentWithTab, ...commands, ...historyKeymap, ...lintKeymap]),
              lintGutter(),
              highlightActiveLine(),
              highlightActiveLineGutter(),
            ],
        highlightSelectionMatches(),
        keymap.of(searchKeymap),
        options.placeholder ? placeholder(options.placeholder) : [],
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.doc.toString());
        }),
      ],
    }),
  });

  return {
    setText(text) {
      const { doc } = view.state;
      if (doc.length === text.length && doc.toString() === text) return;
      view.dispatch({ changes: { from: 0, to: doc.length, insert: text } });
    },
    setLanguage: (next) => view.dispatch({ effects: language.reconfigure(MODES[next]) }),
    setDiagnostics(diagnostics) {
      const { state } = view;
      view.dispatch(
        setDiagnostics(
          state,
          diagnostics.map((each) => markOf(each, state.doc)),
        ),
      );
    },
    goTo(line, column) {
      const { from } = markOf({ severity: 'INFO', message: '', line, column }, view.state.doc);
      view.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: 'center' }),
      });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}
