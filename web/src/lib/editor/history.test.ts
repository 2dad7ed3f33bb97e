import { EditorState, Transaction } from '@codemirror/state';
import { expect, it } from 'vitest';
import { history, redo, undo } from './history.ts';

function typist() {
  let state = EditorState.create({ doc: '', extensions: history });
  const dispatch = (transaction: Transaction) => (state = transaction.state);
  return {
    type: (insert: string, at: number) =>
      dispatch(
        state.update({
          changes: { from: state.doc.length, insert },
          annotations: Transaction.time.of(at),
        }),
      ),
    undo: () => undo({ state, dispatch }),
    redo: () => redo({ state, dispatch }),
    text: () => state.doc.toString(),
  };
}

it('takes back what was typed in one go together, and the rest by itself', () => {
  const editor = typist();
  editor.type('h', 1_000);
  editor.type(' q', 1_200);
  editor.type(';', 5_000);
  editor.undo();
  expect(editor.text()).toBe('h q');
  editor.undo();
  expect(editor.text()).toBe('');
  expect(editor.undo()).toBe(false);
  editor.redo();
  editor.redo();
  expect(editor.text()).toBe('h q;');
  expect(editor.redo()).toBe(false);
});

it('forgets what was taken back once something else is written', () => {
  const editor = typist();
  editor.type('a', 1_000);
  editor.undo();
  editor.type('b', 9_000);
  expect(editor.redo()).toBe(false);
  expect(editor.text()).toBe('b');
});
