import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changed } from '../../domain/change.ts';
import {
  JOB_ORDER_FIELDS,
  NEWEST_FIRST,
  type JobFilter,
  type JobOrder,
  type JobScope,
} from '../../domain/job-query.ts';
import type { Job } from '../../domain/job.ts';
import { JOB_STATUSES } from '../../domain/status.ts';
import {
  cancelStep,
  ORGANIZATION,
  PROJECT,
  projectOf,
  startStep,
  submit,
  USER,
} from '../../test/job-builder.ts';
import type { Subject } from '../conformance.ts';
import { jobPosition } from '../job-position.ts';
import type { Store } from '../store.ts';

const SCOPE = { projectId: PROJECT.id };
const ORDERS: readonly JobOrder[] = JOB_ORDER_FIELDS.flatMap((field) => [
  { field, direction: 'ASC' as const },
  { field, direction: 'DESC' as const },
]);

/** Jobs with names, times and statuses that often fall together. */
async function fill(store: Store): Promise<readonly Job[]> {
  for (let n = 0; n < 40; n += 1) {
    const id = `job_${String((n * 17) % 40).padStart(2, '0')}`;
    await submit(store, {
      id,
      now: 1_000 + Math.floor(n / 3),
      queued: n % 4 !== 0,
      properties: n % 2 ? [{ name: 'parity', value: n % 3 ? 'odd' : 'third' }] : [],
      job: {
        name: ['Bell', 'bell 100%', 'GHZ_4', 'Ünder'][n % 4] ?? '',
        createdBy: `user_${n % 3}`,
        type: n % 5 ? 'EXECUTE' : 'COMPILE',
        groupId: n % 6 < 3 ? null : `group_${n % 2}`,
        rerunOf: n % 7 ? null : 'job_source',
      },
    });
    if (n % 4 === 1) {
      const step = n % 8 === 1 ? cancelStep : startStep;
      await store.changeJob(id, 'all', (shown) => changed(shown, 2_000 + (n % 5), [step(shown, 'w')]));
    }
  }
  return store.listJobs(SCOPE, {}, NEWEST_FIRST, { limit: 100, from: null, backwards: false });
}

const ranks: Readonly<Record<string, number>> = Object.fromEntries(
  JOB_STATUSES.map((one, place) => [one, place]),
);

/** The order as a comparison, to hold the store's lists against. */
function compare({ field, direction }: JobOrder): (a: Job, b: Job) => number {
  const valueOf = (job: Job): string | number =>
    ({
      CREATED_AT: job.createdAt,
      UPDATED_AT: job.updatedAt,
      NAME: job.name.toLowerCase(),
      STATUS: ranks[job.status] ?? 0,
    })[field];
  const sign = direction === 'ASC' ? 1 : -1;
  const less = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
  return (a, b) => sign * (less(valueOf(a), valueOf(b)) || less(a.id, b.id));
}

function matches(job: Job, filter: JobFilter): boolean {
  const { name, statuses, types, projectIds, targetIds, createdByIds, groupIds, properties } = filter;
  return (
    (name === undefined || job.name.toLowerCase().includes(name.toLowerCase())) &&
    (!statuses || statuses.includes(job.status)) &&
    (!types || types.includes(job.type)) &&
    (!projectIds || projectIds.includes(job.projectId)) &&
    (!targetIds || targetIds.includes(job.targetId)) &&
    (!createdByIds || createdByIds.includes(job.createdBy)) &&
    (!groupIds || (job.groupId !== null && groupIds.includes(job.groupId))) &&
    (properties ?? []).every((wanted) =>
      job.properties.some(({ name: own, value }) => own === wanted.name && (wanted.value ?? value) === value),
    ) &&
    job.createdAt >= (filter.createdFrom ?? -Infinity) &&
    job.createdAt < (filter.createdTo ?? Infinity) &&
    job.updatedAt >= (filter.updatedFrom ?? -Infinity) &&
    job.updatedAt < (filter.updatedTo ?? Infinity)
  );
}

/** Walks a whole list by pages; between pages something may happen. */
async function walk(
  store: Store,
  order: JobOrder,
  filter: JobFilter,
  limit: number,
  backwards: boolean,
  between: () => Promise<unknown> = async () => undefined,
  scope: JobScope = SCOPE,
): Promise<readonly Job[]> {
  const pages: (readonly Job[])[] = [];
  for (let from = null; ;) {
    const page = await store.listJobs(scope, filter, order, { limit, from, backwards });
    pages.push(page);
    const edge = backwards ? page[0] : page.at(-1);
    if (!edge || page.length < limit) return (backwards ? pages.reverse() : pages).flat();
    from = jobPosition(edge, order.field) as never;
    await between();
  }
}

const someOf = <T>(...values: readonly T[]): fc.Arbitrary<T[]> => fc.uniqueArray(fc.constantFrom(...values));
const filters: fc.Arbitrary<JobFilter> = fc.record(
  {
    name: fc.constantFrom('', 'bell', 'BELL', '%', '_', 'ÜN', '100%', "'"),
    statuses: someOf('SUBMITTED', 'QUEUED', 'RUNNING', 'CANCELLED', 'ERROR'),
    types: someOf('COMPILE', 'EXECUTE'),
    projectIds: someOf(PROJECT.id, 'proj_2', 'proj_other', 'proj_x'),
    targetIds: someOf('target_simulator', 'target_x'),
    createdByIds: someOf('user_0', 'user_1', 'user_x'),
    groupIds: someOf('group_0', 'group_1', 'group_x'),
    properties: fc.uniqueArray(
      fc.record({ name: fc.constantFrom('parity', 'x'), value: fc.constantFrom('odd', 'third', null) }),
      { maxLength: 2 },
    ),
    createdFrom: fc.integer({ min: 1_000, max: 1_014 }),
    createdTo: fc.integer({ min: 1_000, max: 1_014 }),
    updatedFrom: fc.integer({ min: 1_000, max: 2_005 }),
    updatedTo: fc.integer({ min: 1_000, max: 2_005 }),
  },
  { requiredKeys: [] },
);

