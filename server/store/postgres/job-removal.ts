import type { JobSnapshot } from '../../domain/change.ts';
import type { JobId, ProjectId } from '../../domain/job.ts';
import { waitsHere } from '../item-tallies.ts';
import type { JobRows } from './job-rows.ts';
import { all, statement } from './queries.ts';
import type { Transaction } from './session.ts';
import { HELD } from './tallies.ts';

/** The contents that items and attempts of some jobs name: `contentsOf` in SQL. */
const RESULTS = (jobs: string): string =>
  `SELECT result_id AS id FROM items WHERE job_id IN (${jobs}) AND result_id IS NOT NULL UNION ` +
  `SELECT run_id FROM items WHERE job_id IN (${jobs}) AND run_id IS NOT NULL UNION ` +
  `SELECT result_id FROM attempts WHERE job_id IN (${jobs}) AND result_id IS NOT NULL UNION ` +
  `SELECT run_id FROM attempts WHERE job_id IN (${jobs}) AND run_id IS NOT NULL`;
const OF_PROJECT = 'SELECT id FROM jobs WHERE project_id = $1';

const SQL = {
  results: statement(`SELECT id FROM (${RESULTS('SELECT $1::text')}) named`),
  programs: statement(
    'SELECT program_id, size FROM job_programs JOIN programs ON id = program_id WHERE job_id = $1',
  ),
  resultBytes: statement(
    'SELECT coalesce(sum(c.size), 0)::float8 FROM (SELECT result_id AS id FROM items WHERE job_id = $1 ' +
      'UNION ALL SELECT result_id FROM attempts WHERE job_id = $1) named JOIN contents c ON c.id = named.id',
  ),
  held: statement(
    'SELECT organization_id, user_id, group_id, resource, sum(amount) FROM usage ' +
      "WHERE organization_id = (SELECT organization_id FROM projects WHERE id = $1) AND month = 0 AND resource IN ('STORAGE', 'RESERVED') " +
      'AND project_id = $1 GROUP BY organization_id, user_id, group_id, resource',
  ),
  // Items, attempts, events, names of programs and a long definition go with it.
  deleteJob: statement('DELETE FROM jobs WHERE id = $1'),
  lockPrograms: statement('SELECT id FROM programs WHERE id = ANY($1) ORDER BY id FOR UPDATE'),
  deletePrograms: statement(
    'DELETE FROM programs p WHERE id = ANY($1) ' +
      'AND NOT EXISTS (SELECT 1 FROM job_programs WHERE program_id = p.id) RETURNING content_id',
  ),
  lockItemsOfProject: statement(
    `SELECT count(*) FROM (SELECT 1 FROM items WHERE job_id IN (${OF_PROJECT}) ORDER BY job_id, idx FOR UPDATE) locked`,
  ),
  lockJobsOfProject: statement(`SELECT count(*) FROM (${OF_PROJECT} ORDER BY id FOR UPDATE) locked`),
  queuesOfProject: statement(
    'SELECT target_id, sum((status = 1 AND remote IS NULL)::int), sum((status = 2)::int) FROM items ' +
      `WHERE job_id IN (${OF_PROJECT}) AND status IN (1, 2) GROUP BY target_id`,
  ),
  unnameAll: statement(
    `INSERT INTO unnamed_contents (id) ${RESULTS(OF_PROJECT)} UNION SELECT content_id FROM programs WHERE project_id = $1`,
  ),
  deleteJobs: statement('DELETE FROM jobs WHERE project_id = $1'),
  deleteProgramsOfProject: statement('DELETE FROM programs WHERE project_id = $1'),
  deletePropertiesOfProject: statement('DELETE FROM job_properties WHERE project_id = $1'),
  deleteCounts: statement('DELETE FROM project_job_counts WHERE project_id = $1'),
};

/** Removes jobs with all that hangs on them. */
export class JobRemoval {
  readonly #rows: JobRows;

  constructor(rows: JobRows) {
    this.#rows = rows;
  }

  /** @param shown - the job and all its items, locked */
  async remove(tx: Transaction, { job, items }: JobSnapshot): Promise<void> {
    for (const item of items) {
      if (waitsHere(item)) tx.tallies.waiting(item.targetId, -1);
      else if (item.status === 'RUNNING') tx.tallies.running(item.targetId, -1);
    }
    tx.tallies.jobs(job.projectId, job.status, -1);
    const [results, programs, [resultBytes]] = await all(
      tx.rows<[string]>(SQL.results, [job.id]),
      tx.rows<[id: string, size: number]>(SQL.programs, [job.id]),
      tx.rows<[number]>(SQL.resultBytes, [job.id]),
      tx.run(SQL.deleteJob, [job.id]),
      this.#rows.removeProperties(tx, job),
    );
    const bytes = programs.reduce((sum, [, size]) => sum + size, resultBytes?.[0] ?? 0);
    // Each program is looked at by one transaction at a time, after the job is gone: the last one deletes it.
    const programIds = programs.map(([id]) => id);
    const [, deleted] = await all(
      tx.rows(SQL.lockPrograms, [programIds]),
      tx.rows<[string]>(SQL.deletePrograms, [programIds]),
      this.#rows.forgetUsage(tx, job, items, bytes),
    );
    tx.unname([...results, ...deleted].map(([id]) => id));
  }

  /** @param projectId - of a project that is locked: nobody adds jobs to it */
  async removeAllOf(tx: Transaction, projectId: ProjectId): Promise<void> {
    const [, , queues, held] = await all(
      tx.rows(SQL.lockItemsOfProject, [projectId]),
      tx.rows(SQL.lockJobsOfProject, [projectId]),
      tx.rows<[JobId, string, string]>(SQL.queuesOfProject, [projectId]),
      tx.rows<[string, string, string, 'STORAGE' | 'RESERVED', number]>(SQL.held, [projectId]),
      tx.run(SQL.unnameAll, [projectId]),
      tx.run(SQL.deleteJobs, [projectId]),
      tx.run(SQL.deleteProgramsOfProject, [projectId]),
      tx.run(SQL.deletePropertiesOfProject, [projectId]),
      // Last: whoever changed one of its jobs has added to the totals by now.
      tx.run(SQL.deleteCounts, [projectId]),
    );
    for (const [targetId, waiting, running] of queues) {
      tx.tallies.waiting(targetId, -Number(waiting));
      tx.tallies.running(targetId, -Number(running));
    }
    // All that the jobs of the project held is given back.
    for (const [organizationId, createdBy, group, resource, amount] of held) {
      const of = { organizationId, createdBy, groupId: group || null, projectId };
      tx.tallies.usage(of, resource, HELD, -amount);
    }
    // So that the contents are looked at after the commit.
    tx.sweepAfter();
  }
}
