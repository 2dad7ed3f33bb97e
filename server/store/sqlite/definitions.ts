import type { JobDefinition, JobId } from '../../domain/job.ts';
import type { Connection } from './connection.ts';

/** How many programs the definitions kept in memory may have in all. */
const MOST_PROGRAMS = 40_000;

/** The definitions of jobs. They never change, so that those read lately are kept parsed. */
export class Definitions {
  readonly #read;
  #young = new Map<JobId, JobDefinition>();
  #old = new Map<JobId, JobDefinition>();
  #programs = 0;

  constructor(db: Connection) {
    this.#read = db.prepare('SELECT definition FROM job_definitions WHERE job_id = ?').pluck();
  }

  /** @param inline - the definition from the job's row; null when it has a row of its own */
  of(jobId: JobId, inline: string | null): JobDefinition {
    const young = this.#young.get(jobId);
    if (young) return young;
    const definition = this.#old.get(jobId) ?? this.#parse(jobId, inline);
    this.remember(jobId, definition);
    return definition;
  }

  remember(jobId: JobId, definition: JobDefinition): void {
    this.#programs += definition.programs.length;
    if (this.#programs > MOST_PROGRAMS / 2) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#programs = definition.programs.length;
    }
    this.#young.set(jobId, definition);
  }

  #parse(jobId: JobId, inline: string | null): JobDefinition {
    const text = inline ?? (this.#read.get(jobId) as string | undefined);
    if (text === undefined) throw new Error(`The definition of job ${jobId} is missing.`);
    return JSON.parse(text) as JobDefinition;
  }
}
