import type { JobSnapshot } from '../../domain/change.ts';
import type { PreparedContent } from '../../domain/content.ts';
import type { Job, JobId, JobItem, ProgramId, ProjectId } from '../../domain/job.ts';
import type { Language } from '../../domain/program.ts';
import type { Idempotency, ItemSelection, JobStore, NewJob, StoredProgram, SubmitContext } from '../store.ts';
import type { Contents } from './contents.ts';
import type { JobRemoval } from './job-removal.ts';
import type { JobRows } from './job-rows.ts';
import type { QuotaReader } from './quotas.ts';
import type { Session } from './session.ts';
import type { TargetRows } from './target-rows.ts';

type ProgramRow = [
  id: string,
  projectId: string,
  name: string,
  language: Language,
  contentId: string,
  size: number,
];

/** The writes of jobs, and the programs that come with them. */
export function jobChanges(
  { db, write }: Session,
  rows: JobRows,
  contents: Contents,
  removal: JobRemoval,
  targets: TargetRows,
  quotas: QuotaReader,
): Pick<JobStore, 'submitJob' | 'changeJob' | 'deleteJob' | 'programs'> {
  const sql = {
    program: db
      .prepare('SELECT id, project_id, name, language, content_id, size FROM programs WHERE id = ?')
      .raw(),
    holdProgram: db
      .prepare('UPDATE programs SET refs = refs + 1 WHERE id = ? AND project_id = ? RETURNING size')
      .pluck(),
    insertProgram: db.prepare(
      'INSERT INTO programs (id, project_id, name, language, content_id, size, refs) VALUES (?, ?, ?, ?, ?, ?, 1)',
    ),
    key: db.prepare('SELECT fingerprint, job_id FROM idempotency_keys WHERE user_id = ? AND key = ?').raw(),
    insertKey: db.prepare(
      'INSERT INTO idempotency_keys (user_id, key, fingerprint, job_id, created_at) VALUES (?, ?, ?, ?, ?)',
    ),
    project: db
      .prepare(
        'SELECT id, organization_id, name, description, created_at, updated_at, archived_at FROM projects WHERE id = ?',
      )
      .raw(),
  };

  const program = (id: ProgramId): StoredProgram | null => {
    const row = sql.program.get(id) as ProgramRow | undefined;
    if (!row) return null;
    return { id: row[0], projectId: row[1], name: row[2], language: row[3], contentId: row[4], size: row[5] };
  };

  const project = (id: ProjectId): SubmitContext['project'] => {
    const row = sql.project.get(id) as
      [string, string, string, string, number, number, number | null] | undefined;
    if (!row) return null;
    const [, organizationId, name, description, createdAt, updatedAt, archivedAt] = row;
    return { id, organizationId, name, description, createdAt, updatedAt, archivedAt };
  };

  /** What a key stood for before: the same request, another one, or nothing yet. */
  const earlier = (
    idempotency: Idempotency | null,
  ): { readonly same: boolean; readonly jobId: JobId } | null => {
    if (!idempotency) return null;
    const row = sql.key.get(idempotency.userId, idempotency.key) as
      [fingerprint: string, jobId: string] | undefined;
    return row ? { same: row[0] === idempotency.fingerprint, jobId: row[1] } : null;
  };

  const remember = (idempotency: Idempotency | null, jobId: JobId): void => {
    if (!idempotency) return;
    sql.insertKey.run(idempotency.userId, idempotency.key, idempotency.fingerprint, jobId, idempotency.now);
  };

  const submitContext = (request: Parameters<JobStore['submitJob']>[0]): SubmitContext => {
    const source = request.sourceId === null ? null : rows.job(request.sourceId);
    const projectId = source?.projectId ?? request.projectId;
    const targetId = source?.targetId ?? request.targetId;
    const programs = new Map<ProgramId, StoredProgram>();
    for (const id of [
      ...request.programIds,
      ...(source?.definition.programs.map((one) => one.programId) ?? []),
    ]) {
      const stored = program(id);
      if (stored && stored.projectId === projectId) programs.set(id, stored);
    }
    const place = projectId === null ? null : project(projectId);
    const { payers } = request;
    return {
      project: place,
      target: targetId === null ? null : targets.target(targetId),
      source,
      programs,
      quotas:
        payers && place
          ? quotas.ofOwners([place.organizationId, ...payers.groupIds, payers.userId], payers.now)
          : [],
    };
  };

  const insert = (fresh: NewJob): void => {
    const given = new Map(fresh.programs.map((one) => [one.id, one]));
    let bytes = 0;
    for (const id of new Set(fresh.job.definition.programs.map((one) => one.programId))) {
      const size = sql.holdProgram.get(id, fresh.job.projectId) as number | undefined;
      bytes += size ?? 0;
      if (size !== undefined) continue;
      const one = given.get(id);
      if (!one)
        throw new Error(`Job ${fresh.job.id} names the program ${id}, which its project does not have.`);
      contents.hold(one.content.id, one.content);
      sql.insertProgram.run(id, one.projectId, one.name, one.language, one.content.id, one.content.size);
      bytes += one.content.size;
    }
    rows.insert(fresh.job, fresh.items, fresh.events, bytes);
  };

  return {
    submitJob: (request, decide) =>
      write(() => {
        const before = earlier(request.idempotency);
        if (before)
          return before.same ? { kind: 'repeated', job: rows.job(before.jobId) } : { kind: 'key-reused' };
        const decided = decide(submitContext(request));
        if (!('job' in decided)) return { kind: 'refused', refusals: decided };
        insert(decided);
        remember(request.idempotency, decided.job.id);
        return { kind: 'created', job: decided.job };
      }),

    changeJob: (jobId, items, decide, extra) =>
      write(() => {
        const job = rows.job(jobId);
        if (!job) return { kind: 'not-found' };
        const idempotency = extra?.idempotency ?? null;
        const before = earlier(idempotency);
        if (before)
          return before.same && before.jobId === jobId ? { kind: 'unchanged', job } : { kind: 'key-reused' };
        const at = extra?.quotasAt;
        const shown = snapshot(rows, job, items);
        const decision = decide(
          at === undefined
            ? shown
            : { ...shown, quotas: quotas.ofPayers({ ...job, userId: job.createdBy }, at) },
        );
        switch (decision.kind) {
          case 'refused':
            return { kind: 'refused', job, refusals: decision.refusals };
          case 'unchanged':
            remember(idempotency, jobId);
            return { kind: 'unchanged', job };
          case 'change': {
            rows.write(decision.change, byId(extra?.contents ?? []));
            remember(idempotency, jobId);
            return { kind: 'changed', job: decision.change.job, events: decision.change.events };
          }
        }
      }),

    deleteJob: (jobId, decide) =>
      write(() => {
        const job = rows.job(jobId);
        if (!job) return null;
        const refused = decide(job);
        if (refused) return refused;
        removal.remove(job);
        return { deleted: job };
      }),

    async programs(ids) {
      return ids.map(program);
    },
  };
}

function snapshot(rows: JobRows, job: Job, items: ItemSelection): JobSnapshot {
  if (items === 'none') return { job, items: [] };
  if (items === 'all') return { job, items: rows.items(job.id) };
  const found: JobItem[] = [];
  for (const index of new Set(items.indexes)) {
    const item = rows.item(job.id, index);
    if (item) found.push(item);
  }
  return { job, items: found.sort((a, b) => a.index - b.index) };
}

function byId(contents: readonly PreparedContent[]): ReadonlyMap<string, PreparedContent> {
  return new Map(contents.map((content) => [content.id, content]));
}
