import type { JobFilter, JobOrder, JobRowFragment, JobStatus } from '../graphql/graphql.ts';
import { numberOf } from '../properties/types.ts';

/** The statuses in the order of a job's life, as the server sorts them. */
export const STATUS_ORDER: readonly JobStatus[] = [
  'SUBMITTED',
  'QUEUED',
  'RUNNING',
  'CANCELLING',
  'RETRYING',
  'COMPLETED',
  'ERROR',
  'CANCELLED',
  'TERMINATED',
  'DEPLETED',
];

/** The order of a list when none is asked for. */
export const NEWEST_FIRST: JobOrder = { field: 'CREATED_AT', direction: 'DESC' };

/** The same answer as the server gives: does the job belong to what the filter takes? */
export function matchesFilter(job: JobRowFragment, filter: JobFilter): boolean {
  return (
    (!filter.name || job.name.toLowerCase().includes(filter.name.toLowerCase())) &&
    isOneOf(filter.statuses, job.status) &&
    isOneOf(filter.types, job.type) &&
    isOneOf(filter.projectIds, job.project.id) &&
    isOneOf(filter.targetIds, job.target.id) &&
    isOneOf(filter.createdByIds, job.createdBy.id) &&
    (filter.properties ?? []).every((wanted) =>
      job.properties.some(
        (each) =>
          each.name === wanted.name &&
          (wanted.value == null || each.value === wanted.value) &&
          isBetween(each.value, wanted.min, wanted.max),
      ),
    ) &&
    isWithin(job.createdAt, filter.createdFrom, filter.createdTo) &&
    isWithin(job.updatedAt, filter.updatedFrom, filter.updatedTo)
  );
}

/** As numbers; what is none is between no bounds. */
function isBetween(value: string, min: number | null | undefined, max: number | null | undefined): boolean {
  if (min == null && max == null) return true;
  const number = numberOf(value);
  return number !== null && number >= (min ?? -Infinity) && number <= (max ?? Infinity);
}

/** Orders two jobs as the server does; equals by id. */
export function comparing(order: JobOrder): (a: JobRowFragment, b: JobRowFragment) => number {
  const sign = order.direction === 'DESC' ? -1 : 1;
  return (a, b) => sign * (byField(order, a, b) || compareText(a.id, b.id));
}

function byField(order: JobOrder, a: JobRowFragment, b: JobRowFragment): number {
  switch (order.field) {
    case 'CREATED_AT':
      return compareText(a.createdAt, b.createdAt);
    case 'UPDATED_AT':
      return compareText(a.updatedAt, b.updatedAt);
    case 'NAME':
      return compareText(a.name.toLowerCase(), b.name.toLowerCase());
    case 'STATUS':
      return STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status);
  }
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function isOneOf<Value>(wanted: readonly Value[] | null | undefined, value: Value): boolean {
  return !wanted || wanted.includes(value);
}

/** Times are compared as moments: a filter may be written with another precision than the server's. */
function isWithin(at: string, from: string | null | undefined, to: string | null | undefined): boolean {
  const moment = Date.parse(at);
  return (!from || moment >= Date.parse(from)) && (!to || moment < Date.parse(to));
}
