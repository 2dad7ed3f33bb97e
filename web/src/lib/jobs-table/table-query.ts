import type {
  JobFilter,
  JobOrder,
  JobOrderField,
  JobStatus,
  JobType,
  PropertyFilter,
} from '../graphql/graphql.ts';
import { NEWEST_FIRST, STATUS_ORDER } from '../live/job-order.ts';
import type { Params } from '../url/params.ts';
import { numberOf } from '../properties/types.ts';
import { parseRange, rangeBounds, writeRange, type TimeRange } from './time-range.ts';

export const JOB_TYPES: readonly JobType[] = ['COMPILE', 'EXECUTE'];

/** What the reader asked to see: all of it stands in the address. */
export interface TableQuery {
  /** Text in the name; '' for any. */
  readonly search: string;
  readonly statuses: readonly JobStatus[];
  readonly types: readonly JobType[];
  /** Of an organization's jobs; of a project's there is nothing to choose. */
  readonly projectIds: readonly string[];
  readonly targetIds: readonly string[];
  readonly submitterIds: readonly string[];
  readonly properties: readonly PropertyFilter[];
  readonly created: TimeRange | null;
  readonly modified: TimeRange | null;
  readonly order: JobOrder;
}

export const EVERYTHING: TableQuery = {
  search: '',
  statuses: [],
  types: [],
  projectIds: [],
  targetIds: [],
  submitterIds: [],
  properties: [],
  created: null,
  modified: null,
  order: NEWEST_FIRST,
};

/** The names in the address that make up a saved view. */
export const QUERY_NAMES = [
  'q',
  'range',
  'status',
  'type',
  'project',
  'target',
  'by',
  'property',
  'created',
  'modified',
  'sort',
] as const;

const SORT_NAMES: Readonly<Record<JobOrderField, string>> = {
  CREATED_AT: 'created',
  UPDATED_AT: 'modified',
  NAME: 'name',
  STATUS: 'status',
};

/** Reads the address; what it does not understand it leaves out, so that an old link still opens. */
export function readQuery(params: URLSearchParams): TableQuery {
  const listed = <Value extends string>(name: string, allowed: readonly Value[]) => {
    const values = params.getAll(name);
    return allowed.filter((each) => values.includes(each.toLowerCase()));
  };
  return {
    search: params.get('q') ?? '',
    statuses: listed('status', STATUS_ORDER),
    types: listed('type', JOB_TYPES),
    projectIds: params.getAll('project'),
    targetIds: params.getAll('target'),
    submitterIds: params.getAll('by'),
    properties: [
      ...params.getAll('property').map(readProperty),
      ...params.getAll('range').flatMap(readBounds),
    ],
    created: parseRange(params.get('created')),
    modified: parseRange(params.get('modified')),
    order: readOrder(params.get('sort')),
  };
}

/** What to write into the address for a query; the inverse of `readQuery`. */
export function writeQuery(query: TableQuery): Params {
  return {
    q: query.search.trim(),
    status: query.statuses.map((each) => each.toLowerCase()),
    type: query.types.map((each) => each.toLowerCase()),
    project: query.projectIds,
    target: query.targetIds,
    by: query.submitterIds,
    property: query.properties.filter((each) => !isBounded(each)).map(writeProperty),
    range: query.properties.filter(isBounded).map(writeBounds),
    created: query.created && writeRange(query.created),
    modified: query.modified && writeRange(query.modified),
    sort: isSameOrder(query.order, NEWEST_FIRST) ? null : writeOrder(query.order),
  };
}

/** The filter as the API takes it. @param now for ranges that end now, milliseconds since 1970 */
export function filterOf(query: TableQuery, now: number): JobFilter {
  const created = rangeBounds(query.created, now);
  const modified = rangeBounds(query.modified, now);
  return {
    ...(query.search.trim() && { name: query.search.trim() }),
    ...(query.statuses.length > 0 && { statuses: [...query.statuses] }),
    ...(query.types.length > 0 && { types: [...query.types] }),
    ...(query.projectIds.length > 0 && { projectIds: [...query.projectIds] }),
    ...(query.targetIds.length > 0 && { targetIds: [...query.targetIds] }),
    ...(query.submitterIds.length > 0 && { createdByIds: [...query.submitterIds] }),
    ...(query.properties.length > 0 && { properties: [...query.properties] }),
    ...(created.from && { createdFrom: created.from }),
    ...(created.to && { createdTo: created.to }),
    ...(modified.from && { updatedFrom: modified.from }),
    ...(modified.to && { updatedTo: modified.to }),
  };
}

/** Takes every job there is, in whatever order. */
export function isUnfiltered(query: TableQuery): boolean {
  return Object.keys(filterOf(query, 0)).length === 0;
}

/** The order after a click on a column's head: turns it round, or begins as that column is mostly read. */
export function orderAfterClick(order: JobOrder, field: JobOrderField): JobOrder {
  if (order.field === field) return { field, direction: order.direction === 'ASC' ? 'DESC' : 'ASC' };
  return { field, direction: field === 'CREATED_AT' || field === 'UPDATED_AT' ? 'DESC' : 'ASC' };
}

/** `backend` for any value, `backend=h2` for one; a `=` or `\` in a name is escaped. */
function writeProperty({ name, value }: PropertyFilter): string {
  const written = name.replace(/[\\=]/g, '\\$&');
  return value == null ? written : `${written}=${value}`;
}

function readProperty(text: string): PropertyFilter {
  const [, name = '', value] = /^((?:\\.|[^\\=])*)(?:=([^]*))?$/.exec(text) ?? [text, text];
  const plain = name.replace(/\\(.)/g, '$1');
  return value === undefined ? { name: plain } : { name: plain, value };
}

const isBounded = ({ min, max }: PropertyFilter) => min != null || max != null;

/** `energy=1..2`, with either end open. */
function writeBounds({ name, min, max }: PropertyFilter): string {
  return `${name.replace(/[\\=]/g, '\\$&')}=${min ?? ''}..${max ?? ''}`;
}

function readBounds(text: string): PropertyFilter[] {
  const { name, value } = readProperty(text);
  const [from = '', to = ''] = value?.split('..') ?? [];
  const [min, max] = [numberOf(from), numberOf(to)];
  if (min === null && max === null) return [];
  if (min !== null && max !== null && min > max) return [];
  return [{ name, ...(min !== null && { min }), ...(max !== null && { max }) }];
}

function readOrder(text: string | null): JobOrder {
  const isDown = text?.startsWith('-') ?? false;
  const name = isDown ? text?.slice(1) : text;
  for (const field of ['CREATED_AT', 'UPDATED_AT', 'NAME', 'STATUS'] as const) {
    if (SORT_NAMES[field] === name) return { field, direction: isDown ? 'DESC' : 'ASC' };
  }
  return NEWEST_FIRST;
}

const writeOrder = (order: JobOrder) => (order.direction === 'DESC' ? '-' : '') + SORT_NAMES[order.field];
const isSameOrder = (a: JobOrder, b: JobOrder) => a.field === b.field && a.direction === b.direction;
