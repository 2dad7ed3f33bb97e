import {
  NEWEST_FIRST,
  type JobFilter,
  type JobOrder,
  type JobScope,
  type PropertyCondition,
} from '../domain/job-query.ts';
import { jobPosition } from '../store/job-position.ts';
import type { RequestContext } from './context.ts';
import { badInput } from './faults.ts';
import type { JobConnectionModel } from './models.ts';
import { connection, cursorOf, sliceOf, type CursorForm, type PageArguments } from './pagination.ts';
import type {
  JobFilter as JobFilterInput,
  PropertyFilter as PropertyFilterInput,
} from './schema-types.generated.ts';

/** How the cursors of each order look. */
const FORMS: Readonly<Record<JobOrder['field'], CursorForm>> = {
  CREATED_AT: { kind: 'created', value: 'number' },
  UPDATED_AT: { kind: 'updated', value: 'number' },
  NAME: { kind: 'name', value: 'string' },
  STATUS: { kind: 'status', value: 'number' },
};

/** A page of jobs of a scope that the viewer is known to see. */
export function jobConnection(
  scope: JobScope,
  list: PageArguments & {
    readonly filter?: JobFilterInput | null | undefined;
    readonly orderBy?: JobOrder | null | undefined;
  },
  { useCases: { store }, loaders }: RequestContext,
): Promise<JobConnectionModel> {
  const order = list.orderBy ?? NEWEST_FIRST;
  const form = FORMS[order.field];
  const filter = jobFilter(list.filter);
  return connection(
    sliceOf(list, form),
    async (slice) => {
      const jobs = await store.listJobs(scope, filter, order, slice);
      // Whoever sees the list sees every job in it.
      for (const job of jobs) if (!('rerunOf' in scope)) loaders.job.prime(job.id, job);
      return jobs;
    },
    (job) => cursorOf(jobPosition(job, order.field), form),
    () => store.countJobs(scope, filter),
  );
}

/** What is null in the API is not given in the domain. */
export function jobFilter(input: JobFilterInput | null | undefined): JobFilter {
  const given = Object.entries(input ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const { properties, ...rest } = Object.fromEntries(given) as {
    [Name in keyof JobFilterInput]: NonNullable<JobFilterInput[Name]>;
  };
  return {
    ...rest,
    ...(properties && { properties: properties.map(propertyCondition) }),
  };
}

/** @throws BAD_USER_INPUT for bounds that nothing can be between */
function propertyCondition({ name, value, min, max }: PropertyFilterInput): PropertyCondition {
  const bounds = { ...(min != null && { min }), ...(max != null && { max }) };
  if (value != null && (min != null || max != null)) {
    throw badInput(`The filter for the property "${name}" has a value and bounds; give one of them.`);
  }
  if (min != null && max != null && min > max) {
    throw badInput(`The filter for the property "${name}" has a min of ${min}, above its max of ${max}.`);
  }
  return { name, value: value ?? null, ...bounds };
}
