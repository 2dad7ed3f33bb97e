import type { JobDefinition, JobId } from '../domain/job.ts';

/** How many programs the definitions kept in memory may have in all. */
const MOST_PROGRAMS = 40_000;

/** The definitions of jobs read lately, parsed: they never change. */
export class Definitions {
  #young = new Map<JobId, JobDefinition>();
  #old = new Map<JobId, JobDefinition>();
  #programs = 0;

  /** Null when it is not kept. */
  kept(jobId: JobId): JobDefinition | null {
    const young = this.#young.get(jobId);
    if (young) return young;
    const old = this.#old.get(jobId);
    if (!old) return null;
    this.remember(jobId, old);
    return old;
  }

  /** @param text - the definition as it is stored; undefined when it was not found */
  parse(jobId: JobId, text: string | undefined): JobDefinition {
    if (text === undefined) throw new Error(`The definition of job ${jobId} is missing.`);
    const definition = JSON.parse(text) as JobDefinition;
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
}
