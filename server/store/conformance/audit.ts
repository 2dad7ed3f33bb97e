import { describe, expect, it } from 'vitest';
import { auditEntry, type AuditEntry, type Deed } from '../../domain/audit.ts';
import { refusal } from '../../domain/errors.ts';
import { ORGANIZATION, PROJECT, USER } from '../../test/job-builder.ts';
import type { Subject } from '../conformance.ts';

const ORIGIN = { via: 'SESSION', address: '192.0.2.1', tokenId: null, requestId: 'r1' } as const;
function entryOf(id: string, at: number, deed: Partial<Deed> = {}): AuditEntry {
  return auditEntry(id, at, USER, ORIGIN, {
    action: 'PROJECT_CHANGED',
    subject: { type: 'Project', id: PROJECT.id, name: PROJECT.name },
    projectId: PROJECT.id,
    before: { name: 'Old' },
    after: { name: 'New' },
    ...deed,
  });
}
const NEWEST = { limit: 10, from: null, backwards: false } as const;

export function auditConformance({ store, reopen }: Subject): void {
  describe('the audit', () => {
    const ids = async (filter = {}, slice: Parameters<ReturnType<typeof store>['listAudit']>[2] = NEWEST) =>
      (await store().listAudit(ORGANIZATION.id, filter, slice)).map(({ id }) => id);

    it('keeps an entry with the write it tells of, whole, and over a restart', async () => {
      const entry = entryOf('audit_1', 5_000, { reason: 'asked for', idempotencyKey: 'k' });
      const renamed = await store().audited(
        () => store().changeProject(PROJECT.id, (project) => ({ ...project, name: 'New' })),
        (answer) => (answer && 'id' in answer ? [entry] : []),
      );
      expect(renamed).toMatchObject({ name: 'New' });
      await reopen();
      expect(await store().listAudit(ORGANIZATION.id, {}, NEWEST)).toEqual([entry]);
    });

    it('keeps nothing of what was refused', async () => {
      const no = refusal('FORBIDDEN', 'No.');
      const answer = await store().audited(
        () => store().changeProject(PROJECT.id, () => no),
        (told) => (told && 'id' in told ? [entryOf('audit_1', 1)] : []),
      );
      expect(answer).toEqual(no);
      expect(await store().countAudit(ORGANIZATION.id, {})).toBe(0);
    });

    it('undoes the write when its entry cannot be kept', async () => {
      await store().appendAudit([entryOf('audit_1', 1)]);
      const twice = store().audited(
        () => store().changeProject(PROJECT.id, (project) => ({ ...project, name: 'Lost' })),
        () => [entryOf('audit_1', 2)],
      );
      await expect(twice).rejects.toThrow();
      expect((await store().projects([PROJECT.id]))[0]?.name).toBe(PROJECT.name);
    });

    it('tells apart what is done side by side', async () => {
      await Promise.all([
        store().audited(
          () => store().changeProject(PROJECT.id, (project) => ({ ...project, description: 'a' })),
          () => [entryOf('audit_1', 1)],
        ),
        store().changeProject(PROJECT.id, (project) => ({ ...project, description: 'b' })),
      ]);
      expect(await ids()).toEqual(['audit_1']);
    });

    it('is read newest first, page by page, both ways, by what is asked for, and by its organization alone', async () => {
      await store().appendAudit([
        entryOf('audit_1', 1_000),
        entryOf('audit_2', 2_000, {
          action: 'JOB_DELETED',
          subject: { type: 'Job', id: 'job_1', name: 'x' },
        }),
        entryOf('audit_3', 2_000, { projectId: null }),
        { ...entryOf('audit_4', 3_000), actorId: 'user_2' },
        entryOf('audit_5', 4_000, { organizationId: 'org_2' }),
      ]);
      expect(await ids()).toEqual(['audit_4', 'audit_3', 'audit_2', 'audit_1']);
      expect(await ids({}, { limit: 2, from: { value: 3_000, id: 'audit_4' }, backwards: false })).toEqual([
        'audit_3',
        'audit_2',
      ]);
      expect(await ids({}, { limit: 2, from: { value: 2_000, id: 'audit_2' }, backwards: true })).toEqual([
        'audit_4',
        'audit_3',
      ]);
      expect(await ids({ actions: ['JOB_DELETED'] })).toEqual(['audit_2']);
      expect(await ids({ actorIds: ['user_2'] })).toEqual(['audit_4']);
      expect(await ids({ subjectId: 'job_1' })).toEqual(['audit_2']);
      expect(await ids({ projectId: PROJECT.id })).toEqual(['audit_4', 'audit_2', 'audit_1']);
      expect(await ids({ from: 2_000, to: 3_000 })).toEqual(['audit_3', 'audit_2']);
      expect(await store().countAudit(ORGANIZATION.id, { from: 2_000 })).toBe(3);
      expect(await ids({ text: 'X' })).toEqual(['audit_2']);
      expect(await ids({ text: USER.name.toUpperCase() })).toHaveLength(4);
      expect(await ids({ text: '%' })).toEqual([]);
    });
  });
}
