import {
  Annotation,
  StateField,
  Transaction,
  type ChangeSet,
  type EditorSelection,
  type Extension,
  type StateCommand,
} from '@codemirror/state';

/** What takes one change back. */
interface Step {
  readonly changes: ChangeSet;
  readonly selection: EditorSelection;
  readonly at: number;
}

interface Steps {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

/** Changes that follow each other faster than this are taken back together. */
const TOGETHER_MS = 500;
const MOST_STEPS = 500;

const direction = Annotation.define<'undo' | 'redo'>();

const steps = StateField.define<Steps>({
  create: () => ({ done: [], undone: [] }),
  update({ done, undone }, transaction) {
    if (!transaction.docChanged) return { done, undone };
    const step: Step = {
      changes: transaction.changes.invert(transaction.startState.doc),
      selection: transaction.startState.selection,
      at: transaction.annotation(Transaction.time) ?? 0,
    };
    switch (transaction.annotation(direction)) {
      case 'undo':
        return { done: done.slice(0, -1), undone: [...undone, step] };
      case 'redo':
        return { done: [...done, { ...step, at: 0 }], undone: undone.slice(0, -1) };
      case undefined:
        return { done: extended(done, step), undone: [] };
    }
  },
});

function extended(done: readonly Step[], step: Step): readonly Step[] {
  const last = done.at(-1);
  if (!last || step.at - last.at > TOGETHER_MS) return [...done, step].slice(-MOST_STEPS);
  const joined = { ...step, changes: step.changes.compose(last.changes), selection: last.selection };
  return [...done.slice(0, -1), joined];
}

function move(which: 'undo' | 'redo'): StateCommand {
  return ({ state, dispatch }) => {
    const step = state.field(steps)[which === 'undo' ? 'done' : 'undone'].at(-1);
    if (!step || state.readOnly) return false;
    const { changes, selection } = step;
    dispatch(
      state.update({
        changes,
        selection,
        annotations: direction.of(which),
        scrollIntoView: true,
        userEvent: which,
      }),
    );
    return true;
  };
}

/** Takes the last change back; false when there is none. */
export const undo = move('undo');
/** Makes the change again that was taken back last; false when there is none. */
export const redo = move('redo');

/** Remembers changes, so that `undo` and `redo` can move through them. */
export const history: Extension = steps;
