import { describe, expect, it } from 'vitest';
import { refusal } from '../../domain/errors.ts';
import { ORGANIZATION, PROJECT, projectOf, submit, USER } from '../../test/job-builder.ts';
import type { Subject } from '../conformance.ts';

const ALL = { kind: 'all' } as const;

export function peopleConformance({ store, openEmpty }: Subject): void {
  describe('people', () => {
    it('are made once', async () => {
      const first = { organization: ORGANIZATION, user: USER, project: PROJECT };
      expect(await store().bootstrap(first)).toBe(false);
      const empty = await openEmpty();
      expect(await empty.store.firstAdmin()).toBeNull();
      const told = await Promise.all([empty.store.bootstrap(first), empty.store.bootstrap(first)]);
      expect(told.sort()).toEqual([false, true]);
      expect(await empty.store.firstAdmin()).toEqual(USER);
      await empty.dispose();
    });

    it('are found in the order asked for', async () => {
      expect(await store().users(['user_x', USER.id, USER.id])).toEqual([null, USER, USER]);
      expect(await store().organizations([ORGANIZATION.id, 'org_x'])).toEqual([ORGANIZATION, null]);
      expect(await store().users([])).toEqual([]);
    });
  });

  describe('projects', () => {
    it('are listed newest first, page by page, both ways', async () => {
      for (const n of [2, 3, 4, 5]) {
        const archivedAt = n === 4 ? 9_000 : null;
        await store().createProject(
          projectOf({ id: `proj_${n}`, createdAt: n === 3 ? 2_000 : n * 1_000, archivedAt }),
        );
      }
      const ids = async (
        limit: number,
        from: { value: number; id: string } | null,
        backwards = false,
      ): Promise<string[]> =>
        (await store().listProjects(ALL, true, { limit, from, backwards })).map(({ id }) => id);
      expect(await ids(2, null)).toEqual(['proj_5', 'proj_4']);
      expect(await ids(2, { value: 4_000, id: 'proj_4' })).toEqual(['proj_3', 'proj_2']);
      expect(await ids(2, { value: 2_000, id: 'proj_2' }, true)).toEqual(['proj_4', 'proj_3']);
      expect(await ids(2, null, true)).toEqual(['proj_2', 'proj_1']);
      expect(await store().countProjects(ALL, true)).toBe(5);
      expect(await store().countProjects(ALL, false)).toBe(4);
      const own = { kind: 'organization', organizationId: ORGANIZATION.id, userId: USER.id } as const;
      expect(await store().countProjects(own, true)).toBe(5);
      expect(await store().countProjects({ ...own, organizationId: 'org_x' }, true)).toBe(0);
      expect(await store().countProjects({ kind: 'member', userId: USER.id }, true)).toBe(0);
      expect(await store().projectRoles(USER.id, ['proj_2', 'proj_x'])).toEqual([[], []]);
    });

    it('change as decided, or not at all', async () => {
      const no = refusal('FORBIDDEN', 'No.');
      expect(await store().changeProject('proj_x', (project) => project)).toBeNull();
      expect(await store().changeProject(PROJECT.id, () => no)).toEqual(no);
      const renamed = { ...PROJECT, name: 'Renamed', updatedAt: 2_000, archivedAt: 2_000 };
      expect(await store().changeProject(PROJECT.id, (project) => ({ ...project, ...renamed }))).toEqual(
        renamed,
      );
      expect(await store().projects([PROJECT.id, 'proj_x'])).toEqual([renamed, null]);
    });

    it('tell of their jobs, and take them along when they go', async () => {
      await submit(store(), { id: 'job_1', items: 3, properties: [{ name: 'b', value: '1' }] });
      await submit(store(), {
        id: 'job_2',
        properties: [
          { name: 'a', value: '1' },
          { name: 'b', value: '2' },
        ],
        job: { createdBy: 'user_2' },
      });
      expect(await store().propertyNames(PROJECT.id)).toEqual(['a', 'b']);
      expect(await store().submitters({ projectId: PROJECT.id })).toEqual([USER.id, 'user_2']);
      const organizationId = ORGANIZATION.id;
      expect(await store().submitters({ organizationId })).toEqual([USER.id, 'user_2']);
      expect(await store().submitters({ organizationId: 'org_x' })).toEqual([]);
      const ofOrganizations = await store().organizationJobCounts([organizationId, 'org_x']);
      expect(ofOrganizations.map(({ QUEUED, ERROR }) => [QUEUED, ERROR])).toEqual([
        [2, 0],
        [0, 0],
      ]);
      expect((await store().jobCounts([PROJECT.id, 'proj_x'])).map(({ QUEUED }) => QUEUED)).toEqual([2, 0]);
      const no = refusal('PROJECT_NOT_ARCHIVED', 'No.');
      expect(
        await store().deleteProject(PROJECT.id, (_, counts) => (counts.QUEUED === 2 ? no : null)),
      ).toEqual(no);
      expect(await store().deleteProject(PROJECT.id, () => null)).toEqual({ deleted: true });
      expect(await store().deleteProject(PROJECT.id, () => null)).toBeNull();
      expect(await store().jobs(['job_1', 'job_2'])).toEqual([null, null]);
      expect(await store().queueStats(['target_simulator'])).toEqual([{ waiting: 0, running: 0 }]);
      expect((await store().jobCounts([PROJECT.id]))[0]?.QUEUED).toBe(0);
    });
  });
}
