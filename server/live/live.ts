import type { JobEvent, JobId, ProjectId } from '../domain/job.ts';
import type { Bus, JobNotice } from '../events/bus.ts';
import type { Viewer } from '../jobs/context.ts';
import type { Store } from '../store/store.ts';
import { JobFeed } from './job-feed.ts';
import { ProjectFeed, type JobChanges } from './project-feed.ts';
import { pullIterator } from './pull-iterator.ts';
import { Visibility } from './visibility.ts';

export interface LiveOptions {
  readonly store: Store;
  readonly bus: Bus;
  /** Milliseconds of a clock that only grows. */
  readonly monotonic?: () => number;
  /** Waits so many milliseconds. */
  readonly wait?: (milliseconds: number) => Promise<void>;
  /** Milliseconds between the looks for lost notices and lost permissions; 0 for none but `checkNow`. */
  readonly checkEvery?: number;
  /** What a viewer is told who may not see, or no longer: the same as of an unknown id. */
  readonly notThere: (what: 'job' | 'project', id: string) => Error;
}

const CHECK_EVERY_MS = 3_000;
/** A reader of a project gets at most one update in this time. */
const PROJECT_PACE_MS = 50;
/** How far back the safety poll of a project looks beyond the last one, for clocks that differ. */
const OVERLAP_MS = 10_000;

/** Who watches what. Knows no sockets and no GraphQL: it gives async iterators. */
export class Live {
  readonly #options: LiveOptions;
  readonly #jobs = new Map<JobId, JobFeed>();
  readonly #projects = new Map<ProjectId, ProjectFeed>();
  readonly #visibility: Visibility;
  readonly #unsubscribe: () => void;
  readonly #timer: NodeJS.Timeout | null;
  #checking: Promise<void> | null = null;
  #closed = false;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#visibility = new Visibility(options.store);
    this.#unsubscribe = options.bus.subscribe((notices) => this.#hear(notices));
    const every = options.checkEvery ?? CHECK_EVERY_MS;
    this.#timer = every > 0 ? setInterval(() => void this.checkNow().catch(() => undefined), every) : null;
    this.#timer?.unref();
  }

  /** How many subscriptions are open. */
  get readers(): { readonly jobs: number; readonly projects: number } {
    const sum = (feeds: Iterable<{ readonly readers: number }>) =>
      [...feeds].reduce((all, feed) => all + feed.readers, 0);
    return { jobs: sum(this.#jobs.values()), projects: sum(this.#projects.values()) };
  }

  /** Every event of a job after a version, in order, for ever; ends when the job is deleted. */
  async jobEvents(viewer: Viewer, jobId: JobId, after: number): Promise<AsyncGenerator<JobEvent>> {
    const { store, notThere } = this.#options;
    const feed = this.#jobs.get(jobId) ?? new JobFeed(jobId, store);
    const [job] = await store.jobs([jobId]);
    if (!job || !(await this.#visibility.sees(viewer, job.projectId))) throw notThere('job', jobId);
    const joined = this.#jobs.get(jobId) ?? feed;
    this.#jobs.set(jobId, joined);
    const bell = joined.join();
    joined.heard(job.version);
    let version = after;
    let batch: readonly JobEvent[] = [];
    let place = 0;
    let ended = this.#closed;
    return pullIterator({
      next: async () => {
        while (!ended && !joined.deleted) {
          if (!(await this.#visibility.sees(viewer, job.projectId))) {
            if (joined.deleted) break;
            throw notThere('job', jobId);
          }
          const event = batch[place];
          if (event) {
            place += 1;
            version = event.version;
            return { value: event };
          }
          batch = await joined.after(version);
          place = 0;
          if (batch.length === 0) await bell.heard();
          ended ||= this.#closed;
        }
        return null;
      },
      stop: () => {
        ended = true;
        joined.leave(bell);
        if (joined.readers === 0 && this.#jobs.get(jobId) === joined) this.#jobs.delete(jobId);
      },
    });
  }

  /** The latest states of a project's jobs as they change. The first update is empty and comes at once. */
  async projectJobs(viewer: Viewer, projectId: ProjectId): Promise<AsyncGenerator<JobChanges>> {
    const { store, notThere, wait = pause, monotonic = () => performance.now() } = this.#options;
    if (!(await this.#visibility.sees(viewer, projectId))) throw notThere('project', projectId);
    const feed = this.#projects.get(projectId) ?? new ProjectFeed(projectId, store);
    this.#projects.set(projectId, feed);
    const reader = feed.join();
    let first = true;
    let ended = this.#closed;
    let last = -PROJECT_PACE_MS;
    return pullIterator({
      next: async () => {
        if (first) {
          first = false;
          return { value: { changed: [], deleted: [] } };
        }
        while (!ended) {
          if (!(await this.#visibility.sees(viewer, projectId))) throw notThere('project', projectId);
          if (reader.waiting) {
            const early = last + PROJECT_PACE_MS - monotonic();
            if (early > 0) await wait(early);
            last = monotonic();
            const ids = reader.take();
            try {
              return { value: await feed.load(ids) };
            } catch {
              // The store did not answer. Nothing is lost: the next look tells it.
              reader.putBack(ids);
            }
          }
          await reader.bell.heard();
          ended ||= this.#closed;
        }
        return null;
      },
      stop: () => {
        ended = true;
        feed.leave(reader);
        if (feed.readers === 0 && this.#projects.get(projectId) === feed) this.#projects.delete(projectId);
      },
    });
  }

  /** Looks for notices that were lost and permissions that were taken away. */
  checkNow(): Promise<void> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = null;
    });
    return this.#checking;
  }

  /** Ends all subscriptions. */
  close(): void {
    this.#closed = true;
    if (this.#timer) clearInterval(this.#timer);
    this.#unsubscribe();
    for (const feed of [...this.#jobs.values(), ...this.#projects.values()]) feed.wake();
  }

  #hear(notices: readonly JobNotice[]): void {
    const byProject = new Map<ProjectId, JobNotice[]>();
    for (const notice of notices) {
      const feed = this.#jobs.get(notice.jobId);
      if (notice.deleted) feed?.gone();
      else feed?.heard(notice.version);
      if (!this.#projects.has(notice.projectId)) continue;
      const own = byProject.get(notice.projectId);
      if (own) own.push(notice);
      else byProject.set(notice.projectId, [notice]);
    }
    for (const [projectId, own] of byProject) this.#projects.get(projectId)?.heard(own);
  }

  async #check(): Promise<void> {
    const { store } = this.#options;
    this.#visibility.forget();
    const ids = [...this.#jobs.keys()];
    if (ids.length > 0) {
      const jobs = await store.jobs(ids);
      ids.forEach((id, place) => {
        const job = jobs[place];
        if (job) this.#jobs.get(id)?.heard(job.version);
        else this.#jobs.get(id)?.gone();
      });
    }
    for (const feed of this.#projects.values()) await this.#pollProject(feed);
    // Whoever waits looks whether it may still see what it watches.
    for (const feed of [...this.#jobs.values(), ...this.#projects.values()]) feed.wake();
  }

  async #pollProject(feed: ProjectFeed): Promise<void> {
    const { store } = this.#options;
    const order = { field: 'UPDATED_AT', direction: 'DESC' } as const;
    const jobs = await store.listJobs({ projectId: feed.projectId }, {}, order, {
      limit: 100,
      from: null,
      backwards: false,
    });
    const newest = jobs[0]?.updatedAt ?? 0;
    feed.found(jobs.filter((job) => job.updatedAt >= newest - OVERLAP_MS));
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export type { JobChanges };