export function listsConformance({ store }: Subject): void {
  describe('lists of jobs', () => {
    it('hold what matches, in order, in pages of any size, both ways', async () => {
      const all = await fill(store());
      expect(all).toHaveLength(40);
      await fc.assert(
        fc.asyncProperty(
          filters,
          fc.constantFrom(...ORDERS),
          fc.integer({ min: 1, max: 50 }),
          fc.boolean(),
          async (filter, order, limit, backwards) => {
            const expected = all.filter((job) => matches(job, filter)).sort(compare(order));
            expect(await walk(store(), order, filter, limit, backwards)).toEqual(expected);
            expect(await store().countJobs(SCOPE, filter)).toBe(expected.length);
            const ids = expected.map(({ id }) => id).sort();
            expect(await store().jobIds(SCOPE, filter, null, 100)).toEqual(ids);
            expect(await store().jobIds(SCOPE, filter, ids[2] ?? null, 3)).toEqual(
              ids.slice(ids[2] ? 3 : 0).slice(0, 3),
            );
            const organization = { organizationId: ORGANIZATION.id };
            const page = { limit, from: null, backwards: false };
            expect(await store().listJobs(organization, filter, order, page)).toEqual(
              expected.slice(0, limit),
            );
            expect(await store().countJobs(organization, filter)).toBe(expected.length);
            expect(await store().jobIds(organization, filter, null, 100)).toEqual(ids);
          },
        ),
        { numRuns: 150, seed: 7 },
      );
    });

    it('of an organization hold the jobs of all its projects, and no others', async () => {
      const first = await fill(store());
      await store().createOrganization({ id: 'org_other', name: 'Other' }, () => null);
      const project = projectOf({ id: 'proj_2' });
      const elsewhere = projectOf({ id: 'proj_other', organizationId: 'org_other' });
      await store().createProject(project);
      await store().createProject(elsewhere);
      for (let n = 0; n < 12; n += 1) {
        const job = { name: `Bell ${n % 3}`, createdBy: 'user_1' };
        const properties = n % 3 ? [{ name: 'parity', value: 'odd' }] : [];
        await submit(store(), { id: `job_two_${n}`, now: 1_000 + n, project, properties, job });
      }
      await submit(store(), { id: 'job_other', now: 1_003, project: elsewhere });
      const page = { limit: 100, from: null, backwards: false };
      const second = await store().listJobs({ projectId: 'proj_2' }, {}, NEWEST_FIRST, page);
      const all = [...first, ...second];
      expect(all).toHaveLength(52);
      const scope = { organizationId: ORGANIZATION.id };
      await fc.assert(
        fc.asyncProperty(
          filters,
          fc.constantFrom(...ORDERS),
          fc.integer({ min: 1, max: 60 }),
          fc.boolean(),
          async (filter, order, limit, backwards) => {
            const expected = all.filter((job) => matches(job, filter)).sort(compare(order));
            const walked = await walk(store(), order, filter, limit, backwards, undefined, scope);
            expect(walked).toEqual(expected);
            expect(await store().countJobs(scope, filter)).toBe(expected.length);
            expect(await store().jobIds(scope, filter, null, 100)).toEqual(
              expected.map(({ id }) => id).sort(),
            );
          },
        ),
        { numRuns: 150, seed: 11 },
      );
      const [counts] = await store().organizationJobCounts([ORGANIZATION.id]);
      expect(Object.values(counts ?? {}).reduce((sum, jobs) => sum + jobs, 0)).toBe(52);
      expect(await store().submitters({ organizationId: 'org_other' })).toEqual([USER.id]);
    });

    it('of reruns hold the jobs that rerun one', async () => {
      const reruns = (await fill(store())).filter(({ rerunOf }) => rerunOf !== null);
      const scope = { rerunOf: 'job_source' };
      for (const order of ORDERS) {
        const page = await store().listJobs(scope, {}, order, { limit: 50, from: null, backwards: false });
        expect(page).toEqual([...reruns].sort(compare(order)));
      }
      expect(await store().countJobs(scope, {})).toBe(reruns.length);
      expect(await store().jobIds(scope, {}, null, 50)).toEqual(reruns.map(({ id }) => id).sort());
    });

    it.each(ORDERS.flatMap((order) => [false, true].map((backwards) => ({ ...order, backwards }))))(
      'stay whole while jobs come in between pages: $field $direction, backwards $backwards',
      async ({ field, direction, backwards }) => {
        const before = await fill(store());
        let n = 0;
        const between = (): Promise<unknown> => {
          n += 1;
          return submit(store(), { id: `job_new_${n}`, now: 900 + n * 40, job: { name: `Bell ${n}` } });
        };
        const walked = await walk(store(), { field, direction }, {}, 7, backwards, between);
        const old = new Set(before.map(({ id }) => id));
        expect(walked.filter(({ id }) => old.has(id))).toEqual(
          [...before].sort(compare({ field, direction })),
        );
        expect(new Set(walked.map(({ id }) => id)).size).toBe(walked.length);
      },
    );
  });
}
