/** Which jobs are ticked: some rows, or all that match the filter, seen or not. */
export type Selection =
  | {
      readonly kind: 'rows';
      readonly ids: ReadonlySet<string>;
      /** The row that was ticked last: where a range begins. */
      readonly anchor: string | null;
    }
  | { readonly kind: 'all' };

export const NOTHING: Selection = { kind: 'rows', ids: new Set(), anchor: null };
export const ALL_THAT_MATCH: Selection = { kind: 'all' };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.kind === 'all' || selection.ids.has(id);
}

/** Nothing is ticked. */
export function isEmpty(selection: Selection): boolean {
  return selection.kind === 'rows' && selection.ids.size === 0;
}

/** Ticks a row or unticks it. Unticking one of all that match leaves the other rows that are shown. */
export function toggled(selection: Selection, id: string, shown: readonly string[]): Selection {
  const ids = new Set(selection.kind === 'all' ? shown : selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { kind: 'rows', ids, anchor: id };
}

/** Does to all rows from the anchor to this one what a click does to this one; without an anchor, to this one. */
export function toggledTo(selection: Selection, id: string, shown: readonly string[]): Selection {
  const anchor = selection.kind === 'rows' ? selection.anchor : null;
  const from = anchor === null ? -1 : shown.indexOf(anchor);
  const to = shown.indexOf(id);
  if (selection.kind === 'all' || from < 0 || to < 0) return toggled(selection, id, shown);
  const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
  const ids = new Set(selection.ids);
  const isTicking = !selection.ids.has(id);
  for (const each of range) {
    if (isTicking) ids.add(each);
    else ids.delete(each);
  }
  return { kind: 'rows', ids, anchor: id };
}

/** Ticks every row that is shown, or none when they all are. */
export function toggledShown(selection: Selection, shown: readonly string[]): Selection {
  return coverage(selection, shown) === 'all' ? NOTHING : { kind: 'rows', ids: new Set(shown), anchor: null };
}

/** How the box in the table's head stands. */
export function coverage(selection: Selection, shown: readonly string[]): 'none' | 'some' | 'all' {
  if (selection.kind === 'all') return 'all';
  if (selection.ids.size === 0) return 'none';
  return shown.length > 0 && shown.every((id) => selection.ids.has(id)) ? 'all' : 'some';
}
