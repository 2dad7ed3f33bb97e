import type { ProjectId, TargetId } from '../../domain/job.ts';
import { JOB_STATUSES, type JobStatus, type StatusCounts } from '../../domain/status.ts';
import type { Connection } from './connection.ts';
import type { BatchParticipant } from './group-commit.ts';
import { STATUS_PLACE } from '../codec.ts';
import { RUNS_KEPT } from '../item-tallies.ts';

interface Run {
  readonly targetId: TargetId;
  readonly finishedAt: number;
  readonly seconds: number;
}
type Tally = 'jobs' | 'waiting' | 'running' | 'finished';

/**
 * Running totals, so that counting costs the same whatever the number of jobs. What the writes of a batch add is
 * summed up and written once, at the end of the batch's transaction.
 */
export class Tallies implements BatchParticipant {
  /** What the write at work has added. */
  #open: { tally: Tally; of: string; n: number; by: number }[] = [];
  #openRuns: Run[] = [];
  /** What the finished writes of the batch have added: tally, then owner, then number. */
  #kept: Record<Tally, Map<string, Map<number, number>>> = emptyTallies();
  #runs = new Map<TargetId, Run[]>();
  readonly #nextSlot = new Map<TargetId, number>();
  readonly #sql;

  constructor(db: Connection) {
    this.#sql = {
      jobs: db.prepare(
        // The project may have been deleted by a later write of the batch.
        'INSERT INTO project_job_counts (project_id, status, jobs) ' +
          'SELECT id, ?, ? FROM projects WHERE id = ? ' +
          'ON CONFLICT DO UPDATE SET jobs = jobs + excluded.jobs',
      ),
      waiting: db.prepare(
        'INSERT INTO queue_counts (target_id, waiting, running) VALUES (?, ?, 0) ' +
          'ON CONFLICT DO UPDATE SET waiting = waiting + excluded.waiting',
      ),
      running: db.prepare(
        'INSERT INTO queue_counts (target_id, waiting, running) VALUES (?, 0, ?) ' +
          'ON CONFLICT DO UPDATE SET running = running + excluded.running',
      ),
      finished: db.prepare(
        'INSERT INTO finished_minutes (target_id, minute, items) VALUES (?, ?, ?) ' +
          'ON CONFLICT DO UPDATE SET items = items + excluded.items',
      ),
      run: db.prepare(
        'INSERT OR REPLACE INTO runs (target_id, slot, finished_at, seconds) VALUES (?, ?, ?, ?)',
      ),
      lastSlot: db
        .prepare('SELECT slot FROM runs WHERE target_id = ? ORDER BY finished_at DESC, slot DESC LIMIT 1')
        .pluck(),
      jobCounts: db.prepare('SELECT status, jobs FROM project_job_counts WHERE project_id = ?').raw(),
    };
  }

  /** A job came into a status (by +1) or left it (by -1). */
  jobs(projectId: ProjectId, status: JobStatus, by: number): void {
    this.#open.push({ tally: 'jobs', of: projectId, n: STATUS_PLACE[status], by });
  }
  waiting(targetId: TargetId, by: number): void {
    this.#open.push({ tally: 'waiting', of: targetId, n: 0, by });
  }
  running(targetId: TargetId, by: number): void {
    this.#open.push({ tally: 'running', of: targetId, n: 0, by });
  }
  finished(targetId: TargetId, at: number): void {
    this.#open.push({ tally: 'finished', of: targetId, n: Math.floor(at / 60_000), by: 1 });
  }
  ran(run: Run): void {
    this.#openRuns.push(run);
  }

  jobCounts(projectId: ProjectId): StatusCounts {
    const rows = this.#sql.jobCounts.all(projectId) as [number, number][];
    const byPlace = new Map(rows);
    // Inside a batch the finished writes count too.
    const kept = this.#kept.jobs.get(projectId);
    const counts = Object.fromEntries(
      JOB_STATUSES.map((status, place) => [status, (byPlace.get(place) ?? 0) + (kept?.get(place) ?? 0)]),
    );
    return counts as Record<JobStatus, number>;
  }

  keep(): void {
    for (const { tally, of, n, by } of this.#open) {
      let sums = this.#kept[tally].get(of);
      if (!sums) this.#kept[tally].set(of, (sums = new Map()));
      sums.set(n, (sums.get(n) ?? 0) + by);
    }
    for (const run of this.#openRuns) {
      const runs = this.#runs.get(run.targetId);
      if (runs) runs.push(run);
      else this.#runs.set(run.targetId, [run]);
    }
    this.discard();
  }
  discard(): void {
    if (this.#open.length > 0) this.#open = [];
    if (this.#openRuns.length > 0) this.#openRuns = [];
  }
  flush(): void {
    this.#writeSums();
    for (const [targetId, runs] of this.#runs) {
      for (const run of runs.slice(-RUNS_KEPT)) {
        this.#sql.run.run(targetId, this.#takeSlot(targetId), run.finishedAt, run.seconds);
      }
    }
  }
  reset(): void {
    this.discard();
    this.#kept = emptyTallies();
    this.#runs = new Map();
  }

  #writeSums(): void {
    for (const [projectId, sums] of this.#kept.jobs) {
      for (const [status, by] of sums) if (by !== 0) this.#sql.jobs.run(status, by, projectId);
    }
    for (const [targetId, sums] of this.#kept.finished) {
      for (const [minute, by] of sums) this.#sql.finished.run(targetId, minute, by);
    }
    for (const tally of ['waiting', 'running'] as const) {
      for (const [of, sums] of this.#kept[tally]) {
        for (const by of sums.values()) if (by !== 0) this.#sql[tally].run(of, by);
      }
    }
    this.#kept = emptyTallies();
  }

  #takeSlot(targetId: TargetId): number {
    const next = this.#nextSlot.get(targetId) ?? Number(this.#sql.lastSlot.get(targetId) ?? -1) + 1;
    const slot = next % RUNS_KEPT;
    this.#nextSlot.set(targetId, slot + 1);
    return slot;
  }
}

function emptyTallies(): Record<Tally, Map<string, Map<number, number>>> {
  return { jobs: new Map(), waiting: new Map(), running: new Map(), finished: new Map() };
}
