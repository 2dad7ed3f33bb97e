import type { JobOrderField } from '../graphql/graphql.ts';

export interface Column {
  readonly id: ColumnId;
  readonly label: string;
  /** Width as a track of a CSS grid. */
  readonly track: string;
  /** The least width in pixels, of which the table's own follows. */
  readonly least: number;
  readonly sort?: JobOrderField;
  readonly alignEnd?: boolean;
}

export type ColumnId =
  | 'project'
  | 'type'
  | 'status'
  | 'target'
  | 'submitter'
  | 'group'
  | 'created'
  | 'modified'
  | 'duration'
  | 'queue'
  | 'properties';

/** The columns in their order; the name always leads, the check box and the menu are at the edges. */
export const COLUMNS: readonly Column[] = [
  { id: 'project', label: 'Project', track: 'minmax(6.75rem, 0.6fr)', least: 108 },
  { id: 'type', label: 'Type', track: '4.75rem', least: 76 },
  { id: 'status', label: 'Status', track: 'minmax(14rem, 1.5fr)', least: 224, sort: 'STATUS' },
  { id: 'target', label: 'Target', track: 'minmax(6rem, 0.5fr)', least: 96 },
  { id: 'submitter', label: 'Submitted by', track: 'minmax(6.75rem, 0.5fr)', least: 108 },
  { id: 'group', label: 'Group', track: 'minmax(6rem, 0.5fr)', least: 96 },
  { id: 'created', label: 'Submitted', track: '6.5rem', least: 104, sort: 'CREATED_AT' },
  { id: 'modified', label: 'Modified', track: '6.5rem', least: 104, sort: 'UPDATED_AT' },
  { id: 'duration', label: 'Duration', track: '5.5rem', least: 88, alignEnd: true },
  { id: 'queue', label: 'Queue', track: '3.75rem', least: 60, alignEnd: true },
  { id: 'properties', label: 'Properties', track: 'minmax(6rem, 0.6fr)', least: 96 },
];

const ALL_COLUMNS: readonly ColumnId[] = COLUMNS.map((each) => each.id);

/** Which columns there are to choose from, and which of them are shown at first. */
export interface ColumnOffer {
  readonly offered: readonly ColumnId[];
  readonly usual: readonly ColumnId[];
}
/** Of one project: which one is plain. */
export const PROJECT_COLUMNS: ColumnOffer = {
  offered: ALL_COLUMNS.filter((id) => id !== 'project'),
  usual: ALL_COLUMNS.filter((id) => id !== 'project' && id !== 'modified' && id !== 'group'),
};
export const ORGANIZATION_COLUMNS: ColumnOffer = {
  offered: ALL_COLUMNS,
  usual: ALL_COLUMNS.filter((id) => id !== 'modified' && id !== 'group' && id !== 'properties'),
};

const NAME_TRACK = 'minmax(10rem, 1.4fr)';
const EDGES = { start: 40, end: 44, name: 160 };

/** Reads `type,status`; null when it names no column, so that what is remembered or usual applies. */
export function parseColumns(text: string | null): readonly ColumnId[] | null {
  if (text === null) return null;
  const names = text.split(',');
  const known = COLUMNS.filter((each) => names.includes(each.id)).map((each) => each.id);
  return known.length > 0 || text === 'none' ? known : null;
}

export function writeColumns(columns: readonly ColumnId[]): string {
  return columns.length === 0 ? 'none' : columns.join(',');
}

/** Shows a column or hides it; the order stays that of the table. */
export function toggledColumn(shown: readonly ColumnId[], id: ColumnId): readonly ColumnId[] {
  return COLUMNS.map((each) => each.id).filter((each) =>
    each === id ? !shown.includes(id) : shown.includes(each),
  );
}

/** The columns that are shown, the tracks of the grid and the least width of the table in pixels. */
export function layoutOf(shown: readonly ColumnId[]) {
  const columns = COLUMNS.filter((each) => shown.includes(each.id));
  return {
    columns,
    tracks: [`${EDGES.start}px`, NAME_TRACK, ...columns.map((each) => each.track), `${EDGES.end}px`].join(
      ' ',
    ),
    least: columns.reduce((sum, each) => sum + each.least, EDGES.start + EDGES.name + EDGES.end),
  };
}
