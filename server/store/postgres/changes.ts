import type { JobChange, JobSnapshot } from '../../domain/change.ts';
import type { PreparedContent } from '../../domain/content.ts';
import { contentsOf, type Job, type JobId, type ProgramId, type ProjectId } from '../../domain/job.ts';
import type { Project } from '../../domain/people.ts';
import type { Language } from '../../domain/program.ts';
import { StaleWrite } from '../faults.ts';
import type { Idempotency, ItemSelection, JobStore, NewJob, StoredProgram, SubmitContext } from '../store.ts';
import { putContents } from './contents.ts';
import type { JobRemoval } from './job-removal.ts';
import type { JobRows } from './job-rows.ts';
import { ownersOf } from './tallies.ts';
import { standingsOf } from './quotas.ts';
import { all, statement, type Queries } from './queries.ts';
import type { Session, Transaction } from './session.ts';
import { targetsOf } from './target-rows.ts';

type ProgramRow = [
  id: string,
  projectId: string,
  name: string,
  language: Language,
  contentId: string,
  size: number,
];
type ProjectRow = [string, string, string, string, number, number, number | null];

const PROGRAM = 'id, project_id, name, language, content_id, size';
const SQL = {
  programs: statement(`SELECT ${PROGRAM} FROM programs WHERE id = ANY($1)`),
  holdPrograms: statement(
    'SELECT id, size FROM programs WHERE id = ANY($1) AND project_id = $2 ORDER BY id FOR KEY SHARE',
  ),
  insertPrograms: statement(
    `INSERT INTO programs (${PROGRAM}) ` +
      'SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[]) AS t (id) ORDER BY id ' +
      'ON CONFLICT (id) DO NOTHING',
  ),
  namePrograms: statement(
    'INSERT INTO job_programs (job_id, program_id) SELECT $1, id FROM unnest($2::text[]) AS t (id) ORDER BY id',
  ),
  key: statement('SELECT fingerprint, job_id FROM idempotency_keys WHERE user_id = $1 AND key = $2'),
  insertKey: statement(
    'INSERT INTO idempotency_keys (user_id, key, fingerprint, job_id, created_at) VALUES ($1, $2, $3, $4, $5)',
  ),
  // Whoever changes or deletes a project locks it against this.
  project: statement(
    'SELECT id, organization_id, name, description, created_at, updated_at, archived_at FROM projects WHERE id = $1 FOR KEY SHARE',
  ),
};

/** The writes of jobs, and the programs that come with them. */
export function jobChanges(
  session: Session,
  rows: JobRows,
  removal: JobRemoval,
): Pick<JobStore, 'submitJob' | 'changeJob' | 'deleteJob' | 'programs'> {
  const submitContext = async (
    tx: Queries,
    request: Parameters<JobStore['submitJob']>[0],
  ): Promise<SubmitContext> => {
    const source = request.sourceId === null ? null : ((await rows.jobs(tx, [request.sourceId]))[0] ?? null);
    const projectId = source?.projectId ?? request.projectId;
    const targetId = source?.targetId ?? request.targetId;
    const programIds = [
      ...request.programIds,
      ...(source?.definition.programs.map((one) => one.programId) ?? []),
    ];
    const [project, [target = null], programs] = await all(
      projectId === null ? null : projectForNew(tx, projectId),
      targetId === null ? [] : targetsOf(tx, [targetId]),
      programsOf(tx, [...new Set(programIds)]),
    );
    const own = programs.filter((program) => program.projectId === projectId);
    const { payers } = request;
    const quotas =
      payers && project
        ? await standingsOf(tx, [project.organizationId, ...payers.groupIds, payers.userId], payers.now, true)
        : [];
    return {
      project,
      target,
      source,
      programs: new Map(own.map((program) => [program.id, program])),
      quotas,
    };
  };

  return {
    submitJob: (request, decide) =>
      session.write(async (tx) => {
        const [before, context] = await all(earlier(tx, request.idempotency), submitContext(tx, request));
        if (before) {
          if (!before.same) return { kind: 'key-reused' };
          const [job = null] = await rows.jobs(tx, [before.jobId]);
          return { kind: 'repeated', job };
        }
        const decided = decide(context);
        if (!('job' in decided)) return { kind: 'refused', refusals: decided };
        const bytes = await insertPrograms(tx, decided);
        await all(
          rows.insert(tx, decided.job, decided.items, decided.events, bytes),
          tx.run(SQL.namePrograms, [decided.job.id, programIdsOf(decided.job)]),
          remember(tx, request.idempotency, decided.job.id),
        );
        return { kind: 'created', job: decided.job };
      }),

    changeJob: (jobId, items, decide, extra) =>
      session.write(async (tx) => {
        const idempotency = extra?.idempotency ?? null;
        const [shown, before] = await all(lockSnapshot(tx, rows, jobId, items), earlier(tx, idempotency));
        if (!shown) return { kind: 'not-found' };
        const { job } = shown;
        if (before)
          return before.same && before.jobId === jobId ? { kind: 'unchanged', job } : { kind: 'key-reused' };
        const at = extra?.quotasAt;
        const decision = decide(
          at === undefined ? shown : { ...shown, quotas: await standingsOf(tx, ownersOf(job), at, true) },
        );
        switch (decision.kind) {
          case 'refused':
            return { kind: 'refused', job, refusals: decision.refusals };
          case 'unchanged':
            await remember(tx, idempotency, jobId);
            return { kind: 'unchanged', job };
          case 'change': {
            checkFresh(decision.change, job);
            const contents = namedBy(decision.change, extra?.contents ?? []);
            await all(
              putContents(tx, contents),
              rows.write(tx, [decision.change], contents),
              remember(tx, idempotency, jobId),
            );
            return { kind: 'changed', job: decision.change.job, events: decision.change.events };
          }
        }
      }),

    deleteJob: (jobId, decide) =>
      session.write(async (tx) => {
        const shown = await lockSnapshot(tx, rows, jobId, 'all');
        if (!shown) return null;
        const refused = decide(shown.job);
        if (refused) return refused;
        await removal.remove(tx, shown);
        return { deleted: shown.job };
      }),

    async programs(ids) {
      const found = new Map((await programsOf(session.read, ids)).map((program) => [program.id, program]));
      return ids.map((id) => found.get(id) ?? null);
    },
  };
}

