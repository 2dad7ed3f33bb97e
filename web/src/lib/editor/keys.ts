import { EditorSelection, type ChangeSpec, type StateCommand } from '@codemirror/state';
import type { KeyBinding } from '@codemirror/view';
import { lintKeymap } from '@codemirror/lint';
import { redo, undo } from './history.ts';

const INDENT = '  ';

/** A new line as deep as this one, one step deeper after an opening bracket. */
const newLine: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const change = state.changeByRange((range) => {
    const line = state.doc.lineAt(range.from);
    const before = line.text.slice(0, range.from - line.from);
    const depth = /^\s*/.exec(before)?.[0] ?? '';
    const insert = state.lineBreak + depth + (/[{([]\s*$/.test(before) ? INDENT : '');
    return {
      changes: { from: range.from, to: range.to, insert },
      range: EditorSelection.cursor(range.from + insert.length),
    };
  });
  dispatch(state.update(change, { scrollIntoView: true, userEvent: 'input' }));
  return true;
};

const indent: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const { main } = state.selection;
  const changes = main.empty ? { from: main.from, insert: INDENT } : beforeEachLine(state, INDENT);
  dispatch(
    state.update({
      changes,
      ...(main.empty && { selection: { anchor: main.from + INDENT.length } }),
      userEvent: 'input.indent',
    }),
  );
  return true;
};

const outdent: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  dispatch(state.update({ changes: beforeEachLine(state, null), userEvent: 'delete.dedent' }));
  return true;
};

/** Puts a text before each chosen line; null takes one step of indentation away. */
function beforeEachLine(
  { doc, selection }: Parameters<StateCommand>[0]['state'],
  insert: string | null,
): ChangeSpec[] {
  const changes: ChangeSpec[] = [];
  const last = doc.lineAt(selection.main.to).number;
  for (let number = doc.lineAt(selection.main.from).number; number <= last; number++) {
    const line = doc.line(number);
    const spaces = /^ {0,2}/.exec(line.text)?.[0].length ?? 0;
    changes.push(insert === null ? { from: line.from, to: line.from + spaces } : { from: line.from, insert });
  }
  return changes;
}

const selectAll: StateCommand = ({ state, dispatch }) => {
  dispatch(state.update({ selection: { anchor: 0, head: state.doc.length }, userEvent: 'select' }));
  return true;
};

const goTo =
  (place: 'start' | 'end'): StateCommand =>
  ({ state, dispatch }) => {
    const anchor = place === 'start' ? 0 : state.doc.length;
    dispatch(state.update({ selection: { anchor }, scrollIntoView: true, userEvent: 'select' }));
    return true;
  };

/** Tab indents; Esc and then Tab leaves the editor, which the view does by itself. F8 goes to the next diagnostic. */
export const keys: readonly KeyBinding[] = [
  { key: 'Mod-z', run: undo, preventDefault: true },
  { key: 'Mod-y', mac: 'Mod-Shift-z', run: redo, preventDefault: true },
  { key: 'Mod-Shift-z', run: redo, preventDefault: true },
  { key: 'Enter', run: newLine },
  { key: 'Tab', run: indent, shift: outdent },
  { key: 'Mod-a', run: selectAll },
  { key: 'Mod-Home', mac: 'Cmd-ArrowUp', run: goTo('start') },
  { key: 'Mod-End', mac: 'Cmd-ArrowDown', run: goTo('end') },
  ...lintKeymap,
];
