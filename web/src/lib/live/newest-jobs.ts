interface JobState {
  readonly id: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isJobState = (value: Readonly<Record<string, unknown>>): value is JobState =>
  value['__typename'] === 'Job' && typeof value['id'] === 'string' && typeof value['version'] === 'number';

/** How many jobs are remembered: more than any page that reads through the cache shows. */
const MOST_JOBS = 500;

/**
 * The newest state of each job that arrived. Answers over HTTP and events over the socket overtake each other: the
 * answer to a retry may come after the events of the run it began. What is older must not replace what is newer.
 */
export class NewestJobs {
  readonly #newest = new Map<string, JobState>();
  readonly #most: number;

  constructor(most = MOST_JOBS) {
    this.#most = most;
  }

  /** @returns the data; each job in it that is older than one that was seen has the values of the newer one */
  settle(data: unknown): unknown {
    if (Array.isArray(data)) return data.map((each) => this.settle(each));
    if (!isObject(data)) return data;
    const settled = Object.fromEntries(
      Object.entries(data).map(([field, value]) => [field, this.settle(value)]),
    );
    return isJobState(settled) ? this.#newerOf(settled) : settled;
  }

  #newerOf(job: JobState): JobState {
    const known = this.#newest.get(job.id);
    if (known && job.version < known.version) {
      return {
        ...job,
        ...Object.fromEntries(Object.entries(known).filter(([field]) => field in job)),
      };
    }
    this.#newest.delete(job.id);
    this.#newest.set(job.id, job.version === known?.version ? { ...known, ...job } : job);
    const [oldest] = this.#newest.keys();
    if (this.#newest.size > this.#most && oldest !== undefined) this.#newest.delete(oldest);
    return job;
  }
}