/** Shows a job and its items, which nobody else changes from now on. */
async function lockSnapshot(
  tx: Queries,
  rows: JobRows,
  jobId: JobId,
  items: ItemSelection,
): Promise<JobSnapshot | null> {
  const indexes = items === 'all' ? null : items === 'none' ? [] : items.indexes;
  const [locked, jobs] = await all(
    items === 'none' ? [] : rows.lockItems(tx, jobId, indexes),
    rows.lockJobs(tx, [jobId]),
  );
  const job = jobs.get(jobId);
  return job ? { job, items: locked } : null;
}

/** A decision may be made of what was shown before: then it is refused here, before anything is sent. */
function checkFresh({ before }: JobChange, job: Job): void {
  if (before.version !== job.version) {
    throw new StaleWrite(`Job ${job.id} is no longer at version ${before.version}.`);
  }
}

function namedBy(change: JobChange, given: readonly PreparedContent[]): readonly PreparedContent[] {
  if (given.length === 0) return [];
  const named = new Set(
    change.items.flatMap(({ after, archived }) => [
      ...contentsOf(after),
      ...(archived ? contentsOf(archived) : []),
    ]),
  );
  return given.filter((content) => named.has(content.id));
}

async function programsOf(from: Queries, ids: readonly ProgramId[]): Promise<readonly StoredProgram[]> {
  if (ids.length === 0) return [];
  return (await from.rows<ProgramRow>(SQL.programs, [ids])).map(
    ([id, projectId, name, language, contentId, size]) => ({
      id,
      projectId,
      name,
      language,
      contentId,
      size,
    }),
  );
}

async function projectForNew(tx: Queries, id: ProjectId): Promise<Project | null> {
  const [row] = await tx.rows<ProjectRow>(SQL.project, [id]);
  if (!row) return null;
  const [, organizationId, name, description, createdAt, updatedAt, archivedAt] = row;
  return { id, organizationId, name, description, createdAt, updatedAt, archivedAt };
}

function programIdsOf(job: Job): readonly ProgramId[] {
  return [...new Set(job.definition.programs.map((one) => one.programId))];
}

/**
 * Stores the programs that are not there yet, and keeps those that are from being deleted meanwhile.
 *
 * @returns the bytes of all of them
 */
async function insertPrograms(tx: Transaction, { job, programs }: NewJob): Promise<number> {
  const ids = programIdsOf(job);
  const held = new Map(await tx.rows<[id: ProgramId, size: number]>(SQL.holdPrograms, [ids, job.projectId]));
  const given = new Map(programs.map((one) => [one.id, one]));
  const missing = ids.filter((id) => !held.has(id)).map((id) => given.get(id) ?? id);
  const fresh = missing.filter((one) => typeof one !== 'string');
  const unknown = missing.find((one) => typeof one === 'string');
  if (unknown !== undefined)
    throw new Error(`Job ${job.id} names the program ${unknown}, which its project does not have.`);
  let bytes = 0;
  for (const size of held.values()) bytes += size;
  for (const { content } of fresh) bytes += content.size;
  if (fresh.length === 0) return bytes;
  const contents = new Map(fresh.map(({ content }) => [content.id, content]));
  await all(
    putContents(tx, [...contents.values()]),
    tx.run(SQL.insertPrograms, [
      fresh.map((one) => one.id),
      fresh.map((one) => one.projectId),
      fresh.map((one) => one.name),
      fresh.map((one) => one.language),
      fresh.map((one) => one.content.id),
      fresh.map((one) => one.content.size),
    ]),
  );
  return bytes;
}

/** What a key stood for before: the same request, another one, or nothing yet. */
async function earlier(
  tx: Queries,
  idempotency: Idempotency | null,
): Promise<{ readonly same: boolean; readonly jobId: JobId } | null> {
  if (!idempotency) return null;
  const { userId, key, fingerprint } = idempotency;
  const [row] = await tx.rows<[fingerprint: string, jobId: string]>(SQL.key, [userId, key]);
  return row ? { same: row[0] === fingerprint, jobId: row[1] } : null;
}

/** When another request with the same key came first, this one is repeated, and finds it. */
async function remember(tx: Queries, idempotency: Idempotency | null, jobId: JobId): Promise<void> {
  if (!idempotency) return;
  const { userId, key, fingerprint, now } = idempotency;
  await tx.run(SQL.insertKey, [userId, key, fingerprint, jobId, now]);
}
