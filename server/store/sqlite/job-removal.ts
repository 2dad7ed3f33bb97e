import type { Job, ProjectId } from '../../domain/job.ts';
import { JOB_STATUSES } from '../../domain/status.ts';
import type { Contents } from './contents.ts';
import type { JobRows } from './job-rows.ts';
import type { Session } from './session.ts';

/** The contents that items and attempts of some jobs name: `contentsOf` in SQL. */
const RESULTS = (jobs: string): string =>
  `SELECT result_id AS id FROM items WHERE job_id IN (${jobs}) AND result_id IS NOT NULL UNION ALL ` +
  `SELECT result_id FROM attempts WHERE job_id IN (${jobs}) AND result_id IS NOT NULL UNION ALL ` +
  `SELECT remote ->> '$.runId' FROM items WHERE job_id IN (${jobs}) AND remote IS NOT NULL UNION ALL ` +
  `SELECT attempt ->> '$.remote.runId' FROM attempts WHERE job_id IN (${jobs}) AND attempt ->> '$.remote.runId' IS NOT NULL`;

const RELEASE = (named: string): string =>
  `UPDATE contents SET refs = refs - released.n FROM (SELECT id, count(*) AS n FROM (${named}) GROUP BY id) AS released ` +
  'WHERE contents.id = released.id';

/** Removes jobs with all that hangs on them. Belongs inside `session.write`. */
export class JobRemoval {
  readonly #session: Session;
  readonly #contents: Contents;
  readonly #rows: JobRows;
  readonly #sql;

  constructor(session: Session, contents: Contents, rows: JobRows) {
    const { db } = session;
    this.#session = session;
    this.#contents = contents;
    this.#rows = rows;
    const ofProject = 'SELECT id FROM jobs WHERE project_id = ?';
    this.#sql = {
      releaseResults: db.prepare(RELEASE(RESULTS('?'))),
      releaseProgram: db
        .prepare('UPDATE programs SET refs = refs - 1 WHERE id = ? RETURNING refs, content_id, size')
        .raw(),
      resultBytes: db
        .prepare(
          'SELECT coalesce(sum(c.size), 0) FROM (' +
            'SELECT result_id AS id FROM items WHERE job_id = ? UNION ALL SELECT result_id FROM attempts WHERE job_id = ?' +
            ') AS named JOIN contents c ON c.id = named.id',
        )
        .pluck(),
      deleteProgram: db.prepare('DELETE FROM programs WHERE id = ?'),
      // Items, attempts, events and a long definition go with it.
      deleteJob: db.prepare('DELETE FROM jobs WHERE id = ?'),
      queues: db
        .prepare(
          'SELECT target_id, sum(status = 1 AND remote IS NULL), sum(status = 2) FROM items ' +
            `WHERE job_id IN (${ofProject}) AND status IN (1, 2) GROUP BY target_id`,
        )
        .raw(),
      queueOfJob: db
        .prepare(
          'SELECT target_id, sum(status = 1 AND remote IS NULL), sum(status = 2) FROM items ' +
            'WHERE job_id = ? AND status IN (1, 2) GROUP BY target_id',
        )
        .raw(),
      releaseAll: db.prepare(
        RELEASE(`${RESULTS(ofProject)} UNION ALL SELECT content_id FROM programs WHERE project_id = ?`),
      ),
      deletePrograms: db.prepare('DELETE FROM programs WHERE project_id = ?'),
      deleteProperties: db.prepare('DELETE FROM job_properties WHERE project_id = ?'),
      deleteJobs: db.prepare('DELETE FROM jobs WHERE project_id = ?'),
    };
  }

  remove(job: Job): void {
    this.#leaveQueues(this.#sql.queueOfJob.all(job.id));
    let bytes = Number(this.#sql.resultBytes.get(job.id, job.id));
    this.#sql.releaseResults.run(job.id, job.id, job.id, job.id);
    for (const programId of new Set(job.definition.programs.map((program) => program.programId))) {
      const left = this.#sql.releaseProgram.get(programId) as
        [refs: number, contentId: string, size: number] | undefined;
      bytes += left?.[2] ?? 0;
      if (!left || left[0] > 0) continue;
      this.#sql.deleteProgram.run(programId);
      this.#contents.release(left[1]);
    }
    this.#contents.sweep();
    this.#rows.removeProperties(job);
    this.#rows.forgetUsage(job, bytes);
    this.#sql.deleteJob.run(job.id);
    this.#session.tallies.jobs(job.projectId, job.status, -1);
  }

  removeAllOf(projectId: ProjectId): void {
    const counts = this.#session.tallies.jobCounts(projectId);
    this.#session.usage.releaseProject(projectId);
    this.#leaveQueues(this.#sql.queues.all(projectId));
    this.#sql.releaseAll.run(projectId, projectId, projectId, projectId, projectId);
    this.#sql.deletePrograms.run(projectId);
    this.#contents.sweep();
    this.#sql.deleteProperties.run(projectId);
    this.#sql.deleteJobs.run(projectId);
    for (const status of JOB_STATUSES) {
      if (counts[status] > 0) this.#session.tallies.jobs(projectId, status, -counts[status]);
    }
  }

  #leaveQueues(rows: readonly unknown[]): void {
    for (const [targetId, waiting, running] of rows as [string, number, number][]) {
      this.#session.tallies.waiting(targetId, -waiting);
      this.#session.tallies.running(targetId, -running);
    }
  }
}
