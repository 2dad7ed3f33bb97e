import type { Job } from '../domain/job.ts';
import type { JobOrder, JobPosition } from '../domain/job-query.ts';
import { JOB_STATUSES } from '../domain/status.ts';

/**
 * Where a job stands in an order: what a list continues from. Names are compared in lower case, statuses by their
 * place in `JOB_STATUSES`. Every store orders so.
 */
export function jobPosition(job: Job, field: JobOrder['field']): JobPosition {
  switch (field) {
    case 'CREATED_AT':
      return { value: job.createdAt, id: job.id };
    case 'UPDATED_AT':
      return { value: job.updatedAt, id: job.id };
    case 'NAME':
      return { value: job.name.toLowerCase(), id: job.id };
    case 'STATUS':
      return { value: JOB_STATUSES.indexOf(job.status), id: job.id };
  }
}

/** The value of a position as a store compares it: a name or status may be given as the job has it, too. */
export function positionValue(position: JobPosition, field: JobOrder['field']): string | number {
  const { value } = position;
  if (typeof value === 'number') return value;
  if (field === 'NAME') return value.toLowerCase();
  return field === 'STATUS' ? (JOB_STATUSES as readonly string[]).indexOf(value) : Number(value);
}
