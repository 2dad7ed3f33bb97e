import type { Job, JobId } from '../domain/job.ts';
import type { JobOwner } from '../domain/job-query.ts';
import type { JobNotice } from '../events/bus.ts';
import type { Store } from '../store/store.ts';
import { Bell } from './pull-iterator.ts';

/** The latest state of jobs that changed, and the ids of those that are gone. */
export interface JobChanges {
  readonly changed: readonly Job[];
  readonly deleted: readonly JobId[];
}

/** What the watchers of a project, or of an organization, read. */
export interface JobsSource {
  /** The latest states of jobs as they change; the first is empty and comes at once. */
  readonly changes: AsyncGenerator<JobChanges, undefined>;
  /** The states of jobs as they are now. */
  readonly load: (ids: readonly JobId[]) => Promise<JobChanges>;
}

/** The most jobs of one update; what is more comes with the next. */
const MOST = 200;
/** How many jobs all readers of a feed share the loading of. */
const SHARED = 1_000;

/** The jobs of one project or organization for all who watch it: each changed job is loaded once, however many read. */
export class JobsFeed {
  readonly owner: JobOwner;
  readonly #store: Pick<Store, 'jobs'>;
  readonly #readers = new Set<JobsReader>();
  readonly #latest = new Map<JobId, Promise<Job | null>>();
  /** Versions told of lately, so that the safety poll repeats nothing. */
  readonly #told = new Map<JobId, number>();

  constructor(owner: JobOwner, store: Pick<Store, 'jobs'>) {
    this.owner = owner;
    this.#store = store;
  }

  get readers(): number {
    return this.#readers.size;
  }

  heard(notices: readonly Pick<JobNotice, 'jobId' | 'version'>[]): void {
    for (const { jobId, version } of notices) {
      this.#latest.delete(jobId);
      this.#told.delete(jobId);
      this.#told.set(jobId, version);
    }
    for (const old of this.#told.keys()) {
      if (this.#told.size <= SHARED) break;
      this.#told.delete(old);
    }
    for (const reader of this.#readers) reader.changed(notices);
  }

  /** Takes what the safety poll found; only what was not told yet counts. */
  found(jobs: readonly Job[]): void {
    const missed = jobs.filter((job) => (this.#told.get(job.id) ?? 0) < job.version);
    if (missed.length > 0) this.heard(missed.map(({ id, version }) => ({ jobId: id, version })));
  }

  wake(): void {
    for (const reader of this.#readers) reader.bell.ring();
  }

  join(): JobsReader {
    const reader = new JobsReader();
    this.#readers.add(reader);
    return reader;
  }

  leave(reader: JobsReader): void {
    this.#readers.delete(reader);
    reader.bell.ring();
  }

  /** The states of jobs as they are now. */
  async load(ids: readonly JobId[]): Promise<JobChanges> {
    const missing = ids.filter((id) => !this.#latest.has(id));
    if (missing.length > 0) this.#share(missing);
    const jobs = await Promise.all(ids.map((id) => this.#latest.get(id) ?? Promise.resolve(null)));
    return {
      changed: jobs.filter((job) => job !== null),
      deleted: ids.filter((_, place) => jobs[place] === null),
    };
  }

  #share(ids: readonly JobId[]): void {
    const loading = this.#store.jobs(ids);
    ids.forEach((id, place) => {
      const job = loading.then((jobs) => jobs[place] ?? null);
      this.#latest.set(id, job);
      job.catch(() => this.#latest.delete(id));
    });
    for (const old of this.#latest.keys()) {
      if (this.#latest.size <= SHARED) break;
      if (!ids.includes(old)) this.#latest.delete(old);
    }
  }
}

/** What one reader has not been told yet: ids alone, so that a slow reader costs little and never falls behind. */
export class JobsReader {
  readonly bell = new Bell();
  readonly #pending = new Set<JobId>();

  get waiting(): boolean {
    return this.#pending.size > 0;
  }

  changed(notices: readonly Pick<JobNotice, 'jobId'>[]): void {
    for (const { jobId } of notices) this.#pending.add(jobId);
    this.bell.ring();
  }

  /** Takes what is pending, at most so many as fit an update. */
  take(): readonly JobId[] {
    const ids: JobId[] = [];
    for (const id of this.#pending) {
      if (ids.length === MOST) break;
      ids.push(id);
    }
    for (const id of ids) this.#pending.delete(id);
    return ids;
  }

  /** Puts back what could not be loaded. */
  putBack(ids: readonly JobId[]): void {
    for (const id of ids) this.#pending.add(id);
  }
}
